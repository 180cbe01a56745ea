//! `conflict list`: every conflict, what is still a question, and how each is honoured.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::import;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::conflict::ConflictState;
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::settings::ConflictRule;
use crate::domain::side::Side;
use crate::people::mentions::{Meaning, Mention};
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::names::Names;

pub(crate) fn run(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let (cohort, mentions, names) = (session.cohort(), session.mentions(), session.names());
    let together = |pair: &PairId| cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active);
    let questions: Vec<_> = import::questions(&mentions).into_iter().chain(import::similar_answers(&session)).collect();
    let typed = typed(&mentions, &questions);
    let words = |pair: &PairId| typed.get(pair).cloned().unwrap_or_default();
    let is_erased = |pair: &PairId| cohort.has_erased(*pair);
    let rows = cohort.conflicts.iter().map(|(pair, state)| {
        let row = row(&names, *pair, *state, together(pair), words(pair));
        if is_erased(pair) && matches!(state, ConflictState::Open(_)) { settled_by_erasure(row) } else { row }
    });
    let conflicts = Sheet::new("Conflicts of interest", ["mentor", "mentee", "state", "reason", "honoured", "typed"], rows);
    let is_open = |pair: PairId| matches!(cohort.conflicts.get(&pair), Some(ConflictState::Open(_))) && !is_erased(&pair);
    let asked_by_name: BTreeSet<PairId> = questions.iter().flat_map(import::ConflictQuestion::pairs).collect();
    let sure =
        mentions.iter().filter_map(|(by, mention)| sure(*by, mention, &cohort)).filter(|(pair, _)| !asked_by_name.contains(pair));
    let questions: Vec<_> = questions.into_iter().chain(sure.map(|(_, question)| question)).collect();
    let asked = questions.iter().filter(|question| question.pairs().any(is_open));
    let questions = asked.map(|question| question_row(question, &names));
    let questions = Sheet::new("Questions", ["by", "typed", "candidates", "names", "doubt"], questions);
    let nobody = mentions.iter().filter(|(_, mention)| mention.meaning == Meaning::Nobody);
    let nobody = nobody.map(|(by, mention)| [names.cell(*by), Cell::text(&mention.text)]);
    let nobody = Sheet::new("Names that match nobody in this cohort", ["by", "name"], nobody);
    let document = Document::default().sheet("conflicts", conflicts).sheet("questions", questions);
    let document = document.sheet("nobody", nobody).sheet("rules", rules(&session, &cohort));
    let is_asked = cohort.present().any(|person| person.declared.is_some());
    console.show(&if is_asked { document.sheet("silent", silent(&cohort, &names)) } else { document })?;
    let open = cohort.open_conflicts().count();
    if let Some(first) = cohort.open_conflicts().next() {
        let [yes, no] =
            ["confirm", "dismiss"].map(|verb| format!("`revmentor conflict {verb} {} {}`", first.mentor, first.mentee));
        let answers = format!("{yes} or {no} answers the first");
        console.say(&format!("{open} are questions: each counts as a conflict until it is answered; {answers}."))?;
    }
    Ok(Done)
}

/// Who takes part and has not declared.
fn silent(cohort: &Cohort, names: &Names) -> Sheet {
    let silent = cohort.present().filter(|person| person.declared.is_none());
    Sheet::new("Not declared yet", ["person"], silent.map(|person| [names.cell(person.id)]))
}

/// The question that is open although the name is sure: the answer beside it said otherwise.
fn sure(by: PersonId, mention: &Mention, cohort: &Cohort) -> Option<(PairId, import::ConflictQuestion)> {
    let Meaning::Means(person) = mention.meaning else { return None };
    let pair = PairId::of(by, person)?;
    let Some(ConflictState::Open(doubt)) = cohort.conflicts.get(&pair) else { return None };
    Some((pair, import::ConflictQuestion { by, typed: mention.text.clone(), doubt: *doubt, candidates: vec![person] }))
}

/// A question about somebody whose data are erased: nobody can answer it any more, and the pair can never be.
fn settled_by_erasure(row: [Cell; 6]) -> [Cell; 6] {
    let [mentor, mentee, _, reason, _, typed] = row;
    [mentor, mentee, Cell::text("erased"), reason, Cell::text("not paired"), typed]
}

