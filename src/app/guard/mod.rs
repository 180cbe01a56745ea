//! Looks for personal data in everything that git, a cloud service or a reader of the shared files gets, and says how to remove them.
//!
//! What counts as a personal datum is for `people` to say, and how git is asked for `store::git`. Nothing is written here.

mod copies;
mod known;
mod leak;
mod message;
mod needles;
mod own_words;
mod repair;
pub(crate) mod warnings;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::app::session::CohortSession;
use crate::config;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal, Severity};
use crate::domain::side::{BySide, Side};
use crate::people::Secret;
use crate::people::search::{Hit, Needles, Searched, search};
use crate::store::git::{Git, Inspection, Kept, Pushed, TOO_LARGE};
use crate::store::layout;
use copies::PrivateRows;
pub(crate) use known::nobody_is_known;
use leak::{Leak, Leaks, Medium, Telling};
pub(crate) use needles::of_session as needles;
pub(crate) use repair::{Repair, repair};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The files below the cohort directory and what is staged.
    Present,
    /// Everything that git ever had, too.
    WithHistory,
}

/// What was found.
pub(crate) struct Findings {
    leaks: Leaks,
    /// Whether a private file was committed.
    has_committed_private: bool,
    /// What could not be looked at although it is in git, and private files that are.
    pub(crate) faults: Vec<Problem>,
    /// What only the lead can judge: files that git does not have and that cannot be looked into; what git would throw away; other
    /// repositories within this one.
    pub(crate) warnings: Vec<Problem>,
    telling: Telling,
}

impl Findings {
    /// Each file that holds personal data, as one problem, and what could not be looked at.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .leaks
            .iter()
            .filter(|leak| !leak.is_private())
            .map(|leak| leak.problem(&self.telling))
            .chain(self.faults.clone())
            .collect();
        problems.sort();
        problems.dedup();
        problems
    }

    /// As [`Findings::problems`], but of one person only.
    pub(crate) fn about(&self, person: PersonId) -> Vec<Problem> {
        self.leaks.iter().filter_map(|leak| leak.about(person)).map(|leak| leak.problem(&self.telling)).collect()
    }

    /// Whether any of it is in what was committed.
    pub(crate) fn is_in_history(&self) -> bool {
        self.has_committed_private || self.leaks.iter().any(Leak::is_committed)
    }

    /// Whether nothing in git tells anything but names of branches and tags, and the reflog.
    pub(crate) fn is_only_in_names(&self) -> bool {
        !self.has_committed_private && !self.leaks.iter().any(Leak::is_in_commits)
    }
}

/// Every personal datum in the files below the cohort directory, whether git tracks them or not, in what is staged and, if asked,
/// in what git ever had; and what could not be looked at. In a clone without the private folder nobody's data are known: then only
/// private files that are in git are found.
///
/// # Errors
/// When a file cannot be read, or git does not answer.
pub(crate) fn judge(session: &CohortSession, scope: Scope) -> Result<Findings, Refusal> {
    let main = known::in_main_work_tree(session)?;
    let known = main.as_ref().unwrap_or(session);
    let (strangers, unread) = known::only_in_exports(known);
    let needles = needles::sought(session, known, strangers)?;
    let shared = session.workspace().shared()?;
    let mut guard = Guard::new(session, &needles);
    guard.findings.warnings.extend(unread);
    guard.findings.faults.extend(known::lost_register(known));
    guard.rows = PrivateRows::of(known, &shared.files);
    shared.files.iter().for_each(|file| guard.file(file));
    shared.links.iter().for_each(|link| guard.link(link));
    if scope == Scope::WithHistory {
        guard.findings.warnings.extend(shared.repositories.iter().map(|path| Git::another(path)));
    }
    if let Some(git) = session.workspace().git() {
        guard.in_git(git, scope)?;
    }
    let fault = guard.rows.fault();
    guard.findings.faults.extend(fault);
    Ok(guard.findings)
}

/// Whether a name, as of a branch, tells somebody; nothing does in a clone where nobody is known.
///
/// # Errors
/// When the names cannot be searched for.
pub(crate) fn names_somebody(session: &CohortSession) -> Result<impl Fn(&str) -> bool + use<>, Refusal> {
    let needles = needles::of_session(session)?;
    Ok(move |name: &str| !search(name.as_bytes(), &needles).hits.is_empty())
}

