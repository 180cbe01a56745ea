//! The participant code: what somebody types into an evaluation form instead of a name, so that two answers can be linked.
//!
//! Seven characters that nobody can turn into an id without the cohort's key: six drawn from a keyed digest of the id, and a check
//! character. The digest itself is made where the key lives; there is no cryptography here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::id::PersonId;

/// The characters of a code: digits and capital letters without `0 1 I L O`, which are mistaken for each other. Their number is
/// prime, on which the check character relies.
const ALPHABET: [char; 31] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T',
    'U', 'V', 'W', 'X', 'Y', 'Z',
];

/// The size of the alphabet.
const BASE: u64 = 31;

/// Characters in front of the check character.
const DRAWN: usize = 6;

/// Characters of a whole code.
const LENGTH: usize = DRAWN + 1;

/// A code with a correct check character. `Display` gives its seven characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParticipantCode([u8; LENGTH]);

/// Why a text is not a participant code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotACode {
    /// It has another number of characters, spaces and hyphens apart.
    Length(usize),
    /// No code holds this character.
    Character(char),
    /// The check character does not fit: a character was mistyped, or two neighbours were swapped.
    Check,
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotACode::Length(found) => write!(f, "a participant code has {LENGTH} characters, this has {found}"),
            NotACode::Character(c) => write!(f, "no participant code holds {c:?}"),
            NotACode::Check => f.write_str("the check character does not fit: a character was mistyped"),
        }
    }
}

impl std::error::Error for NotACode {}

impl ParticipantCode {
    /// The code that a keyed digest gives. The remainder of 64 bits modulo 31⁶ favours no code by more than one part in 10¹⁰.
    fn of_digest(digest: &[u8; 32]) -> ParticipantCode {
        let mut rest = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let mut values = [0_u8; LENGTH];
        for value in values.iter_mut().take(DRAWN) {
            *value = u8::try_from(rest % BASE).unwrap_or(0);
            rest /= BASE;
        }
        values[DRAWN] = check_value(values);
        ParticipantCode(values)
    }

    /// Reads a code as people type it: in any case, with spaces and hyphens anywhere. Nothing is guessed.
    ///
    /// # Errors
    /// The first thing that keeps the text from being a code.
    pub fn parse(text: &str) -> Result<ParticipantCode, NotACode> {
        let typed: Vec<char> = text.chars().filter(|c| !is_filler(*c)).map(|c| c.to_ascii_uppercase()).collect();
        if typed.len() != LENGTH {
            return Err(NotACode::Length(typed.len()));
        }
        let mut values = [0_u8; LENGTH];
        for (value, c) in values.iter_mut().zip(&typed) {
            let place = ALPHABET.iter().position(|known| known == c).ok_or(NotACode::Character(*c))?;
            *value = u8::try_from(place).unwrap_or(0);
        }
        if weighted_sum(values) == 0 { Ok(ParticipantCode(values)) } else { Err(NotACode::Check) }
    }
}

impl fmt::Display for ParticipantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().filter_map(|value| ALPHABET.get(usize::from(*value))).collect();
        f.pad(&text)
    }
}

/// The code of each of these people. `digest` gives the keyed digest of an id and a counter; the counter is 0 unless the code is
/// taken. People are served in the order of their numbers, so that somebody who joins later takes no code from those before.
pub(crate) fn participant_codes(
    people: impl IntoIterator<Item = PersonId>,
    digest: impl Fn(PersonId, u32) -> [u8; 32],
) -> BTreeMap<PersonId, ParticipantCode> {
    let mut people: Vec<PersonId> = people.into_iter().collect();
    people.sort_by_key(|person| (person.number(), person.side()));
    people.dedup();
    let mut taken = BTreeSet::new();
    let mut codes = BTreeMap::new();
    for person in people {
        let free =
            (0..=u32::MAX).map(|counter| ParticipantCode::of_digest(&digest(person, counter))).find(|code| !taken.contains(code));
        if let Some(code) = free {
            taken.insert(code);
            codes.insert(person, code);
        }
    }
    codes
}

/// What people put between the characters of a code.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{200b}' | '\u{feff}' | '.' | '_')
}

/// The weights fall from 7 to 1. None is a multiple of 31, so one wrong character changes the sum; no two are equal, so a swap does.
fn weighted_sum(values: [u8; LENGTH]) -> u64 {
    values.iter().rev().zip(1_u64..).map(|(value, weight)| weight * u64::from(*value)).sum::<u64>() % BASE
}

/// The value of the check character that makes the weighted sum of `drawn` (whose last place is 0) a multiple of 31.
fn check_value(drawn: [u8; LENGTH]) -> u8 {
    u8::try_from((BASE - weighted_sum(drawn)) % BASE).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::side::{Kind, Side};

    fn digest(person: PersonId, counter: u32) -> [u8; 32] {
        let mut state = (u64::from(person.number()) << 33) | (u64::from(counter) << 1) | u64::from(person.side() == Side::Mentor);
        let mut bytes = [0; 32];
        for byte in &mut bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
        bytes
    }

    fn people(count: u32) -> Vec<PersonId> {
        Side::BOTH.iter().flat_map(|side| (1..=count).map(|number| PersonId::new(*side, Kind::Goals, number))).collect()
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = ParticipantCode::of_digest(&[7; 32]);
        let text = code.to_string();
        assert_eq!(text.chars().count(), 7);
        let typed = format!(" {}-{} {} ", &text[..3].to_lowercase(), &text[3..6], &text[6..]);
        for typed in [text.clone(), typed, text.to_lowercase()] {
            assert_eq!(ParticipantCode::parse(&typed), Ok(code), "{typed}");
        }
        assert_eq!(ParticipantCode::parse(&text[..6]), Err(NotACode::Length(6)));
        assert_eq!(ParticipantCode::parse(&format!("O{}", &text[1..])), Err(NotACode::Character('O')));
        assert_eq!(ParticipantCode::parse("J05"), Err(NotACode::Length(3)));
    }

    #[test]
    fn every_single_slip_and_every_swap_of_neighbours_is_caught() {
        for code in participant_codes(people(20), digest).into_values() {
            let text: Vec<char> = code.to_string().chars().collect();
            for at in 0..LENGTH {
                for other in ALPHABET.into_iter().filter(|other| *other != text[at]) {
                    let mut slip = text.clone();
                    slip[at] = other;
                    assert_eq!(ParticipantCode::parse(&slip.iter().collect::<String>()), Err(NotACode::Check));
                }
            }
            for at in (1..LENGTH).filter(|at| text[*at] != text[at - 1]) {
                let mut swapped = text.clone();
                swapped.swap(at - 1, at);
                assert_eq!(ParticipantCode::parse(&swapped.iter().collect::<String>()), Err(NotACode::Check));
            }
        }
    }

    #[test]
    fn a_code_that_is_taken_gives_way_to_the_next_counter() {
        let crowded = |person: PersonId, counter: u32| if counter == 0 { [1; 32] } else { digest(person, counter) };
        let codes = participant_codes(people(3), crowded);
        assert_eq!(codes.values().collect::<BTreeSet<_>>().len(), 6);
        assert_eq!(codes[&people(1)[0]], ParticipantCode::of_digest(&[1; 32]));
    }

    #[test]
    fn whoever_joins_later_changes_no_code() {
        let (before, after) = (participant_codes(people(500), digest), participant_codes(people(600), digest));
        assert!(before.iter().all(|(person, code)| after[person] == *code));
        assert_eq!(after.values().collect::<BTreeSet<_>>().len(), 1200);
    }
}
