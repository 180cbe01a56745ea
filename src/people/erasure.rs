//! One person taken out of the private lists: the register's row, the notes, and what others wrote of the person.

use std::collections::{BTreeMap, BTreeSet};

use super::initials::NameForms;
use super::mentions::Meaning;
use super::note::Note;
use super::records::PrivateRecords;
use super::register::Entry;
use super::secrets::Secret;
use crate::domain::answer::{Answer, field};
use crate::domain::contact::Email;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;
use crate::domain::spelling;
use crate::people::search;
use crate::people::search::Needle;
use crate::people::search::Needles;
use crate::people::search::Whose;

/// Where a person stood in the private lists, and how to find the person elsewhere.
pub(crate) struct Erasure {
    /// The register's row; none for somebody who was erased before, or on another machine.
    pub entry: Option<Entry>,
    /// Other ids of the person, which are retired.
    pub retired: BTreeSet<PersonId>,
    /// How many notes went or lost the name.
    pub notes: usize,
    /// Of the notes that stay, from 0, those that may still name the person.
    pub doubtful_notes: Vec<usize>,
    /// Whose answers may still name the person.
    pub doubtful_answers: BTreeSet<PersonId>,
    /// Whose answers lost the name.
    pub named_by: BTreeSet<PersonId>,
    /// Somebody else has this very name, so that it stays where it is not certain who is meant.
    pub shared_name: bool,
    /// Everything that would tell who the person was; for looking, not for cutting.
    pub secrets: Vec<Secret>,
    /// The person's surnames that are too short to be sought alone, and further forms of the name; for looking.
    pub short_surnames: Vec<Secret>,
    /// See `short_surnames`.
    pub forms: NameForms,
    /// What is cut out wherever it stands: the address, and the name unless it is shared.
    pub needles: Needles,
    /// What others, by their addresses, wrote under conflicts and meant the person with.
    pub named: BTreeMap<Email, Needles>,
}

impl PrivateRecords {
    /// Takes a person out of the register and the notes, and the person's name out of what others answered. `retired` are other ids that
    /// the person had. O(register).
    ///
    /// # Errors
    /// When there is more to search for than a machine can hold.
    pub(crate) fn erase(&mut self, person: PersonId, retired: &BTreeSet<PersonId>) -> Result<Erasure, Problem> {
        let is_own = |id: PersonId| id == person || retired.contains(&id);
        let secrets: Vec<Secret> = self.secrets().into_iter().filter(|secret| secret.of.person().is_some_and(is_own)).collect();
        let short_surnames = self.short_surnames().into_iter().filter(|secret| secret.of.person().is_some_and(is_own)).collect();
        let forms = self.name_forms(&retired.iter().map(|id| (*id, person)).collect()).only(is_own);
        let meant = self.named_as(person);
        let entry = self.register.erase(person);
        let own: Vec<PersonId> = self.former.keys().copied().filter(|id| is_own(*id)).collect();
        let former: Vec<Entry> = own.iter().filter_map(|id| self.former.remove(id)).collect();
        let shared_name = entry.as_ref().is_some_and(|entry| self.has_name(&entry.contact.name));
        let of_former = former.iter().flat_map(|entry| cut(person, Some(entry), self.has_name(&entry.contact.name)));
        let needles = needles(&cut(person, entry.as_ref(), shared_name).into_iter().chain(of_former).collect::<Vec<_>>())?;
        let mut named = BTreeMap::new();
        for (by, texts) in &meant {
            let texts: Vec<Needle> = texts.iter().map(|text| needle(person, text)).collect();
            let email = self.register.get(*by).map(|entry| entry.contact.email.clone());
            named.extend(email.map(|email| Ok((email, self::needles(&texts)?))).transpose()?);
        }
        let named_by = self.strip_answers(&needles, &named);
        let notes = self.strip_notes(person, &needles, &meant);
        let words = NameWords::of(entry.as_ref());
        let doubtful_notes = (0..).zip(&self.notes).filter(|(_, note)| words.may_be_in(&note.text)).map(|(at, _)| at).collect();
        let is_doubtful =
            |entry: &Entry| entry.answers.iter().flat_map(|(_, answer)| answer.texts()).any(|text| words.may_be_in(text));
        let doubtful_answers = self.register.iter().filter(|(_, entry)| is_doubtful(entry)).map(|(id, _)| id).collect();
        let retired = retired.clone();
        Ok(Erasure {
            entry,
            retired,
            notes,
            doubtful_notes,
            doubtful_answers,
            named_by,
            shared_name,
            secrets,
            short_surnames,
            forms,
            needles,
            named,
        })
    }

