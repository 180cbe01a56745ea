//! Where a setting stands: what other floors find wrong with a key is told with its line and the spot in the file.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use crate::domain::problem::{Place, Problem};

use super::findings::Findings;
use super::node::Node;
use super::syntax;
use super::value;

/// A table and one of its keys.
type Key = (&'static str, &'static str);

/// Where a key is looked for if it is not written where one would expect it.
const OTHERWISE: [(Key, Key); 2] =
    [(("meetings", "first"), ("dates", "start")), (("meetings", "last"), ("dates", "meetings_end"))];

/// The problems with file, line and spot. Their `place.column` is a key such as `meetings.last`, or, with the id of the event,
/// `event.midpoint-mentees.dates`; of an event's dates the one that the problem's value names. A key that is not written is told at the
/// heading of its table. What has a line already, or names no key, stays as it is.
pub fn located(text: &str, file: &str, problems: Vec<Problem>) -> Vec<Problem> {
    let is_to_be_found = |problem: &Problem| problem.place.line.is_none() && problem.place.column.is_some();
    if !problems.iter().any(is_to_be_found) {
        return problems;
    }
    let mut ignored = Findings::new(file, text);
    let Some((table, _)) = syntax::parse(text, &mut ignored) else { return problems };
    let root = Node::root(table.get_ref());
    problems.into_iter().map(|problem| one(&root, file, text, problem)).collect()
}

fn one(root: &Node<'_>, file: &str, text: &str, problem: Problem) -> Problem {
    let Some(key) = problem.place.column.clone().filter(|_| problem.place.line.is_none()) else { return problem };
    let Some(span) = span(root, &key, problem.value.as_deref()) else {
        return Problem { place: Place { file: Some(file.to_owned()), ..problem.place }, ..problem };
    };
    let mut findings = Findings::new(file, text);
    findings.add(&key, span, problem);
    findings.problems.remove(0)
}

fn span(root: &Node<'_>, key: &str, value: Option<&str>) -> Option<Range<usize>> {
    let (table, key) = key.rsplit_once('.')?;
    if let Some(id) = table.strip_prefix("event.") {
        let event = root.tables("event").into_iter().find(|node| node.text("id").as_deref() == Some(id))?;
        return Some(of_event(&event, key, value));
    }
    let written = |table: &str, key: &str| root.table(table).value(key).map(Spanned::span);
    let otherwise = OTHERWISE.iter().find(|(usual, _)| *usual == (table, key)).map(|(_, otherwise)| *otherwise);
    let elsewhere = otherwise.and_then(|(table, key)| written(table, key));
    let tables = otherwise.map(|(table, _)| table).into_iter().chain([table]);
    let heading = || tables.map(|table| root.table(table)).find(Node::is_there).map(|node| node.span);
    written(table, key).or(elsewhere).or_else(heading)
}

/// The date that the value begins with; else all of them; else the time of day by which the event is planned.
fn of_event(event: &Node<'_>, key: &str, value: Option<&str>) -> Range<usize> {
    let dates = event.value(key).and_then(|held| held.get_ref().as_array());
    let named = |held: &&Spanned<DeValue<'_>>| {
        let day = value::moment(held.get_ref()).map(|moment| moment.format("%Y-%m-%d %H:%M").to_string());
        day.zip(value).is_some_and(|(day, value)| day.starts_with(value))
    };
    let one = dates.and_then(|dates| dates.iter().find(named)).map(Spanned::span);
    let key = if event.value(key).is_none() && event.value("at").is_some() { "at" } else { key };
    one.unwrap_or_else(|| event.span_of(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[meetings]\nfirst = 2027-01-11\n[dates]\nmeetings_end = 2027-06-01\n\
                        [[event]]\nid = \"a\"\ndates = [\n  2027-02-16T13:00:00,\n  2027-02-17T13:00:00,\n]\n[[event]]\nid = \"b\"\nat = \"13:00\"\n";

    fn line(key: &str, value: &str) -> (Option<u32>, Option<String>) {
        let problem = Problem::warning("x", "y").at(Place::default().column(key)).value(value);
        let place = located(TEXT, "cohort.toml", vec![problem]).remove(0).place;
        (place.line, place.span.map(|span| TEXT[span.start..span.end].to_owned()))
    }

    #[test]
    fn a_key_is_found_where_it_stands_or_at_its_heading() {
        let told = |line, text: &str| (Some(line), Some(text.to_owned()));
        assert_eq!(line("meetings.first", ""), told(2, "2027-01-11"));
        assert_eq!(line("meetings.last", "2027-06-01"), told(4, "2027-06-01"));
        assert_eq!(line("dates.reveal", "2027-01-08"), told(3, "[dates]"));
        assert_eq!(line("event.a.dates", "2027-02-17 13:00"), told(9, "2027-02-17T13:00:00"));
        assert_eq!(line("event.a.dates", "2027-02-16"), told(8, "2027-02-16T13:00:00"));
        assert_eq!(line("event.a.dates", "2027-02-18").0, Some(7));
        assert_eq!(line("event.b.dates", "2027-02-18 13:00"), told(13, "\"13:00\""));
        assert_eq!(line("calendar.observances", "islam"), (None, None));
    }

    #[test]
    fn what_has_a_line_keeps_it() {
        let problem = Problem::warning("x", "y").at(Place::file("holidays.ics").line(9).column("meetings.first"));
        assert_eq!(located(TEXT, "cohort.toml", vec![problem.clone()]), [problem]);
        assert_eq!(located("[meetings", "cohort.toml", vec![Problem::error("x", "y")]).len(), 1);
    }
}
