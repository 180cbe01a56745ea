//! Which question asks for what: the wordings of many surveys, weighed together with what the cells look like.

use super::looks::Looks;
use super::questions::Question;

/// How a field is asked for.
pub(super) struct Wording {
    /// The field.
    pub(super) field: &'static str,
    /// Phrases (comparison keys) that ask for it, with their weight.
    asks: &'static [(&'static str, i32)],
    /// Phrases that ask for something else.
    never: &'static [&'static str],
    /// What the cells add.
    looks: fn(&Question) -> i32,
    /// Whether it is what somebody wishes of the other (`Some(true)`), of their own (`Some(false)`), or either.
    wish: Option<bool>,
}

/// From this weight on a question is taken for a field's.
const ENOUGH: i32 = 4;

/// Questions about a person that matching has no need of: never proposed, whatever they look like.
const PRIVATE: [&str; 40] = [
    "ethnic",
    "race ",
    "racial",
    "religio",
    "faith",
    "belief",
    "gender",
    "sex ",
    "sexual",
    "orientation",
    "disab",
    "nationality",
    "citizen",
    "country of birth",
    "born",
    "birth",
    "marital",
    "pregnan",
    "caring",
    "identify as",
    "describe yourself",
    "pronoun",
    "gmc",
    "nmc",
    "gdc",
    "registration n",
    "reference number",
    "payroll",
    "grade",
    "band ",
    "stage of training",
    "training level",
    "year of training",
    "img",
    "international medical",
    "qualif",
    "phone",
    "mobile",
    "postcode",
    "home address",
];

/// Questions for whatever else people want to say.
const REMARKS: [&str; 13] = [
    "anything else",
    "comment",
    "notes",
    "remarks",
    "tell us more",
    "about yourself",
    "further information",
    "other information",
    "additional information",
    "why do you",
    "what motivates",
    "special requirements",
    "adjustments",
];

/// Words by which somebody says what the other should be like.
const WISHES: [&str; 24] = [
    "prefer",
    "wish",
    "wants",
    "want ",
    "ideal",
    "paired with",
    "matched with",
    "partnered with",
    "match me",
    "pair me",
    "of your mentor",
    "of your mentee",
    "of the mentor",
    "of the mentee",
    "your mentors",
    "your mentees",
    "mentor from",
    "mentee from",
    "mentor in a",
    "mentee in a",
    "someone from",
    "somebody from",
    "partner from",
    "like your",
];

const SPECIALTY: &[(&str, i32)] = &[
    ("specialty", 5),
    ("speciality", 5),
    ("specialities", 5),
    ("specialties", 5),
    ("discipline", 4),
    ("branch of medicine", 4),
    ("field of medicine", 4),
    ("clinical area", 4),
    ("spec", 3),
    ("department", 2),
    ("medical field", 4),
];
const REGION: &[(&str, i32)] = &[
    ("region", 5),
    ("deanery", 5),
    ("part of the country", 4),
    ("nation", 3),
    ("geograph", 4),
    ("locality", 4),
    ("letb", 4),
    ("area", 2),
    ("county", 3),
    ("where are you based", 4),
    ("part of the deanery", 5),
    ("foundation school", 4),
    ("nhs england office", 4),
    ("country do you work", 4),
    ("based in", 2),
];
const EMPLOYER: &[(&str, i32)] = &[
    ("employer", 5),
    ("trust", 5),
    ("organisation", 4),
    ("organization", 4),
    ("hospital", 4),
    ("place of work", 5),
    ("workplace", 4),
    ("place of employment", 5),
    ("where do you work", 5),
    ("health board", 5),
    ("employed", 4),
    ("employs", 4),
    ("work for", 4),
    ("practice", 3),
    ("company", 2),
    ("institution", 4),
    ("current post", 2),
];
const PLACE: &[(&str, i32)] = &[
    ("region", 5),
    ("deanery", 5),
    ("place", 5),
    ("location", 5),
    ("employer", 3),
    ("trust", 3),
    ("organisation", 3),
    ("hospital", 3),
    ("where", 2),
    ("part of the country", 5),
    ("geograph", 4),
    ("area", 3),
    ("workplace", 4),
    ("work", 1),
    ("locality", 4),
];

