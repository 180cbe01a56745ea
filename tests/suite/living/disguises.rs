//! Copies of the register in disguise: staged, untracked, in a message, in a second clone, and in a history; and the way out.

use std::io::{Cursor, Write};

use data_encoding::{BASE64, HEXLOWER};
use flate2::Compression;
use flate2::write::GzEncoder;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::cohort::{Cohort, git, has_git, run_in};
#[cfg(unix)]
use super::shell::with_program;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(part: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(part, SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

fn wrapped(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(76).flat_map(|line| [line, b"\n"].concat()).collect()
}

/// A page with these lines, as a library writes it.
fn pdf(text: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let line = |line: &str| [Operation::new("Tj", vec![Object::string_literal(line)]), Operation::new("T*", vec![])];
    let begin = [Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 9.into()])];
    let operations: Vec<Operation> =
        begin.into_iter().chain(text.lines().flat_map(line)).chain([Operation::new("ET", vec![])]).collect();
    let content = Stream::new(dictionary! {}, Content { operations }.encode().unwrap());
    let content = document.add_object(content);
    let fonts = dictionary! { "Font" => dictionary! { "F1" => font } };
    let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => fonts };
    let kids = vec![document.add_object(page).into()];
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn disguises(cohort: &Cohort) -> Vec<(&'static str, Vec<u8>)> {
    let register = cohort.read("private/register.csv");
    let (bytes, key) = (register.as_bytes(), cohort.read("private/key"));
    let sheet = register.replace(',', "</t></si><si><t>");
    vec![
        ("mentors list.csv", bytes.to_vec()),
        ("mentors.txt.gz", gzip(bytes)),
        ("backup.zip", zip("register.csv", bytes)),
        ("mentors.xlsx", zip("xl/sharedStrings.xml", format!("<sst><si><t>{sheet}</t></si></sst>").as_bytes())),
        ("letter.docx", zip("word/document.xml", b"<w:t>Dear Bilal Hash</w:t><w:t>emi</w:t>")),
        ("list.ods", zip("content.xml", b"<text:p>Bilal Hashemi</text:p>")),
        ("list.pdf", pdf(&register)),
        ("notes.md", wrapped(&BASE64.encode(bytes))),
        ("dump.md", wrapped(&HEXLOWER.encode(bytes))),
        ("key.md", BASE64.encode(key.as_bytes()).into_bytes()),
        ("mail.eml", b"Subject: =?utf-8?B?QmlsYWwgSGFzaGVtaQ==?=\r\n\r\nHello".to_vec()),
        ("day.ics", b"SUMMARY:Meet Bilal Hash\r\n emi".to_vec()),
        ("wide.csv", register.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("wider.csv", register.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
        ("letter.rtf", br"{\rtf1\ansi Dear Bilal Hash{\b emi}}".to_vec()),
        ("short.eml", b"Content-Transfer-Encoding: base64\r\n\r\nSGFzaGVtaQ==\r\n".to_vec()),
        (
            "named.eml",
            b"Content-Disposition: attachment; filename*0*=UTF-8''Bilal%20Hash;\r\n filename*1=\"emi.docx\"\r\n".to_vec(),
        ),
        ("cut.eml", b"Subject: =?utf-8?Q?Bilal_Hash?=\r\n =?utf-8?B?ZW1p?=\r\n\r\nHello".to_vec()),
        ("quoted.eml", b"\r\nFor Bilal Hash=\r\nemi\r\n".to_vec()),
        ("page.html", b"<p>Bilal Hash&shy;emi</p>".to_vec()),
        ("picture.svg", b"<svg><text>Bilal Hash<![CDATA[emi]]></text></svg>".to_vec()),
        ("card.vcf", b"FN:Bilal Hash\r\n emi\r\n".to_vec()),
        ("text.md", b"Minutes: Bilal Hash-\nemi asked for leave.\n".to_vec()),
    ]
}

#[test]
fn a_copy_of_the_register_is_found_in_every_disguise_whether_git_knows_it_or_not() {
    for staged in [false, true] {
        let cohort = Cohort::matched();
        if staged && !has_git() {
            return;
        }
        cohort.ok("check");
        for (name, bytes) in disguises(&cohort) {
            std::fs::write(cohort.path(name), bytes).unwrap();
            if staged {
                cohort.git(&["init", "-q"]);
                cohort.git(&["add", "-f", name]);
                std::fs::remove_file(cohort.path(name)).unwrap();
            }
            let said = cohort.run("check");
            assert_eq!(said.status, 1, "{name}: not found");
            assert_eq!(said.err.matches("personal-datum").count(), 1, "one finding a file: {}", said.err);
            assert!(said.err.contains(name) && !said.err.to_lowercase().contains("hashemi"), "{name}: {}", said.err);
            std::fs::remove_file(cohort.path(name)).ok();
            if staged {
                cohort.git(&["rm", "-q", "--cached", name]);
            }
        }
    }
}

/// The same kinds of files, in which nobody is named.
fn innocent() -> Vec<(&'static str, Vec<u8>)> {
    let text = "Bring a pen. Rooms are booked by the programme, and lunch is at noon.\n".repeat(3);
    let sheet = "<sst><si><t>Room</t></si><si><t>Seminar room 2</t></si></sst>";
    vec![
        ("rooms list.csv", b"room,places\nSeminar room 2,12\n".to_vec()),
        ("notes.txt.gz", gzip(text.as_bytes())),
        ("backup.zip", zip("notes.md", text.as_bytes())),
        ("rooms.xlsx", zip("xl/sharedStrings.xml", sheet.as_bytes())),
        ("letter.docx", zip("word/document.xml", b"<w:t>Dear colle</w:t><w:t>ague</w:t>")),
        ("list.ods", zip("content.xml", b"<text:p>Seminar room 2</text:p>")),
        ("list.pdf", pdf(text.trim_end())),
        ("notes.md", wrapped(&BASE64.encode(text.as_bytes()))),
        ("dump.md", wrapped(&HEXLOWER.encode(text.as_bytes()))),
        ("digest.md", BASE64.encode(&[7; 32]).into_bytes()),
        ("mail.eml", b"Subject: =?utf-8?B?UGVucw==?=\r\n\r\nHello".to_vec()),
        ("day.ics", b"SUMMARY:Group super\r\n vision".to_vec()),
        ("wide.csv", "room;places\nSeminar room 2;12\n".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("letter.rtf", br"{\rtf1\ansi Dear colle{\b ague}}".to_vec()),
        ("short.eml", b"Content-Transfer-Encoding: base64\r\n\r\nUGVucw==\r\n".to_vec()),
        ("named.eml", b"Content-Disposition: attachment; filename*0*=UTF-8''a%20ro;\r\n filename*1=\"om.docx\"\r\n".to_vec()),
        ("page.html", b"<p>Seminar&nbsp;ro&shy;om</p>".to_vec()),
        ("picture.svg", b"<svg><text>Ro<![CDATA[om]]></text></svg>".to_vec()),
        ("text.md", b"Minutes: the semi-\nnar room is booked.\n".to_vec()),
    ]
}

#[test]
fn files_that_name_nobody_pass_in_every_form() {
    let cohort = Cohort::matched();
    for (name, bytes) in innocent() {
        std::fs::write(cohort.path(name), bytes).unwrap();
    }
    assert_eq!(cohort.ok("check").err, "");
    if has_git() {
        cohort.git(&["init", "-q"]);
        cohort.ok("init --hook");
        cohort.git(&["add", "-f", "."]);
        cohort.git(&["rm", "-rq", "--cached", "private", ".revmentor"]);
        assert_eq!(cohort.ok("check").err, "");
    }
}

#[test]
fn a_file_that_cannot_be_looked_into_is_refused_in_git_unless_it_is_allowed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let picture: Vec<u8> = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), (0..=255).cycle().take(4000).collect()].concat();
    std::fs::write(cohort.path("logo.png"), picture).unwrap();
    cohort.git(&["init", "-q"]);
    cohort.ok("init --hook");
    let untracked = cohort.ok("check").err;
    assert!(untracked.contains("logo.png") && untracked.contains("cannot look inside"), "{untracked}");
    cohort.git(&["add", "logo.png"]);
    let staged = cohort.run("check");
    assert!(staged.status == 1 && staged.err.contains("allow = [\"logo.png\"]"), "{}", staged.err);
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &(settings + "\n[privacy]\nallow = [\"logo.png\"]\n"));
    assert_eq!(cohort.ok("check").err, "");
}

