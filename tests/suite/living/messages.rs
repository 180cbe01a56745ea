//! Messages through the program itself: who is told what, that nobody is told too early, and that a mailing is complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Stdio};

use super::cohort::{Cohort, MENTEES, MENTORS};

pub(super) const SETTINGS: &str = "\n[messages]\nfrom = \"Reverse mentoring team <team@deanery.example>\"\nconcerns = \"concerns@deanery.example\"\n\
    links = { survey_mentors = \"https://forms.example/a_b?x=1&y=2\", survey_mentees = \"https://forms.example/e\", \
    survey_pre = \"https://forms.example/pre\", survey_post = \"https://forms.example/post\" }\n\n[privacy]\nkeep_until = 2027-12-31\n";

/// Every paper that a built-in text attaches.
const PAPERS: [&str; 14] = [
    "study-leave",
    "declaration",
    "agenda-induction-mentors",
    "agenda-induction-mentees",
    "agenda-supervision",
    "agenda-midpoint",
    "agenda-wrap-up",
    "agenda-meeting",
    "handbook-mentor",
    "handbook-mentee",
    "agreement",
    "profile",
    "summary",
    "participation",
];

/// The stages that go to people in pairs before the reveal.
const EARLY: [&str; 8] = [
    "received",
    "place",
    "declare",
    "pairing-final",
    "evaluation-pre",
    "evaluation-pre-reminder",
    "session-induction-mentors",
    "session-induction-mentees",
];

/// A matched cohort that can write.
fn writing() -> Cohort {
    let cohort = Cohort::matched();
    ready(&cohort);
    cohort
}

pub(super) fn ready(cohort: &Cohort) {
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    for kind in PAPERS {
        cohort.write(&format!("private/letters/{kind}/{kind}.pdf"), &format!("%PDF-1.4 {kind}"));
    }
}

/// The drafts of a stage, by file name.
pub(super) fn drafts(cohort: &Cohort, stage: &str) -> BTreeMap<String, String> {
    let folder = cohort.path(&format!("private/messages/{stage}"));
    let files = fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
    let drafts = files.filter(|path| path.extension().is_some_and(|end| end == "eml"));
    drafts.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())).collect()
}

pub(super) fn ledger(cohort: &Cohort, today: &str, stage: &str) -> serde_json::Value {
    let said = cohort.ok(&format!("messages --format json --today {today}"));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    json["stages"].as_array().unwrap().iter().find(|line| line["stage"] == stage).unwrap_or_else(|| panic!("{stage}")).clone()
}

/// A draft with what is quoted-printable decoded (RFC 2045, section 6.7).
pub(super) fn plain(draft: &str) -> String {
    let joined = draft.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| *first == b'=') {
            Some(byte) => (bytes.push(byte), rest = &after[2..]),
            None => (bytes.push(*first), rest = after),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_mailing_is_drafted_judged_recorded_and_corrected() {
    let cohort = writing();
    let said = cohort.ok("messages place --today 2026-11-02 --format json");
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&json["stage"], &json["proof"]["ok"]), (&"place".into(), &true.into()));
    let made = drafts(&cohort, "place");
    assert_eq!((made.len(), json["drafts"].as_array().unwrap().len()), (2 * cohort.pairs().len(), made.len()));
    for draft in json["drafts"].as_array().unwrap() {
        let (person, to) = (draft["person"].as_str().unwrap(), draft["to"].as_str().unwrap());
        assert!(made[&format!("{person}.eml")].contains(&format!("<{to}>")) && cohort.read("private/register.csv").contains(to));
    }
    let proof = cohort.read("private/messages/place/proof.txt");
    assert!(proof.contains(&format!("{} of {} drafts written", made.len(), made.len())), "{proof}");
    assert!(cohort.ok("messages place --today 2026-11-02").err.contains("Nothing to do"));

    cohort.ok("messages sent place --on 2026-11-03 --today 2026-11-03");
    assert_eq!(cohort.read("facts/format"), "2\n");
    let line = ledger(&cohort, "2026-11-03", "place");
    assert_eq!((&line["sent"], &line["outdated"], &line["missing"]), (&made.len().into(), &0.into(), &serde_json::json!([])));
    let again = cohort.run("messages place --today 2026-11-03");
    assert!(again.status == 1 && again.err.contains("already-sent"), "{}", again.err);
    cohort.ok("messages place --today 2026-11-03 --force");

    cohort.write("cohort.toml", &cohort.read("cohort.toml").replace("Induction for mentors", "Induction for all mentors"));
    cohort.ok("build");
    let mentors = made.keys().filter(|file| file.starts_with('M')).count();
    assert_eq!(ledger(&cohort, "2026-11-03", "place")["outdated"], mentors);
    cohort.ok("messages correction place --today 2026-11-04");
    cohort.ok("messages sent place --today 2026-11-04");
    let first = made.keys().next().unwrap().trim_end_matches(".eml").to_owned();
    cohort.ok(&format!("messages sent place {first} --retract --today 2026-11-05"));
    assert_eq!(ledger(&cohort, "2026-11-05", "place")["sent"], made.len() - 1);
    assert_eq!(cohort.ok("check").out, "");
}

