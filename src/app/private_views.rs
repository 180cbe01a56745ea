//! The lead's own views in `private/`: made from facts and register, written after every change.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::cohort::Cohort;
use crate::domain::settings::Settings;
use crate::people::records::PrivateRecords;
use crate::render::private::names::Names;
use crate::render::private::people_view::PrivateView;
use crate::store::layout::{self, RelPath};

/// The views as they shall stand on `today`; none where nobody is in the register.
pub(crate) fn build(
    settings: &Settings,
    cohort: &Cohort,
    records: &PrivateRecords,
    names: &Names,
    today: NaiveDate,
) -> BTreeMap<RelPath, Vec<u8>> {
    if records.register.iter().next().is_none() {
        return BTreeMap::new();
    }
    let codes = records.key.participant_codes(cohort.people.keys().copied());
    let codes = codes.into_iter().map(|(person, code)| (person, code.to_string())).collect();
    let view = PrivateView { settings, cohort, names, codes: &codes, today };
    let [people, pairs] = layout::private_views();
    BTreeMap::from([(people, view.people().into_bytes()), (pairs, view.pairs().into_bytes())])
}
