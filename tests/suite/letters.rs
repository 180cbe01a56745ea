//! Letters and papers through the program itself: what is written, for whom, what it may say, and what becomes of the lead's own templates.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use revmentor::parts::correspondence::LETTER_KINDS;
use revmentor::{Environment, WIDTH_OF_A_PIPE};

use super::stories::{program, said};

const MENTORS: [&str; 4] = ["Siti Hajar binti Zulkifli", "Zaw Min Htet", "Chidi O'Marsh & <b>", "Dilys *Stone*"];
const MENTEES: [&str; 3] = ["Gwendolen Tarnside", "Hugh [Beckett](https://evil.example)", "Ingrid Larkspur"];

const SETTINGS: &str = "\n[messages]\nfrom = \"The mentoring team <team@deanery.example>\"\nconcerns = \"concerns@deanery.example\"\n\n\
                        [letters]\nsigned_by = \"Postgraduate Dean\"\nleast_meetings = 1\n";

const BEFORE: &str = "2026-10-05";
const AFTER: &str = "2027-02-01";

struct Cohort(tempfile::TempDir);

impl Cohort {
    fn imported(kind: &str) -> Cohort {
        let cohort = Cohort(tempfile::tempdir().unwrap());
        cohort.done("2026-10-01", &["init", "new", "--kind", kind, "--start", "2027-01-11"]);
        let (mentors, mentees) = if kind == "reciprocal" { ("juniors", "seniors") } else { ("mentors", "mentees") };
        for (file, names) in [(mentors, &MENTORS[..]), (mentees, &MENTEES[..])] {
            let head = "Full name,Email address,Region,Employer,Is there anyone with whom you should not be paired?,On which days could \
                        you meet?,Do you agree that your answers are used for matching?,What would you like to share?,What would you like \
                        to learn about?,Specialty,Preferred specialty of your mentee,Preferred specialty of your mentor,I would like to learn \
                        about,I can offer,Place of employment,Preferred place of employment of your mentee,Preferred place of employment of your mentor\n";
            let rows: Vec<String> = names.iter().enumerate().map(|(at, name)| row(file, at, name)).collect();
            fs::write(cohort.path(&format!("private/surveys/{file}.csv")), format!("{head}{}", rows.concat())).unwrap();
        }
        let text = fs::read_to_string(cohort.path("cohort.toml")).unwrap();
        fs::write(cohort.path("cohort.toml"), text + SETTINGS).unwrap();
        cohort
    }

    fn matched(kind: &str, seed: u32) -> Cohort {
        let cohort = Cohort::imported(kind);
        cohort.done("2026-10-01", &["match", "--seed", &seed.to_string()]);
        cohort
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join("new").join(file)
    }

    fn run(&self, today: &str, arguments: &[&str]) -> (u8, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let directory = if self.path("cohort.toml").exists() { self.path("") } else { self.0.path().to_path_buf() };
        let status = revmentor::run(Environment {
            arguments: ["revmentor"].iter().chain(arguments).map(OsString::from).collect(),
            today: today.parse().unwrap(),
            entropy: &mut || Ok([7; 32]),
            directory,
            program: None,
            width: WIDTH_OF_A_PIPE,
            out: &mut out,
            err: &mut err,
            watched: false,
            shown: false,
        });
        (status, String::from_utf8([out, err].concat()).unwrap())
    }

