//! `timetable`: what is planned keeps every rule of the settings. Judged where the days to avoid are known.

use std::collections::BTreeMap;

use crate::check::timetable::{Law, Week, judge as judge_timetables};
use crate::check::{Check, Scope, Subject};
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::BySide;

pub(super) const CHECK: Check = Check {
    name: "timetable",
    sentence: "Every planned meeting keeps the rules of [meetings] and [calendar].",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let Some(days) = subject.days else { return Vec::new() };
    let weeks = weeks(subject);
    let law = Law { settings: subject.settings, days, weeks: &weeks, today: subject.today };
    let problem = |breach: crate::check::timetable::Breach| {
        Problem::error(CHECK.name, breach.to_string())
            .at(Place::file(format!("facts/pairs/{}.csv", breach.pair)))
            .help("`revmentor schedule` plans what is to come anew")
    };
    judge_timetables(&law, subject.cohort.active_pairs()).into_iter().map(problem).collect()
}

/// The days of each active pair's people; nothing where the register does not have both: their meetings were planned where it does, and
/// whether two share a day, one of them does not tell.
fn weeks(subject: &Subject<'_>) -> BTreeMap<PairId, Week> {
    let people: BTreeMap<PersonId, &Person> =
        subject.people.unwrap_or_default().iter().map(|person| (person.id, person)).collect();
    let week = |pair: PairId| {
        let are_known = pair.people().iter().all(|person| people.contains_key(person));
        let weekdays = |person: PersonId| people.get(&person).filter(|_| are_known)?.weekdays();
        let weekdays = BySide { mentors: weekdays(pair.mentor), mentees: weekdays(pair.mentee) };
        let leave = pair.people().iter().filter_map(|person| subject.leave.get(person)).flatten().copied().collect();
        Week { weekdays, leave }
    };
    subject.cohort.active_pairs().map(|pair| (pair.id, week(pair.id))).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found_with_days, pair};
    use crate::domain::example;
    use crate::domain::fact::PairFact;

    #[test]
    fn a_meeting_that_was_planned_on_a_bank_holiday_is_found() {
        let planned = |day: u32| {
            move |facts: &mut crate::domain::facts::Facts| {
                let date = example::day(2027, 5, day);
                pair(facts, "M02-E01", PairFact::Planned { meeting: 9, date, earliest: date, latest: date });
            }
        };
        let is_avoided = |said: &String| said.contains("meeting 9: ") && said.contains("May 2027 is avoided");
        let about_nine = |found: Vec<String>| found.into_iter().filter(is_avoided).count();
        assert_eq!(about_nine(found_with_days(planned(3))), 1);
        assert_eq!(about_nine(found_with_days(planned(4))), 0);
    }
}