/// How many of all possible pairs each rule forbids, and all of them with the declared conflicts; nothing without the answers.
fn rules(session: &CohortSession, cohort: &Cohort) -> Sheet {
    let takes_part = |person: &Person| cohort.people.get(&person.id).is_some_and(Participant::takes_part);
    let people: Vec<Person> =
        session.records().map(|records| records.register.people().into_iter().filter(takes_part).collect()).unwrap_or_default();
    let [mentors, mentees] = Side::BOTH.map(|side| people.iter().filter(|person| person.id.side() == side).collect::<Vec<_>>());
    let all = mentors.len() * mentees.len();
    let alike = |rule: &ConflictRule| -> BTreeSet<PairId> {
        let keys: Vec<_> = mentees.iter().map(|mentee| (mentee.id, mentee.keys(&rule.same))).collect();
        let of = |mentor: &&Person| {
            let (id, own) = (mentor.id, mentor.keys(&rule.same));
            keys.iter()
                .filter(move |(_, keys)| !keys.is_disjoint(&own))
                .map(move |(mentee, _)| PairId { mentor: id, mentee: *mentee })
                .collect::<Vec<_>>()
        };
        mentors.iter().flat_map(of).collect()
    };
    let by_rule: Vec<(String, BTreeSet<PairId>)> =
        session.settings.conflict_rules.iter().map(|rule| (format!("same {}", rule.same), alike(rule))).collect();
    let known: BTreeSet<_> = people.iter().map(|person| person.id).collect();
    let declared: BTreeSet<PairId> = cohort
        .conflicts
        .iter()
        .filter(|(pair, state)| state.forbids() && pair.people().iter().all(|person| known.contains(person)))
        .map(|(pair, _)| *pair)
        .collect();
    let together: BTreeSet<PairId> = by_rule.iter().flat_map(|(_, pairs)| pairs).chain(&declared).copied().collect();
    let rows = by_rule.iter().map(|(rule, pairs)| (rule.clone(), pairs.len()));
    let rows = rows.chain([("declared".to_owned(), declared.len()), ("all together".to_owned(), together.len())]);
    let whole = |number: usize| Cell::Whole(u64::try_from(number).unwrap_or(u64::MAX));
    let rows = rows.filter(|_| all > 0).map(|(what, pairs)| [Cell::text(&what), whole(pairs), whole(all)]);
    Sheet::new("Forbidden pairs", ["by", "pairs", "of"], rows)
}

/// What was typed about each pair, by either of the two.
fn typed(mentions: &[(PersonId, Mention)], questions: &[import::ConflictQuestion]) -> BTreeMap<PairId, Vec<String>> {
    let mut typed: BTreeMap<PairId, Vec<String>> = BTreeMap::new();
    for (by, mention) in mentions {
        let Meaning::Means(person) = &mention.meaning else { continue };
        if let Some(pair) = PairId::of(*by, *person) {
            typed.entry(pair).or_default().push(mention.text.clone());
        }
    }
    for question in questions {
        question.pairs().for_each(|pair| typed.entry(pair).or_default().push(question.typed.clone()));
    }
    typed
}

fn question_row(question: &import::ConflictQuestion, names: &Names) -> [Cell; 5] {
    let ids = question.candidates.iter().map(ToString::to_string).collect();
    let labels: Vec<String> = question.candidates.iter().map(|id| names.label(*id)).collect();
    let doubt = Cell::text(question.doubt.code());
    [names.cell(question.by), Cell::text(&question.typed), Cell::List(ids), Cell::List(labels), doubt]
}

fn row(names: &Names, pair: PairId, state: ConflictState, together: bool, typed: Vec<String>) -> [Cell; 6] {
    let (word, reason) = match state {
        ConflictState::Declared(reason) => ("declared", reason.code()),
        ConflictState::Open(doubt) => ("question", doubt.code()),
        ConflictState::Dismissed => ("dismissed", ""),
        ConflictState::Removed => ("taken-back", ""),
    };
    let honoured = match (state.forbids(), together) {
        (true, false) => "not paired",
        (true, true) => "PAIRED: run `revmentor match`",
        (false, true) => "paired",
        (false, false) => "not paired, but may be",
    };
    let (mentor, mentee) = (names.cell(pair.mentor), names.cell(pair.mentee));
    [mentor, mentee, Cell::text(word), Cell::text(reason), Cell::text(honoured), Cell::List(typed)]
}
