//! `reveal`: after the inductions the two of a pair may know each other.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::app::forbidden;
use crate::app::plan;
use crate::app::reveals;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::induction::{self, Induction};
use crate::domain::meeting::Meeting;
use crate::domain::milestone::{self, Milestone};
use crate::domain::problem::{Place, Problem, Refusal, Severity};
use crate::domain::side::Side;
use crate::domain::text::{agreeing, counted, long_date};
use crate::store::layout;

/// Record that from now on the two of each pair may know each other
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// From which day on [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day_word)]
    on: Option<NaiveDate>,
    /// Reveal to one side only; the other side follows later
    #[arg(long, value_enum)]
    to: Option<To>,
    /// Reveal although an induction is still to come or a pair may not be; take it back although people were told
    #[arg(long, requires = "reason")]
    force: bool,
    /// Why it is forced or taken back; kept in the private notes
    #[arg(long, value_name = "TEXT", hide_possible_values = true, value_parser = words::or_own([((), "agreed"), ((), "mistake")]))]
    reason: Option<String>,
    /// Take the reveal back: it was recorded by mistake
    #[arg(long, requires = "reason", conflicts_with = "on")]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// The side that is told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    #[value(alias = "juniors")]
    Mentors,
    #[value(alias = "seniors")]
    Mentees,
}

impl To {
    fn side(self) -> Side {
        match self {
            To::Mentors => Side::Mentor,
            To::Mentees => Side::Mentee,
        }
    }

