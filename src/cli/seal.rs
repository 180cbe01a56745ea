//! `seal`: the private folder in one bundle that only the named recipients can open, so that a second lead can work.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::recipient::Recipient;
use crate::domain::shell;
use crate::store::git::Git;
use crate::store::layout::{self, Folder};
use crate::store::sealing::{self, Contents, Program};

/// Put the private folder into one file that only the named recipients can open
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The public key of a recipient (age1…, ssh-ed25519 …) [default: the recipients in cohort.toml]
    #[arg(long = "to", value_name = "RECIPIENT")]
    to: Vec<String>,
    /// A file of public keys, one a line
    #[arg(long, value_name = "FILE")]
    recipients: Option<PathBuf>,
    /// Where the bundle is put [default: private/private.age]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    session.records()?;
    let recipients = recipients(arguments, &session, console)?;
    let file = arguments.out.as_ref().map_or_else(|| layout::bundle().under(session.workspace().root()), |out| console.path(out));
    sealing::may_stand_at(&file)?;
    let contents = contents(&session, console)?;
    let committed = Git::would_take(&file)?.then(|| would_be_committed(&file));
    console.warn(&committed.into_iter().collect::<Vec<_>>())?;
    let (files, people) = (several(contents.len(), "private file"), several(recipients.len(), "recipient"));
    let what = format!("{files} for {people} in {}", file.display());
    let root = session.workspace().root();
    console.show_change(file.strip_prefix(root).unwrap_or(&file), !file.exists());
    if arguments.write.dry_run {
        console.say(&format!("Dry run, nothing is written. It would seal {what}."))?;
        return Ok(Done);
    }
    let program = Program::find().map_err(|problem| Refusal::unmet(vec![problem]))?;
    let sealed = program.seal(&sealing::pack(&contents)?, &recipients)?;
    sealing::put(&file, &sealed).map_err(|problem| Refusal::unmet(vec![problem]))?;
    console.say(&format!("Sealed {what}."))?;
    let shown = shell::path(file.strip_prefix(root).unwrap_or(&file));
    console.say(&format!(
        "Whoever has one of the secret keys runs `revmentor unseal {shown}` in a clone of this directory; `--identity` names the key's file.",
    ))?;
    console.say("An erasure does not reach a bundle that was sent: seal anew, and have the old one deleted.")?;
    Ok(Done)
}

/// `1 recipient`, `2 recipients`.
fn several(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Everything in the private folder but an older bundle and the views, which every clone makes itself; what cannot be sealed is named.
fn contents(session: &CohortSession, console: &mut Console<'_>) -> anyhow::Result<Contents> {
    let listing = session.workspace().list(Folder::Private)?;
    let left_out = |file: &String| {
        let problem = Problem::warning("not-sealed", "this file's name is not valid on every system, so it is not sealed");
        problem.at(Place::file(file.as_str())).help("give it a plain name")
    };
    console.warn(&listing.strangers.iter().map(left_out).collect::<Vec<_>>())?;
    let mut contents = Contents::new();
    for path in listing.files.into_iter().filter(|path| *path != layout::bundle() && !layout::private_views().contains(path)) {
        let bytes = session.workspace().read(&path)?;
        contents.extend(bytes.map(|bytes| (path, bytes)));
    }
    Ok(contents)
}

/// Those who are named on the command line and in a file; else those of cohort.toml.
fn recipients(arguments: &Arguments, session: &CohortSession, console: &Console<'_>) -> Result<Vec<Recipient>, Refusal> {
    let refused = |why: crate::domain::recipient::NotARecipient, place: Place| {
        Problem::error("bad-recipient", why.to_string()).at(place).help(why.help())
    };
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for text in &arguments.to {
        match Recipient::read(text) {
            Ok(recipient) => found.push(recipient),
            Err(why) => problems.push(refused(why, Place::default().column("--to"))),
        }
    }
    if let Some(file) = &arguments.recipients {
        let name = file.display().to_string();
        let unreadable = |error: std::io::Error| {
            let problem = Problem::error("unreadable", format!("this file cannot be read: {error}")).at(Place::file(&name));
            problem.help("name a file with one public key on each line")
        };
        match Recipient::read_lines(&std::fs::read_to_string(console.path(file)).map_err(unreadable)?) {
            Ok(more) => found.extend(more),
            Err(lines) => problems.extend(lines.into_iter().map(|(line, why)| refused(why, Place::file(&name).line(line)))),
        }
    }
    if arguments.to.is_empty() && arguments.recipients.is_none() {
        found = session.settings.privacy.recipients.iter().filter_map(|text| Recipient::read(text).ok()).collect();
    }
    found.sort();
    found.dedup();
    if problems.is_empty() && found.is_empty() {
        problems.push(nobody());
    }
    if problems.is_empty() { Ok(found) } else { Err(Refusal::input(problems)) }
}

fn nobody() -> Problem {
    let help =
        "name their public key with --to age1…, or write recipients = [\"age1…\"] under [privacy]; `age-keygen` makes a key";
    Problem::error("no-recipient", "nobody is named who could open the bundle").help(help)
}

fn would_be_committed(file: &Path) -> Problem {
    let message = "git does not ignore this file, so a commit would take the bundle; what is committed stays for ever";
    Problem::warning("would-be-committed", message)
        .at(Place::file(file.display().to_string()))
        .help("put it outside the repository, or leave --out away")
}
