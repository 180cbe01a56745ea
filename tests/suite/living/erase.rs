//! Whoever is erased stands nowhere on this machine afterwards, and stays away.

use std::fs;
use std::io::{Cursor, Read, Write};

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, MENTEES, MENTORS, address, export, git, has_git};

const AMARA: &str = "Amara Okonkwo";

/// A matched cohort in which Amara has left traces of every kind; gives her id and her partner's.
fn traces() -> (Cohort, String, String) {
    let cohort = Cohort::matched();
    let amara = cohort.id(AMARA);
    let pair = cohort.pairs().into_iter().find(|pair| pair.contains(&amara)).unwrap();
    let partner = pair.split('-').nth(1).unwrap().to_owned();
    cohort.ok_words(&["conflict", "add", &amara, &cohort.id("Henry Harcourt"), "--reason", "they shared a flat"]);
    cohort.ok_words(&["withdraw", &cohort.id("Jasper Thornbury"), "--reason", "did not get on with Amara Okonkwo"]);
    cohort.write("private/closed.csv", &format!("person,from,to\n{amara},2027-01-11,2027-01-15\n{partner},2027-02-01,\n"));
    for (file, text) in [
        (format!("private/calendars/{amara}.ics"), "BEGIN:VCALENDAR"),
        (format!("private/calendars/{partner}.ics"), "SUMMARY:Meet your mentor Amara Okon\r\n kwo"),
        ("private/messages/reveal/everybody.eml".to_owned(), "Bcc: amara.okonkwo@trust.example"),
        (format!("private/letters/dean/{amara}.html"), "<p>Dear Dr Okonkwo"),
        ("private/letters/handbook/mentors.md".to_owned(), "# Handbook\n"),
        (
            "private/register.csv.yours".to_owned(),
            "id,email,name\nM09,amara.okonkwo@trust.example,Amara Okonkwo\nM10,x@y.example,X\n",
        ),
        ("pairings.csv.yours".to_owned(), "pair,who\nM01-E01,Amara Okonkwo\n"),
    ] {
        cohort.write(&file, text);
    }
    (cohort, amara, partner)
}

#[test]
fn nothing_of_an_erased_person_is_left_in_any_file() {
    let (cohort, amara, partner) = traces();
    assert!(cohort.files_with("okonkwo").len() > 8, "{:?}", cohort.files_with("okonkwo"));
    let before = cohort.tree();
    let dry = cohort.ok("erase Okonkwo --dry-run");
    assert!(cohort.tree() == before, "a dry run writes nothing");
    assert!(dry.err.contains("private/register.csv") && dry.out.contains("private/closed.csv"), "{}{}", dry.out, dry.err);

    let said = cohort.ok("erase Okonkwo");
    for text in ["okonkwo", "amara", "okon\r\n kwo", "shared a flat"] {
        assert_eq!(cohort.files_with(text), Vec::<String>::new(), "{text}\n{}{}", said.out, said.err);
    }
    assert!(said.err.contains("backups") && said.err.contains("leaves the programme"), "{}", said.err);
    assert_eq!(cohort.read("private/closed.csv"), format!("person,from,to\n{partner},2027-02-01,\n"));
    assert!(!cohort.path(&format!("private/calendars/{partner}.ics")).exists(), "the partner's calendar holds the name, folded");
    assert!(cohort.path("private/letters/handbook/mentors.md").exists());
    assert_eq!(cohort.read("private/register.csv.yours"), "id,email,name\nM10,x@y.example,X\n");
    assert!(!cohort.path("private/draws/001/people.csv").exists());
    assert!(cohort.path("private/draws/001/settings.toml").exists());
    let facts = cohort.read(&format!("facts/people/{amara}.csv"));
    assert!(facts.contains(",withdrew,,other\n") && facts.ends_with("2026-12-01,erased,,\n"), "{facts}");
    assert!(!cohort.pairs().iter().any(|pair| pair.contains(&amara)));
    assert_eq!(cohort.run("undo").status, 1, "there is no way back");
    cohort.ok("check");
    assert!(cohort.ok("log").out.contains(&format!("{amara}'s personal data were erased")));
}

