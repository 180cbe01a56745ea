//! An invented cohort in a folder of its own, and the program run in it without a process.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use revmentor::{Environment, WIDTH_OF_A_PIPE};

/// What a verb said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A cohort directory in a folder that goes when the value goes.
pub(super) struct Cohort {
    folder: tempfile::TempDir,
    root: PathBuf,
}

pub(super) const HEAD_OF_MENTORS: &str = "Full name,Email address,What would you like to share?,Specialty,Preferred specialty of your mentee,Region,\
     Employer,Is there anyone with whom you should not be paired?,On which days could you meet?,Do you agree that your answers are used for matching?\n";

pub(super) const HEAD_OF_MENTEES: &str = "Full name,Email address,What would you like to learn about?,Specialty,Preferred specialty of your mentor,Region,\
     Employer,Is there anyone with whom you should not be paired?,On which days could you meet?,Do you agree that your answers are used for matching?\n";

/// Six mentors: name, goals, whom not.
pub(super) const MENTORS: [(&str, &str, &str); 6] = [
    ("Amara Okonkwo", "racism at work;exams", ""),
    ("Bilal Hashemi", "exams;rotas", "Greta Lindqvist"),
    ("Chandra Iyer", "rotas;a word that only Chandra would ever write", ""),
    ("Dalia Mansour", "racism at work;exams;rotas", "none"),
    ("Efua Mensah", "allyship;exams", ""),
    ("Farid Rahimi", "allyship", "Dr Harcourt"),
];

/// Six mentees.
pub(super) const MENTEES: [(&str, &str, &str); 6] = [
    ("Greta Lindqvist", "racism at work", "Bilal Hashemi; Chandra Iyer"),
    ("Henry Harcourt", "exams;rotas", ""),
    ("Imogen Fairweather", "allyship", "Ms Okonkwo"),
    ("Jasper Thornbury", "rotas", ""),
    ("Katarzyna Wiśniewska", "racism at work;allyship", "AMARA OKONKWO"),
    ("Lachlan MacAskill", "exams", "I know Amara Okonkwo from school"),
];

pub(super) fn address(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c == 'ś' { 's' } else { c }).collect();
    format!("{}@trust.example", plain.replace(' ', "."))
}

pub(super) fn export(head: &str, people: &[(&str, &str, &str)]) -> String {
    let row = |(at, (name, goals, conflicts)): (usize, &(&str, &str, &str))| {
        let email = address(name);
        let employer = format!("Trust {at}{}", name.len());
        format!("{name},{email},{goals},Anaesthetics,,North,{employer},{conflicts},Monday;Tuesday;Wednesday,Yes\n")
    };
    head.to_owned() + &people.iter().enumerate().map(row).collect::<String>()
}

/// The template with a rule over employers in place of the wish for one.
fn by_employer(template: &str) -> String {
    let line = |line: &str| match line {
        _ if line.starts_with("preferred_place = ") => String::new(),
        _ if line.starts_with("place = ") => "region = \"Region\"\nemployer = \"Employer\"\n".to_owned(),
        line => format!("{line}\n"),
    };
    let text: String = template.lines().map(line).collect();
    let (before, after) = text.split_once("\n[[matching.criterion]]\nname = \"place\"").unwrap();
    let after = after.split_once("weight = 15\n").unwrap().1;
    format!("{before}{after}").replace("weight = 25", "weight = 40").replace("# [[conflict]]\n# same", "[[conflict]]\nsame")
}

impl Cohort {
    /// A directory fresh from `init`, with both exports in place.
    pub(super) fn new() -> Cohort {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("autumn");
        let cohort = Cohort { folder, root };
        cohort.ok("init .. --start 2026-11-17".replace("..", &cohort.root.display().to_string()).as_str());
        cohort.write("cohort.toml", &by_employer(&cohort.read("cohort.toml")));
        cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
        cohort.write("private/surveys/mentees.csv", &export(HEAD_OF_MENTEES, &MENTEES));
        cohort
    }

    /// One in which each of so many mentors has room for two.
    pub(super) fn with_room_for_two(mentors: usize) -> Cohort {
        let cohort = Cohort::new();
        let settings = cohort.read("cohort.toml");
        let with_room = settings.replacen("[survey.mentors.columns]\n", "[survey.mentors.columns]\ncapacity = \"Room for\"\n", 1);
        assert_ne!(with_room, settings);
        cohort.write("cohort.toml", &with_room);
        let export = cohort.read("private/surveys/mentors.csv");
        let rows = export.lines().enumerate().map(|(at, row)| format!("{row},{}\n", if at == 0 { "Room for" } else { "2" }));
        cohort.write("private/surveys/mentors.csv", &rows.take(mentors + 1).collect::<String>());
        cohort
    }