    /// The option as it is typed.
    fn option(self) -> &'static str {
        match self {
            To::Mentors => " --to mentors",
            To::Mentees => " --to mentees",
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open_settling(arguments.write.access())?;
    let on = arguments.on.unwrap_or(console.today);
    let to = arguments.to.map(To::side);
    if arguments.retract {
        return retract(session, to, arguments, console);
    }
    let hidden = hidden_pairs(&session, to);
    if hidden.is_empty() {
        return nothing_hidden(&session, on, arguments.to, console);
    }
    if on > session.settings.meetings.last {
        return Err(after_the_programme(&session, on, arguments.to, console.today).into());
    }
    let inductions = induction::inductions(&session.settings);
    let early = to_come(&inductions, on, arguments.to);
    let written = milestone::written(&session.settings.dates, Milestone::Reveal);
    let before = written.filter(|written| on < *written).map(|written| before_the_day(written, &early, arguments.to));
    let mut against = match before {
        Some(before) => before,
        None if written.is_some() => {
            let said = |problem: Problem| as_warning(problem).help("cohort.toml sets this day for the reveal");
            console.warn(&early.into_iter().map(said).collect::<Vec<_>>())?;
            Vec::new()
        }
        None => early,
    };
    let forbidden = not_to_be(&session, &hidden, arguments.to);
    against.extend(forbidden.iter().cloned());
    match (arguments.force, &arguments.reason) {
        _ if against.is_empty() => {}
        (true, Some(words)) => {
            session.note(on, "cohort", "reveal", words)?;
            console.warn(&forbidden.into_iter().map(as_warning).collect::<Vec<_>>())?;
        }
        _ => return Err(Refusal::unmet(against).into()),
    }
    console.warn(&on_the_day(&inductions, on))?;
    for pair in &hidden {
        session.facts.pair(*pair, on, PairFact::Revealed { to });
    }
    let whom = to.map_or("both sides", |side| side.many(session.settings.programme.kind));
    let are = agreeing(hidden.len(), "pair is", "pairs are");
    console.say(&format!("{are} revealed to {whom} from {}.", long_date(on)))?;
    say_what_was_to_be(&session, &hidden, (on, arguments.to), console)?;
    console.apply(session, arguments.write, "reveal", &format!("{} revealed to {whom}", counted(hidden.len(), "pair")))
}

/// Every pair is revealed: where another day was meant, how it is given.
fn nothing_hidden(session: &CohortSession, on: NaiveDate, to: Option<To>, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let cohort = session.cohort();
    let sides = to.map_or(Side::BOTH.to_vec(), |to| vec![to.side()]);
    let days: BTreeSet<NaiveDate> =
        cohort.active_pairs().flat_map(|pair| sides.iter().filter_map(|side| pair.revealed[*side])).collect();
    let Some(latest) = days.last() else {
        return console.changes_nothing("There is no pair yet, so there is nothing to reveal: `revmentor match` makes pairs.");
    };
    if days.iter().any(|day| *day != on) && (*latest > console.today || *latest > session.settings.meetings.last) {
        let (since, command) = (long_date(*latest), reveals::taking_back(&session.facts, to.map(To::side)));
        return console.changes_nothing(&format!(
            "Every pair is revealed already, from {since} on. If that day is wrong: `revmentor {command}`, then the right one with --on."
        ));
    }
    console.changes_nothing("Every pair is revealed already: nothing to do.")
}

/// Who is told after the last day for meetings never meets.
fn after_the_programme(session: &CohortSession, on: NaiveDate, to: Option<To>, today: NaiveDate) -> Refusal {
    let last = session.settings.meetings.last;
    let planned = induction::reveal_day(&session.settings).unwrap_or(session.settings.meetings.first);
    let day = if today > last { planned } else { planned.max(today) }.min(last);
    let message = format!("{} is after the last day for meetings, {}", long_date(on), long_date(last));
    let command = format!("revmentor reveal --on {day}{}", to.map_or("", To::option));
    let problem = Problem::error("after-programme", message).value(on.to_string());
    problem.help(format!("look at the year; people are told on a day up to the last one: `{command}`")).into()
}

/// How many commands are named; whoever needs more sees from these how they go.
const NAMED: usize = 3;

/// Meetings that were planned for days on which the two did not know each other.
fn say_what_was_to_be(
    session: &CohortSession,
    told: &[PairId],
    (on, to): (NaiveDate, Option<To>),
    console: &mut Console<'_>,
) -> anyhow::Result<()> {
    let cohort = session.cohort();
    let told = cohort.active_pairs().filter(|pair| told.contains(&pair.id));
    let early: Vec<(PairId, &Meeting)> = told.filter_map(|pair| Some((pair.id, pair.planned_too_early().next()?))).collect();
    if early.is_empty() {
        return Ok(());
    }
    let were = agreeing(early.len(), "pair was", "pairs were");
    console.say(&format!("{were} to meet before that day: `revmentor schedule` gives these meetings new days."))?;
    let past = early.iter().filter(|(_, meeting)| meeting.date <= console.today);
    let held = past.map(|(pair, Meeting { number, date, .. })| format!("`revmentor meeting held {pair} {number} --on {date}`"));
    let held: Vec<String> = held.collect();
    let (named, more) = (held.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", "), held.len().saturating_sub(NAMED));
    if held.is_empty() {
        return Ok(());
    }
    let more = if more > 0 { format!(" and {more} more like it") } else { String::new() };
    console.say(&format!("If they met all the same, record it first: {named}{more}."))?;
    let planned = induction::reveal_day(&session.settings).filter(|planned| *planned < on && on == console.today);
    if let Some(planned) = planned {
        let command = format!("revmentor reveal --on {planned}{}", to.map_or("", To::option));
        console.say(&format!(
            "If people were told earlier, on {} for example: `revmentor undo`, then `{command}`.",
            long_date(planned)
        ))?;
    }
    Ok(())
}

fn retract(
    mut session: CohortSession,
    to: Option<Side>,
    arguments: &Arguments,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let sides = to.map_or(Side::BOTH.to_vec(), |side| vec![side]);
    let cohort = session.cohort();
    let shown = cohort.active_pairs().filter(|pair| sides.iter().any(|side| pair.revealed[*side].is_some()));
    let shown: Vec<PairId> = shown.map(|pair| pair.id).collect();
    if shown.is_empty() {
        let problem = Problem::error("not-revealed", "no pair is revealed: there is nothing to take back");
        return Err(Refusal::unmet(vec![problem.help("`revmentor status` shows the pairs")]).into());
    }
    let told = reveals::told_people(&session.facts, to);
    if !told.is_empty() {
        let message = format!("{} recorded as told of the partner", agreeing(told.len(), "person is", "people are"));
        let problem = Problem::error("told-already", message);
        if !arguments.force {
            let words = arguments.reason.as_deref().unwrap_or_default().replace('"', "'");
            let command = format!("revmentor reveal --retract{} --force", arguments.to.map_or("", To::option));
            let help =
                format!("what people know cannot be taken back; the record all the same: `{command} --reason \"{words}\"`");
            return Err(Refusal::unmet(vec![problem.help(help)]).into());
        }
        console.warn(&[as_warning(problem).help("tell them what was wrong")])?;
    }
    if let Some(words) = &arguments.reason {
        session.note(console.today, "cohort", "reveal", words)?;
    }
    for pair in &shown {
        session.facts.pair(*pair, console.today, PairFact::Concealed { to });
    }
    let whom = to.map_or("both sides", |side| side.many(session.settings.programme.kind));
    console.say(&format!("The reveal of {} to {whom} is taken back.", counted(shown.len(), "pair")))?;
    if plan::has_something_to_plan(&session, &shown, console.today) {
        console.say("Meetings were planned around its day: `revmentor schedule` plans them anew.")?;
    }
    console.apply(session, arguments.write, "reveal", &format!("the reveal to {whom} is taken back"))
}

