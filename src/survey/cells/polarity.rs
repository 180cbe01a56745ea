//! Words by which an answer is turned round, taken back, doubted or bound to a condition. They are those of comparison keys, parted by
//! `|`. What an answer means by them is decided by whoever reads it.

/// Words that negate what stands beside them.
const NEGATIONS: &str = "not|no|never|dont|doesnt|didnt|cannot|cant|couldnt|wont|wouldnt|shouldnt|shant|mustnt|isnt|arent|wasnt|\
    werent|havent|hasnt|hadnt|none|neither|nor|nothing|without|unable|non|n|nope|nah|false|off|nicht|nein|nie|kein|keine|keinen|pas|\
    jamais|sauf|ddim|nac|nage|nid";
/// Beginnings of words by which somebody refuses, withdraws, or is taken out.
const REFUSALS: &str = "declin|refus|withdr|withh|reject|denied|deny|denies|disagre|dissent|disallow|disapprov|object|revok|revoc|\
    rescind|retract|cancel|annul|delet|remov|exclud|unsubscrib|unwilling|unhappy|uncomfortable|disqualif|ineligib|unregister|\
    deregister|terminat|abandon|oppos|veto|stop|opt out|opts out|opted out|opting out|opt me out|pull out|pulled out|drop out|\
    dropped out|take me out|taken out|left the|has left|moved away|changed my mind|changed mind|against";
/// Words that leave an answer open, bind it to a condition, or take a part out of it.
const DOUBTS: &str = "somewhat|partly|partially|partial|maybe|perhaps|possibly|probably|unsure|uncertain|undecided|depends|depending|\
    unless|until|till|if|but|except|excepting|excluding|only|provided|providing|subject|pending|tbc|tba|tbd|await|awaiting|awaited|\
    outstanding|however|although|though|later|yet|expired|expires|lapsed|conditional|conditionally|provisional|provisionally|\
    tentative|tentatively|temporarily|principle|limited|almost|nearly|mostly|largely|apart|when|once|after|before|otherwise|void|\
    invalid|incomplete|missing|requested|mistake|error|aber|mais|ond";
/// The same in several words.
const DOUBTS_IN_WORDS: &str = "as long as|so long as|on condition|some of|most of|parts of|not all|to be confirmed|to be obtained|\
    to be agreed|to be discussed|to be decided|to be given|to be received|to follow|see note|see below|see above|see email|\
    see comment|see over|further discussion|for now|until further";
/// What somebody has not who agrees: `no problem`, `agree, no reservations`.
const OBJECTIONS: &str = "problem|problems|objection|objections|worry|worries|issue|issues|concern|concerns|reservation|reservations|\
    doubt|doubts|hesitation|qualms|preference|preferences|mind|bother|bothered|fussed";
/// What the wording of a form itself says beside an agreement; it takes nothing back.
const OF_FORMS: &str = "only be used|be used only|only be shared|be shared only|only be seen|will not be|wont be|right to withdraw|\
    can withdraw|may withdraw|could withdraw|free to withdraw|able to withdraw|can opt out|may opt out|free to opt out";
/// From so many words on an answer may be the wording of the form itself.
pub(super) const STATEMENT: usize = 8;

/// Whether a word or a key is one of those that are parted by `|`.
pub(crate) fn is_one_of(words: &str, word: &str) -> bool {
    // Asked of every word of an answer: by bytes it takes a third of the time.
    words.as_bytes().split(|byte| *byte == b'|').any(|known| known == word.as_bytes())
}

/// Whether a word negates what stands beside it.
pub(crate) fn negates(word: &str) -> bool {
    is_one_of(NEGATIONS, word)
}

/// Whether a word names what somebody has not who agrees.
pub(super) fn is_objection(word: &str) -> bool {
    is_one_of(OBJECTIONS, word)
}

/// Whether a comparison key holds a word of doubt or of a condition.
pub(super) fn doubts(key: &str) -> bool {
    key.split(' ').any(|word| is_one_of(DOUBTS, word)) || DOUBTS_IN_WORDS.split('|').any(|words| key.contains(words))
}

/// Whether a comparison key holds a refusal, at the beginning of a word.
pub(super) fn refuses(key: &str) -> bool {
    let begins = |at: usize| at == 0 || key.get(..at).is_some_and(|before| before.ends_with(' '));
    REFUSALS.split('|').any(|refusal| key.match_indices(refusal).any(|(at, _)| begins(at)))
}

/// A statement without what the wording of a form says beside an agreement; a short answer stays as it is.
pub(crate) fn without_wording_of_form(key: &str) -> String {
    if key.split(' ').count() < STATEMENT {
        return key.to_owned();
    }
    OF_FORMS.split('|').fold(key.to_owned(), |key, words| if key.contains(words) { key.replace(words, "") } else { key })
}
