//! `timeline.csv`: every date of the programme and of every group session, in the order of time.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::cohort::Cohort;
use crate::domain::event::{Audience, Event, Venue};
use crate::domain::milestone::{ProgrammeDate, Source};
use crate::domain::settings::Settings;
use crate::render::escape::csv::{CsvCell, OrBlank, Records};

/// The columns, in order; new ones are added at the end. A milestone has no `start` and no `minutes`.
pub(crate) const COLUMNS: [&str; 10] =
    ["event", "audience", "option", "date", "start", "minutes", "title", "place", "link", "host"];

/// The columns that a terminal has room for.
pub(crate) const SHOWN: [&str; 7] = ["event", "audience", "option", "date", "start", "minutes", "title"];

/// One date that an event offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offer<'a> {
    /// The event.
    pub event: &'a Event,
    /// Which of its dates, from 1.
    pub option: u32,
    /// When, in the programme's time zone.
    pub start: NaiveDateTime,
}

/// Every date of every event, by time, then by event and option.
pub(crate) fn offers(settings: &Settings) -> Vec<Offer<'_>> {
    let mut offers: Vec<Offer<'_>> = settings.events.iter().flat_map(of_event).collect();
    offers.sort_by(|a, b| (a.start, &a.event.id, a.option).cmp(&(b.start, &b.event.id, b.option)));
    offers
}

fn of_event(event: &Event) -> impl Iterator<Item = Offer<'_>> {
    event.dates.iter().zip(1..).map(move |(start, option)| Offer { event, option, start: *start })
}

/// One line of the timeline: a milestone that is no group session, or a date of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The day.
    pub day: NaiveDate,
    /// When it begins and the minutes it takes; a milestone lasts all day.
    pub time: Option<(NaiveTime, u32)>,
    /// The event's id, or the milestone's key under `[dates]`.
    pub event: String,
    /// Which of the event's dates, from 1.
    pub option: u32,
    /// Whom it concerns.
    pub audience: Audience,
    /// What it is called.
    pub title: String,
    /// Where it is, and who leads it.
    pub venue: Venue,
}

/// Every milestone that is no group session, and every training, in the order of time.
pub(crate) fn milestones(settings: &Settings) -> Vec<Entry> {
    let is_session = |date: &&ProgrammeDate| settings.events.iter().any(|event| date.milestone.is_session(event));
    let is_held = |date: &&ProgrammeDate| date.source != Source::Proposed || !date.milestone.is_optional();
    let alone = settings.dates.iter().filter(|date| !is_session(date)).filter(is_held);
    let mut entries: Vec<Entry> = alone
        .map(|date| Entry {
            day: date.first,
            time: None,
            event: date.milestone.key().to_owned(),
            option: 1,
            audience: date.milestone.audience(),
            title: date.milestone.title(settings.programme.kind),
            venue: Venue::default(),
        })
        .collect();
    entries.extend(settings.events.iter().filter_map(training));
    entries.sort_by_key(|entry| entry.day);
    entries
}

/// The day by which a training is completed.
pub(crate) fn training(event: &Event) -> Option<Entry> {
    let title = format!("{}: to be completed by this day", event.title);
    let (time, option, audience) = (None, 1, event.audience);
    Some(Entry { day: event.by?, time, event: event.id.clone(), option, audience, title, venue: event.venue.clone() })
}

/// Every line of the timeline, in the order of time; on one day what has no time comes first.
pub(crate) fn entries(settings: &Settings) -> Vec<Entry> {
    let session = |offer: Offer<'_>| Entry {
        day: offer.start.date(),
        time: Some((offer.start.time(), offer.event.minutes)),
        event: offer.event.id.clone(),
        option: offer.option,
        audience: offer.event.audience,
        title: offer.event.title.clone(),
        venue: offer.event.venue.clone(),
    };
    let mut entries = milestones(settings);
    entries.extend(offers(settings).into_iter().map(session));
    entries.sort_by_key(|entry| (entry.day, entry.time.map(|(start, _)| start)));
    entries
}

/// The view: a header, then one record a line.
pub(crate) fn render(settings: &Settings, _: &Cohort) -> String {
    let mut records = Records::headed(COLUMNS);
    for entry in entries(settings) {
        push(&mut records, &entry);
    }
    records.into_text()
}

fn push(records: &mut Records, entry: &Entry) {
    let Entry { day, time, event, option, audience, title, venue } = entry;
    let Venue { place, link, host, .. } = venue;
    let (start, minutes) = (time.map(|(start, _)| clock(start)), time.map(|(_, minutes)| minutes));
    let (place, link, host) = (OrBlank(place.as_ref()), OrBlank(link.as_ref()), OrBlank(host.as_ref()));
    let cells: [&dyn CsvCell; 10] =
        [event, &audience.word(), option, day, &OrBlank(start), &OrBlank(minutes), title, &place, &link, &host];
    records.push(cells);
}

/// A time of day as files have it.
pub(crate) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::domain::milestone::Milestone;

    #[test]
    fn dates_stand_in_the_order_of_time_whatever_the_order_of_the_file() {
        let expected = "event,audience,option,date,start,minutes,title,place,link,host\n\
                        induction-mentors,mentors,1,2027-01-05,14:00,180,Mentor induction,,,\n\
                        midpoint-mentees,mentees,2,2027-03-09,17:00,60,\"Review, one of two\",,,\n\
                        midpoint-mentees,mentees,1,2027-03-11,17:00,60,\"Review, one of two\",,,\n";
        let mut settings = example::settings();
        assert_eq!(render(&settings, &Cohort::default()), expected);
        settings.events.reverse();
        assert_eq!(render(&settings, &Cohort::default()), expected);
    }

    #[test]
    fn milestones_stand_among_the_sessions_that_they_are_not() {
        let on = |milestone, day: NaiveDate, source| ProgrammeDate { milestone, first: day, last: day, source };
        let mut settings = example::settings();
        settings.dates = vec![
            on(Milestone::Matching, example::day(2027, 1, 5), Source::Given),
            on(Milestone::MentorsInduction, example::day(2027, 1, 5), Source::Proposed),
            on(Milestone::MenteesInduction, example::day(2027, 1, 6), Source::Proposed),
            on(Milestone::MidPoint, example::day(2027, 3, 9), Source::Sessions),
        ];
        let text = render(&settings, &Cohort::default());
        let lines: Vec<&str> = text.lines().skip(1).take(4).collect();
        assert_eq!(
            lines,
            [
                "matching,all,1,2027-01-05,,,Matching,,,",
                "induction-mentors,mentors,1,2027-01-05,14:00,180,Mentor induction,,,",
                "mentees_induction,mentees,1,2027-01-06,,,Induction for mentees,,,",
                "midpoint-mentees,mentees,2,2027-03-09,17:00,60,\"Review, one of two\",,,",
            ]
        );
        assert_eq!(text.lines().count(), 6);
    }
}
