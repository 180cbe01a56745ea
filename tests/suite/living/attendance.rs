//! Who came to group sessions: recorded by a verb or from a register, corrected, taken back, and shown where it counts.

use super::cohort::{Cohort, Said, has_git, run_in};

const AFTER: &str = "--today 2027-02-20";

/// A cohort whose sessions are known: an induction of one date and a supervision of two, both past on the day of [`AFTER`].
fn begun() -> Cohort {
    let cohort = Cohort::new();
    let written = cohort.read("cohort.toml");
    let (before, _) = written.split_once("[[event]]").unwrap();
    let events = "[[event]]\nid = \"induction\"\nkind = \"induction\"\naudience = \"mentors\"\ntitle = \"Induction\"\n\
                  dates = [2026-11-10T14:00:00]\n\n[[event]]\nid = \"supervision\"\naudience = \"mentors\"\ntitle = \"Supervision\"\n\
                  dates = [2027-02-09T14:00:00, 2027-02-16T14:00:00]\n";
    let (_, rest) = written.rsplit_once("[[event]]").unwrap();
    let rest = rest.find("\n[").map_or("", |at| &rest[at..]);
    cohort.write("cohort.toml", &format!("{before}{events}{rest}"));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

fn after(cohort: &Cohort, line: &str) -> Said {
    cohort.run(&format!("{line} {AFTER}"))
}

fn done(cohort: &Cohort, line: &str) -> Said {
    let said = after(cohort, line);
    assert_eq!(said.status, 0, "{line}: {}{}", said.out, said.err);
    let check = after(cohort, "check");
    assert!(check.status == 0 && !check.err.contains("error"), "after {line}: {}", check.err);
    said
}

fn refused(cohort: &Cohort, line: &str, code: &str) {
    let before = cohort.tree();
    let said = after(cohort, line);
    assert!(said.status > 0 && said.err.contains(&format!("[{code}]")), "{line}: {}{}", said.out, said.err);
    assert!(cohort.tree() == before, "{line}");
}

fn mentor_of(pair: &str) -> String {
    pair.split('-').next().unwrap().to_owned()
}

fn paired_mentors(cohort: &Cohort) -> Vec<String> {
    let mut mentors: Vec<String> = cohort.pairs().iter().map(|pair| mentor_of(pair)).collect();
    mentors.sort();
    mentors
}

/// Codes of the next steps.
fn next_steps(cohort: &Cohort) -> Vec<String> {
    let said = after(cohort, "status --format json");
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    json["next_steps"].as_array().unwrap().iter().map(|step| step["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_recorded_can_be_corrected_and_taken_back() {
    let cohort = begun();
    let mentors = paired_mentors(&cohort);
    let (one, other) = (&mentors[0], &mentors[1]);
    done(&cohort, &format!("attend induction {one} {other}"));
    let file = "facts/sessions/induction.csv";
    assert_eq!(cohort.read(file), format!("person,attended,on,option\n{one},yes,2026-11-10,1\n{other},yes,2026-11-10,1\n"));
    assert_eq!(cohort.read("facts/format"), "2\n");
    done(&cohort, &format!("attend induction {one} --absent"));
    assert!(cohort.read(file).ends_with(&format!("{one},retracted,2026-11-10,1\n{one},no,2026-11-10,1\n")));
    let before = cohort.read(file);
    done(&cohort, &format!("attend induction {one} --absent"));
    assert_eq!(cohort.read(file), before, "what is known is not recorded twice");
    done(&cohort, &format!("attend induction {one} --retract"));
    let log = done(&cohort, "log").out;
    for told in ["2 people attended induction", "did not attend induction", "taken back"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    refused(&cohort, &format!("attend induction {one} --retract"), "not-recorded");
}

#[test]
fn what_cannot_be_is_refused_all_at_once() {
    let cohort = begun();
    let mentor = &paired_mentors(&cohort)[0];
    refused(&cohort, &format!("attend inducton {mentor}"), "unknown-event");
    refused(&cohort, "attend induction E01", "not-asked");
    refused(&cohort, &format!("attend supervision {mentor} --option 3"), "unknown-option");
    refused(&cohort, &format!("attend supervision {mentor}"), "which-date");
    let before = cohort.tree();
    let early = cohort.run(&format!("attend supervision {mentor} --option 1 --today 2027-02-01"));
    assert!(early.status == 1 && early.err.contains("[not-yet]") && cohort.tree() == before, "{}", early.err);
    let said = after(&cohort, "attend induction E01 M77");
    assert!(said.err.contains("[not-asked]") && said.err.contains("M77"), "{}", said.err);
}

#[test]
fn the_date_that_somebody_chose_is_the_one_that_counts() {
    let cohort = begun();
    let mentor = &paired_mentors(&cohort)[0];
    cohort.ok(&format!("choose supervision {mentor} 2 --today 2027-01-10"));
    done(&cohort, &format!("attend supervision {mentor}"));
    assert!(cohort.read("facts/sessions/supervision.csv").ends_with(&format!("{mentor},yes,2027-02-16,2\n")));
}

#[test]
fn a_training_has_no_session_and_is_completed_on_a_day() {
    let cohort = begun();
    let training =
        "\n[[event]]\nid = \"safety\"\nkind = \"training\"\naudience = \"mentors\"\ntitle = \"Safety\"\nby = 2026-11-09\n";
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + training));
    cohort.ok("build --today 2026-11-01");
    let mentor = &paired_mentors(&cohort)[0];
    let listed = after(&cohort, "attend list --format csv");
    assert!(listed.status == 0 && listed.out.contains("safety"), "{}{}", listed.out, listed.err);
    refused(&cohort, &format!("attend safety {mentor} --option 1"), "unknown-option");
    done(&cohort, &format!("attend safety {mentor} --on 2026-11-08"));
    assert!(cohort.read("facts/sessions/safety.csv").ends_with(&format!("{mentor},yes,2026-11-08,\n")));
}

#[test]
fn a_register_is_read_from_any_table_and_every_fault_is_named() {
    let cohort = begun();
    let mentors = paired_mentors(&cohort);
    let name = |id: &String| {
        let register = cohort.read("private/register.csv");
        let row = register.lines().find(|line| line.starts_with(id.as_str())).unwrap().to_owned();
        row.split(',').nth(2).unwrap().to_owned()
    };
    let text = format!("Name;Session;Came\n{};induction;✓\n{};induction;No\n", name(&mentors[0]), name(&mentors[1]));
    cohort.write("private/register-of-rooms.csv", &text);
    let said = done(&cohort, "attend import private/register-of-rooms.csv");
    assert!(said.err.contains("attended induction") || said.out.contains("attended induction"), "{}{}", said.out, said.err);
    let rows = cohort.read("facts/sessions/induction.csv");
    assert!(rows.contains(&format!("{},yes", mentors[0])) && rows.contains(&format!("{},no", mentors[1])), "{rows}");

    let wrong = format!("person,attended\n{},perhaps\nNobody Known,yes\n", mentors[0]);
    cohort.write("private/wrong.csv", &wrong);
    refused(&cohort, "attend import private/wrong.csv", "missing-column");
    let before = cohort.tree();
    let said = after(&cohort, "attend import private/wrong.csv --event induction");
    for part in ["[neither-yes-nor-no]", "private/wrong.csv, row 2, line 2", "“perhaps”", "private/wrong.csv, row 3, line 3"]
    {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    assert!(said.status == 2 && cohort.tree() == before);
    cohort.write("private/twice.csv", &format!("person,attended\n{0},yes\n{0},no\n", mentors[0]));
    refused(&cohort, "attend import private/twice.csv --event induction", "twice");
}

/// One table for everybody, with a column of ticks for each session: the others' sessions stay empty.
#[test]
fn an_empty_cell_of_a_session_of_the_other_side_is_nothing() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    cohort.write("private/ticks.csv", &format!("person,induction,Remarks\n{mentor},x,\n{mentee},,late\n"));
    done(&cohort, "attend import private/ticks.csv");
    let rows = cohort.read("facts/sessions/induction.csv");
    assert!(rows.contains(&format!("{mentor},yes")) && !rows.contains(mentee), "{rows}");
    cohort.write("private/ticks.csv", &format!("person,induction\n{mentor},x\n{mentee},x\n"));
    refused(&cohort, "attend import private/ticks.csv", "not-asked");
}

#[test]
fn the_lead_is_asked_for_it_until_it_is_recorded() {
    let cohort = begun();
    assert!(next_steps(&cohort).contains(&"attendance".to_owned()));
    let mentors = paired_mentors(&cohort).join(" ");
    done(&cohort, &format!("attend induction {mentors}"));
    assert!(next_steps(&cohort).contains(&"attendance".to_owned()), "supervision is still open");
    done(&cohort, &format!("attend supervision {mentors} --absent"));
    assert!(!next_steps(&cohort).contains(&"attendance".to_owned()));
    let listed = done(&cohort, "attend list --format json").out;
    let json: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let count = mentors.split(' ').count() as u64;
    assert_eq!((&json["sessions"][0]["attended"], &json["sessions"][1]["absent"]), (&count.into(), &count.into()));
    assert_eq!(json["unrecorded"].as_array().unwrap().len(), 0);
}

#[test]
fn a_letter_of_participation_names_the_sessions_and_is_refused_without_them() {
    let cohort = begun();
    let settings = cohort.read("cohort.toml")
        + "\n[messages]\nfrom = \"Team <team@trust.example>\"\n[letters]\nparticipation = { meetings = 1, induction = true, supervision = 1 }\n";
    cohort.write("cohort.toml", &settings);
    cohort.ok("build --today 2026-11-01");
    let pairs = cohort.pairs();
    let (one, other) = (mentor_of(&pairs[0]), mentor_of(&pairs[1]));
    cohort.ok("reveal --on 2026-11-20 --today 2026-11-20");
    for pair in &pairs[..2] {
        cohort.ok(&format!("meeting held {pair} 1 --on 2027-01-14 {AFTER}"));
    }
    refused(&cohort, &format!("letters participation --person {one}"), "too-few-meetings");
    done(&cohort, &format!("attend induction {one} {other}"));
    done(&cohort, &format!("attend supervision {one} --option 2"));
    refused(&cohort, &format!("letters participation --person {other}"), "too-few-meetings");
    done(&cohort, &format!("letters participation --person {one}"));
    let html = cohort.read(&format!("private/letters/participation/{one}.html"));
    for part in ["Induction", "10 November 2026", "Supervision", "16 February 2027"] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

/// The recording goes to whoever missed the session, and to nobody else.
#[test]
fn who_was_absent_is_written_to_as_such_and_gets_the_recording() {
    let cohort = begun();
    let recorded = cohort.read("cohort.toml").replacen(
        "title = \"Induction\"",
        "title = \"Induction\"\nrecording = \"https://video.example/induction\"",
        1,
    ) + "\n[messages]\nfrom = \"Team <team@trust.example>\"\n";
    cohort.write("cohort.toml", &recorded);
    cohort.ok("build --today 2026-11-01");
    let mentors = paired_mentors(&cohort);
    let (came, absent) = (&mentors[0], &mentors[1]);
    done(&cohort, &format!("attend induction {came}"));
    done(&cohort, &format!("attend induction {absent} --absent"));
    let refused = cohort.run("messages after-induction-induction --today 2026-11-11");
    assert_eq!(refused.status, 1, "{}{}", refused.out, refused.err);
    for kind in ["agenda-meeting", "agreement", "handbook-mentor"] {
        assert!(refused.err.contains(&format!("`revmentor letters {kind}` writes it")), "{}", refused.err);
        cohort.ok(&format!("letters {kind} --today 2026-11-11"));
    }
    cohort.ok("messages after-induction-induction --today 2026-11-11");
    let of = |person: &String| {
        let drafts = super::cohort::tree(&cohort.path("private/messages"), &[]);
        let draft = drafts.into_iter().find(|(name, _)| name.ends_with(&format!("{person}.eml"))).unwrap();
        String::from_utf8_lossy(&draft.1).replace("=\r\n", "").replace("=\n", "")
    };
    assert!(of(absent).contains("We missed you") && of(absent).contains("video.example/induction"), "{}", of(absent));
    assert!(of(came).contains("Thank you for coming") && !of(came).contains("video.example"), "{}", of(came));
}

/// Two leads record one register on two branches.
#[test]
fn two_leads_records_are_united_and_what_differs_is_settled_by_the_verb() {
    if !has_git() {
        return;
    }
    let cohort = begun();
    let mentors = paired_mentors(&cohort);
    let (one, other) = (&mentors[0], &mentors[1]);
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"], &["branch", "theirs"]] {
        cohort.git(words);
    }
    done(&cohort, &format!("attend induction {one} {other}"));
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "ours"]);
    cohort.git(&["checkout", "-q", "theirs"]);
    done(&cohort, &format!("attend induction {one}"));
    done(&cohort, &format!("attend induction {other} --absent"));
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "theirs"]);
    super::cohort::try_git(cohort.root(), &["merge", "main"]);
    assert!(cohort.read("facts/sessions/induction.csv").contains("<<<<<<<"));
    let built = after(&cohort, "build");
    let check = after(&cohort, "check");
    assert!(built.err.contains("united") || built.out.contains("united"), "{}{}", built.out, built.err);
    assert!(
        built.status == 0 && check.status == 1 && check.err.contains("[attendance]") && check.err.contains(other.as_str()),
        "{}",
        check.err
    );
    assert!(!cohort.read("facts/sessions/induction.csv").contains("<<<<<<<"));
    // What only reads shows what it can, and names what differs.
    for verb in ["attend list", "conflict list", "choose list", "meeting list", "log", "status"] {
        let read = after(&cohort, verb);
        let named = read.err.contains("[attendance]") && !read.out.is_empty();
        assert!(read.status == 0 && named, "{verb}\n{}{}", read.out, read.err);
    }
    assert_eq!(next_steps(&cohort), ["contradiction"]);
    assert_eq!(after(&cohort, "withdraw E01 --dry-run").status, 0, "a verb that settles something");
    assert_eq!(after(&cohort, "match --dry-run").status, 2, "a verb that acts on the facts");
    let cures: Vec<&str> = check.err.split('`').filter(|part| part.starts_with("revmentor ")).collect();
    assert_eq!(cures.len(), 2, "one for each record: {}", check.err);
    done(&cohort, cures[0].strip_prefix("revmentor ").unwrap());
    done(&cohort, "check");
    done(&cohort, &format!("attend induction {other}"));
    let same = run_in(cohort.root(), &["attend", "list", "--format", "json", "--today", "2027-02-20"]);
    let json: serde_json::Value = serde_json::from_str(&same.out).unwrap();
    assert_eq!(json["sessions"][0]["attended"], 2);
}
