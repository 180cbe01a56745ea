//! `facts/evaluation/NNN.toml`: one edition of published figures. Short lines in a fixed order, so that a difference in git reads well.
//!
//! Unknown keys are refused: a figure that this program does not know must not stand in a public file.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::evaluation::AnswerScale;
use crate::domain::problem::{Place, Problem};
use crate::domain::publication::{
    Edition, EditionContent, EditionDigests, EditionFigures, PublishedChange, PublishedCounts, PublishedFigure, PublishedItem,
    PublishedTurnout,
};
use crate::domain::shell;
use crate::domain::side::{Kind, Side};
use crate::domain::thousandths::Thousandths;

use super::table;

/// The newest format that this version reads: the one in which an edition is bound to its answers.
const FORMAT: u32 = 2;
/// The format of an edition that is not, and of a retraction.
const UNBOUND_FORMAT: u32 = 1;
/// The highest answer that a scale of numbers may offer.
const HIGHEST_ANSWER: i64 = 1000;
/// The hexadecimal digits of a digest.
const DIGEST_DIGITS: usize = 64;

/// The edition as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionRecord {
    format: u32,
    on: String,
    retracts: Option<u32>,
    least_group: Option<usize>,
    holds_unanimous: Option<bool>,
    answers_digest: Option<String>,
    edition_digest: Option<String>,
    #[serde(default)]
    item: Vec<ItemRecord>,
    #[serde(default)]
    answered: Vec<TurnoutRecord>,
    #[serde(default)]
    figure: Vec<FigureRecord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemRecord {
    name: String,
    heading: String,
    better: Option<String>,
    scale: ScaleRecord,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ScaleRecord {
    Words(Vec<String>),
    Numbers { from: i64, to: i64 },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TurnoutRecord {
    side: String,
    before: usize,
    after: usize,
    both: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureRecord {
    side: String,
    item: String,
    since: u32,
    n: usize,
    hodges_lehmann: Option<toml::Value>,
    interval: Option<[toml::Value; 2]>,
    interval_level: Option<toml::Value>,
    mean_change: Option<toml::Value>,
    grouped: Option<bool>,
    before: Option<Vec<usize>>,
    after: Option<Vec<usize>>,
}

/// Reads an edition.
///
/// # Errors
/// Conflict markers, broken TOML, unknown or missing keys, and values that cannot be.
pub(crate) fn read(text: &str, file: &str) -> Result<Edition, Vec<Problem>> {
    table::conflict_markers(text, file).map_err(|mut problems| {
        for problem in &mut problems {
            let keep = format!("`git checkout --ours -- {}`, then `revmentor build`", shell::word(file));
            problem.help = Some(format!(
                "two leads published, and both editions together may show what single people answered: `git merge --abort` and `git \
                 rebase @{{upstream}}` keep your own out of what you push; where that stops, {keep}, `git add -A` and `git rebase \
                 --continue`, and take private/evaluation from the other lead"
            ));
        }
        problems
    })?;
    let record: EditionRecord = toml::from_str(text).map_err(|error| vec![broken(error.message(), error.span(), text, file)])?;
    if record.format > FORMAT {
        let problem = Problem::error("newer-format", "this edition was written by a newer revmentor").at(Place::file(file));
        return Err(vec![problem.value(record.format.to_string()).help("update revmentor on this machine")]);
    }
    edition(record).map_err(|message| vec![broken(&message, None, text, file)])
}

fn broken(message: &str, span: Option<std::ops::Range<usize>>, text: &str, file: &str) -> Problem {
    let place = span.map_or_else(
        || Place::file(file),
        |span| {
            let line = text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
            Place::file(file).line(u32::try_from(line).unwrap_or(u32::MAX)).span(span)
        },
    );
    Problem::error("edition-record", message).at(place).restore(file)
}

fn edition(record: EditionRecord) -> Result<Edition, String> {
    let on = NaiveDate::parse_from_str(&record.on, "%Y-%m-%d").map_err(|_| format!("{:?} is not a day", record.on))?;
    if let Some(of) = record.retracts {
        let has_figures = !record.figure.is_empty() || !record.item.is_empty() || !record.answered.is_empty();
        let is_empty = !has_figures && record.least_group.is_none();
        let content = EditionContent::Retraction(of);
        return if is_empty { Ok(Edition { on, content }) } else { Err("a retraction holds no figures".to_owned()) };
    }
    let turnout = |row: TurnoutRecord| -> Result<PublishedTurnout, String> {
        Ok(PublishedTurnout { side: side(&row.side)?, before: row.before, after: row.after, both: row.both })
    };
    let content = EditionContent::Figures(EditionFigures {
        least_group: record.least_group.ok_or("the key `least_group` is missing")?,
        holds_unanimous: record.holds_unanimous.unwrap_or(false),
        digests: digests(record.answers_digest, record.edition_digest)?,
        items: record.item.into_iter().map(item).collect::<Result<_, String>>()?,
        answered: record.answered.into_iter().map(turnout).collect::<Result<_, String>>()?,
        figures: record.figure.into_iter().map(figure).collect::<Result<_, String>>()?,
    });
    Ok(Edition { on, content })
}

fn digests(answers: Option<String>, edition: Option<String>) -> Result<Option<EditionDigests>, String> {
    match (answers, edition) {
        (None, None) => Ok(None),
        (Some(answers), Some(edition)) => Ok(Some(EditionDigests { answers: digest(answers)?, edition: digest(edition)? })),
        _ => Err("the keys `answers_digest` and `edition_digest` stand together".to_owned()),
    }
}

fn digest(text: String) -> Result<String, String> {
    let is_digest = text.len() == DIGEST_DIGITS && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    if is_digest { Ok(text) } else { Err(format!("{text:?} is not a digest of {DIGEST_DIGITS} hexadecimal digits")) }
}

fn item(record: ItemRecord) -> Result<PublishedItem, String> {
    let lower_is_better = match record.better.as_deref() {
        None => false,
        Some("lower") => true,
        Some(other) => return Err(format!("{other:?} is not a direction")),
    };
    let scale = match record.scale {
        ScaleRecord::Words(words) if words.len() > 1 => AnswerScale::Words(words),
        ScaleRecord::Numbers { from, to } if (0..to).contains(&from) && to <= HIGHEST_ANSWER => AnswerScale::Numbers { from, to },
        _ => return Err(format!("the scale of {} is none", record.name)),
    };
    Ok(PublishedItem { name: record.name, heading: record.heading, lower_is_better, scale })
}

fn figure(record: FigureRecord) -> Result<PublishedFigure, String> {
    let of_item = format!("the figure of {}", record.item);
    let change = match (&record.hodges_lehmann, &record.interval, &record.interval_level, &record.mean_change) {
        (Some(typical), Some([low, high]), Some(level), Some(mean)) => Some(PublishedChange {
            typical: decimal(typical)?,
            low: decimal(low)?,
            high: decimal(high)?,
            level: decimal(level)?,
            mean: decimal(mean)?,
        }),
        (None, None, None, None) => None,
        _ => return Err(format!("{of_item} has a change without its interval, or the reverse")),
    };
    let counts = (record.before.is_some() || record.after.is_some()).then(|| PublishedCounts {
        grouped: record.grouped.unwrap_or(false),
        before: record.before,
        after: record.after,
    });
    if counts.is_none() && record.grouped.is_some() {
        return Err(format!("{of_item} has groups without counts"));
    }
    Ok(PublishedFigure { side: side(&record.side)?, item: record.item, since: record.since, n: record.n, change, counts })
}

fn side(word: &str) -> Result<Side, String> {
    let known = |side: &Side| [Kind::Goals, Kind::Reciprocal].iter().any(|kind| side.one(*kind) == word);
    Side::BOTH.into_iter().find(known).ok_or_else(|| format!("{word:?} is not a side"))
}

/// A number as TOML holds it, whole or decimal; at most three places.
fn decimal(value: &toml::Value) -> Result<Thousandths, String> {
    value.to_string().parse()
}

/// What an edition says whatever its sides are called, and whatever binds it: what is digested.
pub(crate) fn unbound(edition: &Edition) -> String {
    let mut unbound = edition.clone();
    if let EditionContent::Figures(held) = &mut unbound.content {
        held.digests = None;
    }
    write(&unbound, Kind::Goals)
}

/// Writes an edition; the sides are called as in a cohort of `kind`.
pub(crate) fn write(edition: &Edition, kind: Kind) -> String {
    let is_bound = edition.figures().is_some_and(|held| held.digests.is_some());
    let mut text = format!("format = {}\non = \"{}\"\n", if is_bound { FORMAT } else { UNBOUND_FORMAT }, edition.on);
    let held = match &edition.content {
        EditionContent::Retraction(of) => {
            _ = writeln!(text, "retracts = {of}");
            return text;
        }
        EditionContent::Figures(held) => held,
    };
    _ = writeln!(text, "least_group = {}", held.least_group);
    if held.holds_unanimous {
        text.push_str("holds_unanimous = true\n");
    }
    if let Some(EditionDigests { answers, edition }) = &held.digests {
        _ = write!(text, "answers_digest = \"{answers}\"\nedition_digest = \"{edition}\"\n");
    }
    held.items.iter().for_each(|item| push_item(&mut text, item));
    for row in &held.answered {
        _ = write!(
            text,
            "\n[[answered]]\nside = \"{}\"\nbefore = {}\nafter = {}\nboth = {}\n",
            row.side.one(kind),
            row.before,
            row.after,
            row.both
        );
    }
    held.figures.iter().for_each(|figure| push_figure(&mut text, figure, kind));
    text
}

fn push_item(text: &mut String, item: &PublishedItem) {
    let quoted = |word: &String| toml::Value::String(word.clone()).to_string();
    _ = writeln!(text, "\n[[item]]\nname = {}\nheading = {}", quoted(&item.name), quoted(&item.heading));
    if item.lower_is_better {
        text.push_str("better = \"lower\"\n");
    }
    _ = match &item.scale {
        AnswerScale::Words(words) => writeln!(text, "scale = [{}]", words.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        AnswerScale::Numbers { from, to } => writeln!(text, "scale = {{ from = {from}, to = {to} }}"),
    };
}

fn push_figure(text: &mut String, figure: &PublishedFigure, kind: Kind) {
    let item = toml::Value::String(figure.item.clone());
    _ = write!(
        text,
        "\n[[figure]]\nside = \"{}\"\nitem = {item}\nsince = {}\nn = {}\n",
        figure.side.one(kind),
        figure.since,
        figure.n
    );
    if let Some(change) = &figure.change {
        let PublishedChange { typical, low, high, level, mean } = change;
        _ = write!(
            text,
            "hodges_lehmann = {typical}\ninterval = [{low}, {high}]\ninterval_level = {level}\nmean_change = {mean}\n"
        );
    }
    if let Some(counts) = &figure.counts {
        if counts.grouped {
            text.push_str("grouped = true\n");
        }
        for (key, cells) in [("before", &counts.before), ("after", &counts.after)] {
            let Some(cells) = cells else { continue };
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            _ = writeln!(text, "{key} = [{}]", cells.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, lower_is_better: bool, scale: AnswerScale) -> PublishedItem {
        PublishedItem { name: name.into(), heading: format!("I feel \\ {name}"), lower_is_better, scale }
    }

    fn edition() -> Edition {
        let number = Thousandths::new;
        let change = PublishedChange {
            typical: number(1000),
            low: number(-500),
            high: number(1500),
            level: number(951),
            mean: number(-91),
        };
        let counts = PublishedCounts { grouped: true, before: Some(vec![5, 0, 6]), after: Some(vec![0, 5, 6]) };
        let twice = PublishedFigure {
            side: Side::Mentor,
            item: "discuss".into(),
            since: 1,
            n: 11,
            change: Some(change),
            counts: Some(counts.clone()),
        };
        let once = PublishedFigure {
            side: Side::Mentee,
            item: "enjoyable".into(),
            since: 2,
            change: None,
            counts: Some(PublishedCounts { grouped: false, before: None, ..counts }),
            ..twice.clone()
        };
        let plain = PublishedFigure { counts: None, ..once.clone() };
        Edition {
            on: NaiveDate::from_ymd_opt(2027, 7, 20).unwrap(),
            content: EditionContent::Figures(EditionFigures {
                least_group: 8,
                holds_unanimous: true,
                digests: Some(EditionDigests { answers: "0a".repeat(32), edition: "1b".repeat(32) }),
                items: vec![
                    item("discuss", true, AnswerScale::Words(["no", "so \"so\"", "yes"].map(str::to_owned).to_vec())),
                    item("enjoyable", false, AnswerScale::Numbers { from: 0, to: 10 }),
                ],
                answered: vec![PublishedTurnout { side: Side::Mentor, before: 15, after: 12, both: 11 }],
                figures: vec![twice, once, plain],
            }),
        }
    }

    #[test]
    fn an_edition_is_read_as_it_was_written() {
        for kind in [Kind::Goals, Kind::Reciprocal] {
            let text = write(&edition(), kind);
            assert_eq!(read(&text, "001.toml"), Ok(edition()), "{text}");
        }
        let mut unbound = edition();
        if let EditionContent::Figures(held) = &mut unbound.content {
            (held.digests, held.items) = (None, Vec::new());
        }
        let text = write(&unbound, Kind::Goals);
        assert!(text.starts_with("format = 1\n"), "as earlier versions wrote it: {text}");
        assert_eq!(read(&text, "001.toml"), Ok(unbound));
        let retraction = Edition { content: EditionContent::Retraction(2), ..edition() };
        assert_eq!(read(&write(&retraction, Kind::Goals), "003.toml"), Ok(retraction));
    }

    #[test]
    fn what_no_edition_holds_is_refused() {
        let text = write(&edition(), Kind::Goals);
        for (from, to) in [
            ("n = 11", "n = 11\np_value = 0.01"),
            ("n = 11", "n = 11\nup = 7"),
            ("better = \"lower\"", "better = \"other\""),
            ("scale = { from = 0, to = 10 }", "scale = { from = 10, to = 0 }"),
            ("scale = { from = 0, to = 10 }", "scale = [\"one\"]"),
            ("format = 2", "format = 3"),
            ("answers_digest = \"0a", "answers_digest = \"0A"),
            ("edition_digest = ", "# edition_digest = "),
            ("mean_change = -0.091\n", ""),
            ("hodges_lehmann = 1", "hodges_lehmann = 1.2345"),
            ("side = \"mentor\"", "side = \"tutor\""),
            ("least_group = 8", "retracts = 1"),
            ("on = \"2027-07-20\"", "on = \"2027-07-32\""),
            ("format = 2", "<<<<<<< a\nformat = 2\n=======\nformat = 2\n>>>>>>> b"),
        ] {
            assert!(read(&text.replacen(from, to, 1), "001.toml").is_err(), "{to}");
        }
        assert_eq!(read(&text.replace("= 1\ninterval", "= 1.0\ninterval"), "001.toml"), Ok(edition()));
    }
}