#[test]
fn a_file_can_be_called_after_somebody() {
    for name in ["Bilal_Hashemi.md", "letters/for Hashemi, Bilal.docx", "thornbury/notes.md"] {
        let cohort = Cohort::matched();
        cohort.write(name, "nothing");
        let said = cohort.run("check");
        assert!(said.status == 1 && said.err.contains("a file name"), "{name}: {}", said.err);
    }
}

#[test]
fn a_message_that_names_somebody_is_found_and_what_git_leaves_out_is_not_read() {
    let cohort = Cohort::matched();
    for (text, status) in [
        ("Match\n", 0),
        ("Pair Bilal Hashemi with Ms Lindqvist\n", 1),
        ("Match\n\nfor bilal.hashemi@trust.example\n", 1),
        ("Match\n# as Bilal Hashemi wished\n", 1),
        ("Match\n\n# Please enter the message\n#\n# On branch bilal-hashemi\n", 0),
        ("Match\n# as Bilal Hashemi wished\n\n# Please enter the message\n#\n# On branch x\n", 1),
        ("Match\n# ------------------------ >8 ------------------------\nBilal Hashemi\n", 1),
        ("Match\n# ------------------------ >8 ------------------------\n# Do not remove\n+Bilal Hashemi\n", 0),
    ] {
        let file = cohort.root().join(".revmentor/message");
        std::fs::write(&file, text).unwrap();
        let said = cohort.run_words(&["check", "--message", &file.display().to_string()]);
        assert_eq!(said.status, status, "{text}: {}", said.err);
        assert!(!said.err.to_lowercase().contains("hashemi"), "{}", said.err);
    }
}

