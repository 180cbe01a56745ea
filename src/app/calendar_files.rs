//! The calendar files as they shall stand, each the next edition of the one that stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::zone::Zone;
use crate::render::output::Cell;
use crate::render::private::calendars::{self, Entry, Status, View, published};
use crate::store::layout::{self, RelPath};

/// One calendar file.
pub(crate) struct CalendarFile {
    pub(crate) path: RelPath,
    /// The person, or the programme.
    pub(crate) whose: Cell,
    /// How many entries it has, and how many of them are cancelled.
    pub(crate) entries: usize,
    pub(crate) cancelled: usize,
    /// The file's text; nothing where it stands there already.
    pub(crate) text: Option<String>,
}

/// Records what calendars tell of the programme's own dates from today on, before somebody is handed one.
pub(crate) fn record_dates(session: &mut CohortSession, today: NaiveDate) {
    let mut dates = session.facts.calendar_dates.clone();
    if dates.record(calendars::dates_as_told(&session.settings), today) {
        session.facts.calendar_dates = dates;
    }
}

/// Every calendar as the next edition of the file that stands.
///
/// # Errors
/// No private folder, or calendars that somebody edited: all of them.
pub(crate) fn next_editions(session: &CohortSession, today: NaiveDate) -> Result<Vec<CalendarFile>, Refusal> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    each_calendar(session, today, |path, whose, entries| match next_edition(session, path, whose, entries) {
        Ok(file) => files.push(file),
        Err(found) => problems.extend(found),
    })?;
    if problems.is_empty() { Ok(files) } else { Err(Refusal::input(problems)) }
}

/// Everybody's calendar and the programme's, with its file and its entries as they are now.
fn each_calendar(
    session: &CohortSession,
    today: NaiveDate,
    mut each: impl FnMut(RelPath, Cell, Vec<Entry>),
) -> Result<(), Refusal> {
    let (key, cohort, names) = (&session.records()?.key, session.cohort(), session.names());
    let uid = |of: &str| key.uid(of);
    let (settings, facts) = (&session.settings, &*session.facts);
    let changes = facts.calendar_dates.changes(&calendars::dates_as_told(settings));
    let zone = Zone::named(&settings.programme.timezone);
    let view = View { settings, zone: zone.as_ref(), facts, cohort: &cohort, names: &names, today, changes: &changes, uid: &uid };
    let people = calendars::participants(&cohort).filter(|person| names.contact(*person).is_some());
    for (person, entries) in calendars::of_people(view, people) {
        each(layout::calendar(person), names.cell(person), entries);
    }
    each(layout::programme_calendar(), Cell::text("programme"), calendars::of_programme(view));
    Ok(())
}

/// A calendar with these entries. Where the file that stands holds just them, nothing was published that it would have to correct.
fn next_edition(session: &CohortSession, path: RelPath, whose: Cell, entries: Vec<Entry>) -> Result<CalendarFile, Vec<Problem>> {
    let settings = &session.settings;
    let before = session.workspace().read(&path).map_err(|problem| vec![problem])?;
    let fresh = calendars::write(settings, &entries);
    let (entries, text) = match &before {
        None => (entries, Some(fresh)),
        Some(before) if *before == fresh.as_bytes() => (entries, None),
        Some(before) => {
            let entries = published::next_edition(entries, published::read(before, path.as_str())?);
            let text = calendars::write(settings, &entries);
            let differs = *before != text.as_bytes();
            (entries, differs.then_some(text))
        }
    };
    let cancelled = entries.iter().filter(|entry| entry.status == Status::Cancelled).count();
    Ok(CalendarFile { path, whose, entries: entries.len(), cancelled, text })
}

/// The next editions of the calendars that these people have, as the session stands now; none of one that somebody edited.
pub(crate) fn of_people(session: &CohortSession, people: &BTreeSet<PersonId>, today: NaiveDate) -> Vec<(RelPath, String)> {
    let standing = |path: &RelPath| String::from_utf8(session.workspace().read(path).ok().flatten()?).ok();
    let own = people.iter().map(|person| layout::calendar(*person)).filter_map(|path| Some((standing(&path)?, path)));
    let own: BTreeMap<RelPath, String> = own.map(|(text, path)| (path, text)).collect();
    let files = if own.is_empty() { Vec::new() } else { next_editions(session, today).unwrap_or_default() };
    let next = |file: CalendarFile| Some((file.text.or_else(|| own.get(&file.path).cloned())?, file.path));
    files.into_iter().filter(|file| own.contains_key(&file.path)).filter_map(next).map(|(text, path)| (path, text)).collect()
}

/// How many calendars there are to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outdated {
    /// That are not there.
    pub(crate) missing: usize,
    /// That are not what they would be now.
    pub(crate) changed: usize,
}

/// How many calendars are not what they would be now, none where `calendar` would be refused. One that would hold nothing need not stand.
pub(crate) fn outdated(session: &CohortSession, today: NaiveDate) -> Outdated {
    let (mut outdated, mut has_fault) = (Outdated::default(), false);
    let counted = each_calendar(session, today, |path, whose, entries| match session.workspace().read(&path) {
        Ok(None) => outdated.missing += usize::from(!entries.is_empty()),
        _ => match next_edition(session, path, whose, entries) {
            Ok(file) => outdated.changed += usize::from(file.text.is_some()),
            Err(_) => has_fault = true,
        },
    });
    if counted.is_err() || has_fault { Outdated::default() } else { outdated }
}
