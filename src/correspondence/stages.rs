//! The table of stages: every message that a programme sends, to whom, when, and what it may name.
//!
//! A new message: a line here, its text in `texts/messages`, and where neither recipients nor dates fit, a line in `audience` or `due`.

use super::fields::FieldGroup;
use crate::domain::event::EventKind;
use crate::domain::milestone::Milestone;
use crate::domain::side::{Kind, Side};

/// So many days before a training is to be completed people are asked to complete it; where it ends before the first induction that is
/// four weeks before the pairs begin to meet.
pub(super) const TRAINED: i64 = 18;

/// Who gets a message, by state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipients {
    /// A list that only the lead's office has: the draft has no address.
    Outside(Option<Side>),
    /// Everybody who applied and is present.
    Applicants,
    /// Whoever wrote something that is not clear.
    InDoubt,
    /// Whoever has no pair and never knew of a partner.
    Waiting,
    /// Paired, and not told with whom.
    Hidden,
    /// Paired, not told with whom, and asked to declare conflicts of interest without having answered.
    Undeclared,
    /// Paired.
    Paired,
    /// Paired, and not recorded as having completed the training.
    Untrained,
    /// Paired, asked to an event with several dates, without a choice made.
    Undecided,
    /// Paired, and asked to the event; with several dates, whoever chose one.
    Guests,
    /// Told of the partner in the first reveal.
    FirstRevealed,
    /// Told of a partner found later.
    LaterRevealed,
    /// Told of the partner, whenever.
    Revealed,
    /// Told of the partner; a meeting is open, or more are asked for.
    StillMeeting,
    /// Told of the partner, and known to have met.
    HaveMet,
    /// Told of a partner who has withdrawn.
    LeftBehind,
    /// Told of a partner with whom the pair was ended although both are there: a conflict of interest that showed late, say.
    Parted,
    /// Withdrew.
    Left,
    /// Told of the partner; no meeting is known to have been held or fixed.
    NotBooked,
    /// In a pair that has gone quiet.
    Quiet,
    /// Ever paired, those who left too.
    EverPaired,
    /// Ever paired; of those who left, whoever had been told of a partner or had come to a session by then.
    Begun,
    /// As `Begun`, but whoever gets the letter of participation, which thanks too.
    Thanked,
    /// Held enough meetings and did not withdraw.
    TookPart,
    /// Waiting, or ever paired and not withdrawn.
    WaitingOrAlumni,
    /// Whoever's personal data still stands.
    WithData,
    /// A stage of the lead's own: people in this state, of one side or both.
    Custom(PersonState, Option<Side>),
}

/// A state that the texts of the lead's own stages name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// Present: applicants and participants.
    Everyone,
    /// In a pair.
    Paired,
    /// In a pair, and not told with whom.
    PairedHidden,
    /// Without a pair.
    Waiting,
    /// Told of the partner.
    Revealed,
    /// Withdrew.
    Left,
    /// Ever in a pair.
    EverPaired,
}

impl PersonState {
    /// Every state with the words of `to = "…"`.
    pub const ALL: [(PersonState, &'static str); 7] = [
        (PersonState::Everyone, "everyone"),
        (PersonState::PairedHidden, "paired, not revealed"),
        (PersonState::EverPaired, "ever paired"),
        (PersonState::Paired, "paired"),
        (PersonState::Waiting, "waiting"),
        (PersonState::Revealed, "revealed"),
        (PersonState::Left, "left"),
    ];
}

/// From which date a message's due date is counted; days may be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A milestone.
    Milestone(Milestone, i64),
    /// The event of the stage; for whoever chose a date, that date.
    Event(i64),
    /// The day by which the training is completed; without one, the first day for meetings.
    Training(i64),
    /// The first induction; without one, the first day for meetings.
    Induction(i64),
    /// The day on which anything of the programme begins: the first induction, or the day on which people are asked to complete the
    /// training; without either, the first day for meetings.
    Beginning(i64),
    /// The day on which the person was read from a survey.
    Joined,
    /// The day on which the person's first pair was made.
    Paired,
    /// The newest matching.
    Matched,
    /// The day on which this person was told of the partner.
    Revealed,
    /// The day on which the person, or the partner, left.
    Left,
    /// The day on which a pair that the person knew of was ended while both are there.
    Parted,
    /// So many days from the day by which every pair should have met; for a pair that was told later, two weeks after that.
    FirstMeetingNudge(i64),
    /// As soon as there is a reason.
    AtOnce,
    /// A month after the last one, or after the reveal.
    Monthly,
    /// The day until which personal data is kept.
    KeepUntil(i64),
    /// So many days from today: by when an answer is asked for.
    Later(i64),
    /// The latest day for the person's first meeting; where that is past or near, a week from today, but never after the last day for meetings.
    FirstMeeting,
    /// Only when the lead asks for it, or says when.
    OnRequest,
}

