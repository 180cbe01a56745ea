//! A text with fields, checked against the closed catalogue before it is used, and filled for one recipient.
//!
//! Checked at once: syntax, unknown fields and filters, fields that the stage may not name, fields of rows in loops. Filled strictly:
//! an empty field is a fault unless the text says what stands in its place.

mod engine;
mod faults;
mod scan;

pub(crate) use faults::judge_path;

use std::collections::BTreeSet;
use std::ops::Range;

use minijinja::Environment;
use minijinja::value::Value;

use super::fields::{CATALOGUE, FieldGroup};
use super::front_matter::{self, FrontMatter};
use super::values::FieldValues;
use crate::domain::problem::Problem;
use engine::{BODY, SUBJECT, context, empty_fields, environment};
use faults::check;

/// Which fields a text may name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowed<'a> {
    /// The groups of the catalogue.
    pub groups: &'a [FieldGroup],
    /// The columns of the surveys, for `person.FIELD`.
    pub columns: &'a [String],
    /// The names of links, for `link.NAME`.
    pub links: &'a [String],
    /// What the text is, for messages: `session`, or the kind of a letter.
    pub stage: &'a str,
}

/// A checked text.
pub(crate) struct Template {
    environment: Environment<'static>,
}

/// A filled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The subject, one plain line.
    pub subject: String,
    /// The body as Markdown.
    pub markdown: String,
}

impl Template {
    /// The text of `file` below its head. O(length of the text · fields).
    ///
    /// # Errors
    /// All that is wrong, each with its place.
    pub(crate) fn new(text: &str, front: &FrontMatter, file: &str, allowed: Allowed<'_>) -> Result<Template, Vec<Problem>> {
        let body = text.get(front.body..).unwrap_or_default();
        let mut environment = environment();
        let mut problems = Vec::new();
        // The spans of the subject are those of the whole line: escapes of TOML shift what stands inside it.
        let subject_span = front.subject.span.clone();
        for (name, source, at) in [(SUBJECT, front.subject.text.as_str(), None), (BODY, body, Some(front.body))] {
            let locate = |span: Range<usize>| match at {
                Some(offset) => front_matter::place(text, file, span.start + offset..span.end + offset),
                None => front_matter::place(text, file, subject_span.clone()),
            };
            let faults = check(&mut environment, name, source, allowed);
            problems.extend(faults.into_iter().map(|fault| fault.problem(source, &locate)));
        }
        if problems.is_empty() { Ok(Template { environment }) } else { Err(problems) }
    }

    /// Fills the text for one recipient.
    ///
    /// # Errors
    /// The paths of the fields that are empty where the text prints them, or what else went wrong.
    pub(crate) fn fill(&self, values: &FieldValues) -> Result<Filled, Vec<String>> {
        let context = context(values);
        let (subject, body) = match (self.render(SUBJECT, &context), self.render(BODY, &context)) {
            (Ok(subject), Ok(body)) => (subject, body),
            (subject, body) => return Err([subject.err(), body.err()].into_iter().flatten().collect()),
        };
        let empty: Vec<String> = [&subject, &body].into_iter().flat_map(|text| empty_fields(text)).collect();
        if !empty.is_empty() {
            return Err(empty);
        }
        Ok(Filled { subject: crate::domain::text::tidy(&subject), markdown: body })
    }

    fn render(&self, name: &str, context: &Value) -> Result<String, String> {
        let template = self.environment.get_template(name).map_err(|error| error.kind().to_string())?;
        template.render(context.clone()).map_err(|error| error.kind().to_string())
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Template(…)")
    }
}

/// The paths of the catalogue, and of open families, that a text names, each once.
pub(crate) fn fields_of(text: &str) -> Vec<String> {
    let (tags, _) = scan::tags(text);
    let named = tags.into_iter().flat_map(|tag| tag.paths).map(|(_, path)| path);
    let is_field = |path: &String| {
        CATALOGUE.iter().any(|field| field.path == path) || path.starts_with("person.") || path.starts_with("link.")
    };
    let fields: BTreeSet<String> = named.filter(is_field).collect();
    fields.into_iter().collect()
}

#[cfg(test)]
mod tests;
