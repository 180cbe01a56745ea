//! `private/surveys/invited.csv`: whom the lead invited to sign up, and who of them has not done so. It is looked at for invitations and
//! their reminders alone; nothing of it becomes a fact, and whoever is on it has no id.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::input_file::InputFile;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::domain::contact::{Contact, Email};
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::side::{BySide, Side};
use crate::domain::spelling;
use crate::domain::text;
use crate::people::may_be_of_one;
use crate::store::formats::table::{Row, Table};
use crate::store::layout;

/// Headings of the address, the name and the side.
const ADDRESS: [&str; 6] = ["email", "e-mail", "email address", "e-mail address", "address", "mail"];
const NAME: [&str; 3] = ["name", "full name", "person"];
const PARTS: [[&str; 3]; 2] = [["first name", "forename", "given name"], ["surname", "last name", "family name"]];
const SIDE: [&str; 4] = ["side", "role", "invited as", "as"];

/// One person who was invited.
#[derive(Clone, Debug)]
pub(crate) struct Invitee {
    /// The address, and the name where the list has one.
    pub(crate) contact: Contact,
    /// The side; none where the list does not say.
    side: Option<Side>,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invited {
    /// Everybody on the list once, by address.
    all: usize,
    /// Who has not signed up, in the order of the list.
    open: Vec<Invitee>,
    /// What the lead should look at.
    pub(crate) doubts: Vec<Problem>,
}

impl Invited {
    /// Reads the list; none where no such file.
    ///
    /// # Errors
    /// Every row that is no invitation, and a file that is no table.
    pub(crate) fn read(session: &CohortSession) -> Result<Option<Invited>, Refusal> {
        let file = InputFile { shown: layout::INVITED.to_owned(), path: session.workspace().root().join(layout::INVITED) };
        if !file.path.is_file() {
            return Ok(None);
        }
        let (table, _) = table::read(&file)?;
        let columns = Columns::of(&table).map_err(Refusal::input)?;
        let mut people = rows(session, &table, &columns).map_err(Refusal::input)?;
        let all = people.len();
        let register = &session.records()?.register;
        let key = &session.records()?.key;
        let marks: BTreeSet<String> = identity::marks(&session.facts).into_values().flatten().collect();
        // Who was erased, or is in another lead's register alone, signed up too.
        let has_joined = |email: &Email| register.by_email(email).is_some() || marks.contains(&key.mark(email));
        people.retain(|(_, invitee)| !has_joined(&invitee.contact.email));
        let mut by_name: BTreeMap<String, PersonId> = BTreeMap::new();
        for (id, entry) in register.iter() {
            by_name.entry(spelling::key(&entry.contact.name)).or_insert(id);
        }
        let alike = |(at, invitee): &(usize, Invitee)| {
            let other = by_name.get(&spelling::key(&invitee.contact.name)).filter(|_| !invitee.contact.name.is_empty())?;
            let message = format!("{other} has this name and signed up with another address");
            let help = "if it is the same person, write the address with which they signed up into this row, or take the row out";
            let place = table.place(table.rows.get(*at)?, columns.address);
            Some(Problem::warning("same-name", message).at(place).help(help))
        };
        let doubts = people.iter().filter_map(alike).collect();
        Ok(Some(Invited { all, open: people.into_iter().map(|(_, invitee)| invitee).collect(), doubts }))
    }

    /// Who is still to be asked, of one side or of both.
    pub(crate) fn open(&self, side: Option<Side>) -> impl Iterator<Item = &Invitee> {
        self.open.iter().filter(move |invitee| side.is_none() || invitee.side.is_none() || invitee.side == side)
    }

    /// Whether somebody of each side is still to be asked.
    pub(crate) fn is_open(&self) -> BySide<bool> {
        let any = |side| self.open(Some(side)).next().is_some();
        BySide { mentors: any(Side::Mentor), mentees: any(Side::Mentee) }
    }

