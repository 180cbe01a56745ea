//! The JSON Schema of `cohort.toml`, made from the same tables of keys by which the file is judged.

use serde_json::{Map, Value, json};

use crate::domain::zone;

use super::shape::{Absent, Section, Shape};

/// The schema (draft 2020-12) for editors that complete and check TOML.
pub(crate) fn schema() -> Value {
    let mut schema = section(&super::ROOT);
    if let Value::Object(members) = &mut schema {
        members.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        members.insert("title".to_owned(), json!("cohort.toml"));
    }
    schema
}

/// The schema as it is printed, and as `init` writes it beside `cohort.toml`.
pub(crate) fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// Whether a path such as `event.dates` is made of keys that every `cohort.toml` may have, none of the lead's own.
pub(crate) fn is_key_path(path: &str) -> bool {
    let schema = schema();
    let mut held = Some(&schema);
    path.split('.').all(|key| {
        held = held.and_then(|held| held.get("items").unwrap_or(held).get("properties")?.get(key));
        held.is_some()
    })
}

fn section(section: &Section) -> Value {
    let mut properties = Map::new();
    let (mut patterns, mut required) = (Map::new(), Vec::new());
    for key in section.keys {
        let mut held = shape(&key.shape);
        match (key.name, &key.absent, &mut held) {
            ("timezone", ..) => held = json!({ "enum": zone::names() }),
            // Recruitment surveys; the columns of an evaluation may be absent.
            ("columns", Absent::Refused, Value::Object(members)) => {
                members.insert("required".to_owned(), json!(["name", "email"]));
            }
            _ => {}
        }
        if let Value::Object(members) = &mut held {
            let doc = match key.absent {
                Absent::Said(default) => format!("{} (default: {default})", key.doc),
                Absent::Refused | Absent::Quiet => key.doc.to_owned(),
            };
            members.insert("description".to_owned(), json!(doc));
        }
        match key.name.strip_suffix('*') {
            Some(beginning) => patterns.insert(format!("^{beginning}."), held),
            None => properties.insert(key.name.to_owned(), held),
        };
        if matches!(key.absent, Absent::Refused) {
            required.push(key.name);
        }
    }
    let mut object = json!({
        "type": "object",
        "description": section.doc,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if let (false, Value::Object(members)) = (patterns.is_empty(), &mut object) {
        members.insert("patternProperties".to_owned(), Value::Object(patterns));
    }
    object
}

/// Two values, the first not after the second. A schema cannot compare them, so for whole numbers of a short range it says for each
/// number: where the first is at least this, so is the second.
fn two(of: &Shape) -> Value {
    let mut pair = json!({ "type": "array", "items": shape(of), "minItems": 2, "maxItems": 2 });
    if let (Shape::Whole(least, most @ ..=100), Value::Object(members)) = (of, &mut pair) {
        let from = |number| json!({ "minimum": number });
        let ordered = (least + 1..=*most)
            .map(|number| json!({ "if": { "prefixItems": [from(number)] }, "then": { "prefixItems": [true, from(number)] } }));
        members.insert("allOf".to_owned(), ordered.collect());
    }
    pair
}

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text | Shape::Mark => json!({ "type": "string", "minLength": 1 }),
        Shape::Free => json!({ "type": "string" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Days(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Day => json!({ "type": "string", "format": "date" }),
        // TOML editors know a date and time without an offset by this name; `date-time` would ask for an offset.
        Shape::Moment => json!({ "type": "string", "format": "partial-date-time" }),
        Shape::Clock => json!({ "type": "string", "pattern": "^\\d{1,2}:\\d{2}(:\\d{2})?$" }),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::List(of) => json!({ "type": "array", "items": self::shape(of) }),
        Shape::Two(of) => two(of),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(self::shape).collect::<Vec<_>>() }),
        Shape::Table(inner) => section(inner),
        Shape::Tables(inner) => json!({ "type": "array", "items": section(inner) }),
        Shape::Map(of) => json!({ "type": "object", "additionalProperties": self::shape(of) }),
    }
}