/// The fields in the order in which questions are given to them.
pub(super) const TABLE: [Wording; 15] = [
    Wording {
        field: "email",
        asks: &[("email", 3), ("e mail", 3), ("mail", 2), ("contact", 1), ("address", 1)],
        never: &["supervisor", "manager", "secretary", "alternative", "secondary", "second email", "backup"],
        looks: |q| if q.looks == Looks::Addresses { 4 + i32::from(!q.own) + i32::from(q.filled > 60) } else { -20 },
        wish: None,
    },
    Wording {
        field: "conflicts",
        asks: &[
            ("conflict", 6),
            ("not be paired", 6),
            ("not be matched", 6),
            ("not with", 5),
            ("should not", 4),
            ("shouldnt", 4),
            ("must not", 4),
            ("know personally", 5),
            ("whom you know", 4),
            ("who you know", 4),
            ("already know", 4),
            ("avoid", 4),
            ("rather not", 5),
            ("cannot be", 4),
            ("not pair", 5),
            ("not match", 5),
            ("dont pair", 5),
            ("supervise", 4),
            ("is there anyone", 3),
            ("is there anybody", 3),
            ("anyone", 2),
            ("anybody", 2),
            ("exclude", 4),
            ("keep apart", 5),
            ("inappropriate", 3),
            ("prefer not to be", 5),
            ("not want to be", 5),
            ("not like to be", 5),
            ("exclusion", 5),
            ("close working", 4),
            ("work closely", 4),
        ],
        never: &["when", "consent"],
        looks: |q| match q.looks {
            Looks::FreeText | Looks::Names | Looks::OneOf(_) | Looks::SeveralOf(..) => 1,
            Looks::Empty => 0,
            _ => -4,
        },
        wish: None,
    },
    Wording {
        field: "consent",
        asks: &[
            ("consent", 5),
            ("agree", 4),
            ("permission", 4),
            ("may be used", 4),
            ("may we use", 4),
            ("gdpr", 4),
            ("data protection", 4),
            ("privacy", 4),
            ("use of your", 3),
            ("using this information", 4),
            ("happy for", 3),
            ("declaration", 3),
            ("ok to use", 4),
            ("use my", 3),
            ("data", 1),
            ("hold your", 2),
        ],
        never: &["photo", "newsletter", "future contact"],
        looks: |q| match q.looks {
            Looks::Marks => 2,
            Looks::OneOf(answers) if answers <= 3 => 2,
            Looks::SeveralOf(answers, _) if answers <= 2 => 2,
            Looks::Empty => -1,
            Looks::Names | Looks::FreeText if q.filled > 0 => -3,
            _ => -4,
        },
        wish: None,
    },
    Wording {
        field: "applied_before",
        asks: &[
            ("applied before", 5),
            ("apply before", 5),
            ("earlier cohort", 5),
            ("previous cohort", 5),
            ("prev cohort", 5),
            ("past cohort", 5),
            ("last cohort", 5),
            ("previously", 4),
            ("applied to", 4),
            ("apply to", 4),
            ("before", 3),
            ("earlier", 2),
            ("applied", 3),
            ("previous", 3),
            ("last year", 4),
            ("ever ", 2),
            ("taken part", 2),
            ("prev ", 2),
            ("first time", 3),
            ("waiting list", 3),
            ("cohort", 1),
        ],
        never: &["anything", "comment"],
        looks: |q| match q.looks {
            Looks::Marks => 3,
            Looks::OneOf(answers) if answers <= 4 => 1,
            Looks::Empty => 0,
            _ => -6,
        },
        wish: None,
    },
    Wording {
        field: "days",
        asks: &[
            ("days", 3),
            ("day", 2),
            ("availab", 3),
            ("weekday", 4),
            ("when can", 3),
            ("when could", 3),
            ("when are you", 3),
            ("free", 2),
            ("can you meet", 3),
            ("could you meet", 3),
            ("best time", 2),
            ("suit", 2),
        ],
        never: &["date of", "received", "birth"],
        looks: |q| {
            let named = q.options.iter().filter(|option| crate::domain::weekdays::parse(option).is_some()).count();
            if q.looks == Looks::Weekdays || named >= 3 {
                6
            } else if q.looks == Looks::Empty {
                0
            } else {
                -3
            }
        },
        wish: None,
    },
    Wording { field: "preferred_specialty", asks: SPECIALTY, never: &[], looks: |q| chosen(q), wish: Some(true) },
    Wording {
        field: "preferred_place",
        asks: PLACE,
        never: &["specialty", "speciality"],
        looks: |q| chosen(q),
        wish: Some(true),
    },
    Wording {
        field: "wants",
        asks: &[
            ("learn about", 5),
            ("like to learn", 5),
            ("want to learn", 5),
            ("hope to learn", 5),
            ("to learn", 4),
            ("like to gain", 4),
            ("like help with", 5),
            ("like to get", 4),
            ("want to get", 4),
            ("need", 2),
            ("looking for", 4),
            ("i want", 4),
            ("wants", 3),
        ],
        never: &["specialty", "region", "place"],
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "gives",
        asks: &[
            ("can offer", 5),
            ("offer", 4),
            ("can give", 5),
            ("can teach", 5),
            ("can share", 5),
            ("can help with", 5),
            ("contribute", 4),
            ("bring", 3),
            ("like to share", 4),
            ("to share", 3),
        ],
        never: &["specialty", "region", "place"],
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "goals",
        asks: &[
            ("goal", 6),
            ("topic", 5),
            ("like to discuss", 5),
            ("like to talk", 5),
            ("like to share", 5),
            ("like to get", 5),
            ("like to gain", 5),
            ("like to learn", 5),
            ("like to explore", 5),
            ("like to work on", 5),
            ("hope to", 5),
            ("hoping to", 5),
            ("want to", 4),
            ("get from", 4),
            ("get out of", 4),
            ("gain from", 4),
            ("theme", 5),
            ("objective", 5),
            ("aims", 5),
            ("aim ", 4),
            ("focus", 4),
            ("subject", 4),
            ("areas of interest", 5),
            ("areas", 3),
            ("interest", 3),
            ("issues", 4),
            ("matters", 3),
            ("cover", 3),
            ("expect", 3),
            ("learn", 3),
            ("offer", 3),
            ("discuss", 4),
            ("conversation", 4),
            ("would you like", 2),
            ("explore", 4),
            ("priorit", 4),
        ],
        never: &["email", "anyone", "anybody", "other please"],
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "name",
        asks: &[
            ("full name", 7),
            ("your name", 7),
            ("name", 5),
            ("applicant", 3),
            ("participant", 3),
            ("who are you", 5),
            ("what are you called", 5),
            ("called", 2),
        ],
        never: &[
            "names of",
            "people",
            "trust",
            "employer",
            "hospital",
            "organisation",
            "organization",
            "supervisor",
            "manager",
            "username",
            "user name",
            "file",
            "department",
            "practice",
            "school",
            "company",
            "anyone",
            "conflict",
            "paired",
            "programme",
            "first name",
            "forename",
            "given name",
            "surname",
            "last name",
            "family name",
            "number",
            "code",
            "date",
            "recipient",
        ],
        looks: |q| match q.looks {
            Looks::Names => 4 - i32::from(q.own) * 2,
            Looks::FreeText | Looks::OneOf(_) if q.filled > 40 => i32::from(!q.own) * 2 - 1,
            _ => -10,
        },
        wish: None,
    },
    Wording { field: "specialty", asks: SPECIALTY, never: &[], looks: |q| chosen(q), wish: Some(false) },
    Wording {
        field: "region",
        asks: REGION,
        never: &["specialty", "speciality", "interest"],
        looks: |q| chosen(q),
        wish: Some(false),
    },
    Wording {
        field: "employer",
        asks: EMPLOYER,
        never: &["specialty", "region", "deanery", "name of supervisor"],
        looks: |q| chosen(q),
        wish: Some(false),
    },
    Wording {
        field: "place",
        asks: &[("place", 4), ("location", 4), ("site", 4), ("town", 4), ("city", 4), ("base", 3)],
        never: &["birth"],
        looks: |q| chosen(q),
        wish: Some(false),
    },
];

