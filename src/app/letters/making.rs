//! A kind of letter is filled for those it is for: all papers are made, or none and every fault is told.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::points;
use super::texts::{self, LetterText, PlacedText};
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::audience::MailState;
use crate::correspondence::context::Directory;
use crate::correspondence::letter_kinds::{LetterKind, PaperScope, PaperTarget};
use crate::correspondence::letter_values;
use crate::correspondence::values::{FieldValue, FieldValues};
use crate::domain::id::PersonId;
use crate::domain::outcome::Outcome;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::counted;
use crate::render::paper::agenda::{self, AgendaTimes};
use crate::render::paper::{self, Paper, docx, html};

/// Stands for the day of a letter.
pub(super) const SOME_DAY: &str = "\u{e0d0}";

/// One paper as it shall stand, in every format.
pub(crate) struct MadePaper {
    /// For whom it is; nobody where it is for a side, a session or all.
    pub(crate) person: Option<PersonId>,
    /// The file's name without its ending.
    pub(crate) stem: String,
    /// Endings with contents, the Word document first.
    pub(crate) formats: Vec<(&'static str, Vec<u8>)>,
}

impl MadePaper {
    /// The Word document with its name.
    pub(crate) fn document(&self) -> Option<(&str, &[u8])> {
        let (_, bytes) = self.formats.iter().find(|(ending, _)| *ending == "docx")?;
        Some((&self.stem, bytes))
    }
}

/// For whom a kind is made today.
pub(crate) fn targets<'a>(mail: &MailState<'a>, kind: &LetterKind) -> Vec<PaperTarget<'a>> {
    match kind.scope {
        PaperScope::Person(to) => mail.audience(to, None).into_iter().map(PaperTarget::Person).collect(),
        _ => kind.general(mail.settings),
    }
}

/// Makes the papers of a kind; `only` chooses people.
///
/// # Errors
/// A text that is wrong, a person who is to get none, fields without a value: all of them.
pub(crate) fn make(
    session: &CohortSession,
    kind: &LetterKind,
    only: &[PersonId],
    today: NaiveDate,
) -> Result<Vec<MadePaper>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let text = texts::read(session, kind, &inputs.vocabulary)?;
    let mail = inputs.mail(session, today);
    let targets = chosen(&mail, kind, only)?;
    let points = points::of_kind(session, kind)?;
    inputs.with_directory(session, |directory| all(&mail, kind, &targets, (&text, &points), directory))?
}

fn chosen<'a>(mail: &MailState<'a>, kind: &LetterKind, only: &[PersonId]) -> Result<Vec<PaperTarget<'a>>, Refusal> {
    let targets = targets(mail, kind);
    if only.is_empty() {
        return Ok(targets);
    }
    if !matches!(kind.scope, PaperScope::Person(_)) {
        let problem = Problem::error("not-for-a-person", format!("{} is not made for single people", kind.id));
        return Err(problem.help(format!("leave --person out: `revmentor letters {}`", kind.id)).into());
    }
    let left_out = only.iter().filter(|person| !targets.contains(&PaperTarget::Person(**person)));
    let problems: Vec<Problem> = left_out.map(|person| gets_none(mail, kind, *person)).collect();
    if !problems.is_empty() {
        return Err(Refusal::unmet(problems));
    }
    Ok(only.iter().map(|person| PaperTarget::Person(*person)).collect())
}

/// Why somebody gets no letter of this kind.
fn gets_none(mail: &MailState<'_>, kind: &LetterKind, person: PersonId) -> Problem {
    match kind.id {
        "participation" if !mail.owed_for_a_letter(person).is_empty() => {
            let owed = mail.owed_for_a_letter(person).join(", and ");
            let message = format!("no letter of participation for {person}, who {owed}");
            let help = "`revmentor meeting list` and `revmentor attend list` show what is not recorded; [letters] in cohort.toml says what it asks for";
            Problem::error("too-few-meetings", message).help(help)
        }
        "profile" => Problem::error("not-revealed", format!("the partner of {person} has not been revealed yet"))
            .help("letters about a partner are made after the reveal to that side: `revmentor reveal`"),
        _ => Problem::error("gets-no-letter", format!("{person} is not among those who get the letter {}", kind.id))
            .help(format!("`revmentor letters {} --dry-run` shows who gets one", kind.id)),
    }
}