#[test]
fn nothing_is_told_before_the_reveal_and_the_partner_alone_after_it() {
    let cohort = writing();
    let refused = cohort.run("messages reveal --today 2026-11-02");
    assert!(refused.status == 1 && refused.err.contains("not-revealed"), "{}", refused.err);
    cohort.ok(&format!("messages {} --force --today 2026-11-02", EARLY.join(" ")));
    let names: Vec<&str> = MENTORS.iter().chain(&MENTEES).map(|(name, ..)| *name).collect();
    let surname = |name: &str| name.split(' ').next_back().unwrap().to_owned();
    for stage in EARLY.iter().filter(|stage| **stage != "received") {
        for (file, draft) in drafts(&cohort, stage) {
            let strangers = names.iter().filter(|name| cohort.id(name) != file.trim_end_matches(".eml"));
            let told: Vec<&&str> = strangers.filter(|name| plain(&draft).contains(&surname(name))).collect();
            assert_eq!(told, Vec::<&&str>::new(), "{stage} {file}");
        }
    }
    cohort.ok("reveal --on 2026-11-16 --today 2026-11-16 --force --reason early");
    cohort.ok("messages reveal --today 2026-11-16");
    let pairs: BTreeSet<String> = cohort.pairs().into_iter().collect();
    for (file, draft) in drafts(&cohort, "reveal") {
        let own = file.trim_end_matches(".eml").to_owned();
        let told = names.iter().filter(|name| cohort.id(name) != own && plain(&draft).contains(**name));
        let told: Vec<String> = told.map(|name| cohort.id(name)).collect();
        assert_eq!(told.len(), 1, "{file}: {told:?}");
        let both = if own.starts_with('M') { format!("{own}-{}", told[0]) } else { format!("{}-{own}", told[0]) };
        assert!(pairs.contains(&both), "{both}");
    }
    assert!(cohort.run("messages place --today 2026-11-16").err.contains("nobody to write to"));
}

/// Python's parser with its default policy finds no defect in any draft, and reads the address, the subject and the calendar.
#[test]
fn another_parser_reads_every_draft_without_a_defect() {
    let cohort = writing();
    cohort.ok(&format!("messages {} --force --today 2026-11-02", EARLY.join(" ")));
    let judge = "import sys,email,email.policy\nfor name in sys.argv[1:]:\n m=email.message_from_binary_file(open(name,'rb'),policy=email.policy.default)\n \
                 assert not m.defects,name\n for k in m.keys(): assert not m[k].defects if hasattr(m[k],'defects') else True,(name,k)\n \
                 assert len(m['To'].addresses)==1 and m['X-Unsent']=='1' and m['Date'] is None and m['Message-ID'] is None\n \
                 assert m.get_body(('plain',)).get_content().startswith('Dear ') and '<p>' in m.get_body(('html',)).get_content()\n \
                 [p.get_content() for p in m.iter_attachments()]\n for p in m.walk(): assert not p.defects,(name,p.defects)\nprint(len(sys.argv)-1)\n";
    let files: Vec<String> = EARLY
        .iter()
        .flat_map(|stage| drafts(&cohort, stage).into_keys().map(move |file| format!("private/messages/{stage}/{file}")))
        .collect();
    let python =
        Command::new("python3").arg("-c").arg(judge).args(&files).current_dir(cohort.root()).stderr(Stdio::piped()).output();
    let Ok(python) = python else { return };
    let said = String::from_utf8_lossy(&python.stdout).trim().to_owned();
    assert_eq!(said, files.len().to_string(), "{}", String::from_utf8_lossy(&python.stderr));
}

#[test]
fn a_text_of_the_leads_own_is_judged_before_anything_is_written() {
    let cohort = writing();
    cohort.ok("messages edit place --today 2026-11-02");
    let path = "templates/messages/place.md";
    let text = cohort.read(path);
    cohort.write(
        path,
        &text.replace("Dear {{ person.greeting }}", "Dear {{ person.greting }}, meet {{ partner.name }}{{ x|shout }}"),
    );
    let refused = cohort.run("messages place --today 2026-11-02");
    assert_eq!(refused.status, 2, "{}", refused.err);
    for told in ["did you mean \"person.greeting\"", "may not name \"partner.name\"", "unknown filter \"shout\"", path] {
        assert!(refused.err.contains(told), "{told}: {}", refused.err);
    }
    assert_eq!(drafts(&cohort, "place").len(), 0);
    cohort.write(path, &text.replace("Good news", "Greta Lindqvist says hello. Good news"));
    cohort.ok("messages place --today 2026-11-02 --force");
    let named = cohort.read("private/messages/place/proof.txt");
    assert!(named.contains(&format!("holds the name of {}", cohort.id("Greta Lindqvist"))), "{named}");
    let refused = cohort.run("messages evaluation-pre place --today 2026-11-02");
    assert!(
        refused.status == 1 && refused.err.contains("mailing-fault") && drafts(&cohort, "evaluation-pre").is_empty(),
        "all or nothing"
    );
    cohort.write(path, &text);
    cohort.write("templates/messages/party.md", "+++\nto = \"paired mentors\"\ndue = \"induction-mentors - 14d\"\nsubject = \"{{ session.date }}\"\nattach = [\"session.ics\"]\n+++\nDear {{ person.name }},\n\ncome to {{ session.title }}.\n");
    cohort.ok("messages party --today 2026-11-02");
    assert_eq!(drafts(&cohort, "party").len(), cohort.pairs().len());
    cohort.ok("messages --check --today 2026-11-02");
}

