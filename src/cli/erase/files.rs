//! Which files of the private folder tell of a person, and what becomes of each: drafts and kept inputs go, for the program can
//! make them again or do without; the lead's own exports are written anew without the person.

use std::collections::BTreeSet;

use super::strays::{self, left_over, not_looked_into};
use super::{Touched, partners};
use crate::app::quotes::{self, FreeTexts};
use crate::app::session::CohortSession;
use crate::app::wave_author::WaveAuthor;
use crate::domain::contact::Email;
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::domain::text::counted;
use crate::people::search::{More, Needle, Needles, Only, search};
use crate::people::{Erasure, NameForms, Secret};
use crate::render::private::mailing::copy_page;
use crate::store::formats::{closed, published_answers};
use crate::store::layout::{self, Folder, RelPath};
use crate::survey::Source;
use crate::survey::erasure::{self, Erased, Whom};

/// What becomes of one file.
enum Fate {
    Stays,
    Goes(String),
    Becomes(Vec<u8>, String),
}

/// Everything by which files are judged.
struct Hunt<'a> {
    /// The id of the person, and those that are retired in its favour.
    people: BTreeSet<PersonId>,
    partners: BTreeSet<PersonId>,
    erasure: &'a Erasure,
    /// Everything that would tell who the person was.
    tells: Needles,
    /// As `tells`, with a surname that nobody else has; one that is a word of the language counts only behind a title.
    may_tell: Needles,
    is: Box<dyn Fn(&Email) -> bool + 'a>,
    /// By what the rows of surveys without names are known to be the person's.
    author: WaveAuthor,
    /// What the person wrote in such surveys.
    texts: FreeTexts,
}

