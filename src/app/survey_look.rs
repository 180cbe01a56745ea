//! What is seen of an export, and how it would be read: always its columns, and the people where it can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::app::import;
use crate::app::input_file::InputFile;
use crate::app::session::CohortSession;
use crate::domain::answer::field;
use crate::domain::person;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, Survey};
use crate::domain::side::{BySide, Side};
use crate::domain::spelling;
use crate::render::private::survey_report::SurveyExport;
use crate::store::layout;
use crate::survey::{self, Codebook, CodedQuestion, ColumnLook, Facts, Proposal, Reading, Source};

/// An export, what it looks like, and who would be read.
#[derive(Debug)]
pub(crate) struct SurveyLook {
    pub(crate) side: Side,
    /// The file, as the lead named it.
    pub(crate) path: String,
    /// Where the file is.
    pub(crate) file: PathBuf,
    pub(crate) bytes: Vec<u8>,
    /// Questions whose answers are codes that no key explains.
    pub(crate) coded: Vec<CodedQuestion>,
    /// The settings that were guessed; none where cohort.toml has them.
    pub(crate) settings: Option<Survey>,
    tool: Option<&'static str>,
    facts: Facts,
    header_records: Vec<u32>,
    columns: Vec<ColumnLook>,
    pub(crate) notes: Vec<String>,
    reading: Option<Reading>,
    /// What is wrong, and what the lead should look at.
    pub(crate) problems: Vec<Problem>,
}

impl SurveyLook {
    /// Looks into a file of which no more is known than what is written: for each side, where one form asked both or the sheet holds a
    /// table for each. `taken` is the side
    /// of the file before it.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, so that not even its columns can be shown.
    pub(crate) fn into_file(
        file: &InputFile,
        side: Option<Side>,
        taken: Option<Side>,
        known: &Known,
    ) -> Result<Vec<SurveyLook>, Vec<Problem>> {
        let bytes = import::bytes_of(&file.path, &file.shown, "survey")?;
        let shape = known.shape_of(file, side);
        let key = shape.codebook.clone().unwrap_or_else(|| layout::codebook_of_both().as_str().to_owned());
        let codebook = known.codebook(&key).unwrap_or_default();
        let source = Source { path: &file.shown, bytes: &bytes, side, codebook: codebook.as_ref() };
        let proposal = survey::propose_with(source, &shape)?;
        if side.is_none() && (proposal.roles.is_some() || proposal.of_both) {
            let looks = Side::BOTH.map(|side| SurveyLook::for_side(file, bytes.clone(), side, known));
            return looks.into_iter().collect();
        }
        let side = side.or(proposal.side).or_else(|| taken.map(Side::other)).unwrap_or(Side::Mentor);
        SurveyLook::for_side(file, bytes, side, known).map(|look| vec![look])
    }

    /// Looks into both sheets of a workbook of which one is called after the mentors and one after the mentees; none where it has no
    /// two such sheets.
    ///
    /// # Errors
    /// As [`SurveyLook::into_file`].
    pub(crate) fn into_sheets(file: &InputFile, known: &Known) -> Result<Option<[SurveyLook; 2]>, Vec<Problem>> {
        let bytes = import::bytes_of(&file.path, &file.shown, "survey")?;
        let sheet = |side: Side| {
            let source = Source { path: &file.shown, bytes: &bytes, side: Some(side), codebook: None };
            let named = known.written[side].sheet.as_ref();
            let shape = Survey { sheet: named.cloned(), ..Survey::default() };
            let proposal = survey::propose_with(source, &shape).ok()?;
            proposal.facts.sheet.filter(|sheet| named.is_some() || source.is_for(sheet))
        };
        let [Some(of_mentors), Some(of_mentees)] = Side::BOTH.map(sheet) else { return Ok(None) };
        if of_mentors == of_mentees {
            return Ok(None);
        }
        let [mentors, mentees] = Side::BOTH.map(|side| SurveyLook::for_side(file, bytes.clone(), side, known));
        Ok(Some([mentors?, mentees?]))
    }

