//! Personal data that were found, grouped by file, and how they are reported: whose and of what kind, never the data themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::side::BySide;
use crate::people::Secret;
use crate::people::search::{CODE, Hit, Whose};
use crate::store::layout;

/// Where personal data were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Medium {
    /// A file below the cohort directory.
    File,
    /// The name of such a file, or of one in git.
    FileName,
    /// What the next commit would hold.
    Staged,
    /// A private file in git, which is reported as such.
    Private,
    /// The message of a commit that is about to be made.
    Message,
    /// What was committed, and messages of commits and tags.
    History,
    /// Names of branches, and the reflog.
    Records,
    /// What is pushed.
    Pushed,
    /// What no server has yet, of every branch.
    Unpushed,
    /// Names of branches and tags that are pushed, or may be.
    PushedNames,
    /// Objects that nothing in git refers to any more.
    Lost,
}

impl Medium {
    fn words(self) -> &'static str {
        match self {
            Medium::File => "a file outside private/",
            Medium::FileName => "a file name",
            Medium::Staged => "the staged files",
            Medium::Private => "a private file that is in git",
            Medium::Message => "the commit message",
            Medium::History => "git's history",
            Medium::Records => "the names of branches and tags, or the reflog",
            Medium::Pushed | Medium::Unpushed => "what is pushed",
            Medium::PushedNames => "the name of a branch or tag that is pushed",
            Medium::Lost => "an object that nothing in git refers to any more",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Medium::File => "remove it from the file, or move the file into private/",
            Medium::FileName => "rename the file",
            Medium::Staged => "remove it from the file, then run `git add -A`",
            Medium::Private => "run `git rm -r --cached private`: the files stay as they are, and leave git",
            Medium::Message => "write ids such as M03 instead",
            Medium::History => {
                "remove it from the files, then run `revmentor init --hook`: it prints the commands that remove it from git's history"
            }
            Medium::Pushed => {
                "remove it from the files, then run `revmentor init --hook`: it prints the commands that remove it from the commits"
            }
            Medium::Unpushed => {
                "remove it from the files, then run `revmentor init --hook`: it prints the commands that remove it from the commits; if it is in \
                 a branch that is not needed, delete the branch"
            }
            Medium::PushedNames => "rename the branch or tag, or delete it if it is not needed",
            Medium::Records => "rename the branch or tag; `git reflog expire --expire=now --all` clears the reflog",
            Medium::Lost => "no clone receives it; `git gc --prune=now` deletes it",
        }
    }
}

/// How many data of one file are listed one by one.
const LISTED: usize = 3;

/// What rows of a private table are called.
pub(super) const COPY: &str = "copy of a private table";

/// The personal data of one file, commit or tag.
#[derive(Clone, Debug)]
pub(super) struct Leak {
    place: String,
    line: Option<u32>,
    media: BTreeSet<Medium>,
    data: BTreeSet<(Whose, &'static str)>,
}

impl Leak {
    pub(super) fn is_committed(&self) -> bool {
        self.media.contains(&Medium::History) || self.media.contains(&Medium::Records)
    }

    /// Whether it is in something that only a new history removes: not in the mere name of a branch.
    pub(super) fn is_in_commits(&self) -> bool {
        self.media.contains(&Medium::History)
    }

    /// Whether it stands where a private file that is in git is reported already.
    pub(super) fn is_private(&self) -> bool {
        self.media.iter().all(|medium| *medium == Medium::Private)
    }

    /// What of it is about one person.
    pub(super) fn about(&self, person: PersonId) -> Option<Leak> {
        let data: BTreeSet<_> = self.data.iter().filter(|(of, _)| *of == Whose::Person(person)).copied().collect();
        (!data.is_empty()).then(|| Leak { data, ..self.clone() })
    }

    /// The leak as a problem.
    pub(super) fn problem(&self, telling: &Telling) -> Problem {
        let of = |(of, what): &(Whose, &str)| match of {
            Whose::Person(id) => format!("{id}'s {what}"),
            Whose::Row(side, row) => format!("the {what} in row {row} of {}", telling.exports[*side]),
            Whose::Nobody => format!("the {what}"),
        };
        let mut data: Vec<String> = self.data.iter().take(LISTED).map(of).collect();
        let more = self.data.len().saturating_sub(LISTED);
        if more > 0 {
            data.push(format!("{more} more"));
        }
        let verb = if self.data.len() == 1 { "is" } else { "are" };
        let media: Vec<&str> = self.media.iter().map(|medium| medium.words()).collect();
        let is_copy = self.data.iter().all(|(_, what)| *what == COPY);
        let message = if is_copy {
            format!("rows of a private table are in {}", joined(&media))
        } else {
            format!("{} {verb} in {}", joined(&data), joined(&media))
        };
        let place = Place::file(&self.place);
        Problem::error(CODE, message)
            .at(self.line.map_or(place.clone(), |line| place.line(line)))
            .help(self.help(is_copy, telling))
    }

