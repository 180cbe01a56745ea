//! Holds every table against its keys: unknown keys, missing ones, wrong types, numbers and words that cannot be. Knows no key by name.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::Datelike;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::problem::Problem;
use crate::domain::spelling;
use crate::domain::text;

use super::findings::Findings;
use super::shape::{Absent, Key, Section, Shape, quoted};
use super::value;

/// Years that a programme's date may have; others are slips of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What a reciprocal cohort calls its sides, and the keys under which they stand.
const CALLED_OTHERWISE: [(&str, &str); 2] = [("juniors", "mentors"), ("seniors", "mentees")];

/// A judgement under way.
pub(super) struct Judge<'f, 't> {
    /// Where findings go.
    pub(super) findings: &'f mut Findings<'t>,
    /// Values that the parser already refused.
    pub(super) broken: &'f [Range<usize>],
    /// Every section, to say where a misplaced key belongs.
    pub(super) sections: &'f [&'static Section],
}

impl Judge<'_, '_> {
    /// Judges a table whose heading or key is at `span` and is called `path`.
    pub(super) fn table(&mut self, path: &str, span: &Range<usize>, table: &DeTable<'_>, section: &'static Section) {
        for (name, held) in table {
            match section.key(name.get_ref()) {
                Some(key) => self.value(&under(path, name.get_ref()), held, &key.shape),
                None => self.unknown(path, name, section),
            }
        }
        for key in section.keys.iter().filter(|key| table.get(key.name).is_none()) {
            self.absent(path, span, key, section);
        }
    }

    fn absent(&mut self, path: &str, span: &Range<usize>, key: &Key, section: &Section) {
        let name = key.name;
        match key.absent {
            Absent::Refused => {
                let what = if let Shape::Table(inner) = key.shape { inner.title.to_owned() } else { format!("`{}`", key.name) };
                let message = if path.is_empty() {
                    format!("{what} is missing")
                } else {
                    format!("{what} is missing in {}", section.title)
                };
                let problem = Problem::error("missing-key", message).help(format!("add {what}: {}", key.doc));
                self.findings.add(&under(path, key.name), span.clone(), problem);
            }
            Absent::Said(default) => self.findings.note(format!("{}: {default} (not said)", under(path, key.name))),
            Absent::Quiet => {
                let Shape::Table(inner) = key.shape else { return };
                for key in inner.keys.iter().filter(|key| matches!(key.absent, Absent::Said(_))) {
                    self.absent(&under(path, name), span, key, inner);
                }
            }
        }
    }

    fn unknown(&mut self, path: &str, name: &Spanned<std::borrow::Cow<'_, str>>, section: &Section) {
        let known = section.keys.iter().map(|key| key.name);
        let elsewhere = || self.sections.iter().find(|other| other.key(name.get_ref()).is_some());
        let otherwise = CALLED_OTHERWISE.iter().find(|(other, own)| other == name.get_ref() && section.key(own).is_some());
        let help = if let Some((other, own)) = otherwise {
            format!("write `{own}`: the {other} take the place of the {own}")
        } else if let Some(near) = spelling::nearest(name.get_ref(), known.clone()) {
            format!("did you mean `{near}`?")
        } else if let Some(other) = elsewhere() {
            format!("`{}` belongs to {}", name.get_ref(), other.title)
        } else {
            format!("known here: {}", known.collect::<Vec<_>>().join(", "))
        };
        let place = if section.title.is_empty() { "cohort.toml" } else { section.title };
        let problem = Problem::error("unknown-key", format!("{place} has no such key")).value(name.get_ref().as_ref()).help(help);
        self.findings.add(&under(path, name.get_ref()), name.span(), problem);
    }

    /// Judges one value.
    fn value(&mut self, path: &str, held: &Spanned<DeValue<'_>>, shape: &Shape) {
        if self.broken.contains(&held.span()) {
            return;
        }
        match (shape, held.get_ref()) {
            (Shape::Text, DeValue::String(written)) if text::tidy(written).is_empty() => self.blank(path, held),
            (Shape::Mark, DeValue::String(written)) if written.is_empty() => self.blank(path, held),
            (Shape::Text | Shape::Mark | Shape::Free, DeValue::String(_)) | (Shape::Flag, DeValue::Boolean(_)) => {}
            (Shape::Whole(least, most), DeValue::Integer(_)) => self.whole(path, held, *least, *most),
            (Shape::Days(least, most), DeValue::Integer(_)) => {
                if !value::whole(held.get_ref()).is_some_and(|days| (*least..=*most).contains(&days)) {
                    self.out_of_range(path, held, shape);
                }
            }
            (Shape::Day, DeValue::Datetime(_)) => self.day(path, held),
            (Shape::Moment, DeValue::Datetime(_)) => self.moment(path, held),
            (Shape::Clock, value) if value::clock(value).is_some() => {}
            (Shape::Word(words), DeValue::String(word)) => self.word(path, held.span(), word, &words()),
            (Shape::List(of), DeValue::Array(values)) => values.iter().for_each(|value| self.value(path, value, of)),
            (Shape::Two(of), DeValue::Array(values)) if values.len() == 2 => self.two(path, held, of),
            (Shape::Either(shapes), value) => match shapes.iter().find(|shape| shape.takes(value)) {
                Some(shape) => self.value(path, held, shape),
                None => self.mismatch(path, held, &Shape::Either(shapes)),
            },
            (Shape::Table(section), DeValue::Table(table)) => self.table(path, &held.span(), table, section),
            (Shape::Tables(section), DeValue::Array(values)) => values.iter().for_each(|value| match value.get_ref() {
                DeValue::Table(table) => self.table(path, &value.span(), table, section),
                _ => self.mismatch(path, value, &Shape::Table(section)),
            }),
            (Shape::Map(of), DeValue::Table(table)) => {
                table.iter().for_each(|(name, value)| self.value(&under(path, name.get_ref()), value, of));
            }
            _ => self.mismatch(path, held, shape),
        }
    }

