//! Whose answer a row is. A code is known or it is not; the nearest is only named, never taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use crate::domain::id::PersonId;
use crate::domain::participant_code::{NotACode, ParticipantCode};
use crate::domain::spelling;
use crate::domain::wave_answer::WaveAnswer;

/// Everything by which a row may be linked.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkKeys {
    /// The issued codes.
    pub codes: BTreeMap<ParticipantCode, PersonId>,
    /// The ids that are in use.
    pub ids: BTreeSet<PersonId>,
    /// Addresses, where answers are linked by them: by [`link_key`].
    pub addresses: BTreeMap<String, PersonId>,
    /// What the lead answered about a text that fits nobody: by [`link_key`].
    pub same: BTreeMap<String, PersonId>,
    /// Retired ids, each with the id that the person goes on under.
    pub retired: BTreeMap<PersonId, PersonId>,
    /// Whether people were told a code (or else know their id): in what form the nearest is named.
    pub told_codes: bool,
}

/// One wave with its rows linked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinkedWave {
    /// Rows that were read.
    pub read: usize,
    /// How many rows of the file stand above its answers.
    pub above: u32,
    /// Which items the wave asks, in their order.
    pub asks: Vec<bool>,
    /// The answer of each person.
    pub people: BTreeMap<PersonId, WaveAnswer>,
    /// Rows that belong to nobody who is known.
    pub unmatched: Vec<Unmatched>,
    /// Earlier answers of somebody who answered again: the person, the row, and the row that counts.
    pub superseded: Vec<(PersonId, u32, u32)>,
    /// Rows in which the form's side is not that of the person.
    pub other_side: Vec<(PersonId, u32)>,
    /// Answers of people who do not count in the figures, with the row and the reason.
    pub left_out: Vec<(PersonId, u32, &'static str)>,
    /// The line of each row of a text file.
    pub lines: BTreeMap<u32, u32>,
}

/// A row that belongs to nobody who is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unmatched {
    /// The row.
    pub answer: WaveAnswer,
    /// Why.
    pub why: NotLinked,
    /// The nearest code (or id) of somebody without an answer in this wave.
    pub nearest: Option<String>,
}

/// Why a row belongs to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotLinked {
    /// Nothing was typed.
    Empty,
    /// It has the form of a code, and its check character does not fit.
    Mistyped,
    /// Nobody has it.
    Unknown,
}

/// How a typed text is compared: upper case, without spaces and hyphens.
pub(crate) fn link_key(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '+')).flat_map(char::to_uppercase).collect()
}

impl LinkKeys {
    fn person(&self, typed: &str) -> Result<PersonId, NotLinked> {
        let key = link_key(typed);
        let known = self.same.get(&key).or_else(|| self.addresses.get(&key));
        let by_id = || typed.parse().ok().filter(|id| self.ids.contains(id));
        let code = ParticipantCode::parse(typed);
        match known.copied().or_else(|| self.codes.get(&code.ok()?).copied()).or_else(by_id) {
            Some(person) => Ok(self.retired.get(&person).copied().unwrap_or(person)),
            None if self.told_codes && code == Err(NotACode::Check) => Err(NotLinked::Mistyped),
            None => Err(NotLinked::Unknown),
        }
    }

    /// The nearest code, or id, of somebody not among `answered`: at most two slips away. None where two are as near.
    fn nearest(&self, typed: &str, answered: &BTreeSet<PersonId>) -> Option<String> {
        let key = link_key(typed);
        let codes = self.codes.iter().map(|(code, person)| (*person, code.to_string()));
        let ids = self.ids.iter().map(|id| (*id, id.to_string()));
        let candidates: Vec<(PersonId, String)> =
            if self.told_codes && !shaped_as_id(typed) { codes.collect() } else { ids.collect() };
        let free = candidates.into_iter().filter(|(person, _)| !answered.contains(person));
        let slips = free.map(|(_, text)| (strsim::damerau_levenshtein(&key, &text), text));
        let mut near: Vec<(usize, String)> = slips.filter(|(slips, text)| *slips <= (text.chars().count() / 3).min(2)).collect();
        near.sort();
        match near.as_slice() {
            [first, second, ..] if first.0 == second.0 => None,
            _ => near.into_iter().next().map(|(_, text)| text),
        }
    }
}

fn shaped_as_id(typed: &str) -> bool {
    typed.parse::<PersonId>().is_ok()
}

/// Links the rows of one wave. Of two answers by one person one that answers something counts rather than one that does not, then the
/// later: by the time it was sent in where both say it, else by the row. O(rows · log people), for unmatched rows O(people).
pub(crate) fn link(rows: Vec<WaveAnswer>, asks: Vec<bool>, keys: &LinkKeys) -> LinkedWave {
    link_until(rows, asks, keys, &BTreeMap::new())
}

/// The same; an answer after the moment `until` of its person counts only where there is no other.
pub(crate) fn link_until(
    rows: Vec<WaveAnswer>,
    asks: Vec<bool>,
    keys: &LinkKeys,
    until: &BTreeMap<PersonId, NaiveDateTime>,
) -> LinkedWave {
    let lines = rows.iter().filter_map(|row| Some((row.row, row.line?))).collect();
    let mut wave = LinkedWave { read: rows.len(), asks, lines, ..LinkedWave::default() };
    let mut unlinked = Vec::new();
    for answer in rows {
        let typed = answer.typed.as_deref().filter(|typed| !spelling::key(typed).is_empty());
        match typed.map_or(Err(NotLinked::Empty), |typed| keys.person(typed)) {
            Ok(person) => wave.take(person, answer, until.get(&person).copied()),
            Err(why) => unlinked.push((answer, why)),
        }
    }
    let answered: BTreeSet<PersonId> = wave.people.keys().copied().collect();
    for (answer, why) in unlinked {
        let nearest = answer.typed.as_deref().and_then(|typed| keys.nearest(typed, &answered));
        wave.unmatched.push(Unmatched { answer, why, nearest });
    }
    wave
}

