//! `[survey.mentors]` and `[survey.mentees]`: where an export is, and which column holds which field.

use encoding_rs::Encoding;

use crate::domain::answer::field;
use crate::domain::code_page_850;
use crate::domain::problem::Problem;
use crate::domain::settings::{Column, RowCondition, Survey};
use crate::domain::side::BySide;
use crate::domain::spelling;
use crate::domain::text;
use crate::survey::tools;

use super::column;
use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};

/// Delimiters by the words that people use for them.
const DELIMITERS: [(char, &str); 11] = [
    (',', ","),
    (';', ";"),
    ('\t', "\t"),
    ('|', "|"),
    ('^', "^"),
    ('~', "~"),
    (':', ":"),
    (',', "comma"),
    (';', "semicolon"),
    ('\t', "tab"),
    ('|', "pipe"),
];

/// `[survey]`, which holds the two sides.
pub(super) const BOTH: Section = Section {
    title: "[survey]",
    doc: "The recruitment surveys' exports, and those of the evaluation.",
    keys: &[
        Key::required("mentors", Shape::Table(&MENTORS), "the mentors' (juniors') export and its columns"),
        Key::required("mentees", Shape::Table(&MENTEES), "the mentees' (seniors') export and its columns"),
        Key::optional("pre", Shape::Table(&WAVE), "the evaluation before the first meeting"),
        Key::optional("mid", Shape::Table(&WAVE), "the evaluation at half-time"),
        Key::optional("then", Shape::Table(&WAVE), "asked at the end about the time before"),
        Key::optional("post", Shape::Table(&WAVE), "the evaluation at the end"),
        Key::optional("follow-up", Shape::Table(&WAVE), "the evaluation some months later"),
        Key::optional("feedback-*", Shape::Table(&WAVE), "feedback after one session"),
    ],
};

const KEYS: &[Key] = &[
    Key::optional("tool", Shape::Word(|| tools().collect()), "the survey tool"),
    Key::optional("file", Shape::Text, "the export, relative to this directory"),
    Key::optional("sheet", Shape::Text, "the sheet of a workbook"),
    Key::optional("header_row", Shape::Whole(1, 1000), "the row of the header, from 1"),
    Key::optional("only", Shape::Tables(&ONLY), "which rows count: all of these must hold"),
    Key::optional("codebook", Shape::Text, "the key of a coded export: a table question,code,text"),
    Key::optional("encoding", Shape::Text, "the text encoding, e.g. \"windows-1252\""),
    Key::optional("delimiter", Shape::Mark, "the separator between two cells: \",\" \";\" \"tab\""),
    Key::optional("consent", column::SHAPE, "the column that says whether the answers may be used"),
    Key::optional("finished", column::SHAPE, "the column that says whether the response was finished"),
    Key::required("columns", Shape::Map(&column::SHAPE), "which column holds which field"),
];

/// `only = [{ column = "…", is = ["…"] }]`.
pub(super) const ONLY: Section = Section {
    title: "only = [{ column = \"…\", is = [\"…\"] }]",
    doc: "Which rows of an export count: the column holds one of these answers.",
    keys: &[
        Key::required("column", Shape::Text, "the heading of the column"),
        Key::required("is", Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]), "the answers of the rows that count"),
    ],
};

const MENTORS: Section = Section { title: "[survey.mentors]", doc: "The mentors' (juniors') export.", keys: KEYS };
const MENTEES: Section = Section { title: "[survey.mentees]", doc: "The mentees' (seniors') export.", keys: KEYS };

/// One wave's table under `[survey]`.
const WAVE: Section = Section {
    title: "[survey.pre]",
    doc: "A wave of the evaluation: an export of one questionnaire, without names.",
    keys: &[
        Key::optional("tool", Shape::Word(|| tools().collect()), "the survey tool"),
        Key::optional("file", Shape::Text, "the export, relative to this directory"),
        Key::optional("sheet", Shape::Text, "the sheet of a workbook"),
        Key::optional("header_row", Shape::Whole(1, 1000), "the row of the header, from 1"),
        Key::optional("encoding", Shape::Text, "the text encoding, e.g. \"windows-1252\""),
        Key::optional("delimiter", Shape::Mark, "the separator between two cells: \",\" \";\" \"tab\""),
        Key::optional(
            "columns",
            Shape::Map(&column::SHAPE),
            "code (or email), answered, side, finished; any other is a free text",
        ),
    ],
};

/// Reads both sides.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> BySide<Survey> {
    BySide { mentors: side(&node.table("mentors"), findings), mentees: side(&node.table("mentees"), findings) }
}

fn side(node: &Node<'_>, findings: &mut Findings<'_>) -> Survey {
    let columns = node.table("columns");
    let mut survey = export(node, findings);
    side_keys(node, &columns, &mut survey, findings);
    survey
}

/// What is said of any export, whatever its answers mean.
pub(super) fn export(node: &Node<'_>, findings: &mut Findings<'_>) -> Survey {
    let columns = node.table("columns");
    Survey {
        tool: node.text("tool"),
        file: node.text("file"),
        sheet: node.text("sheet"),
        header_row: node.whole("header_row"),
        only: node.tables("only").iter().map(row_condition).collect(),
        codebook: node.text("codebook"),
        encoding: encoding(node, findings),
        delimiter: delimiter(node, findings),
        columns: columns.entries().map(|(name, ..)| (name.to_owned(), column::read(&columns, name, findings))).collect(),
    }
}