#[test]
fn a_copy_that_git_does_not_track_is_found_after_an_erasure() {
    let cohort = Cohort::matched();
    let person = cohort.id("Bilal Hashemi");
    std::fs::copy(cohort.path("private/register.csv"), cohort.path("mentors list.csv")).unwrap();
    let said = cohort.ok(&format!("erase {person}"));
    assert!(said.err.contains("mentors list.csv") && said.err.contains("an erasure does not reach this"), "{}", said.err);
    assert_eq!(cohort.run("check").status, 1, "others are named in it, too");
}

#[test]
fn a_clone_without_the_hook_says_so_in_status_in_check_and_once_when_it_writes() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    cohort.ok("init --hook");
    cohort.git(&["add", "."]);
    cohort.git(&["commit", "-q", "--no-verify", "-m", "Match"]);
    assert!(!cohort.ok("status").out.contains("init --hook"));
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["clone", "-q", &cohort.root().display().to_string(), "clone"]);
    let clone = folder.path().join("clone");
    for (name, bytes) in cohort.tree().into_iter().filter(|(name, _)| name.starts_with("private/")) {
        std::fs::create_dir_all(clone.join(&name).parent().unwrap()).unwrap();
        std::fs::write(clone.join(&name), bytes).unwrap();
    }
    assert!(run_in(&clone, &["status"]).out.contains("revmentor init --hook"));
    let said = run_in(&clone, &["check"]);
    assert!(said.status == 0 && said.err.contains("hooks are not copied"), "{}", said.err);
    let meeting = |number: &str, on: &str| {
        let said = run_in(&clone, &["meeting", "held", &cohort.pairs()[0], number, "--on", on, "--today", "2027-02-01"]);
        assert_eq!(said.status, 0, "{}", said.err);
        said.err
    };
    assert!(meeting("1", "2026-11-18").contains("hooks are not copied"));
    assert!(!meeting("2", "2026-12-18").contains("hooks are not copied"), "once is enough");
    // The same copy is found here, too.
    std::fs::copy(clone.join("private/register.csv"), clone.join("mentors list.csv")).unwrap();
    assert_eq!(run_in(&clone, &["check"]).status, 1);
}

/// The commands that `init --hook` prints, which take two blanks at their beginning.
fn commands(said: &str) -> Vec<String> {
    said.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with("git ")).map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn a_history_with_names_is_said_at_once_and_the_printed_commands_clean_it() {
    if !has_git() {
        return;
    }
    for below in ["", "cohorts/autumn"] {
        let cohort = Cohort::matched();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("repository").join(below);
        std::fs::create_dir_all(root.parent().unwrap()).unwrap();
        std::fs::rename(cohort.root(), &root).unwrap();
        let top = folder.path().join("repository");
        git(&top, &["init", "-q"]);
        std::fs::write(root.join("mentors.csv"), std::fs::read(root.join("private/register.csv")).unwrap()).unwrap();
        if !below.is_empty() {
            std::fs::write(top.join("other.md"), "not of the cohort").unwrap();
        }
        git(&top, &["add", "-A"]);
        std::fs::write(root.join("private/notes.txt"), "nothing").unwrap();
        git(&root, &["add", "-f", "private/notes.txt"]);
        git(&top, &["commit", "-q", "-m", "Pair Bilal Hashemi"]);
        git(&root, &["rm", "-q", "--cached", "private/notes.txt"]);
        git(&top, &["branch", "other"]);
        git(&top, &["tag", "-a", "v1", "-m", "first"]);
        std::fs::remove_file(root.join("mentors.csv")).unwrap();
        git(&top, &["commit", "-qam", "Take the list out"]);
        let status = run_in(&root, &["status"]).out;
        assert!(status.contains("git's history"), "{status}");
        let said = run_in(&root, &["init", "--hook"]);
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(said.err.matches("personal-datum").count() <= 4, "one for each file and commit: {}", said.err);
        let text = format!("{}{}", said.out, said.err);
        let commands = commands(&text);
        assert!(!commands.is_empty(), "{text}");
        for command in commands {
            let output = with_program(&root, &command);
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let said = run_in(&root, &["check", "--privacy"]);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{below}: {}", said.err);
        assert_eq!(top.join("other.md").exists(), !below.is_empty());
        assert_eq!(git(&root, &["status", "--porcelain"]), "");
    }
}

#[cfg(unix)]
#[test]
fn a_commit_whose_message_names_somebody_is_not_made() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    cohort.ok("init --hook");
    cohort.git(&["add", "-A"]);
    for (message, passes) in [("Pair Bilal Hashemi", false), ("to bilal.hashemi@trust.example", false), ("Match", true)] {
        let output = with_program(cohort.root(), &format!("git commit -q -m '{message}'"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), passes, "{message}: {said}");
        assert!(passes || said.contains("the commit message"), "{said}");
    }
    for words in ["-m 'For Ms Lindqvist'", "-m x -m \"# for Ms Lindqvist\n#\n# On branch x\""] {
        let output = with_program(cohort.root(), &format!("git commit -q --amend --allow-empty {words}"));
        assert!(!output.status.success(), "{words}");
    }
}