    fn for_side(file: &InputFile, bytes: Vec<u8>, side: Side, known: &Known) -> Result<SurveyLook, Vec<Problem>> {
        let mut written = known.of_side(side);
        let source = Source { path: &file.shown, bytes: &bytes, side: Some(side), codebook: None };
        let no_sheet = written.sheet.clone().filter(|sheet| !survey::has_sheet(source, sheet));
        written.sheet = written.sheet.filter(|_| no_sheet.is_none());
        let mut proposal = survey::propose_with(source, &written)?;
        let as_given = known.as_given_in(side, &proposal);
        let shared = known.of_the_other(side, &proposal);
        if !as_given.is_empty() || !shared.is_empty() {
            let names: Vec<&str> = shared.keys().map(String::as_str).collect();
            let note = format!("taken over from the {} of this file: {}", side.other().key(), names.join(", "));
            written.columns.extend(as_given);
            written.columns.extend(shared.clone());
            proposal = survey::propose_with(source, &written)?;
            proposal.notes.extend((!shared.is_empty()).then_some(note));
        }
        let own = if proposal.roles.is_some() { layout::codebook_of_both() } else { layout::codebook(side) };
        let key = written.codebook.clone().unwrap_or_else(|| own.as_str().to_owned());
        let (codebook, open) = known.codebook(&key).map_or_else(|open| (None, open), |codebook| (codebook, Vec::new()));
        let is_coded = !proposal.coded.is_empty() || written.codebook.is_some();
        let source = Source { codebook: codebook.as_ref().filter(|_| is_coded), ..source };
        if source.codebook.is_some() {
            proposal = survey::propose_with(source, &written)?;
        }
        proposal.settings.codebook = is_coded.then_some(key);
        if let Some(sheet) = no_sheet {
            proposal.settings.sheet.clone_from(&proposal.facts.sheet);
            proposal.notes.push(format!("cohort.toml says sheet = {sheet:?}, and this file has no such sheet"));
        }
        let (reading, mut problems) = split(survey::read(source, &proposal.settings));
        problems.extend(open.into_iter().filter(|_| is_coded));
        let own_notes = reading.as_ref().map(|reading| reading.notes.clone()).unwrap_or_default();
        let mut look = SurveyLook {
            side,
            coded: proposal.coded,
            path: file.shown.clone(),
            file: file.path.clone(),
            settings: Some(proposal.settings),
            tool: proposal.tool,
            facts: proposal.facts,
            header_records: proposal.header_records,
            columns: proposal.columns,
            notes: [proposal.notes, own_notes].concat(),
            reading,
            problems: [problems, proposal.warnings].concat(),
            bytes,
        };
        look.tidy();
        Ok(look)
    }

    /// Looks into the cohort's own export of one side, read as cohort.toml says; none where it is not at hand.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, so that not even its columns can be shown.
    pub(crate) fn into_own(session: &CohortSession, side: Side) -> Result<Option<SurveyLook>, Vec<Problem>> {
        let Some((path, bytes)) = import::export_of(session, side, None)? else { return Ok(None) };
        let settings = &session.settings.survey[side];
        let codebook = import::codebook(session, settings)?;
        let source = Source { path: &path, bytes: &bytes, side: Some(side), codebook: codebook.as_ref() };
        let columns = survey::columns_read(source, settings)?;
        let proposal = survey::propose_with(source, settings)?;
        let (reading, problems) = split(survey::read(source, settings));
        let mut look = SurveyLook {
            side,
            coded: Vec::new(),
            settings: None,
            tool: proposal.tool,
            facts: proposal.facts,
            header_records: proposal.header_records,
            columns,
            notes: reading.as_ref().map(|reading| reading.notes.clone()).unwrap_or_default(),
            reading,
            problems,
            file: session.workspace().root().join(&path),
            path,
            bytes,
        };
        look.tidy();
        Ok(Some(look))
    }

    /// Names the file in the proposed settings from the cohort directory, where it lies inside.
    pub(crate) fn name_file_from(&mut self, root: Option<&Path>) {
        let inside = root.and_then(|root| path_inside(root, &self.file));
        if let (Some(settings), Some(path)) = (&mut self.settings, inside) {
            settings.file = Some(path);
        }
    }

