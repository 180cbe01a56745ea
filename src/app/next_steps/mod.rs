//! What the lead does next, the most urgent first. Each step has a condition of its own; a new one is a function and a line in the table.
//!
//! A command is complete: it runs as it is printed. Where only the lead knows a value it lists what is missing, and `example` shows
//! the form.

mod closing;
mod conditions;
mod git;
mod later;
mod mail;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::messages::attachments::Papers;
use crate::app::messages::{ledger, obstacles};
use crate::app::session::CohortSession;
use crate::correspondence::ledger::LedgerLine;
use crate::domain::cohort::Cohort;
use crate::domain::problem::Problem;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NextStep {
    /// A stable word.
    pub(crate) code: &'static str,
    /// A command that runs as it stands.
    pub(crate) command: String,
    /// The form of a command with a value that only the lead knows.
    pub(crate) example: Option<String>,
    /// Why it is next, one clause.
    pub(crate) why: String,
    /// The day on which it is due, where it has one.
    pub(crate) due: Option<NaiveDate>,
}

impl NextStep {
    fn new(code: &'static str, command: impl Into<String>, why: impl Into<String>) -> NextStep {
        NextStep { code, command: command.into(), example: None, why: why.into(), due: None }
    }

    fn example(self, example: impl Into<String>) -> NextStep {
        NextStep { example: Some(example.into()), ..self }
    }

    fn due(self, due: impl Into<Option<NaiveDate>>) -> NextStep {
        NextStep { due: due.into(), ..self }
    }
}

/// What a condition looks at.
struct View<'a> {
    session: &'a CohortSession,
    cohort: &'a Cohort,
    today: NaiveDate,
    /// The ledger of messages; empty where there is none.
    lines: OnceCell<Vec<LedgerLine>>,
    /// Why messages that are due cannot be drafted, by stage.
    obstacles: OnceCell<BTreeMap<String, Problem>>,
    /// The same of corrections.
    obstacles_to_corrections: OnceCell<BTreeMap<String, Problem>>,
}

impl View<'_> {
    fn lines(&self) -> &[LedgerLine] {
        self.lines.get_or_init(|| ledger::lines(self.session, self.today).unwrap_or_default())
    }

    /// The messages that are due; none before the programme says who writes.
    fn due_lines(&self) -> impl Iterator<Item = &LedgerLine> {
        let writes = self.session.settings.messages.from.is_some();
        let lines = if writes { self.lines() } else { &[] };
        lines.iter().filter(|line| line.is_due)
    }

    /// Those of them of which no draft stands, or drafts that say what is no longer so.
    fn undrafted(&self) -> impl Iterator<Item = &LedgerLine> {
        self.due_lines().filter(|line| !line.has_drafts())
    }

    fn obstacles(&self) -> &BTreeMap<String, Problem> {
        self.obstacles.get_or_init(|| {
            let trials = self.undrafted().map(|line| (line.stage.clone(), line.due_for.clone())).collect();
            obstacles::obstacles(self.session, self.today, &trials, Papers::Ready).unwrap_or_default()
        })
    }

    /// The messages that people hold and that are no longer right, of which no correction is drafted.
    fn outdated(&self) -> impl Iterator<Item = (&LedgerLine, usize)> {
        let writes = self.session.settings.messages.from.is_some();
        let lines = if writes { self.lines() } else { &[] };
        lines.iter().map(|line| (line, line.to_correct().len())).filter(|(_, people)| *people > 0)
    }

    fn obstacles_to_corrections(&self) -> &BTreeMap<String, Problem> {
        self.obstacles_to_corrections.get_or_init(|| {
            let trials = self.outdated().map(|(line, _)| (line.stage.clone(), line.to_correct())).collect();
            obstacles::obstacles(self.session, self.today, &trials, Papers::UpToDate).unwrap_or_default()
        })
    }

    fn was_sent(&self, stage: &str) -> bool {
        !self.session.facts.told.sent(stage).is_empty()
    }
}

/// What is dated today and can be done stands before what waits for somebody, and before what only lists.
const STEPS: [fn(&View<'_>) -> Option<NextStep>; 34] = [
    conditions::unseal,
    git::personal_data,
    conditions::build,
    mail::sign_up,
    conditions::exports_missing,
    conditions::import,
    conditions::identity,
    conditions::conflict_questions,
    conditions::announce,
    conditions::forbidden_pairs,
    conditions::first_match,
    conditions::free_on_both_sides,
    conditions::schedule,
    conditions::schedule_again,
    git::hook,
    git::commit,
    conditions::reveal,
    later::attendance_at_the_end,
    conditions::reports_at_the_end,
    mail::corrections,
    mail::outdated,
    mail::drafts,
    mail::places,
    mail::papers,
    mail::messages,
    mail::blank_sheets,
    mail::stuck,
    mail::links,
    later::calendar,
    later::choose_again,
    later::choose,
    later::quiet,
    later::attendance,
    conditions::report_meetings,
];

/// What waits for others, and for the day on which sign-up closes.
const WAITING: [fn(&View<'_>) -> Option<NextStep>; 3] =
    [conditions::declare_conflicts, conditions::exports_to_come, conditions::match_to_come];

/// The steps while the facts contradict each other.
const SETTLING: [fn(&View<'_>) -> Option<NextStep>; 3] = [conditions::unseal, git::personal_data, conditions::contradiction];

/// The steps for the end of a programme, and git for a directory without it.
const LAST: [fn(&View<'_>) -> Option<NextStep>; 7] =
    [closing::evaluate, closing::points_due, closing::no_point, closing::report, later::letters, later::erase, git::start];

/// The steps once everybody was erased: nobody can be written to, asked or paired.
const ERASED: [fn(&View<'_>) -> Option<NextStep>; 6] =
    [git::personal_data, conditions::build, git::hook, git::commit, closing::report, git::start];

/// The steps that are due on `today`. While the programme runs there is at least one: the next message, with the day on which it is due.
pub(crate) fn next_steps(session: &CohortSession, cohort: &Cohort, today: NaiveDate) -> Vec<NextStep> {
    let view = View {
        session,
        cohort,
        today,
        lines: OnceCell::new(),
        obstacles: OnceCell::new(),
        obstacles_to_corrections: OnceCell::new(),
    };
    // Whoever acts on contradictory facts is refused, so that nothing else is next.
    if !session.unsettled().is_empty() {
        return SETTLING.iter().filter_map(|step| step(&view)).collect();
    }
    let people = &cohort.people;
    if !people.is_empty() && people.values().all(|person| person.erased.is_some()) {
        return ERASED.iter().filter_map(|step| step(&view)).collect();
    }
    let mut steps: Vec<NextStep> = STEPS.iter().chain(&WAITING).chain(&LAST).filter_map(|step| step(&view)).collect();
    if steps.is_empty() {
        steps.extend(later::upcoming(&view));
    }
    steps
}

/// `1 pair`, `3 pairs`.
fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
