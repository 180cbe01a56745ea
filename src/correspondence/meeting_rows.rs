//! A pair's planned meetings as a message tells of them: the windows, and a day as an example.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::audience::MailState;
use super::stages::Recipients;
use super::values::FieldValue;
use super::wording;
use crate::domain::id::PersonId;
use crate::domain::meeting::Meeting;
use crate::domain::visible_pairs::VisiblePair;

/// So many days from today nobody is told a day for a meeting as an example.
const SOON: u64 = 7;

/// Within so many days from today two meet whose days are past.
const LATE: u64 = 14;

/// The planned meetings by day: those to come, and to somebody who is only now told of the partner the first too where its day is past.
pub(super) fn meetings(
    mail: &MailState<'_>,
    to: Option<Recipients>,
    pairs: &[VisiblePair<'_>],
    name: &dyn Fn(PersonId) -> String,
) -> Vec<BTreeMap<&'static str, FieldValue>> {
    let mut planned = Vec::new();
    // Whoever is told only now of a partner has not met, whatever day was planned.
    let is_first = matches!(to, Some(Recipients::FirstRevealed | Recipients::LaterRevealed));
    for pair in pairs {
        let partner = name(pair.partner());
        let first = pair.pair().planned().map(|meeting| meeting.number).min().filter(|_| is_first);
        let is_to_come = |meeting: &&Meeting| meeting.date >= mail.today || Some(meeting.number) == first;
        let to_come = pair.pair().planned().filter(is_to_come);
        planned.extend(to_come.map(|meeting| (meeting, partner.clone())));
    }
    planned.sort_by_key(|(meeting, _)| meeting.date);
    // Whoever writes first has a week for it, and the other a few days to answer.
    let is_too_soon = |date: NaiveDate| date < mail.today + chrono::Days::new(SOON);
    let row = |(meeting, partner): (&Meeting, String)| {
        let latest = Some(mail.settings.latest_told(meeting)).filter(|latest| *latest >= mail.today).unwrap_or(meeting.latest);
        // A window that is past, or as good as past, leaves no time to write and to answer.
        let is_late = meeting.date < mail.today && is_too_soon(latest);
        // Whoever writes the text knows of no lateness: a window never ends before it begins.
        let latest = if is_late { latest.max(mail.today + chrono::Days::new(LATE)) } else { latest };
        BTreeMap::from([
            ("is_late", FieldValue::Flag(is_late)),
            ("number", FieldValue::Text(meeting.number.to_string())),
            ("date", FieldValue::Text(wording::day(meeting.date))),
            // Nobody is told of days that are past.
            ("earliest", FieldValue::Text(wording::day(meeting.earliest.max(mail.today)))),
            ("latest", FieldValue::Text(wording::day(latest))),
            ("partner", FieldValue::Text(partner)),
            ("example", FieldValue::Text(if is_too_soon(meeting.date) { String::new() } else { wording::day(meeting.date) })),
        ])
    };
    planned.into_iter().map(row).collect()
}
