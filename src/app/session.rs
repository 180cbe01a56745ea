//! An opened cohort directory as a verb holds it: read and judged as a whole, changed in memory, written at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::scores::KeptScores;
use crate::check;
use crate::config::{self, SettingPlaces};
use crate::domain::cohort::{Cohort, Facts};
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem, Refusal, unless_errors};
use crate::domain::settings::{Scores, Settings};
use crate::domain::weekdays::{self, Weekdays};
use crate::people::mentions::Mention;
use crate::people::note::Note;
use crate::people::records::PrivateRecords;
use crate::people::register::Register;
use crate::people::who;
use crate::render::private::names::Names;
use crate::render::shared::views::views;
use crate::render::terminal::excerpt::Texts;
use crate::store::changes::{ChangeSet, LogEntry, Workspace};
use crate::store::formats::draw_toml;
use crate::store::formats::pair_facts;
use crate::store::formats::person_facts;
use crate::store::formats::told;
use crate::store::layout::{self, Folder, RelPath};
use crate::store::private_folder::PrivateFolder;

/// An opened cohort directory.
pub(crate) struct CohortSession {
    workspace: Workspace,
    /// `cohort.toml` as text; changed only by the program's own additions.
    pub(crate) settings_text: String,
    pub(crate) settings: Settings,
    /// Where the settings are written.
    places: SettingPlaces,
    pub(crate) facts: Facts,
    /// What `private/` holds; `None` in a clone without it.
    private: Option<PrivateFolder>,
    /// What pairs scored, as far as the private folder keeps it.
    pub(crate) scores: KeptScores,
    /// Files that a verb adds beside facts, views and the records.
    more: ChangeSet,
    /// The views that somebody edited and that may be made anew all the same.
    replaceable: bool,
}

impl CohortSession {
    /// Reads everything, lets `mend` set right what it can, and judges; all that is wrong is told at once. Where a file cannot be
    /// read, nothing is said of what then seems to be missing. Texts that may be shown are put into `texts`.
    pub(crate) fn read(
        workspace: Workspace,
        texts: &mut Texts,
        mend: fn(&mut CohortSession) -> Vec<Problem>,
    ) -> Result<(CohortSession, Vec<Problem>), Refusal> {
        let (session, unread) = CohortSession::read_unjudged(workspace, texts)?;
        let (mut session, mut problems) = unless_errors(session, unread)?;
        problems.extend(mend(&mut session));
        problems.extend(check::judge_facts(&session.settings, &session.facts));
        unless_errors(session, problems)
    }

    /// Reads everything, and does not ask whether the facts contradict each other. What is wrong with single files is given beside
    /// the session.
    pub(crate) fn read_unjudged(workspace: Workspace, texts: &mut Texts) -> Result<(CohortSession, Vec<Problem>), Refusal> {
        let mut problems = Vec::new();
        let settings_text = CohortSession::text_of(&workspace, &layout::cohort_file())?.unwrap_or_default();
        texts.insert(layout::COHORT_FILE.to_owned(), settings_text.clone());
        let reading = config::read(&settings_text, layout::COHORT_FILE);
        let facts = read_facts(&workspace, &mut problems)?;
        let private = PrivateFolder::read(|path| workspace.read(path), &mut problems)?;
        let reading = match reading {
            Ok(reading) => reading,
            Err(found) => return Err(Refusal::input([problems, found].concat())),
        };
        problems.extend(reading.warnings);
        let (settings, places) = (reading.settings, reading.places);
        let records = private.iter().map(|private| &private.records);
        problems.extend(records.clone().flat_map(|records| not_yet_erased(&facts, records)));
        problems.extend(records.flat_map(|records| leave_of_nobody(&facts, records)));
        let scores = KeptScores::read(&workspace, &facts, &mut problems)?;
        let (more, replaceable) = (ChangeSet::default(), false);
        let session = CohortSession { workspace, settings_text, settings, places, facts, private, scores, more, replaceable };
        Ok((session, problems))
    }

