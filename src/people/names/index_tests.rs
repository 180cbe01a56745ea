//! Tests of the index over names: it finds everybody whom a look at all finds, and hardly anybody else.

use super::super::Fit;
use super::*;

const FIRST: [&str; 12] =
    ["Anna", "Mohamed", "Siân", "Jo", "Elizabeth-Anne", "Ng?c", "A.", "Suparman", "Maximiliane", "Bob", "Robert", "Li"];
const LAST: [&str; 14] = [
    "Birch",
    "Jones",
    "van der Meer",
    "O’Hanlon",
    "Kovalchuk",
    "Größmann-Pike",
    "Wi_niewski",
    "Li",
    "Featherstonehaugh",
    "Hill",
    "binti Zul",
    "Stone",
    "Ramasubramanian",
    "Oldfield",
];

/// A number that looks random, the same on every run.
fn next(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % below
}

/// A name of some register, whole, in part or with up to four edits.
fn mention(state: &mut u64) -> String {
    let mut words = vec![FIRST[next(state, FIRST.len())], LAST[next(state, LAST.len())]];
    match next(state, 6) {
        0 => words.reverse(),
        1 => words.push(LAST[next(state, LAST.len())]),
        2 => drop(words.remove(0)),
        _ => {}
    }
    let mut text: Vec<char> = words.join(" ").chars().collect();
    for _ in 0..next(state, 5) {
        let at = next(state, text.len());
        match next(state, 5) {
            0 if text.len() > 1 => drop(text.remove(at)),
            1 => text.insert(at, 'e'),
            2 if at + 1 < text.len() => text.swap(at, at + 1),
            3 if next(state, 3) == 0 => text[at] = '?',
            _ => text[at] = 'a',
        }
    }
    text.into_iter().collect()
}

#[test]
fn the_index_finds_everybody_whom_a_look_at_all_finds() {
    let names: Vec<Name> =
        FIRST.iter().flat_map(|first| LAST.iter().map(move |last| Name::of(&format!("{first} {last}")))).collect();
    let index = NameIndex::new(names.iter());
    let (mut state, mut found) = (7, [0_usize; 6]);
    for _ in 0..10_000 {
        let written = mention(&mut state);
        let text = Name::of(&written);
        let candidates = index.candidates(&text);
        for (place, name) in names.iter().enumerate() {
            let Some(fit) = name.fit(&text) else { continue };
            found[fit as usize] += 1;
            assert!(candidates.contains(&place), "{written:?} fits {name:?} ({fit:?})");
        }
    }
    let [whole, turned, surname, part, near, lost] = found;
    assert!([whole, turned, surname, part, near, lost].iter().all(|times| *times > 100), "{found:?}");
    assert_eq!(Fit::Lost as usize, 5);
}

#[test]
fn a_stranger_is_compared_with_hardly_anybody() {
    let names: Vec<Name> = (0..2000_usize)
        .map(|n| {
            let mut state = u64::try_from(n).unwrap();
            let mut word = |length: usize| -> String {
                (0..length).map(|_| char::from(b'a' + u8::try_from(next(&mut state, 26)).unwrap())).collect()
            };
            Name::of(&format!("{} {}", word(6), word(8)))
        })
        .collect();
    let index = NameIndex::new(names.iter());
    for text in ["Zebedee Quill", "Anna Maria Birch-Featherstonehaugh", "Kovalchuk"] {
        assert!(index.candidates(&Name::of(text)).len() < 20, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn a_form_is_found_from_everything_within_its_edits(form in "[a-c]{5,22}", text in "[a-c]{2,25}", edits in 0_usize..4, seed in 0_u64..1000) {
        let mut state = seed;
        let mut edited: Vec<char> = form.chars().collect();
        for _ in 0..edits.min(max_edits(form.len())) {
            let at = next(&mut state, edited.len());
            match next(&mut state, 4) {
                0 => drop(edited.remove(at)),
                1 => edited.insert(at, 'd'),
                2 if at + 1 < edited.len() => edited.swap(at, at + 1),
                _ => edited[at] = 'b',
            }
        }
        let edited: String = edited.into_iter().collect();
        for text in [edited, text] {
            if strsim::damerau_levenshtein(&form, &text) <= max_edits(form.len()) {
                let (mut keys, mut own) = (Vec::new(), Vec::new());
                keys_of_text(text.as_bytes(), |key| keys.push(key));
                keys_of_form(&form, |key| own.push(key));
                proptest::prop_assert!(own.iter().any(|key| keys.contains(key)), "{form} / {text}");
            }
        }
    }
}

#[test]
fn a_long_name_is_found_wherever_it_is_misspelt() {
    let long = |length: usize| (0..length).map(|at| char::from(b'a' + u8::try_from(at * at % 23).unwrap())).collect::<String>();
    for length in [LONGEST - 1, LONGEST, LONGEST + 1, LONGEST + 4, 10_000] {
        let name = long(length);
        let index = NameIndex::new([Name::of(&name)].iter());
        for at in [0, 1, 20, 21, 22, 42, 43, 60, length - 1] {
            let mut inserted = name.clone();
            inserted.insert_str(at, "xyz");
            let mut left_out = name.clone();
            left_out.remove(at);
            for written in [inserted, left_out] {
                assert_eq!(index.candidates(&Name::of(&written)), [0], "{length} letters, misspelt at {at}");
            }
        }
    }
}
