//! Reads the lead's own calendar of holidays, where `cohort.toml` names one.

use std::ops::RangeInclusive;

use crate::app::session::CohortSession;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::Closure;
use crate::domain::zone::Zone;
use crate::store::formats::holidays;

/// The days that the calendar file closes in `years`, with warnings; none where no file is named.
///
/// # Errors
/// The file cannot be read, or something in it is not understood.
pub(crate) fn closures(session: &CohortSession, years: &RangeInclusive<i32>) -> Result<(Vec<Closure>, Vec<Problem>), Refusal> {
    let Some(file) = &session.settings.calendar.holidays_file else { return Ok(Default::default()) };
    let bytes = std::fs::read(session.workspace().root().join(file)).map_err(|error| unreadable(session, file, &error))?;
    // The name of the zone was judged with cohort.toml.
    let zone = Zone::named(&session.settings.programme.timezone).unwrap_or_else(Zone::utc);
    holidays::read(&bytes, file, years, &zone).map_err(Refusal::input)
}

fn unreadable(session: &CohortSession, file: &str, error: &std::io::Error) -> Refusal {
    let message = if error.kind() == std::io::ErrorKind::NotFound {
        "this file of holidays is not there".to_owned()
    } else {
        format!("this file of holidays cannot be read: {error}")
    };
    let problem = Problem::error("holidays-file", message)
        .at(Place::setting(SettingRef::HolidaysFile))
        .value(file)
        .help("put the calendar there (the path begins at the cohort directory), or take the key out");
    Refusal::input(session.locate(vec![problem]))
}
