//! Copies of a list in disguise, each of which must give its text back; and files that must be said to be unreadable.

use std::io::{Cursor, Write};

use data_encoding::{BASE64, BASE64_MIME, HEXLOWER};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

const LIST: &str = "M03,Sian Obrien,sian.obrien@trust.example\n";

fn seen(bytes: &[u8]) -> (String, Result<(), Unreadable>) {
    let mut seen = String::new();
    let looked = look_inside(bytes, &mut |piece| {
        if let Piece::Text(text) = piece {
            seen.push_str(&String::from_utf8_lossy(text));
            seen.push('\n');
        }
    });
    (seen, looked)
}

fn length(piece: Piece<'_>) -> usize {
    let (Piece::Text(bytes) | Piece::Bytes(bytes)) = piece;
    bytes.len()
}

/// In the bytes of a digest a name of one letter would be found by chance.
#[test]
fn of_what_letters_may_stand_for_only_what_reads_as_text_is_text() {
    let digest = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c";
    assert_eq!(seen(format!("people = \"{digest}\"\n").as_bytes()).0.lines().filter(|line| !line.contains(digest)).count(), 0);
    let run_on = format!("key{}", BASE64.encode(LIST.as_bytes()));
    assert!(seen(run_on.as_bytes()).0.contains("Sian Obrien"), "a run that begins within other letters");
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

/// Mail programs break an attachment into lines, the first of which looks like a document by itself, and put the line that parts it
/// from the next right below.
#[test]
fn a_document_in_a_mail_is_read_as_a_whole() {
    let filler: Vec<String> = (0..400_u32).map(|number| number.wrapping_mul(2_654_435_761).to_string()).collect();
    let filler = filler.join(" ");
    for (more, boundary) in (0..3).flat_map(|more| [(more, "===============12=="), (more, "000000000000abc")]) {
        let name = format!("word/mor{}.xml", "e".repeat(more));
        let document = zip(&[("word/document.xml", LIST.as_bytes()), (&name, filler.as_bytes())]);
        let mail = |document: &[u8]| {
            let base64 = BASE64_MIME.encode(document);
            format!(
                "Subject: =?utf-8?q?Caf=C3=A9?=\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n\
                 Content-Type: text/plain\r\n\r\nHello=\r\n\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{base64}--{boundary}--\r\n"
            )
        };
        let (text, looked) = seen(mail(&document).as_bytes());
        assert!(looked.is_ok() && text.contains("Sian Obrien"), "{more} {boundary} {looked:?}");
        let (_, looked) = seen(mail(&document[..document.len() - 300]).as_bytes());
        assert_eq!(looked, Err(DAMAGED), "{more} {boundary}");
    }
}

fn wrapped(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(60).flat_map(|line| [line, b"\n"].concat()).collect()
}

#[test]
fn every_disguise_is_seen_through() {
    let workbook = "<sst><si><t>Sian</t></si><si><r><t>Ob</t></r><r><t>rien</t></r></si></sst>";
    let spaced = |between: &str| LIST.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between).into_bytes();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(LIST.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let dump = LIST.as_bytes().chunks(16).map(|row| format!("00000010: {} ..\n", HEXLOWER.encode(row))).collect::<Vec<_>>();
    let disguises: [(&str, Vec<u8>); 16] = [
        ("zlib in base64", BASE64.encode(&packed).into_bytes()),
        ("digits with colons", spaced(":")),
        ("digits as in a program", [b"0x".to_vec(), spaced(", 0x")].concat()),
        ("a dump", dump.concat().into_bytes()),
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
        ("Si&#226;n &amp; Wi&#x15b;", "Siân & Wiś"),
        ("Si&acirc;n O&rsquo;Brien &#226 &Lstrok;u", "Siân O’Brien â Łu"),
        ("Ob&shy;ri&ZeroWidthSpace;en", "Ob\u{ad}ri\u{200b}en"),
        ("Ob&amp;shy;rien", "Ob\u{ad}rien"),
        ("<text>Sian Ob<![CDATA[rien]]></text>", "Sian Obrien"),
        ("Sian Ob<!-- a > b -->rien", "Sian Obrien"),
        ("<a title=\"Si&acirc;n\">", "Siân"),
        ("<w:t>Sian Ob</w:t>\n  <w:t>rien</w:t>", "Sian Obrien"),
        ("<?xml?><w:t>Sian Ob</w:t><w:delText>x</w:delText><w:t>rien</w:t>", "Sian Obrien"),
        ("a < b, Sian Obrien > c &amp; d", "Sian Obrien"),
        ("written by Sian Ob-\r\n> rien", "Sian Obrien"),
        ("Sian Ob\u{ad}\nrien", "Sian Obrien"),
        ("SUMMARY:Sian Ob\r\n rien", "Sian Obrien"),
        ("ATTENDEE:Sian\\nObrien", "Sian\nObrien"),
        ("Wi=C5=9Bnie=\r\nwska", "Wiśniewska"),
        ("Wi=C5=9Bnie= \r\nwska", "Wiśniewska"),
        ("<b>Sian Ob=\r\nri&shy;en</b>=20", "Sian Obri\u{ad}en"),
        ("?name=Wi%u015Bniewska", "Wiśniewska"),
        (r"Wi\u{15b}niewska", "Wiśniewska"),
        (r"Wi\xc5\x9bniewska", "Wiśniewska"),
        (r"Wi\305\233niewska", "Wiśniewska"),
        (r"\ud842\udfb7 Sian", "\u{20bb7} Sian"),
        ("Subject: Sian =?utf-8?Q?O?=\r\n =?utf-8?Q?brien?= came", "Sian Obrien came"),
        ("Subject: =?iso-8859-2?Q?Wi=B6niewska?=", "Wiśniewska"),
        ("a; filename*0*=UTF-8''Si%C3%A2n%20; filename*1*=Obrien; filename*2=\".docx\"", "Siân Obrien.docx"),
        ("a; filename*0=\"Sian Ob\";\r\n filename*1=\"rien\"", "Sian Obrien"),
        ("a; filename*=UTF-8'en'Sian%20Obrien", " Sian Obrien"),
        ("Content-Transfer-Encoding: base64\r\nX: y\r\n\r\nU2lhbg==\r\n--x", "Sian"),
        ("N;ENCODING=b;TYPE=x:U2lhbg==\nNOTE;ENCODING=BASE64:U2lhbg==\n", "Sian"),
        ("<a href=\"data:text/plain;base64,U2lhbg==\">", "Sian"),
        (r"{\rtf1\ansi Sian Ob{\b ri}\i0 en\par}", "Sian Obrien"),
        (r"{\rtf1\ansi{\b Sian}{\i Obrien}}", "Sian   Obrien"),
        (r"{\rtf1\ansi\ansicpg1250 Wi\'9cniewska}", "Wiśniewska"),
        (r"{\rtf1\ansi\uc1 Wi\u347?niewska}", "Wiśniewska"),
        (r"{\rtf1\ansi\uc2{\uc0 Wi\u347 niewska}\u347 xx}", "Wiśniewska"),
        (r"{\rtf1\ansi O\rquote Brien\~x Harcourt\_Jones}", "O’Brien x Harcourt-Jones"),
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
    let mut visit = |piece: Piece<'_>| seen += length(piece);
    let looked = Inside { bytes_left: 1 << 20, ..Inside::new(&mut visit) }.look(&bomb);
    assert_eq!(looked, Err(TOO_MUCH));
    assert!(seen <= 1 << 20, "{seen}");
    let deep = (0..20).fold(LIST.as_bytes().to_vec(), |bytes, _| gzip(&bytes));
    assert_eq!(self::seen(&deep).1, Err(TOO_DEEP));
}

/// A PDF of these objects, the first of which is the catalogue, with the table of their places.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend([format!("{} 0 obj\n", number + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (table, length) = (bytes.len(), objects.len() + 1);
    let table = format!(
        "xref\n0 {length}\n0000000000 65535 f \n{}trailer\n<</Size {length}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        places.concat()
    );
    [bytes, table.into_bytes()].concat()
}

fn stream(entries: &str, plain: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    let packed = encoder.finish().unwrap();
    let head = format!("<</Length {}/Filter/FlateDecode{entries}>>\nstream\n", packed.len());
    [head.as_bytes(), &packed, b"\nendstream"].concat()
}

/// One page that draws `content` with the font `F1`, and more objects, the first of which has the number 6.
fn page(content: &[u8], font: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/MediaBox[0 0 595 842]>>";
    let head = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page].map(Vec::from);
    pdf(&[&head[..], &[stream("", content), font.into()], more].concat())
}

