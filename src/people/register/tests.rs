//! Ids once given stay with their people; what changed is told; what cannot be is refused whole.

use super::*;

const KEY: [u8; 32] = [7; 32];

fn respondent(name: &str, answers: &[(&str, &str)]) -> Entry {
    let address = format!("{}@x.example", name.to_lowercase().replace(' ', "."));
    Entry {
        contact: Contact { name: name.to_owned(), email: Email::parse(&address).unwrap() }.into(),
        answers: answers.iter().map(|(field, text)| (*field, Answer::Text((*text).to_owned()))).collect(),
    }
}

fn respondents(people: &[Entry]) -> Vec<Respondent<'_>> {
    let numbered = people.iter().zip(2..);
    let told = numbered.map(|(Entry { contact, answers }, row)| (contact, answers, row));
    told.map(|(contact, answers, row)| Respondent { contact, answers, file: "mentors.csv", row, line: Some(row) }).collect()
}

fn merge(register: &mut Register, people: &[Entry]) -> (Vec<Change>, Vec<Problem>) {
    register.merge(Side::Mentor, Kind::Goals, &Key::new(KEY), &respondents(people), &BTreeMap::new())
}

fn three() -> Vec<Entry> {
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
        register.merge(Side::Mentor, Kind::Goals, &Key::new([byte; 32]), &respondents(&three()), &BTreeMap::new());
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
    for change in [Change::Same(anna), Change::Changed(ben, fields), Change::Missing(cara), Change::New("M04".parse().unwrap())] {
        assert!(changes.contains(&change), "{change:?} is not among {changes:?}");
    }
    assert!(register.get(cara).is_some());
}

#[test]
fn an_id_once_given_is_never_given_to_somebody_else_and_comes_back_to_its_own() {
    let anna = respondent("Anna Birch", &[]);
    let mark = Key::new(KEY).mark(&anna.contact.email);
    let taken = BTreeMap::from([("M05".parse().unwrap(), vec![mark]), ("M08".parse().unwrap(), vec!["erased".to_owned()])]);
    let mut register = Register::default();
    let (changes, _) = register.merge(Side::Mentor, Kind::Goals, &Key::new(KEY), &respondents(&three()), &taken);
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
fn one_address_on_both_sides_is_asked_about_and_twice_refused() {
    let mut register = Register::default();
    merge(&mut register, &three());
    let (changes, problems) =
        register.merge(Side::Mentee, Kind::Goals, &Key::new(KEY), &respondents(&three()[..1]), &BTreeMap::new());
    assert!(problems.is_empty(), "{problems:?}");
    let new = changes.iter().filter_map(|change| if let Change::New(id) = change { Some(*id) } else { None }).collect();
    let likenesses = register.likenesses(&new, &BTreeSet::new());
    assert!(matches!(likenesses[..], [(_, _, Likeness::BothSides)]), "{likenesses:?}");
    let twice = [three()[0].clone(), three()[0].clone()];
    assert_eq!(merge(&mut Register::default(), &twice).1[0].code, "doubled-person");
}

#[test]
fn matching_sees_no_name_and_no_conflict() {
    let mut register = Register::default();
    let answers = [("conflicts", "Ben"), ("consent", "yes"), ("region", "North"), ("code", "M01"), ("goals", "")];
    merge(&mut register, &[respondent("Anna Birch", &answers)]);
    let people = register.people();
    assert_eq!(people[0].answers.fields().collect::<Vec<_>>(), ["region"]);
}
