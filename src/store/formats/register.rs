//! `private/register.csv`: who an id is, and the answers. One row a person, one column a field, sorted both ways.

use std::collections::BTreeMap;

use crate::domain::contact::{Contact, Email};
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::domain::text;
use crate::people::register::Entry;
use crate::people::register::Register;

use super::answer_columns::{AnswerColumns, Found};
use super::cell;
use super::csv_text;
use super::table::{self, Row, Table};

const COLUMNS: [&str; 4] = ["id", "side", "name", "email"];

/// Reads the register.
///
/// # Errors
/// Every row that is no person, and two rows of one id or one address.
pub fn read(text: &str, file: &str) -> Result<Register, Vec<Problem>> {
    let table = table::read(text, file)?;
    let missing: Vec<Problem> = COLUMNS.iter().filter_map(|name| table.need(&[name]).err().map(|told| *told)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut problems = Vec::new();
    let mut people: BTreeMap<PersonId, Entry> = BTreeMap::new();
    // Whether somebody on both sides is one person is a question for the lead.
    let mut addresses: BTreeMap<(Side, Email), PersonId> = BTreeMap::new();
    let found = Found::of(&table, &COLUMNS);
    for row in &table.rows {
        let (id, entry) = match person(&table, row, &found) {
            Ok(person) => person,
            Err(problem) => {
                problems.push(*problem);
                continue;
            }
        };
        if let Some(other) = addresses.insert((id.side(), entry.contact.email.clone()), id) {
            problems.push(*told(&table, row, "email", format!("this is also the address of {other}"), "correct one of the two"));
        }
        if people.insert(id, entry).is_some() {
            problems.push(*told(&table, row, "id", "another row has this id".to_owned(), "take one of the two rows away"));
        }
    }
    if problems.is_empty() { Ok(Register::of(people)) } else { Err(problems) }
}

fn person(table: &Table, row: &Row, found: &Found) -> Result<(PersonId, Entry), Box<Problem>> {
    let cell = |name: &str| table.find(&[name]).map_or("", |column| row.cell(column));
    let id: PersonId =
        cell("id").parse().map_err(|_| told(table, row, "id", "this is not an id".to_owned(), "write an id such as M03"))?;
    let side = id.side().to_string();
    if cell("side").trim() != side {
        return Err(told(table, row, "side", format!("{id} is a {side}"), "correct the side or the id"));
    }
    let email = Email::parse(&cell::read_text(cell("email")));
    let email =
        email.map_err(|_| told(table, row, "email", "this is not an address".to_owned(), "write one address without blanks"))?;
    let contact = Contact { name: text::tidy(&cell::read_text(cell("name"))), email };
    Ok((id, Entry { contact: contact.into(), answers: found.read(row) }))
}

/// A problem with a cell; its value is not shown, because it may be somebody's name.
fn told(table: &Table, row: &Row, column: &str, message: String, help: &str) -> Box<Problem> {
    let place = table.find(&[column]).map(|column| table.place(row, column)).unwrap_or_default();
    Box::new(Problem::error("register", message).at(place).help(help))
}

/// Writes the register.
pub fn write(register: &Register) -> String {
    let columns = AnswerColumns::of(&COLUMNS, register.iter().map(|(_, entry)| &entry.answers));
    let mut records = csv_text::Records::kept();
    records.push(COLUMNS.map(str::to_owned).into_iter().chain(columns.headings()));
    for (id, entry) in register.iter() {
        let contact = [&entry.contact.name, entry.contact.email.reveal()].map(cell::write_text);
        let own = [id.to_string(), id.side().to_string()].into_iter().chain(contact);
        records.push(own.chain(columns.cells(&entry.answers)));
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::domain::answer::Answer;

    use super::*;

    fn answer() -> impl Strategy<Value = Answer> {
        let text = || "\\PC{1,8}|[;,\"\\\\=\n\r ]{1,4}";
        prop_oneof![text().prop_map(Answer::Text), prop::collection::vec(text(), 1..4).prop_map(Answer::List)]
    }

    fn entry(number: u32, name: &str, answers: BTreeMap<String, Answer>) -> Entry {
        let email = Email::parse(&format!("{}p{number}@x.example", if number == 2 { "=" } else { "" })).unwrap();
        Entry { contact: Contact { name: text::tidy(name), email }.into(), answers: answers.into_iter().collect() }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(people in prop::collection::btree_map(1u32..30, ("\\PC{0,8}", prop::collection::btree_map("[a-z_]{1,6}|id|side|(answer:){1,2}id", answer(), 0..4)), 0..4)) {
            let person = |(number, (name, answers)): (u32, (String, BTreeMap<String, Answer>))| {
                (format!("{}{number}", if number % 2 == 0 { 'M' } else { 'S' }).parse().unwrap(), entry(number, &name, answers))
            };
            let register = Register::of(people.into_iter().map(person));
            let text = write(&register);
            prop_assert_eq!(text.lines().count(), register.iter().count() + 1);
            prop_assert_eq!(read(&text, "private/register.csv"), Ok(register));
        }
    }

    #[test]
    fn a_register_saved_by_a_spreadsheet_is_read() {
        let text =
            "\u{feff}id;side;name;email;days;region\r\nM01;mentor;Anna Birch;Anna@X.example;\"Monday; Tuesday;\";North\r\n";
        let register = read(text, "private/register.csv").unwrap();
        let (_, anna) = register.iter().next().unwrap();
        assert_eq!(anna.contact.email.reveal(), "anna@x.example");
        assert_eq!(anna.answers.get("days"), Some(&Answer::List(vec!["Monday".into(), "Tuesday".into()])));
    }

    #[test]
    fn bad_rows_are_told_together_and_name_nobody() {
        let text = "id,side,name,email\nX1,mentor,Anna Birch,anna@x.example\nM01,mentee,Ben Cole,ben@x.example\nM02,mentor,Cara Dunn,cara\n\
            M03,mentor,Dora Eden,dora@x.example\nM03,mentor,Dora Eden,dora@x.example\n";
        let told = read(text, "private/register.csv").unwrap_err();
        let columns: Vec<&str> = told.iter().map(|problem| problem.place.column.as_deref().unwrap()).collect();
        assert_eq!(columns, ["id", "side", "email", "email", "id"]);
        for name in ["Anna", "Ben", "Cara", "cara", "dora"] {
            assert!(told.iter().all(|problem| !problem.to_string().contains(name)));
        }
    }
}
