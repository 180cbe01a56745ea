//! `status`: the cohort at a glance: people, pairs, next dates, pairs that have gone quiet, what to do next.

use clap::Args;

use crate::app::guard::warnings;
use crate::app::next_steps::{self, NextStep};
use crate::app::previous;
use crate::app::scores;
use crate::app::session::CohortSession;
use crate::app::turnout;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::cohort::Cohort;
use crate::domain::pair::{self, Pair};
use crate::domain::progress;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::domain::text::{counted, long_date, short_date};
use crate::render::output::{Cell, Document, Sheet};
use crate::render::private::match_report;
use crate::render::private::names::Names;
use crate::render::private::reports;
use crate::render::shared::timeline;

/// Show the cohort at a glance, pairs that have gone quiet, and what to do next
#[derive(Args, Debug)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let document = document(&session, console.today);
    console.show(&document)?;
    let synchronised = warnings::synchronised(session.workspace().root());
    let beyond = pair::more_than_places(session.cohort().active_pairs().count(), session.settings.matching.policy.places);
    console.warn(
        &synchronised
            .into_iter()
            .chain(scores::committed(&session))
            .chain(beyond)
            .chain(previous::not_at_hand(&session))
            .collect::<Vec<_>>(),
    )?;
    Ok(Done)
}

fn document(session: &CohortSession, today: chrono::NaiveDate) -> Document {
    let (cohort, settings, names) = (session.cohort(), &session.settings, session.names());
    // Without names the pairs are listed by id.
    let pairs_file = if session.records().is_ok() { "private/pairs.csv" } else { "pairings.csv" };
    let document = Document::default()
        .record("cohort", glance(&cohort, settings))
        .sheet("next_steps", steps(&next_steps::next_steps(session, &cohort, today)))
        .sheet("quiet", quiet(&cohort, settings, &names, today).cut(pairs_file))
        .sheet("unreported", reports::unreported(&cohort, &names, today).cut("meetings.csv"))
        .main_sheet("pairs", pairs(session, &cohort, &names, today).cut(pairs_file))
        .sheet("waiting", waiting(&cohort, settings, &names).cut("waiting-list.csv"))
        .sheet("sessions", sessions(settings, today).cut("timeline.csv"));
    turnout::sheets(document, &turnout::judged(session, today), session)
}

/// Who waits, with the reasons that the last draw gave; one that the settings no longer bear out is said to be open again.
fn waiting(cohort: &Cohort, settings: &Settings, names: &Names) -> Sheet {
    let sheet = match_report::waiting(&cohort.waiting_now(settings.matching.policy.places), names);
    match cohort.draws.last() {
        Some(draw) => sheet.titled(format!("Waiting, for the reasons of draw {} on {}", draw.number, long_date(draw.on))),
        None => sheet,
    }
}

fn steps(steps: &[NextStep]) -> Sheet {
    let rows = steps.iter().map(|step| {
        let example = step.example.as_ref().map_or(Cell::Empty, Cell::text);
        [
            Cell::text(step.code),
            Cell::text(&step.command),
            example,
            Cell::text(&step.why),
            step.due.map_or(Cell::Empty, Cell::Day),
        ]
    });
    Sheet::new("What to do next", ["code", "command", "example", "why", "due"], rows).stacked()
}

fn glance(cohort: &Cohort, settings: &Settings) -> Vec<(&'static str, Cell)> {
    let whole = |number: usize| Cell::Whole(number as u64);
    let on = |side: Side| whole(cohort.present().filter(|person| person.id.side() == side).count());
    let open = cohort.open_conflicts().count();
    vec![
        ("programme", Cell::text(&settings.programme.name)),
        ("cohort", Cell::text(&settings.programme.cohort)),
        (Side::Mentor.many(settings.programme.kind), on(Side::Mentor)),
        (Side::Mentee.many(settings.programme.kind), on(Side::Mentee)),
        ("pairs", whole(cohort.active_pairs().count())),
        ("waiting", whole(cohort.waiting().len())),
        ("withdrawn", whole(cohort.gone().count())),
        ("open_conflict_questions", whole(open)),
    ]
}

