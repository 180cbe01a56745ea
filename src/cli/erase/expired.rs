//! `erase --expired`: when the day to which personal data is kept is past, everything private goes but the key.

use chrono::NaiveDate;

use super::everybody::{stays, without_everybody};
use super::{Touched, leave_first, record, remains, show};
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::{counted, long_date};
use crate::store::layout::{self, Folder, RelPath};

/// The folders and files below `private/` of which all goes.
const CLEARED: [&str; 12] = [
    "draws",
    "surveys",
    "calendars",
    "messages",
    "letters",
    "summaries",
    "evaluation",
    "closed.csv",
    "quotes.csv",
    "outcomes.csv",
    "report.html",
    "private.age",
];

pub(super) fn run(mut session: CohortSession, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let until = keep_until(&session)?;
    session.records()?;
    if console.today <= until {
        return console
            .changes_nothing(&format!("Personal data is kept until {}; nothing is to be erased yet.", long_date(until)));
    }
    let in_git = remains::outside_private(&session, None)?;
    let people: Vec<PersonId> = session.cohort().people.keys().copied().collect();
    for person in &people {
        leave_first(&mut session, *person, console.today);
        record(&mut session, *person, console.today);
    }
    let (touched, left) = clear(&mut session)?;
    session.records_mut()?.clear();
    console.say(&format!(
        "Personal data was kept until {}. Erasing everybody: {}. What is coded stays, and so does the key, by which \
         an import knows whom it may not bring back.",
        long_date(until),
        counted(people.len(), "person")
    ))?;
    show(&touched, console)?;
    console.warn(&[left, in_git.found.clone()].concat())?;
    remains::tell_cleaning(&in_git, console)?;
    remains::tell_elsewhere(&session, console)?;
    console.apply_for_good(session, write, "erase", "everybody was erased")
}

fn keep_until(session: &CohortSession) -> Result<NaiveDate, Problem> {
    session.settings.privacy.keep_until.ok_or_else(|| {
        Problem::error("no-keep-until", "cohort.toml does not say how long personal data is kept")
            .at(Place::file(layout::COHORT_FILE).column("privacy.keep_until"))
            .help("write keep_until = 2027-12-31 (the last day) under [privacy]")
    })
}

/// Takes everything away that may hold personal data; out of what the lead keeps there beside it, everybody is taken. Before the names
/// are forgotten.
fn clear(session: &mut CohortSession) -> Result<(Vec<Touched>, Vec<Problem>), Refusal> {
    let vaults_own = [layout::key(), layout::register(), layout::former_rows(), layout::notes()];
    let views = layout::private_views();
    let mut paths = session.workspace().list(Folder::Private)?.files;
    paths.extend(session.workspace().kept_aside()?);
    paths.sort();
    paths.dedup();
    paths.retain(|path| !vaults_own.contains(path) && !views.contains(path));
    let (cleared, kept): (Vec<RelPath>, Vec<RelPath>) = paths.into_iter().partition(is_cleared);
    let rest = without_everybody(session, kept)?;
    let (mut touched, mut left) = (Vec::new(), rest.left);
    for path in cleared {
        session.take_away(path.clone());
        touched.push(Touched { path, what: "removed".to_owned() });
    }
    for (file, bytes) in rest.changed {
        session.add(file.path.clone(), bytes);
        touched.push(file);
    }
    touched.sort_by(|a, b| a.path.cmp(&b.path));
    let strangers = session.workspace().unshared()?.into_iter().filter(|unshared| !unshared.is_known);
    left.extend(strangers.map(|unshared| stays(&unshared.path)));
    Ok((touched, left))
}

fn is_cleared(path: &RelPath) -> bool {
    let inside = path.as_str().strip_prefix("private/").and_then(|rest| rest.split('/').next());
    let is_view = |view: &RelPath| path.as_str().starts_with(view.as_str().trim_end_matches("csv"));
    path.is_kept_aside() || layout::private_views().iter().any(is_view) || inside.is_some_and(|first| CLEARED.contains(&first))
}
