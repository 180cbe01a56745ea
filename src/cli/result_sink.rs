//! Where the result of a verb goes: standard output or the file of `--output`; in JSON as one document when the verb has ended.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::shell;
use crate::render::output::{Format, JsonReport};
use crate::store::layout::{self, RelPath};

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Well,
    Refused,
}

/// Takes the result of a verb.
#[derive(Debug)]
pub(super) struct ResultSink {
    format: Format,
    /// The file of `--output`.
    file: Option<PathBuf>,
    /// What stands in that file once the verb has ended.
    text: String,
    /// `None` when the document was printed whole.
    report: Option<JsonReport>,
    /// Whether the text is a table in CSV.
    is_csv: bool,
}

impl ResultSink {
    pub(super) fn new(format: Format, file: Option<PathBuf>) -> ResultSink {
        ResultSink { format, file, text: String::new(), report: Some(JsonReport::default()), is_csv: false }
    }

    /// Whether it goes to a file.
    pub(super) fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// The JSON document, where one is asked for.
    pub(super) fn report(&mut self) -> Option<&mut JsonReport> {
        self.report.as_mut().filter(|_| self.format == Format::Json)
    }

    /// Writes text, or keeps it for the file.
    pub(super) fn write(&mut self, text: &str, out: &mut dyn Write) -> std::io::Result<()> {
        if self.file.is_some() {
            self.text.push_str(text);
            return Ok(());
        }
        out.write_all(text.as_bytes())
    }

    /// From now on what is written is a result in the format that was asked for, and no text that is the same in every format.
    pub(super) fn shows_a_result(&mut self) {
        self.is_csv = self.format == Format::Csv;
    }

    /// Writes a text that is the whole document, whatever the format.
    pub(super) fn write_whole(&mut self, text: &str, out: &mut dyn Write) -> std::io::Result<()> {
        self.report = None;
        self.write(text, out)
    }

    /// The verb has ended: what was gathered is written. A refusal without a document leaves an older file as it is. Where the file
    /// cannot be written, the document waits to be finished on standard output.
    ///
    /// # Errors
    /// When the file or standard output cannot be written.
    pub(super) fn finish(&mut self, ended: Ended, out: &mut dyn Write) -> anyhow::Result<()> {
        let report = self.report.take().filter(|_| self.format == Format::Json);
        let document = report.as_ref().map(|report| report.clone().text()).unwrap_or_default();
        self.write(&document, out)?;
        let Some(file) = self.file.take() else { return Ok(()) };
        if ended == Ended::Refused && self.text.is_empty() {
            return Ok(());
        }
        // Without the mark Excel takes a file of CSV for one in the machine's own encoding.
        let mark = if self.is_csv { "\u{feff}" } else { "" };
        std::fs::write(&file, format!("{mark}{}", self.text)).map_err(|error| {
            self.report = report;
            anyhow::Error::new(error).context(format!("{} cannot be written", file.display()))
        })
    }

    /// Whether the result may be written there: it can hold names, so in the cohort directory only `private/` may hold it, and the one
    /// file at the top that it is made for.
    ///
    /// # Errors
    /// When it may not, or when its folder does not exist. From then on results go to standard output.
    pub(super) fn judge_file(&mut self, root: Option<&Path>, made_for: Option<&RelPath>) -> Result<(), Refusal> {
        let Some(file) = self.file.take() else { return Ok(()) };
        allowed(&file, root, made_for)?;
        self.file = Some(file);
        Ok(())
    }
}

fn allowed(file: &Path, root: Option<&Path>, made_for: Option<&RelPath>) -> Result<(), Refusal> {
    let problem = |code, said: &str| Problem::error(code, said.to_owned()).at(Place::file(file.display().to_string()));
    if file.is_dir() {
        return Err(problem("output-is-folder", "this is a folder").help("name a file in it").into());
    }
    let named = file.parent().and_then(|folder| folder.canonicalize().ok()).zip(file.file_name());
    let Some((folder, name)) = named else {
        let problem = problem("no-folder", "the folder of this file does not exist");
        return Err(problem.help("make the folder first, or name another").into());
    };
    let Some(root) = root.and_then(|root| root.canonicalize().ok()) else { return Ok(()) };
    let inside = folder.join(name).strip_prefix(&root).map(|path| path.to_string_lossy().replace('\\', "/"));
    let Ok(inside) = inside else { return Ok(()) };
    let path = inside.parse::<RelPath>().ok();
    if path.as_ref().is_some_and(layout::is_read_by_the_program) && file.exists() {
        let said = "revmentor reads this file, so a result cannot replace it";
        let help = format!("name another file, such as private/results-{}", name.to_string_lossy());
        return Err(problem("output-taken", said).help(help).into());
    }
    if path.as_ref().is_some_and(|path| path.is_private() || Some(path) == made_for) {
        return Ok(());
    }
    let said = "a result can hold names, and a file here would be committed with the cohort";
    let help = match made_for {
        Some(path) => {
            format!("in the cohort directory it is written by `revmentor schema --output {}`", shell::word(path.as_str()))
        }
        None => format!("write it below private/, such as private/{}, or outside the cohort directory", name.to_string_lossy()),
    };
    Err(problem("output-not-private", said).help(help).into())
}
