//! The words that the program itself writes into committed files. Somebody may be called so, and then the word tells nothing.

use std::collections::BTreeSet;

use crate::app::session::CohortSession;
use crate::correspondence::stages::STAGES;
use crate::domain::cohort::Cohort;
use crate::domain::spelling;
use crate::domain::told::Told;
use crate::render::shared::views::views;
use crate::store::template;

/// Words of the facts, which have no text of their own to take them from.
const OF_FACTS: &str = "adopted after ambiguous cancelled chose code conflict date dismissed earliest ended erased fact held joined \
    latest left meeting misspelt missed moved named paired people personal planned possible previous rematch removed returned \
    revealed same score supervises waiting withdrawal withdrew workload";

/// Every word of the template, of empty views, of the facts, and of the names of messages, which stand in `mailing.csv`.
pub(super) fn own_words(session: &CohortSession) -> BTreeSet<String> {
    let empty = views(&session.settings, &Cohort::default(), &Told::default());
    let titles: BTreeSet<String> = words(&session.settings_text).collect();
    let of_views: Vec<String> = empty.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    let of_stages = STAGES.iter().flat_map(|stage| words(stage.id));
    let of_program = words(template::COHORT_TOML).chain(words(OF_FACTS)).chain(of_stages);
    // A word of a view that stands in cohort.toml is the lead's.
    let of_views = of_views.iter().flat_map(|view| words(view)).filter(|word| !titles.contains(word));
    of_program.chain(of_views).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(spelling::key)
}