/// The personal data in the message of a commit that is about to be made, in its comments too: git keeps them where the message came
/// with the command. Left out is what git writes for an editor, where one `was_edited`.
///
/// # Errors
/// When the names cannot be searched for.
pub(crate) fn judge_message(session: &CohortSession, text: &str, was_edited: bool) -> Result<Vec<Problem>, Refusal> {
    let needles = needles::of_session(session)?;
    let sign = session.workspace().git().and_then(Git::sign_of_comments);
    let text = if was_edited { message::without_gits_own(text, sign.as_deref()) } else { text.to_owned() };
    let mut guard = Guard::new(session, &needles);
    guard.search(Medium::Message, "the message", text.as_bytes());
    Ok(guard.findings.problems())
}

/// The personal data in what a push brings to this remote: of what git told its hook or, where that is not at hand, of every branch and tag
/// that the server does not have yet; and in the names of branches and tags.
///
/// # Errors
/// When git does not answer.
pub(crate) fn judge_push(session: &CohortSession, remote: &str, pushed: Option<&Pushed>) -> Result<Findings, Refusal> {
    let main = known::in_main_work_tree(session)?;
    let known = main.as_ref().unwrap_or(session);
    let (strangers, unread) = known::only_in_exports(known);
    let needles = needles::sought(session, known, strangers)?;
    let shared = session.workspace().shared()?;
    let mut guard = Guard::new(session, &needles);
    guard.findings.warnings.extend(unread);
    let Some(git) = session.workspace().git() else { return Ok(guard.findings) };
    guard.rows = PrivateRows::of(known, &shared.files);
    git.prefix().clone_into(&mut guard.prefix);
    let mut inspection = git.inspect()?;
    match pushed {
        Some(pushed) => inspection.pushed(pushed, remote)?.for_each(|kept| guard.kept(kept, Medium::Pushed)),
        None => inspection.not_yet_at(remote)?.for_each(|kept| guard.kept(kept, Medium::Unpushed)),
    }
    if let Some((names, medium)) = names_of_a_push(git, pushed)? {
        guard.search(medium, "the names of branches and tags", &names);
    }
    let fault = guard.rows.fault();
    guard.findings.faults.extend(fault);
    Ok(guard.findings)
}

/// The names of branches and tags that a server does not have, or may not have; none of a larger repository. What it has already is not
/// brought there; it may be what this push takes away.
fn names_of_a_push(git: &Git, pushed: Option<&Pushed>) -> Result<Option<(Vec<u8>, Medium)>, Problem> {
    if git.is_inside_another() {
        return Ok(None);
    }
    if let Some(pushed) = pushed {
        return Ok(Some((pushed.new_names().into_bytes(), Medium::PushedNames)));
    }
    let Some(Kept { bytes, .. }) = git.names_of_references()? else { return Ok(None) };
    let is_own =
        |line: &&[u8]| [&b"refs/heads/"[..], b"refs/tags/"].iter().any(|kind| line.windows(kind.len()).any(|part| part == *kind));
    let own: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(is_own).collect();
    Ok(Some((own.join(&b'\n'), Medium::PushedNames)))
}

/// The personal data in a text that is to be given to others under this name.
///
/// # Errors
/// When the names cannot be searched for.
pub(crate) fn judge_text(session: &CohortSession, name: &str, text: &str) -> Result<Vec<Problem>, Refusal> {
    let needles = needles::of_session(session)?;
    let mut guard = Guard::new(session, &needles);
    guard.search(Medium::File, name, text.as_bytes());
    Ok(guard.findings.problems())
}

struct Guard<'a> {
    session: &'a CohortSession,
    needles: &'a Needles,
    /// The path from the top of the work tree to the cohort directory.
    prefix: String,
    findings: Findings,
    private: BTreeSet<String>,
    /// What `init` writes as the schema.
    schema: LazyCell<String>,
    /// What was found in each content that was searched, by its digest: most of what git has is what stands in the directory.
    searched: BTreeMap<[u8; 32], Searched>,
    /// What is known as a row of a private table.
    rows: PrivateRows<'a>,
}

