//! Which files of the private folder tell of a person, and what becomes of each: drafts and kept inputs go, for the program can
//! make them again or do without; the lead's own exports are written anew without the person.

use std::collections::BTreeSet;

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
use crate::people::Erasure;
use crate::people::Secret;
use crate::people::search::Needle;
use crate::people::search::Needles;
use crate::people::search::scan;
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
    person: PersonId,
    partners: BTreeSet<PersonId>,
    erasure: &'a Erasure,
    /// Everything that would tell who the person was.
    tells: Needles,
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
    let vaults_own = [layout::key(), layout::register(), layout::notes()];
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
    let needle =
        |Secret { text, whole_word, of, what }: &Secret| Needle { text: text.clone(), whole_word: *whole_word, of: *of, what };
    let who = erasure.secrets.iter().filter(|secret| ["name", "address"].contains(&secret.what)).map(needle);
    let tells = Needles::new(&who.collect::<Vec<_>>(), []).map_err(|error| Problem::error("too-many-data", error.to_string()))?;
    let is = Box::new(move |email: &Email| marks.contains(&key.mark(email)));
    let author = WaveAuthor::of(session, person)?;
    let texts = quotes::of_person(session, &*is, &author)?;
    Ok(Hunt { person, partners: partners(session, person), erasure, tells, is, author, texts })
}

