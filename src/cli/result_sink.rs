//! Where the result of a verb goes: standard output or the file of `--output`; in JSON as one document when the verb has ended.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Place, Problem, Refusal};
use crate::render::output::{Format, JsonReport};
use crate::store::layout;

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
}

impl ResultSink {
    pub(super) fn new(format: Format, file: Option<PathBuf>) -> ResultSink {
        ResultSink { format, file, text: String::new(), report: Some(JsonReport::default()) }
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

    /// Writes a text that is the whole document, whatever the format.
    pub(super) fn write_whole(&mut self, text: &str, out: &mut dyn Write) -> std::io::Result<()> {
        self.report = None;
        self.write(text, out)
    }

    /// The verb has ended: what was gathered is written.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> std::io::Result<()> {
        if let Some(report) = self.report.take().filter(|_| self.format == Format::Json) {
            self.write(&report.text(), out)?;
        }
        match &self.file {
            Some(file) => std::fs::write(file, &self.text),
            None => Ok(()),
        }
    }

    /// Whether the result may be written there: it can hold names, so in the cohort directory only `private/` may hold it.
    ///
    /// # Errors
    /// When it may not, or when its folder does not exist. From then on results go to standard output.
    pub(super) fn judge_file(&mut self, root: Option<&Path>) -> Result<(), Refusal> {
        let Some(file) = self.file.take() else { return Ok(()) };
        allowed(&file, root)?;
        self.file = Some(file);
        Ok(())
    }
}

fn allowed(file: &Path, root: Option<&Path>) -> Result<(), Refusal> {
    let problem = |code, said: &str| Problem::error(code, said.to_owned()).at(Place::file(file.display().to_string()));
    let Some(folder) = file.parent().and_then(|folder| folder.canonicalize().ok()) else {
        let problem = problem("no-folder", "the folder of this file does not exist");
        return Err(problem.help("make the folder first, or name another").into());
    };
    let Some(root) = root.and_then(|root| root.canonicalize().ok()) else { return Ok(()) };
    if folder.starts_with(&root) && !folder.starts_with(root.join(layout::PRIVATE)) {
        let said = "a result can hold names, and a file here would be committed with the cohort";
        return Err(problem("output-not-private", said).help("write it below private/, or outside the cohort directory").into());
    }
    Ok(())
}
