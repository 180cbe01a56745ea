//! What leads do, by chance: every verb with arguments that fit the cohort, and some that do not.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use super::cohort::{Said, run_in};
#[cfg(unix)]
use super::sealed::{ANNA, Machine};
use crate::stories::{example, laid_out};

/// A cohort to live in: the example it begins as, the day, and the sessions with a choice of dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) example: &'static str,
    pub(super) begins: &'static str,
    events: &'static [&'static str],
}

/// One of each kind.
pub(super) const KINDS: [Kind; 3] = [
    Kind { example: "goals", begins: "2026-10-16", events: &["supervision", "midterm-mentees"] },
    Kind { example: "random", begins: "2026-10-05", events: &["wrap-up", "wrap-up-mentors"] },
    Kind { example: "reciprocal", begins: "2026-10-05", events: &["training"] },
];

/// A line that somebody types.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) words: Vec<String>,
    /// Whether the words themselves are wrong, whatever the cohort is.
    pub(super) is_wrong: bool,
}

/// A lead with a directory, a calendar and dice.
pub(super) struct Lead {
    _folder: Option<tempfile::TempDir>,
    pub(super) root: PathBuf,
    pub(super) today: NaiveDate,
    kind: Kind,
    dice: ChaCha8Rng,
    /// Where bundles are sealed and opened.
    #[cfg(unix)]
    machine: Option<Machine>,
}

impl Lead {
    /// One whose cohort is fresh from the example.
    pub(super) fn new(kind: Kind, seed: u64) -> Lead {
        let folder = laid_out(&example(kind.example));
        let root = folder.path().to_path_buf();
        Lead {
            _folder: Some(folder),
            #[cfg(unix)]
            machine: Some(Machine::with(&["age"])),
            ..Lead::at(root, kind, kind.begins.parse().unwrap(), seed)
        }
    }

    /// One who works in `root`.
    pub(super) fn at(root: PathBuf, kind: Kind, today: NaiveDate, seed: u64) -> Lead {
        Lead {
            _folder: None,
            root,
            today,
            kind,
            dice: ChaCha8Rng::seed_from_u64(seed),
            #[cfg(unix)]
            machine: None,
        }
    }

    /// A number below `below`.
    pub(super) fn throw(&mut self, below: usize) -> usize {
        self.dice.random_range(0..below.max(1))
    }

    /// Some days pass.
    pub(super) fn wait(&mut self, most: u64) {
        let days = self.dice.random_range(0..=most);
        self.today = self.today + Days::new(days);
    }

