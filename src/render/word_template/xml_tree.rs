//! XML as a tree that keeps every byte it is not asked to change: what was read and left alone is written as it was.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Deeper documents are refused, so that walking one needs a bounded stack.
const DEEPEST: usize = 200;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A part of a document: what stands before the root element, the root, and what stands after it.
#[derive(Clone, Debug)]
pub(super) struct XmlPart {
    pub(super) before: String,
    pub(super) root: Element,
    pub(super) after: String,
}

/// An element with the bytes of its tags.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// The name with its prefix, such as `w:p`.
    pub(super) name: String,
    /// The opening tag, or the whole tag of an element without an end.
    pub(super) open: String,
    pub(super) children: Vec<Node>,
    /// The closing tag; empty where the opening one is the whole.
    pub(super) close: String,
}

/// What stands inside an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    /// Text with its entities, comments and anything else, as it stands in the file.
    Raw(String),
}

impl Element {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The prefix with its colon; empty without one.
    pub(super) fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// Whether this element or one below it is `wanted`.
    pub(super) fn has(&self, wanted: &dyn Fn(&Element) -> bool) -> bool {
        wanted(self) || self.elements().any(|inner| inner.has(wanted))
    }

    /// The value of an attribute, with its prefix, unescaped.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut reader = Reader::from_str(&self.open);
        let Ok(Event::Start(tag) | Event::Empty(tag)) = reader.read_event() else { return None };
        let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
        quick_xml::escape::unescape(found.value.as_ref()).ok().map(std::borrow::Cow::into_owned)
    }

    /// The text directly inside, unescaped.
    pub(super) fn text(&self) -> String {
        let raw = self.children.iter().map(|node| match node {
            Node::Raw(raw) => unescaped(raw),
            Node::Element(_) => String::new(),
        });
        raw.collect()
    }

    pub(super) fn write(&self, into: &mut String) {
        into.push_str(&self.open);
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(into),
                Node::Raw(raw) => into.push_str(raw),
            }
        }
        into.push_str(&self.close);
    }
}

fn unescaped(raw: &str) -> String {
    if let Some(inner) = raw.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>")) {
        return inner.to_owned();
    }
    if raw.starts_with("<!--") {
        return String::new();
    }
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
}

impl XmlPart {
    /// Reads a part; `None` where it is not well-formed, is not UTF-8, is too deep, or holds a document type, which Word never writes.
    pub(super) fn read(bytes: &[u8]) -> Option<XmlPart> {
        let whole = std::str::from_utf8(bytes).ok()?;
        let text = whole.trim_start_matches(BYTE_ORDER_MARK);
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element> = vec![Element::default()];
        loop {
            let begin = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let raw = text.get(begin..usize::try_from(reader.buffer_position()).ok()?)?;
            match event {
                Event::Eof => break,
                Event::DocType(_) => return None,
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    open.push(Element { name, open: raw.to_owned(), ..Element::default() });
                    if open.len() > DEEPEST {
                        return None;
                    }
                }
                Event::Empty(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    let element = Element { name, open: raw.to_owned(), ..Element::default() };
                    open.last_mut()?.children.push(Node::Element(element));
                }
                Event::End(_) => {
                    let mut element = open.pop()?;
                    raw.clone_into(&mut element.close);
                    open.last_mut()?.children.push(Node::Element(element));
                }
                _ => push_raw(&mut open.last_mut()?.children, raw),
            }
        }
        let top = open.pop().filter(|_| open.is_empty())?;
        let mut part = split(top.children)?;
        part.before.insert_str(0, &whole[..whole.len() - text.len()]);
        Some(part)
    }

    pub(super) fn write(&self) -> String {
        let mut text = self.before.clone();
        self.root.write(&mut text);
        text + &self.after
    }
}

/// Text and entities arrive as several events; together they are one text.
fn push_raw(children: &mut Vec<Node>, raw: &str) {
    match children.last_mut() {
        Some(Node::Raw(last)) if !raw.starts_with("<!") && !last.starts_with("<!") => last.push_str(raw),
        _ => children.push(Node::Raw(raw.to_owned())),
    }
}

fn split(nodes: Vec<Node>) -> Option<XmlPart> {
    let (mut before, mut root, mut after) = (String::new(), None, String::new());
    for node in nodes {
        match (node, &root) {
            (Node::Raw(raw), None) => before.push_str(&raw),
            (Node::Raw(raw), Some(_)) => after.push_str(&raw),
            (Node::Element(element), None) => root = Some(element),
            (Node::Element(_), Some(_)) => return None,
        }
    }
    Some(XmlPart { before, root: root?, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_alone_is_written_byte_for_byte() {
        let text = "\u{feff}<?xml version='1.0'?>\r\n<w:a  x = \"1\" ><!-- c --><w:b/>t &amp; &#65;<![CDATA[<x>]]></w:a >\n";
        assert_eq!(XmlPart::read(text.as_bytes()).unwrap().write(), text);
    }

    #[test]
    fn texts_and_attributes_are_unescaped() {
        let part = XmlPart::read(b"<a b=\"1 &lt; 2\">x &amp; y<![CDATA[ < ]]><c/></a>").unwrap();
        assert_eq!((part.root.text(), part.root.attribute("b")), ("x & y < ".into(), Some("1 < 2".into())));
    }

    #[test]
    fn broken_deep_and_declared_documents_are_refused() {
        let deep = "<a>".repeat(5000) + &"</a>".repeat(5000);
        let latin = b"<a>\xe9</a>".to_vec();
        for bad in ["<a><b></a></b>", "<a>", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a/><b/>", "", &deep] {
            assert!(XmlPart::read(bad.as_bytes()).is_none(), "{bad:.40}");
        }
        assert!(XmlPart::read(&latin).is_none());
    }
}
