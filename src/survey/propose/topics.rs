//! What answers are about, told from the answers themselves: regions of the United Kingdom, medical specialties, employers.

use crate::domain::spelling;
use crate::survey::cells::nothing::is_nothing;

/// A topic of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Parts of the country, deaneries.
    Region,
    /// Medical specialties.
    Specialty,
    /// Trusts, hospitals, health boards.
    Employer,
}

/// Comparison keys of which one at a word's beginning shows the topic. The first topic that most answers show wins.
const HINTS: [(Topic, &str); 3] = [
    (
        Topic::Employer,
        "nhs trust|nhs ft|nhs foundation|trust|hospital|infirmary|health board|surgery practice|medical centre|health centre",
    ),
    (
        Topic::Region,
        "yorkshire|london|north west|north east|south west|south east|east midlands|west midlands|midlands|wessex|thames valley|mersey|\
         kent|severn|peninsula|east of england|scotland|wales|northern ireland|humber|cumbria|england",
    ),
    (
        Topic::Specialty,
        "anaesthe|intensive care|paediatric|emergency medicine|general practice|obstetric|gynaecolog|psychiatr|cardiolog|radiolog|\
         general surgery|trauma and orthopaedic|orthopaedic|ophthalmolog|histopatholog|patholog|geriatric|acute internal|public health|\
         oncolog|haematolog|neurolog|respiratory|gastroenterolog|dermatolog|nephrolog|renal|rheumatolog|endocrin|microbiolog|urolog|\
         palliative|stroke medicine|sexual health|genitourinary|vascular|plastic surgery|acute medicine|neurosurg|medicine",
    ),
];

/// The topic of most of the answers.
pub(super) fn of(cells: &[&str]) -> Option<Topic> {
    let keys: Vec<String> =
        cells.iter().take(200).filter(|cell| !is_nothing(cell)).map(|cell| format!(" {}", spelling::key(cell))).collect();
    let shows = |key: &String, hints: &str| hints.split('|').any(|hint| key.contains(&format!(" {hint}")));
    let most = |hints: &str| !keys.is_empty() && keys.iter().filter(|key| shows(key, hints)).count() * 10 >= keys.len() * 6;
    HINTS.iter().find(|(_, hints)| most(hints)).map(|(topic, _)| *topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_told_by_the_answers() {
        assert_eq!(of(&["Kent, Surrey and Sussex", "London", "No preference", "Wales"]), Some(Topic::Region));
        assert_eq!(of(&["Cardiology", "Obstetrics and Gynaecology", "General Surgery"]), Some(Topic::Specialty));
        assert_eq!(of(&["Barts Health NHS Trust", "St George's Hospital", "LTHT"]), Some(Topic::Employer));
        assert_eq!(of(&["Networking", "Rotas", "Faith at work"]), None);
        assert_eq!(of(&["No preference"]), None);
    }
}
