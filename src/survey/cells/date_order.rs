//! Which of day and month a column writes first: decided over the whole column.

use chrono::NaiveDateTime;

use super::dates::{Open, Order};

/// How the order of day and month was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// No date of the column leaves it open.
    Clear,
    /// Some date fits only this order.
    Days,
    /// Only in this order do the rows follow each other in time.
    Sequence,
    /// Nothing in the file decides; the tool's habit, or the British one.
    Habit,
}

/// Decides the order over all cells of a column, in the order of the rows. O(cells).
pub(crate) fn decide<'a>(cells: impl Iterator<Item = &'a str>, habit: Order) -> (Order, Basis) {
    let open: Vec<Open<'a>> = cells.filter_map(Open::of).collect();
    if open.is_empty() {
        return (habit, Basis::Clear);
    }
    let fitting = |order| open.iter().filter(|date| date.fits(order)).count();
    let (as_habit, otherwise) = (fitting(habit), fitting(habit.other()));
    if as_habit != otherwise {
        return (if as_habit > otherwise { habit } else { habit.other() }, Basis::Days);
    }
    let jumps = |order| jumps(open.iter().filter_map(|date| date.moment(order)).map(|moment| moment.instant()));
    match (jumps(habit), jumps(habit.other())) {
        (0, 0) => (habit, Basis::Habit),
        (0, _) => (habit, Basis::Sequence),
        (_, 0) => (habit.other(), Basis::Sequence),
        _ => (habit, Basis::Habit),
    }
}

/// How often the rows go against their main direction in time.
fn jumps(moments: impl Iterator<Item = NaiveDateTime>) -> usize {
    let moments: Vec<NaiveDateTime> = moments.collect();
    let pairs = || moments.iter().zip(moments.iter().skip(1));
    let (up, down) = (pairs().filter(|(a, b)| a < b).count(), pairs().filter(|(a, b)| a > b).count());
    up.min(down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_decided_over_the_whole_column() {
        let judge = |cells: &[&str], habit| decide(cells.iter().copied(), habit);
        assert_eq!(judge(&["9/10/25", "9/14/25"], Order::DayFirst), (Order::MonthFirst, Basis::Days));
        assert_eq!(judge(&["01/02/2025", "13/02/2025"], Order::MonthFirst), (Order::DayFirst, Basis::Days));
        assert_eq!(judge(&["28/09", "2025-09-01"], Order::DayFirst), (Order::DayFirst, Basis::Clear));
        assert_eq!(judge(&["9/10/25", "9/11/25", "10/1/25"], Order::DayFirst), (Order::MonthFirst, Basis::Sequence));
        assert_eq!(judge(&["01/02/2025"], Order::DayFirst), (Order::DayFirst, Basis::Habit));
    }
}
