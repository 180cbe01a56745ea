//! In which order a column writes day and month.

use super::{Field, Said, cells};
use crate::domain::problem::{Place, Problem};
use crate::survey::cells::date_order::{self, Basis};
use crate::survey::cells::dates::Order;
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// The order, by the dates themselves, by their sequence, or by the tool's habit; where only habit decides, that is a warning.
pub(super) fn order(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>, said: &mut Said) -> Order {
    let habit = if header.dialect.is_some_and(|dialect| dialect.month_first) { Order::MonthFirst } else { Order::DayFirst };
    if found.column.format.is_some() {
        return habit;
    }
    let cells = cells(sheet, header, found);
    let (order, basis) = date_order::decide(cells.iter().copied(), habit);
    let decided = |why: &str| format!("dates in {:?} are read {}: {why}", found.label, order.word());
    match basis {
        Basis::Clear => {}
        Basis::Days => said.notes.push(decided("some dates fit no other order")),
        Basis::Sequence => said.notes.push(decided("only so do the rows follow each other in time")),
        Basis::Habit => {
            let message = format!("nothing in the file says whether day or month comes first; read {}", order.word());
            let problem = Problem::warning("ambiguous-dates", message).at(Place::file(&sheet.path).column(&found.label));
            let help = "say `answered = { column = …, format = \"%d/%m/%Y\" }` if that is wrong";
            said.warnings.push(problem.value(cells.first().copied().unwrap_or_default()).help(help));
        }
    }
    order
}
