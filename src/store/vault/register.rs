//! The register: which id is which person, and what they answered. Ids are given here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::answer::{Answer, Answers, field};
use crate::domain::contact::{Contact, Email};
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::{Kind, Side};

use super::key::Key;

/// Fields that matching and the timetable never see.
const WITHHELD: [&str; 7] =
    [field::NAME, field::EMAIL, field::CONFLICTS, field::CONSENT, field::ANSWERED, field::FINISHED, field::CODE];

/// Everybody who is known by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    entries: BTreeMap<PersonId, Entry>,
}

/// One person: name, address, answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name and the address.
    pub contact: Contact,
    /// The answers; those left empty are not here.
    pub answers: Answers,
}

/// One person as a survey tells it, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondent {
    /// The name and the address.
    pub contact: Contact,
    /// The answers.
    pub answers: Answers,
    /// The row of the export.
    pub place: Place,
}

/// What an import did to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Read for the first time and given this id.
    New(PersonId),
    /// Known; these answers, or the name, are other than before.
    Changed(PersonId, Vec<FieldChange>),
    /// In the register, not in this export. Nothing is taken away.
    Missing(PersonId),
    /// Known and unchanged.
    Same(PersonId),
}

/// One answer before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Before; `None` where nothing was answered.
    pub old: Option<Answer>,
    /// After.
    pub new: Option<Answer>,
}

impl Register {
    /// A register of these people; empty answers are left out.
    pub fn of(entries: impl IntoIterator<Item = (PersonId, Entry)>) -> Register {
        let tidy = |(id, entry): (PersonId, Entry)| (id, Entry { answers: answered(&entry.answers), ..entry });
        Register { entries: entries.into_iter().map(tidy).collect() }
    }

    /// Everybody, by id.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Entry)> {
        self.entries.iter().map(|(id, entry)| (*id, entry))
    }

    /// The person with this id.
    pub fn get(&self, id: PersonId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// The id of the person with this address.
    pub fn by_email(&self, email: &Email) -> Option<PersonId> {
        self.iter().find(|(_, entry)| entry.contact.email == *email).map(|(id, _)| id)
    }

    /// Takes a person out for good.
    pub fn erase(&mut self, id: PersonId) -> Option<Entry> {
        self.entries.remove(&id)
    }

    /// Everybody without a name: ids, and the answers that matching and the timetable may see.
    pub fn people(&self) -> Vec<Person> {
        let seen = |answers: &Answers| {
            answers.iter().filter(|(field, _)| !WITHHELD.contains(&field.as_str())).map(|(f, a)| (f.clone(), a.clone())).collect()
        };
        self.iter().map(|(id, entry)| Person { id, answers: seen(&entry.answers) }).collect()
    }

    /// Reads one side's export over the register. O(people · log people).
    ///
    /// A person is known by the address, or by its mark among the ids ever given (`taken`, id to mark), so that an id survives a lost
    /// register and is never given to somebody else. A code of an id's shape is the id; the others get the next numbers in an order
    /// that only the key determines, whatever the order of the rows.
    ///
    /// With any error among the problems the register stays as it was and no change is told.
    pub fn merge(
        &mut self,
        side: Side,
        kind: Kind,
        key: &Key,
        respondents: &[Respondent],
        taken: &BTreeMap<PersonId, String>,
    ) -> (Vec<Change>, Vec<Problem>) {
        let mut import = Import { register: self, side, kind, key, taken, ids: BTreeMap::new(), problems: Vec::new() };
        import.known(respondents);
        import.coded(respondents);
        import.numbered(respondents);
        let Import { ids, problems, .. } = import;
        if problems.iter().any(Problem::is_error) {
            return (Vec::new(), problems);
        }
        (self.take_over(side, respondents, &ids), problems)
    }

    fn take_over(&mut self, side: Side, respondents: &[Respondent], ids: &BTreeMap<usize, PersonId>) -> Vec<Change> {
        let mut changes: BTreeMap<PersonId, Change> =
            self.entries.keys().filter(|id| id.side() == side).map(|id| (*id, Change::Missing(*id))).collect();
        for (at, respondent) in respondents.iter().enumerate() {
            let Some(id) = ids.get(&at).copied() else { continue };
            let entry = Entry { contact: respondent.contact.clone(), answers: answered(&respondent.answers) };
            let change = match self.entries.insert(id, entry.clone()) {
                None => Change::New(id),
                Some(old) => changed(id, &old, &entry),
            };
            changes.insert(id, change);
        }
        changes.into_values().collect()
    }
}

