//! The cases: every verb that writes, with what was done before it. Each comes out the same every time it is run.

use std::path::Path;
use std::process::Command;

use super::scratch::{self, Scratch};

/// A verb, and the directory it meets.
pub(super) struct Case {
    /// What is done first, from the example's inputs on.
    before: &'static [&'static str],
    /// The verb.
    pub(super) line: &'static str,
    /// Where the verb makes its directory itself, and what is to be done after a kill halfway, so that all is there.
    pub(super) makes: Option<&'static str>,
    /// What may stand nowhere once the verb is done.
    pub(super) gone: Option<&'static str>,
}

const fn of(before: &'static [&'static str], line: &'static str) -> Case {
    Case { before, line, makes: None, gone: None }
}

const MATCHED: &[&str] = &["match --today 2026-10-16"];
const MET: &[&str] =
    &["match --today 2026-10-16", "reveal --on 2026-11-13 --today 2026-11-13", "meeting import held.csv --today 2026-12-20"];

/// A verb of the middle size, for what is tried with one verb only.
pub(super) const MATCHED_WITHDRAWAL: Case = of(MATCHED, "withdraw M02 --reason unwell --today 2026-10-20");

/// Every verb that writes.
pub(super) const CASES: &[Case] = &[
    Case { makes: Some("status"), ..of(&[], "init autumn --start 2027-01-11 --today 2026-10-16") },
    Case { makes: Some("match --today 2026-10-16"), ..of(&[], "demo autumn") },
    of(&[], "import --today 2026-10-16"),
    of(&[], "match --today 2026-10-16"),
    of(&["import --today 2026-10-16"], "adopt pairs.csv --today 2026-10-16"),
    of(&["match --today 2026-10-16", "conflict add M02 E06 --today 2026-10-20"], "match --fresh --today 2026-10-20"),
    of(MATCHED, "conflict add M02 E06 --reason cousins --today 2026-10-20"),
    of(MATCHED, "conflict remove M17 E10 --today 2026-10-20"),
    of(MATCHED, "conflict import declared.csv --today 2026-10-20"),
    of(MATCHED, "conflict confirm Kwabena Iain --today 2026-10-20"),
    of(MATCHED, "conflict dismiss Kwabena Iain --today 2026-10-20"),
    of(MATCHED, "withdraw M02 --reason unwell --today 2026-10-20"),
    of(&["match --today 2026-10-16", "withdraw M02 --today 2026-10-20"], "match --today 2026-10-20"),
    of(MATCHED, "choose supervision M02 2 --today 2026-11-02"),
    of(MATCHED, "choose import chosen.csv --today 2026-11-02"),
    of(MATCHED, "attend induction-mentors M02 M04 --today 2026-11-12"),
    of(MATCHED, "attend import came.csv --event induction-mentors --today 2026-11-12"),
    of(MATCHED, "withdraw M02 --on 2026-12-01 --today 2026-10-20"),
    of(
        &["match --today 2026-10-16", "withdraw M02 --reason unwell --today 2026-10-20"],
        "rejoin M02 --mistake --today 2026-10-21",
    ),
    of(MATCHED, "unpair M02-E06 --today 2026-10-20"),
    of(
        &["match --today 2026-10-16", "choose supervision M02 2 --today 2026-11-02"],
        "choose supervision M02 --retract --today 2026-11-03",
    ),
    of(&["import --today 2026-10-16"], "match --announce --today 2026-10-16"),
    of(MET, "meeting missed M02 1 --correct --today 2027-01-04"),
    of(MET, "reveal --retract --reason slip --today 2027-01-04"),
    of(MATCHED, "outcome add learning Privilege --today 2026-12-01"),
    of(MATCHED, "reveal --on 2026-11-13 --today 2026-11-13"),
    of(MATCHED, "calendar --today 2026-11-02"),
    of(MET, "meeting held M02 2 --on 2026-12-31 --today 2027-01-04"),
    of(MET, "meeting missed M02 2 --today 2027-01-04"),
    of(MET, "meeting move M02 2 --on 2026-12-23 --today 2026-12-21"),
    of(MET, "meeting import later.csv --today 2027-01-20"),
    of(MET, "schedule --today 2027-01-20"),
    of(&["match --today 2026-10-16", "remove meetings.csv pairings.csv"], "build --today 2026-10-20"),
    of(&["match --today 2026-10-16", "withdraw M02 --reason unwell --today 2026-10-20"], "undo --today 2026-10-20"),
    Case {
        gone: Some("Nasrin Farouk"),
        ..of(&["match --today 2026-10-16", "withdraw M02 --reason unwell --today 2026-10-20"], "erase M02 --today 2026-10-20")
    },
];

/// What lies beside the cohort directory.
const FILES: [(&str, &str); 6] = [
    ("pairs.csv", "mentor,mentee\nM01,E10\nM02,E06\nM04,E05\n"),
    ("declared.csv", "mentor,mentee,reason\nM01,E10,knows\nM02,E06,we share a house\n"),
    ("came.csv", "person,attended\nM02,yes\nM04,no\n"),
    ("chosen.csv", "person,event,option\nM02,supervision,2\nM04,supervision,1\n"),
    ("held.csv", "pair,meeting,status,held_on\nM02-E06,1,held,2026-11-19\nM04-E05,1,missed,\n"),
    ("later.csv", "pair,meeting,status,held_on\nM02-E06,2,held,2027-01-12\nM08-E08,1,held,2026-11-20\n"),
];

impl Case {
    /// Lays out what the verb meets.
    pub(super) fn stage(&self) -> Scratch {
        let place = Scratch::new();
        for (name, text) in FILES {
            std::fs::write(place.path().join(name), text).unwrap();
        }
        if self.makes.is_none() {
            let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/goals/in");
            scratch::copy(&example, &place.cohort());
            ask_a_question(&place.cohort());
        }
        for line in self.before {
            self.prepare(&place, line);
        }
        place
    }

    fn prepare(&self, place: &Scratch, line: &str) {
        if let Some(files) = line.strip_prefix("remove ") {
            files.split(' ').for_each(|file| std::fs::remove_file(place.cohort().join(file)).unwrap());
            return;
        }
        let done = place.program(line).output().unwrap();
        assert!(done.status.success(), "before `{}`: {line}: {}", self.line, String::from_utf8_lossy(&done.stderr));
    }

    /// The verb, ready to be started.
    pub(super) fn command(&self, place: &Scratch) -> Command {
        if self.makes.is_some() { place.elsewhere(self.line) } else { place.program(self.line) }
    }
}

/// Lets a mentor name somebody in a way that the lead has to look at.
fn ask_a_question(cohort: &Path) {
    let export = cohort.join("private/surveys/mentors.csv");
    let text = std::fs::read_to_string(&export).unwrap();
    std::fs::write(export, text.replace(",No preference,n/a,", ",No preference,Iain Ainswort,")).unwrap();
}
