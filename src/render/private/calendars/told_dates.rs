//! The programme's own dates as calendars tell them: what is recorded under `facts/calendar`, and counted for SEQUENCE.

use sha2::{Digest, Sha256};

use crate::domain::calendar_dates::{DateAsTold, DateKey};
use crate::domain::event::Venue;
use crate::domain::settings::{Meetings, Settings};
use crate::render::shared::timeline;

/// The keys of the first and the last day for meetings, which stand in every programme's calendar.
pub(super) const MEETING_DAYS: [&str; 2] = ["meetings-first", "meetings-last"];

/// Every date of the programme as calendars tell it now.
pub(crate) fn dates_as_told(settings: &Settings) -> Vec<(DateKey, DateAsTold)> {
    let Meetings { first, last, .. } = settings.meetings;
    let of_meetings = MEETING_DAYS.into_iter().zip([first, last]);
    let days = of_meetings.map(|(key, date)| ((key.to_owned(), 1), DateAsTold { date, time: None, code: digest(&[]) }));
    let entry = |entry: timeline::Entry| {
        let Venue { place, link, host, .. } = &entry.venue;
        let venue = [place, link, host].map(|text| text.as_deref().unwrap_or_default());
        let zone = if entry.time.is_some() { settings.programme.timezone.as_str() } else { "" };
        let code = digest(&[entry.title.as_str(), entry.audience.word(), venue[0], venue[1], venue[2], zone]);
        ((entry.event, entry.option), DateAsTold { date: entry.day, time: entry.time, code })
    };
    days.chain(timeline::entries(settings).into_iter().map(entry)).collect()
}

/// Eight hexadecimal digits that another text would not give.
fn digest(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn every_date_is_told_once_and_whatever_a_reader_sees_of_it_counts() {
        let settings = example::settings();
        let before = dates_as_told(&settings);
        let keys: std::collections::BTreeSet<&DateKey> = before.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), before.len());
        let mut other = settings.clone();
        other.events[0].venue.place = Some("Room 2".into());
        let differing = before.iter().zip(dates_as_told(&other)).filter(|(before, now)| **before != *now).count();
        assert_eq!(differing, settings.events[0].dates.len());
        assert_eq!(dates_as_told(&settings), before);
    }
}
