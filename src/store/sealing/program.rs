//! The program that encrypts: `age` (<https://age-encryption.org>) or its twin `rage`, whichever is installed. Only public keys and
//! the names of files stand on its command line; a passphrase it asks for itself, at the terminal.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{LARGEST, Recipient};
use crate::domain::problem::{Place, Problem};
use crate::domain::text;

/// The programs that can do it, the better known first.
const KNOWN: [&str; 2] = ["age", "rage"];

/// An installed program that seals and opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Program(&'static str);

impl Program {
    /// The first that is installed.
    ///
    /// # Errors
    /// When none is, with how to install one.
    pub(crate) fn find() -> Result<Program, Problem> {
        let answers = |name: &str| {
            let mut program = Command::new(name);
            let asked = program.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
            asked.is_ok_and(|status| status.success())
        };
        KNOWN.into_iter().find(|name| answers(name)).map(Program).ok_or_else(|| {
            Problem::error("no-age", "neither `age` nor `rage` is installed, and one of them does the encryption").help(
                "install age: `apt install age`, `brew install age`, `winget install FiloSottile.age`, or `cargo install rage`",
            )
        })
    }

    /// Encrypts for every recipient.
    ///
    /// # Errors
    /// When the program does, in its words.
    pub(crate) fn seal(self, plain: &[u8], recipients: &[Recipient]) -> Result<Vec<u8>, Problem> {
        let keys = recipients.iter().flat_map(|recipient| [OsString::from("-r"), recipient.to_string().into()]);
        self.run(keys, plain).map_err(|why| {
            Problem::error("not-sealed", format!("`{}` did not seal the bundle: {why}", self.0))
                .help("look at the recipients' keys; nothing was written")
        })
    }

    /// Decrypts with the identity in a file; without one the program asks for a passphrase.
    ///
    /// # Errors
    /// When the program does, in its words.
    pub(crate) fn open(self, file: &Path, sealed: &[u8], identity: Option<&Path>) -> Result<Vec<u8>, Problem> {
        let identity = identity.into_iter().flat_map(|file| [OsString::from("-i"), file.as_os_str().to_owned()]);
        self.run(std::iter::once("-d".into()).chain(identity), sealed).map_err(|why| {
            Problem::error("not-opened", format!("`{}` did not open the bundle: {why}", self.0))
                .at(Place::file(file.display().to_string()))
                .help("name the file of your secret key with --identity FILE; the bundle has to be sealed for its public key")
        })
    }

    fn run<S: AsRef<OsStr>>(self, arguments: impl Iterator<Item = S>, input: &[u8]) -> Result<Vec<u8>, String> {
        let mut program = Command::new(self.0);
        program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().map_err(|error| error.to_string())?;
        let said = converse(&mut child, input);
        let ended = child.wait().map_err(|error| error.to_string())?;
        let (output, errors) = said?;
        if ended.success() { Ok(output) } else { Err(in_a_line(&errors)) }
    }
}

/// Hands the input in while both outputs are read: whichever pipe is full, nobody waits for ever.
fn converse(child: &mut Child, input: &[u8]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (Some(mut stdin), Some(stdout), Some(mut stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
        return Err("it cannot be spoken with".to_owned());
    };
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || stdin.write_all(input));
        let errors = scope.spawn(move || {
            let mut errors = Vec::new();
            stderr.read_to_end(&mut errors).map(|_| errors)
        });
        let mut output = Vec::new();
        let read = stdout.take(LARGEST + 1).read_to_end(&mut output);
        let written = writer.join().map_err(|_| "it broke off".to_owned())?;
        let errors = errors.join().map_err(|_| "it broke off".to_owned())?.map_err(|error| error.to_string())?;
        read.map_err(|error| error.to_string())?;
        match written {
            // A program that refuses stops listening; why stands in what it said.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
            _ if output.len() as u64 > LARGEST => Err("what it holds is too large for a private folder".to_owned()),
            _ => Ok((output, errors)),
        }
    })
}

/// The first words of what a program said, without its advice to report faults.
fn in_a_line(errors: &[u8]) -> String {
    let said = String::from_utf8_lossy(errors);
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why");
    text::tidy(line).chars().take(200).collect()
}
