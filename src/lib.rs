//! Runs a reverse-mentoring cohort over plain files.
//!
//! The layers, from the bottom up. A file imports from lower levels and from its own folder, never sideways and never up; the test
//! `architecture` checks this.
//!
//! | level | folder | what it decides |
//! | --- | --- | --- |
//! | 1 | `domain` | the nouns: person, pair, meeting, fact, problem |
//! | 2 | `assignment` | rows, columns, integers: the solver and its proof. Knows no people |
//! | 2 | `people` | register, names, identity, key: who is meant |
//! | 3 | `matching` | who is paired with whom |
//! | 3 | `schedule` | when pairs and groups meet |
//! | 3 | `evaluation` | what changed between surveys, and what may be published of it |
//! | 3 | `correspondence` | who is told what and when |
//! | 3 | `check` | judges a cohort; knows none of the four above |
//! | 4 | `survey` | foreign tables: survey exports and every list that a lead imports |
//! | 5 | `store` | the cohort directory: layout, formats, changes (all or nothing), git, sealing |
//! | 5 | `config` | `cohort.toml`: keys, validation, schema, edits that keep comments |
//! | 6 | `render` | a cohort as text or bytes |
//! | 7 | `app` | the use cases over an open cohort; no command line, no terminal |
//! | 8 | `cli` | the verbs: arguments, help, call, show |
//!
//! What a program may use is [`run`] and what it takes; [`parts`] is for this repository's own tests and benchmarks.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the documentation is for those who work here and is made with private items"
)]

mod domain;

mod assignment;
mod people;

mod check;
mod correspondence;
mod evaluation;
mod matching;
mod schedule;

mod survey;

mod config;
mod store;

mod render;

mod app;

mod cli;

pub use cli::{Environment, WIDTH_OF_A_PIPE, run};

/// The parts that tests and benchmarks drive without the command line. Nothing here is promised to anybody else.
pub mod parts {
    /// `cohort.toml`.
    pub mod config {
        pub use crate::config::read;
    }

    /// The nouns.
    pub mod domain {
        pub use crate::domain::answer::{Answer, Answers};
        pub use crate::domain::conflict::{ConflictReason, ConflictState, Doubt};
        pub use crate::domain::correspondence_settings::{Declaration, Messages};
        pub use crate::domain::days::DayBook;
        pub use crate::domain::draw::WaitReason;
        pub use crate::domain::evaluation::EvaluationSettings;
        pub use crate::domain::event::{Audience, Event, EventKind, Venue};
        pub use crate::domain::fact::{EndReason, Origin};
        pub use crate::domain::id::{PairId, PersonId};
        pub use crate::domain::letter_settings::Letters;
        pub use crate::domain::match_request::{MatchInputs, MatchParams, MatchRequest};
        pub use crate::domain::meeting::{Meeting, MeetingStatus};
        pub use crate::domain::pair::Pair;
        pub use crate::domain::person::Person;
        pub use crate::domain::problem::{Problem, Refusal};
        pub use crate::domain::proof::{Aim, PlacesOf, Prices, Proof, Stage};
        pub use crate::domain::settings::{
            Calendar, Closure, Column, ConflictRule, Criterion, CriterionKind, Division, MatchPolicy, Matching, Meetings, Method,
            Objective, Previous, Privacy, Programme, RowCondition, Scale, Season, Settings, Survey, Tradition,
        };
        pub use crate::domain::side::{BySide, Kind, Side};
        pub use crate::domain::weekdays::Weekdays;
        pub use crate::domain::zone::Zone;
    }

    /// The solver and its proof.
    pub mod assignment {
        pub use crate::assignment::{
            BOUND, FORBIDDEN, Kinds, LANE_FORBIDDEN, LANES, LaneWeights, Pieces, Visitor, Weights, dense, sparse, tight,
        };
    }

    /// The key of a cohort.
    pub mod people {
        pub use crate::people::key::Key;
    }

    /// Who is paired with whom.
    pub mod matching {
        pub use crate::matching::{Evenness, Proposal, Reasons, Way, WhyNot, obstruction, propose, sparing};
    }

    /// When pairs and groups meet.
    pub mod schedule {
        pub use crate::schedule::{DayBook, Obstacle, PairRequest, Remark, Request, Schedule, Timetable, feasibility, plan};
    }

    /// The kinds of letters.
    pub mod correspondence {
        pub use crate::correspondence::letter_kinds::LETTER_KINDS;
    }

    /// The judges.
    pub mod check {
        pub use crate::check::{mailing, optimality, timetable};
    }

    /// Reading foreign tables.
    pub mod survey {
        pub use crate::survey::{Proposal, Reading, Respondent, Source, block, propose, read};
    }

    /// The cohort directory.
    pub mod store {
        pub use crate::store::changes::{
            Access, ChangeSet, Disk, Kind, Locked, LogEntry, Look, Openness, RealDisk, Share, Workspace, create, create_on,
        };
        pub use crate::store::formats::{draw_toml, holidays, pair_facts, person_facts, register};
        pub use crate::store::{layout, template};
    }

    /// Email as bytes.
    pub mod render {
        pub use crate::render::participant::email::{EmailAddress, EmailAttachment, EmailDraft, write};
    }
}
