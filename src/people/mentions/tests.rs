//! What must be found is found, what must be asked is asked, nothing is guessed and nothing is dropped.

use super::*;
use crate::domain::answer::Answers;
use crate::domain::contact::Contact;
use crate::people::register::Entry;

fn register() -> Register {
    let people = [
        ("M01", "Oyelaran Adesina"),
        ("M02", "Tomos Birch"),
        ("E01", "Siân O’Hanlon"),
        ("E02", "Annelies Größmann-Pike"),
        ("E03", "Ferghus MacTavish"),
        ("E04", "Mairead MacTavish"),
        ("E05", "Nguyễn Thị Lan"),
        ("E06", "Elodie van der Meer"),
        ("E07", "Harriet Birch"),
        ("E08", "Katerina Kovalchuk"),
        ("E09", "Suparman"),
        ("E10", "Anna Oldfield"),
    ];
    Register::of(people.map(|(id, name)| {
        let email = Email::parse(&format!("{id}@x.example")).unwrap();
        (id.parse().unwrap(), Entry { contact: Contact { name: name.to_owned(), email }.into(), answers: Answers::new() })
    }))
}

/// The meanings in short: `E01`, `misspelt:E01`, `-` for nobody.
fn read(text: &str) -> Vec<String> {
    let register = register();
    let short = |mention: Mention| match mention.meaning {
        Meaning::Means(id) => id.to_string(),
        Meaning::Ask { doubt, candidates } => {
            format!("{}:{}", doubt.code(), candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"))
        }
        Meaning::Fellow(id) => format!("fellow:{id}"),
        Meaning::Oneself => "oneself".to_owned(),
        Meaning::Nobody => "-".to_owned(),
    };
    Mentions::new(&register).read(text, "M01".parse().unwrap()).into_iter().map(short).collect()
}

#[test]
fn what_fits_one_person_is_recorded() {
    for (text, id) in [
        ("Siân O’Hanlon", "E01"),
        ("Dr Sian O'Hanlon", "E01"),
        ("prof. SIAN OHANLON", "E01"),
        ("Annelies Grossmann Pike", "E02"),
        ("MacTavish, Mairead", "E04"),
        ("MacTavish Mairead", "E04"),
        ("Dr van der Meer", "E06"),
        ("O'Hanlon", "E01"),
        ("suparman", "E09"),
        ("my supervisor Dr Katerina Kovalchuk", "E08"),
        ("Katerina Kovalchuk (my boss in 2021)", "E08"),
        ("I know Katerina Kovalchuk personally", "E08"),
        ("e08@X.example", "E08"),
        ("mailto:e08@x.example", "E08"),
        ("Katerina <MAILTO:e08@x.example>", "E08"),
        ("E8", "E08"),
    ] {
        assert_eq!(read(text), [id], "{text}");
    }
}

#[test]
fn what_may_mean_somebody_is_asked() {
    for (text, asked) in [
        ("MacTavish", "ambiguous:E03+E04"),
        ("Dr Birch", "ambiguous:E07"),
        ("Katerina Kovalchuck", "misspelt:E08"),
        ("Kovalchk", "misspelt:E08"),
        ("my cousin Anna", "misspelt:E10"),
        ("A. Oldfield", "misspelt:E10"),
        ("Katerina Maria Kovalchuk", "misspelt:E08"),
        ("Nguy?n Th? Lan", "lost-letters:E05"),
        ("Nguy\u{fffd}n Th_ Lan", "lost-letters:E05"),
        ("Dr Pike", "misspelt:E02"),
        ("Katerina Kovalchuk Bakersfield", "misspelt:E08"),
        ("I used to share an office in Leeds with Oldfield", "ambiguous:E10"),
        ("I once shared a flat with Dr Oldfield", "ambiguous:E10"),
    ] {
        assert_eq!(read(text), [asked], "{text}");
    }
}

#[test]
fn what_agrees_in_part_is_asked() {
    for (text, asked) in [
        ("John Kovalchuk", "misspelt:E08"),
        ("Kovalchuk, John", "misspelt:E08"),
        ("my boss Prof John Kovalchuk", "ambiguous:E08"),
        ("Tam MacTavish", "ambiguous:E03+E04"),
        ("Katya (Kovalchuk)", "misspelt:E08"),
        ("Mairead (MacTavish)", "misspelt:E04"),
        ("?????? ??? ???", "lost-letters:E05"),
        ("\u{fffd}\u{fffd}\u{fffd}\u{fffd} ????????", "lost-letters:E01"),
        ("N????? ??? ???", "lost-letters:E05"),
    ] {
        assert_eq!(read(text), [asked], "{text}");
    }
    for text in ["??", "?", "???", "Dr ?"] {
        assert!(read(text).iter().all(|meaning| meaning == "-"), "{text}");
    }
}

#[test]
fn of_a_frequent_surname_only_likely_first_names_are_asked() {
    let names = ["Robert Jones", "Sara Jones", "Tom Jones", "Uma Jones", "Bernard Jones"];
    let person = |(place, name): (usize, &str)| {
        let email = Email::parse(&format!("e{place}@x.example")).unwrap();
        let contact = Contact { name: name.to_owned(), email };
        (format!("E0{}", place + 1).parse().unwrap(), Entry { contact: contact.into(), answers: Answers::new() })
    };
    let register = Register::of(names.into_iter().enumerate().map(person));
    let mentions = Mentions::new(&register);
    let asked = |text: &str| match mentions.read(text, "M01".parse().unwrap()).remove(0).meaning {
        Meaning::Ask { candidates, .. } => candidates.iter().map(ToString::to_string).collect(),
        meaning => vec![format!("{meaning:?}")],
    };
    assert_eq!(asked("Bob Jones"), ["E01", "E03", "E05"], "Tom differs by two letters");
    assert_eq!(asked("Bill Jones"), ["E05"]);
    assert_eq!(asked("Sarah Jones"), ["E02"]);
    assert_eq!(asked("Zebedee Jones"), ["Nobody"]);
    assert_eq!(asked("1. Jones 2. Quill"), ["E01", "E02", "E03", "E04", "E05"]);
}

#[test]
fn nobody_is_kept_as_typed() {
    for text in ["Zebedee Quill", "Quill, Zebedee", "my supervisor", "??? ????????????"] {
        assert_eq!(read(text), ["-"], "{text}");
    }
    let register = register();
    let kept = Mentions::new(&register).read("my friend Zebedee  Quill", "M01".parse().unwrap());
    assert_eq!(kept[0].text, "my friend Zebedee Quill");
}

#[test]
fn several_people_are_parted_however_they_are_joined() {
    for text in [
        "Siân O’Hanlon; Harriet Birch",
        "Siân O’Hanlon, Harriet Birch",
        "Siân O’Hanlon and Harriet Birch",
        "Siân O’Hanlon\nHarriet Birch",
        "Siân O’Hanlon / Harriet Birch",
        "Siân O’Hanlon/Harriet Birch",
        "O’Hanlon, Siân, Birch, Harriet",
        "Siân O’Hanlon Harriet Birch",
        "1. Siân O’Hanlon 2. Harriet Birch",
        "Siân O’Hanlon - my friend; Harriet Birch",
    ] {
        assert_eq!(read(text), ["E01", "E07"], "{text}");
    }
    assert_eq!(read("Siân O’Hanlon Dr Oldfield"), ["E01", "E10"]);
    assert_eq!(read("Siân O’Hanlon my boss Oldfield"), ["E01", "misspelt:E10"]);
    assert_eq!(read("Siân O’Hanlon or else Oldfield whom I know"), ["E01", "ambiguous:E10"]);
    assert_eq!(read("Dr Oldfield; prof. mactavish, my cousin Katerina"), ["E10", "ambiguous:E03+E04", "misspelt:E08"]);
}

#[test]
fn saying_that_there_is_nobody_names_nobody() {
    for text in ["", "None", "n/a", "N/A.", "-", "nil", "No one", "Not applicable"] {
        assert!(read(text).is_empty(), "{text}");
    }
}

#[test]
fn one_persons_surname_may_be_anothers_first_name() {
    let mut people: Vec<(PersonId, Entry)> = register().iter().map(|(id, entry)| (id, entry.clone())).collect();
    let (id, email) = ("E11".parse().unwrap(), Email::parse("e11@x.example").unwrap());
    people.push((id, Entry { contact: Contact { name: "Oldfield Marsh".to_owned(), email }.into(), answers: Answers::new() }));
    let register = Register::of(people);
    let meaning = Mentions::new(&register).read("Dr Oldfield", "M01".parse().unwrap()).remove(0).meaning;
    assert_eq!(meaning, Meaning::Ask { doubt: Doubt::Ambiguous, candidates: vec!["E10".parse().unwrap(), id] });
}

#[test]
fn two_of_one_name_are_asked() {
    let mut register: Vec<(PersonId, Entry)> = register().iter().map(|(id, entry)| (id, entry.clone())).collect();
    let twin = Entry {
        contact: Contact { email: Email::parse("twin@x.example").unwrap(), ..register[3].1.contact.as_ref().clone() }.into(),
        ..register[3].1.clone()
    };
    let name = twin.contact.name.clone();
    register.push(("E11".parse().unwrap(), twin));
    let register = Register::of(register);
    let meaning = Mentions::new(&register).read(&name, "M01".parse().unwrap()).remove(0).meaning;
    assert!(matches!(meaning, Meaning::Ask { doubt: Doubt::Ambiguous, candidates } if candidates.len() == 2));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fall_and_no_name_is_dropped(text in "([A-Z?_][a-zé?_]{0,6}|Birch|Anna|and|my|[,;/ \n.-]){0,14}") {
        let register = register();
        let mentions = Mentions::new(&register).read(&text, "M01".parse().unwrap());
        let told: Vec<&str> = mentions.iter().map(|mention| mention.text.as_str()).collect();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3 && !is_around(&word.to_lowercase())) {
            proptest::prop_assert!(told.iter().any(|told| told.contains(word)), "{word} of {text:?} is not in {told:?}");
        }
    }
}