/// Which events have a stage of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventScope {
    /// Every session.
    Every,
    /// Events with several dates.
    WithChoice,
    /// Inductions.
    Inductions,
}

impl EventScope {
    /// Whether an event of this kind, with so many dates, has the stage.
    pub(crate) fn has(self, kind: EventKind, dates: usize) -> bool {
        match self {
            EventScope::Every => kind != EventKind::Training,
            EventScope::WithChoice => dates > 1,
            EventScope::Inductions => kind == EventKind::Induction,
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StageRow {
    /// The name; that of a stage of an event goes before the event's id.
    pub id: &'static str,
    /// Which events have the stage; none where the cohort has it once.
    pub event: Option<EventScope>,
    /// The kind of programme that has it, where not every kind does.
    pub kind: Option<Kind>,
    /// When it is due.
    pub due: Due,
    /// Who gets it.
    pub to: Recipients,
    /// The groups of fields that it may name, beside the programme and the recipient.
    pub groups: &'static [FieldGroup],
    /// By when an answer is asked for.
    pub deadline: Option<Due>,
    /// The link without which there is nothing to send.
    pub link: Option<&'static str>,
    /// What it is for, for the list of stages.
    pub about: &'static str,
}

const fn row(id: &'static str, due: Due, to: Recipients, about: &'static str) -> StageRow {
    StageRow { id, event: None, kind: None, due, to, groups: &[], deadline: None, link: None, about }
}

const fn with(row: StageRow, groups: &'static [FieldGroup]) -> StageRow {
    StageRow { groups, ..row }
}

const fn by(row: StageRow, deadline: Due) -> StageRow {
    StageRow { deadline: Some(deadline), ..row }
}

const fn needs(row: StageRow, link: &'static str) -> StageRow {
    StageRow { link: Some(link), ..row }
}

const fn of_event(row: StageRow, event: EventScope, deadline: Option<Due>) -> StageRow {
    StageRow { event: Some(event), deadline, groups: &[Session], ..row }
}

const fn reciprocal(row: StageRow) -> StageRow {
    StageRow { kind: Some(Kind::Reciprocal), ..row }
}

use FieldGroup::{Answers, Code, Letter, Partner, Question, Session, Waiting};
use Milestone::{ConflictsDeclared, Letters, MeetingsEnd, RecruitmentCloses, RecruitmentOpens, WrapUp};

const CLOSES: Due = Due::Milestone(RecruitmentCloses, 0);
const DECLARED: Due = Due::Milestone(ConflictsDeclared, 0);

/// Every stage, in the order of a programme.
pub(crate) const STAGES: [StageRow; 38] = [
    needs(
        by(
            row(
                "invitation-mentors",
                Due::Milestone(RecruitmentOpens, 0),
                Recipients::Outside(Some(Side::Mentor)),
                "asks people to sign up",
            ),
            CLOSES,
        ),
        "survey_mentors",
    ),
    needs(
        by(
            row(
                "invitation-mentees",
                Due::Milestone(RecruitmentOpens, 0),
                Recipients::Outside(Some(Side::Mentee)),
                "asks people to sign up",
            ),
            CLOSES,
        ),
        "survey_mentees",
    ),
    needs(
        by(
            row(
                "reminder-recruitment",
                Due::Milestone(RecruitmentCloses, -7),
                Recipients::Outside(None),
                "reminds people to sign up",
            ),
            CLOSES,
        ),
        "survey_mentors",
    ),
    by(with(row("received", Due::Joined, Recipients::Applicants, "thanks for the answers and shows them"), &[Answers]), CLOSES),
    by(with(row("question", Due::AtOnce, Recipients::InDoubt, "asks about words that are not clear"), &[Question]), DECLARED),
    with(row("waiting", Due::Matched, Recipients::Waiting, "says that there is no place at present"), &[Waiting]),
    with(row("place", Due::Paired, Recipients::Hidden, "says that there is a place, and the group dates"), &[Code]),
    by(row("declare", Due::Paired, Recipients::Undeclared, "asks for conflicts of interest"), DECLARED),
    by(
        row(
            "declare-reminder",
            Due::Milestone(ConflictsDeclared, -3),
            Recipients::Undeclared,
            "reminds those who have not declared",
        ),
        DECLARED,
    ),
    row("pairing-final", Due::Milestone(ConflictsDeclared, 1), Recipients::Hidden, "says that the pairing is final"),
    by(
        needs(
            with(row("evaluation-pre", Due::Beginning(-10), Recipients::Paired, "asks for the survey before"), &[Code]),
            "survey_pre",
        ),
        Due::Beginning(-1),
    ),
    by(
        needs(
            with(row("evaluation-pre-reminder", Due::Beginning(-3), Recipients::Paired, "reminds of the survey before"), &[Code]),
            "survey_pre",
        ),
        Due::Beginning(-1),
    ),
    by(
        needs(
            reciprocal(row("training", Due::Training(-TRAINED), Recipients::Untrained, "asks to complete the training")),
            "training",
        ),
        Due::Training(0),
    ),
    by(
        needs(
            reciprocal(row("training-reminder", Due::Training(-7), Recipients::Untrained, "reminds of the training")),
            "training",
        ),
        Due::Training(0),
    ),
    of_event(
        row("choose", Due::Event(-28), Recipients::Undecided, "asks to choose a date"),
        EventScope::WithChoice,
        Some(Due::Event(-14)),
    ),
    of_event(
        row("choose-reminder", Due::Event(-21), Recipients::Undecided, "reminds those who have not chosen"),
        EventScope::WithChoice,
        Some(Due::Event(-14)),
    ),
    of_event(row("session", Due::Event(-14), Recipients::Guests, "invites to a group session"), EventScope::Every, None),
    of_event(row("session-reminder", Due::Event(-2), Recipients::Guests, "reminds of a group session"), EventScope::Every, None),
    of_event(
        row("after-induction", Due::Event(1), Recipients::Guests, "sends the papers after an induction"),
        EventScope::Inductions,
        None,
    ),
    with(row("reveal", Due::Revealed, Recipients::FirstRevealed, "tells the two of a pair of each other"), &[Partner]),
    with(row("new-partner", Due::Revealed, Recipients::LaterRevealed, "tells of a partner found later"), &[Partner]),
    with(row("partner-left", Due::Left, Recipients::LeftBehind, "tells the one who stays"), &[Partner]),
    with(row("pair-ended", Due::Parted, Recipients::Parted, "tells the two that their pair ends"), &[Partner]),
    row("left", Due::Left, Recipients::Left, "says good-bye to whoever leaves"),
    by(
        row("book", Due::FirstMeetingNudge(-14), Recipients::NotBooked, "nudges pairs without a first meeting"),
        Due::FirstMeeting,
    ),
    row("log", Due::Monthly, Recipients::StillMeeting, "asks whether the pair has met"),
    row("quiet", Due::AtOnce, Recipients::Quiet, "offers a talk to the two of a quiet pair"),
    by(row("reflections", Due::OnRequest, Recipients::Paired, "sends a side its own points"), Due::Later(14)),
    by(row("outcomes-draft", Due::OnRequest, Recipients::Paired, "asks to agree on learning and action points"), Due::Later(14)),
    by(
        with(
            row("summary", Due::Milestone(MeetingsEnd, 0), Recipients::HaveMet, "asks the pair for a short summary"),
            &[Partner],
        ),
        Due::Later(14),
    ),
    needs(
        with(row("evaluation-post", Due::Milestone(WrapUp, 0), Recipients::Begun, "asks for the survey after"), &[Code]),
        "survey_post",
    ),
    needs(
        with(
            row("evaluation-post-reminder", Due::Milestone(WrapUp, 7), Recipients::Begun, "reminds of the survey after"),
            &[Code],
        ),
        "survey_post",
    ),
    needs(
        with(
            row(
                "evaluation-post-reminder-2",
                Due::Milestone(WrapUp, 14),
                Recipients::Begun,
                "reminds of the survey after once more",
            ),
            &[Code],
        ),
        "survey_post",
    ),
    with(row("participation", Due::Milestone(Letters, 0), Recipients::TookPart, "sends the letter of participation"), &[Letter]),
    with(row("thanks", Due::Milestone(Letters, 0), Recipients::Thanked, "thanks those who get no letter"), &[Letter]),
    row("results", Due::OnRequest, Recipients::Begun, "sends the results"),
    row("next-cohort", Due::OnRequest, Recipients::WaitingOrAlumni, "tells of the next cohort"),
    row("expiry", Due::KeepUntil(-30), Recipients::WithData, "says what is going to be erased"),
];