#[test]
fn a_draft_that_was_edited_by_hand_is_never_overwritten_unasked() {
    let cohort = writing();
    cohort.ok("messages evaluation-pre --today 2026-11-02");
    let file = format!("private/messages/evaluation-pre/{}.eml", cohort.pairs()[0].split('-').next().unwrap());
    let edited = cohort.read(&file).replace("With best wishes", "With very best wishes");
    cohort.write(&file, &edited);
    let refused = cohort.run("messages evaluation-pre --today 2026-11-02");
    assert!(refused.status == 1 && refused.err.contains("edited-draft"), "{}", refused.err);
    cohort.ok("messages evaluation-pre --today 2026-11-02 --force");
    assert_eq!(cohort.read(&file.replace(".eml", ".edited.eml")), edited);
    assert!(cohort.read(&file).contains("With best wishes"));
}

#[test]
fn copies_for_checking_go_to_one_address_and_nobody_is_recorded() {
    let cohort = writing();
    cohort.ok("messages declare --proof-to boss@deanery.example --today 2026-11-02");
    let folder = cohort.path("private/messages/declare/proof-copies");
    let copies: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert_eq!(copies.len(), 2 * cohort.pairs().len());
    assert!(copies.iter().all(|copy| copy.contains("To: <boss@deanery.example>\r\n") && copy.contains("copy_for_checking")));
    assert_eq!(ledger(&cohort, "2026-11-02", "declare")["drafted"], 0);
    let refused = cohort.run("messages declare --proof-to amara.okonkwo@trust.example --today 2026-11-02");
    assert_eq!(refused.status, 2, "{}", refused.err);
}

#[test]
fn who_was_to_get_nothing_is_refused_and_a_missing_sender_too() {
    let cohort = writing();
    let waiting = cohort.run("messages show waiting M01 --today 2026-11-02");
    assert!(waiting.status == 1 && waiting.err.contains("not-a-recipient"), "{}", waiting.err);
    assert_eq!(cohort.run("messages sent waiting M01 --today 2026-11-02").status, 1);
    assert_eq!(cohort.run("messages plaice --today 2026-11-02").status, 2);
    cohort.write("cohort.toml", &cohort.read("cohort.toml").replace("team@deanery.example", "amara.okonkwo@trust.example"));
    assert!(cohort.run("messages place --today 2026-11-02").err.contains("sender-takes-part"));
    cohort.write("cohort.toml", &cohort.read("cohort.toml").replace("from = ", "# from = "));
    let refused = cohort.run("messages place --today 2026-11-02");
    assert!(refused.status == 2 && refused.err.contains("no-sender"), "{}", refused.err);
}

/// A lead who changed a text sees what a later version of the program says in its place.
#[test]
fn a_copied_text_is_compared_with_the_built_in_one() {
    let cohort = writing();
    let built_in = cohort.ok("messages template session").out;
    assert!(cohort.ok("messages template session --diff").err.contains("There is no copy"));
    cohort.ok("messages edit session");
    assert_eq!(cohort.read("templates/messages/session.md"), built_in);
    let same = cohort.ok("messages template session --diff");
    assert!(same.out.is_empty() && same.err.contains("word for word"), "{}{}", same.out, same.err);

    cohort.write("templates/messages/session.md", &built_in.replace("Please come to it", "Do come to it\u{1b}[2J"));
    for stage in ["session", "session-induction-mentors"] {
        let said = cohort.ok(&format!("messages template {stage} --diff"));
        assert!(said.out.contains("\n-Do come to it") && said.out.contains("\n+Please come to it"), "{}", said.out);
        assert!(said.out.starts_with("--- templates/messages/session.md\n+++ ") && !said.out.contains('\u{1b}'), "{}", said.out);
        assert!(cohort.ok(&format!("messages template {stage}")).out == built_in);
    }
    let json: serde_json::Value = serde_json::from_str(&cohort.ok("messages template session --diff --format json").out).unwrap();
    let of = |text: &str| json["lines"].as_array().unwrap().iter().filter(|line| line["in"] == text).count();
    assert_eq!((of("own"), of("built-in"), &json["own"]), (1, 1, &"templates/messages/session.md".into()));
    assert_eq!(json["text"], built_in.as_str());
    let unknown = cohort.run("messages template sesion-induction-mentors");
    assert!(unknown.status == 2 && unknown.err.contains("did you mean \"session-induction-mentors\""), "{}", unknown.err);
}
