//! What git keeps of the cohort directory and a person could read: what it has staged, ever had, and what nothing leads to any
//! more. Where the cohort stands inside a larger repository the rest of that repository is not looked at. Whether any of it may be
//! there is not judged here.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdout, Stdio};

use super::objects::{Ended, Objects};
use super::{Git, Pushed, failed, records};
use crate::domain::problem::{Place, Problem};

/// Something that git keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Where: a path from the top of the work tree, or `commit 1a2b…` or `tag 1a2b…` for a message.
    pub place: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Goes through what git keeps, in the order of the functions: each leaves out or names what the ones before it found.
pub(crate) struct Inspection<'g> {
    git: &'g Git,
    objects: Objects,
    /// The records of the index.
    index: Vec<String>,
    /// Every object that a list led to.
    reached: BTreeSet<String>,
}

impl Git {
    /// Begins to go through what git keeps.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn inspect(&self) -> Result<Inspection<'_>, Problem> {
        let listed = self.ask(["ls-files", "-s", "-z", "--full-name", "--", "."])?;
        Ok(Inspection { git: self, objects: self.objects()?, index: records(&listed).collect(), reached: BTreeSet::new() })
    }

    /// A warning for a repository within this one, with a history of its own.
    pub(crate) fn another(path: &str) -> Problem {
        let message = "a repository of its own is here, and its history was not looked into";
        Problem::warning("submodule", message).at(Place::file(path)).help("look into it yourself")
    }

    /// A warning where the history was cut off when the repository was cloned.
    pub(crate) fn cut_off(&self) -> Option<Problem> {
        let message = "this is a shallow clone: the older history is not here, and was not looked at";
        let problem = || Problem::warning("shallow", message).help("`git fetch --unshallow`, or look in a whole clone");
        self.is_shallow.then(problem)
    }

    /// The names of branches, tags and other references; none of a larger repository.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn names_of_references(&self) -> Result<Option<Kept>, Problem> {
        if self.is_inside_another() {
            return Ok(None);
        }
        let mut names = self.ask(["for-each-ref", "--format=%(HEAD)%(refname)"])?;
        // A branch without a commit is no reference yet.
        if !names.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"*")) {
            names.extend(self.ask(["symbolic-ref", "--quiet", "HEAD"]).unwrap_or_default());
        }
        Ok(Some(Kept { place: "the names of branches and tags".to_owned(), bytes: names }))
    }

    /// What the reflog says was done; nothing of a larger repository.
    pub(crate) fn reflog(&self) -> Option<Kept> {
        // Without a commit there is no reflog, and git calls that a failure.
        let told = || self.ask(["log", "--walk-reflogs", "--all", "--format=%gs"]).unwrap_or_default();
        (!self.is_inside_another()).then(|| Kept { place: "the reflog".to_owned(), bytes: told() })
    }

    /// The lines that git answers with, one at a time. A list that breaks off ends with an error.
    pub(super) fn listed(&self, arguments: &[&str]) -> Result<Listed, Problem> {
        self.listed_of(arguments, None)
    }

    /// The same, where git is told something on its standard input, all of which it reads before it answers.
    fn listed_of(&self, arguments: &[&str], told: Option<String>) -> Result<Listed, Problem> {
        let mut git = self.command(arguments);
        let stdin = if told.is_some() { Stdio::piped() } else { Stdio::null() };
        let mut child = git.stdin(stdin).stdout(Stdio::piped()).spawn().map_err(|error| failed(&error.to_string()))?;
        if let Some((mut stdin, told)) = child.stdin.take().zip(told) {
            stdin.write_all(told.as_bytes()).map_err(|error| failed(&error.to_string()))?;
        }
        let stdout = child.stdout.take().ok_or_else(|| failed("it gave no answer"))?;
        Ok(Listed { lines: BufReader::new(stdout).split(b'\n'), child: Ended(child), told: false })
    }
}