/// The lines of another version of the program's own text, those empty that stand in this one: it names nobody, although somebody may
/// be called as one of its words.
fn other_lines(bytes: &[u8], own: &str) -> Vec<u8> {
    let own: BTreeSet<&[u8]> = own.lines().map(str::as_bytes).collect();
    let lines = bytes.split(|byte| *byte == b'\n');
    let others = lines.map(|line| if own.contains(line.trim_ascii_end()) { &[] } else { line });
    others.collect::<Vec<&[u8]>>().join(&b'\n')
}

impl<'a> Guard<'a> {
    fn new(session: &'a CohortSession, needles: &'a Needles) -> Guard<'a> {
        let export = |side: Side| session.settings.survey[side].file.clone().unwrap_or_else(|| "an export".to_owned());
        let exports = BySide { mentors: export(Side::Mentor), mentees: export(Side::Mentee) };
        let cohort = session.cohort();
        let nowhere = cohort.people.keys().copied().filter(|id| needles::counts_nowhere(session, Some(*id))).collect();
        let telling = Telling { exports, nowhere };
        let (leaks, faults, warnings) = (Leaks::default(), Vec::new(), Vec::new());
        let findings = Findings { leaks, has_committed_private: false, faults, warnings, telling };
        let (prefix, private, searched, rows) = (String::new(), BTreeSet::new(), BTreeMap::new(), PrivateRows::default());
        let schema = LazyCell::new(config::schema_text as fn() -> String);
        Guard { session, needles, prefix, findings, private, schema, searched, rows }
    }

    fn file(&mut self, path: &str) {
        self.name(path);
        match self.session.workspace().file(path) {
            // A name that is not UTF-8 does not lead to the file.
            Ok(None) if path.contains(char::REPLACEMENT_CHARACTER) => {
                self.findings.warnings.push(unreadable(path, "its name is in unknown letters").as_warning());
            }
            Ok(None) => {}
            Ok(Some(bytes)) => {
                let why = self.search(Medium::File, path, &bytes).filter(|_| !self.is_allowed(path));
                self.findings.warnings.extend(why.map(|why| unreadable(path, why).as_warning()));
            }
            Err(problem) if problem.is_error() => self.findings.faults.push(problem),
            Err(problem) => self.findings.warnings.push(problem),
        }
    }

    /// A link is not followed; to what it leads is a text that git keeps.
    fn link(&mut self, path: &str) {
        let workspace = self.session.workspace();
        self.name(path);
        self.search(Medium::File, path, workspace.target(path).unwrap_or_default().as_bytes());
        if workspace.leads_into_private(path) {
            let message = "this link leads into the private folder: archives and cloud services copy what it leads to";
            let problem = Problem::error("link-to-private", message).at(Place::file(path));
            self.findings.faults.push(problem.help("delete the link"));
        }
    }

    /// A file can be called after somebody.
    fn name(&mut self, path: &str) {
        let Searched { hits, .. } = self.found_in(path.as_bytes());
        self.findings.leaks.add(Medium::FileName, path, hits.into_iter().map(|hit| Hit { line: None, ..hit }));
    }

    fn found_in(&mut self, bytes: &[u8]) -> Searched {
        let digest = Sha256::digest(bytes).into();
        self.searched.entry(digest).or_insert_with(|| search(bytes, self.needles)).clone()
    }

    /// Gives why it could not be looked into.
    fn search(&mut self, medium: Medium, place: &str, bytes: &[u8]) -> Option<&'static str> {
        let others;
        let mut bytes = bytes;
        if place.ends_with(layout::schema_file().as_str()) {
            if bytes == self.schema.as_bytes() {
                return None;
            }
            others = other_lines(bytes, &self.schema);
            bytes = &others;
        }
        let Searched { mut hits, unreadable } = self.found_in(bytes);
        if self.is_allowed(place) {
            hits.retain(|hit| ![Secret::SURNAME, Secret::INITIALLED].contains(&hit.what));
        } else if medium != Medium::Private {
            hits.extend(self.rows.copied(place, bytes));
        }
        self.findings.leaks.add(medium, place, hits);
        unreadable
    }

    fn in_git(&mut self, git: &Git, scope: Scope) -> Result<(), Problem> {
        git.prefix().clone_into(&mut self.prefix);
        let mut inspection = git.inspect()?;
        inspection.staged()?.for_each(|kept| self.kept(kept, Medium::Staged));
        if scope == Scope::WithHistory {
            inspection.history()?.for_each(|kept| self.kept(kept, Medium::History));
            for Kept { place, bytes } in git.names_of_references()?.into_iter().chain(git.reflog()) {
                self.search(Medium::Records, &place, &bytes);
            }
            self.findings.faults.extend(git.cut_off());
            self.lost(&mut inspection)?;
            for submodule in inspection.submodules() {
                if !self.findings.warnings.contains(&submodule) {
                    self.findings.warnings.push(submodule);
                }
            }
        }
        Ok(())
    }

    /// One object that cannot be read is said; the others are looked at all the same.
    fn kept(&mut self, kept: Result<Kept, Problem>, medium: Medium) {
        let Kept { place, bytes } = match kept {
            Ok(kept) => kept,
            Err(problem) => return self.unread(problem, medium),
        };
        let is_private = self.below(&place).split('/').any(|part| part == "private" || part == layout::LOCAL);
        self.findings.has_committed_private |= is_private && medium == Medium::History;
        if is_private && self.private.insert(place.clone()) {
            self.findings.faults.push(private_in_git(self.below(&place)));
        }
        let below = self.below(&place).to_owned();
        if is_private {
            self.search(Medium::Private, &below, &bytes);
            return;
        }
        let why = self.search(medium, &below, &bytes).filter(|_| !self.is_allowed(&below));
        self.findings.faults.extend(why.map(|why| unreadable(&below, why)));
        self.name(&below);
    }

    /// What is too large to be looked into is refused in git like every file that cannot be, unless `allow` names it.
    fn unread(&mut self, problem: Problem, medium: Medium) {
        let place = problem.place.file.clone().unwrap_or_default();
        let path = self.below(&place).to_owned();
        if problem.code != TOO_LARGE {
            // What leaves this machine unseen is refused.
            let is_pushed = [Medium::Pushed, Medium::Unpushed].contains(&medium);
            let severity = if is_pushed { Severity::Error } else { problem.severity };
            self.findings.faults.push(Problem { severity, ..problem });
        } else if !self.is_allowed(&path) {
            let found = unreadable(&path, "it is larger than 64 MB");
            self.findings.faults.push(if medium == Medium::Staged { found } else { found.as_warning() });
        }
    }

    /// What git would throw away: no clone gets it.
    fn lost(&mut self, inspection: &mut Inspection<'_>) -> Result<(), Problem> {
        let mut lost = Leaks::default();
        for kept in inspection.lost()? {
            let Kept { place, bytes } = kept?;
            lost.add(Medium::Lost, &place, self.found_in(&bytes).hits);
        }
        let telling = &self.findings.telling;
        self.findings.warnings.extend(lost.iter().map(|leak| leak.problem(telling).as_warning()));
        Ok(())
    }

    /// A path as it is seen from the cohort directory; as it is where it is no path.
    fn below<'p>(&self, place: &'p str) -> &'p str {
        place.strip_prefix(&self.prefix).unwrap_or(place)
    }

    fn is_allowed(&self, path: &str) -> bool {
        self.session.settings.privacy.allow.iter().any(|allowed| allowed == path)
    }
}

fn unreadable(path: &str, why: &str) -> Problem {
    let message = format!("revmentor cannot look inside this file, so it may hold personal data: {why}");
    let help = format!("remove it, or write allow = [{path:?}] under [privacy] in cohort.toml if you know that it names nobody");
    Problem::error("cannot-look-into", message).at(Place::file(path)).help(help)
}

fn private_in_git(place: &str) -> Problem {
    let message = "a private file is in git, or about to be";
    let help = "run `git rm -r --cached private`; if it was committed, `revmentor init --hook` prints the commands that remove it \
                from git's history";
    Problem::error("private-in-git", message).at(Place::file(place)).help(help)
}
