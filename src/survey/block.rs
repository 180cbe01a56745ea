//! A proposal as TOML: a block to paste, or written into a `cohort.toml` that keeps everything else as it stands.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::domain::answer::field;
use crate::domain::evaluation::{AnswerScale, EvaluationSettings};
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, RowCondition, Survey};
use crate::domain::side::Side;

/// The block `[survey.mentors]` (or mentees) with its columns, as it can be pasted into `cohort.toml`.
pub fn block(side: Side, proposal: &Survey) -> String {
    let mut survey = Table::new();
    for (key, value) in keys(proposal) {
        survey.insert(key, Item::Value(value));
    }
    survey.insert("columns", Item::Table(columns(proposal)));
    let mut side_table = Table::new();
    side_table.set_implicit(true);
    side_table.insert(side.key(), Item::Table(survey));
    let mut document = DocumentMut::new();
    document.insert("survey", Item::Table(side_table));
    document.to_string().trim_start().to_owned()
}

/// The line of one field among a survey's columns.
pub(crate) fn line(name: &str, column: &Column) -> String {
    format!("{name} = {}", value(column).to_string().trim())
}

/// The block of a wave with its items, as it can be pasted into `cohort.toml`.
pub(crate) fn wave_block(proposal: &EvaluationSettings, has_scale: bool) -> String {
    let mut document = DocumentMut::new();
    let (mut surveys, mut evaluation, mut items) = (Table::new(), Table::new(), ArrayOfTables::new());
    surveys.set_implicit(true);
    for wave in &proposal.waves {
        let mut survey = Table::new();
        for (key, value) in keys(&wave.survey) {
            survey.insert(key, Item::Value(value));
        }
        survey.insert("columns", Item::Table(columns(&wave.survey)));
        surveys.insert(&wave.name, Item::Table(survey));
    }
    evaluation.set_implicit(true);
    if !has_scale {
        evaluation.insert("scale", Item::Value(scale(&proposal.scale)));
    }
    for item in &proposal.items {
        let mut table = Table::new();
        table.insert("name", Item::Value(item.name.as_str().into()));
        table.insert("heading", Item::Value(item.heading.as_str().into()));
        table.insert("level", Item::Value(item.level.word().into()));
        if let Some(own) = &item.scale {
            table.insert("scale", Item::Value(scale(own)));
        }
        items.push(table);
    }
    if !items.is_empty() {
        evaluation.insert("item", Item::ArrayOfTables(items));
    }
    document.insert("survey", Item::Table(surveys));
    document.insert("evaluation", Item::Table(evaluation));
    document.to_string().trim_start().to_owned()
}

fn scale(scale: &AnswerScale) -> Value {
    match scale {
        AnswerScale::Words(words) => Value::Array(words.iter().map(String::as_str).collect()),
        AnswerScale::Numbers { from, to } => {
            let ends: InlineTable = [("from", Value::from(*from)), ("to", Value::from(*to))].into_iter().collect();
            Value::InlineTable(ends)
        }
    }
}

