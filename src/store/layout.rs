//! Where everything stands in a cohort directory. Every path is made here; nothing here reads or writes a file's contents.

mod rel_path;
mod results;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

pub use rel_path::{NotAPath, RelPath, is_portable};
pub use results::{
    answered_links, edition, outcomes, pair_summary, private_report, published_answers, published_outcomes, published_summaries,
    quotes, report, report_text, summaries,
};

use crate::domain::fact::Origin;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem};
use crate::domain::shell;
use crate::domain::side::Side;

/// The newest format that this version knows. A directory without a format file has number 1; the first fact of a kind that format 1 does
/// not have raises it.
pub const FORMAT: u32 = 3;

/// The file by which a cohort directory is known.
pub const COHORT_FILE: &str = "cohort.toml";

/// The folder for the lock, the open transaction and the undo records.
pub const LOCAL: &str = ".revmentor";

/// The folder that is never committed.
pub const PRIVATE: &str = "private";

/// The folders that `init` makes so that the lead has where to put things; they stay even when empty.
pub const STANDING: [&str; 5] = [PRIVATE, "private/surveys", "private/calendars", "private/messages", "private/letters"];

/// What git must never see: the private folder, the local one, what a program that has a file open leaves beside it, and
/// a lead's version that was kept aside. And office files, in which names travel most often, but for the lead's own templates.
pub const GITIGNORE: &str = "/private/\n/.revmentor/\n*.yours*\n.~lock.*#\n~$*\n.DS_Store\nThumbs.db\ndesktop.ini\n\
    *.xls\n*.xls[xmb]\n*.ods\n*.doc\n*.doc[xm]\n*.odt\n*.ppt\n*.ppt[xm]\n*.pdf\n*.eml\n*.msg\n*.zip\n*.gz\n!/templates/**\n";

/// `cohort.toml`: the programme as the lead wrote it.
pub fn cohort_file() -> RelPath {
    RelPath::made(COHORT_FILE)
}

/// `cohort.schema.json`: the JSON Schema of `cohort.toml`, for editors.
pub(crate) fn schema_file() -> RelPath {
    RelPath::made("cohort.schema.json")
}

/// `facts/format`: the number of the format where it is not 1.
pub fn format_file() -> RelPath {
    RelPath::made("facts/format")
}

/// `facts/people/M03.csv`: what happened to one person.
pub fn person_facts(person: PersonId) -> RelPath {
    RelPath::made(format!("facts/people/{person}.csv"))
}

/// `facts/pairs/M03-E07.csv`: what happened to a pair.
pub fn pair_facts(pair: PairId) -> RelPath {
    RelPath::made(format!("facts/pairs/{pair}.csv"))
}

/// `facts/draws/001.toml`: the record of a matching.
pub fn draw(number: u32) -> RelPath {
    RelPath::made(format!("facts/draws/{number:03}.toml"))
}

/// `facts/told/place.csv`: who was sent one mailing.
///
/// # Errors
/// When the stage is not of plain letters, digits, `-`, `_` and `.`.
pub fn told(stage: &str) -> Result<RelPath, NotAPath> {
    inside("facts/told", &[&format!("{stage}.csv")])
}

/// `facts/letters/study-leave.csv`: to whom letters of one kind were handed out.
///
/// # Errors
/// When the kind is not of plain letters, digits, `-`, `_` and `.`.
pub fn letters_issued(kind: &str) -> Result<RelPath, NotAPath> {
    inside("facts/letters", &[&format!("{kind}.csv")])
}

/// `facts/sessions/induction-mentors.csv`: who came to one group session.
///
/// # Errors
/// When the event's id is not of plain letters, digits, `-`, `_` and `.`.
pub(crate) fn attendance(event: &str) -> Result<RelPath, NotAPath> {
    inside("facts/sessions", &[&format!("{event}.csv")])
}

/// `facts/calendar/dates.csv`: what calendars told of the programme's own dates.
pub(crate) fn calendar_dates() -> RelPath {
    RelPath::made("facts/calendar/dates.csv")
}

/// `templates/messages/place.md`: the lead's own text of a message.
///
/// # Errors
/// When the name is not of plain letters, digits, `-`, `_` and `.`.
pub fn message_text(name: &str) -> Result<RelPath, NotAPath> {
    inside("templates/messages", &[&format!("{name}.md")])
}

/// `pairings.csv`, a view.
pub fn pairings() -> RelPath {
    RelPath::made("pairings.csv")
}

/// `meetings.csv`, a view.
pub fn meetings() -> RelPath {
    RelPath::made("meetings.csv")
}

/// `timeline.csv`, a view.
pub fn timeline() -> RelPath {
    RelPath::made("timeline.csv")
}

/// `waiting-list.csv`, a view.
pub fn waiting_list() -> RelPath {
    RelPath::made("waiting-list.csv")
}

/// `mailing.csv`, a view.
pub fn mailing() -> RelPath {
    RelPath::made("mailing.csv")
}

