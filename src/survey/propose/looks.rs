//! What a column looks like, told from its cells alone.

use std::collections::BTreeSet;
use std::fmt;

use crate::domain::settings::Column;
use crate::domain::text;
use crate::domain::text::counted;
use crate::domain::weekdays;
use crate::survey::cells::addresses;
use crate::survey::cells::dates::{self, Fault, Order};
use crate::survey::cells::days;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::cells::nothing::is_nothing;
use crate::survey::cells::several::{self, Joining};

/// What the filled cells of a column look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Nothing stands in the column.
    Empty,
    /// E-mail addresses.
    Addresses,
    /// Names of people.
    Names,
    /// Dates, perhaps with times.
    Moments,
    /// Weekdays.
    Weekdays,
    /// Yes and no, or a tick.
    Marks,
    /// Numbers.
    Numbers,
    /// One of so many answers.
    OneOf(usize),
    /// Several of so many answers, joined by a separator.
    SeveralOf(usize, String),
    /// Texts of people's own.
    FreeText,
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Looks::Empty => f.write_str("empty"),
            Looks::Addresses => f.write_str("address"),
            Looks::Names => f.write_str("name"),
            Looks::Moments => f.write_str("date"),
            Looks::Weekdays => f.write_str("weekdays"),
            Looks::Marks => f.write_str("yes or no"),
            Looks::Numbers => f.write_str("number"),
            Looks::OneOf(answers) => write!(
                f,
                "{}",
                if *answers == 1 { "always the same answer".to_owned() } else { format!("one of {answers} answers") }
            ),
            Looks::SeveralOf(answers, separator) => {
                write!(f, "several of {} joined by {separator:?}", counted(*answers, "answer"))
            }
            Looks::FreeText => f.write_str("free text"),
        }
    }
}

/// Looks at the filled cells of one column. O(cells).
pub(super) fn look(cells: &[&str], joint: Option<&str>) -> (Looks, Joining) {
    let plain = Joining::default();
    if cells.is_empty() {
        return (Looks::Empty, plain);
    }
    let share = |test: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| test(cell)).count() * 10 / cells.len();
    if share(&|cell| cell.contains('@') && addresses::only(cell).is_ok()) >= 5 {
        return (Looks::Addresses, plain);
    }
    if share(&is_days) >= 6 {
        return (Looks::Weekdays, plain);
    }
    if share(&is_moment) >= 6 {
        return (Looks::Moments, plain);
    }
    if share(&is_mark) >= 9 {
        return (Looks::Marks, plain);
    }
    if share(&|cell| text::tidy(cell).parse::<f64>().is_ok()) >= 8 {
        return (Looks::Numbers, plain);
    }
    texts(cells, joint)
}

/// A date, or what has the shape of one.
fn is_moment(cell: &str) -> bool {
    !matches!(dates::parse(cell, Order::DayFirst), Err(Fault::Unreadable))
}

fn is_days(cell: &str) -> bool {
    let words: Vec<&str> = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    !days::read(cell).is_empty() && words.iter().filter(|word| weekdays::parse(word).is_some()).count() * 2 >= words.len()
}

fn is_mark(cell: &str) -> bool {
    let short = cell.trim().chars().count() <= 16;
    short && !is_nothing_said(cell) && marks::read(cell, &Column::default()) != Mark::Unclear
}

/// `n/a` is neither yes nor no.
fn is_nothing_said(cell: &str) -> bool {
    is_nothing(cell) && !matches!(cell.trim().to_lowercase().as_str(), "no" | "x")
}

fn texts(cells: &[&str], joint: Option<&str>) -> (Looks, Joining) {
    let joining = several::infer(cells, joint);
    let tally = several::tally(cells, &joining);
    let repeated = tally.values().filter(|times| **times > 1).sum::<usize>() * 10 >= tally.values().sum::<usize>() * 5;
    if !joining.separators.is_empty() && (repeated || joining.tight) {
        let separator = joining.separators.join(" ");
        return (Looks::SeveralOf(tally.len(), separator), joining);
    }
    let distinct: BTreeSet<String> = cells.iter().map(|cell| text::tidy(cell).to_lowercase()).collect();
    let names = cells.iter().filter(|cell| is_name(cell)).count() * 10 / cells.len();
    let looks = if names >= 8 && distinct.len() * 10 >= cells.len() * 8 {
        Looks::Names
    } else if distinct.len() * 10 <= cells.len() * 8 || distinct.len() <= 3 {
        Looks::OneOf(distinct.len())
    } else {
        Looks::FreeText
    };
    (looks, Joining::default())
}

/// One to six words of letters that begin with a capital, or almost all of them.
fn is_name(cell: &str) -> bool {
    let tidy = text::tidy(cell);
    let words: Vec<&str> = tidy.split(' ').collect();
    let letters = |c: char| c.is_alphabetic() || "-'’‘.?,".contains(c);
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    words.len() <= 6
        && tidy.chars().all(|c| letters(c) || c == ' ')
        && words.iter().filter(|word| capital(word)).count() * 2 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> String {
        look(cells, None).0.to_string()
    }

    #[test]
    fn columns_are_told_by_their_cells() {
        for (cells, looks) in [
            (&["a@x.example", "b@x.example"][..], "address"),
            (&["Mon/Tue", "Wed", "Thu-Fri"], "weekdays"),
            (&["13/09/2025", "14/09/2025"], "date"),
            (&["Yes", "No", "Yes"], "yes or no"),
            (&["1234567", "7654321"], "number"),
            (&["Anna Smith", "Siân O’Brien", "Suryani"], "name"),
            (&["Cardiology", "Cardiology", "Psychiatry", "Cardiology", "Psychiatry"], "one of 2 answers"),
            (&["A; B", "B; C", "A; C"], "several of 3 answers joined by \"; \""),
            (&[], "empty"),
        ] {
            assert_eq!(seen(cells), looks, "{cells:?}");
        }
    }
}