    fn done(&self, today: &str, arguments: &[&str]) -> String {
        let (status, said) = self.run(today, arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
        said
    }

    fn refused(&self, today: &str, arguments: &[&str], expected: u8) -> String {
        let (status, said) = self.run(today, arguments);
        assert_eq!(status, expected, "{arguments:?}: {said}");
        said
    }

    /// Every letter by its path below `private/letters`.
    fn letters(&self) -> BTreeMap<String, Vec<u8>> {
        let mut letters = BTreeMap::new();
        for kind in fs::read_dir(self.path("private/letters")).into_iter().flatten().map(|kind| kind.unwrap()) {
            for file in fs::read_dir(kind.path()).unwrap().map(|file| file.unwrap()) {
                let name = format!("{}/{}", kind.file_name().to_string_lossy(), file.file_name().to_string_lossy());
                letters.insert(name, fs::read(file.path()).unwrap());
            }
        }
        letters
    }

    /// The names of the two of each pair, by the mentor's id and the mentee's.
    fn pairs(&self) -> Vec<(String, String)> {
        let pairings = fs::read_to_string(self.path("pairings.csv")).unwrap();
        let ids = pairings.lines().skip(1).map(|line| line.split(',').next().unwrap().split_once('-').unwrap());
        ids.map(|(mentor, mentee)| (mentor.to_owned(), mentee.to_owned())).collect()
    }

    /// The name of everybody, by id.
    fn names(&self) -> BTreeMap<String, String> {
        let register = fs::read_to_string(self.path("private/register.csv")).unwrap();
        let mut reader = csv::Reader::from_reader(register.trim_start_matches('\u{feff}').as_bytes());
        reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[2].to_owned())).collect()
    }
}

/// Whether a file is a Word document.
fn is_word(path: impl AsRef<Path>) -> bool {
    path.as_ref().extension().is_some_and(|end| end == "docx")
}

fn row(file: &str, at: usize, name: &str) -> String {
    format!(
        "\"{name}\",person{at}@{file}.example,Region {file},Trust {file} {at},,Monday;Tuesday;Wednesday,Yes,Exams;Power,Exams;Power,Surgery,,,Exams,Power,Leeds,,\n"
    )
}

/// The text of a Word document, a line for each paragraph.
fn text_of(document: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        match tag {
            "/w:p" | "w:br/" => text.push('\n'),
            "w:t" => text.push_str(after),
            _ if tag.starts_with("w:t ") => text.push_str(after),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
}

/// The kinds that exist before the reveal: all but those about a partner or of what was held.
fn early_kinds() -> Vec<&'static str> {
    LETTER_KINDS.iter().map(|kind| kind.id).filter(|kind| !["profile", "participation"].contains(kind)).collect()
}

#[test]
fn every_kind_of_paper_is_written_for_every_kind_of_programme() {
    for kind in ["random", "goals", "reciprocal"] {
        let cohort = Cohort::matched(kind, 7);
        for letter in early_kinds() {
            cohort.done(BEFORE, &["letters", letter]);
        }
        cohort.done(AFTER, &["reveal", "--on", "2027-01-08"]);
        let (mentor, mentee) = cohort.pairs().remove(0);
        cohort.done(AFTER, &["meeting", "held", &format!("{mentor}-{mentee}"), "1", "--on", "2027-01-20"]);
        cohort.done(AFTER, &["letters", "profile"]);
        cohort.done(AFTER, &["letters", "participation"]);
        let letters = cohort.letters();
        let written: BTreeSet<&str> = letters.keys().map(|path| path.split('/').next().unwrap()).collect();
        // A reciprocal programme has a training, and no session but the inductions.
        let has =
            |letter: &&str| kind != "reciprocal" || !["agenda-midpoint", "agenda-supervision", "agenda-wrap-up"].contains(letter);
        assert_eq!(written, LETTER_KINDS.iter().map(|kind| kind.id).filter(has).collect(), "{kind}");
        for (path, bytes) in letters.iter().filter(|(path, _)| is_word(path)) {
            let text = text_of(bytes);
            assert!(
                text.len() > 300 && !text.contains("{{") && !text.contains("{%") && !text.contains("undefined"),
                "{path}: {text}"
            );
            assert!(text.contains("team@deanery.example"), "{path} does not say whom to turn to");
            assert!(!text.contains("  "), "{path}: {text}");
            if kind == "reciprocal" {
                let old = ["mentors", "mentees", "mentor's", "mentee's", "your mentor", "your mentee"];
                let found: Vec<&&str> = old.iter().filter(|word| text.to_lowercase().contains(**word)).collect();
                assert!(found.is_empty() || path.starts_with("survey/"), "{path} says {found:?}: {text}");
            }
        }
    }
}

