//! Whether a heading asks for something of the person who answers or of somebody else: `Email`, `Emergency contact email`.

use super::super::questions::Question;
use super::says_in;
use crate::domain::spelling;
use crate::survey::cells::polarity::is_one_of;

/// People whose address or name is not that of whoever answers, parted by `|`; a blank at the end closes the word.
const OTHERS: &str = "next of kin|kin |nok |emergency|parent |parents |mother|father|partner|relative|sibling|brother|sister |sisters |\
    friends |carer |carers |referrer|referred by|referring|nominator|nominated by|nominating|proposer|proposed by|recommended by|\
    introduced by|assistant|pa email|pa e mail|pas email|pas e mail|pa name|pas name|administrator|coordinator|co ordinator|organiser|\
    organizer|programme director|program director|training director|tpd|head of|approver|approving|approved by|authoris|authoriz|\
    signatory|budget holder|lead |leads |team leader|director |directors |buyer|booker|purchaser|payer |trainer |trainers |assessor|recruiter|deputy|witness|responsible officer|vorgesetzt|notfall|urgence";
/// People whose post is asked for as well, which is not that of whoever answers.
const SUPERIORS: &str = "supervisor|goruchwyliwr|superviseur|manager|secretary|secretaries|guardian|spouse|husband|wife |wifes |referee|\
    tutor |tutors |appraiser|colleague|friend |boss ";
/// Desks that have an address of their own.
const DESKS: &str = "team |teams |admin |payroll|invoice|invoicing|billing|finance|accounts|rota |rotas |reception|switchboard|helpdesk|\
    enquiries|human resources|hr ";
/// Words of a heading that asks for nothing but an address or a name of whoever answers.
const PLAIN: &str = "email|emails|e|mail|mails|address|addresses|name|names|surname|forename|full|your|my|you|me|own|the|a|an|is|are|what|\
    which|and|or|of|for|to|in|by|on|at|we|us|can|should|could|will|would|do|use|used|using|please|give|enter|provide|write|type|state|\
    tell|contact|contacting|preferred|best|main|primary|work|nhs|trust|hospital|university|uni|college|institutional|business|\
    professional|official|private|personal|home|be|reach|reached|first|last|title|s|correspondence|communication|communications|\
    programme|program|scheme|this|check|regularly|often|most|like|prefer|details|participant|participants|applicant|applicants|\
    respondent|respondents|attendee|delegate|user|member|staff|as|it|appears|with|including|who|called|valid|current|nhsmail|email2|\
    name2";

/// Words of a part of a heading that explains: `the team will use it`.
const EXPLAINS: &str = "will|use|used|uses|using|can|could|may|might|knows|know|to|not|never|would|should|must|if|be|is|are|has|have|this|\
    that|only|for|by|as|shared|seen|sees|see|than|cannot|please|so|where|when|which|appears|appear|known";
/// What begins an explanation within a sentence.
const BEGINS_EXPLAINING: [&str; 13] = [
    " for ",
    " as ",
    " to be ",
    " used ",
    " shown ",
    " displayed ",
    " that ",
    " which ",
    " so ",
    " where ",
    " in case ",
    " if ",
    " because ",
];
/// People who answer for nobody, in however many words it is said.
const NEAREST: &str = "next of kin|in an emergency|in case of emergency|emergency contact";
/// The most words of a part that still says of whom: `Email (line manager)`.
const FEW: usize = 4;

/// What somebody has of their own.
const ADDRESSES: &str = "email|emails|mail|address|addresses";
const NAMES: &str = "name|names|surname|forename";
const POSTS: &str =
    "specialty|speciality|region|deanery|place|employer|trust|hospital|site|location|base|department|post|code|number";
/// Words between `your` and that.
const BETWEEN: &str = "e|full|own|work|nhs|trust|hospital|university|uni|preferred|best|main|primary|personal|private|professional|\
    business|official|institutional|college|contact|first|last|current|legal|given|home|valid|usual|nhsmail|secure";

/// The comparison key of what a heading asks for: without what it explains in brackets or behind the head, as `Name (as it should appear to your
/// partner)` and `Email used by the programme team`.
pub(super) fn asked(question: &Question) -> String {
    let first = question.key.split(' ').next().unwrap_or_default();
    // The wording of a question may stand elsewhere than in what the settings call it.
    let is_worded = spelling::key(&question.heading).split(' ').any(|word| word == first);
    let heading = if is_worded { &question.heading } else { &question.key };
    let marks = ['(', ')', '[', ']', '?', ',', ';', ':', '\n', '–', '—'];
    let parts = heading.split(marks).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(". "));
    let keys: Vec<String> = parts.map(spelling::key).filter(|key| !key.is_empty()).collect();
    let is_number = |key: &&String| key.chars().filter(|c| c.is_alphabetic()).count() < 2;
    let head = keys.iter().position(|key| !is_number(&key)).unwrap_or(0);
    let asked = |(at, key): (usize, &String)| match at {
        _ if at == head => Some(without_explanation(key)),
        _ => says_whose(key).then(|| key.clone()),
    };
    keys.iter().enumerate().filter_map(asked).collect::<Vec<String>>().join(" ")
}

