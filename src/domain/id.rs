//! Ids: the only names that leave the private folder.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::side::{Kind, Side};

/// A person's id: a letter for the side (`M E`, or `J S` in a reciprocal cohort) and a number from 1, as in `M03`.
///
/// Ordered by side, then by number, so that `M09` stands before `M10` and `M99` before `M100`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PersonId {
    letter: char,
    number: u32,
}

impl PersonId {
    /// The `number`-th id (from 1) of `side` in a cohort of `kind`.
    pub fn new(side: Side, kind: Kind, number: u32) -> PersonId {
        PersonId { letter: side.letter(kind), number }
    }

    /// The stand-in of `side`: see [`super::stand_in`]. Nobody has its number, and no text is read as it.
    pub(crate) fn stand_in(side: Side, kind: Kind) -> PersonId {
        PersonId::new(side, kind, 0)
    }

    /// The stand-in that a text means: `M00`, `E00`, `J00` or `S00`.
    pub(crate) fn of_stand_in(text: &str) -> Option<PersonId> {
        let all =
            [Kind::Goals, Kind::Reciprocal].into_iter().flat_map(|kind| Side::BOTH.map(|side| PersonId::stand_in(side, kind)));
        all.into_iter().find(|stand_in| stand_in.to_string() == text)
    }

    /// Whether this is a stand-in, not a person.
    pub(crate) fn is_stand_in(self) -> bool {
        self.number == 0
    }

    /// The side that the letter stands for.
    pub fn side(self) -> Side {
        if matches!(self.letter, 'M' | 'J') { Side::Mentor } else { Side::Mentee }
    }

    /// The number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Adds the id as it is shown to a text.
    pub(crate) fn push_to(self, text: &mut String) {
        text.push(self.letter);
        let mut rest = self.number;
        let mut digits = [0; 10];
        let mut count = 0;
        for digit in digits.iter_mut().rev() {
            *digit = rest % 10;
            rest /= 10;
            count += 1;
            if rest == 0 && count >= 2 {
                break;
            }
        }
        text.extend(digits.iter().skip(digits.len() - count).filter_map(|digit| char::from_digit(*digit, 10)));
    }

    /// The letter with which the id begins.
    pub fn letter(self) -> char {
        self.letter
    }
}

impl PartialOrd for PersonId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PersonId {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.side(), self.number, self.letter).cmp(&(other.side(), other.number, other.letter))
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(8);
        self.push_to(&mut text);
        f.pad(&text)
    }
}

/// Why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnId(pub String);

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not an id such as M03 or M03-E07", self.0)
    }
}

impl std::error::Error for NotAnId {}

impl FromStr for PersonId {
    type Err = NotAnId;

    /// Reads `M03`, `m3` or ` M-03 `; the number has one to seven digits and is not 0.
    fn from_str(text: &str) -> Result<PersonId, NotAnId> {
        let fault = || NotAnId(text.to_owned());
        let mut chars = text.trim().chars();
        let letter = chars.next().map(|c| c.to_ascii_uppercase()).ok_or_else(fault)?;
        let rest = chars.as_str();
        let digits = rest.strip_prefix(['-', ' ']).unwrap_or(rest);
        let shaped = matches!(letter, 'M' | 'E' | 'J' | 'S')
            && (1..=7).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse() {
            Ok(number) if shaped && number > 0 => Ok(PersonId { letter, number }),
            _ => Err(fault()),
        }
    }
}

/// One mentor with one mentee, called after its people: `M03-E07`. Ordered by mentor, then mentee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairId {
    /// The mentor (junior).
    pub mentor: PersonId,
    /// The mentee (senior).
    pub mentee: PersonId,
}

impl PairId {
    /// The pair of two people of different sides, in whichever order they are given; `None` for two of one side.
    pub fn of(a: PersonId, b: PersonId) -> Option<PairId> {
        match (a.side(), b.side()) {
            (Side::Mentor, Side::Mentee) => Some(PairId { mentor: a, mentee: b }),
            (Side::Mentee, Side::Mentor) => Some(PairId { mentor: b, mentee: a }),
            _ => None,
        }
    }

    /// The person of `side`.
    pub fn person(self, side: Side) -> PersonId {
        match side {
            Side::Mentor => self.mentor,
            Side::Mentee => self.mentee,
        }
    }

    /// Both people, the mentor first.
    pub fn people(self) -> [PersonId; 2] {
        [self.mentor, self.mentee]
    }

    /// Adds the id as it is shown to a text.
    pub(crate) fn push_to(self, text: &mut String) {
        self.mentor.push_to(text);
        text.push('-');
        self.mentee.push_to(text);
    }

    /// Whether `person` is one of the two.
    pub fn has(self, person: PersonId) -> bool {
        self.mentor == person || self.mentee == person
    }
}

impl fmt::Display for PairId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(16);
        self.push_to(&mut text);
        f.pad(&text)
    }
}

impl FromStr for PairId {
    type Err = NotAnId;

    /// Reads `M03-E07`, the two in either order.
    fn from_str(text: &str) -> Result<PairId, NotAnId> {
        let fault = || NotAnId(text.to_owned());
        let (a, b) = text.trim().split_once('-').ok_or_else(fault)?;
        PairId::of(a.parse()?, b.parse()?).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_by_number_and_printed_with_two_digits() {
        let mut ids: Vec<PersonId> = ["E2", "M100", "M09", "M10", "E01"].iter().map(|t| t.parse().unwrap()).collect();
        ids.sort();
        let text: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["M09", "M10", "M100", "E01", "E02"]);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "M", "M0", "X1", "COM1", "M1a", "../M1", "M99999999", "ÉM1"] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
        assert_eq!("j-5".parse::<PersonId>().unwrap().to_string(), "J05");
    }

    #[test]
    fn a_pair_is_read_either_way_round_but_never_of_one_side() {
        let pair: PairId = "E7-M3".parse().unwrap();
        assert_eq!(pair.to_string(), "M03-E07");
        assert!("M1-M2".parse::<PairId>().is_err());
    }
}
