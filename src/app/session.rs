//! An opened cohort directory as a verb holds it: read and judged as a whole, changed in memory, written at once.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::folded_facts::FoldedFacts;
use crate::app::judging::Judging;
use crate::app::kept_scores::KeptScores;
use crate::app::register_warnings::{leave_of_nobody, not_yet_erased};
use crate::app::registered_ids::Identities;
use crate::app::{edited_views, fact_files, private_views};
use crate::check;
use crate::config::{self, SettingPlaces};
use crate::domain::cohort::Cohort;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Problem, Refusal, unless_errors};
use crate::domain::settings::Settings;
use crate::domain::weekdays::{self, Weekdays};
use crate::people::{mentions::Mention, note::Note, records::PrivateRecords, register::Register, who};
use crate::render::private::names::Names;
use crate::render::terminal::excerpt::Texts;
use crate::store::changes::{ChangeSet, LogEntry, Workspace};
use crate::store::formats::{
    announcement_toml, attendance, calendar_dates, draw_toml, edition_toml, format_number, pair_facts, person_facts, told,
};
use crate::store::layout::{self, Folder, RelPath};
use crate::store::private_folder::{self, PrivateFolder};

/// An opened cohort directory.
pub(crate) struct CohortSession {
    workspace: Workspace,
    /// `cohort.toml` as text; changed only by the program's own additions.
    pub(crate) settings_text: String,
    pub(crate) settings: Settings,
    /// Where the settings are written.
    places: SettingPlaces,
    pub(crate) facts: FoldedFacts,
    /// What `private/` holds; `None` in a clone without it.
    private: Option<PrivateFolder>,
    /// What pairs scored, as far as the private folder keeps it.
    pub(crate) scores: KeptScores,
    /// Files that a verb adds beside facts, views and the records.
    more: ChangeSet,
    /// The views that were edited by hand before the command.
    edited: Vec<RelPath>,
    /// Contradictions among the facts, from before the command, that do not stop it.
    unsettled: Vec<Problem>,
}

impl CohortSession {
    /// Reads everything, lets `mend` set right what it can, and judges; all that is wrong is told at once. Where a file cannot be
    /// read, nothing is said of what then seems to be missing. Texts that may be shown are put into `texts`.
    pub(crate) fn read(
        workspace: Workspace,
        texts: &mut Texts,
        mend: fn(&mut CohortSession) -> Vec<Problem>,
        judging: Judging,
    ) -> Result<(CohortSession, Vec<Problem>), Refusal> {
        let (session, unread) = CohortSession::read_unjudged(workspace, texts, judging)?;
        let (mut session, mut problems) = unless_errors(session, unread)?;
        session.edited = edited_views::find(&session.workspace, &session.settings, &session.facts)?;
        let mended = mend(&mut session);
        let is_mended = !mended.is_empty() || problems.iter().any(|problem| problem.code == fact_files::UNITED);
        problems.extend(mended);
        let mut found = check::judge_facts(&session.settings, &session.facts);
        session.unsettled = found.extract_if(.., |problem| judging.lets_pass(problem, is_mended)).collect();
        if judging == Judging::Showing {
            problems.extend(session.unsettled.iter().cloned().map(Problem::as_warning));
        }
        problems.extend(found);
        unless_errors(session, problems)
    }

