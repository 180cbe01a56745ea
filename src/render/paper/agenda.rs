//! Agendas: a table whose first heading is "Minutes" becomes a timed programme. The minutes are scaled to the session's length in
//! steps of five, and the times add up from its start.

use chrono::{NaiveTime, TimeDelta};

use super::{Line, PaperBlock, PaperTable, TextSpan, plain};

/// The heading that makes a table an agenda.
pub(crate) const HEADING: &str = "Minutes";
/// The heading of the same column when it holds times.
pub(crate) const TIMED_HEADING: &str = "Time";
/// What to do about an agenda that does not fit.
pub(crate) const HELP: &str = "make the session longer in cohort.toml, or shorten the agenda";

/// The smallest step of an agenda, in minutes; a break keeps at least one.
const STEP: u32 = 5;

/// The session that an agenda is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AgendaTimes {
    /// How many minutes the session takes.
    pub minutes: u32,
    /// When it begins; several where its dates begin at different times of day.
    pub starts: Vec<NaiveTime>,
}

/// Why an agenda cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AgendaFault {
    /// A cell of the first column is no number of minutes.
    NotMinutes(String),
    /// The session is too short for the agenda's items.
    TooShort {
        /// The least number of minutes for which the agenda can be used.
        least: u32,
        /// What the items add up to as they are written.
        model: u32,
    },
}

impl AgendaFault {
    /// What is wrong, and the text or number that is.
    pub(crate) fn words(&self) -> (String, String) {
        match self {
            AgendaFault::NotMinutes(text) => ("an agenda's first column must hold minutes".to_owned(), text.clone()),
            AgendaFault::TooShort { least, model } => {
                (format!("the agenda takes {model} minutes and can be shortened to {least} at the least"), least.to_string())
            }
        }
    }
}

/// Gives every agenda in `blocks` its times.
///
/// # Errors
/// Every agenda that does not fit, in reading order.
pub(crate) fn set_times(blocks: &mut [PaperBlock], times: &AgendaTimes) -> Result<(), Vec<AgendaFault>> {
    let tables = blocks.iter_mut().filter_map(|block| match block {
        PaperBlock::Table(table) if is_agenda(table) => Some(table),
        _ => None,
    });
    let faults: Vec<AgendaFault> = tables.filter_map(|table| set_table(table, times).err()).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn is_agenda(table: &PaperTable) -> bool {
    table.head.first().is_some_and(|cell| plain(cell).trim().eq_ignore_ascii_case(HEADING))
}

fn set_table(table: &mut PaperTable, times: &AgendaTimes) -> Result<(), AgendaFault> {
    let items = table.rows.iter().map(|row| item(row)).collect::<Result<Vec<_>, _>>()?;
    let minutes = scaled(&items, times.minutes)?;
    let cells = slots(&minutes, &times.starts);
    if let Some(heading) = table.head.first_mut() {
        *heading = words(TIMED_HEADING);
    }
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        if let Some(first) = row.first_mut() {
            *first = words(&cell);
        }
    }
    Ok(())
}

fn words(text: &str) -> Line {
    vec![TextSpan { text: text.to_owned(), ..TextSpan::default() }]
}

/// One item of an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AgendaItem {
    /// How many minutes it takes in the model.
    pub minutes: u32,
    /// Whether it is a break.
    pub is_break: bool,
}

fn item(row: &[Line]) -> Result<AgendaItem, AgendaFault> {
    let text = |column: usize| row.get(column).map(|cell| plain(cell)).unwrap_or_default();
    agenda_item(&text(0), &text(1))
}

/// The item that a row's first two cells give.
///
/// # Errors
/// The first is no number of minutes.
pub(crate) fn agenda_item(minutes: &str, what: &str) -> Result<AgendaItem, AgendaFault> {
    let number = minutes.trim().parse().ok().filter(|minutes| (1..=24 * 60).contains(minutes));
    let minutes = number.ok_or_else(|| AgendaFault::NotMinutes(minutes.trim().to_owned()))?;
    Ok(AgendaItem { minutes, is_break: what.trim_start().to_lowercase().starts_with("break") })
}

