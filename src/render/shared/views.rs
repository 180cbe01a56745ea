//! The one table of the files at the top of a cohort directory that are rebuilt from the truth.

use std::collections::BTreeMap;

use crate::domain::cohort::Cohort;
use crate::domain::settings::{Scores, Settings};
use crate::domain::told::Told;

use super::{mailing, meetings, pairings, readme, timeline, waiting_list};

/// Renders one view.
pub(crate) type Render = fn(&Settings, &Cohort, &Told) -> String;

/// Every view with its file name.
pub(crate) const VIEWS: [(&str, Render); 6] = [
    ("README.md", |settings, cohort, _| readme::render(settings, cohort)),
    ("mailing.csv", mailing::render),
    ("meetings.csv", |settings, cohort, _| meetings::render(settings, cohort)),
    ("pairings.csv", |settings, cohort, _| pairings::render(settings, cohort)),
    ("timeline.csv", |settings, cohort, _| timeline::render(settings, cohort)),
    ("waiting-list.csv", |settings, cohort, _| waiting_list::render(settings, cohort)),
];

/// All views, by file name; with scores only where `[privacy]` says that they are committed. O(facts).
pub(crate) fn views(settings: &Settings, cohort: &Cohort, told: &Told) -> BTreeMap<&'static str, Vec<u8>> {
    let render_all =
        |cohort: &Cohort| VIEWS.into_iter().map(|(name, render)| (name, render(settings, cohort, told).into_bytes())).collect();
    match settings.privacy.scores {
        Scores::Private => render_all(&cohort.without_scores()),
        Scores::Committed => render_all(cohort),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn every_view_stands_even_when_nothing_happened() {
        for (name, bytes) in views(&example::settings(), &Cohort::default(), &Told::default()) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.ends_with('\n') && !text.contains('\r') && !text.starts_with('\u{feff}'), "{name}");
        }
    }

    #[test]
    fn hostile_titles_stay_in_their_cells() {
        for title in crate::render::escape::hostile::TEXTS {
            let mut settings = example::settings();
            let before = views(&settings, &example::cohort(), &Told::default());
            title.clone_into(&mut settings.events[0].title);
            for (name, bytes) in views(&settings, &example::cohort(), &Told::default()) {
                let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count();
                assert_eq!(lines(&bytes), lines(&before[name]), "{name} {title:?}");
            }
        }
    }
}