/// `cohort_toml` with the proposal in its place; comments, order and fields of the lead's own stay, and so does whatever is `there` and
/// means what the proposal says. Fields with a meaning of their own that the proposal does not know are taken out: their columns are not
/// in this export.
///
/// # Errors
/// `broken-toml` where the text is no TOML, or `survey` is no table.
pub(crate) fn write_block(cohort_toml: &str, side: Side, proposal: &Survey, there: &Survey) -> Result<String, Problem> {
    let broken =
        |message: String| Problem::error("broken-toml", message).at(Place::file("cohort.toml")).help("mend the file first");
    let mut document: DocumentMut =
        cohort_toml.parse().map_err(|error: toml_edit::TomlError| broken(error.message().to_owned()))?;
    let table = |item: &mut Item, name: &str| -> Result<(), Problem> {
        if item.is_none() {
            *item = Item::Table(Table::new());
        }
        if item.as_table_like().is_some() { Ok(()) } else { Err(broken(format!("{name} is no table"))) }
    };
    let survey = document.entry("survey").or_insert_with(implicit);
    table(survey, "survey")?;
    let Some(survey) = survey.as_table_like_mut() else { return Err(broken("survey is no table".to_owned())) };
    let own = survey.entry(side.key()).or_insert(Item::None);
    table(own, side.key())?;
    let Some(own) = own.as_table_like_mut() else { return Err(broken(format!("{} is no table", side.key()))) };
    let as_written = |key: &str| key == "only" && proposal.only == there.only;
    for (key, value) in keys(proposal).into_iter().filter(|(key, _)| !as_written(key)) {
        put(own, key, value);
    }
    let stays = |name: &str| proposal.columns.get(name).is_some_and(|column| there.columns.get(name) == Some(column));
    let beside: Vec<&str> = [field::CONSENT, field::FINISHED].into_iter().filter(|key| own.contains_key(key)).collect();
    for key in beside.iter().filter(|key| !stays(key)) {
        own.remove(key);
    }
    let found = own.entry("columns").or_insert(Item::None);
    table(found, "columns")?;
    let Some(found) = found.as_table_like_mut() else { return Err(broken("columns is no table".to_owned())) };
    for known in field::KNOWN.into_iter().filter(|known| !proposal.columns.contains_key(*known)) {
        found.remove(known);
    }
    for (name, column) in ordered(proposal).filter(|(name, _)| !stays(name)) {
        found.remove_table(name);
        put(found, name, value(column));
    }
    Ok(document.to_string())
}

/// Replaces a value and keeps the comments around it.
fn put(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

/// Takes a field out that is written as a table of its own, so that a value can stand in its place.
trait RemoveTable {
    fn remove_table(&mut self, key: &str);
}

impl RemoveTable for dyn TableLike + '_ {
    fn remove_table(&mut self, key: &str) {
        if self.get(key).is_some_and(Item::is_table) {
            self.remove(key);
        }
    }
}