const COURIER: &str = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
const BLANK: &[u8] = b"BT /F1 12 Tf (Agenda) Tj ET";

#[test]
fn the_text_of_a_pdf_is_read_wherever_it_is() {
    let letters = "Sian Obrien".chars().enumerate().map(|(at, c)| format!("<{at:04x}> <{:04x}>\n", u32::from(c)));
    let letters = letters.collect::<Vec<_>>().concat();
    let table = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n11 beginbfchar\n{letters}endbfchar\nendcmap\n\
         CMapName currentdict /CMap defineresource pop\nend\nend\n"
    );
    let numbers = (0..11).map(|at| format!("{at:04x}")).collect::<Vec<_>>().concat();
    let told = "<</Type/Font/Subtype/Type0/BaseFont/Other/Encoding/Identity-H/ToUnicode 6 0 R>>";
    let drawn = format!("BT /F1 12 Tf <{numbers}> Tj ET");
    for (what, bytes) in [
        ("a font of its own", page(drawn.as_bytes(), told, &[stream("", table.as_bytes())])),
        ("a page", page(b"BT /F1 12 Tf 72 700 Td (Sian Obrien) Tj ET", COURIER, &[])),
        ("kerned", page(b"BT /F1 12 Tf [(Si) -20 (an) -300 (Ob) 10 (rien)] TJ ET", COURIER, &[])),
        ("in pieces", page(b"BT /F1 12 Tf (Sian Ob) Tj ET BT /F1 12 Tf (rien) Tj ET", COURIER, &[])),
        ("a form", page(BLANK, COURIER, &[stream("/Type/XObject/Subtype/Form", b"BT (Sian Obrien) Tj ET")])),
        ("a title", page(BLANK, COURIER, &[b"<</Title(Sian Obrien)>>".to_vec()])),
        ("a title in UTF-16", page(BLANK, COURIER, &[b"<</Title<FEFF005300690061006E0020004F0062007200690065006E>>>".to_vec()])),
        ("a file in it", page(BLANK, COURIER, &[stream("/Type/EmbeddedFile", &gzip(LIST.as_bytes()))])),
        ("an earlier version", [stream("", b"BT (Sian Obrien) Tj ET"), page(BLANK, COURIER, &[])].concat()),
    ] {
        let (seen, looked) = seen(&bytes);
        assert!(seen.contains("Sian Obrien"), "{what}: {seen}");
        assert!(what == "an earlier version" || looked == Ok(()), "{what}: {looked:?}");
    }
    assert_eq!(seen(&page(BLANK, COURIER, &[])).1, Ok(()));
}

