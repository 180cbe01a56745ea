//! What must be found, what must not, and what must never be said.

use super::*;

fn needles() -> Needles {
    let needle = |of: &str, text: &str, what, whole_word| Needle {
        text: text.into(),
        whole_word,
        of: Whose::Person(of.parse().unwrap()),
        what,
    };
    let needles = [
        needle("M03", "Siân O’Brien", "name", true),
        needle("M03", "O’Brien", "surname", true),
        needle("M03", "sian.obrien@nhs.example", "address", false),
        needle("E07", "Paediatrics", "answer", true),
        needle("E07", " — ", "answer", true),
        Needle { text: "0a1B2c3d".into(), whole_word: false, of: Whose::Nobody, what: "key" },
    ];
    Needles::new(&needles, ["paediatrics"]).unwrap()
}

fn found(text: impl AsRef<[u8]>) -> Vec<String> {
    let problems = scan("README.md", text.as_ref(), &needles());
    problems.iter().map(|problem| format!("{}: {}", problem.place, problem.message)).collect()
}

#[test]
fn a_name_is_found_in_every_spelling_with_its_line() {
    let name = ["README.md, line 2: M03's name is in a file outside private/"];
    for text in ["\nSian O'Brien", "\nSIÂN OBRIEN.", "\n| Sia\u{302}n | O`Brien |", "\nSi\u{200b}ân \u{202e}O’Brien"] {
        assert_eq!(found(text), name, "{text:?}");
    }
    assert_eq!(found(b"\nSi\xe2n O'Brien"), name);
    let utf_16: Vec<u8> = "\nSiân O'Brien".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(utf_16), name);
}

#[test]
fn a_name_broken_over_two_lines_is_found_where_it_begins() {
    let expected = [
        "README.md, line 1: M03's name is in a file outside private/",
        "README.md, line 2: M03's surname is in a file outside private/",
    ];
    assert_eq!(found("by Siân\nO’Brien"), expected);
}

#[test]
fn the_longest_of_several_is_said_once_a_line() {
    let text = "mailto:Sian.OBrien@NHS.example\nO'Brien, O'Brien";
    let expected = [
        "README.md, line 1: M03's address is in a file outside private/",
        "README.md, line 2: M03's surname is in a file outside private/",
    ];
    assert_eq!(found(text), expected);
}

#[test]
fn a_whole_word_is_not_found_inside_another_but_a_secret_is() {
    assert_eq!(found("obrienfield, obriensfield, the OBrienses and Sian"), Vec::<String>::new());
    for bent in ["Sian O'Brien's week", "the O’Briens", "OBRIEN'S"] {
        assert_eq!(found(bent).len(), 1, "{bent}");
    }
    assert_eq!(found("xx0A1b2C3Dxx"), ["README.md, line 1: the key is in a file outside private/"]);
}

#[test]
fn options_of_the_form_and_empty_data_are_not_sought() {
    assert_eq!(found("Paediatrics — and everything else"), Vec::<String>::new());
}

#[test]
fn the_datum_itself_is_never_said() {
    for problem in scan("README.md", "Siân O’Brien".as_bytes(), &needles()) {
        let said = format!("{problem:?}").to_lowercase();
        assert!(!said.contains("brien") && problem.value.is_none());
    }
}
