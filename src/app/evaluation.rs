//! Reads the waves that `cohort.toml` names, links their rows to people, and evaluates them. Writes nothing but what the lead answers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use crate::app::import::bytes_of;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::evaluation::{AFTER, BEFORE, Link, Wave};
use crate::domain::id::PersonId;
use crate::domain::participant_code::ParticipantCode;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::shell;
use crate::domain::text::agreeing;
use crate::domain::wave_answer::WaveAnswer;
use crate::evaluation::linking::{self, LinkKeys, LinkedWave, NotLinked, link_key};
use crate::evaluation::summary::{Evaluation, EvaluationInput, evaluate};
use crate::store::formats::answered_links;
use crate::store::layout;
use crate::survey::{Source, WaveQuestions, WaveReading, read_wave};

/// The waves as they were read and what follows from them.
pub(crate) struct EvaluatedCohort {
    /// Each wave that was read, linked.
    pub(crate) waves: BTreeMap<String, LinkedWave>,
    /// The figures.
    pub(crate) evaluation: Evaluation,
    /// What the lead should look at.
    pub(crate) warnings: Vec<Problem>,
    /// What is not there yet, in words.
    pub(crate) notes: Vec<String>,
}

/// Reads and evaluates every wave whose file is there.
///
/// # Errors
/// Everything that is wrong with the files, at once.
pub(crate) fn evaluated(session: &CohortSession) -> Result<EvaluatedCohort, Refusal> {
    let keys = link_keys(session)?;
    let (mut waves, mut problems, mut warnings) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (readings, mut notes) = readings(session)?;
    let counts = counted(session);
    problems.extend(turned_round(&readings));
    let after = answered_after(session, &readings, &keys);
    for (name, reading) in readings {
        warnings.extend(reading.warnings);
        let rows = if session.settings.evaluation.link == Link::None { unlinked(reading.rows) } else { reading.rows };
        let mut wave = if name == BEFORE {
            let wave = linking::link_until(rows, reading.asks, &keys, &after);
            warnings.extend(before_after(&reading.path, &wave, &after));
            wave
        } else {
            linking::link(rows, reading.asks, &keys)
        };
        wave.above = reading.above;
        problems.extend(nobody_known(session, &reading.path, &wave));
        warnings.extend(said_of(&reading.path, &wave));
        wave.leave_out(|person| counts.why_not(person));
        notes.extend(left_out(&name, &wave));
        if session.settings.evaluation.link != Link::None {
            notes.extend(without_code(&name, &wave));
        }
        notes.extend(without_side(&name, &wave));
        waves.insert(name, wave);
    }
    if !problems.is_empty() {
        return Err(Refusal::input(problems));
    }
    let people = people(session);
    let evaluation = evaluate(EvaluationInput { settings: &session.settings.evaluation, people: &people, waves: &waves });
    Ok(EvaluatedCohort { waves, evaluation, warnings, notes })
}

/// When each person answered the wave after, where the answers are linked.
fn answered_after(session: &CohortSession, readings: &Readings, keys: &LinkKeys) -> BTreeMap<PersonId, NaiveDateTime> {
    let after = readings.iter().find(|(name, _)| name == AFTER).filter(|_| session.settings.evaluation.link != Link::None);
    let linked = after.map(|(_, after)| linking::link(after.rows.clone(), after.asks.clone(), keys)).unwrap_or_default();
    linked.people.into_iter().filter_map(|(person, answer)| Some((person, answer.answered?))).collect()
}

/// Answers "before" that were given after the same person's answer "after".
fn before_after(path: &str, wave: &LinkedWave, after: &BTreeMap<PersonId, NaiveDateTime>) -> Vec<Problem> {
    let late =
        wave.people.iter().filter(|(person, answer)| after.get(person).zip(answer.answered).is_some_and(|(end, on)| on > *end));
    let problem = |(person, answer): (&PersonId, &WaveAnswer)| {
        let message = format!(
            "{person} gave this answer of the wave {BEFORE} after the one of the wave {AFTER}; it counts as given before"
        );
        let place = Place { row: Some(answer.row), line: answer.line, ..Place::file(path) };
        let help = "ask what it is about; if it says how things are now, take the row out of the export";
        Problem::warning("waves-turned-round", message).at(place).help(help)
    };
    late.map(problem).collect()
}

