//! What is wrong with a text: its syntax, its filters, the fields that it names; all of it, each with its place.

use std::ops::Range;

use minijinja::{Environment, Error, ErrorKind};

use super::Allowed;
use super::engine::{FILTERS, context};
use super::scan::{self, Tag};
use crate::correspondence::fields::{CATALOGUE, FieldGroup, FieldShape};
use crate::correspondence::values::{FieldValue, FieldValues};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

/// One thing that is wrong with a text.
pub(super) struct Fault {
    code: &'static str,
    message: String,
    help: String,
    span: Range<usize>,
}

impl Fault {
    pub(super) fn problem(self, source: &str, locate: &impl Fn(Range<usize>) -> Place) -> Problem {
        let slice = source.get(self.span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        Problem::error(self.code, self.message).at(locate(self.span.clone())).value(slice).help(self.help)
    }
}

/// Adds a source to the environment and gives all that is wrong with it. Where an expression cannot be read, it is blanked out and the
/// rest is read on.
pub(super) fn check(
    environment: &mut Environment<'static>,
    name: &'static str,
    source: &str,
    allowed: Allowed<'_>,
) -> Vec<Fault> {
    let (tags, mut faults) = scan::tags(source);
    let mut readable = scan::with_line_ends(source);
    // What follows a tag that is not closed is read as a part of it.
    let is_open = faults.iter().any(|(_, message)| message.contains("is not closed"));
    for _ in 0..20 {
        if let Err(error) = environment.add_template_owned(name, readable.clone()) {
            let span = error.range().unwrap_or(0..readable.len().min(1));
            let expression =
                tags.iter().find(|tag| tag.is_expression && tag.span.start <= span.start && span.start < tag.span.end);
            let known = faults.iter().any(|(fault, _)| fault.contains(&span.start) || is_open && fault.start <= span.start);
            if !known {
                faults.push((expression.map_or(span, |tag| tag.span.clone()), syntax_message(&error)));
            }
            let Some(tag) = expression else { break };
            let blank = " ".repeat(tag.span.len());
            readable.replace_range(tag.span.clone(), &blank);
        } else {
            break;
        }
    }
    let help = "fields are between {{ and }}, conditions and loops between {% and %}";
    let mut faults: Vec<Fault> = faults
        .into_iter()
        .map(|(span, message)| Fault { code: "template-syntax", message, help: help.to_owned(), span })
        .collect();
    faults.extend(filter_faults(&tags));
    faults.extend(field_faults(&tags, allowed));
    if faults.is_empty() {
        faults.extend(trial(environment, name));
    }
    faults
}

fn syntax_message(error: &Error) -> String {
    error.detail().map_or_else(|| "this cannot be read".to_owned(), str::to_owned)
}

fn filter_faults(tags: &[Tag]) -> Vec<Fault> {
    let used = tags.iter().flat_map(|tag| &tag.filters).filter(|(_, filter)| !FILTERS.contains(&filter.as_str()));
    used.map(|(span, filter)| {
        let help = match spelling::nearest(filter, FILTERS) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("the filters are {}", FILTERS.join(", ")),
        };
        Fault { code: "unknown-filter", message: format!("unknown filter {filter:?}"), help, span: span.clone() }
    })
    .collect()
}

/// A variable of the text's own.
struct Variable {
    name: String,
    /// The fields of a row, where it is one.
    fields: &'static [&'static str],
    /// Whether a loop gave it, and takes it away.
    of_loop: bool,
}

/// Fields that are unknown, or that the stage may not name.
fn field_faults(tags: &[Tag], allowed: Allowed<'_>) -> Vec<Fault> {
    let mut loops: Vec<Variable> = Vec::new();
    let mut faults = Vec::new();
    for tag in tags {
        for (span, path) in &tag.paths {
            let first = path.split('.').next().unwrap_or_default();
            let row = loops.iter().rev().find(|variable| variable.name == first).map(|variable| variable.fields);
            let fault = match row {
                Some(fields) => row_fault(path, fields),
                None => path_fault(path, allowed),
            };
            faults.extend(fault.map(|(code, message, help)| Fault { code, message, help, span: span.clone() }));
        }
        if let Some((variable, over)) = &tag.opens_loop {
            loops.push(Variable { name: variable.clone(), fields: row_fields(over, &loops), of_loop: true });
        }
        if let Some(variable) = &tag.sets {
            loops.push(Variable { name: variable.clone(), fields: &[], of_loop: false });
        }
        if tag.closes_loop {
            loops.truncate(loops.iter().rposition(|variable| variable.of_loop).unwrap_or_default());
        }
    }
    faults
}