#[test]
fn a_name_that_is_the_same_in_either_order_means_one_person() {
    let entry = |email: &str| {
        let contact = Contact { name: "Anna Anna".to_owned(), email: Email::parse(email).unwrap() };
        Entry { contact: contact.into(), answers: Answers::new() }
    };
    let [mentor, mentee, second]: [PersonId; 3] = ["M01", "E01", "E02"].map(|id| id.parse().unwrap());
    let alone = Register::of([(mentee, entry("a@x.example"))]);
    assert_eq!(Mentions::new(&alone).read("Anna Anna", mentor)[0].meaning, Meaning::Means(mentee));
    let two = Register::of([(mentee, entry("a@x.example")), (second, entry("b@x.example"))]);
    let asked = Meaning::Ask { doubt: Doubt::Ambiguous, candidates: vec![mentee, second] };
    assert_eq!(Mentions::new(&two).read("Dr Anna Anna", mentor)[0].meaning, asked);
}

#[test]
fn fellows_and_oneself_are_told_apart_from_strangers() {
    for (text, meaning) in [
        ("Tomos Birch", "fellow:M02"),
        ("Birch, Tomos", "fellow:M02"),
        ("M02", "fellow:M02"),
        ("m02@x.example", "fellow:M02"),
        ("M02 Tomos Birch", "fellow:M02"),
        ("Oyelaran Adesina", "oneself"),
        ("Dr Adesina", "oneself"),
        ("M01", "oneself"),
        ("Oyelaran Adesina (M01)", "oneself"),
    ] {
        assert_eq!(read(text), [meaning], "{text}");
    }
}