#[test]
fn before_the_reveal_no_letter_depends_on_the_pairs_and_none_names_anybody_else() {
    let cohorts: Vec<Cohort> = (1..=8).map(|seed| Cohort::matched("random", seed)).collect();
    let waiting = |cohort: &Cohort| fs::read_to_string(cohort.path("waiting-list.csv")).unwrap();
    let first = &cohorts[0];
    let other = cohorts.iter().find(|other| waiting(other) == waiting(first) && other.pairs() != first.pairs()).unwrap();
    for cohort in [first, other] {
        for letter in early_kinds() {
            cohort.done(BEFORE, &["letters", letter]);
        }
    }
    let letters = first.letters();
    assert_eq!(letters, other.letters());
    let names = first.names();
    for (path, bytes) in letters.iter().filter(|(path, _)| is_word(path)) {
        let (kind, stem) = path.trim_end_matches(".docx").split_once('/').unwrap();
        let text = text_of(bytes);
        let mentioned: BTreeSet<&String> = names.iter().filter(|(_, name)| text.contains(*name)).map(|(id, _)| id).collect();
        match (kind, stem) {
            ("register", _) => assert_eq!(mentioned.len(), 6, "{path}"),
            ("declaration", "mentors") => {
                assert!(mentioned.iter().all(|id| id.starts_with('E')) && mentioned.len() == 3, "{path}");
            }
            ("study-leave", id) => assert_eq!(mentioned, BTreeSet::from([&id.to_owned()]), "{path}"),
            _ => assert_eq!(mentioned, BTreeSet::new(), "{path}"),
        }
    }
}

#[test]
fn a_profile_is_made_after_the_reveal_and_names_the_partner_alone() {
    let cohort = Cohort::matched("goals", 7);
    let (mentor, mentee) = cohort.pairs().remove(0);
    assert!(cohort.refused(BEFORE, &["letters", "profile", "--person", &mentor], 1).contains("has not been revealed yet"));
    assert!(cohort.done(BEFORE, &["letters", "profile"]).contains("Nobody is to get the letter profile"));
    cohort.done(AFTER, &["reveal", "--on", "2027-01-08"]);
    cohort.done(AFTER, &["letters", "profile"]);
    let (letters, names) = (cohort.letters(), cohort.names());
    assert_eq!(letters.len(), 12);
    let text = text_of(&letters[&format!("profile/{mentor}.docx")]);
    let mentioned: BTreeSet<&String> = names.iter().filter(|(_, name)| text.contains(*name)).map(|(id, _)| id).collect();
    assert_eq!(mentioned, BTreeSet::from([&mentee]));
    assert!(text.contains("Surgery") && !text.contains("score"), "{text}");
    cohort.done(AFTER, &["withdraw", &mentee, "--reason", "personal"]);
    cohort.done(AFTER, &["letters", "profile"]);
    assert!(!cohort.letters().contains_key(&format!("profile/{mentor}.docx")), "a former partner's profile stays");
}

#[test]
fn participation_is_tied_to_meetings_held() {
    let cohort = Cohort::matched("random", 7);
    cohort.done(AFTER, &["reveal", "--on", "2027-01-08"]);
    let pairs = cohort.pairs();
    let (mentor, mentee) = &pairs[0];
    let told = cohort.refused(AFTER, &["letters", "participation", "--person", mentor], 1);
    assert!(told.contains("held 0 of the 1 meetings"), "{told}");
    cohort.done(AFTER, &["meeting", "held", &format!("{mentor}-{mentee}"), "1", "--on", "2027-01-20"]);
    cohort.done(AFTER, &["letters", "participation"]);
    let letters = cohort.letters();
    let written: Vec<&String> = letters.keys().filter(|path| is_word(path)).collect();
    assert_eq!(written, [&format!("participation/{mentee}.docx"), &format!("participation/{mentor}.docx")]);
    let text = text_of(&letters[&format!("participation/{mentor}.docx")]);
    assert!(text.contains("one meeting with their partner, 1 hour in all"), "{text}");
    assert!(text.contains("Wednesday 20 January 2027") && text.contains("Postgraduate Dean"), "{text}");
    assert!(!text.contains(&cohort.names()[mentee]), "{text}");
}

