//! What fits a name, and how well.

use super::*;

fn fit(name: &str, text: &str) -> Option<Fit> {
    Name::of(name).fit(&Name::of(text))
}

#[test]
fn the_whole_name_is_known_in_every_dress() {
    for (name, text) in [
        ("Siân O’Brien", "prof. SIAN O'BRIEN"),
        ("Anton McKenzie-Forde", "Dr Anton McKenzie Forde"),
        ("Björn Größmann", "Bjorn Grossmann"),
        ("MACASKILL, Mairi (LEEDS TEACHING HOSPITALS)", "Mairi Mac Askill"),
        ("Anna Birch, MBE", "Miss Anna Birch FRCP"),
        ("Suryani", "suryani"),
        ("Dean Birch", "Dr Dean Birch"),
    ] {
        assert_eq!(fit(name, text), Some(Fit::Whole), "{name} / {text}");
    }
    assert_eq!(fit("Anna Birch", "Birch Anna"), Some(Fit::Turned));
    assert_eq!(fit("Elodie van der Velde", "van der Velde Elodie"), Some(Fit::Turned));
    assert_eq!(fit("Anna Birch", "Birch, Anna"), Some(Fit::Whole));
}

#[test]
fn a_first_name_that_is_a_title_elsewhere_stays() {
    assert_eq!(fit("Dean Birch", "Dr Birch"), Some(Fit::Surname));
}

#[test]
fn a_surname_may_have_several_words_but_is_no_small_word() {
    assert_eq!(fit("Elodie van der Velde", "Dr van der Velde"), Some(Fit::Surname));
    assert_eq!(fit("Elodie van der Velde", "Velde"), Some(Fit::Surname));
    assert_eq!(fit("Ama Stone-Bright", "Prof Stone Bright"), Some(Fit::Surname));
    assert_eq!(fit("Ama Stone-Bright", "Dr Bright"), Some(Fit::Part));
    assert_eq!(fit("Siti binti Zul", "binti"), None);
}

#[test]
fn parts_and_slips_are_less_than_the_name() {
    for (name, text, expected) in [
        ("Anna Maria Birch", "Anna Birch", Some(Fit::Part)),
        ("Anna Birch", "Anna Maria Birch", Some(Fit::Part)),
        ("Anna Birch", "A. Birch", Some(Fit::Part)),
        ("Anna Birch", "Anna", Some(Fit::Part)),
        ("Katerina Kovalenko", "Kateryna Kovalneko", Some(Fit::Near)),
        ("Katerina Kovalenko", "Dr Kovalenk", Some(Fit::Near)),
        ("Anna Birch", "John Birch", None),
        ("Anna Birch", "Anna Stone", None),
        ("Anna Birch", "A. B.", None),
        ("Anna Birch", "Ben", None),
    ] {
        assert_eq!(fit(name, text), expected, "{name} / {text}");
    }
}

#[test]
fn words_differ_by_at_least_their_surplus_of_letters() {
    let words = ["birch", "brich", "bench", "abirch", "kovalenko", "kovalneko", "", "größe", "ßröge", "aa", "aaaa"];
    for (one, other) in words.iter().flat_map(|one| words.map(|other| (*one, other))) {
        assert!(surplus_letters(one, other) <= strsim::damerau_levenshtein(one, other), "{one} / {other}");
    }
    assert_eq!((surplus_letters("birch", "bench"), surplus_letters("abc", "xyzw")), (2, 4));
}

#[test]
fn lost_letters_fit_on_either_side_and_are_never_the_whole() {
    for (name, text) in [
        ("Nguyễn Thị Mai", "Nguy?n Th? Mai"),
        ("Nguy?n Th? Mai", "Nguyễn Thị Mai"),
        ("Nguy?n Th? Mai", "Nguy?n Th? Mai"),
        ("Łukasz Wiśniewski", "\u{fffd}ukasz Wi_niewski"),
        ("Annelies Größmann", "Dr Gr??mann"),
    ] {
        assert_eq!(fit(name, text), Some(Fit::Lost), "{name} / {text}");
    }
    assert_eq!(fit("Anna Birch", "????"), None);
    assert_eq!(fit("Anna Birch", "B?n Stone"), None);
}

#[test]
fn two_names_may_be_of_one_person_unless_the_surname_alone_is_shared() {
    for (one, other) in [
        ("Anna Smith", "Anna Jones"),
        ("Robert Hill", "Bob Hill"),
        ("A. Smith", "Anna Smith"),
        ("Tariq Khan", "Mohammed Tariq Khan"),
        ("Smith", "Anna Smith"),
        ("Ada Whitlok", "Ada Whitlock"),
        ("", "Anna Smith"),
    ] {
        assert!(may_be_of_one(one, other), "{one} {other}");
    }
    for (one, other) in [("Cem Oz", "Deniz Oz"), ("Anna Smith", "Ben Ng"), ("Fatima Khan", "Yusuf Khan")] {
        assert!(!may_be_of_one(one, other), "{one} {other}");
    }
}