    /// The names and addresses of everybody, as they are cut out wherever they stand. O(register).
    ///
    /// # Errors
    /// When there is more to search for than a machine can hold.
    pub(crate) fn needles_of_everybody(&self) -> Result<Needles, Problem> {
        let known = self.register.iter().chain(self.former.iter().map(|(id, entry)| (*id, entry)));
        let aside = self.aside.iter().map(|(id, entry)| (*id, entry));
        needles(&known.chain(aside).flat_map(|(id, entry)| cut(id, Some(entry), false)).collect::<Vec<_>>())
    }

    /// What others wrote under conflicts and meant this person and nobody else with.
    fn named_as(&self, person: PersonId) -> BTreeMap<PersonId, Vec<String>> {
        let mut meant: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
        for (by, mention) in self.whom_people_named() {
            let only = match &mention.meaning {
                Meaning::Means(id) | Meaning::Fellow(id) => *id == person,
                Meaning::Ask { candidates, .. } => candidates[..] == [person],
                Meaning::Oneself | Meaning::Nobody => false,
            };
            if only && by != person {
                meant.entry(by).or_default().push(mention.text);
            }
        }
        meant
    }

    fn has_name(&self, name: &str) -> bool {
        let key = spelling::key;
        self.register.iter().any(|(_, entry)| key(&entry.contact.name) == key(name))
    }

    fn strip_answers(&mut self, needles: &Needles, named: &BTreeMap<Email, Needles>) -> BTreeSet<PersonId> {
        let mut stripped = BTreeSet::new();
        for (id, entry) in self.register.iter_mut() {
            let named = named.get(&entry.contact.email);
            let of_field = |field: &str| named.filter(|_| field == field::CONFLICTS);
            let rest = |(field, answer): (&str, &Answer)| Some((field.to_owned(), strip(answer, needles, of_field(field))?));
            let rests: Vec<(String, Answer)> = entry.answers.iter().filter_map(rest).collect();
            if !rests.is_empty() {
                stripped.insert(id);
            }
            for (field, rest) in rests {
                entry.answers.insert(field, rest);
            }
            entry.answers = entry.answers.only(|_, answer| !answer.is_empty());
        }
        stripped
    }

    fn strip_notes(&mut self, person: PersonId, needles: &Needles, meant: &BTreeMap<PersonId, Vec<String>>) -> usize {
        let about =
            |about: &str| about.parse::<PersonId>() == Ok(person) || about.parse::<PairId>().is_ok_and(|pair| pair.has(person));
        let names_person = |note: &Note| {
            let by = note.about.parse::<PersonId>().ok().filter(|_| note.what == Note::NAMED);
            by.and_then(|by| meant.get(&by)).is_some_and(|texts| texts.contains(&note.text))
        };
        let before = self.notes.len();
        self.notes.retain(|note| !about(&note.about) && !names_person(note));
        let mut changed = before - self.notes.len();
        for note in &mut self.notes {
            if let Some(rest) = search::without(&note.text, needles) {
                note.text = rest;
                changed += 1;
            }
        }
        self.notes.retain(|note| !note.text.trim().is_empty());
        changed
    }
}

/// The words of a name that are long enough to tell somebody.
struct NameWords(Vec<String>);

impl NameWords {
    fn of(entry: Option<&Entry>) -> NameWords {
        let name = entry.map(|entry| spelling::key(&entry.contact.name)).unwrap_or_default();
        NameWords(name.split(' ').filter(|word| word.len() >= 4).map(str::to_owned).collect())
    }