    /// Problems and notes once each; a warning that a column is missing says nothing beside the error.
    fn tidy(&mut self) {
        let failed = self.problems.iter().any(Problem::is_error);
        self.problems.sort();
        self.problems.dedup();
        let mut said: Vec<String> = Vec::new();
        for note in std::mem::take(&mut self.notes) {
            if !said.contains(&note) {
                said.push(note);
            }
        }
        self.notes = said;
        let stated = |problem: &Problem| problem.code == "coded-export" && !problem.is_error();
        self.problems.retain(|problem| !(failed && stated(problem)));
    }

    /// For people: `answers.csv: mentors (Microsoft Forms; csv, utf-8)`.
    pub(crate) fn headline(&self) -> String {
        let tool = self.tool.unwrap_or("no known survey tool");
        format!("{}: {} ({tool}; {})", self.path, self.side.key(), self.facts.summary())
    }

    /// What is shown.
    pub(crate) fn export(&self) -> SurveyExport<'_> {
        SurveyExport {
            side: self.side,
            path: &self.path,
            tool: self.tool,
            facts: &self.facts,
            header_records: &self.header_records,
            columns: &self.columns,
            notes: &self.notes,
            reading: self.reading.as_ref(),
            problems: &self.problems,
        }
    }
}

/// Where both sides were asked for how many pairs they have room, only one side's answers are proposed, for `match` refuses room on both:
/// those of the side for which it is written, else of the mentors. What is written stays, on both sides too.
pub(crate) fn keep_room_on_one_side(looks: &mut [SurveyLook], written: &BySide<Survey>) {
    let has_room = |look: &&SurveyLook, side: Side| {
        let is_mapped = look.settings.as_ref().is_some_and(|settings| settings.columns.contains_key(field::CAPACITY));
        let people = || look.reading.iter().flat_map(|reading| &reading.people);
        look.side == side && is_mapped && (look.reading.is_none() || people().any(|person| person::capacity(&person.answers) > 1))
    };
    let is_written = |side: Side| written[side].columns.contains_key(field::CAPACITY);
    let is_here = |side: Side| looks.iter().any(|look| look.side == side);
    // An export that was looked into before is known by what is written of it.
    let is_asked = |side: Side| looks.iter().any(|look| has_room(&look, side)) || !is_here(side) && is_written(side);
    if !Side::BOTH.into_iter().all(is_asked) || Side::BOTH.into_iter().all(is_written) {
        return;
    }
    let counts = if is_written(Side::Mentee) { Side::Mentee } else { Side::Mentor };
    for look in looks.iter_mut().filter(|look| look.side == counts.other()) {
        let column = look.settings.as_mut().and_then(|settings| settings.columns.remove(field::CAPACITY));
        let heading = column.and_then(|column| column.headings.first().cloned()).unwrap_or_default();
        let message = format!(
            "both sides say that they have room for several pairs, and only one side may: the answers of the {} count",
            counts.key()
        );
        look.columns
            .iter_mut()
            .filter(|column| column.field.as_deref() == Some(field::CAPACITY))
            .for_each(|column| column.field = None);
        look.problems.retain(|problem| problem.code != "unclear-number");
        look.problems.push(Problem::warning("room-on-both-sides", message).at(Place::file(&look.path).column(&heading)).help(
            format!(
                "if those of the {} count, add `capacity = {heading:?}` to their block, and take it out of that of the {}",
                counts.other().key(),
                counts.key()
            ),
        ));
    }
}

/// What is known before a file is looked into: the cohort directory, which may hold a key, and what its cohort.toml says.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) root: Option<PathBuf>,
    pub(crate) written: BySide<Survey>,
    /// Columns as `init` wrote them: they stay where the export has such a heading and nothing better is found.
    pub(crate) as_given: BySide<BTreeMap<String, Column>>,
}

impl Known {
    /// What is written of the export of a side; the file is the one that is looked into.
    fn of_side(&self, side: Side) -> Survey {
        Survey { file: None, ..self.written[side].clone() }
    }

