//! Copies of a list in disguise, each of which must give its text back; and files that must be said to be unreadable.

use std::io::{Cursor, Write};

use data_encoding::{BASE64, BASE64_MIME, HEXLOWER};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

const LIST: &str = "M03,Sian Obrien,sian.obrien@trust.example\n";

fn seen(bytes: &[u8]) -> (String, Result<(), Unreadable>) {
    let mut seen = String::new();
    let looked = look_inside(bytes, &mut |text| {
        seen.push_str(&String::from_utf8_lossy(text));
        seen.push('\n');
    });
    (seen, looked)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn wrapped(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(60).flat_map(|line| [line, b"\n"].concat()).collect()
}

#[test]
fn every_disguise_is_seen_through() {
    let workbook = "<sst><si><t>Sian</t></si><si><r><t>Ob</t></r><r><t>rien</t></r></si></sst>";
    let disguises: [(&str, Vec<u8>); 12] = [
        ("zip", zip(&[("list.csv", LIST.as_bytes())])),
        ("gzip", gzip(LIST.as_bytes())),
        ("gzip in a zip", zip(&[("list.csv.gz", &gzip(LIST.as_bytes()))])),
        ("base64", BASE64.encode(LIST.as_bytes()).into_bytes()),
        ("base64 over lines", wrapped(&BASE64.encode(LIST.repeat(3).as_bytes()))),
        ("base64 of a mail", BASE64_MIME.encode(LIST.repeat(3).as_bytes()).into_bytes()),
        ("base64 in a word", format!("x{}", BASE64.encode(LIST.as_bytes())).into_bytes()),
        ("hexadecimal digits", HEXLOWER.encode(LIST.as_bytes()).into_bytes()),
        ("hexadecimal digits over lines", wrapped(&HEXLOWER.encode(LIST.as_bytes()))),
        ("gzip in base64", BASE64.encode(&gzip(LIST.as_bytes())).into_bytes()),
        ("a workbook", zip(&[("xl/sharedStrings.xml", format!("{workbook}<!-- {LIST} -->").as_bytes())])),
        ("base64 in UTF-16", BASE64.encode(LIST.as_bytes()).encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    for (what, bytes) in disguises {
        let (seen, looked) = seen(&bytes);
        assert!(seen.contains("Sian Obrien") || seen.contains("sian.obrien@trust.example"), "{what}: {seen}");
        assert_eq!(looked, Ok(()), "{what}");
    }
}

#[test]
fn texts_are_read_as_mails_calendars_pages_and_json_write_them() {
    for (text, plain) in [
        ("<w:t>Sia</w:t><w:t>n</w:t>", "Sian"),
        ("<td>Sian</td><td>Obrien</td>", "Sian  Obrien"),
        ("Si&#226;n &amp; Wi&#x15b;", "Siân   Wiś"),
        ("SUMMARY:Sian Ob\r\n rien", "Sian Obrien"),
        ("ATTENDEE:Sian\\nObrien", "Sian\nObrien"),
        ("Wi=C5=9Bnie=\r\nwska", "Wiśniewska"),
        ("?name=Wi%C5%9Bniewska", "Wiśniewska"),
        (r#"{"name": "Wi\u015bniewska"}"#, "Wiśniewska"),
        ("Subject: =?utf-8?B?U2lhbiBPYnJpZW4=?=", "Sian Obrien"),
        ("Subject: =?utf-8?Q?Sian_Obrien?=", "Sian Obrien"),
    ] {
        assert!(seen(text.as_bytes()).0.contains(plain), "{text}: {}", seen(text.as_bytes()).0);
    }
}

#[test]
fn what_is_no_text_is_said_not_to_be_looked_into() {
    let picture: Vec<u8> = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), (0..=255).cycle().take(4000).collect()].concat();
    assert_eq!(seen(&picture).1, Err(BINARY));
    assert_eq!(seen(&zip(&[("word/media/image1.png", &picture)])).1, Err(BINARY));
    assert_eq!(seen(b"PK\x03\x04 and no more").1, Err(DAMAGED));
    for text in ["", "a\tb\r\n", "Sian \u{1f600}", "col\u{ad}our"] {
        assert_eq!(seen(text.as_bytes()).1, Ok(()), "{text:?}");
    }
    assert_eq!(seen(b"Si\xe2n in Windows-1252\n").1, Ok(()));
}

#[test]
fn a_bomb_is_no_file_to_be_looked_into() {
    let letters = vec![b'a'; 128 << 10];
    let parts: Vec<(String, &[u8])> = (0..40).map(|number| (format!("{number}"), letters.as_slice())).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let bomb = zip(&parts);
    assert!(bomb.len() < 16 << 10);
    let mut seen = 0;
    let mut visit = |text: &[u8]| seen += text.len();
    let looked = Inside { visit: &mut visit, bytes_left: 1 << 20, parts_left: MOST_PARTS, fault: None }.look(&bomb);
    assert_eq!(looked, Err(TOO_MUCH));
    assert!(seen <= 1 << 20, "{seen}");
    let deep = (0..20).fold(LIST.as_bytes().to_vec(), |bytes, _| gzip(&bytes));
    assert_eq!(self::seen(&deep).1, Err(TOO_DEEP));
}