    /// Whether the text has one of the words, or one a slip away from it, in a sentence that bends it or not.
    fn may_be_in(&self, text: &str) -> bool {
        let key = spelling::key(text);
        let is_near = |word: &str, typed: &str| {
            let most = usize::from(word.len() >= 5);
            let bent = typed.strip_suffix('s').unwrap_or(typed);
            [typed, bent].iter().any(|typed| strsim::damerau_levenshtein(word, typed) <= most)
        };
        !self.0.is_empty() && key.split(' ').any(|typed| self.0.iter().any(|word| is_near(word, typed)))
    }
}

fn cut(person: PersonId, entry: Option<&Entry>, shared_name: bool) -> Vec<Needle> {
    let texts = entry.into_iter().flat_map(|entry| {
        let name = Some(entry.contact.name.as_str()).filter(|_| !shared_name);
        name.into_iter().flat_map(written).chain([entry.contact.email.reveal().to_owned()])
    });
    texts.map(|text| needle(person, &text)).collect()
}

/// The ways in which people write a name in a sentence: as it is, of what is somebody's, with the last word first. The longer ones first.
fn written(name: &str) -> Vec<String> {
    let turned = name.rsplit_once(' ').map(|(first, last)| format!("{last}, {first}"));
    let of: Vec<String> = ["'s", "’s"].iter().map(|end| format!("{name}{end}")).collect();
    of.into_iter().chain(turned).chain([name.to_owned()]).collect()
}

fn needle(person: PersonId, text: &str) -> Needle {
    Needle { text: text.to_owned(), whole_word: true, of: Whose::Person(person), what: "name" }
}

fn needles(wanted: &[Needle]) -> Result<Needles, Problem> {
    Needles::new(wanted, []).map_err(|error| Problem::error("too-many-data", error.to_string()))
}

