//! Rules about two meetings that follow each other.

use chrono::NaiveDate;

use super::{Breach, Law, as_planned};
use crate::domain::meeting::Meeting;
use crate::domain::pair::Pair;
use crate::domain::text::long_date;

/// Later numbers come later, and two meetings that a plan put side by side are as far apart as the settings ask.
pub(super) fn in_order_and_apart(law: &Law<'_>, pair: &Pair) -> Vec<Breach> {
    let planned: Vec<&Meeting> = as_planned(pair).collect();
    let breaches = planned.windows(2).filter_map(|two| match two {
        [earlier, later] if later.date <= earlier.date => Some((
            later.number,
            "order",
            format!("{} is not after meeting {} on {}", long_date(later.date), earlier.number, long_date(earlier.date)),
        )),
        [earlier, later] if are_side_by_side(pair, earlier, later) => {
            let gap = wrong_gap(law, earlier, later).map(|message| (later.number, "gap", message));
            gap.or_else(|| wrong_window(law, earlier, later))
        }
        _ => None,
    });
    breaches.map(|(meeting, rule, message)| Breach { pair: pair.id, meeting, rule, message }).collect()
}

/// Either end of a window that holds its day keeps the gap to the other meeting, where the day itself keeps it.
fn wrong_window(law: &Law<'_>, earlier: &Meeting, later: &Meeting) -> Option<(u32, &'static str, String)> {
    let (least, most) = (law.settings.meetings.weeks_least, law.settings.meetings.weeks_most);
    let keeps = |from: NaiveDate, to: NaiveDate| {
        let days = to.signed_duration_since(from).num_days();
        (i64::from(least) * 7..=i64::from(most) * 7).contains(&days)
    };
    let wrong = |meeting: &Meeting, other: &Meeting| {
        let told = || {
            format!("its window does not keep {least} to {most} weeks from meeting {} on {}", other.number, long_date(other.date))
        };
        (meeting.number, "window-gap", told())
    };
    // What was past when the other was planned keeps the window that it had.
    if !keeps(earlier.date, later.date) || later.changed_on >= earlier.date {
        return None;
    }
    let of_earlier = ends(earlier).all(|day| keeps(day, later.date));
    let of_later = ends(later).all(|day| keeps(earlier.date, day));
    if of_earlier { (!of_later).then(|| wrong(later, earlier)) } else { Some(wrong(earlier, later)) }
}

/// The first and the last day of a window that holds its day.
fn ends(meeting: &Meeting) -> impl Iterator<Item = NaiveDate> {
    let Meeting { earliest, date, latest, .. } = *meeting;
    [earliest, latest].into_iter().filter(move |_| (earliest..=latest).contains(&date))
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