/// Everything but the columns, in the order in which a person would write it.
fn keys(proposal: &Survey) -> Vec<(&'static str, Value)> {
    let text = |key, value: &Option<String>| value.as_ref().map(|value| (key, Value::from(value.as_str())));
    [
        text("file", &proposal.file),
        text("tool", &proposal.tool),
        text("sheet", &proposal.sheet),
        proposal.header_row.map(|row| ("header_row", Value::from(i64::from(row)))),
        text("encoding", &proposal.encoding),
        proposal.delimiter.map(|delimiter| ("delimiter", Value::from(delimiter.to_string()))),
        text("codebook", &proposal.codebook),
        (!proposal.only.is_empty()).then(|| ("only", Value::Array(proposal.only.iter().map(condition).collect()))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `{ column = "…", is = ["…"] }`.
fn condition(condition: &RowCondition) -> Value {
    let is: Array = condition.is.iter().map(String::as_str).collect();
    let table: InlineTable = [("column", Value::from(condition.column.as_str())), ("is", Value::Array(is))].into_iter().collect();
    Value::InlineTable(table)
}

fn columns(proposal: &Survey) -> Table {
    let mut table = Table::new();
    for (name, column) in ordered(proposal) {
        table.insert(name, Item::Value(value(column)));
    }
    table
}

/// Name and address first, then the fields with a meaning of their own, then the others.
fn ordered(proposal: &Survey) -> impl Iterator<Item = (&str, &Column)> {
    let known = field::KNOWN.into_iter().filter_map(|name| proposal.columns.get(name).map(|column| (name, column)));
    let others = proposal.columns.iter().filter(|(name, _)| !field::KNOWN.contains(&name.as_str()));
    known.chain(others.map(|(name, column)| (name.as_str(), column)))
}

/// A heading, several, or a table with all that is known of the column.
fn value(column: &Column) -> Value {
    let plain = Column { headings: column.headings.clone(), ..Column::default() };
    if *column == plain {
        return texts(&column.headings);
    }
    let mut table = InlineTable::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            table.insert(key, value);
        }
    };
    put("column", (!column.headings.is_empty()).then(|| texts(&column.headings)));
    put("each", column.each.as_deref().map(Value::from));
    put("separator", (!column.separators.is_empty()).then(|| texts(&column.separators)));
    put("options", (!column.options.is_empty()).then(|| Value::Array(column.options.iter().map(String::as_str).collect())));
    put("yes", (!column.yes.is_empty()).then(|| Value::Array(column.yes.iter().map(String::as_str).collect())));
    put("no", (!column.no.is_empty()).then(|| Value::Array(column.no.iter().map(String::as_str).collect())));
    put("format", column.format.as_deref().map(Value::from));
    if !column.aliases.is_empty() {
        let aliases: InlineTable = column.aliases.iter().map(|(from, to)| (from.as_str(), Value::from(to.as_str()))).collect();
        put("aliases", Some(Value::InlineTable(aliases)));
    }
    Value::InlineTable(table)
}

/// One text, or a list of several.
fn texts(texts: &[String]) -> Value {
    match texts {
        [only] => Value::from(only.as_str()),
        several => Value::Array(several.iter().map(String::as_str).collect::<Array>()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn proposal() -> Survey {
        let heading = |text: &str| Column { headings: vec![text.to_owned()], ..Column::default() };
        let goals = Column { separators: vec![";".into()], options: vec!["a;b".into()], ..heading("What \"goals\"?") };
        let columns = [("name", heading("Full name")), ("email", heading("E-mail")), ("goals", goals)];
        Survey {
            file: Some("answers.csv".into()),
            columns: columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect::<BTreeMap<_, _>>(),
            ..Survey::default()
        }
    }

    #[test]
    fn the_block_is_toml_and_says_everything() {
        let text = block(Side::Mentor, &proposal());
        let parsed: DocumentMut = text.parse().unwrap();
        assert_eq!(parsed["survey"]["mentors"]["file"].as_str(), Some("answers.csv"));
        assert_eq!(parsed["survey"]["mentors"]["columns"]["goals"]["column"].as_str(), Some("What \"goals\"?"));
        assert_eq!(parsed["survey"]["mentors"]["columns"]["goals"]["options"][0].as_str(), Some("a;b"));
        assert!(text.starts_with("[survey.mentors]\n"), "{text}");
    }

    #[test]
    fn comments_order_and_other_keys_stay() {
        let before = "# ours\n[programme]\nname = \"X\" # keep\n\n[survey.mentors]\nfile = \"old.csv\" # where\n\n\
            [survey.mentors.columns]\nemail = \"Old\" # mail\nregion = \"Gone\"\nyears = \"Years\"\n\n[matching]\nseed = 1\n";
        let after = write_block(before, Side::Mentor, &proposal(), &Survey::default()).unwrap();
        assert!(after.contains("file = \"answers.csv\" # where") && after.contains("email = \"E-mail\" # mail"), "{after}");
        assert!(after.contains("years = \"Years\"") && !after.contains("Gone"), "{after}");
        assert!(
            after.starts_with("# ours\n[programme]\nname = \"X\" # keep") && after.ends_with("[matching]\nseed = 1\n"),
            "{after}"
        );
        assert_eq!(write_block(&after, Side::Mentor, &proposal(), &Survey::default()).unwrap(), after);
    }

    #[test]
    fn a_file_without_the_block_gets_one_and_broken_toml_is_refused() {
        let after = write_block("[programme]\nname = \"X\"\n", Side::Mentee, &proposal(), &Survey::default()).unwrap();
        assert!(after.contains("[survey.mentees.columns]\n"), "{after}");
        assert_eq!(write_block("[", Side::Mentor, &proposal(), &Survey::default()).unwrap_err().code, "broken-toml");
    }
}