/// The minutes of each item in a session of `total` minutes: steps of five by largest remainder, no item without a step. What is left
/// of a session that is no multiple of five goes to the last item. Below 60 % of the model, or with less than a step for each item,
/// there is none.
///
/// # Errors
/// The session is too short.
pub(crate) fn scaled(items: &[AgendaItem], total: u32) -> Result<Vec<u32>, AgendaFault> {
    let model: u32 = items.iter().map(|item| item.minutes).sum();
    if model == total {
        return Ok(items.iter().map(|item| item.minutes).collect());
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let least = (model * 3).div_ceil(5).max(count.saturating_mul(STEP));
    if total < least || items.is_empty() {
        return Err(AgendaFault::TooShort { least, model });
    }
    let steps = total / STEP;
    // Every item has one step; the others go by the share of the model that lies above it.
    let spare = u64::from(steps - count);
    let weights: Vec<u64> = items.iter().map(|item| u64::from(item.minutes.saturating_sub(STEP))).collect();
    let weight = weights.iter().sum::<u64>().max(1);
    let mut given: Vec<u64> = weights.iter().map(|own| own * spare / weight).collect();
    let mut by_remainder: Vec<usize> = (0..items.len()).collect();
    by_remainder.sort_by_key(|&at| (std::cmp::Reverse(weights[at] * spare % weight), items[at].is_break, at));
    let left = spare - given.iter().sum::<u64>();
    for &at in by_remainder.iter().cycle().take(usize::try_from(left).unwrap_or(0)) {
        given[at] += 1;
    }
    let mut minutes: Vec<u32> = given.iter().map(|more| (u32::try_from(*more).unwrap_or(0) + 1) * STEP).collect();
    if let Some(last) = minutes.last_mut() {
        *last += total % STEP;
    }
    Ok(minutes)
}

/// "14:00 to 14:10" for every item; with several starts one line for each.
pub(crate) fn slots(minutes: &[u32], starts: &[NaiveTime]) -> Vec<String> {
    let mut begin: u32 = 0;
    let mut cells = Vec::new();
    for length in minutes {
        let end = begin + length;
        let at = |start: &NaiveTime, after: u32| (*start + TimeDelta::minutes(i64::from(after))).format("%H:%M").to_string();
        let lines: Vec<String> = starts.iter().map(|start| format!("{} to {}", at(start, begin), at(start, end))).collect();
        cells.push(lines.join("\n"));
        begin = end;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::paper::read;

    const MENTORS: [u32; 12] = [10, 10, 10, 15, 15, 15, 25, 15, 25, 10, 20, 10];

    fn items(minutes: &[u32], breaks: &[usize]) -> Vec<AgendaItem> {
        minutes.iter().enumerate().map(|(at, minutes)| AgendaItem { minutes: *minutes, is_break: breaks.contains(&at) }).collect()
    }

    #[test]
    fn the_model_itself_is_left_as_it_is() {
        assert_eq!(scaled(&items(&MENTORS, &[5, 9]), 180), Ok(MENTORS.to_vec()));
    }

    #[test]
    fn every_length_adds_up_and_leaves_no_item_out() {
        let model = items(&MENTORS, &[5, 9]);
        for total in 108..=400 {
            let minutes = scaled(&model, total).unwrap();
            assert_eq!(minutes.iter().sum::<u32>(), total);
            assert!(minutes.iter().all(|minutes| *minutes >= 5), "{total}: {minutes:?}");
            assert!(minutes[..11].iter().all(|minutes| minutes % 5 == 0), "{total}: {minutes:?}");
            let longer = |a: usize, b: usize| minutes[a] + 5 >= minutes[b];
            assert!((0..11).all(|a| (0..11).all(|b| MENTORS[a] <= MENTORS[b] || longer(a, b))), "{total}: {minutes:?}");
        }
        assert_eq!(scaled(&model, 107), Err(AgendaFault::TooShort { least: 108, model: 180 }));
    }

    #[test]
    fn a_session_shorter_than_one_step_for_each_item_is_too_short() {
        assert_eq!(scaled(&items(&[5, 5, 5, 5], &[]), 19), Err(AgendaFault::TooShort { least: 20, model: 20 }));
    }

    #[test]
    fn times_add_up_from_the_start_and_over_the_hour() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(slots(&[10, 45, 5], &[at(14, 0)]), ["14:00 to 14:10", "14:10 to 14:55", "14:55 to 15:00"]);
        assert_eq!(slots(&[30], &[at(12, 0), at(15, 45)]), ["12:00 to 12:30\n15:45 to 16:15"]);
    }

    #[test]
    fn only_a_table_of_minutes_is_an_agenda() {
        let times = AgendaTimes { minutes: 30, starts: vec![NaiveTime::from_hms_opt(9, 30, 0).unwrap()] };
        let mut blocks =
            read("| Minutes | What |\n|---|---|\n| 10 | Hello |\n| 20 | Talk |\n\n| Step | x |\n|---|---|\n| 1 | y |\n");
        set_times(&mut blocks, &times).unwrap();
        let first = |block: &PaperBlock| match block {
            PaperBlock::Table(table) => table.rows.iter().map(|row| plain(&row[0])).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(first(&blocks[0]), ["09:30 to 09:40", "09:40 to 10:00"]);
        assert_eq!(first(&blocks[1]), ["1"]);
        let mut wrong = read("| minutes | What |\n|---|---|\n| ten | Hello |\n");
        assert_eq!(set_times(&mut wrong, &times), Err(vec![AgendaFault::NotMinutes("ten".into())]));
    }
}