/// Everybody who counts, and whether they were ever paired.
pub(crate) fn people(session: &CohortSession) -> BTreeMap<PersonId, bool> {
    let Counted { cohort, paired } = counted(session);
    let people = cohort.people.values().filter(|person| person.counts());
    people.map(|person| (person.id, paired.contains(&person.id))).collect()
}

/// Whose answers count: everybody's who was ever paired; in a cohort without any pair everybody's.
struct Counted {
    cohort: std::rc::Rc<Cohort>,
    paired: BTreeSet<PersonId>,
}

fn counted(session: &CohortSession) -> Counted {
    let cohort = session.cohort();
    Counted { paired: cohort.ever_paired(), cohort }
}

impl Counted {
    /// Why the answers of somebody do not count.
    fn why_not(&self, person: PersonId) -> Option<&'static str> {
        let known = self.cohort.people.get(&person);
        if known.is_some_and(|known| known.erased.is_some()) {
            Some("erased")
        } else if known.is_some_and(|known| !known.counts()) {
            Some("never joined")
        } else {
            (!self.paired.is_empty() && !self.paired.contains(&person)).then_some("never in a pair")
        }
    }
}

/// Whose answers are left out, and why: a sentence for each reason.
fn left_out(name: &str, wave: &LinkedWave) -> Vec<String> {
    let mut people: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (person, _, why) in &wave.left_out {
        people.entry(why).or_default().push(person.to_string());
    }
    people.iter().map(|(why, people)| format!("Wave {name}: left out of all figures, as {why}: {}.", people.join(", "))).collect()
}

/// How many answers came without a code, and in which rows.
fn without_code(name: &str, wave: &LinkedWave) -> Option<String> {
    let rows = wave.unmatched.iter().filter(|row| row.why == NotLinked::Empty).map(|row| row.answer.row.to_string());
    let rows: Vec<String> = rows.collect();
    let answers = if rows.len() == 1 { "answer" } else { "answers" };
    (!rows.is_empty()).then(|| format!("Wave {name}: {} {answers} without a code (row {}).", rows.len(), rows.join(", ")))
}

/// How many answers are in no figure, because nothing says whose side they are of.
fn without_side(name: &str, wave: &LinkedWave) -> Option<String> {
    let lost = wave.unmatched.iter().filter(|row| row.answer.side.is_none()).count();
    let answers = agreeing(lost, "answer is", "answers are");
    (lost > 0).then(|| format!("Wave {name}: {answers} in no figure: neither a code nor the form says of which side. If the export has a column that says it, \
             name it as `side` in [survey.{name}.columns]."))
}

type Readings = Vec<(String, WaveReading)>;

