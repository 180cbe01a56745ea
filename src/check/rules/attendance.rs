//! `attendance`: what is recorded of a session is about people of this cohort, who are asked to come, and says one thing of each.

use crate::check::{Check, Scope, Subject};
use crate::domain::attendance::{AttendanceRow, AttendanceWord};
use crate::domain::event::Event;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::long_date;

pub(super) const CHECK: Check = Check {
    name: "attendance",
    sentence: "Attendance is recorded of people who are asked to come, and says one thing of each.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (event, rows) in &subject.facts.attendance.0 {
        let file = format!("facts/sessions/{event}.csv");
        let known = subject.settings.events.iter().find(|known| known.id == *event);
        if known.is_none() {
            let problem = Problem::warning(CHECK.name, "cohort.toml has no event of this id; its attendance does not count");
            problems.push(problem.at(Place::file(&file)).value(event).help("give the event its former id, or leave the record"));
        }
        let counting = subject.facts.attendance.standing(event);
        for (line, row) in (2..).zip(rows).filter(|(_, row)| counting.get(&row.person) == Some(row)) {
            let wrong = wrong(subject, known, event, *row);
            problems.extend(wrong.map(|problem| problem.at(Place::file(&file).line(line))));
        }
        // What does not count, or is to be taken back, contradicts nothing.
        let Some(known) = known else { continue };
        let apart = subject.facts.attendance.contradicted(event);
        for (person, [one, other]) in apart.into_iter().filter(|(person, _)| known.audience.includes(person.side())) {
            let line =
                |row: AttendanceRow| (2..).zip(rows).filter(|(_, known)| **known == row).last().map_or(0, |(line, _)| line);
            let message =
                format!("two records of {person} at {event} differ: {} at line {} and {}", words(one), line(one), words(other));
            let help = format!("{} or {} settles it", command(known, other), command(known, one));
            problems.push(Problem::error(CHECK.name, message).at(Place::file(&file).line(line(other))).help(help));
        }
    }
    problems
}

/// The command that records again what a row says.
fn command(event: &Event, row: AttendanceRow) -> String {
    let absent = if row.attended == AttendanceWord::Absent { " --absent" } else { "" };
    let option = row.option.filter(|option| *option as usize <= event.dates.len());
    let option = option.map_or_else(String::new, |option| format!(" --option {option}"));
    format!("`revmentor attend {} {}{absent}{option} --on {}`", event.id, row.person, row.on)
}

fn words(row: AttendanceRow) -> String {
    let came = if row.attended == AttendanceWord::Came { "attended" } else { "absent" };
    format!("{came} on {}", long_date(row.on))
}

fn wrong(subject: &Subject<'_>, event: Option<&Event>, id: &str, row: AttendanceRow) -> Option<Problem> {
    let person = row.person;
    let retract = format!("`revmentor attend {id} {person} --retract` takes the record back");
    if !subject.cohort.people.contains_key(&person) {
        return Some(
            Problem::error(CHECK.name, "unknown id").value(person.to_string()).restore(format!("facts/sessions/{id}.csv")),
        );
    }
    let event = event?;
    if !event.audience.includes(person.side()) {
        let message = format!("{id} is for {}, and {person} is recorded at it", event.audience.word());
        return Some(Problem::warning(CHECK.name, message).help(retract));
    }
    let is_offered = row.option_now(event).is_none_or(|option| option as usize <= event.dates.len());
    let message = format!("{person} is recorded at date {} of {id}, which has {}", row.option.unwrap_or(0), event.dates.len());
    (!is_offered).then(|| Problem::warning(CHECK.name, message).help(retract))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;
    use crate::domain::attendance::{AttendanceRow, AttendanceWord};
    use crate::domain::example::day;
    use crate::domain::facts::Facts;

    fn row(person: &str, attended: AttendanceWord, option: u32) -> AttendanceRow {
        AttendanceRow { person: person.parse().unwrap(), attended, on: day(2027, 1, 12), option: Some(option) }
    }

    fn with(event: &str, rows: Vec<AttendanceRow>) -> impl FnOnce(&mut Facts) {
        let event = event.to_owned();
        move |facts| _ = facts.attendance.0.insert(event, rows)
    }

    #[test]
    fn strangers_other_sides_and_unknown_dates_are_named() {
        let rows = vec![
            row("E99", AttendanceWord::Came, 1),
            row("M02", AttendanceWord::Came, 1),
            row("E02", AttendanceWord::Came, 3),
            row("E01", AttendanceWord::Absent, 2),
        ];
        let found = found(with("midpoint-mentees", rows));
        assert_eq!(
            found,
            [
                "attendance facts/sessions/midpoint-mentees.csv, line 2: unknown id",
                "attendance facts/sessions/midpoint-mentees.csv, line 3: midpoint-mentees is for mentees, and M02 is recorded at it",
                "attendance facts/sessions/midpoint-mentees.csv, line 4: E02 is recorded at date 3 of midpoint-mentees, which has 2",
            ]
        );
    }

    #[test]
    fn two_records_of_one_person_that_differ_are_a_contradiction() {
        let rows = vec![row("E01", AttendanceWord::Came, 1), row("E01", AttendanceWord::Absent, 1)];
        let found = found(with("midpoint-mentees", rows));
        assert_eq!(
            found,
            ["attendance facts/sessions/midpoint-mentees.csv, line 3: two records of E01 at midpoint-mentees differ: \
                 attended on Tuesday 12 January 2027 at line 2 and absent on Tuesday 12 January 2027"]
        );
    }
}
