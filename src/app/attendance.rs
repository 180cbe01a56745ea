//! Recording who came to a group session or completed a training, and finding who is not recorded.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::attendance::{AttendanceRow, AttendanceWord};
use crate::domain::cohort::Cohort;
use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::side::Kind;
use crate::domain::spelling;
use crate::domain::text::long_date;

/// What is reported of somebody and one session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttendanceReport {
    /// Who.
    pub(crate) person: PersonId,
    /// Whether the person came, or that nothing is recorded after all.
    pub(crate) attended: AttendanceWord,
    /// Which of several dates, where it was said.
    pub(crate) option: Option<u32>,
    /// The day, where it was said.
    pub(crate) on: Option<NaiveDate>,
}

/// The event with this id.
///
/// # Errors
/// When `cohort.toml` has none; the nearest id is named.
pub(crate) fn event<'a>(events: &'a [Event], id: &str) -> Result<&'a Event, Problem> {
    events.iter().find(|event| event.id == id.trim()).ok_or_else(|| {
        let ids = events.iter().map(|event| event.id.as_str());
        let nearest = spelling::nearest(id, ids.clone()).map(|near| format!("did you mean `{near}`?"));
        let all = || format!("the events are {}", ids.collect::<Vec<_>>().join(", "));
        Problem::error("unknown-event", "unknown event").value(id).help(nearest.unwrap_or_else(all))
    })
}

/// That somebody is not among those whom a session is for.
pub(crate) fn not_asked(event: &Event, person: PersonId, kind: Kind) -> Option<Problem> {
    let people = event.audience.people(kind);
    let message = format!("{} is for {people}; {person} is not asked to come", event.id);
    let help = format!("name one of the {people}, or another event");
    let problem = || Problem::error("not-asked", message).value(person.to_string()).help(help);
    (!event.audience.includes(person.side())).then(problem)
}

/// Records a report; gives a sentence, and whether anything changed.
///
/// # Errors
/// When the person is not asked to come, nothing is recorded that could be taken back, or it is not clear which date is meant, or the
/// day is still to come.
pub(crate) fn record(
    session: &mut CohortSession,
    event: &Event,
    report: AttendanceReport,
    today: NaiveDate,
) -> Result<(String, bool), Problem> {
    let (person, label) = (report.person, session.label(report.person));
    // Also of somebody whom the session is not for any more a record is taken back.
    if report.attended == AttendanceWord::Retracted {
        if session.facts.attendance_mut().retract(&event.id, person) {
            return Ok((format!("What was recorded of {label} at {} is taken back.", event.id), true));
        }
        let message = format!("nothing is recorded of {label} at {}", event.id);
        return Err(Problem::error("not-recorded", message).help("`revmentor attend list` shows what is recorded"));
    }
    if let Some(problem) = not_asked(event, person, session.settings.programme.kind) {
        return Err(problem);
    }
    let option = which_date(session, event, report, today)?;
    let planned = match option {
        Some(option) => event.dates.get((option as usize).saturating_sub(1)),
        None => event.dates.iter().filter(|date| date.date() <= today).max(),
    };
    let planned = planned.map(chrono::NaiveDateTime::date);
    let on = report.on.or(planned).unwrap_or(today);
    if on > today {
        let message = format!("{} is on {}, which is still to come", event.id, long_date(on));
        return Err(Problem::error("not-yet", message)
            .value(on.to_string())
            .help(format!("once it has taken place: `revmentor attend {} {person}`", event.id)));
    }
    let row = AttendanceRow { person, attended: report.attended, on, option };
    let is_new = session.facts.attendance_mut().record(&event.id, row);
    let did = match (report.attended, event.dates.is_empty()) {
        (AttendanceWord::Came, true) => "completed",
        (AttendanceWord::Came, false) => "attended",
        _ if event.dates.is_empty() => "has not completed",
        _ => "did not attend",
    };
    Ok((format!("{label} {did} {} ({}).", event.id, long_date(on)), is_new))
}