    /// The columns that are written for the other side and not for this one, of a form for both in which this side answered them too.
    fn of_the_other(&self, side: Side, proposal: &Proposal) -> BTreeMap<String, Column> {
        if proposal.roles.is_none() {
            return BTreeMap::new();
        }
        let is_answered = |wanted: &String| {
            let is_called = |look: &&ColumnLook| spelling::key(&look.heading) == spelling::key(wanted);
            proposal.columns.iter().any(|look| is_called(&look) && !look.samples.is_empty())
        };
        let own = &self.written[side].columns;
        let others = self.written[side.other()].columns.iter().filter(|(name, column)| {
            !own.contains_key(*name) && !column.headings.is_empty() && column.headings.iter().all(is_answered)
        });
        others.map(|(name, column)| (name.clone(), column.clone())).collect()
    }

    /// The columns as `init` wrote them whose headings an export has. Where the lead wrote nothing of that side yet, only those of fields
    /// for which nothing is proposed. How the answers are joined is found out, unless they hold the mark that is written.
    fn as_given_in(&self, side: Side, proposal: &Proposal) -> BTreeMap<String, Column> {
        let there: BTreeSet<String> = proposal.columns.iter().map(|column| spelling::key(&column.heading)).collect();
        let is_untouched = self.written[side].columns.is_empty();
        let given = self.as_given[side].iter().filter(|(name, column)| {
            let proposed = proposal.settings.columns.get(*name);
            let has_all = |headings: &[String]| column.headings.iter().all(|wanted| headings.contains(wanted));
            let is_open = proposed.is_none_or(|proposed| !is_untouched && !has_all(&proposed.headings));
            is_open && column.headings.iter().all(|wanted| there.contains(&spelling::key(wanted)))
        });
        let is_called = |look: &&ColumnLook, column: &Column| {
            column.headings.iter().any(|wanted| spelling::key(wanted) == spelling::key(&look.heading))
        };
        let holds = |column: &Column, separator: &String| {
            let looks = proposal.columns.iter().filter(|look| is_called(look, column));
            looks.flat_map(|look| &look.samples).any(|sample| sample.contains(separator.trim()))
        };
        let described = |column: &Column| {
            let separators = column.separators.iter().filter(|separator| holds(column, separator)).cloned().collect();
            Column { separators, ..column.clone() }
        };
        given.map(|(name, column)| (name.clone(), described(column))).collect()
    }

    /// The key at this place in the cohort directory, if there is one.
    ///
    /// # Errors
    /// What is wrong with it, such as codes without a meaning.
    fn codebook(&self, key: &str) -> Result<Option<Codebook>, Vec<Problem>> {
        let Some(path) = self.root.as_ref().map(|root| root.join(key)).filter(|path| path.is_file()) else { return Ok(None) };
        let bytes = import::bytes_of(&path, key, "codebook")?;
        Codebook::read(Source { path: key, bytes: &bytes, ..Source::default() }).map(Some)
    }

    /// How a file is to be read, whose answers it may hold: by its side, or where cohort.toml names it.
    fn shape_of(&self, file: &InputFile, side: Option<Side>) -> Survey {
        let inside = self.root.as_ref().and_then(|root| path_inside(root, &file.path));
        let is_named = |side: &Side| inside.is_some() && self.written[*side].file == inside;
        let Some(side) = side.or_else(|| Side::BOTH.into_iter().find(is_named)) else { return Survey::default() };
        let Survey { tool, header_row, encoding, delimiter, codebook, .. } = self.of_side(side);
        Survey { tool, header_row, encoding, delimiter, codebook, ..Survey::default() }
    }
}

/// What was read, if anything, and every problem.
fn split(read: Result<Reading, Vec<Problem>>) -> (Option<Reading>, Vec<Problem>) {
    match read {
        Ok(reading) => {
            let warnings = reading.warnings.clone();
            (Some(reading), warnings)
        }
        Err(problems) => (None, problems),
    }
}

/// The path from the cohort directory, of a file that lies in it.
pub(crate) fn path_inside(root: &Path, file: &Path) -> Option<String> {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let inside = whole(file)?.strip_prefix(whole(root)?).ok()?.to_path_buf();
    Some(inside.display().to_string().replace('\\', "/"))
}
