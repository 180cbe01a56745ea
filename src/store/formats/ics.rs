//! Calendar files (iCalendar, RFC 5545) read as components and properties, each with its line. It knows no meaning of any property.
//!
//! Lenient where calendar programs are: a byte order mark, bare line feeds, blank lines, names in lower case.

use crate::domain::problem::{Place, Problem};

/// More bytes than any calendar of holidays has.
const MOST_BYTES: usize = 10_000_000;

/// What stands between `BEGIN:NAME` and `END:NAME`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Component {
    /// Its name in capitals, such as `VEVENT`.
    pub name: String,
    /// The line of its `BEGIN`, from 1.
    pub line: u32,
    /// Its own properties, in order.
    pub properties: Vec<Property>,
    /// The components inside it, in order.
    pub components: Vec<Component>,
}

/// One property: `DTSTART;VALUE=DATE:20270215`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Property {
    /// Its name in capitals.
    pub name: String,
    /// Its parameters; names in capitals, values without quotation marks.
    pub parameters: Vec<(String, String)>,
    /// Its value as written.
    pub value: String,
    /// The first of its lines, from 1.
    pub line: u32,
}

impl Component {
    /// The first property with this name.
    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }
}

impl Property {
    /// The value as TEXT (RFC 5545, 3.3.11), its escapes undone.
    pub(crate) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(escaped) => text.push(escaped),
                    None => text.push('\\'),
                },
                _ => text.push(letter),
            }
        }
        text
    }
}

/// The calendars in `bytes`, which stand in `file`. O(bytes).
///
/// # Errors
/// It is no calendar, with the line where that shows; what is wrong there, all at once.
pub(crate) fn read(bytes: &[u8], file: &str) -> Result<Vec<Component>, Vec<Problem>> {
    let told = |problem: Problem| vec![problem.at(Place::file(file))];
    if bytes.len() > MOST_BYTES {
        let problem = Problem::error("too-large", "the file is larger than any calendar of holidays");
        return Err(told(problem.help("export only the calendar that is meant")));
    }
    let Ok(lines) = unfold(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) else {
        return Err(told(Problem::error("not-utf8", "the file is not UTF-8 text").help("export the calendar again, as UTF-8")));
    };
    let mut nest = Nest::default();
    for (line, text) in &lines {
        if let Err(problem) = nest.take(*line, text) {
            let place = Place::file(file).line(*line);
            nest.problems.push(problem.at(place));
        }
    }
    nest.end(file)
}

/// Lines of the file put together again where they were folded, with the number of the first. Folding may part the bytes of a letter.
fn unfold(bytes: &[u8]) -> Result<Vec<(u32, String)>, std::string::FromUtf8Error> {
    let mut lines: Vec<(u32, Vec<u8>)> = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line, lines.last_mut()) {
            ([b' ' | b'\t', rest @ ..], Some((_, before))) => before.extend_from_slice(rest),
            _ => lines.push((number, line.to_vec())),
        }
    }
    let filled = lines.into_iter().filter(|(_, line)| !line.trim_ascii().is_empty());
    filled.map(|(number, line)| String::from_utf8(line).map(|line| (number, line))).collect()
}

/// The components that are open, the outermost first.
#[derive(Default)]
struct Nest {
    open: Vec<Component>,
    done: Vec<Component>,
    problems: Vec<Problem>,
}