fn pairs(session: &CohortSession, cohort: &Cohort, names: &Names, today: chrono::NaiveDate) -> Sheet {
    let row = |pair: &Pair| {
        let coming = || pair.planned().filter(|meeting| meeting.date >= today);
        let next = coming().min_by_key(|meeting| meeting.date);
        let [held, to_come] = [pair.held().count(), coming().count()].map(|number| Cell::Whole(number as u64));
        let score = pair.score.map_or(Cell::Empty, Cell::Score);
        let next = next.map_or(Cell::Empty, |meeting| Cell::Day(meeting.date));
        let revealed = Cell::Flag(pair.is_revealed());
        let notes = Cell::List(notes(session, pair, today));
        [
            Cell::text(&pair.id),
            names.cell(pair.id.mentor),
            names.cell(pair.id.mentee),
            score,
            revealed,
            held,
            to_come,
            next,
            notes,
        ]
    };
    let columns = ["pair", "mentor", "mentee", "score", "revealed", "held", "to_come", "next_meeting", "notes"];
    Sheet::new("Pairs", columns, cohort.active_pairs().map(row))
}

/// What is unusual about a pair's timetable.
fn notes(session: &CohortSession, pair: &Pair, today: chrono::NaiveDate) -> Vec<String> {
    let (mentor, mentee) = (session.weekdays(pair.id.mentor), session.weekdays(pair.id.mentee));
    let apart = mentor.zip(mentee).is_some_and(|(mentor, mentee)| mentor.common(mentee).is_empty());
    let (meetings, least) = (pair.held().count() + pair.planned().count(), session.settings.meetings.least as usize);
    let apart = apart.then(|| "no common weekday".to_owned());
    let few = (meetings < least).then(|| format!("{meetings} of at least {}", counted(least, "meeting")));
    let until = pair.until.map(|until| {
        format!(
            "ends after {}, in {}",
            short_date(until),
            counted(usize::try_from((until - today).num_days()).unwrap_or(0), "day")
        )
    });
    apart.into_iter().chain(few).chain(until).collect()
}

/// The dates of the programme and of group sessions from today on.
fn sessions(settings: &Settings, today: chrono::NaiveDate) -> Sheet {
    let to_come = timeline::entries(settings).into_iter().filter(|entry| entry.day >= today);
    let rows = to_come.map(|entry| {
        let start = entry.time.map_or(Cell::Empty, |(start, _)| Cell::text(&timeline::clock(start)));
        let audience = match_report::audience_cell(entry.audience, settings.programme.kind);
        [Cell::Day(entry.day), start, audience, Cell::text(&entry.title), Cell::text(&entry.event)]
    });
    Sheet::new("Dates to come", ["date", "start", "audience", "title", "event"], rows)
}

fn quiet(cohort: &Cohort, settings: &Settings, names: &Names, today: chrono::NaiveDate) -> Sheet {
    let rows = progress::quiet_pairs(cohort, &settings.meetings, today).into_iter().map(|quiet| {
        let last = quiet.last_held.map_or(Cell::text("never met"), Cell::Day);
        let days = Cell::Whole(quiet.days.unsigned_abs());
        let [mentor, mentee] = [quiet.pair.mentor, quiet.pair.mentee];
        let [mentor_email, mentee_email] = [mentor, mentee].map(|person| names.email(person));
        [Cell::text(&quiet.pair), names.cell(mentor), names.cell(mentee), last, days, mentor_email, mentee_email]
    });
    let columns = ["pair", "mentor", "mentee", "last_held", "days", "mentor_email", "mentee_email"];
    Sheet::new("Pairs that have gone quiet", columns, rows)
}
