//! The parts of a workbook's archive, and the elements in them.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits;

/// A part of the archive by its name.
pub(super) fn part(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = Vec::new();
    archive.by_name(name).ok()?.take(limits::UNPACKED).read_to_end(&mut text).ok()?;
    Some(text)
}

/// Calls `each` for every element that begins; `true` for those that have contents.
pub(super) fn elements(part: &[u8], mut each: impl FnMut(&BytesStart<'_>, bool)) {
    let mut reader = Reader::from_reader(part);
    let (mut buffer, mut begun) = (Vec::new(), None::<BytesStart<'static>>);
    loop {
        let event = reader.read_event_into(&mut buffer);
        // An element that ends at once is as empty as one of a single tag.
        if let Some(begun) = begun.take() {
            each(&begun, !matches!(event, Ok(Event::End(_))));
        }
        match event {
            Ok(Event::Start(element)) => begun = Some(element.into_owned()),
            Ok(Event::Empty(element)) => each(&element, false),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// An attribute of an element, as it is meant.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    quick_xml::escape::unescape(attribute.value.as_ref()).ok().map(std::borrow::Cow::into_owned)
}

/// Whether an element is called so, in whatever namespace.
pub(super) fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}
