//! Which different answers to one question may be one answer written in two ways: `The Royal Free` and `Royal Free NHS Trust`.
//!
//! For questions to the lead only: nothing is taken for equal here.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::spelling;

/// Words that name nobody: articles, and what an organisation legally is.
const EMPTY: [&str; 22] = [
    "the",
    "of",
    "and",
    "for",
    "at",
    "in",
    "a",
    "an",
    "nhs",
    "trust",
    "foundation",
    "ft",
    "ltd",
    "limited",
    "plc",
    "llp",
    "inc",
    "uk",
    "region",
    "deanery",
    "group",
    "n",
];

/// Words that say which kind of organisation it is, so that one name may stand with them and without them.
const KIND: [&str; 16] = [
    "hospital",
    "hospitals",
    "infirmary",
    "university",
    "teaching",
    "general",
    "health",
    "healthcare",
    "board",
    "care",
    "services",
    "service",
    "centre",
    "center",
    "clinic",
    "practice",
];

/// The most words of a name; what has more is a sentence, and compared as a whole.
const LONGEST: usize = 12;

const COMPASS: [&str; 9] = ["north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"];

/// An answer as it is compared.
struct Words {
    /// The words that tell something, in their order.
    core: Vec<String>,
    /// The first letters of all words but articles, and of those words that tell something.
    initials: [String; 2],
}

impl Words {
    fn of(answer: &str) -> Words {
        let all: Vec<String> = spelling::key(answer).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let core: Vec<String> = all.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
        let core = if core.is_empty() { all.clone() } else { core };
        let first = |words: &[&String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        let articles = ["the", "of", "and", "for", "at", "in", "a", "an", "nhs", "foundation"];
        let named: Vec<&String> = all.iter().filter(|word| !articles.contains(&word.as_str())).collect();
        let initials = [first(&named), first(&core.iter().collect::<Vec<_>>())];
        Words { core, initials }
    }

    /// Under which two near answers meet at least once: as one word, as initials, by each word that names something, and without each word.
    fn keys(&self) -> BTreeSet<String> {
        let mut sorted = self.core.clone();
        sorted.sort_unstable();
        let whole = [format!("s {}", sorted.concat()), format!("j {}", self.core.concat())];
        if self.core.len() > LONGEST {
            return whole.into();
        }
        let alone = (self.core.len() == 1).then(|| self.core.concat());
        let initials = self.initials.iter().filter(|initials| initials.len() > 2).cloned();
        let short =
            alone.filter(|word| (3..=8).contains(&word.len())).into_iter().chain(initials).map(|word| format!("i {word}"));
        let without = (0..self.core.len()).map(|out| {
            let rest = self.core.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, word)| word.as_str());
            format!("w {}", rest.collect::<Vec<_>>().join(" "))
        });
        let telling = self.core.iter().filter(|word| tells(word)).map(|word| format!("c {word}"));
        whole.into_iter().chain(short).chain(without).chain(telling).collect()
    }

    fn is_near(&self, other: &Words) -> bool {
        let sorted = |words: &Words| words.core.iter().cloned().collect::<BTreeSet<String>>();
        let (own, others) = (sorted(self), sorted(other));
        own == others
            || self.core.concat() == other.core.concat()
            || self.is_short_for(other)
            || other.is_short_for(self)
            || is_part(&own, &others)
            || is_part(&others, &own)
            || self.is_misspelt(other)
    }

    /// `LTHT` for Leeds Teaching Hospitals Trust.
    fn is_short_for(&self, other: &Words) -> bool {
        let [word] = self.core.as_slice() else { return false };
        word.len() > 2 && other.core.len() > 1 && other.initials.contains(word)
    }

    /// The same words but for one, which differs in a letter, or in two where it is long.
    fn is_misspelt(&self, other: &Words) -> bool {
        let mut differing = self.core.iter().zip(&other.core).filter(|(a, b)| a != b);
        let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
        let edits = match a.len().min(b.len()) {
            0..=4 => 0,
            5..=8 => 1,
            _ => 2,
        };
        let has_number = [a, b].iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        self.core.len() == other.core.len() && !has_number && strsim::damerau_levenshtein(a, b) <= edits
    }
}

/// Whether a word names something, and does not only say of which kind or where it is.
fn tells(word: &str) -> bool {
    !COMPASS.contains(&word) && !KIND.contains(&word)
}

/// Whether one answer is the other without the words for its kind, or without words that two others already tell apart.
fn is_part(part: &BTreeSet<String>, whole: &BTreeSet<String>) -> bool {
    part.iter().any(|word| tells(word))
        && part.is_subset(whole)
        && (whole.difference(part).all(|word| KIND.contains(&word.as_str()))
            || part.iter().filter(|word| tells(word)).count() > 1)
}

/// The pairs of an answer of the one side with a near, not equal answer of the other. O(answers · words) unless many share a word.
pub(crate) fn near<'a>(one: &BTreeSet<&'a str>, other: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut by_key: BTreeMap<String, Vec<(&str, Rc<Words>)>> = BTreeMap::new();
    for answer in other {
        let words = Rc::new(Words::of(answer));
        for key in words.keys() {
            by_key.entry(key).or_default().push((answer, Rc::clone(&words)));
        }
    }
    let mut found = BTreeSet::new();
    for answer in one {
        let (words, key) = (Words::of(answer), spelling::key(answer));
        for (known, others) in words.keys().iter().filter_map(|key| by_key.get(key)).flatten() {
            if !found.contains(&(*answer, *known)) && spelling::key(known) != key && words.is_near(others) {
                found.insert((*answer, *known));
            }
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_near(a: &str, b: &str) -> bool {
        let both = [near(&[a].into(), &[b].into()), near(&[b].into(), &[a].into())];
        assert_eq!(both[0].len(), both[1].len(), "{a} / {b}");
        !both[0].is_empty()
    }

    #[test]
    fn one_employer_in_two_spellings_is_near() {
        for (a, b) in [
            ("The Royal Wharf", "Royal Wharf"),
            ("Royal Wharf NHS Foundation Trust", "Royal Wharf Hospital"),
            ("Leeds Teaching Hospitals NHS Trust", "LTHT"),
            ("Leeds Teaching Hospitals", "Leeds Teaching Hospital"),
            ("Leeds", "Leeds Teaching Hospitals NHS Trust"),
            ("Northumbria", "North Umbria"),
            ("Gynaecology", "Gynecology"),
            ("Wharfdale Care", "Care, Wharfdale"),
            ("Newcastel", "Newcastle"),
            ("Saint Anselm Wharf", "Saint Anselm Wharf Oxbridge"),
        ] {
            assert!(are_near(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn different_places_are_not_near() {
        for (a, b) in [
            ("North West", "North East"),
            ("North West", "North West London"),
            ("South Yorkshire", "North Yorkshire"),
            ("Trust 1", "Trust 2"),
            ("ST3", "ST4"),
            ("Bedford", "Bradford"),
            ("General Hospital", "General Practice"),
            ("University of Leeds", "Leeds Teaching Hospitals"),
            ("ROYAL WHARF", "royal wharf"),
            ("Royal Infirmary", "Royal Wharf"),
        ] {
            assert!(!are_near(a, b), "{a} / {b}");
        }
    }
}