fn side_keys(node: &Node<'_>, columns: &Node<'_>, survey: &mut Survey, findings: &mut Findings<'_>) {
    for name in [field::CONSENT, field::FINISHED] {
        beside_the_file(node, columns, name, survey, findings);
    }
    if node.is_there() {
        required_fields(columns, survey, findings);
        field_names(columns, findings);
        near_misses(columns, findings);
        if !survey.columns.contains_key(field::CONSENT) {
            findings.note(format!("{}: without a consent column everybody is taken", node.path));
        }
    }
}

fn row_condition(node: &Node<'_>) -> RowCondition {
    RowCondition { column: node.text("column").unwrap_or_default(), is: node.texts("is") }
}

/// `consent` and `finished` may stand beside `file` or among the columns, not in both.
fn beside_the_file(node: &Node<'_>, columns: &Node<'_>, name: &str, survey: &mut Survey, findings: &mut Findings<'_>) {
    if node.value(name).is_none() {
        return;
    }
    if columns.value(name).is_some() {
        let problem =
            Problem::error("contradiction", format!("`{name}` is here and among the columns")).help("keep one of the two");
        findings.add(&node.path_of(name), node.span_of(name), problem);
    }
    survey.columns.insert(name.to_owned(), column::read(node, name, findings));
}

fn required_fields(columns: &Node<'_>, survey: &Survey, findings: &mut Findings<'_>) {
    for name in [field::NAME, field::EMAIL].into_iter().filter(|name| columns.is_there() && !survey.columns.contains_key(*name)) {
        let near = spelling::nearest(name, survey.columns.keys().map(String::as_str).filter(|key| !field::KNOWN.contains(key)));
        let help = match near {
            Some(near) => format!("did you mean `{name}` in place of `{near}`?"),
            None => format!("write {name} = \"the heading of that column\""),
        };
        let problem = Problem::error("missing-key", format!("no column is named for `{name}`")).help(help);
        findings.add(&columns.path_of(name), columns.span.clone(), problem);
    }
}

/// A field's name becomes a heading of private/register.csv.
fn field_names(columns: &Node<'_>, findings: &mut Findings<'_>) {
    for (name, span, _) in columns.entries().filter(|(name, ..)| name.is_empty() || text::tidy(name) != *name) {
        let problem =
            Problem::error("field-name", "a field's name is a plain word").value(name).help("write it like years_of_training");
        findings.add(&columns.path_of(name), span, problem);
    }
}

/// A field that nobody knows and that looks like one with a meaning of its own is a slip more often than a wish.
fn near_misses(columns: &Node<'_>, findings: &mut Findings<'_>) {
    for (name, span, _) in columns.entries().filter(|(name, ..)| !field::KNOWN.contains(name)) {
        let slip =
            |known: &&str| strsim::damerau_levenshtein(name, known) <= 2 && known.len() > 4 && columns.value(known).is_none();
        if let Some(near) = field::KNOWN.into_iter().find(slip) {
            let problem = Problem::warning("near-miss", format!("`{name}` is read as a field of your own"))
                .help(format!("did you mean `{near}`, which has a meaning?"));
            findings.add(&columns.path_of(name), span, problem);
        }
    }
}

fn encoding(node: &Node<'_>, findings: &mut Findings<'_>) -> Option<String> {
    let name = node.text("encoding")?;
    if Encoding::for_label(name.as_bytes()).is_none() && !code_page_850::is_called(&name) {
        let known = ["utf-8", "windows-1252", "utf-16le", "utf-16be", "iso-8859-1", "macintosh", code_page_850::NAME];
        let of_mac = name.to_lowercase().contains("mac").then_some("macintosh");
        let help = match of_mac.or_else(|| spelling::nearest(&name, known)) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "write \"utf-8\" or \"windows-1252\", or take the key away: the encoding is found out".to_owned(),
        };
        let problem = Problem::error("unknown-word", "there is no such text encoding").value(&name).help(help);
        findings.add(&node.path_of("encoding"), node.span_of("encoding"), problem);
    }
    Some(name)
}

fn delimiter(node: &Node<'_>, findings: &mut Findings<'_>) -> Option<char> {
    node.value("delimiter")?;
    let delimiter = node.word("delimiter", &DELIMITERS);
    if delimiter.is_none() {
        let problem = Problem::error("unknown-word", "this does not part cells")
            .value(node.marks("delimiter").concat())
            .help("write \",\" or \";\" or \"tab\" or \"|\", or take the key away: it is found out");
        findings.add(&node.path_of("delimiter"), node.span_of("delimiter"), problem);
    }
    delimiter
}

/// The columns that are described on each side; `None` where a side's columns are not there and all is said already.
pub(super) fn mapped<'s>(
    survey: &'s BySide<Survey>,
    node: &Node<'_>,
) -> BySide<Option<&'s std::collections::BTreeMap<String, Column>>> {
    let there = |side: &str| node.table(side).table("columns").is_there();
    BySide {
        mentors: there("mentors").then_some(&survey.mentors.columns),
        mentees: there("mentees").then_some(&survey.mentees.columns),
    }
}
