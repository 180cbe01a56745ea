//! The closed catalogue of fields: every value that a message or a letter may name, what it means, and which group it belongs to.
//!
//! A stage lists the groups it may use; a field of another group is refused when its template is checked. Answers to the surveys
//! (`person.FIELD`) and links (`link.NAME`) are open families: the names come from `cohort.toml`.

/// Fields that are allowed or refused together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldGroup {
    /// The programme: allowed everywhere.
    Programme,
    /// The recipient: allowed wherever there is one.
    Person,
    /// The group sessions to come.
    Sessions,
    /// The group session of a stage that belongs to an event.
    Session,
    /// The recipient's own answers, as a list.
    Answers,
    /// Why the recipient waits.
    Waiting,
    /// The recipient's own words that are not clear.
    Question,
    /// The code by which surveys before and after are put together.
    Code,
    /// Letters and papers.
    Letter,
    /// The recorded learning points, action points and reflections.
    Points,
    /// The partner and the pair's meetings: only after the reveal to that side.
    Partner,
}

impl FieldGroup {
    /// What the group is called in messages.
    pub fn word(self) -> &'static str {
        match self {
            Programme => "programme",
            Person => "person",
            Sessions => "sessions",
            Session => "session",
            Answers => "answers",
            Waiting => "waiting",
            Question => "question",
            Code => "code",
            Letter => "letter",
            Points => "points",
            Partner => "partner",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldShape {
    /// One text. Empty texts are falsy; to print one that may be empty write `{{ field or "…" }}`.
    Text,
    /// A web address; in Markdown it is a link by itself, and the target in `[words]({{ link.NAME }})`.
    Link,
    /// Yes or no, for `{% if field %}`.
    Flag,
    /// A list of texts.
    Texts,
    /// A list of rows with these fields of their own.
    Rows(&'static [&'static str]),
}

/// One field of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// The path as templates write it, e.g. `session.date`.
    pub path: &'static str,
    /// What it holds.
    pub shape: FieldShape,
    /// With which others it is allowed.
    pub group: FieldGroup,
    /// What it means, for `messages fields`.
    pub meaning: &'static str,
}

const fn text(path: &'static str, group: FieldGroup, meaning: &'static str) -> Field {
    Field { path, shape: FieldShape::Text, group, meaning }
}

const fn flag(path: &'static str, group: FieldGroup, meaning: &'static str) -> Field {
    Field { path, shape: FieldShape::Flag, group, meaning }
}

const fn link(path: &'static str, group: FieldGroup, meaning: &'static str) -> Field {
    Field { path, shape: FieldShape::Link, group, meaning }
}

