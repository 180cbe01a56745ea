//! Which columns of a form's export say who answers, with whom they met, whether, when, and which meeting it was.

use crate::app::form_answers::{Said, said};
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::domain::text::counted;
use crate::store::formats::table::Table;
use crate::survey::list;

/// Words in the heading of a question whether two met.
const MEETING_WORDS: [&str; 7] = ["met", "meet", "meeting", "happened", "happen", "took", "take"];

/// Words in the heading of a question for a day.
const DAY_WORDS: [&str; 4] = ["date", "day", "when", "held"];

/// Words in the heading of a question about a meeting to come.
const TO_COME: [&str; 6] = ["next", "planned", "plan", "future", "following", "rearranged"];

/// Where the columns stand.
pub(super) struct Columns<'s> {
    pub(super) people: Respondents<'s>,
    /// Where else people of the pair stand: the partner, or in a log that the lead keeps, the other side.
    pub(super) partners: Vec<usize>,
    /// Those of them whose headings say that it is the partner of whoever answers.
    pub(super) called: Vec<usize>,
    /// The columns of each of the two sides, where the table has both.
    pub(super) sides: Vec<Vec<usize>>,
    pub(super) met: usize,
    pub(super) day: Option<usize>,
    /// Which of the pair's meetings it was.
    pub(super) number: Option<usize>,
    /// Filled columns that are not read.
    pub(super) unread: Vec<usize>,
}

/// Finds them: by what most of their cells say, so that one odd cell hides no column, and by their headings where several could be.
///
/// # Errors
/// Every column that is missing, or that several could be.
pub(super) fn columns<'s>(session: &'s CohortSession, table: &Table) -> Result<Columns<'s>, Vec<Problem>> {
    let people = respondents(session, table).map_err(|problem| vec![problem]);
    let sides = Some(table::side_columns(table)).filter(|sides| sides.len() > 1).unwrap_or_default();
    let called = people.as_ref().map_or_else(|_| Vec::new(), |people| called_partner(people, table));
    let partners = people.as_ref().map_or_else(|_| Vec::new(), |people| partners(people, table, &called));
    let taken: Vec<usize> = people.iter().flat_map(Respondents::columns).chain(partners.iter().copied()).collect();
    let others = || (0..table.headings.len()).filter(|column| !taken.contains(column) && !table.added.contains(column));
    let has = |column: usize, words: &[&str]| spelling::key(table.heading(column)).split(' ').any(|word| words.contains(&word));
    let number = others().find(|column| is_number(table, *column));
    let mostly = |column: usize, is: &dyn Fn(&str) -> bool| {
        let (all, fitting) = (table.filled(column).count(), table.filled(column).filter(|cell| is(cell)).count());
        fitting * 2 >= all && fitting > 0
    };
    let is_answer = |cell: &str| matches!(said(cell), Some(Said::Yes | Said::No)) && !is_day(cell);
    let is_open = |column: usize| table.filled(column).next().is_some() && table.filled(column).all(|cell| said(cell).is_some());
    let answers: Vec<usize> = others()
        .filter(|column| {
            Some(*column) != number && (mostly(*column, &is_answer) || has(*column, &MEETING_WORDS) && is_open(*column))
        })
        .collect();
    let days: Vec<usize> = others().filter(|column| Some(*column) != number && mostly(*column, &is_day)).collect();
    let dated = || others().filter(|column| !answers.contains(column) && table.filled(*column).next().is_some());
    let days = if days.is_empty() { dated().filter(|column| has(*column, &DAY_WORDS)).collect() } else { days };
    let past = |columns: Vec<usize>| -> Vec<usize> {
        let past: Vec<usize> = columns.iter().copied().filter(|column| !has(*column, &TO_COME)).collect();
        if past.is_empty() { columns } else { past }
    };
    let met = match past(answers).as_slice() {
        [only] => Ok(*only),
        several => {
            let asks: Vec<usize> = several.iter().copied().filter(|column| has(*column, &MEETING_WORDS)).collect();
            one_of(table, &asks, "whether two met", "met")
        }
    };
    let day = match past(days).as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        several => one_of(table, several, "the day of the meeting", "held_on").map(Some),
    };
    match (people, met, day) {
        (Ok(people), Ok(met), Ok(day)) => {
            let is_read = |column: &usize| *column == met || day == Some(*column) || number == Some(*column);
            let unread = others().filter(|column| !is_read(column) && table.filled(*column).next().is_some()).collect();
            Ok(Columns { people, partners, called, sides, met, day, number, unread })
        }
        (people, met, day) => {
            Err(people.err().into_iter().flatten().chain([met.err(), day.err()].into_iter().flatten()).collect())
        }
    }
}