#[test]
fn a_pdf_whose_letters_cannot_be_told_is_not_looked_into() {
    let picture = stream("/Type/XObject/Subtype/Image/Width 1/Height 1", &[0]);
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Other/Encoding/Identity-H>>";
    assert_eq!(seen(&page(b"q 595 0 0 842 0 0 cm /Im1 Do Q", COURIER, &[])).1, Err(pdf::NO_TEXT), "a scanned page");
    assert_eq!(seen(&page(BLANK, COURIER, &[picture])).1, Err(pdf::NO_TEXT), "a picture");
    assert_eq!(seen(&page(b"BT /F1 12 Tf <00240031> Tj ET", font, &[])).1, Err(pdf::NO_TEXT), "no table of letters");
    assert_eq!(seen(b"%PDF-1.7 and no more").1, Err(DAMAGED));
}

/// Letters of two and four bytes, marked or not, and of other alphabets and scripts.
#[test]
fn a_text_is_read_in_whatever_letters_it_is_written() {
    let name = "Zofia Wiśniewska, mentor\n";
    let two = |bytes: fn(u16) -> [u8; 2]| name.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let four = |bytes: fn(u32) -> [u8; 4]| name.chars().map(u32::from).flat_map(bytes).collect::<Vec<u8>>();
    for (what, bytes) in [
        ("UTF-16, small end first", two(u16::to_le_bytes)),
        ("UTF-16, large end first", two(u16::to_be_bytes)),
        ("UTF-16 with a mark", [vec![0xff, 0xfe], two(u16::to_le_bytes)].concat()),
        ("UTF-32, small end first", four(u32::to_le_bytes)),
        ("UTF-32, large end first", four(u32::to_be_bytes)),
        ("Windows-1250", encoding_rs::WINDOWS_1250.encode(name).0.into_owned()),
        ("ISO 8859-2", encoding_rs::ISO_8859_2.encode(name).0.into_owned()),
    ] {
        let (seen, looked) = seen(&bytes);
        assert!(seen.contains("Zofia Wiśniewska") && looked == Ok(()), "{what}: {seen}");
    }
    for (encoding, name) in [(encoding_rs::GB18030, "李伟"), (encoding_rs::WINDOWS_1251, "Оля"), (encoding_rs::SHIFT_JIS, "山田")]
    {
        assert!(seen(&encoding.encode(name).0).0.contains(name), "{name}");
    }
}

