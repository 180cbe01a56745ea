//! Whether a heading asks for something of the person who answers or of somebody else: `Email`, `Emergency contact email`.

use super::super::questions::Question;
use super::says_in;
use crate::survey::cells::polarity::is_one_of;

/// People whose address or name is not that of whoever answers, parted by `|`; a blank at the end closes the word.
const OTHERS: &str = "next of kin|kin |nok |emergency|parent |parents |mother|father|partner|relative|sibling|brother|sister |sisters |\
    friends |carer |carers |referrer|referred by|referring|nominator|nominated by|nominating|proposer|proposed by|recommended by|\
    introduced by|assistant|pa email|pa e mail|pas email|pas e mail|pa name|pas name|administrator|coordinator|co ordinator|organiser|\
    organizer|programme director|program director|training director|tpd|head of|approver|approving|approved by|authoris|authoriz|\
    signatory|budget holder|buyer|booker|purchaser|payer |trainer |trainers |assessor|recruiter|deputy|witness|responsible officer|vorgesetzt|notfall|urgence";
/// People whose post is asked for as well, which is not that of whoever answers.
const SUPERIORS: &str = "supervisor|goruchwyliwr|superviseur|manager|secretary|secretaries|guardian|spouse|husband|wife |wifes |referee|\
    tutor |tutors |appraiser|colleague|friend ";
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

/// Whether a heading asks for the post of somebody else than whoever answers.
pub(super) fn is_post_of_another(question: &Question) -> bool {
    says_in(&question.key, SUPERIORS)
}

/// Whether a heading names the address of somebody else, or of a desk.
pub(super) fn is_address_of_another(question: &Question) -> bool {
    is_name_of_another(question) || says_in(&question.key, DESKS)
}

/// Whether a heading names somebody else.
pub(super) fn is_name_of_another(question: &Question) -> bool {
    let abbreviated = ["es ", "cs "].iter().any(|supervisor| question.key.starts_with(supervisor));
    says_in(&question.key, OTHERS) || is_post_of_another(question) || abbreviated || is_possessive(&question.heading)
}

/// Whether a heading says nothing but that an address or a name of whoever answers is asked: it goes before `Second email`.
pub(super) fn is_plain(question: &Question) -> bool {
    let mut words = question.key.split(' ').filter(|word| !word.is_empty()).peekable();
    let is_number = |word: &str| word.len() <= 2 && word.starts_with(|c: char| c.is_ascii_digit());
    // `3. Email` has the number of its question.
    while words.peek().is_some_and(|word| is_number(word)) {
        words.next();
    }
    words.all(|word| is_one_of(PLAIN, word))
}

/// Whether something is asked that belongs to a person whom the heading names: `The lead's e-mail`. Whoever answers is named so too.
fn is_possessive(heading: &str) -> bool {
    const OWNERS: &str = "participant|applicant|respondent|mentor|mentee|trainee|consultant|delegate|attendee|person|member|trust|employer|\
        hospital|university|organisation|organization|company|programme|what|who|where|it|that|here|let";
    let owner = |(at, _): (usize, char)| {
        let (before, after) = (heading.get(..at)?, heading.get(at..)?.trim_start_matches(['\'', '’', '‘']));
        let is_owned = after.strip_prefix(['s', 'S']).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?.to_lowercase();
        (is_owned && !word.is_empty()).then_some(word)
    };
    let marks = heading.char_indices().filter(|(_, c)| matches!(c, '\'' | '’' | '‘'));
    marks.filter_map(owner).any(|word| !is_one_of(OWNERS, &word))
}
