//! Which columns of a declaration sheet say whether there is a conflict, with whom, and why: by their headings, and by what they hold.

use crate::app::form_answers::{self, Said};
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::spelling;
use crate::people::mentions::names_nobody;
use crate::store::formats::table::{Row, Table};
use crate::survey;

/// Words of headings that speak of conflicts.
const CONFLICT: [&str; 4] = ["conflict", "declar", "apart", "paired"];

/// Words of headings that ask for people.
const WHOM: [&str; 15] = [
    "whom",
    "with",
    "who",
    "name",
    "names",
    "know",
    "people",
    "person",
    "persons",
    "mentor",
    "mentors",
    "mentee",
    "mentees",
    "individual",
    "individuals",
];

/// Headings under which a reason may stand; those after the first that is filled are detail.
const REASONS: [&str; 6] = ["reason", "kind", "why", "because", "detail", "relationship"];

/// Words of headings that ask for a reason.
const ASKS_WHY: [&str; 10] =
    ["reason", "reasons", "why", "because", "relationship", "nature", "kind", "how", "explain", "details"];

/// Words of headings under which somebody puts their name to what they said.
const CERTIFIES: [&str; 12] = [
    "accurate",
    "correct",
    "true",
    "understand",
    "understood",
    "agree",
    "consent",
    "privacy",
    "signed",
    "signature",
    "read",
    "updates",
];

/// What a cell says to the question whether there is a conflict, if it is no more than an answer.
pub(super) fn said(cell: &str) -> Option<Said> {
    let key = spelling::key(cell);
    match form_answers::said(cell) {
        Some(Said::Unclear) if key.is_empty() && !cell.contains('?') => Some(Said::No),
        Some(said @ (Said::Blank | Said::Unclear)) => Some(said),
        _ if says_no(cell) => Some(Said::No),
        Some(Said::Yes) if is_tick(cell) || survey::day(cell).is_none() && is_short(&key) => Some(Said::Yes),
        _ => None,
    }
}

/// Whether a cell says yes by a sign without a letter.
fn is_tick(cell: &str) -> bool {
    !cell.chars().any(char::is_alphanumeric) && survey::yes_or_no(cell) == Some(true)
}

/// Whether a yes is no more than that: `Yes, I do`, `Yes - please see below`, and not `Yes, Dr Hill`.
fn is_short(key: &str) -> bool {
    const MORE: &str = "yes y true x 1 i do have there is are a some conflict conflicts of interest to declare please see below next \
        question as follows tick ticked checked selected";
    key.is_empty() || key.split(' ').all(|word| MORE.split_whitespace().any(|known| known == word))
}

pub(super) fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a cell is a plain no, or says in words that there is nobody.
pub(super) fn says_no(cell: &str) -> bool {
    const MARKS: [&str; 4] = ["0", "false", "off", "unchecked"];
    let key = spelling::key(cell);
    if is_tick(cell) {
        return false;
    }
    let is_cross = !cell.trim().is_empty() && key.is_empty() && survey::yes_or_no(cell) == Some(false);
    MARKS.contains(&key.as_str()) || is_cross || !has_number(cell) && names_nobody(cell)
}

/// Where a sheet tells what.
pub(crate) struct Columns<'s> {
    pub(super) who: Respondents<'s>,
    /// The question whether there is a conflict, where it is asked apart from the names.
    pub(super) asked: Option<usize>,
    /// Where people are named.
    pub(super) whom: Vec<usize>,
    /// Where reasons stand.
    pub(super) why: Vec<usize>,
    /// What is read of none of these.
    pub(crate) unread: Vec<usize>,
}

/// The columns of a sheet. Nothing where one is missing, or the table has a row for two people.
pub(crate) fn columns<'s>(session: &'s CohortSession, table: &Table) -> Option<Columns<'s>> {
    if table::is_of_pairs(table) {
        return None;
    }
    let side = table::side_column(table).filter(|_| speaking(table).next().is_some());
    let who = Respondents::of(session, table, side)?;
    let taken: Vec<usize> = who.columns().collect();
    let is_free = |column: &usize| !taken.contains(column);
    let plain = table.find(&["conflict", "conflicts"]).filter(is_free);
    let speaking: Vec<usize> = speaking(table).filter(is_free).collect();
    let named: Vec<usize> = asking(table, &WHOM).filter(is_free).filter(|column| !is_reason_only(table, *column)).collect();
    let questions: Vec<usize> = match plain {
        Some(plain) => std::iter::once(plain).chain(named.into_iter().filter(|column| asks_for_them(table, *column))).collect(),
        None if speaking.is_empty() => named,
        None => speaking.iter().copied().chain(named.into_iter().filter(|column| asks_for_them(table, *column))).collect(),
    };
    let mut questions = questions;
    questions.sort_unstable();
    questions.dedup();
    questions.retain(|column| Some(*column) == plain || !is_reason_only(table, *column));
    let is_whole = |column: &usize| option(table.heading(*column)).is_none();
    let asked = questions.iter().copied().filter(is_whole).find(|column| is_answered(table, *column, questions.len() > 1));
    let mut why: Vec<usize> = REASONS.iter().filter_map(|name| table.find(&[name])).filter(is_free).collect();
    why.extend(
        asking(table, &ASKS_WHY)
            .filter(|column| is_free(column) && !why.contains(column) && !questions.contains(column))
            .collect::<Vec<_>>(),
    );
    let mut whom: Vec<usize> = questions.iter().copied().filter(|column| Some(*column) != asked).collect();
    if whom.is_empty() {
        // A form that only asks "If yes, please explain" has the names among the reasons.
        whom.clone_from(&why);
    }
    if asked.is_none() && whom.is_empty() || asked.is_none() && questions.is_empty() {
        return None;
    }
    let is_read =
        |column: &usize| taken.contains(column) || asked == Some(*column) || whom.contains(column) || why.contains(column);
    let is_said = |column: &usize| !table.added.contains(column) && table.filled(*column).next().is_some();
    let unread = (0..table.headings.len()).filter(|column| !is_read(column) && is_said(column)).collect();
    Some(Columns { who, asked, whom, why, unread })
}

