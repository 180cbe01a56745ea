//! Forty-four ways in which an export is damaged or odd: each is refused, warned about, left out or accepted, with its place.

use super::{left_out, read_as_proposed};

/// What a careful person would do.
enum Verdict {
    /// Stop: the problem's code, its row and its line.
    Refuse(&'static str, Option<u32>, Option<u32>),
    /// Go on and say so: the problem's code and its row.
    Warn(&'static str, Option<u32>),
    /// Go on without this row: its number and what it is.
    Leave(u32, &'static str),
    /// Go on.
    Accept,
}
use Verdict::{Accept, Leave, Refuse, Warn};

const HEAD: &str = "Name,Email,Goals,Days,Consent,Date received\n";
const ADA: &str = "Ada Whitlock,ada@x.example,Rotas,Mon,Yes,14/09/2026\n";
const BASHIR: &str = "Bashir Noor,bashir@x.example,Faith,Tue,Yes,15/09/2026\n";
const CARYS: &str = "Carys Ó Sé,carys@x.example,Rotas,Wed,Yes,16/09/2026\n";

/// Three people, of whom the second's row is changed.
fn with(from: &str, to: &str) -> Vec<u8> {
    assert!(BASHIR.contains(from), "{from}");
    [HEAD, ADA, &BASHIR.replace(from, to), CARYS].concat().into_bytes()
}

fn text(parts: &[&str]) -> Vec<u8> {
    parts.concat().into_bytes()
}

fn whole_files() -> Vec<(&'static str, Vec<u8>, Verdict)> {
    let utf16: Vec<u8> = text(&[HEAD, ADA, BASHIR]).into_iter().flat_map(|byte| [byte, 0]).collect();
    let broken = [text(&[HEAD, ADA, CARYS]), b"Jos\xE9,jose@x.example,Rotas,Mon,Yes,17/09/2026\n".to_vec()].concat();
    vec![
        ("nothing at all", vec![], Refuse("empty-file", None, None)),
        ("only blank lines", b"\r\n\r\n".to_vec(), Refuse("empty-file", None, None)),
        ("a header and no answers", text(&[HEAD]), Refuse("no-answers", None, None)),
        ("answers and no header", text(&[ADA, BASHIR]), Refuse("no-header", None, None)),
        ("a login page", b"<!DOCTYPE html>\n<title>Sign in</title>".to_vec(), Refuse("not-a-survey", None, None)),
        ("a PDF", b"%PDF-1.7 \xE2\xE3".to_vec(), Refuse("not-a-survey", None, None)),
        ("an old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...".to_vec(), Refuse("broken-workbook", None, None)),
        ("JSON", b"{\"responses\": []}".to_vec(), Refuse("not-a-survey", None, None)),
        ("a damaged archive", b"PK\x03\x04 cut off".to_vec(), Refuse("broken-workbook", None, None)),
        ("UTF-8 that breaks halfway", broken, Refuse("broken-utf-8", Some(4), Some(4))),
        ("UTF-16 without a mark", utf16.clone(), Accept),
        ("UTF-16 cut in a letter", utf16[..utf16.len() - 1].to_vec(), Refuse("broken-text", Some(3), Some(3))),
        (
            "lone carriage returns",
            String::from_utf8(text(&[HEAD, ADA, BASHIR])).unwrap().replace('\n', "\r").into_bytes(),
            Accept,
        ),
        ("no newline at the end", text(&[HEAD, ADA, BASHIR.trim_end()]), Accept),
        ("the header once more", text(&[HEAD, ADA, HEAD, CARYS]), Leave(3, "note")),
        ("a total", text(&[HEAD, ADA, BASHIR, "Total: 2,,,,,\n"]), Leave(4, "note")),
        ("empty cells to the end", text(&[HEAD, ADA, ",,,,,\n", CARYS]), Leave(3, "blank")),
        ("no column of addresses", b"Name,Goals\nAda,Rotas\nBashir,Faith\n".to_vec(), Refuse("unmapped-field", None, None)),
        ("letters decoded twice", with("Noor", "NoÃ¶r"), Warn("garbled-letters", None)),
        (
            "two columns of one heading, different answers",
            b"Name,Email,Region,Region\nAda Whitlock,ada@x.example,Wales,London\nBo Lind,bo@x.example,Wales,Wales\n".to_vec(),
            Refuse("two-columns", Some(2), Some(2)),
        ),
        (
            "two columns of one heading, one answer",
            b"Name,Email,Region,Region\nAda Whitlock,ada@x.example,Wales,Wales\nBo Lind,bo@x.example,Wales,Wales\n".to_vec(),
            Accept,
        ),
        (
            "dates that may be read both ways",
            text(&[HEAD, &ADA.replace("14/09", "02/03"), &BASHIR.replace("15/09", "03/04"), &CARYS.replace("16/09", "01/02")]),
            Warn("ambiguous-dates", None),
        ),
    ]
}

fn other_files() -> Vec<(&'static str, Vec<u8>, Verdict)> {
    vec![
        (
            "a table of a web page",
            b"<html><table><tr><td>Name</td></tr></table></html>".to_vec(),
            Refuse("not-a-survey", None, None),
        ),
        ("a web archive", b"MIME-Version: 1.0\nContent-Type: multipart/related".to_vec(), Refuse("not-a-survey", None, None)),
        ("a mark of UTF-16 before UTF-8", [b"\xFF\xFE".to_vec(), text(&[HEAD, ADA, BASHIR])].concat(), Accept),
        (
            "a row with another delimiter",
            text(&[HEAD, ADA, &BASHIR.replace(',', ";"), CARYS]),
            Refuse("shifted-row", Some(3), Some(3)),
        ),
        (
            "written on an old Mac",
            [text(&[HEAD, ADA]), b"Jos\x8E Li,jose@x.example,Rotas,Mon,Yes,17/09/2026\n".to_vec()].concat(),
            Warn("garbled-letters", None),
        ),
        (
            "names sorted by themselves",
            b"Name,Email\nBo Lind,ada.day@x.example\nAda Day,bo.lind@x.example\nCy Moss,cy.moss@x.example\n".to_vec(),
            Warn("address-of-another", Some(2)),
        ),
        ("one name with two addresses", text(&[HEAD, ADA, CARYS, &ADA.replace("ada@", "ada@home.")]), Warn("same-name", Some(4))),
    ]
}

fn single_rows() -> Vec<(&'static str, Vec<u8>, Verdict)> {
    let swallowed = "Name,Email,Consent,Notes\nAda Whitlock,ada@x.example,Yes,\"well\nBashir Noor,bashir@x.example,Yes,\n\
        Carys Day,carys@x.example,Yes,so\"\nDov Lind,dov@x.example,Yes,\n";
    vec![
        ("a row cut off", with(",Tue,Yes,15/09/2026", ""), Refuse("row-too-short", Some(3), Some(3))),
        ("a file cut off", text(&[HEAD, ADA, "Bashir Noor,bashir@x.ex"]), Refuse("row-too-short", Some(3), Some(3))),
        ("a comma without quotes", with("Faith", "Faith, at work"), Refuse("row-too-long", Some(3), Some(3))),
        ("a shifted row", with("Bashir Noor,bashir@x.example,Faith", "Bashir,Noor,bashir@x.example"), Refuse("shifted-row", Some(3), Some(3))),
        ("a quote never closed", with("Faith", "\"Faith"), Refuse("unclosed-quote", Some(3), Some(3))),
        ("a quote that swallows rows", swallowed.as_bytes().to_vec(), Refuse("swallowed-rows", Some(2), Some(2))),
        ("a NUL byte", with("Faith", "Fa\0ith"), Refuse("nul-bytes", Some(3), Some(3))),
        ("a blank inside an address", with("bashir@x", "ba shir@x"), Refuse("bad-address", Some(3), Some(3))),
        ("no address but a word", with("bashir@x.example", "bashir"), Refuse("bad-address", Some(3), Some(3))),
        ("two addresses in a cell", with("bashir@x.example", "a@x.example/b@x.example"), Refuse("bad-address", Some(3), Some(3))),
        ("an address still to come", with("bashir@x.example", "tbc"), Leave(3, "incomplete")),
        ("no address", with("bashir@x.example", ""), Leave(3, "incomplete")),
        ("an impossible date", with("15/09", "31/02"), Refuse("impossible-date", Some(3), Some(3))),
        ("a date in words", with("15/09/2026", "last week"), Warn("unreadable-date", Some(3))),
        ("consent neither yes nor no", with("Yes", "perhaps"), Warn("unclear-mark", Some(3))),
        ("days that are none", with("Tue", "whenever"), Warn("unreadable-days", Some(3))),
        ("two people with one address", with("bashir@x", "ada@x"), Refuse("shared-address", Some(3), Some(3))),
        ("a row twice", text(&[HEAD, ADA, ADA, CARYS]), Leave(2, "duplicate")),
        (
            "one person twice at one moment",
            b"Timestamp,Name,Email,Goals\n2026-09-01 10:00:00,Ada Day,ada@x.example,Rotas\n2026-09-01 10:00:00,Ada Day,ada@x.example,Faith\n\
              2026-09-01 11:00:00,Bo Lind,bo@x.example,Faith\n"
                .to_vec(),
            Warn("same-moment", Some(2)),
        ),
        ("markup", with("Bashir Noor", "<b>Bashir</b>"), Warn("odd-name", Some(3))),
        ("a terminal escape", with("Bashir", "\u{1b}[2KBashir"), Warn("hidden-characters", Some(3))),
        ("a right-to-left override", with("Bashir", "\u{202e}Bashir"), Warn("hidden-characters", Some(3))),
        ("a path for a name", with("Bashir Noor", "../../etc/passwd"), Warn("odd-name", Some(3))),
        ("an address for a name", with("Bashir Noor", "bashir@x.example"), Warn("odd-name", Some(3))),
        ("a trial of the form", with("Bashir Noor", "Test Test"), Warn("odd-name", Some(3))),
        ("an error of a spreadsheet", with("Tue", "#NAME?"), Warn("error-cell", Some(3))),
        ("letters lost when saving", with("Noor", "N?or"), Warn("lost-letters", Some(3))),
        ("no name", with("Bashir Noor", ""), Refuse("no-name", Some(3), Some(3))),
        ("a formula", with("Faith", "=HYPERLINK(\"\"x\"\")"), Accept),
        ("a quote inside a name", with("Bashir Noor", "\"Bashir \"\"Bash\"\" Noor\""), Accept),
        ("an enormous cell", with("Faith", &"x".repeat(200_000)), Refuse("cell-too-long", Some(3), Some(3))),
    ]
}

#[test]
fn every_kind_of_damage_is_met_as_a_careful_person_would() {
    let cases: Vec<_> = whole_files().into_iter().chain(other_files()).chain(single_rows()).collect();
    assert!(cases.len() >= 44);
    for (what, bytes, verdict) in cases {
        judge(what, &bytes, &verdict);
    }
}

fn judge(what: &str, bytes: &[u8], verdict: &Verdict) {
    let read = read_as_proposed("answers.csv", bytes);
    match (verdict, read) {
        (Refuse(code, row, line), Err(problems)) => {
            let found = problems.iter().find(|problem| problem.code == *code).unwrap_or_else(|| panic!("{what}: {problems:#?}"));
            assert_eq!((found.place.row, found.place.line), (*row, *line), "{what}: {found}");
            assert!(found.is_error() && found.help.is_some() && found.place.file.is_some(), "{what}: {found}");
        }
        (Warn(code, row), Ok((_, reading))) => {
            let codes: Vec<(&str, Option<u32>)> =
                reading.warnings.iter().map(|problem| (problem.code, problem.place.row)).collect();
            assert!(codes.contains(&(*code, *row)), "{what}: {codes:?}");
        }
        (Leave(row, is), Ok((_, reading))) => {
            let rows: Vec<(u32, &str)> = left_out(&reading).into_iter().map(|(row, is, _)| (row, is)).collect();
            assert_eq!(rows, [(*row, *is)], "{what}");
        }
        (Accept, Ok((_, reading))) => {
            assert!(reading.warnings.is_empty() && reading.left_out.is_empty(), "{what}: {:?}", reading.warnings);
            assert!(reading.people.len() >= 2, "{what}");
        }
        (_, Ok((_, reading))) => panic!("{what} was accepted: {reading:#?}"),
        (_, Err(problems)) => panic!("{what} was refused: {problems:#?}"),
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let file = [HEAD, &ADA.replace("ada@", "ada "), &BASHIR.replace("15/09", "31/02"), CARYS].concat();
    let problems = read_as_proposed("answers.csv", file.as_bytes()).unwrap_err();
    let errors: Vec<(&str, Option<u32>)> = problems.iter().filter(|p| p.is_error()).map(|p| (p.code, p.place.row)).collect();
    assert_eq!(errors, [("bad-address", Some(2)), ("impossible-date", Some(3))]);
}
