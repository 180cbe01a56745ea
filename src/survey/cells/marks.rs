//! Yes and no in the many ways in which people and programs write them.

use super::polarity::{self, is_one_of};
use super::statements;
use crate::domain::settings::Column;
use crate::domain::spelling;

/// Whether the cell is a sentence that grants something: `I agree that my answers may be used`.
pub(crate) fn grants(cell: &str) -> bool {
    let key = spelling::key(cell);
    let mut words = key.split(' ').skip(1).take(3).peekable();
    words.peek().is_some()
        && words.any(|word| ["agree", "consent", "confirm", "accept", "understand"].contains(&word))
        && guess(cell, &key) == Guess::Yes
}

/// Whether a cell says in words that somebody agrees or refuses, and needs no question: `I consent`, `Declined`.
pub(crate) fn names_decision(cell: &str) -> bool {
    let key = spelling::key(cell);
    let is_named = key.split(' ').any(is_grant) || polarity::refuses(&key);
    is_named && read(cell, &Column::default()) != Mark::Unclear
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Yes.
    Yes,
    /// No, or nothing at all.
    No,
    /// Something else: somebody has to look.
    Unclear,
}

/// What a cell says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guess {
    Yes,
    No,
    /// Both, or something in between: nobody may take it for a yes.
    Doubtful,
    /// Nothing that is known.
    Unknown,
}

const YES: &str = "yes|y|true|1|ok|okay|tick|ticked|checked|selected|agree|agreed|accepted|confirmed|given|done|complete|\
    completed|ja|oui|si|sim|ydw|ydy|cytuno|einverstanden";
const NO: &str = "no|n|false|0|off|not|none|never|declined|refused|withheld|unticked|unchecked|disagree|nil|na|pending|tbc|\
    incomplete|partial|unfinished|nein|non|nac|nage";
/// Words of [`YES`] that turn a no round which stands before them: `No / Yes`.
const PLAIN_YES: &str = "yes|true|oui|ja";
/// Whole cells by which a list says that somebody takes part. As the first word of an answer they mean nothing.
const TAKES_PART: &str = "approved|attending|attended|registered|active|paid|submitted|valid|finished|received|enrolled|granted|on|x|\
    consented|opted in|opt in";
/// Whole cells by which a list or a tool says that somebody does not take part, or that a response does not count.
const DOES_NOT: &str = "denied|rejected|cancelled|canceled|refunded|withdrawn|withdrew|deleted|removed|abandoned|void|voided|invalid|\
    waitlisted|waitlist|waiting|draft|pending approval|disqualified|screened out|screenout|terminated|quota full|over quota|overquota|\
    quota out|timed out|timeout|in progress|inprogress|started|partially complete|partially completed|partial complete|saved|trashed|\
    trash|spam|junk|transferred|test|testing|preview|survey preview|survey test|duplicate|duplicated|opted out|opt out|expired|\
    archived|unverified|unhappy|unwilling|not happy|not willing|unsubscribed|opened|invited|bounced|unpaid|rescinded|revoked|retracted|unable|ineligible|failed|closed early";
/// The most letters of such a cell.
const LONGEST_STATE: usize = 20;
/// Whether a word of a sentence grants something.
fn is_grant(word: &str) -> bool {
    matches!(
        word,
        "agree"
            | "consent"
            | "confirm"
            | "accept"
            | "happy"
            | "permission"
            | "understand"
            | "willing"
            | "consented"
            | "agreed"
            | "read"
            | "consents"
    )
}

/// Those of them that may stand without anybody who grants: `consent form sent` grants nothing, `consent given` does.
const NOUNS: &str = "consent|permission";
/// What stands behind such a noun where it is granted.
const BEHIND_NOUN: &str =
    "given|granted|gives|provided|obtained|received|confirmed|yes|to|for|that|is|has|signed|and|ok|okay|from";
/// Words before a granting one that make it a plan or a question.
const PLANS: &str = "will|would|could|may|might|please|should|must|need|needs|asked|ask|waiting|chase|to";
const TICKS: [char; 9] = ['✓', '✔', '☑', '√', '✅', '■', '●', '🗹', 'ü'];
const CROSSES: [char; 8] = ['✗', '✘', '☐', '☒', '❌', '×', '□', '✕'];

