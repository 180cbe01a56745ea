//! Group sessions: inductions, supervision, mid-point, wrap-up.

use chrono::{NaiveDate, NaiveDateTime};

use super::side::{Kind, Side};

/// A group session with one or several dates to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id, unique in the cohort.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// Who comes.
    pub audience: Audience,
    /// What it is called.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// When, in the programme's time zone; several are options. In the order of the file; option 1 is the first.
    pub dates: Vec<NaiveDateTime>,
    /// How many people fit: nothing where it is not limited, one number for every option, or one for each.
    pub capacity: Vec<u32>,
    /// What the lead knows of its dates and wants all the same.
    pub accept: Vec<Accepted>,
    /// Where it is, and who leads it.
    pub venue: Venue,
    /// The day by which a training is completed; nothing else has one.
    pub by: Option<NaiveDate>,
}

/// Where a session is, and who leads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Venue {
    /// The room.
    pub place: Option<String>,
    /// Where to join by video; of a training, where it is done.
    pub link: Option<String>,
    /// Who leads it.
    pub host: Option<String>,
    /// The recording, for those who could not come.
    pub recording: Option<String>,
}

/// Something about a session that is not warned of, because the lead has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accepted {
    /// It is in an evening of Ramadan.
    RamadanEvening,
}

impl Accepted {
    /// Everything that can be accepted, with the word that `cohort.toml` uses.
    pub const ALL: [(Accepted, &'static str); 1] = [(Accepted::RamadanEvening, "ramadan-evening")];
}

/// Which of an event's dates somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenDate {
    /// The day on which the choice was recorded.
    pub on: NaiveDate,
    /// The number that the date had then, from 1.
    pub option: u32,
    /// The date itself; older facts have its number alone.
    pub date: Option<NaiveDateTime>,
}

impl Event {
    /// The number that a chosen date has now: dates may have been put before it. Where its time of day alone has changed it is that of the
    /// only date on the day; of an older fact the number as it was recorded. None where it is offered no more.
    pub fn option_of(&self, chosen: ChosenDate) -> Option<u32> {
        match chosen.date {
            None => Some(chosen.option).filter(|option| (1..=self.dates.len()).contains(&(*option as usize))),
            Some(date) => self.number_of(|start| *start == date).or_else(|| self.option_on(date.date())),
        }
    }

    /// The number of the only date on a day.
    pub fn option_on(&self, day: NaiveDate) -> Option<u32> {
        let is_only = self.dates.iter().filter(|start| start.date() == day).count() == 1;
        self.number_of(|start| start.date() == day).filter(|_| is_only)
    }

    fn number_of(&self, is: impl Fn(&NaiveDateTime) -> bool) -> Option<u32> {
        self.dates.iter().position(is).and_then(|place| u32::try_from(place + 1).ok())
    }

    /// Whether it is a session that nobody could find: neither a place nor a link is known. A training has no place, but a last day.
    pub fn is_nowhere(&self) -> bool {
        self.kind != EventKind::Training && self.venue.place.is_none() && self.venue.link.is_none()
    }

    /// How many people fit into the option, from 1; `None`: any number.
    pub fn capacity_of(&self, option: u32) -> Option<u32> {
        match self.capacity[..] {
            [] => None,
            [every] => Some(every),
            _ => self.capacity.get((option as usize).checked_sub(1)?).copied(),
        }
    }
}

/// What a group session is; told by how its id begins unless `kind` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// Before the first meeting; the mentors' first.
    Induction,
    /// Group supervision during the period.
    Supervision,
    /// The review at half-time.
    MidPoint,
    /// The last session.
    WrapUp,
    /// Something that each person completes alone by a day: no session.
    Training,
    /// Any other group session.
    Session,
}

impl EventKind {
    /// Every kind, the word of `kind = "…"`, and the beginnings of ids that mean it.
    pub const ALL: [(EventKind, &'static str, &'static [&'static str]); 6] = [
        (EventKind::Induction, "induction", &["induction"]),
        (EventKind::Supervision, "supervision", &["supervision"]),
        (EventKind::MidPoint, "midpoint", &["midpoint", "midterm", "mid-point", "mid-term"]),
        (EventKind::WrapUp, "wrap-up", &["wrap-up", "wrapup"]),
        (EventKind::Training, "training", &[]),
        (EventKind::Session, "session", &[]),
    ];

    /// The word of `kind = "…"`.
    pub fn word(self) -> &'static str {
        EventKind::ALL.iter().find(|(kind, ..)| *kind == self).map_or("session", |(_, word, _)| word)
    }

    /// The kind that an event's id tells.
    pub fn of_id(id: &str) -> EventKind {
        let id = id.to_lowercase();
        let tells = |(_, _, beginnings): &&(EventKind, &str, &[&str])| beginnings.iter().any(|b| id.starts_with(b));
        EventKind::ALL.iter().find(tells).map_or(EventKind::Session, |(kind, ..)| *kind)
    }
}

/// Who comes to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The mentors (juniors).
    Mentors,
    /// The mentees (seniors).
    Mentees,
    /// Both sides together.
    All,
}

impl Audience {
    /// Every audience with the word that files use. `juniors` and `seniors` are understood in `cohort.toml` too.
    pub const ALL: [(Audience, &'static str); 3] =
        [(Audience::Mentors, "mentors"), (Audience::Mentees, "mentees"), (Audience::All, "all")];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Audience::Mentors => "mentors",
            Audience::Mentees => "mentees",
            Audience::All => "all",
        }
    }

    /// Who they are, in the words of a programme of `kind`.
    pub fn people(self, kind: Kind) -> &'static str {
        match self {
            Audience::Mentors => Side::Mentor.many(kind),
            Audience::Mentees => Side::Mentee.many(kind),
            Audience::All => "all",
        }
    }

    /// Whether people of `side` are asked to come.
    pub fn includes(self, side: Side) -> bool {
        match self {
            Audience::Mentors => side == Side::Mentor,
            Audience::Mentees => side == Side::Mentee,
            Audience::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day};

    #[test]
    fn a_choice_follows_its_date_and_an_older_one_its_number() {
        let at = |month, of_month, hour| day(2027, month, of_month).and_hms_opt(hour, 0, 0).unwrap();
        let event = |dates: &[NaiveDateTime]| Event { dates: dates.to_vec(), ..example::settings().events[0].clone() };
        let chosen = |date| ChosenDate { on: day(2026, 12, 1), option: 1, date };
        let (first, second, other) = (at(1, 18, 14), at(1, 25, 14), at(1, 11, 9));
        assert_eq!(event(&[first, second]).option_of(chosen(Some(first))), Some(1));
        assert_eq!(event(&[other, first, second]).option_of(chosen(Some(first))), Some(2), "a date was put before it");
        assert_eq!(event(&[second, at(1, 18, 16)]).option_of(chosen(Some(first))), Some(2), "at another time of the day");
        assert_eq!(event(&[at(1, 18, 9), at(1, 18, 16)]).option_of(chosen(Some(first))), None, "which of the two is not known");
        assert_eq!(event(&[other, second]).option_of(chosen(Some(first))), None, "gone");
        assert_eq!(event(&[other, first]).option_of(chosen(None)), Some(1));
        assert_eq!(event(&[]).option_of(chosen(None)), None);
    }
}
