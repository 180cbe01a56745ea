//! Rules about two meetings that follow each other.

use chrono::NaiveDate;

use super::{Breach, Law, as_planned};
use crate::domain::meeting::Meeting;
use crate::domain::pair::Pair;

/// Later numbers come later, and two meetings that a plan put side by side are as far apart as the settings ask.
pub(super) fn in_order_and_apart(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let planned: Vec<&Meeting> = as_planned(pair).collect();
    let breaches = planned.windows(2).filter_map(|two| match two {
        [earlier, later] if later.date <= earlier.date => {
            Some((later.number, "order", format!("{} is not after meeting {} on {}", later.date, earlier.number, earlier.date)))
        }
        [earlier, later] if are_side_by_side(pair, earlier, later) => {
            Some((later.number, "gap", wrong_gap(law, earlier, later)?))
        }
        _ => None,
    });
    breaches.map(|(meeting, rule, message)| Breach { pair: pair.id, meeting, rule, message }).collect()
}

/// Whether nothing happened between the two: no other meeting, whatever became of it, is between them by its number or by its day.
fn are_side_by_side(pair: &Pair, earlier: &Meeting, later: &Meeting) -> bool {
    !pair.meetings.values().any(|other| {
        let by_number = earlier.number < other.number && other.number < later.number;
        by_number || (earlier.date < day(other) && day(other) < later.date)
    })
}

fn day(meeting: &Meeting) -> NaiveDate {
    meeting.held_on.unwrap_or(meeting.date)
}

/// A gap may be too long where the earlier day had come before the later meeting was last planned: then time had gone by.
fn wrong_gap(law: &Law<'_>, earlier: &Meeting, later: &Meeting) -> Option<String> {
    let days = later.date.signed_duration_since(earlier.date).num_days();
    let (least, most) = (law.settings.meetings.weeks_least, law.settings.meetings.weeks_most);
    let too_long = days > i64::from(most) * 7 && later.changed_on < earlier.date;
    (days < i64::from(least) * 7 || too_long)
        .then(|| format!("{days} days after meeting {}, where {least} to {most} weeks are asked for", earlier.number))
}