impl Nest {
    fn take(&mut self, line: u32, text: &str) -> Result<(), Problem> {
        let property = property(line, text).ok_or_else(|| not_a_line(text))?;
        match (property.name.as_str(), self.open.last_mut()) {
            ("BEGIN", _) => {
                let name = property.value.trim().to_uppercase();
                self.open.push(Component { name, line, ..Component::default() });
            }
            ("END", _) => return self.close(&property.value.trim().to_uppercase()),
            (_, Some(inner)) => inner.properties.push(property),
            (_, None) => return Err(not_a_line(text)),
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Problem> {
        let closed = self.open.pop_if(|open| open.name == name).ok_or_else(|| {
            Problem::error("calendar-broken", "this ends what was not begun").value(name).help("export the calendar again")
        })?;
        match self.open.last_mut() {
            Some(outer) => outer.components.push(closed),
            None => self.done.push(closed),
        }
        Ok(())
    }

    fn end(mut self, file: &str) -> Result<Vec<Component>, Vec<Problem>> {
        if let Some(open) = self.open.first() {
            let problem = Problem::error("calendar-broken", format!("{} begins here and never ends", open.name));
            self.problems.push(problem.at(Place::file(file).line(open.line)).help("export the calendar again"));
        }
        if self.problems.is_empty() && !self.done.iter().any(|component| component.name == "VCALENDAR") {
            let problem = Problem::error("not-a-calendar", "the file holds no calendar (BEGIN:VCALENDAR)");
            self.problems.push(problem.at(Place::file(file).line(1)).help("export a calendar as .ics"));
        }
        if self.problems.is_empty() { Ok(self.done) } else { Err(self.problems) }
    }
}

fn not_a_line(text: &str) -> Problem {
    let (shown, _) = crate::domain::text::cap(text, 40);
    Problem::error("not-a-calendar", "this is not a line of a calendar file")
        .value(shown)
        .help("export the calendar again as .ics")
}

/// `NAME;PARAMETER=value;OTHER="quoted":value`.
fn property(line: u32, text: &str) -> Option<Property> {
    let colon = outside_quotes(text, ':').next()?;
    let (head, value) = (text.get(..colon)?, text.get(colon + 1..)?);
    let cuts: Vec<usize> = outside_quotes(head, ';').chain([head.len()]).collect();
    let mut parts =
        std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1)).zip(&cuts).filter_map(|(from, to)| head.get(from..*to));
    let name = parts.next().filter(|name| is_name(name))?.to_uppercase();
    let parameter = |part: &str| part.split_once('=').map(|(key, value)| (key.to_uppercase(), value.replace('"', "")));
    Some(Property { name, parameters: parts.map(parameter).collect::<Option<_>>()?, value: value.to_owned(), line })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn outside_quotes(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, letter)| {
        quoted ^= letter == '"';
        (letter == wanted && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &[u8]) -> Vec<(&'static str, Option<u32>)> {
        let problems = read(text, "holidays.ics").unwrap_err();
        problems.iter().map(|problem| (problem.code, problem.place.line)).collect()
    }

    #[test]
    fn what_is_far_larger_than_a_calendar_is_refused() {
        assert_eq!(codes(&vec![b' '; MOST_BYTES + 1]), [("too-large", None)]);
    }

    #[test]
    fn a_calendar_is_read_with_its_lines() {
        let text = "\u{feff}begin:vcalendar\r\nBEGIN:VEVENT\r\nDTSTART;X=\"a;b:c\";value=DATE:20270215\r\n\r\nSUMMARY:Half\\, \
                    te\r\n rm\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let calendars = read(text.as_bytes(), "holidays.ics").unwrap();
        let event = &calendars[0].components[0];
        assert_eq!((calendars[0].name.as_str(), event.name.as_str(), event.line), ("VCALENDAR", "VEVENT", 2));
        let start = event.property("DTSTART").unwrap();
        assert_eq!(
            (start.line, &start.parameters[..]),
            (3, &[("X".to_owned(), "a;b:c".to_owned()), ("VALUE".to_owned(), "DATE".to_owned())][..])
        );
        let summary = event.property("SUMMARY").unwrap();
        assert_eq!((summary.line, summary.text().as_str()), (5, "Half, term"));
    }

    #[test]
    fn a_letter_may_be_parted_by_a_fold() {
        let text = b"BEGIN:VCALENDAR\nX-NAME:caf\xc3\n \xa9\nEND:VCALENDAR\n";
        assert_eq!(read(text, "x.ics").unwrap()[0].properties[0].value, "café");
    }

    #[test]
    fn what_is_no_calendar_is_told_with_its_line() {
        assert_eq!(codes(b"<html>\n"), [("not-a-calendar", Some(1))]);
        assert_eq!(codes(b""), [("not-a-calendar", Some(1))]);
        assert_eq!(
            codes(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"),
            [("calendar-broken", Some(3)), ("calendar-broken", Some(1))]
        );
        assert_eq!(codes(b"BEGIN:VCALENDAR\nno colon\nEND:VCALENDAR\n"), [("not-a-calendar", Some(2))]);
        assert_eq!(codes(b"\xff\xfeB\0"), [("not-utf8", None)]);
    }
}
