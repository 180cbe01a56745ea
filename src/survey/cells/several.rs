//! Several answers in one cell: where one ends, by separators and, where an answer holds a separator, by the options.

use std::collections::{BTreeMap, BTreeSet};

use super::{escaped, wrapping};
use crate::domain::text;

/// Separators as somebody wrote them, without the blanks around those marks that stand for themselves: `"; "` and `";"` mean the
/// same. A slash or a word keeps its blanks, for `and/or` is one answer.
pub(crate) fn written(separators: &[String]) -> Vec<String> {
    const MARKS: [&str; 7] = [",", ";", "|", "•", "·", ";#", "\t"];
    let plain = |separator: &String| {
        let trimmed = separator.trim_matches([' ', '\u{a0}']);
        if MARKS.contains(&trimmed) { trimmed.to_owned() } else { separator.clone() }
    };
    separators.iter().map(plain).collect()
}

/// How the answers of a column are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Joining {
    /// What stands between two answers, exactly; none: one answer a cell.
    pub(crate) separators: Vec<String>,
    /// Answers that may hold a separator, in small letters, the longest first.
    options: Vec<String>,
    /// Whether a separator that is followed by a blank belongs to the answer: the tool itself writes none.
    pub(crate) tight: bool,
}

impl Joining {
    /// A joining by these separators; `options` are found whole, the longest first.
    pub(crate) fn new(separators: &[String], options: &[String], tight: bool) -> Joining {
        let holds = |option: &String| separators.iter().any(|separator| option.contains(separator.trim()));
        let mut options: Vec<String> = options.iter().map(|option| text::tidy(option).to_lowercase()).filter(holds).collect();
        options.sort_by_key(|option| std::cmp::Reverse(option.len()));
        Joining { separators: separators.to_vec(), options, tight }
    }

    /// The answers in a cell, tidied, in the order given. O(length · options).
    pub(crate) fn split(&self, cell: &str) -> Vec<String> {
        if self.separators.is_empty() {
            return self.parts(cell);
        }
        if let Some(answers) = wrapping::list_of(cell) {
            return answers;
        }
        match escaped::guarded(cell) {
            Some(guarded) => self.split(&guarded).into_iter().map(escaped::plain).collect(),
            None => self.parts(&wrapping::plain(cell, &self.separators)),
        }
    }

    /// The answers in a cell around which nothing is wrapped.
    fn parts(&self, cell: &str) -> Vec<String> {
        let small = if self.options.is_empty() { String::new() } else { cell.to_lowercase() };
        let mut answers = Vec::new();
        let mut at = 0;
        while let Some(rest) = cell.get(at..).filter(|rest| !rest.is_empty()) {
            let blanks = rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            let small = small.get(at + blanks..).filter(|_| small.len() == cell.len());
            let quoted = self.quoted(rest);
            let end = quoted.as_ref().map(|(_, end)| *end);
            let end = end.or_else(|| small.and_then(|small| self.option_end(rest, small)));
            let end = end.unwrap_or_else(|| self.plain_end(rest));
            let answer = match quoted {
                Some((answer, _)) => text::tidy(&answer),
                None => wrapping::without_bullet(&text::tidy(rest.get(..end).unwrap_or_default())).to_owned(),
            };
            if !answer.is_empty() && !answers.contains(&answer) {
                answers.push(answer);
            }
            let after = rest.get(end..).unwrap_or_default();
            let step = self.separator(after).or_else(|| after.chars().next().map(char::len_utf8)).unwrap_or(0);
            at += blanks + end + step;
        }
        answers
    }

    /// An answer in quotation marks at the beginning of `rest`, as Airtable writes those that hold a comma, and where it ends.
    fn quoted(&self, rest: &str) -> Option<(String, usize)> {
        let inside = rest.strip_prefix('"')?;
        let mut from = 0;
        loop {
            let close = from + inside.get(from..)?.find('"')?;
            let after = inside.get(close + 1..)?;
            if after.starts_with('"') {
                from = close + 2;
                continue;
            }
            let ends = after.trim().is_empty() || self.separator(after).is_some();
            return ends.then(|| (inside.get(..close).unwrap_or_default().replace("\"\"", "\""), close + 2));
        }
    }

    /// The end of the longest option at the beginning of `rest` (and of the same in small letters) that ends where an answer may.
    fn option_end(&self, rest: &str, small: &str) -> Option<usize> {
        let ends = |option: &&String| {
            let after = rest.get(option.len()..).unwrap_or_default();
            after.trim().is_empty() || self.separator(after).is_some() || self.separator(after.trim_start()).is_some()
        };
        self.options.iter().filter(|option| small.starts_with(option.as_str())).find(ends).map(String::len)
    }