/// Takes the person out of every private file but the register and the notes. Gives what is touched, and where something may be left.
///
/// # Errors
/// Every file that tells of the person and cannot be written anew; then nothing is to be written at all.
pub(super) fn erase(
    session: &mut CohortSession,
    person: PersonId,
    erasure: &Erasure,
) -> Result<(Vec<Touched>, Vec<Problem>), Refusal> {
    let (mut touched, mut changes, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    {
        let hunt = hunt(session, person, erasure)?;
        for path in paths(session)? {
            let Some(bytes) = session.workspace().read(&path)? else { continue };
            let (fate, found) = hunt.fate(session, &path, &bytes);
            problems.extend(found);
            let (after, what) = match fate {
                Fate::Stays => (None, None),
                Fate::Goes(what) => (Some(None), Some(what)),
                Fate::Becomes(bytes, what) => (Some(Some(bytes)), Some(what)),
            };
            let left = after.clone().unwrap_or(Some(bytes));
            problems.extend(left.iter().flat_map(|left| hunt.left_over(&path, left)));
            touched.extend(what.map(|what| Touched { path: path.clone(), what }));
            changes.extend(after.map(|after| (path, after)));
        }
        problems.extend(hunt.outside(session));
        let goes = |path: &str| changes.iter().any(|(gone, after)| after.is_none() && gone.as_str() == path);
        problems.extend(strays::remaining(session, &hunt.may_tell, goes)?);
    }
    if problems.iter().any(Problem::is_error) {
        return Err(Refusal::unmet(problems));
    }
    for (path, after) in changes {
        match after {
            Some(bytes) => session.add(path, bytes),
            None => session.take_away(path),
        }
    }
    Ok((touched, problems))
}

/// The files that may tell of somebody, without those that the records writes.
fn paths(session: &CohortSession) -> Result<Vec<RelPath>, Problem> {
    let vaults_own = [layout::key(), layout::register(), layout::former_rows(), layout::notes()];
    let mut paths = session.workspace().list(Folder::Private)?.files;
    paths.retain(|path| !vaults_own.contains(path) && !layout::private_views().contains(path));
    paths.extend(session.workspace().kept_aside()?);
    paths.sort();
    paths.dedup();
    Ok(paths)
}

fn hunt<'a>(session: &'a CohortSession, person: PersonId, erasure: &'a Erasure) -> Result<Hunt<'a>, Refusal> {
    let key = &session.records()?.key;
    let marks = identity::marks(&session.facts).remove(&person).unwrap_or_default();
    let needle = |secret: &Secret| secret.clone().needle();
    let is_sure = |secret: &&Secret| ["name", "address"].contains(&secret.what);
    let sure: Vec<Needle> = erasure.secrets.iter().filter(is_sure).map(needle).collect();
    let records = session.records()?;
    let others = records.secrets().into_iter().chain(records.short_surnames());
    let of_others: BTreeSet<String> = others.map(|secret| secret.text).collect();
    let own = erasure.secrets.iter().filter(|secret| secret.is_surname() && !of_others.contains(&secret.text));
    let (words, names): (Vec<&Secret>, Vec<&Secret>) = own.partition(|secret| secret.is_common_word());
    let with_surnames: Vec<Needle> = sure.iter().cloned().chain(names.into_iter().map(needle)).collect();
    let titled: Vec<(Needle, Only)> = words.into_iter().map(|secret| (needle(secret), Only::Titled)).collect();
    let too_many = |error: &dyn std::fmt::Display| Problem::error("too-many-data", error.to_string());
    let short = erasure.short_surnames.iter().filter(|secret| !of_others.contains(&secret.text));
    let titled: Vec<(Needle, Only)> = titled.into_iter().chain(short.map(|secret| (needle(secret), Only::Titled))).collect();
    let tells = Needles::new(&sure, []).map_err(|error| too_many(&error))?;
    let may_tell = Needles::with_doubtful(&with_surnames, &titled, []).map_err(|error| too_many(&error))?;
    let NameForms { ends, by_last, by_first, unspaced } = erasure.forms.clone();
    let more = More::new(ends, &unspaced, None).map_err(|error| too_many(&error))?;
    let may_tell = may_tell.and_more(more.and_initialled(by_last, by_first, &BTreeSet::new()));
    let is = Box::new(move |email: &Email| marks.contains(&key.mark(email)));
    let author = WaveAuthor::of(session, person)?;
    let texts = quotes::of_person(session, &*is, &author)?;
    let people = [person].into_iter().chain(erasure.retired.iter().copied()).collect::<BTreeSet<_>>();
    let partners = people.iter().flat_map(|person| partners(session, *person)).collect();
    Ok(Hunt { people, partners, erasure, tells, may_tell, is, author, texts })
}

impl Hunt<'_> {
    fn fate(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let folder = path.as_str().split('/').nth(1).filter(|_| path.as_str().starts_with("private/"));
        match folder {
            Some("draws") if self.is_inputs(path, bytes) => (
                Fate::Goes("removed: what a matching read of everybody; `verify` will say that it cannot repeat it".into()),
                None,
            ),
            Some("calendars" | "messages" | "letters") => self.of_draft(path, bytes),
            _ if *path == layout::bundle() => {
                (Fate::Goes("removed: a sealed bundle; one that was sent is deleted by whoever has it".into()), None)
            }
            _ if *path == layout::closed() || *path == layout::answered_links() => {
                let rest = self.without_each(bytes, closed::without);
                self.of_rest(session, path, bytes, rest, "without the person's rows")
            }
            Some("summaries") => self.of_summary(session, path, bytes),
            _ if *path == layout::private_report() && self.is_told_in(bytes) => {
                (Fate::Goes("removed: the report with names, which can be made again".into()), None)
            }
            _ if *path == layout::published_answers() => {
                let rest = self.without_each(bytes, published_answers::without);
                (becomes(rest, "the person's published answers, without the id"), None)
            }
            _ if *path == layout::quotes() => self.of_quotes(session, path, bytes),
            _ => self.of_export(session, path, bytes),
        }
    }

    /// Free texts: those of the person go, and the name goes out of those of others.
    fn of_quotes(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let text = String::from_utf8_lossy(bytes);
        let (fate, problem) = self.of_rest(session, path, bytes, self.texts.without(&text), "without the person's free texts");
        (fate, problem.or_else(|| self.texts.unknown(&text)))
    }

    /// A file of the program's own of which, without the person's rows, this is left, if any went; the name goes out of that, too.
    fn of_rest(
        &self,
        session: &CohortSession,
        path: &RelPath,
        bytes: &[u8],
        rest: Option<String>,
        what: &str,
    ) -> (Fate, Option<Problem>) {
        match (self.of_export(session, path, rest.as_deref().map_or(bytes, str::as_bytes)), rest) {
            ((Fate::Stays, problem), Some(rest)) => (Fate::Becomes(rest.into_bytes(), what.to_owned()), problem),
            (fate, _) => fate,
        }
    }

    /// Whether it is what a matching read of everybody, the person included: a file that lacks one row proves nothing any more, so all
    /// of it goes.
    fn is_inputs(&self, path: &RelPath, bytes: &[u8]) -> bool {
        let first = |line: &str| line.split(',').next().is_some_and(|id| self.is_own(id));
        path.stem() == "people" && String::from_utf8_lossy(bytes).lines().any(first)
    }

    /// A draft for the person, for a partner (who is told the name), or one that holds the name or is called so.
    fn of_draft(&self, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let ids = || path.stem().split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| word.parse::<PersonId>().ok());
        let named = ids().any(|id| self.people.contains(&id) || self.partners.contains(&id));
        let is_of_mailing = path.as_str().starts_with("private/messages/") && !named;
        if is_of_mailing && let Some(rest) = self.rest_of_mailing(path, bytes) {
            return (Fate::Becomes(rest, "without the person".into()), None);
        }
        let is_list = ["private/letters/declaration", "private/letters/register"].contains(&path.folder());
        let found = search(bytes, &self.may_tell);
        let is_called = || !search(path.as_str().as_bytes(), &self.may_tell).hits.is_empty();
        if named || is_list || !found.hits.is_empty() || is_called() {
            return (Fate::Goes("removed: a draft, which can be made again".into()), None);
        }
        (Fate::Stays, found.unreadable.map(|why| not_looked_into(path.as_str(), why)))
    }

    /// What a pair wrote is of both: it goes with one of them.
    fn of_summary(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let is_of = |pair: &str| pair.parse::<PairId>().is_ok_and(|pair| pair.people().iter().any(|id| self.people.contains(id)));
        if is_of(path.stem()) {
            return (Fate::Goes("removed: the summary of the person's pair".into()), None);
        }
        let text = String::from_utf8_lossy(bytes);
        let rest: String = text.split_inclusive('\n').filter(|line| !line.split(',').next().is_some_and(is_of)).collect();
        let rest = (rest != text).then_some(rest);
        self.of_rest(session, path, bytes, rest, "without the summaries of the person's pairs")
    }

    /// The page to copy from, and the table for mail merge, of a mailing: without the person, and without whoever is told of the person.
    /// None where nothing of the person stands in it, or what is left still tells.
    fn rest_of_mailing(&self, path: &RelPath, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok()?;
        let tells = |text: &str| self.is_told_in(text.as_bytes());
        let rest = if path.as_str().ends_with("/index.html") {
            let people = self.people.union(&self.partners);
            people.fold(text.to_owned(), |page, person| copy_page::without(&page, &person.to_string()))
        } else if std::path::Path::new(path.as_str()).extension().is_some_and(|end| end == "csv") {
            text.split_inclusive('\n').filter(|line| !tells(line)).collect()
        } else {
            return None;
        };
        (rest != text && !tells(&rest)).then(|| rest.into_bytes())
    }

    fn is_own(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id: PersonId| self.people.contains(&id))
    }

    /// What is left of a text of which `without` takes the rows of each of the person's ids; none where it has none.
    fn without_each(&self, bytes: &[u8], without: fn(&str, PersonId) -> Option<String>) -> Option<String> {
        let text = String::from_utf8_lossy(bytes);
        self.people.iter().fold(None, |rest, id| without(rest.as_deref().unwrap_or(&text), *id).or(rest))
    }

    /// A file that the lead put there. One that is no table is looked at only; if it tells of the person, the lead has to act.
    fn of_export(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        match self.without(session, path.as_str(), bytes) {
            Ok(Erased::Untouched) => (Fate::Stays, None),
            Ok(Erased::Rewritten { bytes, rows, cells, plain }) => {
                (Fate::Becomes(bytes, rewritten(rows.len(), cells, plain)), None)
            }
            Err(problem) => {
                let found = search(bytes, &self.tells);
                let unreadable = || found.unreadable.map(|why| not_looked_into(path.as_str(), why));
                let problem = if found.hits.is_empty() { unreadable() } else { Some(must_act(path, &problem)) };
                (Fate::Stays, problem)
            }
        }
    }

    fn without(&self, session: &CohortSession, path: &str, bytes: &[u8]) -> Result<Erased, Problem> {
        let settings = surveys(session, path);
        let (is, code, typed) = (&self.is, &|text: &str| self.author.has_code(text), &|text: &str| self.author.typed(text));
        let whom = Whom { is, code, typed, needles: &self.erasure.needles, named: &self.erasure.named };
        erasure::without(Source { path, bytes, ..Source::default() }, &settings, &whom)
    }

    fn is_told_in(&self, bytes: &[u8]) -> bool {
        !search(bytes, &self.tells).hits.is_empty()
    }

    /// Lines that still hold the name or the address.
    fn left_over(&self, path: &RelPath, bytes: &[u8]) -> Vec<Problem> {
        search(bytes, &self.may_tell).hits.into_iter().map(|hit| left_over(path.as_str(), hit)).collect()
    }

    /// Exports outside the private folder are the lead's alone.
    fn outside(&self, session: &CohortSession) -> Vec<Problem> {
        let mut found = Vec::new();
        let waves = session.settings.evaluation.waves.iter().map(|wave| &wave.survey);
        let surveys = Side::BOTH.iter().map(|side| &session.settings.survey[*side]).chain(waves);
        for file in surveys.filter_map(|survey| survey.file.as_deref()) {
            let path = session.workspace().root().join(file);
            let inside = file.parse::<RelPath>().is_ok_and(|path| path.is_private());
            let Some(bytes) = std::fs::read(&path).ok().filter(|_| !inside) else { continue };
            if !matches!(self.without(session, file, &bytes), Ok(Erased::Untouched)) {
                let problem = Problem::warning("outside", "this export has the person's data and is outside the private folder");
                let help =
                    "it is not touched: take the rows out of it, or delete it; an import leaves the person out in any case";
                found.push(problem.at(Place::file(file)).help(help));
            }
        }
        found
    }
}