impl Inspection<'_> {
    /// Every file as it is staged for the next commit, in the other work trees of the repository, too. One at a time.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn staged(&mut self) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        let names: Vec<(String, String)> = self.index.iter().filter_map(|record| staged_name(record)).collect();
        let here: BTreeSet<String> = names.iter().map(|(object, _)| object.clone()).collect();
        let reached = &mut self.reached;
        reached.extend(here.iter().cloned());
        let elsewhere = self.git.listed(&["rev-list", "--objects", "--indexed-objects"])?.map(|line| line.map(named));
        let prefix = &self.git.prefix;
        let elsewhere = elsewhere.filter(move |named| {
            named.as_ref().map_or(true, |(object, place)| {
                reached.insert(object.clone());
                !here.contains(object) && place.starts_with(prefix)
            })
        });
        Ok(self.objects.all(names.into_iter().map(Ok).chain(elsewhere)))
    }

    /// Everything in the history of every branch, tag, stash and reflog: the contents of files, the messages of commits and
    /// tags, the names in folders. One at a time; a file's contents come once, under one of the paths that it had. Inside a larger
    /// repository: what lies below the cohort directory, and the messages of commits that touch it.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn history(&mut self) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        self.below(["rev-list", "--all", "--reflog", "--objects"].map(str::to_owned).to_vec())
    }

    /// What a list of git's leads to that lies below the cohort directory.
    fn below(&mut self, words: Vec<String>) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        self.below_given(words, None)
    }

    /// The same, of a list that git makes of what it is told on its standard input.
    fn below_given(
        &mut self,
        mut words: Vec<String>,
        told: Option<String>,
    ) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        if self.git.is_inside_another() {
            words.extend(["--", "."].map(str::to_owned));
        }
        let (prefix, reached) = (&self.git.prefix, &mut self.reached);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let lines = self.git.listed_of(&words, told)?.map(|line| line.map(named));
        let lines = lines.filter(move |named| {
            named.as_ref().map_or(true, |(object, place)| {
                reached.insert(object.clone());
                place.is_empty() || !prefix.starts_with(&format!("{place}/"))
            })
        });
        Ok(self.objects.all(lines))
    }

    /// What the branches and tags hold that a server, by the name of a remote, is not known to have: as [`Inspection::history`]. Of a server
    /// without a name nothing is known.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn not_yet_at(&mut self, remote: &str) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        let is_born = self.git.ask(["rev-parse", "--quiet", "--verify", "HEAD"]).is_ok();
        let head = is_born.then_some("HEAD");
        let known = format!("--remotes={remote}");
        let words = ["rev-list", "--branches", "--tags"].into_iter().chain(head).chain(["--not", &known, "--objects"]);
        self.below(words.map(str::to_owned).collect())
    }

    /// What a push brings to a server, by the name of a remote: as [`Inspection::not_yet_at`].
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn pushed(
        &mut self,
        pushed: &Pushed,
        remote: &str,
    ) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        let known = format!("--remotes={remote}");
        let (objects, before) = pushed.objects();
        let mut told = Vec::new();
        for object in objects {
            if !self.has(object) {
                return Err(not_here(object));
            }
            told.push(object.to_owned());
        }
        // What the server has may be missing here.
        told.extend(before.filter(|object| self.has(object)).map(|object| format!("^{object}")));
        let told = told.into_iter().map(|line| line + "\n").collect::<String>();
        let words = ["rev-list", "--objects", "--stdin", "--not", &known];
        self.below_given(words.map(str::to_owned).to_vec(), Some(told))
    }

    /// Whether an object is in the repository.
    fn has(&self, object: &str) -> bool {
        self.git.ask(["cat-file", "-e", object]).is_ok()
    }

    /// What nothing leads to any more, but is still in the repository: taken back, amended away and forgotten. One at a time, after what
    /// is staged and the history. O(objects) memory. Nothing says of which folder such a thing was: inside a larger repository there
    /// is nothing to look at.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn lost(&mut self) -> Result<impl Iterator<Item = Result<Kept, Problem>>, Problem> {
        let every = ["cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"];
        let every = if self.git.is_inside_another() { None } else { Some(self.git.listed(&every)?) };
        let reached = &self.reached;
        let lost = every.into_iter().flatten().filter(|line| line.as_ref().map_or(true, |object| !reached.contains(object)));
        let named = |object: String| (object.clone(), format!("object {object}"));
        Ok(self.objects.all(lost.map(move |line| line.map(named))))
    }

    /// A warning for each submodule: a repository of its own, of which this one keeps but the number of a commit.
    pub(crate) fn submodules(&self) -> Vec<Problem> {
        let places = self.index.iter().filter_map(|record| {
            let (_, place) = record.split_once('\t').filter(|(head, _)| head.starts_with("160000 "))?;
            Some(Git::another(place.strip_prefix(&self.git.prefix).unwrap_or(place)))
        });
        places.collect()
    }
}

/// What is to be pushed cannot be read.
fn not_here(object: &str) -> Problem {
    failed(&format!("{object} is to be pushed and is not in this repository, so it was not looked at"))
}

/// The object and the path of a line of `rev-list --objects`; a commit has no path.
fn named(line: String) -> (String, String) {
    match line.split_once(' ') {
        Some((object, place)) => (object.to_owned(), place.to_owned()),
        None => (line, String::new()),
    }
}

/// The lines of an answer of git's.
pub(super) struct Listed {
    lines: std::io::Split<BufReader<ChildStdout>>,
    child: Ended,
    told: bool,
}

impl Iterator for Listed {
    type Item = Result<String, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.lines.next() {
            Some(Ok(line)) => Some(Ok(String::from_utf8_lossy(&line).into_owned())),
            Some(Err(error)) => Some(Err(failed(&error.to_string()))),
            None if self.told => None,
            None => {
                // A list that breaks off must not be taken for a short one.
                self.told = true;
                let ended_well = self.child.0.wait().is_ok_and(|status| status.success());
                (!ended_well).then(|| Err(failed("its list broke off")))
            }
        }
    }
}

/// The object and path of a record of `ls-files -s -z`: `100644 OBJECT 0<tab>PATH`.
fn staged_name(record: &str) -> Option<(String, String)> {
    let (head, path) = record.split_once('\t')?;
    let mut words = head.split(' ');
    let other_repository = words.next()? == "160000";
    words.next().filter(|_| !other_repository).map(|object| (object.to_owned(), path.to_owned()))
}
