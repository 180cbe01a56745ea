//! What the lead does next, the most urgent first. Each step has a condition of its own; a new one is a function and a line in the table.
//!
//! A command is complete: it runs as it is printed. Where only the lead knows a value it lists what is missing, and `example` shows
//! the form.

mod closing;
mod conditions;
mod git;
mod later;

use std::cell::OnceCell;

use chrono::NaiveDate;

use crate::app::messages::ledger;
use crate::app::session::CohortSession;
use crate::correspondence::ledger::LedgerLine;
use crate::domain::cohort::Cohort;

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

    fn was_sent(&self, stage: &str) -> bool {
        !self.session.facts.told.sent(stage).is_empty()
    }
}

const STEPS: [fn(&View<'_>) -> Option<NextStep>; 27] = [
    conditions::unseal,
    git::personal_data,
    conditions::build,
    conditions::exports_missing,
    conditions::import,
    conditions::identity,
    conditions::conflict_questions,
    conditions::declare_conflicts,
    conditions::announce,
    conditions::forbidden_pairs,
    conditions::first_match,
    conditions::free_on_both_sides,
    conditions::schedule,
    git::hook,
    git::commit,
    conditions::reveal,
    later::attendance,
    conditions::report_meetings,
    later::choose_again,
    later::choose,
    later::quiet,
    later::calendar,
    later::drafts,
    later::places,
    later::papers,
    later::messages,
    later::links,
];

/// The steps while the facts contradict each other.
const SETTLING: [fn(&View<'_>) -> Option<NextStep>; 3] = [conditions::unseal, git::personal_data, conditions::contradiction];

/// The steps for the end of a programme, and git for a directory without it.
const LAST: [fn(&View<'_>) -> Option<NextStep>; 7] =
    [closing::evaluate, closing::points_due, closing::no_point, closing::report, later::letters, later::erase, git::start];

/// The steps that are due on `today`. While the programme runs there is at least one: the next message, with the day on which it is due.
pub(crate) fn next_steps(session: &CohortSession, cohort: &Cohort, today: NaiveDate) -> Vec<NextStep> {
    let view = View { session, cohort, today, lines: OnceCell::new() };
    // Whoever acts on contradictory facts is refused, so that nothing else is next.
    if !session.unsettled().is_empty() {
        return SETTLING.iter().filter_map(|step| step(&view)).collect();
    }
    let mut steps: Vec<NextStep> = STEPS.iter().chain(&LAST).filter_map(|step| step(&view)).collect();
    if steps.is_empty() {
        steps.extend(later::upcoming(&view));
    }
    steps
}

/// `1 pair`, `3 pairs`.
fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
