//! `README.md`: the cohort at a glance, with its dates as a picture. No clock: what is next is told by what happened, not by today.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::domain::cohort::Cohort;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::render::escape::{markdown, mermaid};
use crate::render::output::points;

use super::{pairings, timeline};

/// The view.
pub(crate) fn render(settings: &Settings, cohort: &Cohort) -> String {
    let dates = [chart(settings, cohort), milestones(settings), sessions(settings)];
    [heading(settings), counts(settings, cohort)]
        .into_iter()
        .chain(dates)
        .chain([pairs(cohort), foot()])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn heading(settings: &Settings) -> String {
    let programme = &settings.programme;
    format!("# {}: {}\n", markdown::text(&programme.name), markdown::text(&programme.cohort))
}

fn counts(settings: &Settings, cohort: &Cohort) -> String {
    let many = |side: Side| side.many(settings.programme.kind);
    let of_side = |side| cohort.present().filter(|person| person.id.side() == side).count();
    let waiting = cohort.waiting();
    let waiting_of = |side| waiting.keys().filter(|id| id.side() == side).count();
    let [mentors, mentees] = Side::BOTH;
    let number = |status| all_meetings(cohort).filter(|meeting| meeting.status == status).count();
    let rows = [
        format!("| {} | {} |", many(mentors), of_side(mentors)),
        format!("| {} | {} |", many(mentees), of_side(mentees)),
        format!("| withdrawn | {} |", cohort.gone().count()),
        format!("| pairs | {} |", cohort.active_pairs().count()),
        format!("| pairs that ended | {} |", cohort.pairs.values().filter(|pair| !pair.is_active()).count()),
        format!("| {} waiting | {} |", many(mentors), waiting_of(mentors)),
        format!("| {} waiting | {} |", many(mentees), waiting_of(mentees)),
        format!("| meetings held | {} |", number(MeetingStatus::Held)),
        format!("| meetings planned | {} |", number(MeetingStatus::Planned)),
    ];
    format!("| | |\n| --- | ---: |\n{}\n", rows.join("\n"))
}

fn all_meetings(cohort: &Cohort) -> impl Iterator<Item = &Meeting> {
    cohort.pairs.values().flat_map(|pair| pair.meetings.values())
}

/// A Gantt chart: a milestone for each date of the programme and of a group session, and for each meeting the days over which the pairs have it.
fn chart(settings: &Settings, cohort: &Cohort) -> String {
    let tasks = [milestones_of_chart(settings), sessions_of_chart(settings), meetings_of_chart(cohort)].concat();
    if tasks.is_empty() {
        return String::new();
    }
    let head = "gantt\n    dateFormat YYYY-MM-DD\n    axisFormat %d %b\n    inclusiveEndDates\n    todayMarker off\n";
    format!("```mermaid\n{head}{tasks}```\n")
}

fn milestones_of_chart(settings: &Settings) -> String {
    let line = |entry: &timeline::Entry| format!("    {} :milestone, {}, 0d\n", mermaid::name(&entry.title), entry.day);
    let chart: String = timeline::milestones(settings).iter().map(line).collect();
    if chart.is_empty() { chart } else { format!("    section Programme\n{chart}") }
}

fn sessions_of_chart(settings: &Settings) -> String {
    let mut chart = String::new();
    for offer in timeline::offers(settings) {
        let (name, day) = (mermaid::name(&offer.event.title), offer.start.date());
        // Writing to a string cannot fail.
        let _ = writeln!(chart, "    {name} ({}) :milestone, {day}, 0d", offer.event.audience.people(settings.programme.kind));
    }
    if chart.is_empty() { chart } else { format!("    section Group sessions\n{chart}") }
}

fn meetings_of_chart(cohort: &Cohort) -> String {
    let mut spans = BTreeMap::<u32, (NaiveDate, NaiveDate)>::new();
    let shown = |meeting: &&Meeting| matches!(meeting.status, MeetingStatus::Planned | MeetingStatus::Held);
    for meeting in all_meetings(cohort).filter(shown) {
        let day = meeting.held_on.unwrap_or(meeting.date);
        let span = spans.entry(meeting.number).or_insert((day, day));
        *span = (span.0.min(day), span.1.max(day));
    }
    let line = |(number, (from, to)): (&u32, &(NaiveDate, NaiveDate))| format!("    Meeting {number} :{from}, {to}\n");
    let chart: String = spans.iter().map(line).collect();
    if chart.is_empty() { chart } else { format!("    section Meetings of the pairs\n{chart}") }
}

fn milestones(settings: &Settings) -> String {
    let row = |entry: &timeline::Entry| format!("| {} | {} |\n", entry.day, markdown::text(&entry.title));
    let rows: String = timeline::milestones(settings).iter().map(row).collect();
    if rows.is_empty() { rows } else { format!("## Dates\n\n| When | What |\n| --- | --- |\n{rows}") }
}

fn sessions(settings: &Settings) -> String {
    let row = |offer: timeline::Offer<'_>| {
        let (event, several) = (offer.event, offer.event.dates.len() > 1);
        let option = if several { format!(" (option {})", offer.option) } else { String::new() };
        let when = offer.start.format("%Y-%m-%d %H:%M");
        format!(
            "| {when} | {}{option} | {} | {} |\n",
            markdown::text(&event.title),
            event.audience.people(settings.programme.kind),
            event.minutes
        )
    };
    let rows: String = timeline::offers(settings).into_iter().map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    let zone = markdown::text(&settings.programme.timezone);
    format!("## Group sessions\n\n| When ({zone}) | What | For | Minutes |\n| --- | --- | --- | ---: |\n{rows}")
}

