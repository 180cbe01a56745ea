//! Where settings are written: noted once while `cohort.toml` is read, so that what other layers find wrong with a setting is told
//! with its line and spot. Nothing is parsed again, and nothing is known here of who found what.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDateTime;
use toml::Spanned;
use toml::de::DeValue;

use crate::domain::milestone::Milestone;
use crate::domain::problem::{Place, Problem};
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::Settings;
use crate::domain::side::Side;

use super::findings::Findings;
use super::node::Node;
use super::value;

/// The place of every setting that a problem can be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingPlaces {
    file: String,
    places: BTreeMap<SettingRef, Place>,
}

impl SettingPlaces {
    /// Notes the places of what `settings` were read from. A key that is not written has the place of its table's heading.
    pub(super) fn new(root: &Node<'_>, settings: &Settings, findings: &Findings<'_>) -> SettingPlaces {
        let plain = [
            SettingRef::LastMeetingDay,
            SettingRef::BlockedDays,
            SettingRef::Observances,
            SettingRef::HolidaysFile,
            SettingRef::EarlierCohorts,
            SettingRef::Capacity(Side::Mentor),
            SettingRef::Capacity(Side::Mentee),
        ];
        let of_dates = Milestone::all().map(SettingRef::Date);
        let written = plain.into_iter().chain(of_dates).filter_map(|setting| Some((span(root, &setting)?, setting)));
        let nodes = root.tables("event");
        let of_events = settings.events.iter().flat_map(|event| {
            let node = nodes.iter().find(|node| node.text("id").as_deref() == Some(event.id.as_str()));
            let at = event.dates.iter().filter_map(move |at| {
                Some((span_of_date(node?, *at), SettingRef::EventDate { event: event.id.clone(), at: *at }))
            });
            at.collect::<Vec<_>>()
        });
        let place = |(span, setting): (Range<usize>, SettingRef)| (setting.clone(), findings.place(&setting.key(), span));
        SettingPlaces { file: findings.file().to_owned(), places: written.chain(of_events).map(place).collect() }
    }

    /// The problems with file, line and spot. What has a line already, or is about no setting, stays as it is.
    pub fn locate(&self, problems: Vec<Problem>) -> Vec<Problem> {
        problems.into_iter().map(|problem| self.locate_one(problem)).collect()
    }

    fn locate_one(&self, problem: Problem) -> Problem {
        let Some(setting) = problem.place.setting.as_ref().filter(|_| problem.place.line.is_none()) else { return problem };
        let known = self.places.get(setting).cloned();
        let place = known.unwrap_or_else(|| Place::file(&self.file).column(setting.key()));
        Problem { place, ..problem }
    }
}

/// Where a setting is written; a day for meetings where the date of the programme is from which it follows.
fn span(root: &Node<'_>, setting: &SettingRef) -> Option<Range<usize>> {
    let written = |path: &str, key: &str| table(root, path).value(key).map(Spanned::span);
    let heading = |path: &str| Some(table(root, path)).filter(Node::is_there).map(|node| node.span);
    let path = setting.key();
    let (parent, key) = path.rsplit_once('.')?;
    match setting {
        SettingRef::LastMeetingDay => written(parent, key)
            .or_else(|| written("dates", Milestone::MeetingsEnd.key()))
            .or_else(|| heading("dates"))
            .or_else(|| heading(parent)),
        _ => written(parent, key).or_else(|| heading(parent)),
    }
}

fn table<'t>(root: &Node<'t>, path: &str) -> Node<'t> {
    path.split('.').fold(root.clone(), |node, key| node.table(key))
}

/// This one of an event's dates; else all of them; else the time of day by which the event is planned.
fn span_of_date(event: &Node<'_>, at: NaiveDateTime) -> Range<usize> {
    let dates = event.value("dates").and_then(|held| held.get_ref().as_array());
    let is_it = |held: &&Spanned<DeValue<'_>>| value::moment(held.get_ref()) == Some(at);
    let one = dates.and_then(|dates| dates.iter().find(is_it)).map(Spanned::span);
    let key = if event.value("dates").is_none() && event.value("at").is_some() { "at" } else { "dates" };
    one.unwrap_or_else(|| event.span_of(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;
    use crate::config::tests::SCANT;

    const DATES: &str = "last = 2027-06-25\n[calendar]\nobservances = []\n[[event]]\nid = \"a\"\nkind = \"supervision\"\naudience = \"mentors\"\n\
                         dates = [\n  2027-02-16T13:00:00,\n  2027-02-17T13:00:00,\n]\n";

    /// The line and the text at the place of a setting.
    fn written(setting: SettingRef) -> (Option<u32>, Option<String>) {
        let text = format!("{SCANT}{DATES}");
        let places = read(&text, "cohort.toml").unwrap().places;
        let place = places.locate(vec![Problem::warning("unused", "y").at(Place::setting(setting))]).remove(0).place;
        assert_eq!(place.file.as_deref(), Some("cohort.toml"));
        (place.line, place.span.map(|span| text[span.start..span.end].to_owned()))
    }

    fn date(day: &str) -> SettingRef {
        SettingRef::EventDate { event: "a".to_owned(), at: day.parse().unwrap() }
    }

    #[test]
    fn a_setting_is_found_where_it_is_written_or_at_its_heading() {
        let told = |line, text: &str| (Some(line), Some(text.to_owned()));
        assert_eq!(written(SettingRef::LastMeetingDay), told(13, "2027-06-25"));
        assert_eq!(written(SettingRef::Observances), told(15, "[]"));
        assert_eq!(written(SettingRef::BlockedDays), told(14, "[calendar]"));
        assert_eq!(written(date("2027-02-16T13:00:00")), told(21, "2027-02-16T13:00:00"));
        assert_eq!(written(date("2027-02-17T13:00:00")), told(22, "2027-02-17T13:00:00"));
        assert_eq!(written(date("2027-02-18T13:00:00")), (None, None));
        assert_eq!(written(SettingRef::Date(Milestone::Reveal)), (None, None));
    }

    #[test]
    fn what_has_a_line_keeps_it() {
        let problem = Problem::warning("unused", "y").at(Place::file("holidays.ics").line(9).column("meetings.first"));
        let places = read(SCANT, "cohort.toml").unwrap().places;
        assert_eq!(places.locate(vec![problem.clone()]), [problem]);
    }
}