#[test]
fn ids_are_read_with_the_names_beside_them() {
    for (text, meanings) in [
        ("E08 Katerina Kovalchuk", &["E08"][..]),
        ("Katerina Kovalchuk (E08)", &["E08"]),
        ("E08 - Dr Kovalchuk", &["E08", "E08"]),
        ("E08, Katerina Kovalchuk", &["E08"]),
        ("E08 (my line manager)", &["E08"]),
        ("E8/E10", &["E08", "E10"]),
        ("E08 E10", &["E08", "E10"]),
        ("E08,E10", &["E08", "E10"]),
        ("E08 Katerina Kovalchuk E10 Anna Oldfield", &["E08", "E10"]),
        ("Katerina Kovalchuk E08, Anna Oldfield E10", &["E08", "E10"]),
        ("E08, Anna Oldfield", &["E08", "E10"]),
        ("E08 and E10", &["E08", "E10"]),
        ("E08 Anna Oldfield", &["ambiguous:E08+E10"]),
        ("E08 Zebedee Quill", &["misspelt:E08"]),
        ("E08 Katerina Kovalchuck", &["E08"]),
        ("M02 Anna Oldfield", &["misspelt:E10"]),
        ("M02 E10", &["fellow:M02", "E10"]),
        ("E77", &["-"]),
    ] {
        assert_eq!(read(text), meanings, "{text}");
    }
}