    /// One whose pairs are made and have begun to meet.
    pub(super) fn matched() -> Cohort {
        let cohort = Cohort::new();
        cohort.ok("match --seed 7 --today 2026-11-01");
        cohort
    }

    /// The directory of this name beside it.
    pub(super) fn beside(self, name: &str) -> Cohort {
        Cohort { root: self.folder.path().join(name), folder: self.folder }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Runs the words of a line.
    pub(super) fn run(&self, line: &str) -> Said {
        self.run_words(&line.split(' ').collect::<Vec<_>>())
    }

    pub(super) fn run_words(&self, words: &[&str]) -> Said {
        run_in(&self.root, words)
    }

    /// Runs a line that has to succeed.
    pub(super) fn ok(&self, line: &str) -> Said {
        self.ok_words(&line.split(' ').collect::<Vec<_>>())
    }

    pub(super) fn ok_words(&self, words: &[&str]) -> Said {
        let said = self.run_words(words);
        assert_eq!(said.status, 0, "{words:?}\n{}{}", said.out, said.err);
        said
    }

    /// The id of a person by name, from the register.
    pub(super) fn id(&self, name: &str) -> String {
        let register = self.read("private/register.csv");
        let row = register
            .lines()
            .find(|line| line.split(',').nth(2) == Some(name))
            .unwrap_or_else(|| panic!("{name} is not in the register"));
        row.split(',').next().unwrap().to_owned()
    }

    /// The active pairs.
    pub(super) fn pairs(&self) -> Vec<String> {
        let active = |line: &&str| line.contains(",active,");
        self.read("pairings.csv").lines().filter(active).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    }

    /// Every file with its contents, but the transaction's own, git's, and the lead's own views, which depend on the day.
    pub(super) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.root, &[".revmentor", ".git"]);
        for view in ["private/people.csv", "private/pairs.csv"] {
            files.remove(view);
        }
        files
    }

    /// Every file that holds the text, whatever it is and wherever it stands.
    pub(super) fn files_with(&self, text: &str) -> Vec<String> {
        let folded = text.to_lowercase();
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(&folded);
        let mut files = tree(&self.root, &[]);
        // The schema is the program's own: a time zone in it may hold a name.
        files.remove("cohort.schema.json");
        files.into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
    }

    /// Runs git in the directory.
    pub(super) fn git(&self, words: &[&str]) -> String {
        git(&self.root, words)
    }
}

/// Runs the program in a directory, on a day of its own unless the words say another, without entropy.
pub(super) fn run_in(root: &Path, words: &[&str]) -> Said {
    run_at(root, words, WIDTH_OF_A_PIPE)
}

/// As [`run_in`], on a screen of this width.
pub(crate) fn run_at(root: &Path, words: &[&str], width: u16) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut drawn = 0_u8;
    let mut entropy = || {
        drawn += 1;
        Ok([drawn; 32])
    };
    let directory = if root.exists() { root.to_path_buf() } else { root.parent().unwrap().to_path_buf() };
    let status = revmentor::run(Environment {
        arguments: std::iter::once("revmentor").chain(words.iter().copied()).map(OsString::from).collect(),
        today: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        entropy: &mut entropy,
        directory,
        program: None,
        width,
        out: &mut out,
        err: &mut err,
        watched: false,
        shown: false,
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { status, out: text(out), err: text(err) }
}

/// Every file below a folder but those in the folders `without`.
pub(crate) fn tree(root: &Path, without: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() && !without.contains(&name.as_str()) {
                folders.push(path);
            } else if path.is_file() {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Whether git is there; the tests that need it pass over without.
pub(super) fn has_git() -> bool {
    Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Runs git as an invented lead, and gives what it said.
pub(super) fn git(folder: &Path, words: &[&str]) -> String {
    let (ok, said) = try_git(folder, words);
    assert!(ok, "git {words:?}: {said}");
    said
}

pub(super) fn try_git(folder: &Path, words: &[&str]) -> (bool, String) {
    let who = ["-c", "user.name=Lead", "-c", "user.email=lead@programme.example", "-c", "core.fsync=none", "-c", "gc.auto=0"];
    let output = Command::new("git").current_dir(folder).args(who).args(words).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}
