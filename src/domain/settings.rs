//! What people wrote in `cohort.toml`, after every key has been judged.

use chrono::{NaiveDate, NaiveTime};

use super::correspondence_settings::{Declaration, Mailbox, Messages};
use super::evaluation::EvaluationSettings;
use super::event::Event;
use super::letter_settings::Letters;
use super::meeting::Meeting;
use super::milestone::{Milestone, ProgrammeDate};
use super::side::{BySide, Kind};
pub use super::survey_settings::{Column, RowCondition, Survey};

/// A cohort's settings. A new setting: a field here, its reading in `config/`, a line in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `[programme]`.
    pub programme: Programme,
    /// `[survey.mentors]` and `[survey.mentees]`.
    pub survey: BySide<Survey>,
    /// `[matching]`.
    pub matching: Matching,
    /// `[[conflict]]`: fields in which two people who are alike are never paired.
    pub conflict_rules: Vec<ConflictRule>,
    /// `[meetings]`.
    pub meetings: Meetings,
    /// `[calendar]`.
    pub calendar: Calendar,
    /// `[dates]`: every date of the programme, in the usual order; empty without that table.
    pub dates: Vec<ProgrammeDate>,
    /// `[[event]]`, in the order of the file.
    pub events: Vec<Event>,
    /// `[evaluation]`, and the waves under `[survey]`.
    pub evaluation: EvaluationSettings,
    /// `[previous]`.
    pub previous: Previous,
    /// `[privacy]`.
    pub privacy: Privacy,
    /// `[messages]`.
    pub messages: Messages,
    /// `[declaration]`.
    pub declaration: Declaration,
    /// `[profile]`: the columns of each side that the partner sees after the reveal, beside name and address.
    pub profile: BySide<Vec<String>>,
    /// `[letters]`.
    pub letters: Letters,
}

/// `[programme]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The scheme's name.
    pub name: String,
    /// The cohort's name.
    pub cohort: String,
    /// How people are paired and what the sides are called.
    pub kind: Kind,
    /// The IANA name of the time zone of all times of day.
    pub timezone: String,
    /// Whom people write to: in calendars, letters and messages.
    pub contact: Option<Mailbox>,
}

/// `[matching]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The seed of draws and of tie-breaks; drawn and written at the first match when absent.
    pub seed: Option<u64>,
    /// All the rest: what a matching is handed as it stands here.
    pub policy: MatchPolicy,
}

/// `[matching]` without its seed: how pairs are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchPolicy {
    /// Whether chance or compatibility decides.
    pub method: Method,
    /// No pair under this score is made; 0 to 1000.
    pub minimum_score: u16,
    /// What is best among pairings of the greatest size.
    pub objective: Objective,
    /// The criteria of compatibility.
    pub criteria: Vec<Criterion>,
    /// At most so many pairs; as many as can be where it is not said.
    pub places: Option<u32>,
}

/// How pairs are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// A uniform draw over all pairings of the greatest size.
    #[default]
    Random,
    /// The best pairing by the criteria.
    Goals,
}

impl Method {
    /// Every method with the word that files use.
    pub const ALL: [(Method, &'static str); 2] = [(Method::Random, "random"), (Method::Goals, "goals")];

    /// The word of `cohort.toml` and of recorded draws.
    pub fn word(self) -> &'static str {
        match self {
            Method::Random => "random",
            Method::Goals => "goals",
        }
    }
}

/// What is best among pairings of the greatest size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objective {
    /// The highest sum of scores; among equals the strongest weakest pair.
    #[default]
    Total,
    /// The weakest pair as strong as can be, then the second weakest, and so on.
    Fair,
}

impl Objective {
    /// Every objective with the word that files use.
    pub const ALL: [(Objective, &'static str); 2] = [(Objective::Total, "total"), (Objective::Fair, "fair")];

    /// The word of `cohort.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Objective::Total => "total",
            Objective::Fair => "fair",
        }
    }
}

/// `[[matching.criterion]]`: one thing that makes two people compatible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its name in explanations.
    pub name: String,
    /// Its share of the 1000 points, relative to the other criteria.
    pub weight: u32,
    /// What is compared with what.
    pub kind: CriterionKind,
}

/// What a criterion compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriterionKind {
    /// |A ∩ B| / |A ∪ B| of two lists of answers.
    Overlap {
        /// The field.
        field: String,
    },
    /// The mean over both directions of |wants ∩ gives| / |wants|.
    Exchange {
        /// What a person can give.
        gives: String,
        /// What a person wants to get.
        wants: String,
    },
    /// Half for each side whose wish is met by the other's fact; an empty wish is met.
    Preference {
        /// The field that holds the wish.
        wish: String,
        /// The field of the other that answers it.
        fact: String,
    },
    /// 1 when the answers are equal.
    Same {
        /// The field.
        field: String,
    },
    /// 1 when the answers differ.
    Different {
        /// The field.
        field: String,
    },
    /// 1 − |a − b| / span.
    Near {
        /// The field.
        field: String,
        /// The scale.
        scale: Scale,
    },
}