/// An answer without the name; nothing where it does not hold it. Items of which nothing is left go.
fn strip(answer: &Answer, needles: &Needles, named: Option<&Needles>) -> Option<Answer> {
    let without = |text: &str| {
        let once = search::without(text, needles);
        let twice = named.and_then(|named| search::without(once.as_deref().unwrap_or(text), named));
        twice.or(once).map(|rest| crate::domain::text::tidy(&rest))
    };
    match answer {
        Answer::Text(text) => without(text).map(Answer::Text),
        Answer::List(items) => {
            let stripped: Vec<Option<String>> = items.iter().map(|item| without(item)).collect();
            let rest = stripped.iter().zip(items).map(|(rest, item)| rest.clone().unwrap_or_else(|| item.clone()));
            let rest = rest.filter(|item| item.chars().any(char::is_alphanumeric)).collect();
            stripped.iter().any(Option::is_some).then_some(Answer::List(rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Answers;
    use crate::domain::contact::Contact;
    use crate::people::key::Key;
    use crate::people::register::Register;

    fn person(id: &str, name: &str, answers: &[(&str, Answer)]) -> (PersonId, Entry) {
        let email = Email::parse(&format!("{}@x.example", id.to_lowercase())).unwrap();
        let answers: Answers = answers.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone())).collect();
        (id.parse().unwrap(), Entry { contact: Contact { name: name.to_owned(), email }.into(), answers })
    }

    fn list(items: &[&str]) -> Answer {
        Answer::List(items.iter().map(|item| (*item).to_owned()).collect())
    }

    fn records(people: Vec<(PersonId, Entry)>) -> PrivateRecords {
        let mut records = PrivateRecords { register: Register::of(people), ..PrivateRecords::empty(Key::new([7; 32])) };
        let on = chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        for (about, text) in
            [("M01", "ill"), ("M01-E01", "cousins"), ("E02", "rather not with Anna Birch, please"), ("E02", "tired")]
        {
            records.note(on, about, "other", text);
        }
        records
    }

    fn answers(records: &PrivateRecords, id: &str) -> Answers {
        records.register.get(id.parse().unwrap()).unwrap().answers.clone()
    }

    #[test]
    fn whoever_named_the_person_keeps_every_other_word() {
        let mut records = records(vec![
            person("M01", "Anna Birch", &[("conflicts", list(&["Eve Holt"]))]),
            person("M02", "Ben Stone", &[]),
            person("E01", "Eve Holt", &[("conflicts", list(&["Dr Birch", "Ben Stone"])), ("goals", list(&["Birch trees"]))]),
            person(
                "E02",
                "Finn Moor",
                &[("conflicts", list(&["ANNA BIRCH"])), ("why", Answer::Text("to work with Anna Birch".into()))],
            ),
        ]);
        let erasure = records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        let named_by: Vec<String> = erasure.named_by.iter().map(ToString::to_string).collect();
        assert_eq!((named_by, erasure.notes, erasure.shared_name), (vec!["E01".to_owned(), "E02".to_owned()], 3, false));
        assert!(records.register.get("M01".parse().unwrap()).is_none());
        assert_eq!(
            answers(&records, "E01"),
            Answers::from([("conflicts", list(&["Ben Stone"])), ("goals", list(&["Birch trees"]))])
        );
        assert_eq!(answers(&records, "E02"), Answers::from([("why", Answer::Text("to work with".into()))]));
        let notes: Vec<&str> = records.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(notes, ["rather not with , please", "tired"]);
    }

    #[test]
    fn a_name_on_a_declaration_sheet_goes_however_it_was_written() {
        let mut records = records(vec![person("M01", "Anna Birch", &[]), person("E01", "Eve Holt", &[])]);
        let on = chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        for text in ["Dr Birch", "Somebody Else"] {
            records.note(on, "E01", Note::NAMED, text);
        }
        records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        let notes: Vec<&str> = records.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(notes, ["Somebody Else", "rather not with , please", "tired"]);
    }

    #[test]
    fn a_name_goes_however_a_sentence_bends_it() {
        let mut records = records(vec![person("M01", "Anna Birch", &[]), person("E01", "Eve Holt", &[])]);
        let on = chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        for text in ["works with Anna Birch's wife", "Birch, Anna is our boss", "Anna Birch’s friend"] {
            records.note(on, "E01", "conflict", text);
        }
        records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        let left: Vec<&str> = records.notes.iter().map(|note| note.text.as_str()).collect();
        assert!(left.iter().all(|text| !text.contains("Anna") && !text.contains("Birch")), "{left:?}");
        assert!(left.iter().any(|text| text.contains("wife")), "{left:?}");
    }

    #[test]
    fn a_note_that_may_still_name_the_person_is_pointed_at() {
        let mut records = records(vec![
            person("M01", "Anna Birch", &[]),
            person("E01", "Eve Holt", &[("why", Answer::Text("to learn from Brich".into()))]),
            person("E02", "Finn Moor", &[("why", Answer::Text("bright ideas".into()))]),
        ]);
        let on = chrono::NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        for text in ["her boss is Birch", "Anna Birsch examines him", "Birchs", "birching is done"] {
            records.note(on, "M02", "conflict", text);
        }
        let erasure = records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        let doubtful: Vec<&str> = erasure.doubtful_notes.iter().map(|at| records.notes[*at].text.as_str()).collect();
        assert_eq!(doubtful, ["Anna Birsch examines him", "Birchs", "her boss is Birch"]);
        assert_eq!(erasure.doubtful_answers, BTreeSet::from(["E01".parse().unwrap()]));
    }

    #[test]
    fn a_name_that_two_have_stays_with_the_other() {
        let mut records = records(vec![
            person("M01", "Anna Birch", &[]),
            person("M02", "anna birch", &[]),
            person("E01", "Eve Holt", &[("conflicts", list(&["Anna Birch"]))]),
        ]);
        let erasure = records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        assert!(erasure.shared_name && erasure.named_by.is_empty());
        assert_eq!(answers(&records, "E01").get("conflicts"), Some(&list(&["Anna Birch"])));
    }

    #[test]
    fn somebody_who_is_gone_already_leaves_nothing_to_cut() {
        let mut records = records(vec![person("E01", "Eve Holt", &[])]);
        let erasure = records.erase("M01".parse().unwrap(), &BTreeSet::new()).unwrap();
        assert_eq!((erasure.entry, erasure.notes), (None, 2));
    }
}
