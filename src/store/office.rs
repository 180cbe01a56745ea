//! The program that turns Word documents into PDF: an installed LibreOffice. Nothing but file names stands on its command line, and it works
//! in a folder of its own that is removed afterwards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::domain::problem::Problem;
use crate::domain::text;

/// The names under which LibreOffice is installed, and the places where installers put it without telling the shell.
const KNOWN: [&str; 5] = [
    "soffice",
    "libreoffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

/// Turns documents into PDF, in their order; `folder` is made for the work, in a place that only the lead can read.
///
/// # Errors
/// LibreOffice is not installed, or does not make the files.
pub(crate) fn to_pdf(folder: &Path, documents: &[(&str, &[u8])]) -> Result<Vec<Vec<u8>>, Problem> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let made = convert(folder, documents);
    let removed = fs::remove_dir_all(folder);
    let pdfs = made?;
    removed.map_err(|error| not_made(&format!("the working folder {} cannot be removed: {error}", folder.display())))?;
    Ok(pdfs)
}

fn convert(folder: &Path, documents: &[(&str, &[u8])]) -> Result<Vec<Vec<u8>>, Problem> {
    let unwritten = |error: io::Error| not_made(&error.to_string());
    fs::create_dir_all(folder).map_err(unwritten)?;
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, (_, bytes)) in documents.iter().enumerate() {
        let file = folder.join(format!("{number}.docx"));
        fs::write(&file, bytes).map_err(unwritten)?;
        files.push(file);
    }
    run(folder, &files)?;
    let read = |(number, (name, _)): (usize, &(&str, &[u8]))| {
        fs::read(folder.join(format!("{number}.pdf"))).map_err(|_| not_made(&format!("it made no PDF of {name}")))
    };
    documents.iter().enumerate().map(read).collect()
}

fn run(folder: &Path, files: &[PathBuf]) -> Result<(), Problem> {
    for name in KNOWN {
        let mut program = Command::new(name);
        // A profile of its own: an open LibreOffice would take the work over and end before it is done.
        program.arg(format!("-env:UserInstallation={}", file_url(&folder.join("profile"))));
        program.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).args(files);
        match program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output() {
            Ok(done) if done.status.success() => return Ok(()),
            Ok(done) => {
                let said = String::from_utf8_lossy(&done.stderr);
                let line = text::tidy(said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why"));
                return Err(not_made(&line.chars().take(200).collect::<String>()));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(not_made(&error.to_string())),
        }
    }
    let message = "LibreOffice is not installed, and it makes the PDF files";
    Err(Problem::error("no-libreoffice", message)
        .help("install LibreOffice, or leave --pdf out and save the .docx as PDF in Word"))
}

fn file_url(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/").replace('%', "%25").replace(' ', "%20");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

fn not_made(why: &str) -> Problem {
    Problem::error("no-pdf", format!("LibreOffice made no PDF: {why}"))
        .help("leave --pdf out and save the .docx as PDF in Word; nothing was written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(file_url(Path::new("/tmp/a b/50%")), "file:///tmp/a%20b/50%25");
        assert_eq!(file_url(Path::new("C:\\Users\\x")), "file:///C:/Users/x");
    }

    #[test]
    fn nothing_to_do_needs_no_program() {
        assert_eq!(to_pdf(Path::new("/nowhere"), &[]), Ok(Vec::new()));
    }
}