fn all(
    mail: &MailState<'_>,
    kind: &LetterKind,
    targets: &[PaperTarget<'_>],
    (text, points): (&PlacedText, &[Outcome]),
    directory: &Directory<'_>,
) -> Result<Vec<MadePaper>, Refusal> {
    let (mut made, mut problems) = (Vec::new(), Vec::new());
    for target in targets {
        let Some(mut values) = letter_values::for_paper(mail, kind, *target, directory) else { continue };
        values.extend(points::values(points, *target));
        match one(mail, kind, *target, text, &values) {
            Ok(paper) => made.push(paper),
            Err(found) => problems.extend(found),
        }
    }
    let problems = of_all_alike(problems);
    if problems.is_empty() { Ok(made) } else { Err(Refusal::unmet(problems)) }
}

/// What the letters lack, once where several lack the same: the file and the cure are one.
fn of_all_alike(problems: Vec<Problem>) -> Vec<Problem> {
    let (empty, mut others): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.code == "empty-field");
    let mut alike: BTreeMap<(Option<String>, Option<String>), Vec<Problem>> = BTreeMap::new();
    for problem in empty {
        alike.entry((problem.place.file.clone(), problem.value.clone())).or_default().push(problem);
    }
    for ((_, path), mut problems) in alike {
        let count = problems.len();
        let Some(first) = problems.pop() else { continue };
        let message = format!("{} has no value, in {}", path.unwrap_or_default(), counted(count, "letter"));
        others.push(if count == 1 { first } else { Problem { message, ..first } });
    }
    others.sort();
    others.dedup();
    others
}

/// One paper as it would be made today, with [`SOME_DAY`] for its date; none where it cannot be made.
pub(super) fn undated(
    session: &CohortSession,
    mail: &MailState<'_>,
    kind: &LetterKind,
    target: PaperTarget<'_>,
    text: &PlacedText,
    directory: &Directory<'_>,
) -> Option<MadePaper> {
    let mut values = letter_values::for_paper(mail, kind, target, directory)?;
    values.extend(points::values(&points::of_kind(session, kind).ok()?, target));
    values.insert("letter.date".to_owned(), FieldValue::text(SOME_DAY));
    one(mail, kind, target, text, &values).ok()
}

fn one(
    mail: &MailState<'_>,
    kind: &LetterKind,
    target: PaperTarget<'_>,
    text: &PlacedText,
    values: &FieldValues,
) -> Result<MadePaper, Vec<Problem>> {
    let times = match target {
        PaperTarget::Session(event) => Some(AgendaTimes { minutes: event.minutes, starts: letter_values::starts(event) }),
        _ => None,
    };
    let whom = match target {
        PaperTarget::Person(person) => format!("{person}: "),
        PaperTarget::Session(event) => format!("{}: ", event.id),
        PaperTarget::Side(_) | PaperTarget::Everybody => String::new(),
    };
    let named = |problem: Problem| Problem { message: format!("{whom}{}", problem.message), ..problem };
    let formats = match &text.text {
        LetterText::Word(document) => {
            let filled = document.fill(values, times.as_ref());
            let filled = filled
                .map_err(|faults| faults.iter().map(|fault| named(texts::placed(fault, &text.file))).collect::<Vec<_>>())?;
            vec![("docx", filled)]
        }
        LetterText::Markdown(template) => {
            let filled = template
                .fill(values)
                .map_err(|empty| empty.iter().map(|path| named(no_value(path, &text.file))).collect::<Vec<_>>())?;
            let mut paper = Paper { title: filled.subject, blocks: paper::read(&filled.markdown) };
            if let Some(times) = &times {
                let misfit = |fault: &agenda::AgendaFault| {
                    let (message, words) = fault.words();
                    let help = format!("{}: `revmentor letters edit {}` copies it", agenda::HELP, kind.id);
                    named(Problem::error("agenda", message).at(Place::file(&text.file)).value(words).help(help))
                };
                agenda::set_times(&mut paper.blocks, times).map_err(|faults| faults.iter().map(misfit).collect::<Vec<_>>())?;
            }
            let document = docx::write(&paper).map_err(|error| {
                vec![named(Problem::error("docx-too-large", format!("the letter cannot be written: {error}")))]
            })?;
            vec![("docx", document), ("html", html::write(&paper).into_bytes())]
        }
    };
    let person = if let PaperTarget::Person(person) = target { Some(person) } else { None };
    Ok(MadePaper { person, stem: kind.file_stem(target, mail.settings), formats })
}

/// What a field without a value asks of the lead.
pub(super) fn no_value(path: &str, file: &str) -> Problem {
    let help = match path {
        "programme.contact" | "programme.concerns" | "programme.team" => {
            "write in cohort.toml: [messages] and from = \"Reverse mentoring team <team@organisation.example>\"".to_owned()
        }
        _ => format!("fill it in, or write {{{{ {path} or \"…\" }}}} with the text to print in its place"),
    };
    Problem::error("empty-field", format!("{path} has no value")).at(Place::file(file)).value(path).help(help)
}