impl LinkedWave {
    /// Takes the answers out of people who do not count: `why` gives the reason.
    pub(crate) fn leave_out(&mut self, why: impl Fn(PersonId) -> Option<&'static str>) {
        let (gone, kept): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.people).into_iter().partition(|(person, _)| why(*person).is_some());
        self.people = kept;
        self.left_out.extend(gone.into_iter().filter_map(|(person, answer)| Some((person, answer.row, why(person)?))));
    }

    fn take(&mut self, person: PersonId, answer: WaveAnswer, until: Option<NaiveDateTime>) {
        if answer.side.is_some_and(|side| side != person.side()) {
            self.other_side.push((person, answer.row));
        }
        let Some(other) = self.people.get(&person) else {
            self.people.insert(person, answer);
            return;
        };
        let says_something = |answer: &WaveAnswer| answer.answers.iter().any(Option::is_some);
        let is_in_time = |answer: &WaveAnswer| until.zip(answer.answered).is_none_or(|(until, on)| on <= until);
        let rank = |answer: &WaveAnswer| (says_something(answer), is_in_time(answer));
        let is_later = match (answer.answered, other.answered) {
            _ if rank(&answer) != rank(other) => rank(&answer) > rank(other),
            (Some(a), Some(b)) if a != b => a > b,
            _ => answer.row > other.row,
        };
        let rows = if is_later { (other.row, answer.row) } else { (answer.row, other.row) };
        self.superseded.push((person, rows.0, rows.1));
        if is_later {
            self.people.insert(person, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> PersonId {
        text.parse().unwrap()
    }

    fn row(row: u32, typed: &str, minute: u32) -> WaveAnswer {
        let answered = chrono::NaiveDate::from_ymd_opt(2027, 7, 1).unwrap().and_hms_opt(9, minute, 0);
        let typed = (!typed.is_empty()).then(|| typed.to_owned());
        WaveAnswer { row, typed, answered, ..WaveAnswer::default() }
    }

    fn by_id(ids: &[&str]) -> LinkKeys {
        LinkKeys { ids: ids.iter().map(|text| id(text)).collect(), ..LinkKeys::default() }
    }

    #[test]
    fn ids_are_read_as_people_type_them_and_the_later_answer_counts() {
        let keys = by_id(&["J08", "S05", "S09", "S10"]);
        let wave = link(
            vec![row(1, "j8", 0), row(2, "S05", 9), row(3, " S-10", 0), row(4, "S05", 3), row(5, "S99", 0), row(6, "", 0)],
            vec![true],
            &keys,
        );
        assert_eq!(wave.people.keys().map(ToString::to_string).collect::<Vec<_>>(), ["J08", "S05", "S10"]);
        assert_eq!((wave.people[&id("S05")].row, wave.superseded.as_slice()), (2, &[(id("S05"), 4, 2)][..]));
        let unmatched: Vec<_> = wave.unmatched.iter().map(|row| (row.answer.row, row.why, row.nearest.as_deref())).collect();
        assert_eq!(unmatched, [(5, NotLinked::Unknown, Some("S09")), (6, NotLinked::Empty, None)]);
    }

    #[test]
    fn an_empty_answer_and_one_after_the_programme_do_not_take_the_place_of_another() {
        let given =
            |number: u32, minute: u32, answer: Option<i64>| WaveAnswer { answers: vec![answer], ..row(number, "J8", minute) };
        let counted = |rows: Vec<WaveAnswer>, until: u32| {
            let until = BTreeMap::from([(id("J08"), row(1, "", until).answered.unwrap())]);
            let wave = link_until(rows, vec![true], &by_id(&["J08"]), &until);
            (wave.people[&id("J08")].row, wave.superseded)
        };
        assert_eq!(counted(vec![given(2, 1, Some(4)), given(3, 9, None)], 30), (2, vec![(id("J08"), 3, 2)]));
        assert_eq!(counted(vec![given(2, 1, Some(4)), given(3, 40, Some(5))], 30).0, 2);
        assert_eq!(counted(vec![given(2, 1, Some(4)), given(3, 9, Some(5))], 30).0, 3);
        assert_eq!(counted(vec![given(2, 40, Some(4))], 30).0, 2, "there is no other");
    }

    #[test]
    fn a_mistyped_code_is_never_guessed_until_the_lead_answers() {
        let digest = |person: PersonId, _: u32| [u8::try_from(person.number()).unwrap(); 32];
        let people = [id("M01"), id("E02")];
        let codes = crate::domain::participant_code::participant_codes(people, digest);
        let mut keys =
            LinkKeys { codes: codes.iter().map(|(id, code)| (*code, *id)).collect(), told_codes: true, ..by_id(&["M01", "E02"]) };
        let code = codes[&id("M01")].to_string();
        let mut wrong: Vec<char> = code.chars().collect();
        wrong[2] = if wrong[2] == 'A' { 'B' } else { 'A' };
        let wrong: String = wrong.into_iter().collect();
        let wave = link(vec![row(1, &wrong, 0)], vec![true], &keys);
        assert_eq!((wave.unmatched[0].why, wave.unmatched[0].nearest.as_deref()), (NotLinked::Mistyped, Some(code.as_str())));
        keys.same.insert(link_key(&wrong.to_lowercase()), id("M01"));
        assert_eq!(link(vec![row(1, &wrong, 0)], vec![true], &keys).people.len(), 1);
    }
}