fn chosen(question: &Question) -> i32 {
    match question.looks {
        Looks::OneOf(_) | Looks::SeveralOf(..) => 2,
        Looks::FreeText | Looks::Names => 0,
        Looks::Numbers => -2,
        Looks::Empty => -1,
        _ if question.each.is_some() => 1,
        _ => -8,
    }
}

fn listed(question: &Question) -> i32 {
    match question.looks {
        Looks::SeveralOf(..) => 3,
        _ if question.options.len() >= 3 => 3,
        Looks::OneOf(answers) if answers > 3 => 0,
        Looks::Numbers => -2,
        Looks::FreeText => -1,
        _ => -8,
    }
}

/// How well a question fits a field; at least [`ENOUGH`], or nothing.
pub(super) fn weigh(wording: &Wording, question: &Question) -> Option<i32> {
    let key = format!("{} ", question.key);
    let has = |phrase: &str| key.starts_with(phrase) || key.contains(&format!(" {phrase}"));
    let words: i32 = wording.asks.iter().filter(|(phrase, _)| has(phrase)).map(|(_, weight)| *weight).max()?;
    let about_goals = matches!(wording.field, "goals" | "wants" | "gives" | "consent" | "conflicts" | "email");
    let barred = wording.never.iter().any(|phrase| has(phrase))
        || !about_goals && PRIVATE.iter().any(|phrase| has(phrase))
        || REMARKS.iter().any(|phrase| has(phrase));
    let private_list = wording.field == "goals" && words < 5 && PRIVATE.iter().any(|phrase| has(phrase));
    let wish = is_wish(question, &has);
    let wrong_wish =
        wording.wish.is_some_and(|wanted| wanted != wish) || listed_field(wording.field) && wish && is_place_or_specialty(&has);
    let known_own = question.own && !matches!(wording.field, "email" | "name");
    if barred || private_list || wrong_wish || known_own {
        return None;
    }
    let weight = words + (wording.looks)(question) + i32::from(key.len() < 30);
    (weight >= ENOUGH).then_some(weight)
}