/// `README.md`, a view: the cohort at a glance.
pub fn readme() -> RelPath {
    RelPath::made("README.md")
}

/// Every view: a pure function of `cohort.toml` and the facts, rewritten by every writing command.
pub fn views() -> [RelPath; 6] {
    [pairings(), meetings(), timeline(), waiting_list(), mailing(), readme()]
}

/// `private/key`: the 32 bytes by which ids are ordered and digests keyed.
pub fn key() -> RelPath {
    RelPath::made("private/key")
}

/// `private/register.csv`: who an id is.
pub fn register() -> RelPath {
    RelPath::made("private/register.csv")
}

/// `private/former.csv`: rows of the register of which another row of the same person took the place.
pub(crate) fn former_rows() -> RelPath {
    RelPath::made("private/former.csv")
}

/// `private/notes.csv`: reasons in the lead's own words.
pub fn notes() -> RelPath {
    RelPath::made("private/notes.csv")
}

/// `private/closed.csv`: days on which somebody cannot meet.
pub fn closed() -> RelPath {
    RelPath::made("private/closed.csv")
}

/// Whether the file holds what the program reads and cannot make again: the key, the register, notes, exports, what draws read.
pub(crate) fn is_read_by_the_program(path: &RelPath) -> bool {
    let folders = ["private/surveys/", "private/draws/"];
    [key(), register(), former_rows(), notes(), closed()].contains(path)
        || folders.iter().any(|folder| path.as_str().starts_with(folder))
}

/// `private/calendars/M03.ics`: a person's meetings.
pub fn calendar(person: PersonId) -> RelPath {
    RelPath::made(format!("private/calendars/{person}.ics"))
}

/// Whether the file is made to be sent to people: a calendar, a draft of a message, or a letter. It can be made again, and people may have it.
pub fn is_for_people(path: &RelPath) -> bool {
    ["private/calendars/", "private/messages/", "private/letters/"].iter().any(|folder| path.as_str().starts_with(folder))
}

/// `private/calendars/programme.ics`: the group sessions.
pub fn programme_calendar() -> RelPath {
    RelPath::made("private/calendars/programme.ics")
}

/// `private/draws/001/NAME`: something that a matching read, kept so that it can be repeated.
///
/// # Errors
/// When the name is not of plain letters, digits, `-`, `_` and `.`.
pub fn draw_inputs(number: u32, name: &str) -> Result<RelPath, NotAPath> {
    inside(&format!("private/draws/{number:03}"), &[name])
}

/// `private/draws/001/scores.csv`: what the pairs of a matching scored; `private/draws/adopted/scores.csv` for adopted pairs.
pub fn scores(origin: Origin) -> RelPath {
    match origin {
        Origin::Draw(number) => RelPath::made(format!("private/draws/{number:03}/scores.csv")),
        Origin::Adopted => RelPath::made("private/draws/adopted/scores.csv"),
    }
}

/// `private/surveys/NAME`: an export as the lead put it there, under any name that every operating system allows.
///
/// # Errors
/// When the name is not portable.
pub fn survey_export(name: &str) -> Result<RelPath, NotAPath> {
    format!("private/surveys/{name}").parse()
}

/// Whom the lead invited to sign up: the lead's own list, which is only read.
pub(crate) const INVITED: &str = "private/surveys/invited.csv";

/// `private/surveys/codebook-mentors.csv`: what the codes in the export of a side mean.
pub fn codebook(side: Side) -> RelPath {
    RelPath::made(match side {
        Side::Mentor => "private/surveys/codebook-mentors.csv",
        Side::Mentee => "private/surveys/codebook-mentees.csv",
    })
}

/// `private/surveys/codebook.csv`: what the codes in the export of a form for both sides mean.
pub fn codebook_of_both() -> RelPath {
    RelPath::made("private/surveys/codebook.csv")
}

/// `private/messages/STAGE/NAME`: a draft of a message, called after an id or a kind of message, never after a person.
///
/// # Errors
/// When a part is not of plain letters, digits, `-`, `_` and `.`.
pub fn message(stage: &str, name: &str) -> Result<RelPath, NotAPath> {
    inside("private/messages", &[stage, name])
}

/// `private/messages/STAGE/proof-copies/NAME`: a draft addressed to the lead, to be looked at.
///
/// # Errors
/// When a part is not of plain letters, digits, `-`, `_` and `.`.
pub fn message_copy(stage: &str, name: &str) -> Result<RelPath, NotAPath> {
    inside("private/messages", &[stage, "proof-copies", name])
}

/// `private/letters/KIND/NAME`: a letter or handbook, called after an id or a kind of letter, never after a person.
///
/// # Errors
/// When a part is not of plain letters, digits, `-`, `_` and `.`.
pub fn letter(kind: &str, name: &str) -> Result<RelPath, NotAPath> {
    inside("private/letters", &[kind, name])
}