#[test]
fn agendas_begin_with_the_session_and_end_with_it() {
    let cohort = Cohort::imported("goals");
    cohort.done(BEFORE, &["letters", "agenda-induction-mentors"]);
    cohort.done(BEFORE, &["letters", "agenda-midpoint"]);
    let letters = cohort.letters();
    let text = text_of(&letters["agenda-induction-mentors/agenda-induction-mentors.docx"]);
    assert!(text.contains("13:00 to 13:10\nWelcome") && text.contains("15:50 to 16:00\nQuestions"), "{text}");
    let several = text_of(&letters["agenda-midpoint/agenda-midpoint.docx"]);
    assert!(several.contains("12:30 to 12:40\n15:00 to 15:10\nWelcome"), "one line for each time of day: {several}");
    let toml = fs::read_to_string(cohort.path("cohort.toml")).unwrap();
    fs::write(cohort.path("cohort.toml"), toml.replacen("minutes = 180", "minutes = 100", 1)).unwrap();
    let told = cohort.refused(BEFORE, &["letters", "agenda-induction-mentors"], 1);
    assert!(told.contains("can be shortened to 108 at the least"), "{told}");
}

#[test]
fn the_list_says_how_many_are_expected_and_written() {
    let cohort = Cohort::matched("random", 7);
    cohort.done(BEFORE, &["letters", "study-leave"]);
    let json: serde_json::Value = serde_json::from_str(&cohort.done(BEFORE, &["letters", "--format", "json"])).unwrap();
    let kinds = json["kinds"].as_array().unwrap();
    assert_eq!(kinds.len(), LETTER_KINDS.len());
    let of = |name: &str| kinds.iter().find(|kind| kind["kind"] == name).unwrap();
    assert_eq!((&of("study-leave")["expected"], &of("study-leave")["written"]), (&6.into(), &6.into()));
    assert_eq!((&of("register")["expected"], &of("register")["written"]), (&1.into(), &0.into()));
    assert_eq!(of("study-leave")["due"], "2026-10-01");
    let said = cohort.done(BEFORE, &["letters", "study-leave", "--format", "json"]);
    let made = serde_json::Deserializer::from_str(&said).into_iter::<serde_json::Value>().next().unwrap().unwrap();
    assert_eq!((&made["kind"], made["letters"].as_array().unwrap().len()), (&"study-leave".into(), 6));
    assert!(cohort.refused(BEFORE, &["letters", "studyleave"], 2).contains("did you mean"));
}

#[test]
fn every_built_in_text_can_be_edited_and_used_as_markdown_and_in_word() {
    let cohort = Cohort::matched("goals", 7);
    let plain = |cohort: &Cohort, kind: &str| {
        cohort.done(BEFORE, &["letters", kind]);
        let letters = cohort.letters();
        let first = letters.iter().find(|(path, _)| path.starts_with(&format!("{kind}/")) && is_word(path));
        first.map(|(_, bytes)| text_of(bytes)).unwrap()
    };
    for kind in LETTER_KINDS.iter().filter(|kind| early_kinds().contains(&kind.id)) {
        let built_in = plain(&cohort, kind.id);
        cohort.done(BEFORE, &["letters", "edit", kind.id, "--markdown"]);
        assert_eq!(plain(&cohort, kind.id), built_in, "{}", kind.id);
        assert!(cohort.refused(BEFORE, &["letters", "edit", kind.id], 2).contains("this text exists already"));
        fs::remove_file(cohort.path(&format!("templates/letters/{}.md", kind.id))).unwrap();
        if kind.has_word_template {
            cohort.done(BEFORE, &["letters", "edit", kind.id]);
            // A Word document repeats a row for each point, and has none to write in where there is no point.
            let words = |text: &str| text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(words(&plain(&cohort, kind.id)), words(&built_in), "{}", kind.id);
        } else {
            assert!(cohort.refused(BEFORE, &["letters", "edit", kind.id], 2).contains("[not-for-word]"));
        }
    }
}