    /// The end of the text before the next separator.
    fn plain_end(&self, rest: &str) -> usize {
        let found = |separator: &String| {
            let mut places = rest.match_indices(separator.as_str()).map(|(at, _)| at);
            places.find(|at| rest.get(*at..).is_some_and(|after| self.separator(after).is_some()))
        };
        self.separators.iter().filter_map(found).min().unwrap_or(rest.len())
    }

    /// The length of the separator at the beginning of `after`.
    fn separator(&self, after: &str) -> Option<usize> {
        self.separators.iter().find_map(|separator| {
            let line_break = separator == "\n" && after.starts_with("\r\n");
            let length = if line_break { 2 } else { separator.len() };
            let follows = after.get(length..).unwrap_or_default();
            let loose = self.tight && follows.starts_with(|c: char| c.is_whitespace());
            (!separator.is_empty() && (line_break || after.starts_with(separator.as_str())) && !loose).then_some(length)
        })
    }
}

/// The separators that people and programs use, the surest first.
const SEPARATORS: [&str; 13] = ["\n", ";", " | ", "|", " / ", "•", " · ", " + ", ", ", ",", " & ", "/", "·"];

/// So many different cells are enough to find a separator.
const ENOUGH: usize = 300;

/// Finds out how the answers of a column are joined. `joint` is what the tool writes between answers.
///
/// A separator counts when parts of a cell come back in other company: `A; B` here and `A; C` there. O(cells · length).
pub(crate) fn infer(cells: &[&str], joint: Option<&str>) -> Joining {
    if cells.iter().any(|cell| wrapping::has_html_break(cell)) {
        let broken: Vec<String> = cells.iter().map(|cell| wrapping::with_line_breaks(cell).into_owned()).collect();
        return infer(&broken.iter().map(String::as_str).collect::<Vec<_>>(), joint);
    }
    if let Some(joint) = joint {
        let tight = Joining::new(&[joint.to_owned()], &[], true);
        if cells.iter().any(|cell| cell.contains(joint) && (tight.split(cell).len() > 1 || cell.trim_end().ends_with(joint))) {
            return tight;
        }
    }
    if let Some(joining) = unmistakable(cells) {
        return joining;
    }
    let different: Vec<&str> = cells.iter().copied().collect::<BTreeSet<&str>>().into_iter().collect();
    let sample: Vec<&str> = different.iter().copied().take(ENOUGH).collect();
    if let Some(joining) = tight_commas(&sample) {
        return joining;
    }
    let there = |separator: &&&str| sample.iter().any(|cell| cell.contains(**separator));
    let fits = |separator: &&str| recombines(&sample, &candidate(&sample, separator));
    let separator = SEPARATORS.iter().filter(there).copied().find(fits);
    // Where some commas have a blank behind them and some have none, people typed both.
    let typed = separator == Some(", ") && sample.iter().any(|cell| has_tight_comma(cell)) && fits(&",");
    let separator = if typed { Some(",") } else { separator };
    // What stands in brackets is a list, also where no answer comes back in other company.
    let wrapped = || wrapping::are_wrapped(cells).then_some(",");
    separator.or_else(wrapped).map(|separator| candidate(&different, separator)).unwrap_or_default()
}

/// The options worth writing down: those that hold a separator, without which a reader could not tell where they end.
pub(crate) fn holding_separator(cells: &[&str], joining: &Joining) -> bool {
    !joining.tight
        && cells
            .iter()
            .flat_map(|cell| joining.split(cell))
            .any(|answer| joining.separators.iter().any(|s| answer.contains(s.trim_end())))
}

/// All answers of a column with how many people gave them.
pub(crate) fn tally(cells: &[&str], joining: &Joining) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for answer in cells.iter().flat_map(|cell| joining.split(cell)) {
        *tally.entry(answer).or_default() += 1;
    }
    tally
}

/// The joining of cells in which a program says itself where an answer ends: JSON arrays, `;#`, commas beside quotation marks.
fn unmistakable(cells: &[&str]) -> Option<Joining> {
    let by = |separator: &str| Joining::new(&[separator.to_owned()], &[], false);
    if cells.iter().any(|cell| wrapping::list_of(cell).is_some_and(|answers| answers.len() > 1)) {
        return Some(by(";"));
    }
    if cells.iter().any(|cell| cell.contains(";#")) {
        return Some(by(";"));
    }
    let beside_quotes =
        |cell: &&str| (cell.starts_with('"') && cell.contains("\",")) || (cell.contains(",\"") && cell.ends_with('"'));
    cells.iter().any(beside_quotes).then(|| by(","))
}