fn as_warning(problem: Problem) -> Problem {
    Problem { severity: Severity::Warning, ..problem }
}

/// The pairs that would be revealed and may not be: whoever is told of a partner cannot be untold.
fn not_to_be(session: &CohortSession, hidden: &[PairId], to: Option<To>) -> Vec<Problem> {
    let command = format!("revmentor reveal{}", to.map_or("", To::option));
    let found = forbidden::standing(session).into_iter().filter(|found| hidden.contains(&found.pair));
    let say = |found| {
        let problem = forbidden::problem(&found);
        let cure = problem.help.clone().unwrap_or_default();
        problem.help(format!("{cure}; all the same: `{command} --force --reason \"agreed\"`"))
    };
    found.map(say).collect()
}

/// The active pairs that are not yet revealed to `to` (or to both).
fn hidden_pairs(session: &CohortSession, to: Option<Side>) -> Vec<PairId> {
    let sides = to.map_or(Side::BOTH.to_vec(), |side| vec![side]);
    let cohort = session.cohort();
    let hidden = cohort.active_pairs().filter(|pair| sides.iter().any(|side| pair.revealed[*side].is_none()));
    hidden.map(|pair| pair.id).collect()
}

/// The inductions that are not past on that day.
fn to_come(inductions: &[Induction], on: NaiveDate, to: Option<To>) -> Vec<Problem> {
    let Some(last) = inductions.iter().map(|induction| induction.day).max() else { return Vec::new() };
    let command = format!("revmentor reveal{}", to.map_or("", To::option));
    let help = format!(
        "pairs are revealed after both inductions: `{command} --on {last}`; all the same: `{command} --force --reason \"agreed\"`"
    );
    let say = |induction: &Induction| {
        let Induction { title, id, day, .. } = induction;
        Problem::error("induction-to-come", format!("{title} ({id}) is still to come, on {}", long_date(*day))).help(&help)
    };
    inductions.iter().filter(|induction| induction.day > on).map(say).collect()
}

/// What is said before the day that cohort.toml sets for the reveal: that day goes before those of the inductions.
fn before_the_day(written: NaiveDate, early: &[Problem], to: Option<To>) -> Vec<Problem> {
    let command = format!("revmentor reveal{}", to.map_or("", To::option));
    let help = format!("on that day: `{command} --on {written}`; all the same: `{command} --force --reason \"agreed\"`");
    let message = format!("cohort.toml sets {} for the reveal, and that day is still to come", long_date(written));
    let problem = Problem::error("reveal-to-come", message).at(Place::file(layout::COHORT_FILE).column("dates.reveal"));
    let early = early.iter().cloned().map(|early| early.help(&help));
    std::iter::once(problem.help(&help)).chain(early).collect()
}

/// What the lead has to see to on the day itself: a session of that day may not have ended yet; and that nothing is known of inductions.
fn on_the_day(inductions: &[Induction], on: NaiveDate) -> Vec<Problem> {
    if inductions.is_empty() {
        let message = "cohort.toml has no induction, so it is unknown whether they are past";
        return vec![Problem::warning("no-induction", message).help("tell people only after both inductions")];
    }
    let say = |induction: &Induction| {
        let Induction { title, id, ends, .. } = induction;
        let until = ends.map_or_else(String::new, |ends| format!(" until {}", ends.format("%H:%M")));
        Problem::warning("induction-today", format!("{title} ({id}) is on that very day{until}"))
            .help("tell nobody before it has ended; the calendars name the other from this day on")
    };
    inductions.iter().filter(|induction| induction.day == on).map(say).collect()
}
