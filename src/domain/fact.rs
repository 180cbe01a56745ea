//! Facts: what happened, one row each, never edited away. A correction is a new fact.

use chrono::{NaiveDate, NaiveDateTime};

use super::conflict::{ConflictReason, Doubt};
use super::id::PersonId;
use super::side::Side;

/// A fact with the day that it is about or on which it was recorded, and the line of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<F> {
    /// The day.
    pub on: NaiveDate,
    /// What happened.
    pub fact: F,
    /// The line of the file on which it stands, from 1; 0 for a fact that is not yet written.
    pub line: u32,
    /// 0 for the first word on a thing; a later one has a higher number than those that it corrects, whatever their order in the file.
    pub correction: u32,
}

impl<F> Dated<F> {
    /// A fact that is not yet written.
    pub fn new(on: NaiveDate, fact: F) -> Dated<F> {
        Dated { on, fact, line: 0, correction: 0 }
    }
}

/// A fact about one person; the file is `facts/people/ID.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonFact {
    /// Read from a survey and given this id. `mark` is a keyed hash of the address.
    Joined {
        /// The keyed hash.
        mark: String,
    },
    /// Left the programme.
    Withdrew {
        /// Why.
        reason: WithdrawalReason,
    },
    /// Is going to leave after the day of the fact; takes part until then.
    Leaves {
        /// Why.
        reason: WithdrawalReason,
    },
    /// A withdrawal, or a planned departure, is taken back.
    Returned {
        /// Whether it was recorded by mistake.
        mistake: bool,
    },
    /// A conflict of interest with somebody of the other side; stands in the mentor's file.
    Conflict {
        /// The other.
        with: PersonId,
        /// Why.
        reason: ConflictReason,
    },
    /// A conflict that may be meant; stands in the mentor's file.
    Possible {
        /// The other.
        with: PersonId,
        /// Why it is not certain.
        doubt: Doubt,
    },
    /// A possible conflict answered with no.
    Dismissed {
        /// The other.
        with: PersonId,
    },
    /// A declared conflict taken back.
    Removed {
        /// The other.
        with: PersonId,
    },
    /// The personal data were erased: who this was is not to be known again, and no import may bring the person back.
    Erased,
    /// Somebody with the address of this id, whose data were erased, has applied again: the next import gives a new id.
    Readmitted,
    /// Answered the question about conflicts of interest.
    Declared {
        /// With what.
        answer: DeclaredAnswer,
    },
    /// Has room for so many pairs at once; one where no row says otherwise.
    Capacity {
        /// How many.
        pairs: u32,
    },
    /// Chose one of an event's dates, from 1.
    Chose {
        /// The event's id.
        event: String,
        /// The option, from 1.
        option: u32,
        /// The date that had this number then; older rows have the number alone.
        date: Option<NaiveDateTime>,
    },
    /// A choice was recorded by mistake: none counts.
    Unchose {
        /// The event's id.
        event: String,
    },
    /// May be the person of another id, which was given before.
    Alike {
        /// The other id.
        with: PersonId,
        /// What speaks for it.
        why: Likeness,
    },
    /// Another id is this same person: it is retired for ever, and this one goes on.
    Same {
        /// The retired id.
        with: PersonId,
    },
    /// Another id is another person, although something spoke for one.
    Different {
        /// The other.
        with: PersonId,
    },
}

impl PersonFact {
    /// Whether directories of the first format do not have it.
    pub fn is_of_format_2(&self) -> bool {
        match self {
            PersonFact::Declared { .. }
            | PersonFact::Leaves { .. }
            | PersonFact::Unchose { .. }
            | PersonFact::Alike { .. }
            | PersonFact::Same { .. }
            | PersonFact::Different { .. } => true,
            PersonFact::Possible { doubt, .. } => *doubt == Doubt::SimilarAnswer,
            PersonFact::Withdrew { reason } => *reason == WithdrawalReason::NeverJoined,
            PersonFact::Returned { mistake } => *mistake,
            _ => false,
        }
    }

    /// Whether directories of the second format do not have it.
    pub fn is_of_format_3(&self) -> bool {
        matches!(self, PersonFact::Chose { date: Some(_), .. } | PersonFact::Readmitted)
    }

    /// Whether it tells nothing of anybody else and of no identity: neither joining, erasure, a conflict nor who is the same.
    pub(crate) fn is_about_one_person(&self) -> bool {
        matches!(
            self,
            PersonFact::Withdrew { .. }
                | PersonFact::Leaves { .. }
                | PersonFact::Returned { .. }
                | PersonFact::Capacity { .. }
                | PersonFact::Declared { .. }
                | PersonFact::Chose { .. }
                | PersonFact::Unchose { .. }
        )
    }
}

/// Why two ids may be one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// A new row has the name of somebody whose row is missing.
    SameName,
    /// Two addresses reach one mailbox.
    OneMailbox,
    /// One address stands on both sides.
    BothSides,
}

impl Likeness {
    /// Every likeness with its code.
    pub const ALL: [(Likeness, &'static str); 3] =
        [(Likeness::SameName, "same-name"), (Likeness::OneMailbox, "one-mailbox"), (Likeness::BothSides, "both-sides")];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Likeness::SameName => "same-name",
            Likeness::OneMailbox => "one-mailbox",
            Likeness::BothSides => "both-sides",
        }
    }

    /// What it means, for people.
    pub fn meaning(self) -> &'static str {
        match self {
            Likeness::SameName => "a new row has the name of somebody whose row is missing",
            Likeness::OneMailbox => "two addresses reach one mailbox",
            Likeness::BothSides => "one address is on both sides",
        }
    }
}