#[test]
fn a_denial_with_an_exception_is_no_denial() {
    for (text, meanings) in [
        ("None except Dr Oldfield", &["ambiguous:E10"][..]),
        ("No, but Katerina Kovalchuk is my examiner", &["misspelt:E08"]),
        ("None other than E08", &["misspelt:E08"]),
        ("Yes, Katerina Kovalchuk", &["E08"]),
        ("Yes: Katerina Kovalchuk, thank you", &["E08"]),
        ("No conflicts. Many thanks", &[]),
        ("No known conflicts and nothing to declare", &[]),
    ] {
        assert_eq!(read(text), meanings, "{text}");
    }
    assert!(!read("None apart from my line manager").is_empty());
}

#[test]
fn of_two_surnames_in_one_text_none_disappears() {
    let both = "Kovalchuk Oldfield|1. Kovalchuk 2. Oldfield|1) Kovalchuk 2) Oldfield|(1) Kovalchuk (2) Oldfield|a) Kovalchuk b) Oldfield|\
        #1 Kovalchuk #2 Oldfield|Kovalchuk plus Oldfield|Kovalchuk. Oldfield.|Kovalchuk (Leeds) Oldfield (Hull)|Kovalchuk → Oldfield|\
        KOVALCHUK OLDFIELD|kovalchuk oldfield|Kovalchuk, then Oldfield|Kovalchuk… Oldfield|Kovalchuk as well as Oldfield|\
        Kovalchuk J Oldfield A|Kovalchuk J, Oldfield A|Both Kovalchuk and Oldfield|i) Dr Kovalchuk ii) Dr Oldfield|Kovalchuk\tOldfield";
    for text in both.split('|') {
        let read = read(text).join(" ");
        assert!(read.contains("E08") && read.contains("E10"), "{text}: {read}");
    }
    let one = "Kovalchuk K|Kovalchuk JM|Kovalchuk-Smith|Katerina Kovalchuk’s team|Kovalchuk's husband|the Kovalchuks|Dr Kovalchuk (ES)|\
        K.Kovalchuk|somebody in the team of Kovalchuk|Prof. Kovalchuk OBE FRCA";
    for text in one.split('|') {
        let read = read(text).join(" ");
        assert!(read.contains("E08") && !read.contains("E10"), "{text}: {read}");
    }
}

#[test]
fn a_name_that_is_understood_asks_about_nobody_else() {
    for (text, means) in [
        ("Harriet Birch", "E07"),
        ("Dr Anna Oldfield", "E10"),
        ("Anna Oldfield, Katerina Kovalchuk", "E10 E08"),
        ("Ferghus MacTavish", "E03"),
        ("my supervisor Dr Katerina Kovalchuk", "E08"),
        ("Kovalchuk Oldfield Ltd", "ambiguous:E08+E10"),
        ("Nguyen Thi Lan", "E05"),
    ] {
        assert_eq!(read(text).join(" "), means, "{text}");
    }
}
