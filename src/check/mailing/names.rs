//! Whom a draft names: everybody's name, surname, address and id are looked for, and of names that overlap the longest counts.
//!
//! What is the recipient's own, or the partner's who may be named, is no name of anybody else, whatever it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::{ExpectedDraft, MailingClaim, words};

/// The least length of a surname that is looked for by itself: shorter ones are words of the language too often.
const SURNAME: usize = 5;

/// Words of every message that may be somebody's surname.
const CALENDAR_WORDS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August \
    September October November December";

/// Everybody's name, surname, address and id, ready to be looked for.
pub(super) struct Names {
    search: Option<AhoCorasick>,
    /// What each pattern is, and whose.
    patterns: Vec<(&'static str, String)>,
    addresses: Option<AhoCorasick>,
    owners: Vec<String>,
    ids: BTreeSet<String>,
    common: String,
    /// What the lead wrote into cohort.toml, and whole names may stand in.
    settings: Vec<String>,
    /// The names as they are written, by id.
    written: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn new(claim: &MailingClaim<'_>) -> Names {
        let (mut sought, mut patterns) = (Vec::new(), Vec::new());
        for person in claim.people {
            let whole = words::key(&person.name);
            let surname = whole.trim().rsplit(' ').next().unwrap_or_default().to_owned();
            // Of what is somebody's, too: apostrophes are no part of a key.
            let mut seek = |name: &str, what| {
                sought.extend([format!(" {name} "), format!(" {name}s ")]);
                patterns.extend([(what, person.id.clone()), (what, person.id.clone())]);
            };
            if whole.trim().contains(' ') {
                seek(whole.trim(), "name");
            }
            if surname.chars().count() >= SURNAME {
                seek(&surname, "surname");
            }
        }
        let addresses: Vec<String> = claim.people.iter().map(|person| person.address.to_lowercase()).collect();
        Names {
            search: AhoCorasick::new(&sought).ok(),
            patterns,
            addresses: AhoCorasick::new(&addresses).ok(),
            owners: claim.people.iter().map(|person| person.id.clone()).collect(),
            ids: claim.people.iter().map(|person| person.id.clone()).collect(),
            common: words::key(&format!("{} {CALENDAR_WORDS}", claim.common)),
            settings: claim.settings.iter().map(|words| words::key(words)).collect(),
            written: claim.people.iter().map(|person| (person.id.clone(), person.name.clone())).collect(),
        }
    }

    /// The recipient's own words: answers, and the names of those who may be named.
    pub(super) fn own_words(&self, draft: &ExpectedDraft) -> String {
        let names = draft.may_name.iter().filter_map(|id| self.written.get(id)).map(String::as_str);
        names.chain([draft.quoted.as_str()]).collect::<Vec<_>>().join("\n")
    }

    /// Who is named in a draft beside those who may be, and every id.
    pub(super) fn strangers(&self, draft: &ExpectedDraft, text: &str) -> Vec<String> {
        let (Some(search), Some(addresses)) = (&self.search, &self.addresses) else {
            return vec!["it could not be searched for names".to_owned()];
        };
        let mut found = BTreeSet::new();
        let text = self.without_addresses(draft, text, addresses, &mut found);
        let folded = words::key(&text);
        let quoted = words::key(&draft.quoted);
        let hits: Vec<(Range<usize>, usize)> =
            search.find_overlapping_iter(&folded).map(|hit| (hit.range(), hit.pattern().as_usize())).collect();
        let longest = longest(&hits);
        for (range, pattern) in hits.iter().filter(|(range, _)| longest.contains(&(range.start, range.end))) {
            let Some((what, of)) = self.patterns.get(*pattern) else { continue };
            let said = folded.get(range.clone()).unwrap_or_default();
            let is_set = self.settings.iter().any(|words| words.contains(said));
            let is_common = *what == "surname" && self.common.contains(said) || is_set || quoted.contains(said);
            // A surname that somebody who may be named has too tells of nobody else.
            let is_allowed = draft.may_name.contains(of) || self.is_of(said, what, &draft.may_name);
            if !is_common && !is_allowed {
                found.insert(format!("it holds the {what} of {of}"));
            }
        }
        let tokens = text.split(|c: char| !c.is_ascii_alphanumeric());
        found.extend(tokens.filter(|token| self.ids.contains(*token)).map(|id| format!("it holds the id {id}")));
        found.into_iter().collect()
    }

    /// The text without the addresses that may stand in it, in which there may be names; others are found.
    fn without_addresses(
        &self,
        draft: &ExpectedDraft,
        text: &str,
        addresses: &AhoCorasick,
        found: &mut BTreeSet<String>,
    ) -> String {
        let lower = text.to_lowercase();
        let quoted = draft.quoted.to_lowercase();
        let is_part = |c: char| c.is_alphanumeric() || "_%+-".contains(c);
        let mut gaps: Vec<Range<usize>> = Vec::new();
        for hit in addresses.find_overlapping_iter(&lower) {
            let Some(of) = self.owners.get(hit.pattern().as_usize()) else { continue };
            let before = lower.get(..hit.start()).and_then(|before| before.chars().next_back());
            let mut after = lower.get(hit.end()..).unwrap_or_default().chars();
            // A full stop may end a sentence, or go on as part of an address.
            let goes_on = match after.next() {
                Some('.') => after.next().is_some_and(char::is_alphanumeric),
                next => next.is_some_and(is_part),
            };
            if before.is_some_and(|c| is_part(c) || c == '.') || goes_on {
                continue;
            }
            if draft.may_name.contains(of) || quoted.contains(lower.get(hit.range()).unwrap_or_default()) {
                gaps.push(hit.range());
            } else {
                found.insert(format!("it holds the address of {of}"));
            }
        }
        gaps.sort_by_key(|gap| gap.start);
        // Small letters may take other room than capitals; then nothing is cut.
        if gaps.is_empty() || lower.len() != text.len() {
            return text.to_owned();
        }
        let (mut kept, mut end) = (String::with_capacity(text.len()), 0);
        for gap in gaps.iter().filter(|gap| text.is_char_boundary(gap.start) && text.is_char_boundary(gap.end)) {
            if gap.start >= end {
                kept.push_str(text.get(end..gap.start).unwrap_or_default());
                kept.push_str(" ; ");
                end = gap.end;
            }
        }
        kept + text.get(end..).unwrap_or_default()
    }

    fn is_of(&self, said: &str, what: &str, people: &BTreeSet<String>) -> bool {
        self.search.as_ref().is_some_and(|search| {
            search.find_overlapping_iter(said).any(|hit| {
                self.patterns.get(hit.pattern().as_usize()).is_some_and(|(other, of)| *other == what && people.contains(of))
            })
        })
    }
}

/// Of places that hold one another, the outermost. A name that is part of a longer name is not that person's.
fn longest(hits: &[(Range<usize>, usize)]) -> BTreeSet<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = hits.iter().map(|(range, _)| (range.start, range.end)).collect();
    ranges.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    let (mut outermost, mut furthest) = (BTreeSet::new(), 0);
    for (start, end) in ranges {
        if end > furthest || outermost.contains(&(start, end)) {
            outermost.insert((start, end));
            furthest = end.max(furthest);
        }
    }
    outermost
}