impl Hunt<'_> {
    fn fate(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let folder = path.as_str().split('/').nth(1).filter(|_| path.as_str().starts_with("private/"));
        match folder {
            Some("draws") => (self.of_inputs(path, bytes), None),
            Some("calendars" | "messages" | "letters") => (self.of_draft(path, bytes), None),
            _ if *path == layout::bundle() => {
                (Fate::Goes("removed: a sealed bundle; one that was sent is deleted by whoever has it".into()), None)
            }
            _ if *path == layout::closed() || *path == layout::answered_links() => (self.of_closed(bytes), None),
            Some("summaries") => (self.of_summary(path, bytes), None),
            _ if *path == layout::private_report() && self.tells_here(path.as_str(), bytes) => {
                (Fate::Goes("removed: the report with names, which can be made again".into()), None)
            }
            _ if *path == layout::published_answers() => {
                let rest = published_answers::without(&String::from_utf8_lossy(bytes), self.person);
                (becomes(rest, "the person's published answers, without the id"), None)
            }
            _ if *path == layout::quotes() => self.of_quotes(session, path, bytes),
            _ => self.of_export(session, path, bytes),
        }
    }

    /// Free texts: those of the person go, and the name goes out of those of others.
    fn of_quotes(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        let rest = self.texts.without(&String::from_utf8_lossy(bytes));
        let (fate, problem) = self.of_export(session, path, rest.as_deref().map_or(bytes, str::as_bytes));
        let problem = problem.or_else(|| self.texts.unknown(&String::from_utf8_lossy(bytes)));
        match (fate, rest) {
            (Fate::Stays, Some(rest)) => {
                (Fate::Becomes(rest.into_bytes(), "without the person's free texts".to_owned()), problem)
            }
            (fate, _) => (fate, problem),
        }
    }

    /// What a matching read: a file that lacks one row proves nothing any more, so all of it goes.
    fn of_inputs(&self, path: &RelPath, bytes: &[u8]) -> Fate {
        let id = self.person.to_string();
        let first = |line: &str| line.split(',').next() == Some(id.as_str());
        if path.stem() == "people" && String::from_utf8_lossy(bytes).lines().any(first) {
            return Fate::Goes("removed: what a matching read of everybody; `verify` will say that it cannot repeat it".into());
        }
        Fate::Stays
    }

    /// A draft for the person, for a partner (who is told the name), or one that holds the name.
    fn of_draft(&self, path: &RelPath, bytes: &[u8]) -> Fate {
        let ids = || path.stem().split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| word.parse::<PersonId>().ok());
        let named = ids().any(|id| id == self.person || self.partners.contains(&id));
        let is_of_mailing = path.as_str().starts_with("private/messages/") && !named;
        if is_of_mailing && let Some(rest) = self.rest_of_mailing(path, bytes) {
            return Fate::Becomes(rest, "without the person".into());
        }
        // Word documents are packed, so that a search does not see the names in them.
        let is_list = ["private/letters/declaration", "private/letters/register"].contains(&path.folder());
        let named = named || is_list;
        if named || !scan(path.as_str(), bytes, &self.tells).is_empty() {
            return Fate::Goes("removed: a draft, which can be made again".into());
        }
        Fate::Stays
    }

    /// What a pair wrote is of both: it goes with one of them.
    fn of_summary(&self, path: &RelPath, bytes: &[u8]) -> Fate {
        let is_of = |pair: &str| pair.parse::<PairId>().is_ok_and(|pair| pair.has(self.person));
        if is_of(path.stem()) {
            return Fate::Goes("removed: the summary of the person's pair".into());
        }
        let text = String::from_utf8_lossy(bytes);
        let rest: String = text.split_inclusive('\n').filter(|line| !line.split(',').next().is_some_and(is_of)).collect();
        becomes((rest != text).then_some(rest), "without the summaries of the person's pairs")
    }

    /// The page to copy from, and the table for mail merge, of a mailing: without the person, and without whoever is told of the person.
    /// None where nothing of the person stands in it, or what is left still tells.
    fn rest_of_mailing(&self, path: &RelPath, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok()?;
        let tells = |text: &str| !scan(path.as_str(), text.as_bytes(), &self.tells).is_empty();
        let rest = if path.as_str().ends_with("/index.html") {
            let people = [self.person].into_iter().chain(self.partners.iter().copied());
            people.fold(text.to_owned(), |page, person| copy_page::without(&page, &person.to_string()))
        } else if std::path::Path::new(path.as_str()).extension().is_some_and(|end| end == "csv") {
            text.split_inclusive('\n').filter(|line| !tells(line)).collect()
        } else {
            return None;
        };
        (rest != text && !tells(&rest)).then(|| rest.into_bytes())
    }

    fn of_closed(&self, bytes: &[u8]) -> Fate {
        becomes(closed::without(&String::from_utf8_lossy(bytes), self.person), "without the person's rows")
    }

    /// A file that the lead put there. One that is no table is looked at only; if it tells of the person, the lead has to act.
    fn of_export(&self, session: &CohortSession, path: &RelPath, bytes: &[u8]) -> (Fate, Option<Problem>) {
        match self.without(session, path.as_str(), bytes) {
            Ok(Erased::Untouched) => (Fate::Stays, None),
            Ok(Erased::Rewritten { bytes, rows, cells, plain }) => {
                (Fate::Becomes(bytes, rewritten(rows.len(), cells, plain)), None)
            }
            Err(problem) if self.tells_here(path.as_str(), bytes) => (Fate::Stays, Some(must_act(path, &problem))),
            Err(problem) if problem.code == "empty-file" => (Fate::Stays, None),
            Err(problem) => (Fate::Stays, Some(not_looked_into(path, &problem))),
        }
    }

    fn without(&self, session: &CohortSession, path: &str, bytes: &[u8]) -> Result<Erased, Problem> {
        let surveys = &session.settings.survey;
        let waves = session.settings.evaluation.waves.iter().map(|wave| &wave.survey);
        let mut settings: Vec<&Survey> = Side::BOTH.iter().map(|side| &surveys[*side]).chain(waves).collect();
        settings.sort_by_key(|survey| survey.file.as_deref() != Some(path));
        let (is, code, typed) = (&self.is, &|text: &str| self.author.has_code(text), &|text: &str| self.author.typed(text));
        let whom = Whom { is, code, typed, needles: &self.erasure.needles, named: &self.erasure.named };
        erasure::without(Source { path, bytes, ..Source::default() }, &settings, &whom)
    }

    fn tells_here(&self, path: &str, bytes: &[u8]) -> bool {
        !scan(path, bytes, &self.tells).is_empty()
    }

    /// Lines that still hold the name or the address: said, for only the lead can judge them.
    fn left_over(&self, path: &RelPath, bytes: &[u8]) -> Vec<Problem> {
        let message = |problem: &Problem| {
            let what = problem.message.split(" stands ").next().unwrap_or_default().to_owned();
            format!("{what} may still be here")
        };
        let help = "look at this line yourself; it may mean somebody else";
        let found = scan(path.as_str(), bytes, &self.tells);
        found.into_iter().map(|found| Problem::warning("left-over", message(&found)).at(found.place.clone()).help(help)).collect()
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

fn becomes(rest: Option<String>, what: &str) -> Fate {
    rest.map_or(Fate::Stays, |rest| Fate::Becomes(rest.into_bytes(), what.to_owned()))
}

fn rewritten(rows: usize, cells: usize, plain: bool) -> String {
    let named = match cells {
        0 => String::new(),
        _ => format!("; the name removed from {} of others", counted(cells, "cell")),
    };
    let plain = if plain { "; only the texts of the workbook stay, not its formulas, formats and comments" } else { "" };
    format!("{} removed{named}{plain}", counted(rows, "row"))
}

fn must_act(path: &RelPath, why: &Problem) -> Problem {
    let message = format!("this file holds the person's data and cannot be rewritten: {}", why.message);
    let help = "take the data out of it yourself or delete the file, then erase again; nothing was erased";
    Problem::error("not-rewritable", message).at(Place::file(path.as_str())).help(help)
}

fn not_looked_into(path: &RelPath, why: &Problem) -> Problem {
    let message = format!("this file was not looked into: {}", why.message);
    Problem::warning("not-looked-into", message)
        .at(Place::file(path.as_str()))
        .help("look yourself whether it holds the person's data")
}
