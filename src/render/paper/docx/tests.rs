//! What Word needs of a document: well-formed parts, known relations, nothing of a value that could be markup.

use std::io::{Cursor, Read};

use super::*;
use crate::render::escape::{self, hostile};
use crate::render::paper::{PaperBlock, read};

fn paper(markdown: &str) -> Paper {
    Paper { title: "A & B".into(), blocks: read(markdown) }
}

fn part(document: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text that Word shows, a line for each paragraph.
fn shown(document: &[u8]) -> String {
    let xml = part(document, "word/document.xml");
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        match tag {
            "/w:p" | "w:br/" => text.push('\n'),
            _ if tag.starts_with("w:t ") => text.push_str(after),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_to_a_part() {
    let document = write(&paper(
        "# T\n\n1. a\n2. b\n\n7. c\n\n> q\n\n---\n\n[x](https://x.example/?a=1&b=2)\n\n| a | b |\n|---|---|\n| 1 |   |",
    ))
    .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&document)).unwrap();
    let names: Vec<String> = (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    for name in &names {
        let text = part(&document, name);
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
    let relations = part(&document, "word/_rels/document.xml.rels");
    for target in relations.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(target.starts_with("https://") || names.contains(&format!("word/{target}")), "{target}");
    }
    assert!(relations.contains("Target=\"https://x.example/?a=1&amp;b=2\" TargetMode=\"External\""));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = paper("# T\n\ntext");
    assert_eq!(write(&paper).unwrap(), write(&paper).unwrap());
}

#[test]
fn a_hostile_value_shows_as_itself() {
    for raw in hostile::TEXTS {
        let document = write(&paper(&format!("Dear {},", escape::markdown::text(raw)))).unwrap();
        let visible: String = escape::terminal::line(raw).chars().filter(|c| !c.is_control()).collect();
        assert_eq!(shown(&document), format!("Dear {visible},\n"), "{raw:?}");
    }
}

#[test]
fn each_numbered_list_counts_from_its_own_first_number() {
    let document = write(&paper("3. a\n4. b\n\ntext\n\n1. c\n")).unwrap();
    let numbering = part(&document, "word/numbering.xml");
    assert!(numbering.contains(
        "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"3\"/>"
    ));
    assert!(part(&document, "word/document.xml").contains("<w:numId w:val=\"3\"/>"));
}

#[test]
fn a_table_has_a_header_that_repeats_and_rows_to_write_in() {
    let document = write(&paper("| Name | Date |\n|---|---|\n| &nbsp; | x |\n| y | z |\n")).unwrap();
    let xml = part(&document, "word/document.xml");
    assert_eq!((xml.matches("<w:tblHeader/>").count(), xml.matches("<w:trHeight").count()), (1, 1));
    assert!(xml.ends_with("</w:sectPr></w:body></w:document>"));
}

#[test]
fn no_block_is_lost() {
    let markdown = "# One\n\ntwo\n\n- three\n\n  four\n  - five\n\n> six\n\n| seven |\n|---|\n| eight |\n";
    assert!(matches!(read(markdown)[0], PaperBlock::Heading { level: 1, .. }));
    let text = shown(&write(&paper(markdown)).unwrap());
    let words: Vec<&str> = text.split_whitespace().collect();
    assert_eq!(words, ["One", "two", "three", "four", "five", "six", "seven", "eight"]);
}