/// The settings of every survey, those of this file first.
pub(super) fn surveys<'s>(session: &'s CohortSession, path: &str) -> Vec<&'s Survey> {
    let surveys = &session.settings.survey;
    let waves = session.settings.evaluation.waves.iter().map(|wave| &wave.survey);
    let mut settings: Vec<&Survey> = Side::BOTH.iter().map(|side| &surveys[*side]).chain(waves).collect();
    settings.sort_by_key(|survey| survey.file.as_deref() != Some(path));
    settings
}

fn becomes(rest: Option<String>, what: &str) -> Fate {
    rest.map_or(Fate::Stays, |rest| Fate::Becomes(rest.into_bytes(), what.to_owned()))
}

/// What became of a file that was written anew.
pub(super) fn rewritten(rows: usize, cells: usize, plain: bool) -> String {
    let named = match cells {
        0 => String::new(),
        _ => format!("; the name removed from {} of other rows", counted(cells, "cell")),
    };
    let plain = if plain { "; the workbook keeps its text and loses its formulas, formats and comments" } else { "" };
    format!("{} removed{named}{plain}", counted(rows, "row"))
}

fn must_act(path: &RelPath, why: &Problem) -> Problem {
    let message = format!("this file holds the person's data and cannot be rewritten: {}", why.message);
    let help = "take the data out of it yourself or delete the file, then erase again; nothing was erased";
    Problem::error("not-rewritable", message).at(Place::file(path.as_str())).help(help)
}