/// Reads a mark; the settings' own `yes` and `no` go first.
pub(crate) fn read(cell: &str, column: &Column) -> Mark {
    let key = spelling::key(cell);
    let listed = |marks: &[String]| marks.iter().any(|mark| same(mark, cell, &key));
    if listed(&column.yes) {
        return Mark::Yes;
    }
    if listed(&column.no) {
        return Mark::No;
    }
    if !column.yes.is_empty() && !column.no.is_empty() {
        return Mark::Unclear;
    }
    match guess(cell, &key) {
        Guess::Yes => Mark::Yes,
        _ if agrees_in_the_forms_words(cell, &key) => Mark::Yes,
        // A long sentence in which a refusal stands somewhere is for people to read.
        Guess::No if is_statement(&key) && !begins_with_no(cell) => Mark::Unclear,
        Guess::No => Mark::No,
        Guess::Doubtful => Mark::Unclear,
        Guess::Unknown => in_two_languages(cell),
    }
}

fn is_statement(key: &str) -> bool {
    key.split(' ').count() >= polarity::STATEMENT
}

/// Whether a cell is the wording of a form that agrees, and none of its clauses takes that back.
fn agrees_in_the_forms_words(cell: &str, key: &str) -> bool {
    if statements::asks_to_take_part(key) {
        return true;
    }
    let clauses = statements::clauses(cell);
    let others = clauses.iter().filter(|clause| !statements::is_of_the_form(clause));
    let guesses = others.map(|clause| {
        if statements::asks_to_take_part(clause) {
            return Guess::Yes;
        }
        let clause = statements::unbounded(clause);
        let is_open = clause.split(' ').any(polarity::negates) || polarity::refuses(&clause) || polarity::doubts(&clause);
        match guess(&clause, &clause) {
            Guess::Unknown if is_open => Guess::Doubtful,
            guess => guess,
        }
    });
    let guesses: Vec<Guess> = guesses.collect();
    (is_statement(key) || clauses.len() > 1 && clauses.iter().any(|clause| clause.ends_with("no questions")))
        && guesses.contains(&Guess::Yes)
        && guesses.iter().all(|guess| matches!(guess, Guess::Yes | Guess::Unknown))
        && !cell.contains('?')
}

/// Whether a cell begins with a plain no: `No`, `false`, `Not withdrawn`. `Withdrawn` does not.
pub(crate) fn begins_with_no(cell: &str) -> bool {
    spelling::key(cell).split(' ').next().is_some_and(|first| is_one_of(NO, first))
}

/// `Jā / Yes`, `Yes (Ydw)`: a word in two languages, of which one is understood, or both say the same.
fn in_two_languages(cell: &str) -> Mark {
    let halves: Vec<&str> = cell.split(['/', '|', '(', ')']).map(str::trim).filter(|half| !half.is_empty()).collect();
    if halves.len() != 2 || halves.iter().any(|half| half.split(' ').count() > 2) {
        return Mark::Unclear;
    }
    let keys = halves.iter().map(|half| (half, spelling::key(half)));
    let guesses = keys.map(|(half, key)| if polarity::doubts(&key) { Guess::Doubtful } else { guess(half, &key) });
    let mut clear = guesses.filter(|guess| *guess != Guess::Unknown);
    let first = clear.next().filter(|first| clear.all(|other| other == *first));
    match first {
        Some(Guess::Yes) => Mark::Yes,
        Some(Guess::No) => Mark::No,
        _ => Mark::Unclear,
    }
}

fn same(mark: &str, cell: &str, key: &str) -> bool {
    let mark_key = spelling::key(mark);
    mark.trim() == cell.trim() || !mark_key.is_empty() && mark_key == key
}

/// What a cell says without the settings.
fn guess(cell: &str, key: &str) -> Guess {
    let is_sign = |signs: &[char]| cell.contains(signs) && cell.trim().chars().count() <= 3;
    if is_sign(&TICKS) {
        return Guess::Yes;
    }
    if is_sign(&CROSSES) || key.is_empty() || key == "n a" || key.len() <= LONGEST_STATE && is_one_of(DOES_NOT, key) {
        return Guess::No;
    }
    if key.len() <= LONGEST_STATE && is_one_of(TAKES_PART, key) {
        return Guess::Yes;
    }
    let words: Vec<&str> = key.split(' ').collect();
    let (first, is_longer) = (words.first().copied().unwrap_or_default(), words.len() > 1);
    let is_list = is_longer && matches!(first, "0" | "1");
    let grants = words.iter().position(|word| is_grant(word));
    let (says_no, says_yes) = (is_one_of(NO, first) && !is_list, is_one_of(YES, first) && !is_list);
    if !says_no && !says_yes && grants.is_none() && first != "i" {
        return Guess::Unknown;
    }
    if is_longer && words.iter().any(|word| polarity::is_objection(word)) {
        return Guess::Doubtful;
    }
    match grants {
        _ if says_no => {
            if words.iter().skip(1).any(|word| is_one_of(PLAIN_YES, word)) {
                Guess::Doubtful
            } else {
                Guess::No
            }
        }
        _ if says_yes => {
            if is_longer || cell.contains('?') {
                qualified(cell, key, grants.is_some())
            } else {
                Guess::Yes
            }
        }
        Some(at) => granted(cell, key, &words, at),
        None if first == "i" && is_longer && polarity::refuses(key) && !words.iter().any(|word| polarity::negates(word)) => {
            Guess::No
        }
        None => Guess::Unknown,
    }
}