/// The option that a report means: what was said, the only date, the date that the person chose, or the only date that is past.
fn which_date(
    session: &CohortSession,
    event: &Event,
    report: AttendanceReport,
    today: NaiveDate,
) -> Result<Option<u32>, Problem> {
    let offered = u32::try_from(event.dates.len()).unwrap_or(u32::MAX);
    let listed = || {
        let options = (1..).zip(&event.dates).map(|(number, date): (u32, _)| format!("{number} = {}", date.date()));
        options.collect::<Vec<_>>().join(", ")
    };
    match report.option {
        Some(option) if option == 0 || option > offered => {
            let message = format!("{} has no such date", event.id);
            let help = if offered == 0 { "leave the option out: a training has no dates".to_owned() } else { listed() };
            return Err(Problem::error("unknown-option", message).value(option.to_string()).help(help));
        }
        Some(option) => return Ok(Some(option)),
        None if offered == 0 => return Ok(None),
        None if offered == 1 => return Ok(Some(1)),
        None => {}
    }
    let by_day = report.on.and_then(|on| (1..).zip(&event.dates).find(|(_, date)| date.date() == on).map(|(option, _)| option));
    let recorded = session.facts.attendance.standing(&event.id).get(&report.person).and_then(|row| row.option_now(event));
    let chosen = || event.option_of(session.cohort().people.get(&report.person)?.choices.get(&event.id).copied()?);
    let mut past = (1..).zip(&event.dates).filter(|(_, date)| date.date() <= today).map(|(option, _)| option);
    let only_past = past.next().filter(|_| past.next().is_none());
    let known = by_day.or(recorded).or_else(chosen).or(only_past).filter(|option| (1..=offered).contains(option));
    if known.is_some() || report.attended == AttendanceWord::Absent {
        return Ok(known);
    }
    Err({
        let message = format!("{} has several dates, and {} chose none", event.id, report.person);
        let command = format!("`revmentor attend {} {} --option 1`", event.id, report.person);
        let help = format!("say which, such as {command}, or in a column `option`: {}", listed());
        Problem::error("which-date", message).help(help)
    })
}

/// Everybody whose attendance is to be recorded: in a pair, asked to come, and with nothing recorded; by event, for events of which a
/// date, or a training's last day, is past. Whoever chose a date that is still to come is left out.
pub(crate) fn unrecorded<'s>(session: &'s CohortSession, cohort: &Cohort, today: NaiveDate) -> Vec<(&'s Event, Vec<PersonId>)> {
    let past = |event: &&Event| event.dates.iter().map(chrono::NaiveDateTime::date).chain(event.by).any(|day| day < today);
    let mut all = Vec::new();
    for event in session.settings.events.iter().filter(past) {
        let standing = session.facts.attendance.standing(&event.id);
        let people = asked(cohort, event).into_iter().filter(|person| !standing.contains_key(person));
        let is_over = |person: &PersonId| {
            let chosen = cohort.people.get(person).and_then(|known| known.choices.get(&event.id));
            let option = chosen.and_then(|chosen| event.option_of(*chosen));
            let date = option.and_then(|option| event.dates.get((option as usize).checked_sub(1)?));
            date.or_else(|| event.dates.iter().max()).map(chrono::NaiveDateTime::date).or(event.by).is_some_and(|day| day < today)
        };
        let people: Vec<PersonId> = people.filter(is_over).collect();
        if !people.is_empty() {
            all.push((event, people));
        }
    }
    all
}

/// Whoever is in a pair and asked to come, by id.
pub(crate) fn asked(cohort: &Cohort, event: &Event) -> Vec<PersonId> {
    cohort.paired().into_iter().filter(|person| event.audience.includes(person.side())).collect()
}

/// What is recorded of everybody who is asked to come or has a record, by id.
pub(crate) fn recorded(session: &CohortSession, cohort: &Cohort, event: &Event) -> BTreeMap<PersonId, Option<AttendanceRow>> {
    let mut all: BTreeMap<_, _> = asked(cohort, event).into_iter().map(|person| (person, None)).collect();
    let standing = session.facts.attendance.standing(&event.id);
    all.extend(standing.into_iter().map(|(person, row)| (person, Some(row))));
    all
}