/// The joining of cells in which a program writes a comma without a blank between two answers, and answers hold commas with one:
/// what follows such a comma is never an answer by itself.
fn tight_commas(cells: &[&str]) -> Option<Joining> {
    let separator = || vec![",".to_owned()];
    let tight = Joining::new(&separator(), &[], true);
    let parts: BTreeSet<String> = cells.iter().flat_map(|cell| tight.split(cell)).collect();
    let held: Vec<String> = parts.iter().filter(|part| part.contains(", ")).cloned().collect();
    let is_alone = |option: &String| option.split(", ").all(|piece| !parts.contains(piece.trim()));
    let joins = cells.iter().any(|cell| tight.split(cell).len() > 1);
    let fits = joins && !held.is_empty() && held.iter().all(is_alone) && recombines(cells, &tight);
    fits.then(|| Joining::new(&separator(), &held, false))
}

fn candidate(cells: &[&str], separator: &str) -> Joining {
    let exact = if separator == ";" && cells.iter().any(|cell| cell.contains("; ")) { "; " } else { separator };
    let exact = if separator == ";" && cells.iter().any(|cell| tight_semicolon(cell)) { ";" } else { exact };
    let separators = vec![exact.to_owned()];
    let plain = Joining::new(&separators, &[], false);
    let options = if exact == "\n" { Vec::new() } else { grown_together(cells, &plain, exact) };
    Joining::new(&separators, &options, false)
}

fn has_tight_comma(cell: &str) -> bool {
    let is_tight = |rest: &str| rest.starts_with(|c: char| c.is_alphabetic());
    cell.match_indices(',').any(|(at, _)| cell.get(at + 1..).is_some_and(is_tight))
}

fn tight_semicolon(cell: &str) -> bool {
    cell.match_indices(';').any(|(at, _)| cell.get(at + 1..).is_some_and(|rest| !rest.starts_with(' ')))
}

/// Whether the parts come back in other company often enough to be answers.
fn recombines(cells: &[&str], joining: &Joining) -> bool {
    let mut company: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    let mut joined = 0;
    for cell in cells {
        let answers = joining.split(cell);
        joined += usize::from(answers.len() > 1);
        for answer in &answers {
            company.entry(answer.clone()).or_default().insert(answers.clone());
        }
    }
    let mixing = company.values().filter(|cells| cells.len() > 1).count();
    joined > 0 && mixing * 3 >= company.len()
}

/// Options that hold the separator: neighbours that never stand apart, and continuations in small letters.
fn grown_together(cells: &[&str], plain: &Joining, separator: &str) -> Vec<String> {
    let split: Vec<Vec<String>> = cells.iter().map(|cell| plain.split(cell)).filter(|parts| !parts.is_empty()).collect();
    let small = |part: &String| part.chars().next().is_some_and(char::is_lowercase);
    let parts = split.iter().flatten().count();
    let sentences = split.iter().flatten().filter(|part| small(part)).count() * 3 < parts;
    let inseparable = inseparable(&split);
    let mut options = BTreeSet::new();
    for parts in &split {
        let mut grown: Vec<String> = Vec::new();
        let mut last: Option<&String> = None;
        for part in parts {
            let bound = last.is_some_and(|last| inseparable.contains(&(last.clone(), part.clone())));
            let open = grown.last().is_some_and(|option| option.matches('(').count() > option.matches(')').count());
            match grown.last_mut() {
                Some(option) if bound || open || sentences && small(part) => {
                    option.push_str(separator);
                    option.push_str(part);
                }
                _ => grown.push(part.clone()),
            }
            last = Some(part);
        }
        options.extend(grown.into_iter().filter(|option| option.contains(separator)));
    }
    options.into_iter().collect()
}