    /// Reads everything, and does not ask whether the facts contradict each other. What is wrong with single files is given beside
    /// the session.
    pub(crate) fn read_unjudged(
        workspace: Workspace,
        texts: &mut Texts,
        judging: Judging,
    ) -> Result<(CohortSession, Vec<Problem>), Refusal> {
        let mut problems = Vec::new();
        let settings_text = fact_files::text_of(&workspace, &layout::cohort_file())?.unwrap_or_default();
        texts.insert(layout::COHORT_FILE.to_owned(), settings_text.clone());
        let reading = config::read(&settings_text, layout::COHORT_FILE);
        let facts = fact_files::read(&workspace, &mut problems, judging == Judging::Uniting)?;
        let mut private = PrivateFolder::read(|path| workspace.read(path), &mut problems)?;
        if let Some(private) = &mut private {
            problems.extend(Identities::of(&facts).settle(&mut private.records));
        }
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
        let (more, edited, unsettled) = (ChangeSet::default(), Vec::new(), Vec::new());
        let session = CohortSession {
            workspace,
            settings_text,
            settings,
            places,
            facts: FoldedFacts::new(facts),
            private,
            scores,
            more,
            edited,
            unsettled,
        };
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

    /// Contradictions among the facts that stood before the command and did not stop it.
    pub(crate) fn unsettled(&self) -> &[Problem] {
        &self.unsettled
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The cohort as the facts tell it now, with the scores that are kept in the private folder.
    pub(crate) fn cohort(&self) -> Rc<Cohort> {
        self.facts.cohort(&self.scores)
    }

    /// The private part.
    pub(crate) fn records(&self) -> Result<&PrivateRecords, Refusal> {
        self.private.as_ref().map(|private| &private.records).ok_or_else(|| private_folder::missing(self.workspace.root()))
    }

    /// The private part, to be changed.
    pub(crate) fn records_mut(&mut self) -> Result<&mut PrivateRecords, Refusal> {
        let root = self.workspace.root();
        self.private.as_mut().map(|private| &mut private.records).ok_or_else(|| private_folder::missing(root))
    }

    /// Who an id is; empty without the private part. Whoever another lead erased is named no more, though this register has the row still.
    pub(crate) fn names(&self) -> Names {
        let cohort = self.cohort();
        let contacts = self.records().into_iter().flat_map(|records| records.register.iter());
        let contacts = contacts.filter(|(id, _)| !cohort.is_erased(*id));
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
            [] => (format!("{person} is in no pair at present"), "`revmentor status` lists the pairs".to_owned()),
            several => {
                let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                (format!("{person} is in several pairs"), format!("name the pair: {}", several.join(" or ")))
            }
        };
        Err(Problem::error("no-pair", message).value(word).help(help).into())
    }

    /// Keeps words of somebody's own in the private notes.
    pub(crate) fn note(&mut self, on: NaiveDate, about: &str, what: &str, words: &str) -> Result<(), Refusal> {
        let Some(private) = &mut self.private else { return Err(private_folder::no_place_for_words(self.workspace.root())) };
        private.records.note(on, about, what, words);
        Ok(())
    }

    /// Adds a file that is neither a fact, a view nor a private list.
    pub(crate) fn add(&mut self, path: RelPath, bytes: impl Into<Vec<u8>>) {
        self.more.put(path, bytes);
    }

    /// What a file beside facts, views and private lists is going to hold, where the verb says so.
    pub(crate) fn added(&self, path: &RelPath) -> Option<&[u8]> {
        self.more.iter().find_map(|(added, bytes)| bytes.filter(|_| added == path))
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
        edited_views::build(&self.settings, &self.facts)
    }

    /// The views as they were before `[privacy] scores` was written or taken away: no edit by hand.
    pub(crate) fn views_with_other_scores(&self) -> BTreeMap<RelPath, Vec<u8>> {
        edited_views::build(&edited_views::with_other_scores(&self.settings), &self.facts)
    }

    /// The views that were edited by hand, or left by a merge, before the command.
    pub(crate) fn edited_views(&self) -> &[RelPath] {
        &self.edited
    }

    /// Lets the views be made anew although somebody edited them.
    pub(crate) fn replace_edited_views(&mut self) {
        self.edited.clear();
    }

    /// Refuses to overwrite a view that somebody edited by hand.
    ///
    /// # Errors
    /// Every such view, with the way to turn the edits into facts.
    pub(crate) fn refuse_edited_views(&self) -> Result<(), Refusal> {
        let problems: Vec<Problem> = self.edited.iter().map(edited_views::problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
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
        for (number, edition) in &self.facts.editions {
            changes.put(layout::edition(*number), edition_toml::write(edition, self.settings.programme.kind));
        }
        for (stage, rows) in &self.facts.told.0 {
            changes.put(layout::told(stage).map_err(|path| not_a_stage(&path))?, told::write(rows));
        }
        for (kind, rows) in &self.facts.letters.0 {
            changes.put(layout::letters_issued(kind).map_err(|path| not_a_stage(&path))?, told::write(rows));
        }
        for (event, rows) in &self.facts.attendance.0 {
            changes.put(layout::attendance(event).map_err(|path| not_a_stage(&path))?, attendance::write(rows));
        }
        if !self.facts.calendar_dates.0.is_empty() {
            changes.put(layout::calendar_dates(), calendar_dates::write(&self.facts.calendar_dates));
        }
        let format = fact_files::format(&self.workspace, &self.facts)?;
        if format > 1 {
            changes.put(layout::format_file(), format_number::write(format));
        }
        for (number, announcement) in &self.facts.announcements {
            changes.put(layout::draw(*number), announcement_toml::write(announcement));
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

    /// Writes the lead's own views as the facts stand; gives what the lead should know.
    pub(crate) fn write_private_views(&self, today: NaiveDate) -> Vec<Problem> {
        self.workspace.write_private_views(&self.private_views(today))
    }

    /// The lead's own views; none in a clone without names.
    fn private_views(&self, today: NaiveDate) -> BTreeMap<RelPath, Vec<u8>> {
        let build = |records| private_views::build(&self.settings, &self.cohort(), records, &self.names(), today);
        self.records().map(build).unwrap_or_default()
    }

    /// Writes all of it, or nothing.
    pub(crate) fn commit(mut self, changes: ChangeSet, entry: LogEntry) -> Result<Vec<Problem>, Refusal> {
        let left = self.left_to_settle()?;
        let views = self.private_views(entry.on);
        let notes = self.workspace.commit(changes, entry)?.notes;
        Ok([notes, left, self.workspace.write_private_views(&views)].concat())
    }

    /// Writes all of it, or nothing, and leaves no record of what any file held before.
    pub(crate) fn commit_for_good(mut self, changes: ChangeSet, entry: LogEntry) -> Result<Vec<Problem>, Refusal> {
        let left = self.left_to_settle()?;
        let views = self.private_views(entry.on);
        // A name that is to go must not be left in a view if the change is cut off.
        self.workspace.write_private_views(&BTreeMap::new());
        let notes = self.workspace.commit_for_good(changes, entry)?.notes;
        Ok([notes, left, self.workspace.write_private_views(&views)].concat())
    }

    /// The contradictions that stood before the command and still do, as warnings.
    ///
    /// # Errors
    /// A contradiction that the command would add.
    fn left_to_settle(&self) -> Result<Vec<Problem>, Refusal> {
        let found = check::judge_facts(&self.settings, &self.facts);
        let stood = |problem: &Problem| {
            self.unsettled.iter().any(|before| before.code == problem.code && before.place.file == problem.place.file)
        };
        let (left, new): (Vec<Problem>, Vec<Problem>) = found.into_iter().filter(Problem::is_error).partition(stood);
        unless_errors((), new)?;
        Ok(left.into_iter().map(Problem::as_warning).collect())
    }
}

fn not_a_stage(path: &layout::NotAPath) -> Problem {
    Problem::error("stage-name", format!("{path} cannot be the file of a mailing, a letter or a session"))
}