/// An import under way: which respondent (by place in the list) has which id.
struct Import<'a> {
    register: &'a Register,
    side: Side,
    kind: Kind,
    key: &'a Key,
    taken: &'a BTreeMap<PersonId, String>,
    ids: BTreeMap<usize, PersonId>,
    problems: Vec<Problem>,
}

impl Import<'_> {
    /// Finds those who have an id, and tells who stands on both sides or twice.
    fn known(&mut self, respondents: &[Respondent]) {
        let by_email: BTreeMap<&Email, PersonId> = self.register.iter().map(|(id, entry)| (&entry.contact.email, id)).collect();
        let lost = self.taken.iter().filter(|(id, _)| self.register.get(**id).is_none());
        let by_mark: BTreeMap<&str, PersonId> = lost.map(|(id, mark)| (mark.as_str(), *id)).collect();
        let mut seen: BTreeMap<&Email, &Respondent> = BTreeMap::new();
        for (at, respondent) in respondents.iter().enumerate() {
            let email = &respondent.contact.email;
            if let Some(first) = seen.insert(email, respondent) {
                let problem = Problem::error("doubled-person", format!("this row and {} have one address", first.place));
                self.tell(respondent, field::EMAIL, problem.help("leave one of the two rows, or correct the address of one"));
                continue;
            }
            let known = by_email.get(email).or_else(|| by_mark.get(self.key.mark(email).as_str())).copied();
            match known {
                Some(id) if id.side() != self.side => self.both_sides(respondent, id),
                Some(id) => self.keep(at, respondent, id),
                None => {}
            }
        }
    }

    fn both_sides(&mut self, respondent: &Respondent, other: PersonId) {
        let message = format!("this address is also that of {other}, among the {}", other.side().many(self.kind));
        let help = format!(
            "nobody stands on both sides: take this row away, or correct one of the two addresses ({other}'s or this one)"
        );
        self.tell(respondent, field::EMAIL, Problem::error("both-sides", message).help(help));
    }

    fn keep(&mut self, at: usize, respondent: &Respondent, id: PersonId) {
        self.ids.insert(at, id);
        if let Some(code) = code(respondent).filter(|code| *code != id) {
            let problem = Problem::warning("code", format!("this person is {id} already and stays so")).value(code.to_string());
            self.tell(respondent, field::CODE, problem.help("an id once given is kept, so that pairs and facts still fit"));
        }
    }

    /// Gives their codes to those who have one.
    fn coded(&mut self, respondents: &[Respondent]) {
        let mut given: BTreeMap<PersonId, &Respondent> = BTreeMap::new();
        for (at, respondent) in respondents.iter().enumerate().filter(|(_, respondent)| code(respondent).is_some()) {
            let Some(code) = code(respondent).filter(|_| !self.ids.contains_key(&at)) else { continue };
            let letter = self.side.letter(self.kind);
            let problem = if code.letter() != letter {
                let message = format!("this code does not belong to a {}", self.side.one(self.kind));
                Some(
                    Problem::error("code", message)
                        .help(format!("ids of this side begin with {letter}; correct it, or leave `code` out of the columns")),
                )
            } else if let Some(first) = given.get(&code) {
                let message = format!("this row and {} have one code", first.place);
                Some(Problem::error("code", message).help("correct one of the two"))
            } else if self.taken.contains_key(&code) || self.register.get(code).is_some() {
                let message = "this code is the id of somebody with another address";
                Some(
                    Problem::error("code", message)
                        .help("if it is the same person, write the address as it was; else give another code"),
                )
            } else {
                None
            };
            match problem {
                Some(problem) => self.tell(respondent, field::CODE, problem.value(code.to_string())),
                None => _ = self.ids.insert(at, code),
            }
            given.entry(code).or_insert(respondent);
        }
    }

    /// Numbers the rest in the order of the key, after every number ever given.
    fn numbered(&mut self, respondents: &[Respondent]) {
        let given = self.register.entries.keys().chain(self.taken.keys()).chain(self.ids.values());
        let last = given.filter(|id| id.side() == self.side).map(|id| id.number()).max().unwrap_or(0);
        let new = |at: &usize| !self.ids.contains_key(at);
        let mut waiting: Vec<([u8; 32], usize)> = respondents
            .iter()
            .enumerate()
            .filter(|(at, _)| new(at))
            .map(|(at, respondent)| (self.key.order(&respondent.contact.email), at))
            .collect();
        waiting.sort_unstable();
        for ((_, at), number) in waiting.into_iter().zip(last.saturating_add(1)..) {
            self.ids.insert(at, PersonId::new(self.side, self.kind, number));
        }
    }

    fn tell(&mut self, respondent: &Respondent, column: &str, problem: Problem) {
        self.problems.push(problem.at(respondent.place.clone().column(column)));
    }
}

