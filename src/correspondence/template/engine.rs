//! The engine that fills texts: which filters there are, how a value is written, and what becomes of an empty one.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, filters};

use crate::correspondence::markdown;
use crate::correspondence::values::{FieldValue, FieldValues};

pub(super) const SUBJECT: &str = "subject";
pub(super) const BODY: &str = "body";

/// The filters that a text may use.
pub(super) const FILTERS: [&str; 9] = ["upper", "lower", "capitalize", "title", "trim", "join", "length", "first", "last"];

/// The marks around the path of an empty field in a filled text; no text from outside holds them.
const EMPTY: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// A field without a value: falsy, and a fault where it is printed.
#[derive(Debug)]
struct EmptyField(String);

impl Object for EmptyField {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", EMPTY[0], self.0, EMPTY[1])
    }
}

/// A web address.
#[derive(Debug)]
struct LinkField(String);

impl Object for LinkField {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An environment without functions, tests and filters but those that texts need.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_recursion_limit(50);
    environment.set_formatter(write_value);
    // A line that holds a statement alone leaves no line behind.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("capitalize", filters::capitalize);
    environment.add_filter("title", filters::title);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("join", filters::join);
    environment.add_filter("length", filters::length);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment
}

/// Writes a value: into the subject as it is, into the body as Markdown that shows exactly it.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let in_subject = state.name() == SUBJECT;
    let text = if let Some(link) = value.downcast_object_ref::<LinkField>() {
        if in_subject { link.0.clone() } else { format!("<{}>", link.0) }
    } else if let Some(empty) = value.downcast_object_ref::<EmptyField>() {
        format!("{}{}{}", EMPTY[0], empty.0, EMPTY[1])
    } else if in_subject {
        value.to_string()
    } else {
        markdown::escape(&value.to_string())
    };
    out.write_str(&text).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

/// The paths between the marks of empty fields.
pub(super) fn empty_fields(text: &str) -> Vec<String> {
    let after = text.split(EMPTY[0]).skip(1);
    after.map(|rest| rest.split(EMPTY[1]).next().unwrap_or_default().replace('\\', "")).collect()
}

/// The values as the engine takes them: paths become nested maps.
pub(super) fn context(values: &FieldValues) -> Value {
    let mut top: BTreeMap<String, Value> = BTreeMap::new();
    let mut heads: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    for (path, value) in values {
        let value = engine_value(path, value);
        match path.split_once('.') {
            Some((head, rest)) => heads.entry(head).or_default().insert(rest.to_owned(), value),
            None => top.insert(path.clone(), value),
        };
    }
    top.extend(heads.into_iter().map(|(head, fields)| (head.to_owned(), Value::from(fields))));
    Value::from(top)
}

fn engine_value(path: &str, value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) | FieldValue::Link(text) if text.is_empty() => Value::from_object(EmptyField(path.to_owned())),
        FieldValue::Text(text) => Value::from(text.replace(EMPTY, "")),
        FieldValue::Link(link) => Value::from_object(LinkField(link.clone())),
        FieldValue::Flag(flag) => Value::from(*flag),
        FieldValue::Texts(texts) => Value::from(texts.iter().map(|text| text.replace(EMPTY, "")).collect::<Vec<String>>()),
        FieldValue::Rows(rows) => Value::from(rows.iter().map(|row| engine_row(path, row)).collect::<Vec<Value>>()),
    }
}

fn engine_row(path: &str, row: &BTreeMap<&'static str, FieldValue>) -> Value {
    let fields = row.iter().map(|(name, value)| ((*name).to_owned(), engine_value(&format!("{path}.{name}"), value)));
    Value::from(fields.collect::<BTreeMap<String, Value>>())
}