/// The scale on which two answers are near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Whole numbers; at this distance or more the value is 0.
    Numbers {
        /// The distance at which nothing is left.
        span: u32,
    },
    /// Places in a given order.
    Order(Vec<String>),
}

/// `[[conflict]]`: two people alike in this field are never paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRule {
    /// The field; two empty answers are not alike.
    pub same: String,
}

/// `[meetings]`: what each pair's timetable looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meetings {
    /// The fewest meetings that are enough.
    pub least: u32,
    /// The most meetings that are planned.
    pub most: u32,
    /// The fewest weeks between two meetings.
    pub weeks_least: u32,
    /// The most weeks between two meetings.
    pub weeks_most: u32,
    /// How long a meeting takes.
    pub minutes: u32,
    /// Between which times of day pairs meet.
    pub hours: (NaiveTime, NaiveTime),
    /// No meeting before this day.
    pub first: NaiveDate,
    /// No meeting after this day.
    pub last: NaiveDate,
}

impl Settings {
    /// The last day of a meeting's window, as everybody is told it: of the first meeting no day after the one by which every pair should have
    /// met, where its planned day keeps that.
    pub(crate) fn latest_told(&self, meeting: &Meeting) -> NaiveDate {
        let by = self.dates.iter().find(|date| date.milestone == Milestone::FirstMeetingBy).map(|date| date.first);
        let by = by.filter(|by| meeting.number == 1 && meeting.date <= *by);
        by.map_or(meeting.latest, |by| meeting.latest.min(by))
    }
}

/// `[calendar]`: days on which nobody is asked to meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Whose bank holidays are kept free.
    pub bank_holidays: Division,
    /// The faiths and traditions whose observances are avoided.
    pub observances: Vec<Tradition>,
    /// Days and stretches of days that are kept free.
    pub blocked: Vec<Closure>,
    /// Seasons in which nobody is asked to meet, every year.
    pub closed: Vec<Season>,
    /// A calendar file with further closed days, relative to the cohort directory.
    pub holidays_file: Option<String>,
}

/// A season that is closed every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    /// 24 December to 1 January.
    Christmas,
}

impl Season {
    /// Every season with the word that `cohort.toml` uses.
    pub const ALL: [(Season, &'static str); 1] = [(Season::Christmas, "christmas")];

    /// The season that begins in `year`, both ends included.
    pub fn of_year(self, year: i32) -> Option<Closure> {
        match self {
            Season::Christmas => Some(Closure {
                from: NaiveDate::from_ymd_opt(year, 12, 24)?,
                to: NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)?,
                why: Some("24 December to 1 January".to_owned()),
            }),
        }
    }
}

/// A division of the United Kingdom with bank holidays of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
    /// Bank holidays are not kept free.
    None,
}

impl Division {
    /// Every division with the word that `cohort.toml` uses.
    pub const ALL: [(Division, &'static str); 4] = [
        (Division::EnglandAndWales, "england-and-wales"),
        (Division::Scotland, "scotland"),
        (Division::NorthernIreland, "northern-ireland"),
        (Division::None, "none"),
    ];
}

/// A faith or tradition whose observances can be avoided for everybody, so that nobody's is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tradition {
    /// Islam.
    Islam,
    /// Judaism.
    Judaism,
    /// Hinduism.
    Hinduism,
    /// Sikhism.
    Sikhism,
    /// Buddhism.
    Buddhism,
    /// Christianity, Western and Orthodox.
    Christianity,
    /// The Lunar New Year.
    LunarNewYear,
}

impl Tradition {
    /// Every tradition with the word that `cohort.toml` uses.
    pub const ALL: [(Tradition, &'static str); 7] = [
        (Tradition::Islam, "islam"),
        (Tradition::Judaism, "judaism"),
        (Tradition::Hinduism, "hinduism"),
        (Tradition::Sikhism, "sikhism"),
        (Tradition::Buddhism, "buddhism"),
        (Tradition::Christianity, "christianity"),
        (Tradition::LunarNewYear, "lunar-new-year"),
    ];

    /// The word of `cohort.toml`.
    pub fn word(self) -> &'static str {
        let own = |(tradition, _): &&(Tradition, &str)| *tradition == self;
        Tradition::ALL.iter().find(own).map_or("", |(_, word)| word)
    }
}

/// A stretch of days that is kept free, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why, as the lead wrote it.
    pub why: Option<String>,
}

/// `[previous]`: earlier cohorts of the same programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// Their directories, relative to this one.
    pub cohorts: Vec<String>,
    /// Whether those who waited in one of them are given a place before others.
    pub precedence: bool,
}

/// `[privacy]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    /// The day after which personal data is to be erased.
    pub keep_until: Option<NaiveDate>,
    /// The public keys for which `seal` seals the private folder.
    pub recipients: Vec<String>,
    /// Where the scores of pairs are kept.
    pub scores: Scores,
    /// Files that cannot be looked into and that name nobody, by their paths below the cohort directory.
    pub allow: Vec<String>,
}

/// Where the scores of pairs are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scores {
    /// In the private folder alone: whoever holds the answers could tell a pair by its score.
    #[default]
    Private,
    /// In the facts and views too.
    Committed,
}