fn listed_field(field: &str) -> bool {
    matches!(field, "goals" | "wants" | "gives")
}

fn is_place_or_specialty(has: &dyn Fn(&str) -> bool) -> bool {
    SPECIALTY.iter().chain(REGION).chain(EMPLOYER).any(|(phrase, weight)| *weight > 3 && has(phrase))
}

fn is_wish(question: &Question, has: &dyn Fn(&str) -> bool) -> bool {
    WISHES.iter().any(|phrase| has(phrase)) || question.indifferent >= 5
}

/// Whether a question is private: its answers are neither shown nor mapped.
pub(super) fn is_private(question: &Question) -> bool {
    let key = format!("{} ", question.key);
    PRIVATE.iter().any(|phrase| key.starts_with(phrase) || key.contains(&format!(" {phrase}")))
}

/// Whether a column holds only the first part of a name, or the last.
pub(super) fn part_of_name(question: &Question) -> Option<Part> {
    const FIRST: [&str; 5] = ["first name", "firstname", "forename", "given name", "christian name"];
    const LAST: [&str; 6] = ["surname", "last name", "lastname", "family name", "second name", "familyname"];
    let is = |names: &[&str]| names.iter().any(|name| question.key.contains(name)) && question.filled > 30;
    let shown = matches!(question.looks, Looks::Names | Looks::FreeText | Looks::OneOf(_));
    if !shown || PRIVATE.iter().any(|phrase| question.key.contains(phrase)) {
        None
    } else if is(&FIRST) {
        Some(Part::First)
    } else if is(&LAST) {
        Some(Part::Last)
    } else {
        None
    }
}

/// Which part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    First,
    Last,
}

/// How well a column fits the time of the answer, where no tool says so.
pub(super) fn weigh_time(question: &Question) -> Option<i32> {
    const ASKS: [(&str, i32); 12] = [
        ("timestamp", 5),
        ("submitted", 5),
        ("completed", 5),
        ("completion", 5),
        ("received", 4),
        ("rec d", 4),
        ("recd", 4),
        ("answered", 5),
        ("registered", 4),
        ("response date", 5),
        ("date", 3),
        ("time", 2),
    ];
    const NEVER: [&str; 8] = ["birth", "start", "available", "meet", "rotation", "cct", "graduat", "qualif"];
    if question.looks != Looks::Moments || NEVER.iter().any(|phrase| question.key.contains(phrase)) {
        return None;
    }
    ASKS.iter().filter(|(phrase, _)| question.key.contains(phrase)).map(|(_, weight)| *weight).max()
}

/// How well a column fits a mark of finished responses, where no tool says so.
pub(super) fn weigh_finished(question: &Question) -> Option<i32> {
    const ASKS: [&str; 4] = ["finished", "completed", "complete", "status"];
    let asks = ASKS.iter().any(|phrase| question.key == *phrase || question.key == format!("response {phrase}"));
    (asks && matches!(question.looks, Looks::Marks)).then_some(5)
}