    /// Writes the seed that was drawn into `cohort.toml`, and reads anew where everything is written.
    ///
    /// # Errors
    /// When the file cannot take it.
    pub(crate) fn set_seed(&mut self, seed: u64) -> Result<(), Refusal> {
        self.settings_text = config::set_seed(&self.settings_text, seed)?;
        self.settings.matching.seed = Some(seed);
        self.places = config::read(&self.settings_text, layout::COHORT_FILE).map_err(Refusal::input)?.places;
        Ok(())
    }

    /// The problems about settings with the file, line and spot where these are written.
    pub(crate) fn locate(&self, problems: Vec<Problem>) -> Vec<Problem> {
        self.places.locate(problems)
    }

    /// A file's text; `None` when it is not there.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8.
    pub(crate) fn text_of(workspace: &Workspace, path: &RelPath) -> Result<Option<String>, Problem> {
        let Some(bytes) = workspace.read(path)? else { return Ok(None) };
        let help = "save it as UTF-8 text, or take it back from git";
        let not_text = |_| Problem::error("not-utf8", "the file is not UTF-8 text").at(Place::file(path.as_str())).help(help);
        String::from_utf8(bytes).map(Some).map_err(not_text)
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The cohort as the facts tell it now, with the scores that are kept in the private folder.
    pub(crate) fn cohort(&self) -> Cohort {
        let mut cohort = Cohort::of(&self.facts);
        self.scores.complete(&mut cohort);
        cohort
    }

    /// The private part.
    pub(crate) fn records(&self) -> Result<&PrivateRecords, Refusal> {
        self.private.as_ref().map(|private| &private.records).ok_or_else(no_private_folder)
    }

    /// The private part, to be changed.
    pub(crate) fn records_mut(&mut self) -> Result<&mut PrivateRecords, Refusal> {
        self.private.as_mut().map(|private| &mut private.records).ok_or_else(no_private_folder)
    }

    /// Who an id is; empty without the private part.
    pub(crate) fn names(&self) -> Names {
        let contacts = self.records().into_iter().flat_map(|records| records.register.iter());
        Names::new(contacts.map(|(id, entry)| (id, Rc::clone(&entry.contact))).collect())
    }

    /// `M03 Anna Smith`, or `M03` where the name is not at hand.
    pub(crate) fn label(&self, person: PersonId) -> String {
        let entry = self.records().ok().and_then(|records| records.register.get(person));
        entry.map_or_else(|| person.to_string(), |entry| format!("{person} {}", entry.contact.name))
    }

    /// The person that a word means: an id, an address or a name that fits exactly one.
    pub(crate) fn person(&self, word: &str) -> Result<PersonId, Refusal> {
        let known = self.facts.people.keys().copied().collect();
        let nobody = Register::default();
        who::find(word, self.records().map_or(&nobody, |records| &records.register), &known)
    }

    /// Two people of different sides.
    pub(crate) fn two_people(&self, a: &str, b: &str) -> Result<PairId, Refusal> {
        let (a, b) = match (self.person(a), self.person(b)) {
            (Ok(a), Ok(b)) => (a, b),
            (a, b) => {
                let problems = [a.err(), b.err()].into_iter().flatten().flat_map(|refusal| refusal.problems);
                return Err(Refusal::input(problems.collect()));
            }
        };
        let kind = self.settings.programme.kind;
        PairId::of(a, b).ok_or_else(|| {
            let message = format!("{a} and {b} are both {}; they could never be a pair", a.side().many(kind));
            Problem::error("one-side", message).help("name one person of each side").into()
        })
    }

    /// The pair that a word means: `M03-E07`, or one of the two people of an active pair, where there is only one.
    pub(crate) fn pair(&self, word: &str) -> Result<PairId, Refusal> {
        if let Ok(pair) = word.parse() {
            return Ok(pair);
        }
        let person = self.person(word)?;
        let pairs: Vec<PairId> = self.cohort().pairs_of(person).map(|pair| pair.id).collect();
        let (message, help) = match pairs.as_slice() {
            [pair] => return Ok(*pair),
            [] => (format!("{person} is in no pair at present"), "name the pair, such as M03-E07".to_owned()),
            several => {
                let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                (format!("{person} is in several pairs"), format!("name the pair: {}", several.join(" or ")))
            }
        };
        Err(Problem::error("no-pair", message).value(word).help(help).into())
    }

    /// Keeps words of somebody's own in the private notes.
    pub(crate) fn note(&mut self, on: NaiveDate, about: &str, what: &str, words: &str) -> Result<(), Refusal> {
        self.records_mut()?.note(on, about, what, words);
        Ok(())
    }

    /// Adds a file that is neither a fact, a view nor a private list.
    pub(crate) fn add(&mut self, path: RelPath, bytes: impl Into<Vec<u8>>) {
        self.more.put(path, bytes);
    }

    /// Takes a file away that is neither a fact, a view nor a private list.
    pub(crate) fn take_away(&mut self, path: RelPath) {
        self.more.remove(path);
    }

    /// What the notes say of a pair that was adopted: the number it had in the file.
    pub(crate) const NUMBER: &'static str = "number";

    /// The pair that had this number in the file from which it was adopted.
    pub(crate) fn adopted_number(&self, number: &str) -> Option<PairId> {
        let numbered = |note: &&Note| note.what == CohortSession::NUMBER && note.text == number;
        self.records().ok()?.notes.iter().rev().find(numbered)?.about.parse().ok()
    }

    /// The weekdays on which somebody said they can meet.
    pub(crate) fn weekdays(&self, person: PersonId) -> Option<Weekdays> {
        let entry = self.records().ok()?.register.get(person)?;
        weekdays::of_answers(&entry.answers)
    }

    /// The days on which somebody cannot meet, both ends included.
    pub(crate) fn closed(&self, person: PersonId) -> Vec<(NaiveDate, NaiveDate)> {
        self.records().into_iter().flat_map(|records| records.closed_for(person)).collect()
    }

    /// The names that people gave as conflicts, with who gave each and whom it means; none without the register.
    pub(crate) fn mentions(&self) -> Vec<(PersonId, Mention)> {
        self.records().map(PrivateRecords::whom_people_named).unwrap_or_default()
    }

    /// The views as the present facts give them.
    pub(crate) fn views(&self) -> BTreeMap<RelPath, Vec<u8>> {
        self.views_by(&self.settings)
    }

    /// The views as they were before `[privacy] scores` was written or taken away: no edit by hand.
    pub(crate) fn views_with_other_scores(&self) -> BTreeMap<RelPath, Vec<u8>> {
        let mut settings = self.settings.clone();
        settings.privacy.scores = match settings.privacy.scores {
            Scores::Private => Scores::Committed,
            Scores::Committed => Scores::Private,
        };
        self.views_by(&settings)
    }

    fn views_by(&self, settings: &Settings) -> BTreeMap<RelPath, Vec<u8>> {
        let built = views(settings, &Cohort::of(&self.facts));
        let paths = layout::views();
        let path = |name: &str| paths.iter().find(|path| path.as_str() == name).cloned();
        built.into_iter().filter_map(|(name, bytes)| Some((path(name)?, bytes))).collect()
    }

    /// The views that hold neither what was last written nor what the facts give, which is `views`: edited by hand, or left by a merge.
    pub(crate) fn edited_views(&self, views: &BTreeMap<RelPath, Vec<u8>>) -> Result<Vec<RelPath>, Problem> {
        let mut edited = self.workspace.edited_views(views)?;
        if !edited.is_empty() {
            let other = self.views_with_other_scores();
            edited.retain(|path| self.workspace.read(path).ok().flatten().as_ref() != other.get(path));
        }
        Ok(edited)
    }

    /// Lets the views be made anew although somebody edited them.
    pub(crate) fn replace_edited_views(&mut self) {
        self.replaceable = true;
    }

    /// Refuses to overwrite a view that somebody edited by hand with one of `views`.
    ///
    /// # Errors
    /// Every such view, with the way to turn the edits into facts.
    pub(crate) fn refuse_edited_views(&self, views: &BTreeMap<RelPath, Vec<u8>>) -> Result<(), Refusal> {
        let problem = |view: RelPath| {
            Problem::error(
                "edited-view",
                "this file was edited by hand or left by a merge; it is made from the facts and would be overwritten",
            )
            .at(Place::file(view.as_str()))
            .help(format!("to turn edits into facts: {}; to drop them: `revmentor build`", way_back(view.as_str())))
        };
        let problems: Vec<Problem> = self.edited_views(views)?.into_iter().map(problem).collect();
        if self.replaceable || problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
    }

    /// Everything as it shall stand in the directory, with these views.
    pub(crate) fn changes(&self, views: BTreeMap<RelPath, Vec<u8>>) -> Result<ChangeSet, Refusal> {
        let mut changes = ChangeSet::default();
        changes.put(layout::cohort_file(), self.settings_text.clone());
        for (path, text) in
            [(layout::gitignore(), layout::GITIGNORE.to_owned()), (layout::gitattributes(), layout::gitattributes_text())]
        {
            if self.workspace.read(&path)?.is_none() {
                changes.put(path, text);
            }
        }
        for (person, rows) in &self.facts.people {
            changes.put(layout::person_facts(*person), person_facts::write(rows));
        }
        for (pair, rows) in &self.facts.pairs {
            changes.put(layout::pair_facts(*pair), pair_facts::write(rows));
        }
        for path in self.workspace.list(Folder::PairFacts)?.files {
            if path.stem().parse().is_ok_and(|pair| !self.facts.pairs.contains_key(&pair)) {
                changes.remove(path);
            }
        }
        for (number, draw) in &self.facts.draws {
            changes.put(layout::draw(*number), draw_toml::write(draw));
        }
        for (stage, rows) in &self.facts.told.0 {
            changes.put(layout::told(stage).map_err(|path| not_a_stage(&path))?, told::write(rows));
        }
        for (kind, rows) in &self.facts.letters.0 {
            changes.put(layout::letters_issued(kind).map_err(|path| not_a_stage(&path))?, told::write(rows));
        }
        if self.facts.need_format_2() {
            changes.put(layout::format_file(), format!("{}\n", layout::FORMAT));
        }
        for (path, bytes) in views {
            changes.put(path, bytes);
        }
        if let Some(private) = &self.private {
            changes.extend(private.changes());
        }
        changes.extend(self.more.clone());
        Ok(changes)
    }

    /// Writes all of it, or nothing.
    pub(crate) fn commit(mut self, changes: ChangeSet, entry: LogEntry) -> Result<Vec<Problem>, Refusal> {
        unless_errors((), check::judge_facts(&self.settings, &self.facts))?;
        Ok(self.workspace.commit(changes, entry)?.notes)
    }

    /// Writes all of it, or nothing, and leaves no record of what any file held before.
    pub(crate) fn commit_for_good(mut self, changes: ChangeSet, entry: LogEntry) -> Result<Vec<Problem>, Refusal> {
        unless_errors((), check::judge_facts(&self.settings, &self.facts))?;
        Ok(self.workspace.commit_for_good(changes, entry)?.notes)
    }
}

/// The verb that turns an edited view into facts.
fn way_back(view: &str) -> &'static str {
    match view {
        "meetings.csv" => "`revmentor meeting import meetings.csv`",
        "pairings.csv" => "`revmentor adopt pairings.csv`, `conflict add` or `withdraw`",
        "waiting-list.csv" => "`revmentor withdraw` or `match`",
        "timeline.csv" => "write the dates into cohort.toml",
        _ => "write it into cohort.toml or a file of your own",
    }
}