/// The question of a list of pairs whether the two have a conflict: by its plain heading, or one that speaks of conflicts and holds
/// nothing but answers. A day or a name under "Declared on" or "Declared by" is no answer.
pub(super) fn answer_column(table: &Table) -> Option<usize> {
    let answers =
        |column: &usize| table.filled(*column).next().is_some() && table.filled(*column).all(|cell| said(cell).is_some());
    table.find(&["conflict", "conflicts", "answer"]).or_else(|| speaking(table).find(answers))
}

/// The reasons in a row, in the order of these columns, or of those that plain headings name.
pub(super) fn reasons(row: &Row, columns: &[usize]) -> Vec<String> {
    columns.iter().map(|column| row.cell(*column).trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// The columns under plain headings of reasons.
pub(super) fn reason_columns(table: &Table) -> Vec<usize> {
    REASONS.iter().filter_map(|name| table.find(&[name])).collect()
}

/// The columns of questions whose headings speak of conflicts.
fn speaking(table: &Table) -> impl Iterator<Item = usize> + '_ {
    let speaks = |column: &usize| {
        let key = spelling::key(table.heading(*column));
        CONFLICT.iter().any(|word| key.contains(word))
    };
    questions(table).filter(speaks)
}

/// The columns of questions in whose headings one of the words stands.
fn asking<'t>(table: &'t Table, words: &'t [&str]) -> impl Iterator<Item = usize> + 't {
    questions(table).filter(move |column| has_word(table, *column, words))
}

fn has_word(table: &Table, column: usize, words: &[&str]) -> bool {
    spelling::key(table.heading(column)).split(' ').any(|word| words.contains(&word))
}

/// Columns that hold something people answered: not a tool's own, no days, nothing that is only certified.
fn questions(table: &Table) -> impl Iterator<Item = usize> + '_ {
    let is_day =
        |column: usize| table.filled(column).next().is_some() && table.filled(column).all(|cell| survey::day(cell).is_some());
    let is_signed = |column: usize| {
        has_word(table, column, &CERTIFIES) && !has_word(table, column, &["conflict", "conflicts", "whom", "who"])
    };
    let is_asked = move |column: &usize| !table.added.contains(column) && !is_day(*column) && !is_signed(*column);
    (0..table.headings.len()).filter(is_asked)
}

/// "Please name them", "If so, whom?", "Name of person", "Do you know anybody on the list?".
fn asks_for_them(table: &Table, column: usize) -> bool {
    let has = |words: &[&str]| has_word(table, column, words);
    has(&["whom", "them", "names", "with"])
        || has(&["name", "who"]) && has(&["if", "please", "person", "persons", "people", "individual", "individuals", "it"])
        || has(&["know", "known"]) && has(&["any", "anyone", "anybody"])
        || spelling::key(table.heading(column)).ends_with(" who")
}

/// The option of a question that has a column for each: `Whom do you know? [Judith Hesketh]`.
pub(super) fn option(heading: &str) -> Option<&str> {
    let in_brackets = heading.strip_suffix(']').and_then(|heading| heading.rsplit_once('['));
    let chosen = || heading.strip_suffix(')').and_then(|heading| heading.rsplit_once("(choice="));
    let (_, option) = in_brackets.or_else(chosen)?;
    Some(option.trim()).filter(|option| !option.is_empty())
}

fn asks_why(table: &Table, column: usize) -> bool {
    has_word(table, column, &ASKS_WHY)
}

/// A question for the reason of what another column says: "Why?", "Nature of the conflict".
fn is_reason_only(table: &Table, column: usize) -> bool {
    asks_why(table, column)
        && !has_word(table, column, &["whom", "who", "name", "names", "anyone", "anybody"])
        && !has_word(table, column, &["details"])
        || REASONS.contains(&spelling::key(table.heading(column)).as_str())
}

/// Whether a column holds answers to a question of yes and no. One that says only "none" may as well be the place for names, where it is
/// the only one.
fn is_answered(table: &Table, column: usize, has_others: bool) -> bool {
    let said: Vec<Option<Said>> = table.filled(column).map(said).collect();
    let is_yes_or_unclear = said.iter().any(|said| matches!(said, Some(Said::Yes | Said::Unclear)));
    let plain_no = table.filled(column).all(|cell| ["no", "n", "false", "0"].contains(&spelling::key(cell).as_str()));
    !said.is_empty() && said.iter().all(Option::is_some) && (is_yes_or_unclear || has_others && plain_no)
}
