//! `private/outcomes.csv`, all points, and `outcomes.csv`, those that were published.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::csv_text::{guard, unguard};
use super::facts::{self, FactRow, Told};
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, OutcomeLevel, PublishedOutcome};
use crate::domain::problem::Problem;
use crate::domain::side::Side;

const PRIVATE: [&str; 10] = ["id", "kind", "side", "level", "text", "owner", "due", "state", "agreed", "done_on"];
const PUBLIC: [&str; 8] = ["id", "kind", "side", "level", "text", "owner", "due", "state"];
const SIDES: [(Side, &str); 2] = [(Side::Mentor, "mentor"), (Side::Mentee, "mentee")];
const YES_NO: [(bool, &str); 2] = [(true, "yes"), (false, "no")];

/// The last column of the private file, which older ones lack: whether the point was in `outcomes.csv` when the file was written.
const PUBLISHED: &str = "published";

/// Reads all points, and which were published when the file was written, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<(Outcome, bool)>, Vec<Problem>) {
    if text.trim().is_empty() {
        return Default::default();
    }
    facts::read_rows(text, file, &PRIVATE, |row| Ok((outcome(row)?, row.text(PUBLISHED) == "yes")))
}

fn outcome(row: &FactRow<'_>) -> Result<Outcome, Told> {
    let filled = |name: &str| !row.text(name).is_empty();
    let day = |name: &str| -> Result<Option<NaiveDate>, Told> { filled(name).then(|| row.day(name)).transpose() };
    Ok(Outcome {
        id: id(row)?,
        kind: row.word("kind", &OutcomeKind::ALL)?,
        side: filled("side").then(|| row.word("side", &SIDES)).transpose()?,
        level: filled("level").then(|| row.word("level", &OutcomeLevel::ALL)).transpose()?,
        text: unguard(row.text("text")).to_owned(),
        owner: filled("owner").then(|| unguard(row.text("owner")).to_owned()),
        due: day("due")?,
        agreed: row.word("agreed", &YES_NO)?,
        done: day("done_on")?,
    })
}

fn id(row: &FactRow<'_>) -> Result<OutcomeId, Told> {
    row.text("id").parse().map_err(|why: String| row.told("id", "bad-id", why, "write it like O01"))
}

/// The published points, with every row that is wrong.
pub(crate) fn read_published(text: &str, file: &str) -> (Vec<PublishedOutcome>, Vec<Problem>) {
    if text.trim().is_empty() {
        return Default::default();
    }
    facts::read_rows(text, file, &PUBLIC, published)
}

fn published(row: &FactRow<'_>) -> Result<PublishedOutcome, Told> {
    let filled = |name: &str| !row.text(name).is_empty();
    Ok(PublishedOutcome {
        id: id(row)?,
        kind: row.word("kind", &OutcomeKind::ALL)?,
        side: filled("side").then(|| row.word("side", &SIDES)).transpose()?,
        level: filled("level").then(|| row.word("level", &OutcomeLevel::ALL)).transpose()?,
        text: unguard(row.text("text")).to_owned(),
        owner: filled("owner").then(|| unguard(row.text("owner")).to_owned()),
        due: filled("due").then(|| row.day("due")).transpose()?,
        is_done: row.word("state", &[(false, "open"), (true, "done")])?,
    })
}

/// All points as the private file.
pub(crate) fn write(outcomes: &[Outcome], published: &BTreeSet<OutcomeId>) -> String {
    let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let [id, kind, side, level, text, owner, due, state, agreed, done_on] = PRIVATE;
    facts::write(
        [id, kind, side, level, text, owner, due, state, agreed, done_on, PUBLISHED],
        outcomes.iter().map(|outcome| {
            let is_published = published.contains(&outcome.id);
            let [id, kind, side, level, text, owner, due, state] = cells(&PublishedOutcome::from(outcome));
            let done = outcome.done.map(|day| day.to_string()).unwrap_or_default();
            [id, kind, side, level, text, owner, due, state, yes_no(outcome.agreed), done, yes_no(is_published)]
        }),
    )
}

/// Points as the published file.
pub(crate) fn write_published<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> String {
    let points: Vec<PublishedOutcome> = outcomes.into_iter().map(PublishedOutcome::from).collect();
    write_points(&points)
}

/// Published points as their file.
pub(crate) fn write_points(points: &[PublishedOutcome]) -> String {
    facts::write(PUBLIC, points.iter().map(cells))
}

fn cells(outcome: &PublishedOutcome) -> [String; 8] {
    [
        outcome.id.to_string(),
        outcome.kind.word().to_owned(),
        outcome.side.map(|side| side.to_string()).unwrap_or_default(),
        outcome.level.map(|level| level.word().to_owned()).unwrap_or_default(),
        guard(&outcome.text).into_owned(),
        guard(outcome.owner.as_deref().unwrap_or_default()).into_owned(),
        outcome.due.map(|day| day.to_string()).unwrap_or_default(),
        if outcome.is_done { "done" } else { "open" }.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_they_were_written() {
        let day = NaiveDate::from_ymd_opt(2027, 9, 1);
        let action = Outcome {
            id: OutcomeId(2),
            kind: OutcomeKind::Action,
            side: Some(Side::Mentee),
            level: Some(OutcomeLevel::Organisation),
            text: "+1 for \"all faiths\"; in rotas, 'too'".into(),
            owner: Some("Head of school".into()),
            due: day,
            agreed: true,
            done: day,
        };
        let plain = Outcome {
            id: OutcomeId(10),
            side: None,
            level: None,
            owner: None,
            due: None,
            agreed: false,
            done: None,
            ..action.clone()
        };
        let all = vec![action, plain];
        let text = write(&all, &BTreeSet::from([OutcomeId(2)]));
        let told = all.iter().cloned().zip([true, false]).collect();
        assert_eq!(read(&text, "private/outcomes.csv"), (told, vec![]));
        let older = text.replace(",published\n", "\n").replace(",yes\n", "\n").replace(",no\n", "\n");
        assert_eq!(read(&older, "private/outcomes.csv").0.iter().filter(|(_, published)| *published).count(), 0, "{older}");
        let published = write_published(&all);
        let expected: Vec<PublishedOutcome> = all.iter().map(PublishedOutcome::from).collect();
        assert_eq!(read_published(&published, "outcomes.csv"), (expected, vec![]));
        assert!(published.contains("O02,action,mentee,organisation,\"'+1 for") && !published.contains("yes"), "{published}");
    }
}