    /// Runs a line, today.
    pub(super) fn run(&self, words: &[String]) -> Said {
        let today = self.today.to_string();
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["--today", &today]).collect();
        #[cfg(unix)]
        if let Some(machine) = self.machine.as_ref().filter(|_| ["seal", "unseal"].contains(&words[0])) {
            return machine.run(&self.root, &words);
        }
        run_in(&self.root, &words)
    }

    /// Runs the words of a line.
    pub(super) fn type_in(&self, line: &str) -> Said {
        self.run(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        let at = self.throw(of.len());
        of.get(at).cloned()
    }

    /// Everybody who ever joined.
    pub(super) fn people(&self) -> Vec<String> {
        let names = fs::read_dir(self.root.join("facts/people")).into_iter().flatten();
        let mut ids: Vec<String> = names.map(|entry| entry.unwrap().file_name().to_string_lossy().replace(".csv", "")).collect();
        ids.sort();
        ids
    }

    fn side(&self, letters: &str) -> Vec<String> {
        let mut people = self.people();
        people.retain(|id| id.starts_with(|c| letters.contains(c)));
        people
    }

    fn view(&self, name: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.root.join(name)).unwrap_or_default();
        text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    fn day(&mut self, from: i64, to: i64) -> String {
        let days = self.dice.random_range(from..to);
        (self.today + chrono::TimeDelta::days(days)).to_string()
    }

    /// The next thing to do, with arguments that may fit.
    pub(super) fn act(&mut self, verbs: &[&str]) -> Act {
        let verb = self.one(verbs).unwrap();
        let is_wrong = self.throw(12) == 0;
        let line = if is_wrong { self.wrong(verb) } else { self.right(verb) };
        match line {
            Some(words) => Act { words, is_wrong },
            None => Act { words: words(verb.split('-').next().unwrap(), &[]), is_wrong: false },
        }
    }

    fn right(&mut self, verb: &str) -> Option<Vec<String>> {
        let person = self.one(&self.people());
        let (a, b) = (self.one(&self.side("MJ")), self.one(&self.side("ES")));
        let meeting = self.one(&self.view("meetings.csv"));
        Some(match verb {
            "withdraw" => {
                let reason = self.one(&["personal", "workload", "too far, and \"unwell\"", "left"])?;
                words(verb, &[&person?, "--reason", reason])
            }
            "leave-later" => {
                let on = self.day(1, 40);
                words("withdraw", &[&person?, "--on", &on])
            }
            "rejoin" => words(verb, self.one::<&[&str]>(&[&[], &["--mistake"]])?).into_iter().chain([person?]).collect(),
            "unpair" => {
                let (pair, how) = (meeting?.first()?.clone(), self.one::<&[&str]>(&[&[], &["--mistake"], &["--retract"]])?);
                words(verb, &[&[pair.as_str()], how].concat())
            }
            "correct" => {
                let meeting = meeting?;
                let (what, when) = (self.one(&["held", "missed", "planned"])?, self.day(-20, 2));
                let on: &[&str] = if what == "held" { &["--on", &when] } else { &[] };
                words("meeting", &[&[what, meeting.first()?, meeting.get(1)?, "--correct"], on].concat())
            }
            "held" | "missed" | "move" => {
                let meeting = meeting?;
                let when = if self.throw(2) == 0 { self.day(-3, 10) } else { meeting.get(3)?.clone() };
                let on = if verb == "missed" { vec![] } else { vec!["--on", &when] };
                words("meeting", &[&[verb, meeting.first()?, meeting.get(1)?], &on[..]].concat())
            }
            "conflict" => {
                let deed = self.one(&["add", "add", "add", "remove", "confirm", "dismiss"])?;
                let reason = if deed == "add" { vec!["--reason", self.one(&["knows", "we climb together"])?] } else { vec![] };
                words(verb, &[&[deed, &a?, &b?], &reason[..]].concat())
            }
            "choose" => {
                let (event, option) = (self.one(self.kind.events)?, self.one(&["1", "2"])?);
                words(verb, &[event, &person?, option])
            }
            "attend" => self.attend(&person?)?,
            "reveal" => words(verb, &["--on", &self.day(-20, 2)]),
            "match" => {
                words(verb, self.one::<&[&str]>(&[&[], &[], &[], &["--fresh"], &["--allow-moves"], &["--public", "3 14 15"]])?)
            }
            "erase" => words(verb, &[&person?]),
            "hook" => words("init", &["--hook"]),
            #[cfg(unix)]
            "seal" => words(verb, &["--to", ANNA]),
            "unseal" => {
                let replace = self.one::<&[&str]>(&[&[], &["--replace"]])?;
                words(verb, &[&["private/private.age"], replace].concat())
            }
            "explain" => words(verb, &[&a?, &b?]),
            "meetings-import" | "conflicts-import" | "choices-import" | "adopt" => {
                return self.import(verb, a, b, person, meeting);
            }
            _ => words(verb, &[]),
        })
    }

    fn attend(&mut self, person: &str) -> Option<Vec<String>> {
        let (event, on) = (self.one(self.kind.events)?, self.day(-9, 1));
        let how = self.one::<&[&str]>(&[&[], &["--absent"], &["--absent"]])?;
        Some(words("attend", &[&[event, person, "--option", "1", "--on", &on], how].concat()))
    }

    /// A verb that reads a file, and the file.
    fn import(
        &mut self,
        verb: &str,
        a: Option<String>,
        b: Option<String>,
        person: Option<String>,
        meeting: Option<Vec<String>>,
    ) -> Option<Vec<String>> {
        let (text, line): (String, &[&str]) = match verb {
            "meetings-import" => {
                let meeting = meeting?;
                let (pair, number, day) = (meeting.first()?, meeting.get(1)?, meeting.get(3)?);
                (format!("pair,meeting,status,held_on\n{pair},{number},held,{day}\n"), &["meeting", "import"])
            }
            "conflicts-import" => (format!("mentor,mentee,reason\n{},{},knows\n", a?, b?), &["conflict", "import"]),
            "choices-import" => {
                let event = self.one(self.kind.events)?;
                (format!("person,event,option\n{},{event},2\n", person?), &["choose", "import"])
            }
            _ => (format!("mentor,mentee\n{},{}\n", a?, b?), &["adopt"]),
        };
        let file = self.root.join("private/of-chance.csv");
        fs::create_dir_all(file.parent()?).unwrap();
        fs::write(&file, text).unwrap();
        Some(line.iter().map(|word| (*word).to_owned()).chain([file.display().to_string()]).collect())
    }

    /// A line that no cohort makes right.
    fn wrong(&mut self, verb: &str) -> Option<Vec<String>> {
        let pair = self.one(&self.view("pairings.csv"))?.first()?.clone();
        Some(match verb {
            "withdraw" | "erase" | "explain" | "rejoin" | "unpair" => words(verb, &["M99"]),
            "leave-later" => words("withdraw", &["M99", "--on", "2099-01-01"]),
            "correct" => words("meeting", &["held", &pair, "first", "--correct"]),
            "held" | "missed" | "move" => words("meeting", &[verb, &pair, "first"]),
            "conflict" => words(verb, &["add", "M99", "Nobody Atall"]),
            "choose" | "attend" => words(verb, &["no-such-event", pair.split('-').next()?, "1"]),
            "reveal" | "schedule" => words(verb, &["--on", "2027-02-30"]),
            "match" => words(verb, &["--seed", "-1"]),
            "hook" => words("init", &["--hook", "--no-such-option"]),
            _ => words(verb.split('-').next()?, &["--no-such-option"]),
        })
    }
}

fn words(verb: &str, more: &[&str]) -> Vec<String> {
    std::iter::once(verb).chain(more.iter().copied()).map(str::to_owned).collect()
}

/// Copies a folder with all that is in it.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() { copy(&path, &to.join(name)) } else { fs::copy(&path, to.join(name)).map(drop).unwrap() }
    }
}