fn pairs(cohort: &Cohort) -> String {
    if cohort.pairs.is_empty() {
        return "## Pairs\n\nNobody is paired yet.\n".to_owned();
    }
    let rows: String = cohort.pairs.values().map(pair_row).collect();
    format!(
        "## Pairs\n\n| Pair | Status | Since | Score | Held | Planned | Next planned |\n| --- | --- | --- | ---: | ---: | ---: | --- |\n{rows}"
    )
}

fn pair_row(pair: &Pair) -> String {
    let planned: Vec<&Meeting> = pair.meetings.values().filter(|m| m.status == MeetingStatus::Planned).collect();
    let next = planned.iter().map(|meeting| meeting.date).min().map(|day| day.to_string()).unwrap_or_default();
    let (status, held) = (pairings::status(pair), pair.held().count());
    let score = pair.score.map(points).unwrap_or_default();
    format!("| {} | {status} | {} | {score} | {held} | {} | {next} |\n", pair.id, pair.since, planned.len())
}

fn foot() -> String {
    "This page and the `.csv` files beside it are rebuilt from `cohort.toml` and `facts/`; change those.\n".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::domain::side::Kind;

    #[test]
    fn the_cohort_is_told_at_a_glance() {
        let text = render(&example::settings(), &example::cohort());
        for line in [
            "# Reverse mentoring: 2026 autumn",
            "| mentors | 3 |",
            "| mentees | 3 |",
            "| withdrawn | 1 |",
            "| pairs | 2 |",
            "| mentees waiting | 1 |",
            "| meetings held | 1 |",
            "    Mentor induction (mentors) :milestone, 2027-01-05, 0d",
            "    Meeting 1 :2027-01-13, 2027-01-13",
            "    Meeting 2 :2027-02-16, 2027-02-16",
            "| 2027-03-09 17:00 | Review, one of two (option 2) | mentees | 60 |",
            "| M02-E01 | active | 2026-10-20 | 70.0 | 1 | 2 | 2027-02-16 |",
            "| M09-E02 | ended | 2026-10-20 |  | 0 | 0 |  |",
        ] {
            assert!(text.lines().any(|shown| shown == line), "{line}\n{text}");
        }
    }

    #[test]
    fn a_reciprocal_cohort_is_told_in_its_own_words() {
        let mut settings = example::settings();
        settings.programme.kind = Kind::Reciprocal;
        let text = render(&settings, &example::cohort());
        for shown in ["| juniors | 3 |", "| seniors waiting | 1 |", "Mentor induction (juniors) :milestone", "| seniors | 60 |"] {
            assert!(text.contains(shown), "{shown}\n{text}");
        }
    }

    #[test]
    fn an_empty_cohort_has_no_empty_chart() {
        let settings = Settings { events: Vec::new(), ..example::settings() };
        let text = render(&settings, &Cohort::default());
        assert!(!text.contains("mermaid") && text.contains("Nobody is paired yet."), "{text}");
    }

    #[test]
    fn a_hostile_title_stays_in_its_line_of_the_chart() {
        for title in crate::render::escape::hostile::TEXTS {
            let mut settings = example::settings();
            title.clone_into(&mut settings.events[1].title);
            let text = render(&settings, &example::cohort());
            let chart = text.split("```mermaid\n").nth(1).unwrap().split("```").next().unwrap();
            let milestones = chart.lines().filter(|line| line.contains(" :milestone, ")).count();
            assert_eq!((chart.lines().count(), milestones), (13, 3), "{title:?}\n{chart}");
        }
    }
}