/// Somebody was erased, perhaps by another lead, and this machine still has the data.
pub(crate) fn not_yet_erased(facts: &Facts, records: &PrivateRecords) -> Vec<Problem> {
    let erased = facts.people.iter().filter(|(_, rows)| rows.iter().any(|row| row.fact == PersonFact::Erased));
    let still_here = erased.filter(|(id, _)| records.register.get(**id).is_some());
    let problem = |id: &PersonId| {
        Problem::warning("not-yet-erased", format!("{id} was erased, and this machine still holds the personal data"))
            .at(Place::file(layout::register().as_str()))
            .help(format!("`revmentor erase {id}`"))
    };
    still_here.map(|(id, _)| problem(id)).collect()
}

/// Days off of an id that nobody has would be kept free for nobody.
fn leave_of_nobody(facts: &Facts, records: &PrivateRecords) -> Vec<Problem> {
    let known = |id: &PersonId| facts.people.contains_key(id) || records.register.get(*id).is_some();
    let nobody: BTreeSet<PersonId> = records.closed.iter().map(|closed| closed.person).filter(|id| !known(id)).collect();
    let problem = |id: PersonId| {
        Problem::warning("leave-of-nobody", "these days off are those of an id that nobody has")
            .at(Place::file(layout::closed().as_str()).column("person"))
            .value(id.to_string())
            .help("correct the id; `revmentor status` lists who takes part")
    };
    nobody.into_iter().map(problem).collect()
}

