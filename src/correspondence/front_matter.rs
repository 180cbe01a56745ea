//! The head of a message's text: TOML between two `+++` lines, one key a line. The Markdown below it is the message.
//!
//! | key | value | where it must stand |
//! | --- | --- | --- |
//! | `subject` | a text with fields, one line | in every message |
//! | `to` | who gets it, such as `"paired mentors"` | in a stage of the lead's own; a built-in stage has its recipients |
//! | `due` | a milestone or an event, `± days`, such as `"induction-mentors - 14d"` | nowhere; without it a stage of the lead's own is never due |
//! | `attach` | `session.ics`, `calendar.ics`, `letter:KIND`, `report.html` | where something is attached |
//! | `partner` | `true` where the text names the partner | only in stages after the reveal |

use std::ops::Range;

use toml_edit::{Document, Item, Value};

use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

/// The keys, in the order in which they are proposed.
const KEYS: [&str; 5] = ["subject", "to", "due", "attach", "partner"];

/// Something that is attached to a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attachment {
    /// One calendar entry: the group session of the stage (`session.ics`).
    Session,
    /// The recipient's whole calendar (`calendar.ics`).
    Calendar,
    /// The recipient's letter, or the paper for all, of this kind (`letter:KIND`). `agenda` is that of the stage's session, `handbook` that
    /// of the recipient's side.
    Letter(String),
    /// The published report, without any line of one pair (`report.html`).
    Report,
}

impl Attachment {
    fn of_word(word: &str) -> Option<Attachment> {
        match word {
            "session.ics" => Some(Attachment::Session),
            "calendar.ics" => Some(Attachment::Calendar),
            "report.html" => Some(Attachment::Report),
            _ => word.strip_prefix("letter:").filter(|kind| is_kind(kind)).map(|kind| Attachment::Letter(kind.to_owned())),
        }
    }
}

/// Whether a word has the shape of a stage or a kind of letter: small letters, digits and hyphens.
pub(crate) fn is_kind(word: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    word.len() <= 60 && word.bytes().all(inner) && !word.starts_with('-') && !word.ends_with('-') && !word.is_empty()
}

/// A text with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// The text.
    pub text: String,
    /// Its bytes in the file, quotes included.
    pub span: Range<usize>,
}

/// What stands at the head of a message's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// The subject, a template.
    pub subject: Located,
    /// Who gets it.
    pub to: Option<Located>,
    /// When it is due.
    pub due: Option<Located>,
    /// What is attached, in the order given.
    pub attach: Vec<Attachment>,
    /// Where the text says that it names the partner.
    pub partner: Option<Range<usize>>,
    /// The byte of the file at which the body begins.
    pub body: usize,
}

/// Reads the head of `text`, which `file` names. All that is wrong is told at once.
///
/// # Errors
/// A missing or unclosed head, an unknown or repeated key, a wrong type, no subject.
pub(crate) fn read(text: &str, file: &str) -> Result<FrontMatter, Vec<Problem>> {
    let whole = |message: &str, help: &str| {
        let place = Place::file(file).line(1).span(0..text.find('\n').unwrap_or(text.len()));
        vec![Problem::error("front-matter", message).at(place).help(help)]
    };
    let Some(begin) = opening(text) else {
        return Err(whole(
            "the text does not begin with a line \"+++\"",
            "begin the file with a line \"+++\", then subject = \"…\", then a line \"+++\"",
        ));
    };
    let Some((end, body)) = closing(text, begin) else {
        return Err(whole("the head is not closed", "put a line \"+++\" between the head and the text"));
    };
    Reader { text, file, begin, problems: Vec::new() }.read(end, body)
}

/// The byte after the opening line. A byte order mark before it is passed over.
fn opening(text: &str) -> Option<usize> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = text.get(mark..)?.split_inclusive('\n').next()?;
    (line.trim_end() == "+++" && line.ends_with('\n')).then_some(mark + line.len())
}