/// A Word document whose body is one paragraph for each text.
fn document(texts: &[&str]) -> Vec<u8> {
    let paragraphs: Vec<String> = texts.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let body = format!("<w:document xmlns:w=\"{space}\"><w:body>{}</w:body></w:document>", paragraphs.concat());
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(body.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_mistake_in_the_leads_own_document_is_told_at_once() {
    let cohort = Cohort::matched("random", 7);
    fs::create_dir_all(cohort.path("templates/letters")).unwrap();
    let own = cohort.path("templates/letters/study-leave.docx");
    fs::write(&own, document(&["{{ person.nme }}", "{{ partner.name }}", "{{ sessions.titel }}", "{{ person.name }}"])).unwrap();
    let told = cohort.refused(BEFORE, &["letters", "study-leave"], 2);
    for words in
        ["person.nme", "did you mean \"person.name\"", "nothing before the reveal", "sessions.titel", "word/document.xml"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    fs::write(&own, document(&["{{ person.name", "{% if x %}"])).unwrap();
    let told = cohort.refused(BEFORE, &["letters", "study-leave"], 2);
    assert!(told.contains("not closed") && told.contains("{% if x %}"), "{told}");
    assert_eq!(cohort.letters(), BTreeMap::new());
    fs::write(&own, document(&["Dear {{ person.name }}", "{{ person.known_by or \"x\" }}"])).unwrap();
    assert!(cohort.refused(BEFORE, &["letters", "study-leave"], 2).contains("person.known_by"));
    fs::write(&own, document(&["Dear {{ person.name }}"])).unwrap();
    cohort.done(BEFORE, &["letters", "study-leave"]);
    let (names, letters) = (cohort.names(), cohort.letters());
    assert_eq!(text_of(&letters["study-leave/E01.docx"]), format!("Dear {}\n", names["E01"]));
}

#[test]
fn what_was_handed_out_is_recorded_and_can_be_taken_back() {
    let cohort = Cohort::matched("random", 7);
    let issued = |cohort: &Cohort, kind: &str| {
        let json: serde_json::Value = serde_json::from_str(&cohort.done(BEFORE, &["letters", "--format", "json"])).unwrap();
        json["kinds"].as_array().unwrap().iter().find(|line| line["kind"] == kind).unwrap()["issued"].as_u64().unwrap()
    };
    assert!(cohort.refused(BEFORE, &["letters", "issued", "agreement"], 1).contains("is not written"));
    assert!(cohort.refused(BEFORE, &["letters", "issued", "study-leave", "E01"], 1).contains("is not written"));
    cohort.done(BEFORE, &["letters", "study-leave"]);
    cohort.done(BEFORE, &["letters", "agreement"]);
    cohort.done(BEFORE, &["letters", "issued", "study-leave", "E01"]);
    assert_eq!(issued(&cohort, "study-leave"), 1);
    cohort.done(BEFORE, &["letters", "issued", "study-leave"]);
    cohort.done(BEFORE, &["letters", "issued", "agreement"]);
    assert_eq!((issued(&cohort, "study-leave"), issued(&cohort, "agreement")), (6, 1));
    let facts = fs::read_to_string(cohort.path("facts/letters/study-leave.csv")).unwrap();
    assert!(facts.starts_with("person,on,code\nE01,2026-10-05,") && facts.lines().count() == 7, "{facts}");
    // The day can be corrected also where the letter was not written.
    fs::remove_file(cohort.path("private/letters/study-leave/E01.docx")).unwrap();
    cohort.done(BEFORE, &["letters", "issued", "study-leave", "E01", "--on", "2026-10-02"]);
    let facts = fs::read_to_string(cohort.path("facts/letters/study-leave.csv")).unwrap();
    let code = facts.lines().nth(1).unwrap().rsplit(',').next().unwrap();
    assert!(facts.ends_with(&format!("E01,2026-10-02,{code}\n")), "{facts}");
    cohort.done(BEFORE, &["letters", "issued", "study-leave", "E01", "--retract"]);
    assert_eq!(issued(&cohort, "study-leave"), 5);
    assert!(cohort.refused(BEFORE, &["letters", "issued", "study-leave", "E01", "--retract"], 1).contains("not recorded"));
    cohort.done(BEFORE, &["check"]);
}

#[test]
fn what_was_edited_by_hand_is_not_overwritten_unasked() {
    let cohort = Cohort::matched("random", 7);
    cohort.done(BEFORE, &["letters", "study-leave"]);
    let letter = cohort.path("private/letters/study-leave/E01.docx");
    let edited = document(&["My own words"]);
    fs::write(&letter, &edited).unwrap();
    assert!(cohort.refused(BEFORE, &["letters", "study-leave"], 1).contains("[edited-letter]"));
    assert_eq!(fs::read(&letter).unwrap(), edited);
    cohort.done(BEFORE, &["letters", "study-leave", "--force"]);
    assert_ne!(fs::read(&letter).unwrap(), edited);
    assert_eq!(fs::read(cohort.path("private/letters/study-leave/E01.edited.docx")).unwrap(), edited);
    cohort.done("2026-10-06", &["letters", "study-leave"]);
}

#[test]
fn erasing_somebody_takes_their_letters_and_every_list_with_their_name() {
    let cohort = Cohort::matched("random", 7);
    for kind in ["study-leave", "declaration", "register", "agreement"] {
        cohort.done(BEFORE, &["letters", kind]);
    }
    let (mentor, _) = cohort.pairs().remove(0);
    let name = cohort.names()[&mentor].clone();
    cohort.done(BEFORE, &["withdraw", &mentor, "--reason", "personal"]);
    cohort.done(BEFORE, &["erase", &mentor]);
    let left = cohort.letters();
    assert!(left.contains_key("agreement/agreement.docx") && !left.contains_key(&format!("study-leave/{mentor}.docx")));
    for (path, bytes) in left {
        let text = if is_word(&path) { text_of(&bytes) } else { String::from_utf8(bytes).unwrap() };
        assert!(!text.contains(&name), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn pdf_files_come_from_an_installed_libreoffice() {
    use std::os::unix::fs::PermissionsExt;
    let cohort = Cohort::matched("random", 7);
    let tools = tempfile::tempdir().unwrap();
    let run = |path: &Path| {
        let path = format!("{}:/usr/bin:/bin", path.display());
        said(program(&cohort.path(""), &["letters", "agreement", "--pdf", "--today", BEFORE]).env("PATH", path))
    };
    let missing =
        said(program(&cohort.path(""), &["letters", "agreement", "--pdf", "--today", BEFORE]).env("PATH", tools.path()));
    assert!(missing.status == 2 && missing.err.contains("[no-libreoffice]"), "{}", missing.err);
    let script = "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\nout=$2; shift 2\nfor f in \"$@\"; do cp \"$f\" \"$out/$(basename \"$f\" .docx).pdf\"; done\n";
    let soffice = tools.path().join("soffice");
    fs::write(&soffice, script).unwrap();
    fs::set_permissions(&soffice, fs::Permissions::from_mode(0o755)).unwrap();
    let done = run(tools.path());
    assert_eq!(done.status, 0, "{}", done.err);
    let letters = cohort.letters();
    assert_eq!(letters["agreement/agreement.pdf"], letters["agreement/agreement.docx"]);
    assert!(!cohort.path("private/letters/making-pdf").exists());
    fs::write(&soffice, "#!/bin/sh\necho 'no room' >&2\nexit 1\n").unwrap();
    let failed = run(tools.path());
    assert!(
        failed.status == 2
            && failed.err.contains("[no-pdf]")
            && failed.err.contains("no room")
            && !cohort.path("private/letters/making-pdf").exists()
    );
}