/// How somebody answered the question about conflicts of interest: silence and "none" are two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredAnswer {
    /// There is nobody to name.
    Nobody,
    /// With names, which are facts of their own.
    Names,
    /// An answer was recorded by mistake.
    Retracted,
}

impl DeclaredAnswer {
    /// Every answer with its code.
    pub const ALL: [(DeclaredAnswer, &'static str); 3] =
        [(DeclaredAnswer::Nobody, "none"), (DeclaredAnswer::Names, "list"), (DeclaredAnswer::Retracted, "retracted")];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            DeclaredAnswer::Nobody => "none",
            DeclaredAnswer::Names => "list",
            DeclaredAnswer::Retracted => "retracted",
        }
    }
}

/// Why somebody left, as a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithdrawalReason {
    /// Personal reasons.
    Personal,
    /// Too much work.
    Workload,
    /// Left the employer or the training programme.
    Left,
    /// Anything else, or nothing said; the words stand in the private notes.
    Other,
    /// Should never have been in the cohort, and counts nowhere.
    NeverJoined,
}

impl WithdrawalReason {
    /// Every reason with its code.
    pub const ALL: [(WithdrawalReason, &'static str); 5] = [
        (WithdrawalReason::Personal, "personal"),
        (WithdrawalReason::Workload, "workload"),
        (WithdrawalReason::Left, "left"),
        (WithdrawalReason::Other, "other"),
        (WithdrawalReason::NeverJoined, "never-joined"),
    ];

    /// The reason that somebody's words say outright: the code itself, or the same in words ("personal reasons").
    pub fn of_words(words: &str) -> Option<WithdrawalReason> {
        match crate::domain::spelling::key(words).as_str() {
            "personal" | "personal reason" | "personal reasons" | "for personal reasons" => Some(WithdrawalReason::Personal),
            "workload" | "work load" | "too much work" => Some(WithdrawalReason::Workload),
            "left" => Some(WithdrawalReason::Left),
            "other" => Some(WithdrawalReason::Other),
            _ => None,
        }
    }

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            WithdrawalReason::Personal => "personal",
            WithdrawalReason::Workload => "workload",
            WithdrawalReason::Left => "left",
            WithdrawalReason::Other => "other",
            WithdrawalReason::NeverJoined => "never-joined",
        }
    }
}

/// A fact about a pair; the file is `facts/pairs/MENTOR-MENTEE.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PairFact {
    /// The two became a pair.
    Paired {
        /// Their score, 0 to 1000; none where nothing is scored.
        score: Option<u16>,
        /// How.
        origin: Origin,
    },
    /// The pair ended on the day of the fact.
    Ended {
        /// Why.
        reason: EndReason,
    },
    /// The end is taken back: the pair goes on with its meetings.
    Resumed,
    /// One side, or both, may know the other's name.
    Revealed {
        /// To whom; `None` is both.
        to: Option<Side>,
    },
    /// A reveal was recorded by mistake.
    Concealed {
        /// From whom; `None` is both.
        to: Option<Side>,
    },
    /// A meeting was planned, or planned anew.
    Planned {
        /// Which, from 1.
        meeting: u32,
        /// The proposed day.
        date: NaiveDate,
        /// The earliest day.
        earliest: NaiveDate,
        /// The latest day.
        latest: NaiveDate,
    },
    /// The lead or the pair moved a meeting to this day; a re-plan leaves it there.
    Moved {
        /// Which, from 1.
        meeting: u32,
        /// The day.
        date: NaiveDate,
    },
    /// A meeting took place.
    Held {
        /// Which, from 1.
        meeting: u32,
        /// The day.
        date: NaiveDate,
    },
    /// A planned meeting did not take place.
    Missed {
        /// Which, from 1.
        meeting: u32,
    },
    /// A planned meeting was cancelled.
    Cancelled {
        /// Which, from 1.
        meeting: u32,
    },
}

impl PairFact {
    /// Whether directories of the first format do not have it.
    pub fn is_of_format_2(&self) -> bool {
        match self {
            PairFact::Resumed | PairFact::Concealed { .. } => true,
            PairFact::Ended { reason } => matches!(reason, EndReason::Unpaired | EndReason::Mistake),
            _ => false,
        }
    }
}

/// How a pair came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// By the matching with this number.
    Draw(u32),
    /// Taken over from elsewhere.
    Adopted,
}

/// Why a pair ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndReason {
    /// A conflict of interest forbids it.
    Conflict,
    /// One of the two withdrew.
    Withdrawal,
    /// Re-matched for others' sake, or everybody was paired afresh.
    Rematch,
    /// The lead ended it while both stay; the two are not paired again.
    Unpaired,
    /// It should never have been; the two may be paired again.
    Mistake,
}

impl EndReason {
    /// Every reason with its code.
    pub const ALL: [(EndReason, &'static str); 5] = [
        (EndReason::Conflict, "conflict"),
        (EndReason::Withdrawal, "withdrawal"),
        (EndReason::Rematch, "rematch"),
        (EndReason::Unpaired, "unpaired"),
        (EndReason::Mistake, "mistake"),
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        EndReason::ALL.iter().find(|(reason, _)| *reason == self).map_or("", |(_, code)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_said_outright_needs_no_note() {
        for (reason, code) in WithdrawalReason::ALL.into_iter().filter(|(reason, _)| *reason != WithdrawalReason::NeverJoined) {
            assert_eq!(WithdrawalReason::of_words(code), Some(reason));
        }
        assert_eq!(WithdrawalReason::of_words(" Personal reasons. "), Some(WithdrawalReason::Personal));
        assert_eq!(WithdrawalReason::of_words("personal reasons: my mother is ill"), None, "the rest is for the notes");
    }
}