/// The fields of a row of a list; none of a text.
fn row_fields(list: &str, loops: &[Variable]) -> &'static [&'static str] {
    let inner = list.rsplit('.').next().unwrap_or_default();
    let of_row = loops.iter().any(|variable| list.strip_prefix(&variable.name).is_some_and(|rest| rest.starts_with('.')));
    let field = CATALOGUE.iter().find(|field| field.path == list || of_row && field.path == format!("partner.{inner}"));
    match field.map(|field| field.shape) {
        Some(FieldShape::Rows(fields)) => fields,
        _ => &[],
    }
}

type Found = (&'static str, String, String);

fn row_fault(path: &str, fields: &'static [&'static str]) -> Option<Found> {
    let inner = path.split('.').nth(1)?;
    if fields.is_empty() || fields.contains(&inner) {
        return None;
    }
    let help = match spelling::nearest(inner, fields.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("a row has {}", fields.join(", ")),
    };
    Some(("unknown-field", format!("unknown field {path:?}"), help))
}

/// What is wrong with a path in a Word document, where a field of a list is written `sessions.title`: code, message, help.
pub(crate) fn judge_path(path: &str, allowed: Allowed<'_>) -> Option<(&'static str, String, String)> {
    let rows = |list: &str| CATALOGUE.iter().find(|field| field.path == list && matches!(field.shape, FieldShape::Rows(_)));
    match path.rsplit_once('.').and_then(|(list, _)| rows(list)) {
        Some(field) => {
            let FieldShape::Rows(fields) = field.shape else { return None };
            let inner = path.strip_prefix(field.path).unwrap_or_default();
            row_fault(&format!("row{inner}"), fields)
                .map(|(code, _, help)| (code, format!("unknown field {path:?}"), help))
                .or_else(|| group_fault(path, field.group, allowed))
        }
        None => path_fault(path, allowed),
    }
}

fn path_fault(path: &str, allowed: Allowed<'_>) -> Option<Found> {
    if ["loop", "caller", "true", "false", "none"].contains(&path) || path.starts_with("loop.") {
        return None;
    }
    if let Some(field) = CATALOGUE.iter().find(|field| field.path == path) {
        return group_fault(path, field.group, allowed);
    }
    let families = [("person.", allowed.columns, FieldGroup::Person), ("link.", allowed.links, FieldGroup::Programme)];
    for (family, names, group) in families {
        if path.strip_prefix(family).is_some_and(|name| names.iter().any(|known| known == name)) {
            return group_fault(path, group, allowed);
        }
    }
    let family = |prefix: &'static str, names: &[String]| names.iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>();
    let known: Vec<String> = CATALOGUE.iter().map(|field| field.path.to_owned()).collect();
    let known = [known, family("person.", allowed.columns), family("link.", allowed.links)].concat();
    let help = match spelling::nearest(path, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("`revmentor messages fields {}` lists the fields", allowed.stage),
    };
    Some(("unknown-field", format!("unknown field {path:?}"), help))
}

fn group_fault(path: &str, group: FieldGroup, allowed: Allowed<'_>) -> Option<Found> {
    if allowed.groups.contains(&group) {
        return None;
    }
    let (stage, word) = (allowed.stage, group.word());
    let help = if group == FieldGroup::Partner {
        "nothing before the reveal may tell who the partner is; the head of a later text says partner = true".to_owned()
    } else {
        format!("`revmentor messages fields {stage}` lists what {stage} may name")
    };
    Some(("field-not-allowed", format!("{stage} may not name {path:?}, a field of {word}"), help))
}

/// Fills the source with a value in every field, so that a text or a filter that fits no value is found before the first recipient.
fn trial(environment: &Environment<'static>, name: &str) -> Option<Fault> {
    let template = environment.get_template(name).ok()?;
    let fault = [true, false].into_iter().find_map(|flags| template.render(context(&samples(flags))).err())?;
    // A field of an open family is undefined in the trial: those were judged by name.
    if fault.kind() == ErrorKind::UndefinedError {
        return None;
    }
    let message = fault.detail().map_or_else(|| fault.kind().to_string(), str::to_owned);
    let help = "see `revmentor messages fields` for what each field holds".to_owned();
    Some(Fault { code: "template-syntax", message, help, span: fault.range().unwrap_or(0..0) })
}

/// A value for every field of the catalogue.
pub(super) fn samples(flags: bool) -> FieldValues {
    let row = |fields: &'static [&'static str]| fields.iter().map(|field| (*field, FieldValue::text("x"))).collect();
    let value = |shape| match shape {
        FieldShape::Text => FieldValue::text("x"),
        FieldShape::Link => FieldValue::Link("https://x.example".to_owned()),
        FieldShape::Flag => FieldValue::Flag(flags),
        FieldShape::Texts => FieldValue::Texts(vec!["x".to_owned()]),
        FieldShape::Rows(fields) => FieldValue::Rows(vec![row(fields)]),
    };
    CATALOGUE.iter().map(|field| (field.path.to_owned(), value(field.shape))).collect()
}
