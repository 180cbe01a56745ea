//! Where a text with fields names what: its tags, and in them the paths, filters and loops, each with its bytes.
//!
//! The engine reports one fault at a time and no place for an unknown field; this finds all of them. Only the statements `if`, `for`
//! and `set` are known, so that a text can do nothing but choose and repeat.

use std::ops::Range;

/// One `{{ … }}` or `{% … %}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes, braces included.
    pub(super) span: Range<usize>,
    /// Whether it prints a value.
    pub(super) is_expression: bool,
    /// The paths that it names.
    pub(super) paths: Vec<(Range<usize>, String)>,
    /// The filters that it uses.
    pub(super) filters: Vec<(Range<usize>, String)>,
    /// The variable and the list of a loop that begins here.
    pub(super) opens_loop: Option<(String, String)>,
    /// Whether a loop ends here.
    pub(super) closes_loop: bool,
    /// The variable that is set here.
    pub(super) sets: Option<String>,
}

/// A fault with its bytes.
pub(super) type Fault = (Range<usize>, String);

const STATEMENTS: [&str; 8] = ["if", "elif", "else", "endif", "for", "endfor", "set", "endset"];
const KEYWORDS: [&str; 14] =
    ["if", "elif", "else", "endif", "for", "endfor", "set", "endset", "in", "and", "or", "not", "is", "recursive"];

/// The tags of a text, in order, and what is wrong with their shape: a tag that is not closed, a statement that is not known.
pub(super) fn tags(source: &str) -> (Vec<Tag>, Vec<Fault>) {
    let (mut tags, mut faults, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(begin) = next_opening(source, at) {
        let (opening, closing) = match source.get(begin..begin + 2) {
            Some("{{") => ("{{", "}}"),
            Some("{%") => ("{%", "%}"),
            _ => ("{#", "#}"),
        };
        let Some(end) = closing_of(source, begin + 2, closing) else {
            let line = source.get(begin..).and_then(|rest| rest.lines().next()).map_or(begin, |line| begin + line.len());
            faults.push((begin..line, format!("this {opening} is not closed by {closing}")));
            at = line.max(begin + 2);
            continue;
        };
        at = end;
        if opening != "{#" {
            let tag = Words::of(source, begin + 2, end - 2).tag(begin..end, opening == "{{");
            match tag {
                Ok(tag) => tags.push(tag),
                Err(fault) => faults.push(fault),
            }
        }
    }
    (tags, faults)
}

fn next_opening(source: &str, from: usize) -> Option<usize> {
    let rest = source.get(from..)?;
    let found = ["{{", "{%", "{#"].iter().filter_map(|opening| rest.find(opening)).min()?;
    Some(from + found)
}

/// The byte after the closing mark; strings are passed over. Another opening before it means that this one is not closed.
fn closing_of(source: &str, from: usize, closing: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in source.get(from..)?.char_indices() {
        let rest = source.get(from + at..)?;
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) if c == '\n' => return None,
            None if rest.starts_with(closing) => return Some(from + at + 2),
            None if closing != "#}" && (rest.starts_with("{{") || rest.starts_with("{%")) => return None,
            None if closing != "#}" && (c == '"' || c == '\'') => quote = Some(c),
            _ => {}
        }
    }
    None
}

/// A word or a sign of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    /// Names with dots between them.
    Path(String),
    /// A string or a number.
    Constant,
    /// Any other sign.
    Sign(char),
}

struct Words(Vec<(Range<usize>, Word)>);

