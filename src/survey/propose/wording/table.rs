//! The wordings: for each field the phrases that ask for it with their weight, and those that ask for something else.

use super::super::looks::Looks;
use super::super::questions::Question;
use crate::survey::cells::days;
use crate::survey::columns::is_code;

/// Phrases by the weight that they add. Phrases are comparison keys parted by `|`; a blank at the end closes the word.
pub(super) type Asks = &'static [(i32, &'static str)];

/// How a field is asked for.
pub(crate) struct Wording {
    /// The field.
    pub(crate) field: &'static str,
    /// Phrases (comparison keys) that ask for it, with their weight.
    pub(super) asks: Asks,
    /// Phrases that ask for something else.
    pub(super) never: &'static str,
    /// What the cells add.
    pub(super) looks: fn(&Question) -> i32,
    /// Whether it is what somebody wishes of the other (`Some(true)`), of their own (`Some(false)`), or either.
    pub(super) wish: Option<bool>,
}

/// Questions about a person that matching has no need of: never proposed, whatever they look like.
pub(super) const PRIVATE: &str = "ethnic|race |racial|religio|faith|belief|gender|sex |sexual|orientation|disab|nationality|citizen|\
            country of birth|born|birth|marital|pregnan|caring|identify as|describe yourself|pronoun|gmc|nmc|gdc|\
            registration n|reference number|payroll|grade|band |stage of training|training level|year of training|\
            img|international medical|qualif|phone|mobile|postcode|home address";

/// Questions for whatever else people want to say.
pub(super) const REMARKS: &str = "anything else|comment|notes|remarks|tell us more|about yourself|further information|other information|\
            additional information|why do you|what motivates|special requirements|adjustments";

/// Words by which somebody says what the other should be like.
pub(super) const WISHES: &str = "prefer|bevorzug|gewunscht|souhait|wish|wants|want |ideal|paired with|matched with|partnered with|match me|pair me|of your mentor|\
            of your mentee|of the mentor|of the mentee|your mentors|your mentees|mentor from|mentee from|\
            mentor in a|mentee in a|someone from|somebody from|partner from|like your";

/// Words by which somebody says with whom they would like to be.
pub(super) const COMPANY: &str = "would you like|you would like|like to be paired|like to be matched|like to be put|want to be paired|\
            want to be matched|like to work with|like to meet|hope to be|wish to be|prefer to be|preferred mentor|preferred mentee|\
            in mind|request|nominate|recommend|suggest|like to have as|your ideal|happy to|would be happy|enjoy|glad to|pleased to|keen to|\
            love to|comfortable with|get on with|get on well|work well with|hoping to be";

/// Words by which a question asks whom somebody should not be with.
pub(super) const NEGATIONS: &str = "nicht |ne |pas |not |no |never |dont|cannot|cant|shouldnt|mustnt|wouldnt|avoid|apart |rather not|inappropriate|exclud|\
            exclusion|conflict|unsuitable|uncomfortable|unable|other than|except";

/// Words by which a question asks for what somebody does not wish.
macro_rules! unwanted {
    () => {
        "not to be|not be |not want|not like|would not|wouldnt|dont want|do not want|avoid|rather not|exclud"
    };
}
const UNWANTED: &str = unwanted!();

/// Words by which a question asks for both at once.
pub(super) const EITHER: &str = "or would not|or not |and not |or should not|or wouldnt|or shouldnt|and would not|and wouldnt";

/// Words for a supervisor or a manager, who must not be somebody's partner.
pub(super) const SUPERVISORS: [&str; 8] =
    ["supervisor", "supervisors", "manager", "managers", "es", "cs", "goruchwyliwr", "superviseur"];
/// Words that stand beside those where a heading says nothing else.
pub(super) const BESIDE_SUPERVISORS: [&str; 18] = [
    "name",
    "names",
    "s",
    "of",
    "your",
    "my",
    "the",
    "clinical",
    "educational",
    "academic",
    "named",
    "line",
    "current",
    "direct",
    "and",
    "or",
    "full",
    "if",
];

/// Words by which a question asks for people.
pub(super) const PEOPLE: &str = "anyone|anybody|someone|somebody|whom|paired with|matched with|supervisor|line manager|people you|do you know|potential mentor|\
     potential mentee|colleague|who would|who should|who must|who do you|name any|name anyone";

