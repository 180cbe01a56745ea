//! Warnings about where the cohort directory is: a clone without the hooks, a folder that a cloud service synchronises.

use std::path::Path;

use crate::domain::problem::{Place, Problem};
use crate::store::git::{Git, hook};
use crate::store::volume;

/// In this clone git does not ask revmentor before a commit.
pub(crate) fn missing_hook(git: Option<&Git>) -> Option<Problem> {
    let git = git?;
    if hook::is_installed(git) {
        return None;
    }
    let message = "git does not check every commit and push in this clone: hooks are not copied when a repository is cloned";
    Some(Problem::warning("no-hook", message).help("run `revmentor init --hook`"))
}

/// Where nobody's name is at hand, silence is no clean bill; `act` is what git does there.
pub(crate) fn nobody_known(act: &str) -> Problem {
    let message = "this clone has no private folder, so nobody's name is known here and only private files are looked for";
    Problem::warning("nobody-known", message)
        .help(format!("{act} where private/ is, or open its bundle here with `revmentor unseal`"))
}

/// The private folder is copied to servers, or lies on one.
pub(crate) fn synchronised(root: &Path) -> Option<Problem> {
    let service = volume::service(root)?;
    let message = format!("private/ is in a folder of {service}: its servers have the names and answers, too");
    let help = "keep the cohort directory on a local disk, or make sure that nobody else can open the folder and that the \
                programme's privacy notice mentions it";
    Some(Problem::warning("synchronised", message).at(Place::file(root.join("private").display().to_string())).help(help))
}
