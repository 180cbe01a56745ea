//! `private/notes.csv`: the words behind a code, as somebody wrote them. They never leave the private folder.

use crate::domain::problem::Problem;
use crate::people::note::Note;

use super::cell;
use super::facts;

const COLUMNS: [&str; 4] = ["on", "about", "what", "text"];

/// Reads the notes, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<Note>, Vec<Problem>) {
    facts::read_rows(text, file, &COLUMNS, |row| {
        let words = |name| cell::read_text(row.raw(name));
        Ok(Note { on: row.day("on")?, about: words("about"), what: words("what"), text: words("text") })
    })
}

/// Writes the notes in the order given.
pub(crate) fn write(notes: &[Note]) -> String {
    let mut records = facts::headed(COLUMNS);
    for Note { on, about, what, text: words } in notes {
        let [about, what, words] = [about, what, words].map(|text| cell::write_text(text));
        records.push([on.to_string(), about, what, words]);
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use chrono::NaiveDate;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(texts in prop::collection::vec("\\PC{0,12}|[;,\"\\\\=\n\r\t ]{1,6}", 0..4)) {
            let on = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
            let note = |text: String| Note { on, about: "M03-E07".into(), what: "conflict".into(), text };
            let notes: Vec<Note> = texts.into_iter().map(note).collect();
            let text = write(&notes);
            prop_assert_eq!(text.lines().count(), notes.len() + 1);
            prop_assert_eq!(read(&text, "private/notes.csv"), (notes, vec![]));
        }
    }

    #[test]
    fn debug_keeps_the_words_back() {
        let (notes, _) = read("on,about,what,text\n2027-01-11,M03,withdrew,ill\n", "private/notes.csv");
        assert!(!format!("{notes:?}").contains("ill"));
    }
}