pub(super) const SPECIALTY: Asks = &[
    (5, "specialty|speciality|specialities|specialties|fachgebiet|fachrichtung|specialite"),
    (4, "discipline|branch of medicine|field of medicine|clinical area|medical field"),
    (3, "spec "),
    (2, "department"),
];
pub(super) const REGION: Asks = &[
    (5, "region|deanery|part of the deanery"),
    (
        4,
        "part of the country|geograph|locality|letb|where are you based|foundation school|nhs england office|\
            country do you work",
    ),
    (3, "nation|county"),
    (2, "area|based in"),
];
pub(super) const EMPLOYER: Asks = &[
    (5, "employer|trust|place of work|place of employment|where do you work|health board"),
    (4, "organisation|organization|hospital|workplace|employed|employs|work for|institution"),
    (3, "practice"),
    (2, "company|current post"),
];
const PLACE: Asks = &[
    (5, "region|deanery|place|location|part of the country"),
    (4, "geograph|workplace|locality"),
    (3, "employer|trust|organisation|hospital|area"),
    (2, "where"),
    (1, "work"),
];

/// The fields in the order in which questions are given to them.
pub(crate) const TABLE: [Wording; 16] = [
    Wording {
        field: "email",
        asks: &[
            (5, "contact email|email for contact|email to contact|email address to be used|preferred email|best email"),
            (3, "email|e mail"),
            (2, "mail"),
            (1, "contact|address"),
        ],
        never: "alternative|secondary|second email|second e mail|backup|previous|former",
        looks: |q| if q.looks == Looks::Addresses { 4 + i32::from(!q.own) + i32::from(q.filled > 60) - alike(q) } else { -20 },
        wish: None,
    },
    Wording {
        field: "conflicts",
        asks: &[
            (
                6,
                "conflict|conflit|interessenkonflikt|gwrthdaro|nicht zusammen|nicht gepaart|nicht zugeteilt|ne devez vous pas|ne pas etre|\
            pas etre jumele|coi |existing relationship|not be paired|not be matched|not to be paired|not to be matched|kept apart|keep apart|\
            declaration of interest|declarations of interest|interest to declare|interests to declare|declare any interest|\
            declare an interest|register of interests",
            ),
            (
                5,
                "not with|know personally|rather not|not pair|not match|not to pair|not to match|dont pair|apart from|prefer not to be|\
            not want to be|not like to be|object to being|objection to being|never be paired|keep away|kept away|away from you|away from me|keep you away|steer clear|wouldnt be paired|shouldnt be paired|cannot be paired|exclusion",
            ),
            (
                4,
                "should not|shouldnt|must not|whom you know|who you know|already know|know anyone|know anybody|know any of|line manage|you manage|\
            appraise|you assess|avoid|cannot be|supervise|exclude|\
            close working|work closely|educational supervisor|clinical supervisor|line manager|your supervisor|your manager|\
            supervised by|report to|reports to|off limits|awkward|relatives|family members|related to|make you uncomfortable|\
            uncomfortable with|veto",
            ),
            (3, "is there anyone|is there anybody|inappropriate"),
            (2, "anyone|anybody"),
        ],
        never: "topic|subject|theme|talk about|discuss|travel|which day|days |specialty|speciality|when|consent|conflict resolution|conflict management|managing conflict|handling conflict|resolve conflict",
        looks: |q| match q.looks {
            Looks::FreeText | Looks::Names | Looks::OneOf(_) | Looks::SeveralOf(..) => 1,
            // Most people write no, and few a name.
            Looks::Marks if q.may_hold_names() => 1,
            Looks::Empty => 0,
            _ => -4,
        },
        wish: None,
    },
    Wording {
        field: "consent",
        asks: &[
            (5, "consent|einwilligung|einverstand|caniatad|cydsyn|legal basis|opt out|opting out|object to"),
            (
                4,
                "agree|accord |datenschutz|dsgvo|rgpd|cytuno|permission|may be used|may we use|can we use|use your answers|gdpr|data protection|privacy|using this information|ok to use",
            ),
            (4, "answers to be used|data to be used|information to be used|answers used for|data used for|information used for"),
            (
                4,
                "use my answers|use my data|use my information|exclude my answers|leave my answers out|left out of|answers left out",
            ),
            (3, "use of your|happy for|declaration|use my"),
            (2, "hold your"),
            (1, "data"),
        ],
        never: "photo|newsletter|of interest|mailing list|marketing|publicity|filmed|recorded|recording|social media|future contact|\
            to what extent|how far do you|how much do you|strongly|about future|future programme|future event|future opportunit|future cohort|future round|anyone you|anybody you|someone you|somebody you|whom",
        looks: |q| match q.looks {
            Looks::Marks => 2,
            Looks::OneOf(answers) if answers <= 3 => 2,
            Looks::SeveralOf(answers, _) if answers <= 2 => 2,
            Looks::Empty => -1,
            Looks::Names | Looks::FreeText | Looks::OneOf(_) | Looks::SeveralOf(..) if q.marks >= 50 => 1,
            Looks::Names | Looks::FreeText if q.filled > 0 => -3,
            _ => -4,
        },
        wish: None,
    },
    Wording {
        field: "applied_before",
        asks: &[
            (5, "applied before|apply before|earlier cohort|previous cohort|prev cohort|past cohort|last cohort"),
            (4, "previously|applied to|apply to|last year"),
            (3, "before|applied|previous|waiting list"),
            (2, "earlier|ever |taken part|prev "),
            (1, "cohort"),
        ],
        never: "anything|comment",
        looks: |q| match q.looks {
            Looks::Marks => 3,
            // `Name of your mentor last year` in few rows.
            Looks::OneOf(answers) if answers <= 4 && !super::says(q, "name") => 1,
            Looks::Empty => 0,
            _ => -6,
        },
        wish: None,
    },
    Wording {
        field: "capacity",
        asks: &[
            (
                5,
                "how many mentees|how many mentors|how many partners|how many people could you|how many people can you|max mentee|max mentor|\
                maximum mentee|maximum mentor|mentees you could|mentees you can|mentors you could|mentors you can|willing to mentor|\
                no of mentees|no of mentors",
            ),
            (
                4,
                "capacity|number of mentees|number of mentors|how many could you|how many can you|more than one mentee|more than one mentor",
            ),
        ],
        never: "in which capacity|in what capacity|which capacity|what capacity|meetings|hours|years|times|before|have you|did you|already|previous",
        looks: |q| match q.looks {
            Looks::Numbers => 2,
            Looks::OneOf(answers) if answers <= 9 => 1,
            _ if q.counts >= 50 => 1,
            Looks::Marks | Looks::Empty => 0,
            // Whoever asks how many is answered in half a sentence too: what is no number is an error with its row.
            Looks::OneOf(_) | Looks::SeveralOf(..) | Looks::FreeText | Looks::Names if asks_how_many(q) => 0,
            _ => -6,
        },
        wish: None,
    },
    Wording {
        field: "days",
        asks: &[
            (5, "which days|what days|which weekdays|days are you|days could you|days can you|days would|days suit"),
            (4, "weekday|wochentag|jours|diwrnod|dyddiau"),
            (3, "days|availab|tagen|tage |disponib|when can|when could|when are you|can you meet|could you meet"),
            (2, "day|free|best time|suit"),
        ],
        never: "date of|received|birth|not meet|not do|not work|not make|not available|not free|not suit|not come|not attend|not be|\
            cannot|cant |couldnt|unable|unavailab|avoid|wont |dont |never|non working|nonworking|off |\
            teaching|clinic |clinics|on call|oncall|theatre|nights|leave|busy|away|commitment|blocked|unsuitable|inconvenient|\
            impossible|difficult|exclud|except|other than|apart from|rule out|nicht |keine|ne |pas |indisponib|na allwch|methu",
        looks: |q| {
            let named = q.options.iter().filter(|option| !days::read(option).is_empty()).count();
            let are_codes = q.each.is_some() && q.options.len() > 1 && q.options.iter().all(|option| is_code(option));
            if are_codes {
                1
            } else if q.looks == Looks::Weekdays || named >= 3 || named == 2 && q.options.len() == 2 {
                6
            } else if q.looks == Looks::Empty || q.weekdays >= 25 {
                0
            } else {
                -3
            }
        },
        wish: None,
    },
    Wording { field: "preferred_specialty", asks: SPECIALTY, never: UNWANTED, looks: |q| chosen(q), wish: Some(true) },
    Wording {
        field: "preferred_place",
        asks: PLACE,
        never: concat!("specialty|speciality|", unwanted!()),
        looks: |q| chosen(q),
        wish: Some(true),
    },
    Wording {
        field: "wants",
        asks: &[
            (5, "learn about|like to learn|want to learn|hope to learn|like help with"),
            (4, "to learn|like to gain|like to get|want to get|looking for|i want"),
            (3, "wants"),
            (2, "need"),
        ],
        never: "specialty|region|place",
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "gives",
        asks: &[
            (5, "can offer|can give|can teach|can share|can help with"),
            (4, "offer|contribute|like to share"),
            (3, "bring|to share"),
        ],
        never: "specialty|region|place",
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "goals",
        asks: &[
            (6, "goal|ziele|objectif|nodau"),
            (
                5,
                "topic|themen|sujets|pynciau|amcanion|like to discuss|like to talk|like to share|like to get|like to gain|like to learn|like to explore|\
            like to work on|hope to|hoping to|theme|objective|aims|areas of interest",
            ),
            (4, "want to|get from|get out of|gain from|aim |focus|subject|issues|discuss|conversation|explore|priorit"),
            (3, "areas|interest|matters|cover|expect|learn|offer"),
            (2, "would you like"),
        ],
        never: concat!("email|anyone|anybody|other please|not discuss|not talk|", unwanted!()),
        looks: |q| listed(q),
        wish: None,
    },
    Wording {
        field: "name",
        asks: &[
            (7, "full name|your name|nom et prenom|prenom et nom|enw llawn|vor und nachname|name und vorname"),
            (5, "name|nom |enw |who are you|what are you called"),
            (3, "applicant|participant"),
            (2, "called"),
        ],
        never: "names of|people|trust|employer|hospital|organisation|organization|supervisor|manager|username|user name|\
            file|department|practice|school|company|anyone|conflict|paired|programme|first name|forename|given name|\
            surname|last name|family name|name first|name last|name prefix|name suffix|preferred name|nickname|known as|name middle|middle name|name title|number|code|date|recipient",
        looks: |q| match q.looks {
            Looks::Names => 4 - i32::from(q.own) * 2 - alike(q),
            Looks::FreeText | Looks::OneOf(_) if q.filled > 40 => i32::from(!q.own) * 2 - 1,
            _ => -10,
        },
        wish: None,
    },
    Wording { field: "specialty", asks: SPECIALTY, never: "", looks: |q| chosen(q), wish: Some(false) },
    Wording { field: "region", asks: REGION, never: "specialty|speciality|interest", looks: |q| chosen(q), wish: Some(false) },
    Wording {
        field: "employer",
        asks: EMPLOYER,
        never: "specialty|region|deanery|name of supervisor",
        looks: |q| chosen(q),
        wish: Some(false),
    },
    Wording {
        field: "place",
        asks: &[(4, "place|location|site|town|city"), (3, "base")],
        never: "birth",
        looks: |q| chosen(q),
        wish: Some(false),
    },
];

fn asks_how_many(question: &Question) -> bool {
    question.counts > 0 && super::says(question, "how many|number of|no of|max|capacity")
}

/// What speaks against a column in which the rows are alike, where each should have something of its own.
fn alike(question: &Question) -> i32 {
    match question.distinct {
        0..=34 => 4,
        35..=69 => 2,
        _ => 0,
    }
}

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
        _ if question.options.len() >= 2 => 3,
        Looks::OneOf(answers) if answers > 3 || super::without_rank(&question.key).is_some() => 0,
        Looks::Numbers => -2,
        Looks::FreeText => -1,
        _ => -8,
    }
}

/// Columns that hold the first part of a name.
pub(super) const FIRST_NAMES: &str =
    "first name|firstname|name first|forename|given name|christian name|vorname|prenom|enw cyntaf";
/// Columns that hold the last part of a name.
pub(super) const LAST_NAMES: &str =
    "surname|last name|lastname|name last|family name|familyname|second name|nachname|familienname|nom de famille|cyfenw";