    fn help(&self, is_copy: bool, telling: &Telling) -> String {
        let is_view = self.media.contains(&Medium::File) && layout::views().iter().any(|view| view.as_str() == self.place);
        let first = if is_view {
            "it is written from cohort.toml and facts/: change the text there, then `revmentor build`"
        } else {
            self.media.iter().next_back().map_or("", |medium| medium.help())
        };
        let of_message = || self.media.iter().next_back().and_then(|medium| self.help_of_message(*medium));
        let mut help = vec![of_message().unwrap_or_else(|| first.to_owned())];
        if self.data.iter().all(|(_, what)| *what == Secret::SURNAME) {
            help.push(
                "if it is a word that means nobody here, write that word into `allow` under [privacy] in cohort.toml".to_owned(),
            );
        } else if self.data.iter().all(|(_, what)| [Secret::SURNAME, Secret::INITIALLED].contains(what)) {
            help.push(
                "if it means somebody else, or nobody, write it as it stands there into `allow` under [privacy] in cohort.toml, \
                 as in allow = [\"J. Smith\"]"
                    .to_owned(),
            );
        }
        if is_copy {
            help.push(format!("if it tells of nobody, write allow = [{:?}] under [privacy] in cohort.toml", self.place));
        }
        if self.data.iter().any(|(of, _)| matches!(of, Whose::Row(..))) {
            help.push("if that row is a test of your own, delete it from the export".to_owned());
        }
        if self.data.iter().any(|(_, what)| *what == Secret::REASON) {
            help.push("a reason is what you wrote behind `--reason`: say it in other words here".to_owned());
        }
        if let Some(id) = self
            .data
            .iter()
            .find_map(|(of, _)| of.person())
            .filter(|id| telling.may_be_a_test(*id) && self.place == layout::COHORT_FILE)
        {
            help.push(format!("if {id} is a test of your own, run `revmentor withdraw {id} --never-joined`"));
        }
        help.join("; ")
    }

    /// What removes it from the message of a commit or tag that was made; none where it stands elsewhere.
    fn help_of_message(&self, medium: Medium) -> Option<String> {
        let (kind, object) =
            self.place.split_once(' ').filter(|(_, object)| object.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let is_pushed = [Medium::Pushed, Medium::Unpushed].contains(&medium);
        let cure = "run `revmentor init --hook`: it prints the commands that remove it from git's history";
        match kind {
            "commit" if is_pushed => Some(format!(
                "if this is the newest commit of the branch, write another message with `git commit --amend`; if it is an older one, {cure}"
            )),
            "commit" if medium == Medium::History => Some(cure.to_owned()),
            "tag" if is_pushed || medium == Medium::History => Some(format!(
                "delete the tag, with `git tag -d $(git for-each-ref --format='%(refname:short)' --points-at={object} refs/tags)`, and \
                 make it again with another message; if a server has it already, {cure}"
            )),
            _ => None,
        }
    }
}

/// What the words about a leak are made from.
pub(super) struct Telling {
    /// The files of the rows that nobody with an id wrote.
    pub exports: BySide<String>,
    /// Who never took part, or was erased.
    pub nowhere: BTreeSet<PersonId>,
}

impl Telling {
    /// Whether the lead may still say of somebody that it was a test.
    fn may_be_a_test(&self, person: PersonId) -> bool {
        !self.nowhere.contains(&person)
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined<S: AsRef<str>>(parts: &[S]) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// Every leak, by place.
#[derive(Debug, Default)]
pub(super) struct Leaks(BTreeMap<String, Leak>);

impl Leaks {
    /// Adds what was found in one medium at a place.
    pub(super) fn add(&mut self, medium: Medium, place: &str, hits: impl IntoIterator<Item = Hit>) {
        for hit in hits {
            let empty = || Leak { place: place.to_owned(), line: hit.line, media: BTreeSet::new(), data: BTreeSet::new() };
            let leak = self.0.entry(place.to_owned()).or_insert_with(empty);
            leak.media.insert(medium);
            leak.data.insert((hit.of, hit.what));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Leak> {
        self.0.values()
    }
}