/// Every wave whose file is there, in the order of the programme.
///
/// # Errors
/// Everything that is wrong with the files, at once.
pub(crate) fn readings(session: &CohortSession) -> Result<(Readings, Vec<String>), Refusal> {
    let settings = &session.settings.evaluation;
    let (mut readings, mut notes, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: BTreeMap<Vec<u8>, &str> = BTreeMap::new();
    for wave in &settings.waves {
        let Some((shown, bytes)) = file_of(session, wave, &mut notes, &mut problems) else { continue };
        let questions = WaveQuestions { survey: &wave.survey, items: &settings.items, scale: &settings.scale };
        match read_wave(Source { path: &shown, bytes: &bytes, ..Source::default() }, questions) {
            // Two exports without an answer yet are two headings.
            Ok(reading) if reading.rows.is_empty() => readings.push((wave.name.clone(), reading)),
            Ok(reading) => {
                readings.push((wave.name.clone(), reading));
                problems.extend(files.insert(bytes, &wave.name).map(|other| same_file(&shown, other, &wave.name)));
            }
            Err(found) => problems.extend(found),
        }
    }
    if settings.waves.is_empty() {
        notes.push("No wave is named in cohort.toml: `revmentor survey --wave pre FILE` proposes [survey.pre].".to_owned());
    }
    if problems.is_empty() { Ok((readings, notes)) } else { Err(Refusal::input(problems)) }
}

fn file_of(
    session: &CohortSession,
    wave: &Wave,
    notes: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) -> Option<(String, Vec<u8>)> {
    let Some(shown) = wave.survey.file.clone() else {
        notes.push(format!("Wave {}: no file is named in [survey.{}].", wave.name, wave.name));
        return None;
    };
    let path = session.workspace().root().join(&shown);
    if !path.exists() {
        notes.push(format!("Wave {}: {shown} is not there yet.", wave.name));
        return None;
    }
    match bytes_of(&path, &shown, &wave.name) {
        Ok(bytes) => Some((shown, bytes)),
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}

fn same_file(shown: &str, one: &str, other: &str) -> Problem {
    Problem::error("same-file", format!("the waves {one} and {other} are the same file"))
        .at(Place::file(shown))
        .help("name the export of each wave in cohort.toml")
}

/// The answers after were all given before the answers before.
fn turned_round(readings: &Readings) -> Option<Problem> {
    let wave = |name: &str| readings.iter().find(|(wave, _)| wave == name).map(|(_, reading)| reading);
    let (before, after) = (wave(BEFORE)?, wave(AFTER)?);
    let first = before.rows.iter().filter_map(|row| row.answered).min()?;
    let last = after.rows.iter().filter_map(|row| row.answered).max()?;
    (last < first).then(|| {
        Problem::error("waves-turned-round", format!("every answer of the wave {AFTER} is older than those of the wave {BEFORE}"))
            .at(Place::file(&after.path))
            .help("exchange the two files in cohort.toml")
    })
}

/// Rows whose codes are not to be used.
fn unlinked(mut rows: Vec<WaveAnswer>) -> Vec<WaveAnswer> {
    for row in &mut rows {
        row.typed = None;
    }
    rows
}

/// Not one of several typed codes is known: the file is another cohort's.
fn nobody_known(session: &CohortSession, path: &str, wave: &LinkedWave) -> Option<Problem> {
    let typed = wave.unmatched.iter().filter(|row| row.answer.typed.is_some()).count();
    if typed == 0 || !wave.people.is_empty() || session.settings.evaluation.link == Link::None {
        return None;
    }
    Some(
        Problem::error("no-code-known", format!("none of the {typed} codes in this file belongs to this cohort"))
            .at(Place::file(path))
            .help("look whether it is another cohort's export; [evaluation] link says what the people were told to type"),
    )
}

/// What of the linking the lead should look at.
fn said_of(path: &str, wave: &LinkedWave) -> Vec<Problem> {
    let place = |row: u32| Place { row: Some(row), line: wave.lines.get(&row).copied(), ..Place::file(path) };
    let twice = wave.superseded.iter().map(|(person, row, by)| {
        Problem::warning("answered-twice", format!("{person} answered again: row {by} counts")).at(place(*row))
    });
    let sides = wave.other_side.iter().map(|(person, row)| {
        Problem::warning("other-side", format!("the form says the other side; the code is that of {person}, and it counts"))
            .at(place(*row))
    });
    let unmatched = wave.unmatched.iter().filter_map(|row| {
        let typed = row.answer.typed.as_ref().filter(|_| row.why != NotLinked::Empty)?;
        let problem = Problem::warning("unknown-code", "nobody has this code").at(place(row.answer.row)).value(typed);
        Some(match &row.nearest {
            Some(near) => problem.help(format!(
                "if it is {near}: `revmentor evaluate --same {}`",
                shell::word(&format!("{}={near}", link_key(typed)))
            )),
            None => problem,
        })
    });
    twice.chain(sides).chain(unmatched).collect()
}

/// Everything by which rows are linked.
fn link_keys(session: &CohortSession) -> Result<LinkKeys, Refusal> {
    let records = session.records()?;
    let ids: BTreeSet<PersonId> = session.facts.people.keys().copied().collect();
    let link = session.settings.evaluation.link;
    let cohort = session.cohort();
    let retired = cohort.people.values().filter_map(|known| Some((known.id, known.same_as?))).collect();
    let mut keys = LinkKeys { same: answered(session)?, retired, told_codes: link == Link::Code, ..LinkKeys::default() };
    match link {
        Link::Email => {
            let contacts = records.register.iter().map(|(id, entry)| (link_key(entry.contact.email.reveal()), id));
            keys.addresses = contacts.collect();
        }
        Link::Code | Link::Id => {
            let codes = records.key.participant_codes(ids.iter().copied());
            keys.codes = codes.into_iter().map(|(person, code)| (code, person)).collect();
            keys.ids = ids;
        }
        Link::None => {}
    }
    Ok(keys)
}

/// What the lead answered about codes that fit nobody.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn answered(session: &CohortSession) -> Result<BTreeMap<String, PersonId>, Refusal> {
    let path = layout::answered_links();
    let text = crate::app::fact_files::text_of(session.workspace(), &path)?.unwrap_or_default();
    answered_links::read(&text, path.as_str()).map_err(Refusal::input)
}

/// Records that a text typed as a code is somebody's. Gives the sentence that says so.
///
/// # Errors
/// When the text is a code that somebody has, or the person is nobody.
pub(crate) fn record_same(session: &mut CohortSession, typed: &str, person: &str) -> Result<String, Refusal> {
    let keys = link_keys(session)?;
    let code = ParticipantCode::parse(typed).ok().and_then(|code| keys.codes.get(&code));
    if let Some(owner) = code {
        let problem = Problem::error("known-code", format!("this is the code of {owner}")).value(typed);
        return Err(problem.help("only a code that fits nobody can be answered").into());
    }
    if link_key(typed).is_empty() {
        let problem = Problem::error("unknown-code", "nothing is before the equals sign").value(typed);
        return Err(problem
            .help("rows without a code belong to nobody; `revmentor evaluate` lists the codes that fit nobody")
            .into());
    }
    if !is_typed_in_a_wave(session, typed)? {
        let problem = Problem::error("unknown-code", "nobody typed this in any of the surveys").value(typed);
        return Err(problem.help("`revmentor evaluate` lists the codes that fit nobody").into());
    }
    let meant = ParticipantCode::parse(person).ok().and_then(|code| keys.codes.get(&code).copied());
    let meant = meant.map_or_else(|| session.person(person), Ok)?;
    let mut same = answered(session)?;
    same.insert(link_key(typed), meant);
    session.add(layout::answered_links(), answered_links::write(&same));
    Ok(format!("Whoever typed {} is {}.", link_key(typed), session.label(meant)))
}

/// Whether a row of a wave has this text for a code.
fn is_typed_in_a_wave(session: &CohortSession, typed: &str) -> Result<bool, Refusal> {
    let key = link_key(typed);
    let (readings, _) = readings(session)?;
    let mut rows = readings.iter().flat_map(|(_, reading)| &reading.rows);
    Ok(rows.any(|row| row.typed.as_deref().is_some_and(|found| link_key(found) == key)))
}

/// Takes back what was answered about a text.
///
/// # Errors
/// When nothing was answered about it.
pub(crate) fn retract_same(session: &mut CohortSession, typed: &str) -> Result<String, Refusal> {
    let mut same = answered(session)?;
    if same.remove(&link_key(typed)).is_none() {
        return Err(Problem::error("no-answer", "nothing was answered about this code").value(typed).into());
    }
    session.add(layout::answered_links(), answered_links::write(&same));
    Ok(format!("{} is nobody's code again.", link_key(typed)))
}