    /// How many are still to be asked, in a sentence.
    pub(crate) fn sentence(&self, stage: &str, side: Option<Side>) -> String {
        let (open, all) = (self.open(side).count(), self.all);
        let has = if open == 1 { "has" } else { "have" };
        format!(
            "{stage}: {open} of the {all} people in {} {has} not signed up; their addresses are in private/messages/{stage}/{stage}.csv.",
            layout::INVITED
        )
    }
}

/// Everybody on the list once, with the place of the row, in the order of the list.
fn rows(session: &CohortSession, table: &Table, columns: &Columns) -> Result<Vec<(usize, Invitee)>, Vec<Problem>> {
    let (mut people, mut problems): (BTreeMap<Email, (usize, Invitee)>, Vec<Problem>) = (BTreeMap::new(), Vec::new());
    for (at, row) in table.rows.iter().enumerate() {
        match columns.invitee(session, table, row) {
            Ok(invitee) => {
                let known = people.entry(invitee.contact.email.clone()).or_insert_with(|| (at, invitee.clone()));
                if !may_be_of_one(&known.1.contact.name, &invitee.contact.name) {
                    let message = "another row has this address with another name";
                    let help = "give each their own address; if it is one person, write one name in both rows";
                    problems.push(Problem::error("shared-address", message).at(table.place(row, columns.address)).help(help));
                }
                // On both sides of the list: asked for both.
                if known.1.side != invitee.side {
                    known.1.side = None;
                }
            }
            Err(found) => problems.extend(found),
        }
    }
    let mut people: Vec<(usize, Invitee)> = people.into_values().collect();
    people.sort_by_key(|(at, _)| *at);
    if problems.is_empty() { Ok(people) } else { Err(problems) }
}

/// Where things stand in the list.
struct Columns {
    address: usize,
    /// The columns that make up the name; none where the list has no names.
    name: Vec<usize>,
    side: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, Vec<Problem>> {
        let address = table.need(&ADDRESS).map_err(|problem| vec![*problem])?;
        let parts = || PARTS.iter().filter_map(|names| table.find(names)).collect();
        let name = table.find(&NAME).map_or_else(parts, |column| vec![column]);
        Ok(Columns { address, name, side: table.find(&SIDE) })
    }

    fn invitee(&self, session: &CohortSession, table: &Table, row: &Row) -> Result<Invitee, Vec<Problem>> {
        let typed = row.cell(self.address).trim();
        let email = Email::parse(typed).map_err(|_| {
            let message = if typed.is_empty() { "the row has no email address" } else { "not a valid email address" };
            let help = "correct it in the file, or take the row out";
            Problem::error("bad-address", message).at(table.place(row, self.address)).value(typed).help(help)
        });
        let parts: Vec<&str> = self.name.iter().map(|column| row.cell(*column).trim()).filter(|part| !part.is_empty()).collect();
        let name = text::tidy(&parts.join(" "));
        let name = match self.name.first() {
            Some(column) if !name.chars().any(char::is_alphabetic) || name.contains('@') => {
                let message = if name.is_empty() { "the row has no name" } else { "not a name" };
                let problem = Problem::error("unattributed-row", message).at(table.place(row, *column)).value(name);
                Err(problem.help("write the whole name into this column, or take the row out"))
            }
            _ => Ok(name),
        };
        let side = self.side.map_or(Ok(None), |column| side(session, table, row, column));
        match (email, name, side) {
            (Ok(email), Ok(name), Ok(side)) => Ok(Invitee { contact: Contact { name, email }, side }),
            (email, name, side) => Err(email.err().into_iter().chain(name.err()).chain(side.err()).collect()),
        }
    }
}

/// The side in a cell, in the words of any kind of programme; none where it is empty, or says both.
fn side(session: &CohortSession, table: &Table, row: &Row, column: usize) -> Result<Option<Side>, Problem> {
    let typed = row.cell(column).trim();
    let key = spelling::key(typed);
    match key.trim_end_matches('s') {
        "" | "both" | "either" => Ok(None),
        "mentor" | "junior" => Ok(Some(Side::Mentor)),
        "mentee" | "senior" => Ok(Some(Side::Mentee)),
        _ => {
            let [one, other] = Side::BOTH.map(|side| side.many(session.settings.programme.kind));
            let message = format!("neither {one} nor {other}");
            let help = format!("write {one} or {other}; leave it empty for both");
            Err(Problem::error("unknown-word", message).at(table.place(row, column)).value(typed).help(help))
        }
    }
}
