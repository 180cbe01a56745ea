//! A lead's own Word document is opened: what it may be, and what is refused because a letter made from it would tell too much or not
//! be a letter.

use std::io::{Cursor, Read};
use std::path::Path;

use super::xml_tree::{Element, XmlPart};
use super::{WordFault, fault};

/// The largest file, in bytes.
const LARGEST: usize = 20 << 20;
/// The most bytes that its parts may unpack to.
const LARGEST_UNPACKED: u64 = 120 << 20;
/// The most parts.
const MOST_PARTS: usize = 2000;

/// One part of the package.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) content: Content,
}

/// A part that may hold fields is read; others stay bytes.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(XmlPart),
    Bytes(Vec<u8>),
}

/// Marks of a file that is no zip archive but an older or an encrypted document.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Unpacks and reads the document.
///
/// # Errors
/// It is no document that can be filled: everything that is wrong with it.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<Part>, Vec<WordFault>> {
    if bytes.len() > LARGEST {
        return Err(vec![fault("docx-too-large", "the document is larger than 20 MB", "make its pictures smaller in Word")]);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        let help = "open it in Word, take the password off if it has one, and save it as .docx";
        return Err(vec![fault("not-docx", "the document is in the old .doc format or encrypted", help)]);
    }
    let raw = unpack(bytes)?;
    let is_word = raw.iter().any(|(name, _)| name.starts_with("word/"));
    if !is_word {
        return Err(vec![fault("not-docx", "the file is not a Word document", "save it as .docx in Word")]);
    }
    let mut faults = Vec::new();
    if raw
        .iter()
        .any(|(name, bytes)| name.ends_with("vbaProject.bin") || name == CONTENT_TYPES && contains(bytes, b"macroEnabled"))
    {
        faults.push(fault("docx-macros", "the document holds macros", "save it as .docx, which holds none"));
    }
    faults.extend(raw.iter().filter_map(|(name, bytes)| from_elsewhere(name, bytes)));
    let parts: Vec<Part> = raw.into_iter().map(|(name, bytes)| read_part(name, bytes, &mut faults)).collect();
    faults.extend(parts.iter().filter_map(unwanted));
    if faults.is_empty() && !parts.iter().any(is_body) {
        faults.push(fault(
            "not-docx",
            "the document has no text: its main part is missing",
            "open it in Word and save it as .docx again",
        ));
    }
    if faults.is_empty() { Ok(parts) } else { Err(faults) }
}

fn is_body(part: &Part) -> bool {
    matches!(&part.content, Content::Text(xml) if xml.root.local() == "document")
}

/// What a part loads from elsewhere when the letter is opened, such as a picture on a server, which then knows who reads it. Links that
/// somebody follows, and the template of the lead's own machine, which is taken out, are none.
fn from_elsewhere(name: &str, bytes: &[u8]) -> Option<WordFault> {
    const HARMLESS: [&str; 4] = ["hyperlink", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"];
    if Path::new(name).extension().is_none_or(|end| end != "rels") {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let loads = |tag: &&str| {
        let tag = tag.split_once('>').map_or(*tag, |(tag, _)| tag);
        let kind = tag.split_once(" Type=").map(|(_, kind)| kind.split(['"', '\'']).nth(1).unwrap_or_default());
        let is_harmless = kind.is_some_and(|kind| HARMLESS.iter().any(|end| kind.ends_with(&format!("/{end}"))));
        tag.contains("External") && !is_harmless
    };
    text.split("<Relationship").skip(1).find(loads).map(|_| WordFault {
        part: name.to_owned(),
        ..fault(
            "docx-external",
            "the document loads something from elsewhere when it is opened",
            "insert the picture itself in Word (Insert, Pictures, This Device) instead of a link to it, and save it",
        )
    })
}

const CONTENT_TYPES: &str = "[Content_Types].xml";

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

fn broken() -> Vec<WordFault> {
    vec![fault("not-docx", "the document cannot be unpacked", "open it in Word and save it as .docx again")]
}

fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Vec<WordFault>> {
    let bomb = || vec![fault("docx-too-large", "the document unpacks to more than 120 MB", "make its pictures smaller in Word")];
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > MOST_PARTS {
        return Err(bomb());
    }
    let (mut parts, mut left) = (Vec::new(), LARGEST_UNPACKED);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken())?;
        let name = part.name().map_err(|_| broken())?.into_owned();
        if part.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        part.take(left.saturating_add(1)).read_to_end(&mut content).map_err(|_| broken())?;
        left = left.checked_sub(content.len() as u64).ok_or_else(bomb)?;
        if parts.iter().any(|(known, _)| *known == name) {
            return Err(broken());
        }
        parts.push((name, content));
    }
    Ok(parts)
}

/// Parts directly below `word/`, and the properties, are read as XML; what is not well-formed there is a fault.
fn read_part(name: String, bytes: Vec<u8>, faults: &mut Vec<WordFault>) -> Part {
    let is_text = name.strip_prefix("word/").is_some_and(|rest| !rest.contains('/') && is_xml(rest))
        || name.starts_with("docProps/") && is_xml(&name)
        || name == "word/_rels/settings.xml.rels";
    let content = match is_text.then(|| XmlPart::read(&bytes)) {
        Some(Some(xml)) => Content::Text(xml),
        Some(None) => {
            let help = "open it in Word and save it as .docx again";
            faults.push(WordFault { part: name.clone(), ..fault("not-docx", "a part of the document cannot be read", help) });
            Content::Bytes(bytes)
        }
        None => Content::Bytes(bytes),
    };
    Part { name, content }
}

fn is_xml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}

/// Elements that a tracked change leaves.
const CHANGES: [&str; 12] = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "cellIns",
    "cellDel",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
];

/// Tracked changes and comments: whoever gets the letter could read them.
fn unwanted(part: &Part) -> Option<WordFault> {
    let Content::Text(xml) = &part.content else { return None };
    let prefix = xml.root.prefix().to_owned();
    let named = |names: &'static [&'static str]| {
        let prefix = prefix.clone();
        move |element: &Element| element.prefix() == prefix && names.contains(&element.local())
    };
    let part_fault = |code, message, help| Some(WordFault { part: part.name.clone(), ..fault(code, message, help) });
    if is_filled(xml) && xml.root.has(&named(&CHANGES)) {
        return part_fault(
            "docx-tracked-changes",
            "the document holds tracked changes",
            "accept or reject them all in Word (Review, Accept), and save it",
        );
    }
    if xml.root.has(&named(&["comment", "commentReference"])) {
        return part_fault(
            "docx-comments",
            "the document holds comments",
            "delete them all in Word (Review, Delete), and save it",
        );
    }
    None
}

/// Whether the part is one whose fields are filled: body, headers, footers and notes.
pub(super) fn is_filled(xml: &XmlPart) -> bool {
    ["document", "hdr", "ftr", "footnotes", "endnotes"].contains(&xml.root.local())
}
