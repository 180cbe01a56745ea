//! Who a row of a form or a list is about: by an id, an address or a name, under whatever headings these stand. A number that counts
//! the answers is nobody, and `anonymous` says nothing. What the row says of that person is not read here.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::people::register::Register;
use crate::people::who;
use crate::store::formats::table::{Row, Table};

/// Plain headings of a person, the best first.
const PLAIN: [&str; 8] = ["person", "email", "e-mail", "email address", "address", "name", "id", "who"];

/// Words of headings that ask about somebody else, or about no person at all.
const OF_OTHERS: [&str; 40] = [
    "conflict",
    "conflicts",
    "declare",
    "whom",
    "apart",
    "paired",
    "pair",
    "partner",
    "partners",
    "manager",
    "supervisor",
    "they",
    "them",
    "their",
    "organisation",
    "employer",
    "trust",
    "event",
    "session",
    "training",
    "know",
    "with",
    "if",
    "reason",
    "why",
    "any",
    "anyone",
    "anybody",
    "should",
    "other",
    "meet",
    "met",
    "collector",
    "file",
    "link",
    "contacted",
    "agree",
    "consent",
    "list",
    "modified",
];

/// The people whom words mean, each word looked up once.
pub(crate) struct PeopleFinder<'s> {
    register: Option<&'s Register>,
    nobody: Register,
    known: BTreeSet<PersonId>,
    found: RefCell<BTreeMap<String, Result<PersonId, Problem>>>,
}

impl<'s> PeopleFinder<'s> {
    pub(crate) fn new(session: &'s CohortSession) -> PeopleFinder<'s> {
        let register = session.records().ok().map(|records| &records.register);
        let known = session.facts.people.keys().copied().collect();
        PeopleFinder { register, nobody: Register::default(), known, found: RefCell::default() }
    }

    /// The person whom a text means.
    ///
    /// # Errors
    /// When it fits nobody, several, or two people at once.
    pub(crate) fn find(&self, text: &str) -> Result<PersonId, Problem> {
        let text = text.trim();
        if let Some(found) = self.found.borrow().get(text) {
            return found.clone();
        }
        let found = who::find(text, self.register.unwrap_or(&self.nobody), &self.known).map_err(|refusal| {
            let unknown = || Problem::error("who", "nobody in this cohort has this name or id").help("correct it in the file");
            refusal.problems.into_iter().next().unwrap_or_else(unknown)
        });
        self.found.borrow_mut().insert(text.to_owned(), found.clone());
        found
    }
}

/// The columns in which the people of a table stand.
pub(crate) struct Respondents<'s> {
    finder: PeopleFinder<'s>,
    /// Each a column, or several whose cells make up one name; the best first.
    sources: Vec<Vec<usize>>,
}

