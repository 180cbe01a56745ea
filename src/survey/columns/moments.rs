//! In which order a column writes day and month.

use super::{Field, Kind, cells};
use crate::domain::problem::{Place, Problem};
use crate::survey::cells::date_order::{self, Basis};
use crate::survey::cells::dates::Order;
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// The order, by the dates themselves, by their sequence, or by the tool's habit.
pub(super) fn order(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>, notes: &mut Vec<String>) -> Order {
    let habit = if header.dialect.is_some_and(|dialect| dialect.month_first) { Order::MonthFirst } else { Order::DayFirst };
    if found.column.format.is_some() {
        return habit;
    }
    let cells = cells(sheet, header, found);
    let (order, basis) = date_order::decide(cells.iter().copied(), habit);
    let why = match basis {
        Basis::Clear | Basis::Habit => return order,
        Basis::Days => "some dates fit no other order",
        Basis::Sequence => "only so do the rows follow each other in time",
    };
    notes.push(format!("dates in {:?} are read {}: {why}", found.label, order.word()));
    order
}

/// A warning where nothing but habit decided.
pub(super) fn ambiguous(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>) -> Option<Problem> {
    let Kind::Moment(order) = found.kind else { return None };
    let cells = cells(sheet, header, found);
    let ambiguous = found.column.format.is_none() && date_order::decide(cells.iter().copied(), order).1 == Basis::Habit;
    ambiguous.then(|| {
        Problem::warning(
            "ambiguous-dates",
            format!("nothing in the file says whether day or month comes first; read {}", order.word()),
        )
        .at(Place::file(&sheet.path).column(&found.label))
        .value(cells.first().copied().unwrap_or_default())
        .help("say `answered = { column = …, format = \"%d/%m/%Y\" }` if that is wrong")
    })
}