impl Words {
    fn of(source: &str, begin: usize, end: usize) -> Words {
        let inner = source.get(begin..end).unwrap_or_default();
        let mut words = Vec::new();
        let mut chars = inner.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let take_while = |chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>, keep: fn(char) -> bool| {
                let mut end = at + c.len_utf8();
                while let Some((next, c)) = chars.next_if(|(_, c)| keep(*c)) {
                    end = next + c.len_utf8();
                }
                end
            };
            if c == '"' || c == '\'' {
                let mut end = at + 1;
                for (next, inner) in chars.by_ref() {
                    end = next + inner.len_utf8();
                    if inner == c {
                        break;
                    }
                }
                words.push((begin + at..begin + end, Word::Constant));
            } else if c.is_alphabetic() || c == '_' {
                let end = take_while(&mut chars, |c| c.is_alphanumeric() || matches!(c, '_' | '.'));
                let path = inner.get(at..end).unwrap_or_default().to_owned();
                words.push((begin + at..begin + end, Word::Path(path)));
            } else if c.is_ascii_digit() {
                let end = take_while(&mut chars, |c| c.is_ascii_digit() || c == '.');
                words.push((begin + at..begin + end, Word::Constant));
            } else if !c.is_whitespace() {
                words.push((begin + at..begin + at + c.len_utf8(), Word::Sign(c)));
            }
        }
        Words(words)
    }

    fn path(&self, at: usize) -> Option<&str> {
        match self.0.get(at) {
            Some((_, Word::Path(path))) => Some(path),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        matches!(self.0.get(at), Some((_, Word::Sign(found))) if *found == sign)
    }

    fn tag(&self, span: Range<usize>, is_expression: bool) -> Result<Tag, Fault> {
        let mut tag = Tag { span: span.clone(), is_expression, ..Tag::default() };
        let mut at = usize::from(self.is_sign(0, '-') || self.is_sign(0, '+'));
        if !is_expression {
            let statement = self.path(at).unwrap_or_default();
            if !STATEMENTS.contains(&statement) {
                return Err((span, format!("unknown statement {statement:?}; the statements are if, for and set")));
            }
            tag.closes_loop = statement == "endfor";
            let variable = self.path(at + 1).map(str::to_owned);
            if statement == "for" {
                let list = self.path(at + 3).unwrap_or_default().to_owned();
                tag.opens_loop = variable.map(|variable| (variable, list));
                at += 2;
            } else if statement == "set" {
                tag.sets = variable;
                at += 2;
            }
        }
        self.collect(at, &mut tag);
        Ok(tag)
    }

    /// The paths and filters from the word `at` on. The name after `is` is a test, a name before a single `=` is an argument.
    fn collect(&self, at: usize, tag: &mut Tag) {
        for (at, (span, word)) in self.0.iter().enumerate().skip(at) {
            let Word::Path(path) = word else { continue };
            let after_test = at > 0
                && (self.path(at - 1) == Some("is")
                    || at > 1 && self.path(at - 1) == Some("not") && self.path(at - 2) == Some("is"));
            let is_argument = self.is_sign(at + 1, '=') && !self.is_sign(at + 2, '=');
            if at > 0 && self.is_sign(at - 1, '|') {
                tag.filters.push((span.clone(), path.clone()));
            } else if !KEYWORDS.contains(&path.as_str()) && !after_test && !is_argument {
                tag.paths.push((span.clone(), path.clone()));
            }
        }
    }
}

/// The source in which a line with text keeps its end also where a statement closes it: only a line of statements alone leaves no line
/// behind. Every byte stays where it is.
pub(super) fn with_line_ends(source: &str) -> String {
    const END: &str = " %}";
    let line = |line: &str| {
        let kept = line.trim_end();
        match kept.strip_suffix(END).filter(|_| has_text(kept)) {
            Some(before) => format!("{before}+%}}{}", &line[kept.len()..]),
            None => line.to_owned(),
        }
    };
    source.split_inclusive('\n').map(line).collect()
}

/// Whether anything but blanks stands outside the statements of a line.
fn has_text(line: &str) -> bool {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{%") {
        if !before.trim().is_empty() {
            return true;
        }
        rest = after.split_once("%}").map_or("", |(_, after)| after);
    }
    !rest.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        let (tags, faults) = tags(source);
        assert_eq!(faults, [], "{source}");
        tags.into_iter()
            .flat_map(|tag| tag.paths)
            .map(|(span, path)| {
                assert_eq!(&source[span], path);
                path
            })
            .collect()
    }

    #[test]
    fn paths_are_found_in_every_kind_of_tag() {
        let source = "{{ person.name }} {%- if session.link and not code -%} {{ link.x or \"no.link }}\" }} {# a.b #} {% endif %}\n\
                      {% for s in sessions %}{{ s.title|upper }}{{ a|join(sep=b.c) }}{% endfor %}{% set x = d.e %}";
        assert_eq!(paths(source), ["person.name", "session.link", "code", "link.x", "sessions", "s.title", "a", "b.c", "d.e"]);
        let (tags, _) = tags(source);
        assert_eq!(
            tags.iter().flat_map(|tag| &tag.filters).map(|(_, filter)| filter.as_str()).collect::<Vec<_>>(),
            ["upper", "join"]
        );
        assert!(tags.iter().any(|tag| tag.opens_loop == Some(("s".into(), "sessions".into()))));
    }

    #[test]
    fn what_is_not_closed_or_not_known_is_told_where_it_begins() {
        let source = "Dear {{ person.name,\n\nsee {% include 'x' %} and {{ code }}";
        let (tags, faults) = tags(source);
        assert_eq!(tags.len(), 1);
        assert_eq!(
            faults.iter().map(|(span, _)| &source[span.clone()]).collect::<Vec<_>>(),
            ["{{ person.name,", "{% include 'x' %}"]
        );
    }

    #[test]
    fn any_text_is_scanned_without_a_panic() {
        for source in ["", "{{", "{%", "{{}}", "{%%}", "{{ \"", "{{ é.ü }}", "}}", "{{{{", "{# {{ #}", "{{ 'a\n' }}"] {
            let _ = tags(source);
        }
    }
}