/// Who answers; in a list that only has columns of the two sides, the first of these.
fn respondents<'s>(session: &'s CohortSession, table: &Table) -> Result<Respondents<'s>, Problem> {
    let own = Respondents::of(session, table, None).filter(|people| people.is_somebody(table));
    let of_side = || Respondents::of(session, table, table::side_columns(table).concat().first().copied());
    own.or_else(of_side).map_or_else(|| Respondents::needed(session, table), Ok)
}

/// The headings that ask for nobody but the partner.
const PARTNER: [&str; 6] =
    ["partner", "my partner", "your partner", "mentoring partner", "my mentoring partner", "your mentoring partner"];

/// The columns whose headings ask who the partner is, and of which some cell says it.
fn called_partner(people: &Respondents<'_>, table: &Table) -> Vec<usize> {
    let taken: Vec<usize> = people.columns().collect();
    let asks_who = |column: usize| {
        let key = spelling::key(table.heading(column));
        let has = |words: &[&str]| key.split(' ').any(|word| words.contains(&word));
        PARTNER.contains(&key.as_str())
            || table::asks_for_the_other(table.heading(column))
            || has(&["partner", "partners"]) && has(&["name", "email", "mail", "id", "who"])
    };
    let means_somebody = |column: usize| table.rows.iter().any(|row| matches!(people.in_cell(table, row, column), Ok(Some(_))));
    let is_open = |column: &usize| !taken.contains(column) && !table.added.contains(column);
    (0..table.headings.len()).filter(is_open).filter(|column| asks_who(*column) && means_somebody(*column)).collect()
}

/// The other columns in which people of the pair stand: those of the sides and of the partner; where neither says it, the one column in
/// which every cell means somebody. Whatever else names people, such as a line manager, is not about the pair.
fn partners(people: &Respondents<'_>, table: &Table, called: &[usize]) -> Vec<usize> {
    let sides = table::side_columns(table);
    let (has_both, sides) = (sides.len() > 1, sides.concat());
    let taken: Vec<usize> = people.columns().collect();
    let known: Vec<usize> = (0..table.headings.len())
        .filter(|column| !taken.contains(column) && (sides.contains(column) || called.contains(column)))
        .collect();
    if !known.is_empty() || has_both {
        return known;
    }
    let means_people = |column: &usize| {
        let mut filled =
            table.rows.iter().map(|row| people.in_cell(table, row, *column)).filter(|found| !matches!(found, Ok(None)));
        let first = filled.next();
        first.is_some_and(|first| first.is_ok() && filled.all(|found| found.is_ok()))
    };
    let is_open = |column: &usize| !taken.contains(column) && !table.added.contains(column);
    let guessed: Vec<usize> = (0..table.headings.len()).filter(is_open).filter(means_people).collect();
    if guessed.len() == 1 { guessed } else { Vec::new() }
}

fn is_day(cell: &str) -> bool {
    crate::survey::day(cell).is_some() || list::day_without_year(cell).is_some()
}

/// Whether a column says which of the pair's meetings a row is about.
fn is_number(table: &Table, column: usize) -> bool {
    let key = spelling::key(table.heading(column));
    let has = |word: &str| key.split(' ').any(|own| own == word);
    let asks = ["meeting", "number", "meeting number", "meeting no"].contains(&key.as_str())
        || has("meeting") && (has("number") || has("no") || has("which"));
    asks && table.filled(column).next().is_some() && table.filled(column).all(|cell| number(cell).is_some())
}

/// The number of a meeting: `2`, `Meeting 2`, `2nd`.
pub(super) fn number(cell: &str) -> Option<u32> {
    let key = spelling::key(cell);
    let bare = key.strip_prefix("meeting").unwrap_or(&key).trim();
    let digits = bare.trim_end_matches(|c: char| c.is_alphabetic());
    digits.parse().ok().filter(|number| (1..100).contains(number) && bare.len() <= 4)
}

/// The one column that is meant; by its plain heading where several could be.
fn one_of(table: &Table, found: &[usize], what: &str, plain: &str) -> Result<usize, Problem> {
    if let Some(named) = table.find(&[plain]) {
        return Ok(named);
    }
    if let [only] = found {
        return Ok(*only);
    }
    let headings: Vec<String> =
        found.iter().filter_map(|column| table.headings.get(*column)).map(|heading| format!("“{heading}”")).collect();
    let message = match headings.as_slice() {
        [] => format!("no column says {what}"),
        _ => format!("{} could say {what}: {}", counted(headings.len(), "column"), headings.join(", ")),
    };
    Err(Problem::error("missing-column", message)
        .at(Place::file(&table.file).line(1))
        .help(format!("call the column `{plain}`; a list of meetings has the columns pair, meeting, status and held_on")))
}

/// Whether the table looks like answers to a form and not like a list of meetings.
pub(in crate::cli::meeting) fn is_form(session: &CohortSession, table: &Table) -> bool {
    table.find(&["pair"]).is_none() && respondents(session, table).is_ok()
}
