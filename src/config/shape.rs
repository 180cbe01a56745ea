//! What may stand in `cohort.toml`, as data: the keys of each table, what they hold, what holds when they are absent.
//!
//! The judge, the suggestions, the said defaults and the JSON Schema all read these tables; a new key is one line in one of them.

/// What a key holds.
pub(super) enum Shape {
    /// A text that is not blank.
    Text,
    /// A text of which blanks count; not empty.
    Mark,
    /// A text that may be empty.
    Free,
    /// `true` or `false`.
    Flag,
    /// A whole number between two bounds, both included.
    Whole(u64, u64),
    /// A whole number of days before (negative) or after a date, between two bounds.
    Days(i64, i64),
    /// A day, `2027-01-11`.
    Day,
    /// A day and a time of day without an offset, `2027-01-05T14:00:00`.
    Moment,
    /// A time of day, `"09:00"`.
    Clock,
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// A list.
    List(&'static Shape),
    /// Exactly two, the first not after the second.
    Two(&'static Shape),
    /// One of several, told apart by what is written.
    Either(&'static [Shape]),
    /// A table with known keys.
    Table(&'static Section),
    /// A list of tables with known keys.
    Tables(&'static Section),
    /// A table whose keys are free.
    Map(&'static Shape),
}

/// What holds when a key is absent.
pub(super) enum Absent {
    /// It must be there.
    Refused,
    /// A default that is said, in these words.
    Said(&'static str),
    /// Nothing, or a default that the reader works out and says itself.
    Quiet,
}

/// One key of a table.
pub(super) struct Key {
    /// Its name, or its beginning followed by `*`.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) shape: Shape,
    /// What holds without it.
    pub(super) absent: Absent,
    /// What it means, for people.
    pub(super) doc: &'static str,
}

/// A table with known keys.
pub(super) struct Section {
    /// How a person writes its heading, e.g. `[meetings]`.
    pub(super) title: &'static str,
    /// What it is for.
    pub(super) doc: &'static str,
    /// Its keys.
    pub(super) keys: &'static [Key],
}

impl Key {
    /// Whether a key is of this name: equal to it, or longer than its beginning where it ends in `*`.
    fn fits(&self, name: &str) -> bool {
        match self.name.strip_suffix('*') {
            Some(beginning) => name.strip_prefix(beginning).is_some_and(|rest| !rest.is_empty()),
            None => self.name == name,
        }
    }

    /// A key that must be there.
    pub(super) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
        Key { name, shape, absent: Absent::Refused, doc }
    }

    /// A key with a default that is said.
    pub(super) const fn said(name: &'static str, shape: Shape, default: &'static str, doc: &'static str) -> Key {
        Key { name, shape, absent: Absent::Said(default), doc }
    }

    /// A key that may be absent without a word.
    pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
        Key { name, shape, absent: Absent::Quiet, doc }
    }
}

impl Section {
    /// The key with this name, or that this name begins as.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.fits(name))
    }
}

impl Shape {
    /// What is expected, in words that follow "expected".
    pub(super) fn in_words(&self) -> String {
        match self {
            Shape::Text | Shape::Mark | Shape::Free => "a text in quotes".to_owned(),
            Shape::Flag => "true or false".to_owned(),
            Shape::Whole(least, most) if *most > 1_000_000 => format!("a whole number from {least}"),
            Shape::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Shape::Days(least, most) => format!("a whole number of days from {least} to {most}"),
            Shape::Day => "a day without quotes, such as 2027-01-11".to_owned(),
            Shape::Moment => "a day and time without quotes, such as 2027-01-05T14:00:00".to_owned(),
            Shape::Clock => "a time of day, such as \"09:00\"".to_owned(),
            Shape::Word(words) => format!("one of {}", quoted(&words())),
            Shape::List(of) => format!("a list, [...], of which each is {}", of.in_words()),
            Shape::Two(of) => format!("[minimum, maximum], each {}", of.in_words()),
            Shape::Either(shapes) => {
                let shapes: Vec<String> = shapes.iter().map(Shape::in_words).collect();
                shapes.join(", or ")
            }
            Shape::Table(section) | Shape::Tables(section) => format!("a table {}", section.title),
            Shape::Map(_) => "a table".to_owned(),
        }
    }
}

/// The words of a table of values and words.
pub(super) fn words<T>(table: &[(T, &'static str)]) -> Vec<&'static str> {
    table.iter().map(|(_, word)| *word).collect()
}

/// Words in quotes with commas between them.
pub(super) fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    words.join(", ")
}
