//! Values of fields for one recipient: plain texts from outside the program, not yet escaped for any sink.

use std::collections::BTreeMap;

/// The value of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldValue {
    /// A text; empty where nothing is known.
    Text(String),
    /// A web address; empty where none is set.
    Link(String),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    Texts(Vec<String>),
    /// Rows with fields of their own.
    Rows(Vec<BTreeMap<&'static str, FieldValue>>),
}

impl FieldValue {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> FieldValue {
        FieldValue::Text(text.into())
    }
}

/// The values of all fields for one recipient, by path.
pub(crate) type FieldValues = BTreeMap<String, FieldValue>;