/// `templates/letters/KIND.docx` or `.md`: the lead's own text of a kind of letter.
///
/// # Errors
/// When a part is not of plain letters, digits, `-`, `_` and `.`.
pub fn letter_template(kind: &str, ending: &str) -> Result<RelPath, NotAPath> {
    inside("templates/letters", &[&format!("{kind}.{ending}")])
}

/// `private/private.age`: the private folder, sealed for other leads, unless they name another file.
pub fn bundle() -> RelPath {
    RelPath::made("private/private.age")
}

/// `.gitignore`.
pub fn gitignore() -> RelPath {
    RelPath::made(".gitignore")
}

/// `.gitattributes`.
pub fn gitattributes() -> RelPath {
    RelPath::made(".gitattributes")
}

/// `.revmentor/views`: the digests of the views as last written.
pub(super) fn view_digests() -> RelPath {
    RelPath::made(".revmentor/views")
}

/// The views for the lead alone: everybody, and every pair.
pub fn private_views() -> [RelPath; 2] {
    ["private/people.csv", "private/pairs.csv"].map(RelPath::made)
}

/// Whether only the lead may read the file.
pub fn is_private(path: &RelPath) -> bool {
    path.is_private()
}

/// The text of `.gitattributes`: one kind of line end everywhere, and views that git does not try to merge (`build` makes
/// them again).
pub fn gitattributes_text() -> String {
    let made_again = views().into_iter().chain([report(), report_text()]);
    let lines: Vec<String> = made_again.map(|path| format!("/{path} -merge\n")).collect();
    format!("* text=auto eol=lf\n*.ics text eol=crlf\n{}", lines.concat())
}

fn inside(folder: &str, parts: &[&str]) -> Result<RelPath, NotAPath> {
    let path = format!("{folder}/{}", parts.join("/"));
    if parts.iter().all(|part| rel_path::is_plain(part)) { path.parse() } else { Err(NotAPath(path)) }
}

/// A folder whose files are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// `facts/people`.
    PeopleFacts,
    /// `facts/pairs`.
    PairFacts,
    /// `facts/draws`.
    Draws,
    /// `facts/told`.
    Told,
    /// `facts/letters`.
    LettersIssued,
    /// `facts/sessions`.
    Attendance,
    /// `facts/calendar`.
    CalendarDates,
    /// `facts/evaluation`.
    Editions,
    /// `templates/messages`.
    MessageTexts,
    /// `private`, with everything below it.
    Private,
    /// `private/surveys`, with everything below it.
    Surveys,
    /// `private/calendars`.
    Calendars,
    /// `private/messages`, with everything below it.
    Messages,
    /// `private/letters`, with everything below it.
    Letters,
    /// `private/draws/NNN`: what one matching read.
    DrawInputs(u32),
}

/// The path below the cohort directory.
impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Folder::PeopleFacts => f.write_str("facts/people"),
            Folder::PairFacts => f.write_str("facts/pairs"),
            Folder::Draws => f.write_str("facts/draws"),
            Folder::Told => f.write_str("facts/told"),
            Folder::LettersIssued => f.write_str("facts/letters"),
            Folder::Attendance => f.write_str("facts/sessions"),
            Folder::CalendarDates => f.write_str("facts/calendar"),
            Folder::Editions => f.write_str("facts/evaluation"),
            Folder::MessageTexts => f.write_str("templates/messages"),
            Folder::Private => f.write_str("private"),
            Folder::Surveys => f.write_str("private/surveys"),
            Folder::Calendars => f.write_str("private/calendars"),
            Folder::Messages => f.write_str("private/messages"),
            Folder::Letters => f.write_str("private/letters"),
            Folder::DrawInputs(number) => write!(f, "private/draws/{number:03}"),
        }
    }
}

/// The cohort directory: `named`, or else the nearest of `start` and its parents with a `cohort.toml`.
///
/// A directory in which `init` was interrupted after its decision counts: opening it finishes the work.
///
/// # Errors
/// When there is none.
pub fn find(start: &Path, named: Option<&Path>) -> Result<PathBuf, Problem> {
    let is_cohort = |folder: &Path| is_there(&folder.join(COHORT_FILE)) || is_there(&folder.join(LOCAL).join("txn"));
    let none = |message: String| Problem::error("no-cohort", message);
    if let Some(named) = named {
        let none = |message: String| none(message).help(format!("make one with `revmentor init {}`", shell::path(named)));
        let place = Place::file(named.display().to_string());
        return if is_cohort(named) {
            Ok(named.to_path_buf())
        } else {
            Err(none("there is no cohort.toml in this directory".to_owned()).at(place))
        };
    }
    let found = start.ancestors().find(|folder| is_cohort(folder));
    found.map(Path::to_path_buf).ok_or_else(|| {
        none(format!("neither {} nor a directory above it holds a cohort.toml", start.display()))
            .help("go to the cohort directory, or name it with -C; a new one: `revmentor init cohort`")
    })
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests;
