//! The report of a cohort: pictures that each answer one question, with a table beside each, as one web page and as Markdown.
//!
//! A new picture: a file here with its `picture` function, and a line in the table `PICTURES`. The public edition is handed no name; pictures that
//! name people are made from [`PrivateReport`] alone. The edition for participants has no line of one pair, not even by id.

mod after;
mod answers;
mod bars;
mod change;
mod cohorts;
mod commitment;
mod conflicts;
mod diverging;
mod drawing;
mod figures;
mod flow;
mod mailing;
mod markdown;
mod meetings;
mod outcomes;
mod page;
mod palette;
mod people;
mod picture;
mod programme;
mod rhythm;
mod scales;
mod scores;
mod sessions;
mod summary;
mod withdrawable;
mod words;

pub(crate) use cohorts::{CohortRow, cohort_row};
pub(crate) use figures::{ReportFigures, from_edition, from_evaluation};
pub(crate) use mailing::MailingRow;
pub(crate) use markdown::markdown;
pub(crate) use page::page;
pub(crate) use scores::ScoreRow;
pub(crate) use withdrawable::withdrawable;

use chrono::NaiveDate;

use crate::domain::cohort::Cohort;
use crate::domain::outcome::PublishedOutcome;
use crate::domain::settings::Settings;
use crate::render::private::names::Names;
use picture::Picture;

/// Everything that a report is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportData<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The cohort; without scores where these are not to be seen.
    pub cohort: &'a Cohort,
    /// The day of the newest fact; none where nothing has happened.
    pub as_of: Option<NaiveDate>,
    /// The figures of the evaluation: published ones, or in the private edition all.
    pub figures: &'a ReportFigures,
    /// Learning points, action points and reflections: published ones, or in the private edition all.
    pub outcomes: &'a [PublishedOutcome],
    /// Summaries of pairs that were published, one a pair.
    pub summaries: &'a [String],
    /// Earlier cohorts and this one.
    pub cohorts: &'a [CohortRow],
    /// What only the lead may see.
    pub private: Option<PrivateReport<'a>>,
    /// Whether it goes to participants: whoever knows the days of their own meetings would find their pair's line, so nothing in it
    /// is about one pair or one person.
    pub for_participants: bool,
}

/// What the private edition shows beside the public one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PrivateReport<'a> {
    /// Who an id is.
    pub names: &'a Names,
    /// What each criterion gave each pair.
    pub scores: &'a [ScoreRow],
    /// Every mailing.
    pub mailing: &'a [MailingRow],
    /// Free texts whose authors consented, by side and wave, without a name.
    pub quotes: &'a [(String, String)],
}

/// A picture, or why there is none.
type Drawn = Result<Picture, &'static str>;

/// Makes one picture.
type Draw = fn(&ReportData<'_>) -> Drawn;

/// Pictures by id, in the order of the report.
type Pictures = Vec<(&'static str, Picture)>;

/// Ids of pictures that cannot be made, with the reason.
type Missing = Vec<(&'static str, &'static str)>;

/// Every picture by its id, in the order of the report.
const PICTURES: [(&str, Draw); 16] = [
    ("flow", flow::picture),
    ("programme", programme::picture),
    ("meetings", meetings::picture),
    ("commitment", commitment::picture),
    ("rhythm", rhythm::picture),
    ("scores", scores::picture),
    ("conflicts", conflicts::picture),
    ("sessions", sessions::picture),
    ("answers", answers::picture),
    ("change", change::picture),
    ("scales", scales::picture),
    ("people", people::picture),
    ("after", after::picture),
    ("outcomes", outcomes::picture),
    ("mailing", mailing::picture),
    ("cohorts", cohorts::picture),
];

/// Pictures that only the private edition has.
const PRIVATE_ONLY: [&str; 2] = ["people", "mailing"];

/// The pictures that can be made, and the others with the reason.
fn pictures(data: &ReportData<'_>) -> (Pictures, Missing) {
    let (mut drawn, mut missing) = (Vec::new(), Vec::new());
    for (id, picture) in PICTURES {
        match picture(data) {
            Ok(picture) => drawn.push((id, picture)),
            Err(_) if data.private.is_none() && PRIVATE_ONLY.contains(&id) => {}
            Err(_) if data.for_participants && id == "scores" => {}
            Err(why) => missing.push((id, why)),
        }
    }
    (drawn, missing)
}

/// What is not in the report, in one sentence.
fn left_out(missing: &[(&'static str, &'static str)]) -> Option<String> {
    let parts: Vec<String> = missing.iter().map(|(id, why)| format!("{id} ({why})")).collect();
    (!parts.is_empty()).then(|| format!("Not shown, since there is nothing to show yet: {}.", parts.join(", ")))
}

#[cfg(test)]
mod tests;
