//! `conflict list`: every conflict, what is still a question, and how each is honoured.

use crate::app::session::CohortSession;
use crate::cli::console::Access;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::conflict::ConflictState;
use crate::domain::id::PairId;
use crate::render::output::{Cell, Document, Sheet};

pub(crate) fn run(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open(Access::Read)?;
    let cohort = session.cohort();
    let together = |pair: &PairId| cohort.pairs.get(pair).is_some_and(crate::domain::pair::Pair::is_active);
    let rows = cohort.conflicts.iter().map(|(pair, state)| row(&session, *pair, *state, together(pair)));
    let conflicts = Sheet::new("Conflicts of interest", ["mentor", "mentee", "state", "reason", "honoured"], rows);
    let mentions = session.unresolved_mentions().into_iter().map(|(by, text)| [session.names().cell(by), Cell::text(&text)]);
    let unknown = Sheet::new("Named, but nobody in this cohort", ["by", "name"], mentions);
    console.show(&Document::default().sheet("conflicts", conflicts).sheet("nobody", unknown))?;
    let open = cohort.conflicts.values().filter(|state| matches!(state, ConflictState::Open(_))).count();
    if open > 0 {
        let answer = "`revmentor conflict confirm A B` or `revmentor conflict dismiss A B` answers it";
        console.say(&format!("{open} are questions: each counts as a conflict until {answer}."))?;
    }
    Ok(Done)
}

fn row(session: &CohortSession, pair: PairId, state: ConflictState, together: bool) -> [Cell; 5] {
    let (word, reason) = match state {
        ConflictState::Declared(reason) => ("declared", reason.code()),
        ConflictState::Open(doubt) => ("question", doubt.code()),
        ConflictState::Dismissed => ("dismissed", ""),
        ConflictState::Removed => ("taken-back", ""),
    };
    let honoured = match (state.forbids(), together) {
        (true, false) => "not paired",
        (true, true) => "PAIRED: run `revmentor match`",
        (false, true) => "paired",
        (false, false) => "not paired, but may be",
    };
    let names = session.names();
    [names.cell(pair.mentor), names.cell(pair.mentee), Cell::text(word), Cell::text(reason), Cell::text(honoured)]
}