const fn rows(path: &'static str, fields: &'static [&'static str], group: FieldGroup, meaning: &'static str) -> Field {
    Field { path, shape: FieldShape::Rows(fields), group, meaning }
}

use FieldGroup::{Answers, Code, Letter, Partner, Person, Points, Programme, Question, Session, Sessions, Waiting};

/// The fields of a meeting in `meetings`.
const MEETING: &[&str] = &["number", "date", "earliest", "latest", "partner", "example", "is_late"];
/// The fields of a date in `session.options`.
const OPTION: &[&str] = &["number", "date", "start", "end"];
/// The fields of a session in `sessions`.
const SESSION: &[&str] = &["title", "date", "start", "end", "place", "link"];
/// The fields of a question with its answer.
const LABELLED: &[&str] = &["label", "value"];

/// Every field with a fixed name, in the order in which `messages fields` lists them.
pub(crate) const CATALOGUE: [Field; 92] = [
    text("programme.name", Programme, "the programme's name"),
    text("programme.cohort", Programme, "the cohort's name"),
    text("programme.kind", Programme, "random, goals or reciprocal, for conditions"),
    text("programme.team", Programme, "who signs: the name in [messages] from, else the programme's name"),
    text("programme.contact", Programme, "the address for questions"),
    text("programme.concerns", Programme, "the address for concerns, in confidence"),
    text("programme.mentor", Programme, "what one of the mentors (juniors) is called: mentor or junior"),
    text("programme.mentors", Programme, "what the mentors (juniors) are called: mentors or juniors"),
    text("programme.mentee", Programme, "what one of the mentees (seniors) is called: mentee or senior"),
    text("programme.mentees", Programme, "what the mentees (seniors) are called: mentees or seniors"),
    text("programme.zone", Programme, "the zone of all times of day, in words: London time"),
    text("programme.meetings", Programme, "how many meetings a pair has: 6, or 4 to 6"),
    text("programme.meeting_minutes", Programme, "how long a meeting takes, in minutes"),
    text("programme.weeks_between", Programme, "the weeks between two meetings: 4 to 6"),
    flag("programme.has_induction", Programme, "whether the programme has an induction"),
    flag("programme.mentors_have_induction", Programme, "whether mentors (juniors) have an induction"),
    flag("programme.mentees_have_induction", Programme, "whether mentees (seniors) have an induction"),
    flag("programme.has_training", Programme, "whether the programme has a training"),
    text("programme.training_by", Programme, "the day by which the training is to be completed"),
    flag("programme.training_comes_first", Programme, "whether the training is to be completed before the first induction"),
    flag("programme.has_supervision", Programme, "whether the programme has a group supervision"),
    flag("programme.has_midpoint", Programme, "whether the programme has a mid-point review"),
    flag("programme.has_wrap_up", Programme, "whether the programme has a closing session"),
    flag("programme.has_sessions", Programme, "whether the programme has any group session"),
    text(
        "programme.mentors_sessions",
        Programme,
        "how many group sessions mentors (juniors) have: one group session, a few group sessions",
    ),
    text("programme.mentees_sessions", Programme, "how many group sessions mentees (seniors) have"),
    text("programme.before_reveal", Programme, "what comes before partners learn each other's name, as a clause"),
    text("programme.keep_until", Programme, "the day until which personal data is kept"),
    text("dates.recruitment_opens", Programme, "the day on which sign-up opens"),
    text("dates.recruitment_closes", Programme, "the last day to sign up"),
    text("dates.matching", Programme, "the day on which pairs are made"),
    text("dates.conflicts_declared", Programme, "the last day to declare a conflict of interest"),
    text("dates.reveal", Programme, "the day on which the two of a pair learn each other's name"),
    text("dates.start", Programme, "the first day for meetings"),
    text("dates.first_meeting_by", Programme, "the day by which every pair should have met"),
    text("dates.meetings_end", Programme, "the last day for meetings"),
    text("dates.letters", Programme, "the day of the letters of participation"),
    text("deadline", Programme, "the day by which this message asks for an answer"),
    text("first_meeting_by", Person, "the last day for the recipient's first meeting as it is planned, after the reveal"),
    text("person.name", Person, "the recipient's whole name"),
    text("person.greeting", Person, "how to greet the recipient: the column known_as, else the whole name"),
    text("person.email", Person, "the recipient's address"),
    text("person.side", Person, "mentor or mentee whatever the kind, for conditions"),
    text("person.role", Person, "what the recipient is called: mentor, mentee, junior or senior"),
    text("person.partner_role", Person, "what the other side is called: mentee, mentor, senior or junior"),
    flag("person.is_paired", Person, "whether the recipient is in a pair now"),
    flag("person.is_revealed", Person, "whether the recipient may know the partner's name now"),
    flag("person.was_revealed", Person, "whether the recipient was ever told of a partner"),
    flag("person.leaves_partner", Person, "whether a partner of whom the recipient was told still takes part"),
    rows("sessions", SESSION, Sessions, "the recipient's group sessions to come; without a choice made, every date"),
    rows("answers", LABELLED, Answers, "the recipient's answers as they were read"),
    rows("shown_to_partner", LABELLED, Answers, "what the partner will see after the reveal, beside name and address"),
    text("session.title", Session, "the session's title"),
    text("session.kind", Session, "induction, supervision, midpoint, wrap-up, training or session, for conditions"),
    text("session.audience", Session, "who is asked to come: mentors, mentees (juniors, seniors) or all"),
    text("session.date", Session, "the day, with the weekday"),
    text("session.start", Session, "when it begins for this side"),
    text("session.end", Session, "when it ends"),
    text("session.when", Session, "day and times together; while no date is chosen, every date"),
    text("session.minutes", Session, "how many minutes it takes"),
    text("session.place", Session, "where it is"),
    link("session.link", Session, "where to join by video"),
    text("session.host", Session, "who leads it"),
    link("session.recording", Session, "the recording"),
    flag("session.is_absent", Session, "whether the recipient is recorded as absent"),
    rows("session.options", OPTION, Session, "the dates to choose from"),
    text("waiting.reason", Waiting, "why there is no place or partner at present, as a sentence"),
    flag("waiting.had_place", Waiting, "whether the recipient had a place, and perhaps a partner, before"),
    Field {
        path: "question.words",
        shape: FieldShape::Texts,
        group: Question,
        meaning: "the recipient's own words that are not clear",
    },
    rows("question.answers", LABELLED, Question, "the questions to which these answers were given, with the whole answer"),
    text("code", Code, "the participant's code for surveys before and after"),
    flag("code_sent_before", Code, "whether the recipient was sent this code with the survey before the programme"),
    text("letter.date", Letter, "the day of the letter"),
    text("letter.signed_by", Letter, "who signs letters"),
    text("letter.held", Letter, "how many meetings the recipient's pairs held"),
    text("letter.hours", Letter, "how many hours these meetings took"),
    text("letter.first", Letter, "the day of the first meeting held"),
    text("letter.last", Letter, "the day of the last meeting held"),
    rows("letter.meetings", &["number", "date"], Letter, "the meetings that the recipient's pairs held"),
    rows("letter.sessions", &["title", "date"], Letter, "the group sessions that the recipient attended"),
    Field { path: "letter.names", shape: FieldShape::Texts, group: Letter, meaning: "the names on a declaration sheet" },
    rows("letter.registers", &["title", "dates", "people"], Letter, "the attendance register: a sheet for each session"),
    rows("points.learning", &["text"], Points, "the recorded learning points"),
    rows("points.actions", &["text", "owner", "due"], Points, "the recorded action points"),
    rows("points.reflections", &["text"], Points, "the recorded reflections of the side that the sheet is for"),
    text("partner.name", Partner, "the partner's whole name; several are joined by \"and\""),
    text("partner.greeting", Partner, "how to greet the partner"),
    text("partner.email", Partner, "the partner's address"),
    rows("partner.profile", LABELLED, Partner, "what the partner answered and agreed to show"),
    rows("partners", &["name", "greeting", "email", "profile"], Partner, "every partner, where there are several"),
    rows("meetings", MEETING, Partner, "the pair's planned meetings to come"),
    text("last_held", Partner, "the day of the last meeting that is known to have been held"),
];

/// The names of links that have a meaning of their own; any other name under `[messages.links]` is free.
pub(crate) const LINKS: [(&str, &str); 10] = [
    ("survey_mentors", "the sign-up survey of mentors (juniors)"),
    ("survey_mentees", "the sign-up survey of mentees (seniors)"),
    ("survey_pre", "the survey before the programme"),
    ("survey_post", "the survey after the programme"),
    ("survey_feedback", "the feedback survey after a session"),
    ("survey_exit", "the survey of those who left"),
    ("training", "the online training"),
    ("choices", "the form for choosing a date"),
    ("meetings", "the form for reporting a meeting"),
    ("teams", "the video room"),
];

/// The field with this path.
pub(crate) fn find(path: &str) -> Option<&'static Field> {
    CATALOGUE.iter().find(|field| field.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_stands_twice_and_none_begins_another() {
        for (at, field) in CATALOGUE.iter().enumerate() {
            for other in &CATALOGUE[at + 1..] {
                assert_ne!(field.path, other.path);
                assert!(!other.path.starts_with(&format!("{}.", field.path)), "{} and {}", field.path, other.path);
            }
        }
        assert_eq!(find("partner.name").unwrap().group, Partner);
        assert!(find("partner").is_none());
    }
}
