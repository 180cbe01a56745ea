//! Pairs that go on again: meetings that do not fit any more get other days, which is said. Decides nothing else.

use crate::app::invariants;
use crate::app::plan;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::domain::id::PairId;
use crate::domain::problem::Problem;
use crate::domain::text::counted;

/// Says which pairs go on, with how many meetings, once these fit.
pub(super) fn tell(session: &mut CohortSession, pairs: &[PairId], console: &mut Console<'_>) -> anyhow::Result<()> {
    let fitted = fit(session, pairs, console)?;
    let cohort = session.cohort();
    for pair in pairs {
        let planned = cohort.pairs.get(pair).map_or(0, |pair| pair.planned().count());
        console.say(&format!("The pair {pair} goes on, with {}.", counted(planned, "planned meeting")))?;
    }
    console.say_all(fitted)
}

/// Gives other days to the meetings of these pairs that do not fit any more, and no other pair any; gives the sentences that say so. Where
/// nothing can be planned the days stand as they were, and why is told.
pub(super) fn fit(session: &mut CohortSession, pairs: &[PairId], console: &mut Console<'_>) -> anyhow::Result<Vec<String>> {
    let misfits = invariants::with_days_that_do_not_fit(session, pairs, console.today);
    if misfits.is_empty() {
        return Ok(Vec::new());
    }
    let planned = match plan::plan_these(session, &misfits, console.today) {
        Ok(planned) => planned,
        Err(refusal) => {
            let problems: Vec<Problem> = refusal.problems.into_iter().map(Problem::as_warning).collect();
            console.warn(&problems)?;
            return Ok(Vec::new());
        }
    };
    let of = misfits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let (changed, cancelled) = (counted(planned.changed, "meeting"), planned.cancelled);
    let sentence = format!("{of} had meetings on days that no longer fit: {changed} planned or moved, {cancelled} cancelled.");
    let remarks = planned.remarks.iter().map(|(pair, remark)| format!("{pair}: {remark}."));
    Ok(std::iter::once(sentence).chain(remarks).collect())
}