/// The id that a code is, where it has an id's shape.
fn code(respondent: &Respondent) -> Option<PersonId> {
    respondent.answers.get(field::CODE)?.texts().next()?.parse().ok()
}

/// The answers without those left empty.
fn answered(answers: &Answers) -> Answers {
    answers.iter().filter(|(_, answer)| !answer.is_empty()).map(|(field, answer)| (field.clone(), answer.clone())).collect()
}

fn changed(id: PersonId, old: &Entry, new: &Entry) -> Change {
    let names = |entry: &Entry| Some(Answer::Text(entry.contact.name.clone()));
    let name = (old.contact.name != new.contact.name).then(|| FieldChange {
        field: field::NAME.to_owned(),
        old: names(old),
        new: names(new),
    });
    let fields: BTreeSet<&String> = old.answers.keys().chain(new.answers.keys()).collect();
    let others = fields.into_iter().filter(|field| old.answers.get(*field) != new.answers.get(*field)).map(|field| FieldChange {
        field: field.clone(),
        old: old.answers.get(field).cloned(),
        new: new.answers.get(field).cloned(),
    });
    let changes: Vec<FieldChange> = name.into_iter().chain(others).collect();
    if changes.is_empty() { Change::Same(id) } else { Change::Changed(id, changes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn respondent(name: &str, answers: &[(&str, &str)]) -> Respondent {
        let address = format!("{}@x.example", name.to_lowercase().replace(' ', "."));
        Respondent {
            contact: Contact { name: name.to_owned(), email: Email::parse(&address).unwrap() },
            answers: answers.iter().map(|(field, text)| ((*field).to_owned(), Answer::Text((*text).to_owned()))).collect(),
            place: Place::file("mentors.csv").at(2, 2),
        }
    }

    fn merge(register: &mut Register, people: &[Respondent]) -> (Vec<Change>, Vec<Problem>) {
        register.merge(Side::Mentor, Kind::Goals, &Key::new(KEY), people, &BTreeMap::new())
    }

    fn three() -> Vec<Respondent> {
        ["Anna Birch", "Ben Cole", "Cara Dunn"].map(|name| respondent(name, &[("region", "North")])).to_vec()
    }

    #[test]
    fn ids_follow_the_key_and_not_the_rows() {
        let (mut one, mut other) = (Register::default(), Register::default());
        merge(&mut one, &three());
        merge(&mut other, &three().into_iter().rev().collect::<Vec<_>>());
        assert_eq!(one, other);
        let orders = (0..=u8::MAX).map(|byte| {
            let mut register = Register::default();
            register.merge(Side::Mentor, Kind::Goals, &Key::new([byte; 32]), &three(), &BTreeMap::new());
            register.iter().map(|(_, entry)| entry.contact.name.clone()).collect::<Vec<_>>()
        });
        assert_eq!(orders.collect::<BTreeSet<_>>().len(), 6, "another key gives another order");
    }

    #[test]
    fn a_second_import_says_what_changed_field_by_field() {
        let mut register = Register::default();
        merge(&mut register, &three());
        let id = |register: &Register, name: &str| register.iter().find(|(_, e)| e.contact.name.starts_with(name)).unwrap().0;
        let (anna, ben, cara) = (id(&register, "Anna"), id(&register, "Ben"), id(&register, "Cara"));
        let people = [respondent("Ben Cole", &[("region", "South")]), three()[0].clone(), respondent("Dora Eden", &[])];
        let (changes, problems) = merge(&mut register, &people);
        assert_eq!(problems, []);
        let old = Some(Answer::Text("North".into()));
        let fields = vec![FieldChange { field: "region".into(), old, new: Some(Answer::Text("South".into())) }];
        for change in
            [Change::Same(anna), Change::Changed(ben, fields), Change::Missing(cara), Change::New("M04".parse().unwrap())]
        {
            assert!(changes.contains(&change), "{change:?} is not among {changes:?}");
        }
        assert!(register.get(cara).is_some());
    }

    #[test]
    fn an_id_once_given_is_never_given_to_somebody_else_and_comes_back_to_its_own() {
        let anna = respondent("Anna Birch", &[]);
        let mark = Key::new(KEY).mark(&anna.contact.email);
        let taken = BTreeMap::from([("M05".parse().unwrap(), mark), ("M08".parse().unwrap(), "erased".to_owned())]);
        let mut register = Register::default();
        let (changes, _) = register.merge(Side::Mentor, Kind::Goals, &Key::new(KEY), &three(), &taken);
        let ids: Vec<String> = register.iter().map(|(id, _)| id.to_string()).collect();
        assert_eq!((ids, changes.len()), (vec!["M05".to_owned(), "M09".to_owned(), "M10".to_owned()], 3));
        assert_eq!(register.get("M05".parse().unwrap()).unwrap().contact, anna.contact);
    }

    #[test]
    fn a_code_of_an_ids_shape_is_the_id() {
        let people = [respondent("Anna Birch", &[("code", "m12")]), respondent("Ben Cole", &[("code", "n/a")])];
        let mut register = Register::default();
        assert_eq!(merge(&mut register, &people).1, []);
        assert_eq!(register.by_email(&people[0].contact.email).unwrap().to_string(), "M12");
        assert_eq!(register.by_email(&people[1].contact.email).unwrap().to_string(), "M13");
    }

    #[test]
    fn a_code_of_the_other_side_or_of_two_is_refused_and_nothing_changes() {
        for codes in [["E01", "M02"], ["M01", "M01"], ["J01", "M02"]] {
            let people = [respondent("Anna Birch", &[("code", codes[0])]), respondent("Ben Cole", &[("code", codes[1])])];
            let mut register = Register::default();
            let (changes, problems) = merge(&mut register, &people);
            assert_eq!((changes, problems.len(), problems[0].code), (vec![], 1, "code"));
            assert_eq!(register, Register::default());
        }
    }

    #[test]
    fn one_address_on_both_sides_or_twice_is_refused_with_both_places() {
        let mut register = Register::default();
        merge(&mut register, &three());
        let (_, problems) = register.merge(Side::Mentee, Kind::Goals, &Key::new(KEY), &three()[..1], &BTreeMap::new());
        let anna = register.by_email(&three()[0].contact.email).unwrap();
        assert!(problems[0].message.contains(&anna.to_string()) && problems[0].code == "both-sides");
        assert!(!problems[0].to_string().contains("anna"));
        let twice = [three()[0].clone(), three()[0].clone()];
        assert_eq!(merge(&mut Register::default(), &twice).1[0].code, "doubled-person");
    }

    #[test]
    fn matching_sees_no_name_and_no_conflict() {
        let mut register = Register::default();
        let answers = [("conflicts", "Ben"), ("consent", "yes"), ("region", "North"), ("code", "M01"), ("goals", "")];
        merge(&mut register, &[respondent("Anna Birch", &answers)]);
        let people = register.people();
        assert_eq!(people[0].answers.keys().collect::<Vec<_>>(), ["region"]);
    }
}