/// A key up to where it begins to explain, unless it says of whom there: `email for your line manager`.
fn without_explanation(key: &str) -> String {
    let ends = BEGINS_EXPLAINING.iter().filter_map(|words| Some((key.find(words)?, words.len())));
    let Some((at, length)) = ends.min() else { return key.to_owned() };
    let (head, behind) = (key.get(..at).unwrap_or_default(), key.get(at + length..).unwrap_or_default());
    let is_of_another = says_whose(behind) && [OTHERS, SUPERIORS, DESKS].iter().any(|people| says_in(behind, people));
    if is_of_another { key.to_owned() } else { head.to_owned() }
}

/// Whether a part of a heading is so short that it can say nothing but of whom, or names those who never answer.
fn says_whose(key: &str) -> bool {
    let key = ["for ", "of ", "in "].iter().find_map(|word| key.strip_prefix(word)).unwrap_or(key);
    says_in(key, NEAREST) || key.split(' ').count() <= FEW && !key.split(' ').any(|word| is_one_of(EXPLAINS, word))
}

/// Whether a heading asks for the post of somebody else than whoever answers.
pub(super) fn is_post_of_another(question: &Question) -> bool {
    let asked = asked(question);
    !is_own(&asked, POSTS) && says_in(&asked, SUPERIORS)
}

/// Whether a heading names the address of somebody else, or of a desk.
pub(super) fn is_address_of_another(question: &Question) -> bool {
    let asked = asked(question);
    !is_own(&asked, ADDRESSES) && (names_another(&asked, question) || says_in(&asked, DESKS))
}

/// Whether a heading names somebody else.
pub(super) fn is_name_of_another(question: &Question) -> bool {
    let asked = asked(question);
    !is_own(&asked, NAMES) && names_another(&asked, question)
}

/// Whether it is said to be of whoever answers: `your full name`, `my email`.
fn is_own(asked: &str, what: &str) -> bool {
    let words: Vec<&str> = asked.split(' ').collect();
    let follows = |at: usize| {
        let mut behind = words.iter().skip(at + 1).skip_while(|word| is_one_of(BETWEEN, word) && !is_one_of(what, word));
        behind.next().is_some_and(|word| is_one_of(what, word))
    };
    words.iter().enumerate().any(|(at, word)| matches!(*word, "your" | "my") && follows(at))
}

fn names_another(asked: &str, question: &Question) -> bool {
    let abbreviated = ["es ", "cs "].iter().any(|supervisor| asked.starts_with(supervisor));
    says_in(asked, OTHERS) || says_in(asked, SUPERIORS) || abbreviated || is_possessive(&question.heading, asked)
}

/// Whether a heading says nothing but that an address or a name of whoever answers is asked: it goes before `Second email`.
pub(super) fn is_plain(question: &Question) -> bool {
    let asked = asked(question);
    let mut words = asked.split(' ').filter(|word| !word.is_empty()).peekable();
    let is_number = |word: &str| word.len() <= 2 && word.starts_with(|c: char| c.is_ascii_digit());
    // `3. Email` has the number of its question.
    while words.peek().is_some_and(|word| is_number(word)) {
        words.next();
    }
    words.all(|word| is_one_of(PLAIN, word))
}

/// Whether something is asked that belongs to a person whom the heading names and who is not the one who answers: `The lead's e-mail`.
fn is_possessive(heading: &str, asked: &str) -> bool {
    let owner = |(at, _): (usize, char)| {
        let (before, after) = (heading.get(..at)?, heading.get(at..)?.trim_start_matches(['\'', '’', '‘']));
        let is_owned = after.strip_prefix(['s', 'S']).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?.to_lowercase();
        (is_owned && !word.is_empty()).then_some(word)
    };
    let is_another = |word: &String| [OTHERS, SUPERIORS, DESKS].iter().any(|people| says_in(word, people));
    let marks = heading.char_indices().filter(|(_, c)| matches!(c, '\'' | '’' | '‘'));
    marks.filter_map(owner).any(|word| is_another(&word) && asked.contains(&format!("{word}s")))
}