impl<'s> Respondents<'s> {
    /// Finds the columns: by their headings, where some cell of theirs means somebody; else those in which every cell does. Columns of
    /// `side` come after all others. Nothing where no column could hold people.
    pub(crate) fn of(session: &'s CohortSession, table: &Table, side: Option<usize>) -> Option<Respondents<'s>> {
        let finder = PeopleFinder::new(session);
        let named: Vec<Vec<usize>> = by_headings(table).into_iter().chain(side.map(|side| vec![side])).collect();
        let cells = |source: &[usize]| -> Vec<String> {
            table.rows.iter().map(|row| cell(row, source)).filter(|cell| !says_nothing(cell)).collect()
        };
        let meant = |source: &&Vec<usize>| cells(source).iter().any(|cell| finder.find(cell).is_ok());
        let mut sources: Vec<Vec<usize>> = named.iter().filter(meant).cloned().collect();
        if sources.is_empty() {
            let all = |column: &usize| {
                let cells = cells(&[*column]);
                let is_address = cells.iter().all(|cell| cell.contains('@'));
                !cells.is_empty() && (is_address || cells.iter().all(|cell| finder.find(cell).is_ok()))
            };
            let is_asked = |column: &usize| !table.added.contains(column) && !asks_of_others(table.heading(*column));
            sources = (0..table.headings.len()).filter(is_asked).find(all).map(|column| vec![column]).into_iter().collect();
        }
        if sources.is_empty() {
            let filled = |source: &&Vec<usize>| !cells(source).is_empty();
            let is_counted = |source: &Vec<usize>| cells(source).iter().all(|cell| cell.bytes().all(|b| b.is_ascii_digit()));
            let best = named.iter().filter(|source| !is_counted(source)).find(filled);
            sources = best.or(named.first()).cloned().into_iter().collect();
        }
        (!sources.is_empty()).then_some(Respondents { finder, sources })
    }

    /// The same, or a problem that names the columns of the table.
    ///
    /// # Errors
    /// When no column could hold people.
    pub(crate) fn needed(session: &'s CohortSession, table: &Table) -> Result<Respondents<'s>, Problem> {
        Respondents::of(session, table, table::side_column(table)).ok_or_else(|| match table.need(&PLAIN) {
            Err(problem) => *problem,
            Ok(_) => Problem::error("missing-column", "no column says who a row is about").at(Place::file(&table.file)),
        })
    }

    /// All columns in which people stand.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> {
        self.sources.iter().flatten().copied()
    }

    /// Whether some row means somebody.
    pub(crate) fn is_somebody(&self, table: &Table) -> bool {
        table.rows.iter().any(|row| self.of_row(table, row).is_ok_and(|person| person.is_some()))
    }

    /// The column that a message about a row names.
    pub(crate) fn column(&self) -> usize {
        self.columns().next().unwrap_or_default()
    }

    /// The person in a cell of another column; nobody where it says nothing.
    ///
    /// # Errors
    /// When it fits nobody, or several.
    pub(crate) fn in_cell(&self, table: &Table, row: &Row, column: usize) -> Result<Option<PersonId>, Problem> {
        let text = row.cell(column);
        if says_nothing(text) {
            return Ok(None);
        }
        let found = self.finder.find(text).map(Some);
        found.map_err(|problem| Problem { place: table.place(row, column), ..problem })
    }

    /// The person of a row; nobody where the row does not say.
    ///
    /// # Errors
    /// When what it says fits nobody, or two columns mean two people.
    pub(crate) fn of_row(&self, table: &Table, row: &Row) -> Result<Option<PersonId>, Problem> {
        let mut first: Option<(PersonId, usize)> = None;
        let mut unknown = None;
        for source in &self.sources {
            let (text, column) = (cell(row, source), source.first().copied().unwrap_or_default());
            if says_nothing(&text) {
                continue;
            }
            match (self.finder.find(&text), first) {
                (Ok(person), None) => first = Some((person, column)),
                (Ok(person), Some((known, other))) if person != known => {
                    let message = format!("{known} is under {:?} here, and {person} under this", table.heading(other));
                    let help = "correct the one that is wrong, or empty its cell";
                    return Err(Problem::error("who", message).at(table.place(row, column)).value(text).help(help));
                }
                (Ok(_), Some(_)) => {}
                (Err(problem), _) => {
                    unknown.get_or_insert(Problem { place: table.place(row, column), ..problem });
                }
            }
        }
        match (first, unknown) {
            (Some((person, _)), _) => Ok(Some(person)),
            (None, Some(problem)) => Err(problem),
            (None, None) => Ok(None),
        }
    }

    /// The person of a row that has to say who it is about.
    ///
    /// # Errors
    /// As [`Respondents::of_row`], and where the row does not say.
    pub(crate) fn person(&self, table: &Table, row: &Row) -> Result<PersonId, Problem> {
        self.of_row(table, row)?.ok_or_else(|| {
            let message = "the row does not say who it is about";
            let help = "write the id, the address or the name into this column, or take the row out";
            let place = table.place(row, self.column());
            Problem::error("unattributed-row", message).at(place).value(row.cell(self.column()).trim()).help(help)
        })
    }
}

fn cell(row: &Row, source: &[usize]) -> String {
    source.iter().map(|column| row.cell(*column).trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a cell leaves open who is meant.
fn says_nothing(cell: &str) -> bool {
    let key = spelling::key(cell);
    [
        "",
        "anonymous",
        "anonymous anonymous",
        "n a",
        "na",
        "none",
        "not given",
        "not provided",
        "guest",
        "unknown",
        "prefer not to say",
    ]
    .contains(&key.as_str())
}

fn asks_of_others(heading: &str) -> bool {
    table::asks_for_the_other(heading)
        || spelling::key(heading).split(' ').any(|word| OF_OTHERS.contains(&word) || word.starts_with("declar"))
}

/// The columns whose headings ask for a person, the best first: addresses, then ids, then names.
fn by_headings(table: &Table) -> Vec<Vec<usize>> {
    let mut ranked: Vec<(usize, Vec<usize>)> = Vec::new();
    let keys: Vec<String> = table.headings.iter().map(|heading| plain(heading)).collect();
    // Under the headings of both sides stand two people, of whom none is the one that a row is about; nor is whoever stands under that of
    // one side beside somebody else.
    let sides = table::side_columns(table);
    let (has_both, sides) = (sides.len() > 1, sides.concat());
    let rank_of = |column: usize, key: &String| rank(table, column, key).map(|rank| (rank, vec![column]));
    let is_side = |column: &usize| sides.contains(column);
    let columns = || keys.iter().enumerate();
    ranked.extend(columns().filter(|(column, _)| !is_side(column)).filter_map(|(column, key)| rank_of(column, key)));
    if ranked.is_empty() && !has_both {
        ranked.extend(columns().filter(|(column, _)| is_side(column)).filter_map(|(column, key)| rank_of(column, key)));
    }
    let called = |words: &[&str]| {
        let fits = |key: &String| key.split(' ').any(|word| words.contains(&word));
        (0..keys.len()).find(|column| keys.get(*column).is_some_and(fits) && !asks_of_others(table.heading(*column)))
    };
    let (first, last) = (called(&["first", "given", "forename", "forenames"]), called(&["last", "surname", "family"]));
    ranked.extend(first.zip(last).filter(|(first, last)| first != last).map(|(first, last)| (22, vec![first, last])));
    ranked.sort();
    ranked.into_iter().map(|(_, source)| source).collect()
}

/// A heading's key without the number of its question, and without the number by which a tool tells two of one name apart.
fn plain(heading: &str) -> String {
    let key = spelling::key(heading);
    let is_number = |word: &&str| word.trim_start_matches('q').bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = key.split(' ').skip_while(is_number).collect();
    words.join(" ").trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_owned()
}

fn rank(table: &Table, column: usize, key: &str) -> Option<usize> {
    let words: Vec<&str> = key.split(' ').collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_address = has(&["email", "mail", "emails"]);
    let of_some = has(&["person", "persons", "people", "individual", "individuals"]) && words.len() > 1;
    if of_some && !has(&["your", "completing", "declaring", "id"]) {
        return None;
    }
    let is_name = has(&["name", "fullname"]) && !has(&["first", "last", "given", "family", "group", "course", "user"]);
    if table.added.contains(&column) && !is_address && !is_name || asks_of_others(table.heading(column)) {
        return None;
    }
    if let Some(at) = PLAIN.iter().position(|plain| spelling::key(plain) == key) {
        return Some(at);
    }
    match () {
        () if is_address => Some(10),
        () if has(&["id"]) && has(&["person", "participant", "your", "programme"]) => Some(11),
        () if is_name && words.len() <= 8 => Some(20),
        () if has(&["respondent", "participant", "attendee", "delegate"]) && words.len() <= 2 => Some(30),
        () => None,
    }
}
