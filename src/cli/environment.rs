//! The outer environment as it is handed in: the clock, entropy, the terminal, where the program was started.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;

/// How wide a table is where there is no terminal, in characters.
pub const WIDTH_OF_A_PIPE: u16 = 120;

/// Everything that the program takes from outside, so that a test can hand in its own.
pub struct Environment<'a> {
    /// The command line, the program's name first.
    pub arguments: Vec<OsString>,
    /// The date of the machine's clock, in local time.
    pub today: NaiveDate,
    /// Draws 32 unpredictable bytes.
    pub entropy: &'a mut dyn FnMut() -> anyhow::Result<[u8; 32]>,
    /// Where the program was started.
    pub directory: PathBuf,
    /// The program's own file, where the system tells.
    pub program: Option<PathBuf>,
    /// How wide a table may be, in characters.
    pub width: u16,
    /// Standard output: results.
    pub out: &'a mut dyn Write,
    /// Standard error: messages for people.
    pub err: &'a mut (dyn Write + Send),
    /// Whether standard error is a terminal, where somebody wants to know that long work goes on.
    pub watched: bool,
    /// Whether standard output is a terminal, on which sentences are broken between words.
    pub shown: bool,
}

impl Environment<'_> {
    /// Prints what clap says of the command line: help and version to standard output, faults to standard error.
    pub(super) fn usage(&mut self, said: &clap::Error) -> u8 {
        let text = said.render().ansi().to_string();
        let printed = if said.use_stderr() { self.err.write_all(text.as_bytes()) } else { self.out.write_all(text.as_bytes()) };
        match printed {
            Ok(()) => u8::try_from(said.exit_code()).unwrap_or(2),
            Err(_) => 1,
        }
    }
}