    fn blank(&mut self, path: &str, held: &Spanned<DeValue<'_>>) {
        let problem = Problem::error("blank", "nothing is written here").help("write a text, or take the key away");
        self.findings.add(path, held.span(), problem);
    }

    fn mismatch(&mut self, path: &str, held: &Spanned<DeValue<'_>>, shape: &Shape) {
        let found = held.get_ref().type_str();
        let advice = match (shape, held.get_ref()) {
            (Shape::Day | Shape::Moment, DeValue::String(_)) => "take the quotes away: dates and times have none".to_owned(),
            (Shape::Tables(section), DeValue::Table(_)) => format!("write the heading with two brackets: {}", section.title),
            _ => format!("write {}", shape.in_words()),
        };
        let problem = Problem::error("wrong-type", format!("expected {}, found {}", shape.in_words(), english(found)))
            .value(self.findings.written(&held.span()))
            .help(advice);
        self.findings.add(path, held.span(), problem);
    }

    fn whole(&mut self, path: &str, held: &Spanned<DeValue<'_>>, least: u64, most: u64) {
        let number = value::whole(held.get_ref()).and_then(|number| u64::try_from(number).ok());
        if !number.is_some_and(|number| (least..=most).contains(&number)) {
            self.out_of_range(path, held, &Shape::Whole(least, most));
        }
    }

    fn out_of_range(&mut self, path: &str, held: &Spanned<DeValue<'_>>, shape: &Shape) {
        let problem = Problem::error("out-of-range", format!("expected {}", shape.in_words()))
            .value(self.findings.written(&held.span()))
            .help(format!("write {}", shape.in_words()));
        self.findings.add(path, held.span(), problem);
    }

    fn day(&mut self, path: &str, held: &Spanned<DeValue<'_>>) {
        match value::day(held.get_ref()) {
            Some(day) => self.year(path, held, day.year()),
            None => self.mismatch(path, held, &Shape::Day),
        }
    }

    fn moment(&mut self, path: &str, held: &Spanned<DeValue<'_>>) {
        match value::moment(held.get_ref()) {
            Some(moment) => self.year(path, held, moment.year()),
            None => self.mismatch(path, held, &Shape::Moment),
        }
    }

    fn year(&mut self, path: &str, held: &Spanned<DeValue<'_>>, year: i32) {
        if !YEARS.contains(&year) {
            let problem = Problem::error("out-of-range", format!("the year {year} cannot be meant"))
                .value(self.findings.written(&held.span()))
                .help(format!("write a year from {} to {}", YEARS.start(), YEARS.end()));
            self.findings.add(path, held.span(), problem);
        }
    }

    fn word(&mut self, path: &str, span: Range<usize>, word: &str, words: &[&str]) {
        if words.contains(&word) {
            return;
        }
        let help = match spelling::nearest(word, words.iter().copied()) {
            Some(near) => format!("did you mean {near:?}?"),
            None if words.len() == 1 => format!("the only possible value is {}", quoted(words)),
            None => format!("write one of {}", quoted(words)),
        };
        let problem = Problem::error("unknown-word", "invalid value").value(word).help(help);
        self.findings.add(path, span, problem);
    }

    fn two(&mut self, path: &str, held: &Spanned<DeValue<'_>>, of: &Shape) {
        let Some([first, second]) = held.get_ref().as_array().map(|values| [values.first(), values.get(1)]) else { return };
        let (Some(first), Some(second)) = (first, second) else { return };
        self.value(path, first, of);
        self.value(path, second, of);
        if order(first.get_ref(), second.get_ref()) == Some(Ordering::Greater) {
            let problem = Problem::error("reversed", "the first of the two is greater than the second")
                .value(self.findings.written(&held.span()))
                .help("swap them");
            self.findings.add(path, held.span(), problem);
        }
    }
}

impl Shape {
    /// Whether a value of this type is meant to be of this shape, right or wrong.
    fn takes(&self, value: &DeValue<'_>) -> bool {
        match self {
            Shape::Text | Shape::Mark | Shape::Free | Shape::Word(_) => value.is_str(),
            Shape::Flag => value.is_bool(),
            Shape::Whole(..) | Shape::Days(..) => value.is_integer(),
            Shape::Day | Shape::Moment => value.is_datetime(),
            Shape::Clock => value.is_str() || value.is_datetime(),
            Shape::List(_) | Shape::Two(_) | Shape::Tables(_) => value.is_array(),
            Shape::Either(shapes) => shapes.iter().any(|shape| shape.takes(value)),
            Shape::Table(_) | Shape::Map(_) => value.is_table(),
        }
    }
}

/// How two values stand to each other, where both are numbers or times of day.
fn order(first: &DeValue<'_>, second: &DeValue<'_>) -> Option<Ordering> {
    let numbers = value::whole(first).zip(value::whole(second)).map(|(first, second)| first.cmp(&second));
    numbers.or_else(|| value::clock(first).zip(value::clock(second)).map(|(first, second)| first.cmp(&second)))
}

/// The path of a key in a table.
fn under(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// TOML's name of a type, in a person's words.
fn english(kind: &str) -> String {
    match kind {
        "string" => "a text".to_owned(),
        "integer" => "a whole number".to_owned(),
        "float" => "a number with a fraction".to_owned(),
        "boolean" => "true or false".to_owned(),
        "datetime" => "a date or time".to_owned(),
        "array" => "a list".to_owned(),
        other => format!("a {other}"),
    }
}