/// What an answer says that begins with a yes and goes on: nothing in it may take the yes back.
fn qualified(cell: &str, key: &str, grants: bool) -> Guess {
    let key = polarity::without_wording_of_form(key);
    let negates = key.split(' ').any(polarity::negates);
    if grants && polarity::refuses(&key) && !negates {
        return Guess::No;
    }
    let is_plain = !negates && !polarity::refuses(&key) && !polarity::doubts(&key) && !cell.contains('?');
    if is_plain { Guess::Yes } else { Guess::Doubtful }
}

/// What an answer says in which a word that grants something stands at a place.
fn granted(cell: &str, key: &str, words: &[&str], at: usize) -> Guess {
    let plain = polarity::without_wording_of_form(key);
    let (refuses, negates) = (polarity::refuses(&plain), plain.split(' ').any(polarity::negates));
    if refuses || negates {
        let near = words.get(at.saturating_sub(4)..(at + 3).min(words.len())).unwrap_or_default();
        let is_turned = refuses || near.iter().any(|word| polarity::negates(word));
        return if is_turned && !(refuses && negates) { Guess::No } else { Guess::Doubtful };
    }
    let before = words.get(..at).unwrap_or_default();
    let is_plan = before.last().is_some_and(|word| is_one_of(PLANS, word)) && !before.contains(&"happy");
    let is_noun = at == 0 && words.first().is_some_and(|word| is_one_of(NOUNS, word));
    let is_empty_noun = is_noun && words.get(1).is_some_and(|next| !is_one_of(BEHIND_NOUN, next));
    if is_plan || is_empty_noun || polarity::doubts(&plain) || cell.contains('?') { Guess::Doubtful } else { Guess::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_many_ways() {
        let plain = Column::default();
        let yes = [
            "Yes",
            "y",
            "✓",
            "☑",
            "1",
            "TRUE",
            "x",
            "I agree that my answers may be used to find me a mentor;",
            "Yes - all of it",
            "Ydw / Yes",
            "Jā / Yes",
            "Oui",
            "Sí",
            "Approved",
        ];
        let no = [
            "",
            " ",
            "No",
            "N",
            "NO - chase",
            "0",
            "false",
            "☐",
            "I do not agree",
            "I don’t consent",
            "n/a",
            "Nac ydw / No",
            "Nē (no)",
            "Nein",
            "Withdrawn",
            "Not attending",
        ];
        assert!(yes.iter().all(|cell| read(cell, &plain) == Mark::Yes));
        assert!(no.iter().all(|cell| read(cell, &plain) == Mark::No));
        for cell in
            ["maybe later", "1, 3", "Yes / no", "Partly / perhaps", "No problem", "Agree, no reservations", "Somewhat agree"]
        {
            assert_eq!(read(cell, &plain), Mark::Unclear, "{cell}");
        }
    }

    #[test]
    fn an_answer_that_takes_something_back_is_no_yes() {
        let refusals = "Consent withdrawn|CONSENT REFUSED.|Consent declined|Consent withheld|Consent revoked|consent: no|No consent|\
            Consent not given|Did not agree|I consent (withdrawn)|Agreed, then withdrew|I withdraw|I object|Yes I withdraw my consent|\
            I don’t agree|Do not accept|Opted out|I no longer consent|Consent was never given|Withdrawn|I would not be happy|\
            Consent cancelled 3 Oct|I agree but please remove me|I do not give my consent";
        let doubts = "Consent pending|Consent to be confirmed|Consent form sent|Yes (now withdrawn)|Yes but withdrawn|Yes?|Agreed - no|\
            yes - withdrawn 3 Oct|Yes, I object|Yes, opt me out|Agree to be contacted only|y/n|Yes/No|no / yes|Yes - until 1 Nov|\
            Yes (maybe)|Yes, if my supervisor agrees|yes, subject to dates|Yes - not now|Yes to matching: no|\
            Agreed in principle|Yes, unless Dr Hill takes part|on hold|I will consent later|\
            please confirm|Happy to, but not this year|Consent expired|Yes, awaiting sign-off|YES - CHANGED MY MIND|\
            Ok, provided it is anonymous|I do not object|Completed, except the last page|Jah (maybe)|\
            Yes, as long as it is anonymous|Yes (see note)|Yes, left the programme|I agree to most of it|Consent to follow";
        let grants = "Yes, happy to|Yes please!|YES.|yes - all of it|I agree|Consent given|Consent|I consent to this|Consented|\
            I give my consent|Yes, I consent to my data being used|Consent to the use of my answers|Agreed|Happy to take part|\
            I have read the information and agree|I am happy for my answers to be used|On|X|Finished|Permission granted|I confirm|Yes I'm happy with that|\
            I agree that my data will only be used for matching and that I can withdraw at any time|\
            Yes, I agree that my answers may be used; they will not be shared with anybody outside the programme";
        for (cells, mark) in [(refusals, Mark::No), (doubts, Mark::Unclear), (grants, Mark::Yes)] {
            for cell in cells.split('|').flat_map(|cell| [cell.to_owned(), cell.to_uppercase(), format!(" {cell} ")]) {
                assert_eq!(read(&cell, &Column::default()), mark, "{cell}");
            }
        }
    }

    #[test]
    fn the_wording_of_a_form_agrees_and_a_persons_own_restriction_is_looked_at() {
        let agree = [
            "I agree. My details will be deleted after 12 months",
            "I agree - my details will be stored securely, will not be passed to third parties, and will be deleted after 12 months",
            "I consent; my data will be deleted at the end of the programme",
            "I consent to my data being held until the end of the programme, when it will be deleted",
            "I agree. If I wish to withdraw my consent I will contact the team",
            "I understand that I can decline to take part at any point and I agree to be matched",
            "I agree to take part and I am aware that I can refuse to answer any question",
            "I confirm that no one has pressured me and I wish to participate",
            "I have read the participant information sheet and agree to take part. I understand that I am free to withdraw at any \
             time without giving a reason.",
            "I consent to take part. No identifiable data will be published.",
            "Yes, I consent. I understand no identifiable data will be shared",
            "Yes - I understand that I can withdraw at any time without giving a reason",
            "I agree to my data being stored and not shared outside the programme team",
            "I agree to my data being shared with the programme team only",
            "I consent to the use of my data for matching and no other purpose",
            "I consent to my anonymised answers being used in evaluation; no identifiable data will be used",
            "I agree to the above and understand participation is voluntary and does not affect my training",
            "I agree to keep conversations confidential and not disclose identifiable information",
            "I would like to take part",
            "I want to take part",
            "I wish to participate",
            "I would like to take part in this programme as a mentor, please",
            "Yes (I have no questions)",
        ];
        let own = [
            "I agree to be matched, but please remove my name from the list",
            "I agree to be matched with anybody; my answers may not be used",
            "I agree to most of this but do not share my name with the mentee",
            "I agree to be matched, not now though as I am on leave until May",
            "I agree in general, please delete my answers from the data you use",
            "Yes I agree but my supervisor says that I have to withdraw",
            "I agreed in May, and I can no longer take part now",
            "I would like to take part if my rota allows",
            "I would like to join the waiting list",
            "I would like to take part next year",
            "I want to be included in the newsletter",
            "I would like to withdraw my consent from the programme now please",
            "I consent to be matched, my data are not to be shared",
            "I agreed at first and then I withdrew from the whole programme",
            "I agree to be matched with anybody at all, my answers not used",
            "Yes I agree to be matched, details not shared with my supervisor",
        ];
        for (cells, is_yes) in [(&agree[..], true), (&own[..], false)] {
            for cell in cells {
                assert_eq!(read(cell, &Column::default()) == Mark::Yes, is_yes, "{cell}");
            }
        }
    }

    #[test]
    fn states_of_responses_that_do_not_count_are_known() {
        let states = "Disqualified|Screened out|Quota full|Timed out|In progress|Started|Partially complete|Saved|Trashed|Spam|\
            Transferred|Test|Preview|Duplicate|Opted out|Expired|Partial|Not completed|Draft|Invited";
        for state in states.split('|') {
            assert_eq!(read(state, &Column::default()), Mark::No, "{state}");
        }
    }

    #[test]
    fn sentences_that_grant_something_are_known() {
        assert!(["I agree that my answers may be used", "Yes, I consent"].into_iter().all(grants));
        assert!(!["Yes", "agree", "I do not consent", "I would be happy to meet", ""].into_iter().any(grants));
    }

    #[test]
    fn the_settings_marks_go_first() {
        let column = Column { yes: vec!["ja".into()], no: vec!["x".into()], ..Column::default() };
        assert_eq!((read("Ja", &column), read("x", &column), read("yes", &column)), (Mark::Yes, Mark::No, Mark::Unclear));
    }
}