/// A workbook of a sheet, with every text among the shared strings and once more in a comment.
pub(super) fn workbook(csv: &str) -> Vec<u8> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |line: &str| format!("<row>{}</row>", line.split(',').map(cell).collect::<String>());
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let links = |target: &str, kind: &str| {
        let xmlns = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!(
            "<Relationships xmlns=\"{xmlns}\"><Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let sheets = format!(
        "<workbook {main} xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let rows: String = csv.lines().map(row).collect();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", links("xl/workbook.xml", "officeDocument")),
        ("xl/workbook.xml", sheets),
        ("xl/_rels/workbook.xml.rels", links("worksheets/sheet1.xml", "worksheet")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/comments1.xml", format!("<comments {main}>{csv}</comments>")),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Everything that a file holds, and every part of it where it is a workbook.
fn unfolded(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
        for index in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(index).unwrap().read_to_end(&mut part).unwrap();
            text += &String::from_utf8_lossy(&part);
        }
    }
    text.replace("\r\n ", "").to_lowercase()
}

/// Exports as workbooks, calendars as the program wrote them, undo records of every step: nothing is left, the partner's told name
/// included.
#[test]
fn a_whole_life_from_workbooks_is_erased_to_the_last_word() {
    let cohort = Cohort::new();
    for (side, head, people) in [("mentors", HEAD_OF_MENTORS, &MENTORS), ("mentees", HEAD_OF_MENTEES, &MENTEES)] {
        fs::remove_file(cohort.path(&format!("private/surveys/{side}.csv"))).unwrap();
        fs::write(cohort.path(&format!("private/surveys/{side}.xlsx")), workbook(&export(head, people))).unwrap();
        let settings = cohort.read("cohort.toml");
        cohort.write("cohort.toml", &settings.replace(&format!("{side}.csv"), &format!("{side}.xlsx")));
    }
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort.ok("reveal --on 2026-12-01");
    cohort.ok("calendar");
    let amara = cohort.id(AMARA);
    cohort.ok_words(&["conflict", "add", &amara, &cohort.id("Henry Harcourt"), "--reason", "Amara and Henry are cousins"]);
    let holding = |word: &str| {
        let mut files = super::cohort::tree(cohort.root(), &[]);
        files.remove("cohort.schema.json");
        files.into_iter().filter(|(_, bytes)| unfolded(bytes).contains(word)).map(|(name, _)| name).collect::<Vec<_>>()
    };
    let before = holding("okonkwo");
    for traces in ["private/register.csv", "private/surveys/mentors.xlsx", "private/surveys/mentees.xlsx", ".revmentor/undo/"] {
        assert!(before.iter().any(|file| file.starts_with(traces)), "{traces} {before:?}");
    }
    assert!(before.iter().filter(|file| file.starts_with("private/calendars/")).count() >= 1, "{before:?}");
    cohort.ok("erase Okonkwo");
    for word in ["okonkwo", "amara", "cousins", "trust 013"] {
        assert_eq!(holding(word), Vec::<String>::new(), "{word}");
    }
    assert!(!holding("hashemi").is_empty());
    cohort.ok("calendar");
    cohort.ok("match --today 2026-12-03");
    assert_eq!(holding("okonkwo"), Vec::<String>::new());
    cohort.ok("check");
}

#[test]
fn what_is_not_the_persons_stays_byte_for_byte() {
    let (cohort, ..) = traces();
    cohort.ok("erase Okonkwo");
    let mentors: Vec<_> = MENTORS.iter().filter(|(name, ..)| *name != AMARA).collect();
    let whole = export(HEAD_OF_MENTORS, &MENTORS);
    let rows = whole.lines().filter(|line| !line.contains(AMARA)).map(|line| format!("{line}\n"));
    assert_eq!(cohort.read("private/surveys/mentors.csv"), rows.collect::<String>());
    let mentees = cohort.read("private/surveys/mentees.csv");
    assert!(mentees.contains(",I know  from school,") && mentees.contains("Bilal Hashemi; Chandra Iyer"), "{mentees}");
    for (name, ..) in mentors {
        cohort.id(name);
    }
}

