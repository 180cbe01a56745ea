//! `cohort.toml` without its texts: the keys that the program knows, numbers, days, and words of closed lists.

use chrono::NaiveDate;
use serde_json::Value as Schema;
use toml::Value;

use super::shifted_days::Shift;
use crate::config;
use crate::domain::answer::field;

/// What stands for a text, and for a key of the lead's own.
const TEXT: &str = "(text)";
const KEY: &str = "*";

/// The settings, as far as they are TOML at all.
pub(super) struct Masked {
    settings: Option<toml::Table>,
    schema: Schema,
}

impl Masked {
    pub(super) fn read(text: &str) -> Masked {
        Masked { settings: text.trim_start_matches('\u{feff}').parse().ok(), schema: config::schema() }
    }

    /// Every day that is written.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let mut days = Vec::new();
        if let Some(settings) = &self.settings {
            settings.values().for_each(|value| days_of(value, &mut days));
        }
        days.into_iter()
    }

    /// A line for each value, with its path.
    pub(super) fn lines(&self, shift: Shift) -> Vec<String> {
        let Some(settings) = &self.settings else { return vec!["it is not TOML".to_owned()] };
        let mut lines = Vec::new();
        table(settings, Some(&self.schema), "", shift, &mut lines);
        lines
    }
}

fn days_of(value: &Value, days: &mut Vec<NaiveDate>) {
    match value {
        Value::Datetime(moment) => days.extend(day(moment)),
        Value::Array(items) => items.iter().for_each(|item| days_of(item, days)),
        Value::Table(table) => table.values().for_each(|value| days_of(value, days)),
        _ => {}
    }
}

fn day(moment: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = moment.date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn table(table: &toml::Table, schema: Option<&Schema>, path: &str, shift: Shift, lines: &mut Vec<String>) {
    let before = if path.is_empty() { String::new() } else { format!("{path}.") };
    for (key, held) in table {
        let known = schema.and_then(|schema| schema.get("properties")?.get(key));
        let free = schema.and_then(|schema| match schema.get("patternProperties") {
            Some(patterns) => patterns.as_object()?.values().next(),
            None => schema.get("additionalProperties").filter(|shape| shape.is_object()),
        });
        let is_told = known.is_some() || free.is_some() && field::KNOWN.contains(&key.as_str());
        let name = if is_told { key.as_str() } else { KEY };
        value(held, known.or(free), &format!("{before}{name}"), shift, lines);
    }
}

fn value(held: &Value, schema: Option<&Schema>, path: &str, shift: Shift, lines: &mut Vec<String>) {
    let schema = schema.map(|schema| fitting(schema, held));
    match held {
        Value::Table(inner) => table(inner, schema, path, shift, lines),
        Value::Array(items) => {
            let of_items = schema.and_then(|schema| schema.get("items"));
            for (at, item) in items.iter().enumerate() {
                value(item, of_items, &format!("{path}[{at}]"), shift, lines);
            }
        }
        Value::String(text) => {
            let is_word = schema
                .and_then(|schema| schema.get("enum")?.as_array())
                .is_some_and(|words| words.iter().any(|word| word == text));
            lines.push(format!("{path} = {}", if is_word { format!("{text:?}") } else { TEXT.to_owned() }));
        }
        Value::Datetime(moment) => {
            let moved = day(moment).map(|day| shift.day(day).to_string());
            let time = moment.time.map(|time| time.to_string());
            let both: Vec<String> = moved.into_iter().chain(time).collect();
            lines.push(format!("{path} = {}", both.join("T")));
        }
        // A seed is often a date or a number that somebody knows, and what stands under an unknown key may be anything.
        Value::Integer(_) | Value::Float(_) if path.rsplit('.').next() == Some("seed") || path.contains(KEY) => {
            lines.push(format!("{path} = (number)"));
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => lines.push(format!("{path} = {held}")),
    }
}

/// Of the shapes that a value may have, the one of its type.
fn fitting<'s>(schema: &'s Schema, held: &Value) -> &'s Schema {
    let wanted = match held {
        Value::Table(_) => "object",
        Value::Array(_) => "array",
        _ => return schema,
    };
    let shapes = ["anyOf", "oneOf"].into_iter().find_map(|key| schema.get(key)?.as_array());
    let of_type = |shape: &&Schema| shape.get("type").and_then(Schema::as_str) == Some(wanted);
    shapes.and_then(|shapes| shapes.iter().find(of_type)).unwrap_or(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_keys_of_the_leads_own_are_left_out() {
        let text = r#"
[programme]
name = "Wharfdale with Anna Birch"
kind = "goals"
timezone = "Europe/London"
"Anna Birch" = 1
[survey.mentors.columns]
name = "Full name"
annas_field = { column = "What does Anna think?", separator = ";" }
[matching]
minimum_score = 200
seed = 20270113
[meetings]
first = 2027-01-13
[[event]]
id = "induction"
kind = "induction"
dates = [2027-01-12T14:00:00]
"#;
        let masked = Masked::read(text);
        let lines = masked.lines(Shift::from_earliest(masked.days()));
        assert!(lines.iter().all(|line| !line.to_lowercase().contains("anna") && !line.contains("Wharf")), "{lines:#?}");
        for line in [
            "programme.name = (text)",
            "programme.kind = \"goals\"",
            "programme.timezone = \"Europe/London\"",
            "programme.* = (number)",
            "matching.seed = (number)",
            "survey.mentors.columns.name = (text)",
            "survey.mentors.columns.*.separator = (text)",
            "matching.minimum_score = 200",
            "meetings.first = 2001-01-03",
            "event[0].dates[0] = 2001-01-02T14:00:00",
        ] {
            assert!(lines.iter().any(|one| one == line), "{line} in {lines:#?}");
        }
    }

    #[test]
    fn what_is_no_toml_is_said() {
        let masked = Masked::read("[programme\nname = \"Anna\"");
        assert_eq!(masked.lines(Shift::from_earliest(masked.days())), ["it is not TOML"]);
    }
}