/// Where the closing line begins and ends.
fn closing(text: &str, begin: usize) -> Option<(usize, usize)> {
    let mut at = begin;
    for line in text.get(begin..)?.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    begin: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read(mut self, end: usize, body: usize) -> Result<FrontMatter, Vec<Problem>> {
        let head = self.text.get(self.begin..end).unwrap_or_default();
        let document = match Document::parse(head) {
            Ok(document) => document,
            Err(error) => {
                let message = error.message().lines().next().unwrap_or("the head is not valid TOML").to_owned();
                let span = error.span().unwrap_or(0..head.len().min(1));
                self.problem("front-matter", span, message, "write one key a line, such as subject = \"Your induction\"");
                return Err(self.problems);
            }
        };
        let (mut subject, mut to, mut due, mut attach, mut partner) = (None, None, None, Vec::new(), None);
        for (key, item) in document.iter() {
            let span = document.as_table().key(key).and_then(toml_edit::Key::span).unwrap_or(0..0);
            match key {
                "subject" => subject = self.text_of(key, item),
                "to" => to = self.text_of(key, item),
                "due" => due = self.text_of(key, item),
                "attach" => attach = self.attachments(item),
                "partner" => partner = self.flag(item, span),
                _ => self.unknown(key, span),
            }
        }
        if subject.is_none() && !document.contains_key("subject") {
            self.problem(
                "front-matter",
                0..0,
                "there is no subject".to_owned(),
                "add a line such as subject = \"Your induction\"",
            );
        }
        match subject {
            Some(subject) if self.problems.is_empty() => Ok(FrontMatter { subject, to, due, attach, partner, body }),
            _ => Err(self.problems),
        }
    }

    /// A problem at a span of the head.
    fn problem(&mut self, code: &'static str, span: Range<usize>, message: String, help: &str) {
        let span = span.start + self.begin..span.end.max(span.start) + self.begin;
        let place = place(self.text, self.file, span);
        self.problems.push(Problem::error(code, message).at(place).help(help));
    }

    fn text_of(&mut self, key: &str, item: &Item) -> Option<Located> {
        let span = item.span().unwrap_or(0..0);
        // A day is a value of TOML's own, as it stands in cohort.toml.
        let text = item.as_str().map(str::to_owned).or_else(|| item.as_datetime().map(ToString::to_string));
        match text {
            Some(text) if text.trim().is_empty() || text.contains(['\n', '\r']) => {
                self.problem(
                    "front-matter",
                    span,
                    format!("{key} must be one line of text"),
                    "write it between quotes, on one line",
                );
                None
            }
            Some(text) => Some(Located { text, span: span.start + self.begin..span.end + self.begin }),
            None => {
                self.problem("front-matter", span, format!("{key} must be a text"), "write it between quotes");
                None
            }
        }
    }

    fn flag(&mut self, item: &Item, key: Range<usize>) -> Option<Range<usize>> {
        let Some(said) = item.as_bool() else {
            let message = "partner must be true or false".to_owned();
            self.problem("front-matter", item.span().unwrap_or(key), message, "write partner = true");
            return None;
        };
        said.then_some(key.start + self.begin..key.end + self.begin)
    }

    fn attachments(&mut self, item: &Item) -> Vec<Attachment> {
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(array)) => array.iter().collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        let mut attachments = Vec::new();
        for value in values {
            match value.as_str().and_then(Attachment::of_word) {
                Some(attachment) if !attachments.contains(&attachment) => attachments.push(attachment),
                Some(_) => {}
                None => {
                    let help = "attach one of session.ics, calendar.ics, report.html and letter:KIND, such as letter:study-leave";
                    self.problem("front-matter", value.span().unwrap_or(0..0), "unknown attachment".to_owned(), help);
                }
            }
        }
        attachments
    }

    fn unknown(&mut self, key: &str, span: Range<usize>) {
        let help = match spelling::nearest(key, KEYS) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("the keys are {}", KEYS.join(", ")),
        };
        self.problem("front-matter", span, format!("unknown key {key:?}"), &help);
    }
}

/// The place of a span in a text file, with line and column.
pub(crate) fn place(text: &str, file: &str, span: Range<usize>) -> Place {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    Place::file(file).line(u32::try_from(line).unwrap_or(u32::MAX)).span(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "+++\nsubject = \"Your induction: {{ session.date }}\"\nattach = [\"session.ics\", \"letter:agenda-meeting\"]\n\
                        partner = true\n+++\nDear all\n";

    #[test]
    fn a_head_is_read_with_its_places() {
        let front = read(GOOD, "a.md").unwrap();
        assert_eq!(front.subject.text, "Your induction: {{ session.date }}");
        assert_eq!(&GOOD[front.subject.span.clone()], "\"Your induction: {{ session.date }}\"");
        assert_eq!(front.attach, [Attachment::Session, Attachment::Letter("agenda-meeting".into())]);
        assert_eq!(&GOOD[front.body..], "Dear all\n");
        assert_eq!(&GOOD[front.partner.unwrap()], "partner");
        assert!(read(&GOOD.replace('\n', "\r\n"), "a.md").is_ok(), "as Windows ends lines");
        let dated = read("+++\nsubject = \"x\"\ndue = 2027-01-05\n+++\nDear all\n", "a.md").unwrap();
        assert_eq!(dated.due.unwrap().text, "2027-01-05");
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_its_line() {
        let text = "+++\nsubjct = \"x\"\nattach = [\"sesion.ics\"]\npartner = \"yes\"\ndue = 3\n+++\nDear all\n";
        let problems = read(text, "a.md").unwrap_err();
        let mut told: Vec<(u32, &str)> = problems.iter().map(|p| (p.place.line.unwrap(), p.message.as_str())).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                (2, "there is no subject"),
                (2, "unknown key \"subjct\""),
                (3, "unknown attachment"),
                (4, "partner must be true or false"),
                (5, "due must be a text"),
            ]
        );
        assert!(problems.iter().any(|problem| problem.help.as_deref() == Some("did you mean \"subject\"?")));
    }

    #[test]
    fn a_text_without_a_head_or_with_an_open_one_is_refused() {
        for text in ["Dear all\n", "", "+++\nsubject = \"x\"\n", "+++\nsubject = \"x\nto\n+++\n"] {
            assert!(read(text, "a.md").is_err(), "{text:?}");
        }
    }
}