#[test]
fn what_is_locked_or_drawn_in_a_file_is_said() {
    let list = pdf(&[b"<</Type/Catalog>>".to_vec()]);
    let text = String::from_utf8(list).unwrap();
    for entry in ["/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>", "/Encrypt 1 0 R"] {
        let locked = text.replace("/Root", &format!("{entry}/Root"));
        assert_eq!(seen(locked.as_bytes()).1, Err(ENCRYPTED), "{entry}");
    }
    assert_eq!(seen(br"{\rtf1 {\pict\pngblip 89504e47}}").1, Err(OBJECTS));
    assert_eq!(seen(b"7z\xbc\xaf\x27\x1c\0\x04").1, Err(BINARY));
}

/// The ways of reading lead to the same texts again and again.
#[test]
fn nothing_is_shown_twice() {
    let page = "<p>Si&acirc;n</p>\n <p>x%20y = \\n z</p>\n";
    let mut shown = Vec::new();
    let _ = look_inside(page.as_bytes(), &mut |piece| match piece {
        Piece::Text(text) => shown.push(text.to_vec()),
        Piece::Bytes(_) => {}
    });
    let before = shown.len();
    shown.sort();
    shown.dedup();
    assert_eq!(before, shown.len());
}

fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let list = LIST.as_bytes();
    let nested = [b"%PDF-1.5\n1 0 obj\n".to_vec(), b"[".repeat(5000), b"endobj trailer<</Root 1 0 R>>".to_vec()].concat();
    let seeds = vec![
        zip(&[("list.csv", list), ("more.gz", &gzip(list))]),
        gzip(list),
        page(b"BT /F1 12 Tf 72 700 Td (Sian Obrien) Tj ET", COURIER, &[stream("/Type/EmbeddedFile", list)]),
        nested,
        BASE64.encode(&zip(&[("list.csv", list)])).into_bytes(),
        b"Subject: =?utf-8?B?U2lhbg==?= =?utf-8?Q?=C3=?=\r\n\r\n=C5=9 &#x; &#xffffffff; <t \\u12".to_vec(),
        vec![0xff, 0xfe, b'S', 0, b'i'],
        br"{\rtf1\ansicpg936\uc2 a\u-10179?\'a1\bin4 x{\u}\'".to_vec(),
        b"filename*0*=a''b; x*1=\"c\" Content-Transfer-Encoding: base64\n\nU2lhbg==\n<![CDATA[ a-\n b <!-- &acirc".to_vec(),
    ];
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 0..12);
    (prop::sample::select(seeds), edits).prop_map(|(mut bytes, edits)| {
        for (at, byte, edit) in edits {
            let at = if bytes.is_empty() { 0 } else { at.index(bytes.len()) };
            match edit {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => drop(bytes.remove(at)),
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(usize::from(byte))),
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn hostile_files_are_looked_into_or_not_and_break_nothing(bytes in hostile()) {
        let mut shown = 0_u64;
        let _ = look_inside(&bytes, &mut |piece| shown += length(piece) as u64);
        prop_assert!(shown <= 2 * MOST_BYTES);
    }
}