fn no_private_folder() -> Refusal {
    let message = "this clone has no private folder, so nobody's name and answers are at hand";
    let help = "run the command where private/ is, or open its sealed bundle here with `revmentor unseal FILE`";
    Refusal::unmet(vec![Problem::error("no-private-folder", message).help(help)])
}

/// A file among the facts whose name is nobody's: as a program leaves it that keeps two machines alike.
fn stray_facts(path: String) -> Problem {
    Problem::warning("stray-facts", "no fact in this file counts: its name is neither an id, a pair nor the number of a matching")
        .at(Place::file(path))
        .help("take over by hand what is missing in the right file, then delete this one")
}

/// Reads every fact; what is wrong with single files goes to `problems`.
pub(crate) fn read_facts(workspace: &Workspace, problems: &mut Vec<Problem>) -> Result<Facts, Refusal> {
    let mut facts = Facts::default();
    for folder in [Folder::PeopleFacts, Folder::PairFacts, Folder::Draws, Folder::Told, Folder::LettersIssued] {
        // A desktop's own files are not meant as facts.
        let strangers = workspace.list(folder)?.strangers;
        let like_facts = |path: &String| Path::new(path).extension().is_some_and(|end| end == "csv" || end == "toml");
        problems.extend(strangers.into_iter().filter(like_facts).map(stray_facts));
    }
    for path in workspace.list(Folder::PeopleFacts)?.files {
        let (rows, found) = person_facts::read(&CohortSession::text_of(workspace, &path)?.unwrap_or_default(), path.as_str());
        problems.extend(found);
        facts.people.extend(path.stem().parse().ok().map(|person| (person, rows)));
    }
    for path in workspace.list(Folder::PairFacts)?.files {
        let (rows, found) = pair_facts::read(&CohortSession::text_of(workspace, &path)?.unwrap_or_default(), path.as_str());
        problems.extend(found);
        facts.pairs.extend(path.stem().parse().ok().map(|pair| (pair, rows)));
    }
    for path in workspace.list(Folder::Draws)?.files {
        match draw_toml::read(&CohortSession::text_of(workspace, &path)?.unwrap_or_default(), path.as_str()) {
            Ok(draw) => facts.draws.extend(path.stem().parse().ok().map(|number: u32| (number, draw))),
            Err(found) => problems.extend(found),
        }
    }
    for path in workspace.list(Folder::LettersIssued)?.files {
        let (rows, found) = told::read(&CohortSession::text_of(workspace, &path)?.unwrap_or_default(), path.as_str());
        problems.extend(found);
        facts.letters.0.insert(path.stem().to_owned(), rows);
    }
    for path in workspace.list(Folder::Told)?.files {
        let (rows, found) = told::read(&CohortSession::text_of(workspace, &path)?.unwrap_or_default(), path.as_str());
        problems.extend(found);
        facts.told.0.insert(path.stem().to_owned(), rows);
    }
    Ok(facts)
}

fn not_a_stage(path: &layout::NotAPath) -> Problem {
    Problem::error("stage-name", format!("{path} cannot be the file of a mailing"))
}