/// Pairs of neighbours that were seen at least four times and never one without the other.
fn inseparable(split: &[Vec<String>]) -> BTreeSet<(String, String)> {
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    let mut together: BTreeMap<(&String, &String), usize> = BTreeMap::new();
    for parts in split {
        for part in parts {
            *seen.entry(part).or_default() += 1;
        }
        for pair in parts.iter().zip(parts.iter().skip(1)) {
            *together.entry(pair).or_default() += 1;
        }
    }
    let always = |((a, b), times): (&(&String, &String), &usize)| {
        (*times >= 4 && seen.get(*a) == Some(times) && seen.get(*b) == Some(times)).then(|| ((*a).clone(), (*b).clone()))
    };
    together.iter().filter_map(always).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_longest_option_decides_where_an_answer_holds_the_separator() {
        let options = texts(&["Bias", "Bias, hidden", "Rotas"]);
        let joining = Joining::new(&texts(&[", "]), &options, false);
        assert_eq!(joining.split("Bias, hidden, Rotas, bias, My own, Bias"), ["Bias, hidden", "Rotas", "bias", "My own", "Bias"]);
        assert_eq!(joining.split("Biased, Rotas"), ["Biased", "Rotas"]);
    }

    #[test]
    fn a_tools_own_separator_has_no_blank_after_it() {
        let joining = Joining::new(&texts(&[","]), &[], true);
        assert_eq!(joining.split("Bias, hidden,Rotas,"), ["Bias, hidden", "Rotas"]);
    }

    #[test]
    fn a_comma_without_a_blank_parts_answers_that_hold_commas_with_one() {
        let cells = ["Bias, hidden,Rotas", "Rotas,Pay", "Pay,Bias, hidden"];
        assert_eq!(infer(&cells, None).split(cells[0]), ["Bias, hidden", "Rotas"]);
        let typed = ["Bias,Rotas, Pay", "Rotas,Pay", "Pay, Bias", "Bias"];
        assert_eq!(infer(&typed, None).split(typed[0]), ["Bias", "Rotas", "Pay"]);
    }

    #[test]
    fn what_programs_join_is_parted_as_they_joined_it() {
        let expected = ["Bias, hidden", "Rotas"];
        for cells in [
            ["[\"Bias, hidden\",\"Rotas\"]", "[\"Rotas\"]"],
            ["Bias, hidden;#Rotas", "Rotas"],
            [";#Bias, hidden;#Rotas;#", "Rotas"],
            ["\"Bias, hidden\",Rotas", "Rotas"],
            ["Bias\\, hidden, Rotas", "Rotas"],
        ] {
            let joining = infer(&cells, None);
            assert_eq!(joining.split(cells[0]), expected, "{cells:?}");
            assert_eq!(joining.split(cells[1]), ["Rotas"], "{cells:?}");
        }
        for cells in [
            ["• Bias • Rotas", "• Rotas • Pay", "• Bias"],
            ["- Bias\n- Rotas", "- Rotas\n- Pay", "- Bias"],
            ["Bias + Rotas", "Rotas + Pay", "Bias"],
            ["Bias · Rotas", "Rotas · Pay", "Bias"],
        ] {
            assert_eq!(infer(&cells, None).split(cells[0]), ["Bias", "Rotas"], "{cells:?}");
        }
    }

    #[test]
    fn blanks_around_a_written_mark_do_not_matter() {
        let written = |separator: &str| Joining::new(&written(&texts(&[separator])), &[], false);
        for (separator, cell) in [(";", "A; B"), ("; ", "A;B"), (", ", "A,B"), (" | ", "A|B"), (" / ", "A / B")] {
            assert_eq!(written(separator).split(cell), ["A", "B"], "{separator:?} {cell:?}");
        }
        assert_eq!(written(" / ").split("and/or"), ["and/or"]);
    }

    #[test]
    fn line_breaks_part_answers_whatever_their_kind() {
        let joining = Joining::new(&texts(&["\n"]), &[], false);
        assert_eq!(joining.split("Bias\r\n Rotas\nOther"), ["Bias", "Rotas", "Other"]);
    }

    #[test]
    fn options_that_hold_the_separator_are_found_in_the_samples() {
        let cells = [
            "Differential attainment, bias in training, Networking",
            "Networking, Leadership",
            "Leadership, How rotas go, e.g. in Ramadan",
            "Differential attainment, bias in training",
        ];
        let joining = infer(&cells, Some(";"));
        assert_eq!(joining.separators, [", "]);
        assert_eq!(joining.split(cells[0]), ["Differential attainment, bias in training", "Networking"]);
        assert_eq!(joining.split(cells[2]), ["Leadership", "How rotas go, e.g. in Ramadan"]);
        assert!(holding_separator(&cells, &joining));
    }

    #[test]
    fn a_comma_inside_single_answers_is_no_separator() {
        let cells = ["Kent, Surrey and Sussex", "London", "Kent, Surrey and Sussex", "Wales", "London"];
        assert_eq!(infer(&cells, Some(";")), Joining::default());
        assert_eq!(infer(&["a/b c", "d", "a/b c"], None), Joining::default());
    }
}