#[test]
fn no_import_brings_an_erased_person_back() {
    let (cohort, amara, _) = traces();
    cohort.ok("erase Okonkwo");
    let before = cohort.tree();
    cohort.ok("import");
    assert!(cohort.tree() == before, "the exports say the same as the register");
    cohort.write("old.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    let said = cohort.ok("match --seed 7 --mentors old.csv");
    assert!(said.err.contains(&format!("{amara} was erased, and this row holds the data again")), "{}", said.err);
    assert!(said.out.contains("erased"), "{}", said.out);
    let register = cohort.read("private/register.csv");
    assert!(!register.contains("Okonkwo") && register.contains("Hashemi"));
    assert!(!cohort.pairs().iter().any(|pair| pair.contains(&amara)));
    fs::remove_file(cohort.path("old.csv")).unwrap();
    cohort.ok("check");
}

#[test]
fn erasing_again_is_no_error_and_takes_away_what_came_back() {
    let (cohort, amara, _) = traces();
    cohort.ok("erase Okonkwo");
    let facts = cohort.read(&format!("facts/people/{amara}.csv"));
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    let said = cohort.ok_words(&["erase", &amara]);
    assert!(said.err.contains("[no-row]") && said.err.contains("no row in the register"), "{}", said.err);
    assert_eq!(cohort.files_with("okonkwo"), Vec::<String>::new());
    assert_eq!(cohort.read(&format!("facts/people/{amara}.csv")), facts);
}

#[test]
fn an_erasure_on_another_machine_is_asked_for_here() {
    let (cohort, amara, _) = traces();
    let private = cohort.read("private/register.csv");
    cohort.ok("erase Okonkwo");
    cohort.write("private/register.csv", &private);
    let said = cohort.ok("status");
    assert!(said.err.contains(&format!("{amara} was erased, and this machine still holds")), "{}", said.err);
    cohort.ok_words(&["erase", &amara]);
    assert_eq!(cohort.files_with("okonkwo"), Vec::<String>::new());
}

#[test]
fn a_file_that_cannot_be_rewritten_stops_the_erasure() {
    let (cohort, ..) = traces();
    cohort.write("private/surveys/notes.html", "<html><p>Amara Okonkwo");
    let before = cohort.tree();
    let said = cohort.run("erase Okonkwo");
    assert_eq!((said.status, cohort.tree() == before), (1, true), "{}", said.err);
    assert!(
        said.err.contains("[not-rewritable]")
            && said.err.contains("private/surveys/notes.html")
            && said.err.contains("cannot be rewritten"),
        "{}",
        said.err
    );
}

/// Wherever the lead or another program left a paper in the cohort's folder: it is gone, has lost the name, or is named.
#[test]
fn no_paper_below_the_cohort_directory_is_overlooked() {
    let (cohort, ..) = traces();
    let folders = [
        "",
        "/letters",
        "/letters/old",
        "/messages",
        "/calendars",
        "/summaries",
        "/evaluation",
        "/draws/001",
        "/surveys",
        "/other",
    ];
    let folders: Vec<String> = folders.iter().map(|folder| format!("private{folder}")).chain([".revmentor".to_owned()]).collect();
    for folder in &folders {
        for name in ["paper.md", "~$paper.md", ".hidden", ".~lock.paper.docx#", "a/b/c/d/e/f/g/deep.txt"] {
            cohort.write(&format!("{folder}/{name}"), "Dear Amara Okonkwo\n");
        }
        cohort.write(&format!("{folder}/surname.md"), "Dear Dr Okonkwo\n");
        cohort.write(&format!("{folder}/amara-okonkwo.md"), "nothing\n");
        cohort.write(&format!("{folder}/For Amara Okonkwo/x.md"), "nothing\n");
        cohort.write(&format!("{folder}/scan.pdf"), "%PDF-1.7 and no more");
    }
    let said = cohort.ok("erase Okonkwo --format json");
    let document: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let problems = document["problems"].as_array().unwrap();
    let is_named = |path: &str| problems.iter().any(|problem| problem["file"] == path);
    let left: Vec<String> = cohort.files_with("okonkwo").into_iter().filter(|path| !is_named(path)).collect();
    assert_eq!(left, Vec::<String>::new(), "{}", said.out);
    for folder in &folders {
        assert!(is_named(&format!("{folder}/For Amara Okonkwo")) && is_named(&format!("{folder}/scan.pdf")), "{folder}");
        assert!(is_named(&format!("{folder}/amara-okonkwo.md")) || !cohort.path(&format!("{folder}/amara-okonkwo.md")).exists());
    }
    assert!(!cohort.path("private/letters/surname.md").exists() && !cohort.path("private/letters/paper.md").exists());
    assert!(said.out.contains("surname may still be here") && !said.out.contains("outside private/ may"), "{}", said.out);
}

#[test]
fn a_document_that_was_looked_into_and_names_somebody_else_is_no_warning() {
    let (cohort, ..) = traces();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<w:t>Dear Bilal Hashemi</w:t>").unwrap();
    fs::write(cohort.path("private/surveys/note.docx"), archive.finish().unwrap().into_inner()).unwrap();
    let said = cohort.ok("erase Okonkwo");
    assert!(!said.err.contains("not-looked-into"), "{}", said.err);
}

#[test]
fn what_git_still_holds_is_named() {
    if !has_git() {
        return;
    }
    let (cohort, amara, _) = traces();
    cohort.git(&["init", "-q"]);
    cohort.git(&["add", "cohort.toml", "facts"]);
    cohort.git(&["commit", "-qm", "Begin, for Amara Okonkwo"]);
    let said = cohort.ok("erase Okonkwo");
    assert!(said.err.contains(&format!("{amara}'s name is in git's history")) && said.err.contains("commit "), "{}", said.err);
    assert!(!said.err.contains("for Amara"), "{}", said.err);
    assert!(!git(cohort.root(), &["log", "--oneline"]).is_empty());
}

#[test]
fn nobody_is_erased_before_the_day_and_everybody_after_it() {
    let (cohort, ..) = traces();
    assert_eq!(cohort.run("erase --expired").status, 2, "without keep_until");
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nkeep_until = 2027-12-31\n"));
    cohort.write("private/minutes.txt", "who came\n");
    cohort.write("private/.hidden", "who came\n");
    cohort.write("private/report.html", "<p>who met whom</p>\n");
    cohort.write("private/outcomes.csv", "id\n");
    // What `erase PERSON` takes out of the lead's own lists goes here, too, of everybody.
    cohort.write("private/declarations.csv", "who,with,why\nGreta Lindqvist,Bilal Hashemi,cousins\n");
    cohort.write("private/replies.csv", &format!("email,says\n{},thanks\nx@y.example,hello\n", address("Farid Rahimi")));
    cohort.write("private/diary.md", "# Diary\n\nFarid Rahimi rang\n");
    let before = cohort.tree();
    assert!(cohort.ok("erase --expired --today 2027-12-31").err.contains("nothing is to be erased yet"));
    assert!(cohort.tree() == before);
    let said = cohort.ok("erase --expired --today 2028-01-01");
    assert!(
        said.err.contains("[left-over]") && said.err.contains("private/minutes.txt") && said.err.contains("private/.hidden"),
        "{}",
        said.err
    );
    let private: Vec<String> = cohort.tree().into_keys().filter(|name| name.starts_with("private/")).collect();
    let kept = ["declarations.csv", "diary.md", "key", "minutes.txt", "replies.csv"].map(|file| format!("private/{file}"));
    assert_eq!(private, [&["private/.hidden".to_owned()], &kept[..]].concat());
    for name in ["Greta", "Hashemi", "farid.rahimi@"] {
        assert_eq!(cohort.files_with(name), Vec::<String>::new(), "{}", said.err);
    }
    assert_eq!(cohort.read("private/replies.csv"), "email,says\nx@y.example,hello\n");
    assert_eq!(cohort.read("private/diary.md").trim_end(), "# Diary\n\n rang");
    assert!(!said.err.contains(".revmentor/holder"), "{}", said.err);
    assert_eq!(cohort.pairs().len(), 5, "pairs of a programme that is over are not ended");
    for (name, ..) in MENTORS {
        assert_eq!(cohort.files_with(&address(name)), Vec::<String>::new());
    }
    cohort.ok("check --today 2028-01-01");
    cohort.write("old.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    let said = cohort.run("import --mentors old.csv --today 2028-01-02");
    assert!(!cohort.path("private/register.csv").exists(), "{}{}", said.out, said.err);
}

#[test]
fn an_erasure_needs_somebody() {
    let (cohort, ..) = traces();
    assert_eq!(cohort.run("erase").status, 2);
    assert_eq!(cohort.run("erase Nemo").status, 2);
    assert_eq!(cohort.run("erase M01 --expired").status, 2);
}
