//! `timeline.csv`: every date of every group session, in the order of time.

use chrono::NaiveDateTime;

use crate::domain::cohort::Cohort;
use crate::domain::event::Event;
use crate::domain::settings::Settings;
use crate::render::escape::csv;

/// The columns, in order; new ones are added at the end.
pub const COLUMNS: [&str; 7] = ["event", "audience", "option", "date", "start", "minutes", "title"];

/// One date that an event offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// The event.
    pub event: &'a Event,
    /// Which of its dates, from 1.
    pub option: u32,
    /// When, in the programme's time zone.
    pub start: NaiveDateTime,
}

/// Every date of every event, by time, then by event and option.
pub fn offers(settings: &Settings) -> Vec<Offer<'_>> {
    let mut offers: Vec<Offer<'_>> = settings.events.iter().flat_map(of_event).collect();
    offers.sort_by(|a, b| (a.start, &a.event.id, a.option).cmp(&(b.start, &b.event.id, b.option)));
    offers
}

fn of_event(event: &Event) -> impl Iterator<Item = Offer<'_>> {
    event.dates.iter().zip(1..).map(move |(start, option)| Offer { event, option, start: *start })
}

/// The view: a header, then one record a date.
pub fn render(settings: &Settings, _: &Cohort) -> String {
    let rows = offers(settings).into_iter().map(|offer| csv::record(&row(offer)));
    std::iter::once(csv::record(&COLUMNS)).chain(rows).collect()
}

fn row(offer: Offer<'_>) -> [String; 7] {
    [
        offer.event.id.clone(),
        offer.event.audience.word().to_owned(),
        offer.option.to_string(),
        offer.start.date().to_string(),
        offer.start.format("%H:%M").to_string(),
        offer.event.minutes.to_string(),
        offer.event.title.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn dates_stand_in_the_order_of_time_whatever_the_order_of_the_file() {
        let expected = "event,audience,option,date,start,minutes,title\n\
                        induction-mentors,mentors,1,2027-01-05,14:00,180,Mentor induction\n\
                        midpoint-mentees,mentees,2,2027-03-09,17:00,60,\"Review, one of two\"\n\
                        midpoint-mentees,mentees,1,2027-03-11,17:00,60,\"Review, one of two\"\n";
        let mut settings = example::settings();
        assert_eq!(render(&settings, &Cohort::default()), expected);
        settings.events.reverse();
        assert_eq!(render(&settings, &Cohort::default()), expected);
    }
}
