//! The hooks: a commit is made only of a cohort that passes its checks, and with a message that names nobody; what is pushed names
//! nobody. The one thing here that writes into a repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Git, failed};
use crate::domain::problem::{Place, Problem};
use crate::store::layout::LOCAL;

/// The code of a hook of somebody else's.
const FOREIGN: &str = "foreign-hook";

/// By this line a hook is known as ours.
const MARK: &str = "# Installed by `revmentor init --hook`";

/// A hook: its name, what it says of itself, what passes it by, what it does before it looks after its cohorts, what it does where the folder
/// `$1` of one is not checked out and what where it is, how it knows a program that is too old for it, how it asks the program about it, and
/// what somebody else's hook runs for a cohort.
struct Hook {
    name: &'static str,
    title: &'static str,
    passed_by: &'static str,
    before: &'static str,
    absent: &'static str,
    passes: &'static str,
    known: &'static str,
    ask: &'static str,
    command: &'static str,
}

/// Where the program is missing nothing is committed or pushed unchecked. In a repository that holds more than cohorts, commits that touch
/// none of them are let pass. An amended commit may touch one although nothing is staged. Merges, rebases and patches ask no hook
/// about their files: what they brought is looked at before it is pushed. A merge is not held up either, although git has a hook for it:
/// its views are stale until `build` has made them, which only a finished merge allows.
const HOOKS: [Hook; 3] = [
    Hook {
        name: "pre-commit",
        title: "no commit of a broken cohort, or with a personal datum in it.",
        passed_by: "`git commit --no-verify` skips this check: what it would refuse is committed then",
        before: "",
        absent: "",
        passes: "
    if [ -n \"$1\" ] && git diff --cached --quiet -- \"$top/$1\"; then return 0; fi",
        known: "",
        ask: "check",
        command: "check",
    },
    Hook {
        name: "commit-msg",
        title: "no commit with a personal datum in its message.",
        passed_by: "`git commit --no-verify` skips this check: what it would refuse is committed then",
        before: "case $1 in
    /* | ?:*) message=$1 ;;
    *) message=$PWD/$1 ;;
esac
",
        absent: "",
        passes: "
    if [ -n \"$1\" ] && git diff --cached --quiet -- \"$top/$1\" && \\
        git diff --quiet HEAD^ HEAD -- \"$top/$1\" 2>/dev/null; then return 0; fi",
        known: "",
        ask: "check --message \"$message\"",
        command: "check --message \"$1\"",
    },
    Hook {
        name: "pre-push",
        title: "no push of a personal datum, however it came into a commit.",
        passed_by: "`git push --no-verify` skips this check: what it would refuse is on the server then",
        before: "remote=$1
refs=$(mktemp) || exit 1
trap 'rm -f \"$refs\"' EXIT
cat >\"$refs\" || exit 1
",
        absent: "
        name=\"'$1'\"
        [ -n \"$1\" ] || name='the cohort'
        while read -r line; do
            line=${line% *}
            line=${line% *}
            git cat-file -e \"${line##* }:${1:+$1/}cohort.toml\" 2>/dev/null || continue
            echo \"revmentor: $name is not checked out, so what is pushed of it was not looked at.\" >&2
            break
        done <\"$refs\"",
        passes: "",
        known: "check --list --push x --refs x",
        ask: "check --push \"$remote\" --refs \"$refs\"",
        command: "check --push \"$1\"",
    },
];

/// What became of the hooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hooked {
    /// They were there already.
    Already,
    /// They were there for another cohort of the repository, or in an older form, and look after this one now.
    Extended,
    /// One of them at least is new.
    Installed,
}

/// Installs the hooks for the cohort directory of `git`; nothing of anybody else's is overwritten. `program` is the program's own file: the
/// windows of other programs, such as an editor's, often have a PATH that is not the one of the lead's terminal.
///
/// # Errors
/// As [`planned`], or what the disk says.
pub(crate) fn install(git: &Git, program: Option<&Path>) -> Result<Hooked, Vec<Problem>> {
    let folder = git.hooks();
    let mut hooked = Hooked::Already;
    for (file, text, became) in planned(git, program)?.files.into_iter().filter(|(.., became)| *became != Hooked::Already) {
        hooked = hooked.max(became);
        let write = || fs::create_dir_all(folder).and_then(|()| fs::write(&file, &text)).and_then(|()| make_executable(&file));
        write().map_err(|error| vec![fault(&error, &file)])?;
    }
    Ok(hooked)
}

/// What [`install`] does.
pub(crate) struct Planned {
    /// The files that it writes, with their texts, and what becomes of each.
    pub files: Vec<(PathBuf, String, Hooked)>,
    /// A warning for each hook of somebody else's, with the line to add to it.
    pub foreign: Vec<Problem>,
}

/// What [`install`] would do.
///
/// # Errors
/// `foreign-hook` where each hook is somebody else's, or the hooks are not the repository's own; or what the disk says.
pub(crate) fn planned(git: &Git, program: Option<&Path>) -> Result<Planned, Vec<Problem>> {
    let folder = git.hooks();
    let planned = |hook: &Hook| hook.text(git, folder, program).map(|(text, became)| (folder.join(hook.name), text, became));
    let (fit, foreign): (Vec<_>, Vec<_>) = HOOKS.iter().map(planned).partition(Result::is_ok);
    let (files, foreign): (Vec<_>, Vec<Problem>) =
        (fit.into_iter().filter_map(Result::ok).collect(), foreign.into_iter().filter_map(Result::err).collect());
    let is_foreign = |problem: &Problem| problem.code == FOREIGN;
    if files.is_empty() || !foreign.iter().all(is_foreign) {
        return Err(foreign);
    }
    Ok(Planned { files, foreign: foreign.into_iter().map(Problem::as_warning).collect() })
}

/// Whether all hooks look after the cohort directory of `git`.
pub(crate) fn is_installed(git: &Git) -> bool {
    let line = line(git);
    let looks_after = |hook: &Hook, text: String| text.contains(MARK) && text.contains(&line) || hook.is_by_hand(&text, git);
    let is_there = |hook: &Hook| fs::read_to_string(git.hooks().join(hook.name)).is_ok_and(|text| looks_after(hook, text));
    HOOKS.iter().all(is_there)
}

/// Whether it was said in this clone that it has no hook.
pub(crate) fn is_told(root: &Path) -> bool {
    told(root).exists()
}

/// Keeps in mind that it was said. Where that cannot be kept it is said again.
pub(crate) fn tell(root: &Path) {
    _ = fs::write(told(root), "It was said that this clone has no hook.\n");
}

fn told(root: &Path) -> PathBuf {
    root.join(LOCAL).join("no-hook")
}

/// The line that stands for the cohort directory of `git`.
fn line(git: &Git) -> String {
    format!("cohort {} || exit 1\n", quoted(git.prefix().trim_end_matches('/')))
}

impl Hook {
    /// The hook without its cohorts. It runs in sh on every system: Git for Windows brings one along.
    fn head(&self, program: Option<&Path>) -> String {
        let Hook { title, passed_by, before, absent, passes, ask, .. } = self;
        let (is_fit, is_unfit, missing) = self.fitness();
        let program = program.map(|path| path.display().to_string()).unwrap_or_default();
        let program = quoted(&if cfg!(windows) { program.replace('\\', "/") } else { program });
        format!(
            "#!/bin/sh
{MARK}: {title}
# One line for each cohort directory of this repository. {passed_by}.
program={program}
top=$(git rev-parse --show-toplevel) || exit 1
{before}cohort() {{
    if [ ! -e \"$top/$1/cohort.toml\" ]; then{absent}
        return 0
    fi{passes}
    if command -v revmentor >/dev/null 2>&1{is_fit}; then
        program=revmentor
    elif [ ! -x \"$program\" ]{is_unfit}; then
        echo '{missing}' >&2
        echo 'Install it, or put its folder on the PATH; then run: revmentor init --hook' >&2
        return 1
    fi
    \"$program\" -C \"$top/$1\" {ask}
}}
"
        )
    }

    /// How the hook knows whether a program is too old for it, and what it says where none is fit. An older one calls each option that it does
    /// not know a mistake.
    fn fitness(&self) -> (String, String, &'static str) {
        let missing = "revmentor was not found, so nothing was checked, committed or pushed.";
        if self.known.is_empty() {
            return (String::new(), String::new(), missing);
        }
        let known = format!("{} >/dev/null 2>&1", self.known);
        let missing = "revmentor was not found, or is older than this hook, so nothing was pushed.";
        (format!(" && revmentor {known}"), format!(" || ! \"$program\" {known}"), missing)
    }

    /// The hook as it shall stand. The lines of other cohorts stay, below the newest head.
    fn text(&self, git: &Git, folder: &Path, program: Option<&Path>) -> Result<(String, Hooked), Problem> {
        let file = folder.join(self.name);
        let found = match fs::read_to_string(&file) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(fault(&error, &file)),
        };
        let (known, became) = match found {
            Some(text) if self.is_by_hand(&text, git) => return Ok((text, Hooked::Already)),
            Some(text) if !text.contains(MARK) => return Err(self.foreign(&file, git)),
            None if !git.owns(folder) => return Err(self.foreign(&file, git)),
            Some(text) => (text, Hooked::Extended),
            None => (String::new(), Hooked::Installed),
        };
        let line = line(git);
        let cohorts = known.split_inclusive('\n').filter(|known| known.starts_with("cohort '") && **known != line);
        let lines: String = cohorts.chain([line.as_str()]).collect();
        let head = self.head(program);
        let text = format!("{head}{lines}");
        let is_same = known.starts_with(&head) && known.contains(&line);
        Ok(if is_same { (known, Hooked::Already) } else { (text, became) })
    }

    /// The line by which a hook of somebody else's looks after the cohort directory, too.
    fn line_by_hand(&self, git: &Git) -> String {
        let folder = quoted(git.prefix().trim_end_matches('/'));
        let folder = if folder == "''" { ".".to_owned() } else { folder };
        format!("revmentor -C {folder} {} || exit 1", self.command)
    }

    /// Whether somebody put that line into a hook of another program's.
    fn is_by_hand(&self, text: &str, git: &Git) -> bool {
        let line = self.line_by_hand(git);
        !text.contains(MARK) && text.lines().any(|known| known.trim() == line)
    }

    fn foreign(&self, file: &Path, git: &Git) -> Problem {
        Problem::error(FOREIGN, "another hook is here, or hooks that other repositories share; it is left as it is")
            .at(Place::file(file.display().to_string()))
            .help(format!("add to it, then run `revmentor init --hook` again: {}", self.line_by_hand(git)))
    }
}

impl Git {
    /// Whether a folder is the repository's own, and not one that many repositories share (`core.hooksPath`).
    fn owns(&self, folder: &Path) -> bool {
        // The folder itself may not be there yet; the way to it is.
        let there = folder.ancestors().find(|part| part.exists()).unwrap_or(folder);
        matches!((there.canonicalize(), self.common.canonicalize()), (Ok(there), Ok(own)) if there.starts_with(&own))
    }
}

fn fault(error: &io::Error, file: &Path) -> Problem {
    failed(&error.to_string()).at(Place::file(file.display().to_string()))
}

/// A word in a hook, which sh reads on every system: always in quotes, because by them the line of a cohort is known.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

/// Git for Windows runs a hook by its first line.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
