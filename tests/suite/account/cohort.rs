//! A small cohort directory, and the program run on it in this process.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use revmentor::Environment;
use serde_json::Value;

/// What a command gave.
pub(crate) struct Ran {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A cohort directory that goes with the value.
pub(crate) struct Directory(tempfile::TempDir);

/// How pairs are made, as it stands in `cohort.toml`.
pub(crate) const GOALS: &str = r#"
[[matching.criterion]]
name = "goals"
kind = "overlap"
weight = 3
[[matching.criterion]]
name = "region"
kind = "different"
weight = 1
"#;

/// By lot, and nobody with somebody of their own region.
pub(crate) const LOT: &str = "\n[[conflict]]\nsame = \"region\"\n";

const MENTORS: [(&str, &str, &str); 6] = [
    ("Amal Reed", "sleep;rotas", "North"),
    ("Bola Hart", "rotas;exams", "South"),
    ("Chidi Marsh", "exams;audit", "East"),
    ("Devi Stone", "audit;sleep", "West"),
    ("Esra Fell", "rotas;audit", "Wales"),
    ("Femi Brook", "sleep", "Wessex"),
];
const MENTEES: [(&str, &str, &str); 5] = [
    ("Gwen Tarn", "sleep;exams", "North"),
    ("Hugh Beck", "rotas", "South"),
    ("Iona Lock", "audit;rotas", "East"),
    ("Jack Firth", "exams", "West"),
    ("Kate Combe", "sleep;audit;rotas", "Wales"),
];

/// Everybody's names.
pub(crate) const NAMES: [&str; 11] = [
    MENTORS[0].0,
    MENTORS[1].0,
    MENTORS[2].0,
    MENTORS[3].0,
    MENTORS[4].0,
    MENTORS[5].0,
    MENTEES[0].0,
    MENTEES[1].0,
    MENTEES[2].0,
    MENTEES[3].0,
    MENTEES[4].0,
];

impl Directory {
    /// A cohort with surveys and a key, nothing matched yet.
    pub(crate) fn new(kind: &str, matching: &str) -> Directory {
        let directory = Directory(tempfile::tempdir().unwrap());
        directory.write("cohort.toml", &settings(kind, matching));
        directory.write("private/key", &"5a".repeat(32));
        directory.write("private/surveys/mentors.csv", &survey(&MENTORS));
        directory.write("private/surveys/mentees.csv", &survey(&MENTEES));
        directory
    }

    /// A cohort with two matchings: the first, and the repair after a conflict of its first pair.
    pub(crate) fn repaired(kind: &str, matching: &str, options: &[&str]) -> Directory {
        let directory = Directory::new(kind, matching);
        directory.done(&[&["match"], options].concat());
        let pair = directory.made(1).remove(0);
        let (mentor, mentee) = pair.split_once('-').unwrap();
        directory.done(&["conflict", "add", mentor, mentee]);
        directory.done(&[&["match"], options].concat());
        directory
    }

    /// The pairs that a matching made.
    pub(crate) fn made(&self, number: u32) -> Vec<String> {
        let record: toml::Table = self.read(&format!("facts/draws/{number:03}.toml")).parse().unwrap();
        record["made"].as_array().unwrap().iter().map(|pair| pair.as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    /// Replaces what must stand in a file.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} holds no {from:?}:\n{text}");
        self.write(file, &text.replacen(from, to, 1));
    }

    /// Takes lines out of a file.
    pub(crate) fn cut(&self, file: &str, mark: &str) {
        let text = self.read(file);
        let left: Vec<&str> = text.lines().filter(|line| !line.contains(mark)).collect();
        assert!(left.len() < text.lines().count(), "{file} holds no {mark:?}");
        self.write(file, &format!("{}\n", left.join("\n")));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run(self.0.path(), arguments)
    }

    /// Runs what must succeed.
    pub(crate) fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.err);
        ran
    }

    /// `verify`: its status and every claim as `draw claim result: details`.
    pub(crate) fn verify(&self) -> (u8, Vec<String>) {
        let ran = self.run(&["verify", "--format", "json"]);
        assert!(ran.status < 2, "{}", ran.err);
        let shown: Value = serde_json::from_str(&ran.out).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let claim = |claim: &Value| {
            let details: Vec<String> = claim["details"].as_array().unwrap().iter().map(text).collect();
            format!("{} {} {}: {}", claim["draw"], text(&claim["claim"]), text(&claim["result"]), details.join("; "))
        };
        (ran.status, shown["claims"].as_array().unwrap().iter().map(claim).collect())
    }
}

/// Runs the program as if it had been started in `directory`.
pub(crate) fn run(directory: &Path, arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = revmentor::run(Environment {
        arguments: ["revmentor"].iter().chain(arguments).map(OsString::from).collect(),
        today: "2026-11-21".parse().unwrap(),
        entropy: &mut || Ok([7; 32]),
        directory: directory.to_path_buf(),
        program: None,
        width: 200,
        out: &mut out,
        err: &mut err,
        watched: false,
        shown: false,
    });
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn survey(people: &[(&str, &str, &str)]) -> String {
    let row = |(name, goals, region): &(&str, &str, &str)| {
        format!("{name},{}@x.example,{goals},{region}\n", name.to_lowercase().replace(' ', "."))
    };
    format!("Name,Email,Goals,Region\n{}", people.iter().map(row).collect::<String>())
}

fn settings(kind: &str, matching: &str) -> String {
    let side = |side: &str| {
        format!(
            "[survey.{side}]\nfile = \"private/surveys/{side}.csv\"\n[survey.{side}.columns]\nname = \"Name\"\n\
             email = \"Email\"\nregion = \"Region\"\ngoals = {{ column = \"Goals\", separator = \";\" }}\n"
        )
    };
    format!(
        "[programme]\nname = \"Test\"\ncohort = \"2027\"\nkind = \"{kind}\"\ntimezone = \"Europe/London\"\n{}{}\
         [matching]\nseed = 7\n{matching}\n[meetings]\ncount = [2, 4]\nweeks_between = [4, 6]\nminutes = 60\n\
         hours = [\"09:00\", \"17:00\"]\nfirst = 2027-01-11\nlast = 2027-06-25\n\
         [privacy]\nscores = \"committed\"\n",
        side("mentors"),
        side("mentees")
    )
}
