//! `conflicts`: what was declared, and whether pairs honour it.

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::{agreeing, counted};
use super::{Drawn, ReportData};
use crate::domain::conflict::ConflictState;
use crate::domain::fact::EndReason;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let cohort = data.cohort;
    let states = |is: fn(&ConflictState) -> bool| cohort.conflicts.values().filter(|state| is(state)).count();
    let declared = states(|state| matches!(state, ConflictState::Declared(_)));
    let open = states(|state| matches!(state, ConflictState::Open(_)));
    let lifted = states(|state| matches!(state, ConflictState::Dismissed | ConflictState::Removed));
    if declared + open + lifted == 0 {
        return Err("no conflict of interest was declared");
    }
    let ended = |reason: EndReason| cohort.pairs.values().filter(|pair| pair.ended.is_some_and(|(_, why)| why == reason)).count();
    let broken = cohort.active_pairs().filter(|pair| cohort.conflicts.get(&pair.id).is_some_and(|state| state.forbids())).count();
    let lines = [
        ("declared", declared),
        ("not yet answered", open),
        ("dismissed or removed", lifted),
        ("pairs ended for a conflict", ended(EndReason::Conflict)),
        ("other pairs moved by a re-match", ended(EndReason::Rematch)),
        ("current pairs with a conflict", broken),
    ];
    let mut table = PictureTable::new(["what", "number"]);
    for (what, number) in &lines {
        table.push([(*what).to_owned(), number.to_string()]);
    }
    let rows: Vec<BarRow> = lines
        .iter()
        .map(|(what, number)| BarRow { label: super::words::capital(what), bars: vec![(*number, String::new())] })
        .collect();
    let honoured = if broken == 0 {
        "No current pair has a conflict of interest.".to_owned()
    } else {
        format!("{} a conflict of interest.", agreeing(broken, "current pair has", "current pairs have"))
    };
    let finding = format!(
        "{} of interest declared. {honoured} {} ended for it, and {} besides.",
        counted(declared, "conflict"),
        counted(ended(EndReason::Conflict), "pair"),
        counted(ended(EndReason::Rematch), "pair was moved").replace("pair was moveds", "pairs were moved"),
    );
    Ok(Picture { question: "Were conflicts of interest honoured?", finding, drawing: bars(&rows), table, notes: Vec::new() })
}
