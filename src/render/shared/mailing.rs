//! `mailing.csv`: what each person is due to be told, and what they were told, by id. Whether a draft stands is private, and `messages` shows
//! it; a due date in a text of the lead's own counts there, and not here.

use crate::correspondence::record;
use crate::domain::cohort::Cohort;
use crate::domain::settings::Settings;
use crate::domain::told::Told;
use crate::render::escape::csv::{CsvCell, OrBlank, Records};

/// The columns, in order; new ones are added at the end. A message to a list that only the lead's office has bears no person.
pub(crate) const COLUMNS: [&str; 4] = ["message", "person", "due", "told"];

/// The view: a header, then one record a message and person.
pub(crate) fn render(settings: &Settings, cohort: &Cohort, told: &Told) -> String {
    let mut records = Records::headed(COLUMNS);
    for (stage, people) in record::records(settings, cohort, told) {
        for (who, record) in people {
            let cells: [&dyn CsvCell; 4] = [&stage, &OrBlank(who), &OrBlank(record.due), &OrBlank(record.told)];
            records.push(cells);
        }
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day};
    use crate::domain::told::ToldRow;

    #[test]
    fn messages_stand_by_name_and_person_with_both_days() {
        let mut told = Told::default();
        let sent =
            |person: Option<&str>, on| ToldRow { person: person.map(|id| id.parse().unwrap()), on, code: Some("a".into()) };
        told.add("invitation-mentors", sent(None, day(2026, 9, 1)));
        told.add("received", sent(Some("M02"), day(2026, 10, 2)));
        let text = render(&example::settings(), &example::cohort(), &told);
        assert!(text.starts_with("message,person,due,told\n"), "{text}");
        for line in ["invitation-mentors,,,2026-09-01", "received,M02,2026-10-01,2026-10-02", "received,E01,2026-10-01,"] {
            assert!(text.lines().any(|shown| shown == line), "{line}\n{text}");
        }
        let keys = |text: &str| text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert!(keys(&text).is_sorted());
    }
}
