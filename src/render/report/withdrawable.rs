//! What of a report can be taken back after it was written: figures of the surveys, points, and summaries of pairs.

use std::collections::BTreeSet;

/// The pictures that show answers.
const OF_ANSWERS: [&str; 4] = ["answers", "change", "scales", "after"];

/// What a report, as a page or as Markdown, holds that can be taken back, in words. A summary is named as such, whatever it says.
pub(crate) fn withdrawable(report: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let is_there = |picture: &str| report.contains(&format!("<figure id=\"{picture}\">"));
    if OF_ANSWERS.into_iter().any(is_there) || report.contains("Figures of edition ") {
        found.insert("figures of the surveys".to_owned());
    }
    let of_points = report.split_once("<figure id=\"outcomes\">").map_or("", |(_, rest)| rest);
    let of_points = of_points.split_once("</section>").map_or(of_points, |(section, _)| section);
    let rows = of_points.split("<th scope=\"row\">").skip(1).filter_map(|row| row.split_once('<')).map(|(id, _)| id);
    let lines = report.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |")).map(|(id, _)| id);
    let is_id = |id: &&str| id.parse::<crate::domain::outcome::OutcomeId>().is_ok();
    found.extend(rows.chain(lines).filter(is_id).map(str::to_owned));
    let notes = of_points.split("<p class=\"note\">").skip(1).filter_map(|note| note.split_once("</p>"));
    found.extend(notes.map(|(note, _)| format!("the summary {note:?}")));
    // In Markdown they stand below the table of points, up to the next heading.
    let below = report.split_once("\n| Id |").map_or("", |(_, rest)| rest);
    let below = below.lines().skip_while(|line| line.starts_with('|')).take_while(|line| !line.starts_with("## "));
    let is_note = |line: &&str| !line.is_empty() && !line.starts_with(['|', '#', '<']) && !line.starts_with("Not shown, ");
    found.extend(below.skip(1).filter(is_note).map(|note| format!("the summary {note:?}")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_points_and_summaries_are_found_in_both_reports() {
        let page = "<figure id=\"change\"></figure><section><figure id=\"outcomes\"><th scope=\"row\">O02</th></figure>\n\
                    <p class=\"note\">At first: x</p></section><p class=\"note\">other</p>";
        assert_eq!(Vec::from_iter(withdrawable(page)), ["O02", "figures of the surveys", "the summary \"At first: x\""]);
        let text = "\n| Id | Kind |\n| --- | --- |\n| O03 | action |\n\nAt first: x\n\n## Next\n\nFigures of edition 1; groups";
        assert_eq!(Vec::from_iter(withdrawable(text)), ["O03", "figures of the surveys", "the summary \"At first: x\""]);
        assert!(withdrawable("<figure id=\"flow\"></figure>").is_empty());
    }
}
