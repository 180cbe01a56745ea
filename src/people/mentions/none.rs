//! Sentences that say that there is nobody to name: "No conflicts to declare, thank you", "None that I know of". Every word of such a
//! sentence has to be understood: one that is not, such as a name or "except", makes it no "none".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::names;

/// What may be added without changing what is said, longest first where one holds another.
const ADDED: [&str; 42] = [
    "to the best of my knowledge",
    "as far as i am aware",
    "as far as im aware",
    "as far as i know",
    "so far as i know",
    "that i am aware of",
    "that im aware of",
    "of which i am aware",
    "that i can think of",
    "that i know of",
    "i am aware of",
    "im aware of",
    "i can think of",
    "i know of",
    "to my knowledge",
    "that come to mind",
    "at the moment",
    "at this moment",
    "at this time",
    "at this point",
    "at this stage",
    "at present",
    "currently",
    "presently",
    "for now",
    "thank you very much",
    "thanks very much",
    "many thanks",
    "thank you",
    "thanks",
    "kind regards",
    "best wishes",
    "sorry",
    "on the list",
    "on this list",
    "in the list",
    "in this cohort",
    "in the cohort",
    "in this programme",
    "on my part",
    "from my side",
    "from me",
];

/// Sentences that deny begin so, longest first where one begins another; what follows may only be of [`DENIED`].
const DENIALS: [&str; 49] = [
    "i can confirm that i have no",
    "i can confirm i have no",
    "i confirm that i have no",
    "i confirm i have no",
    "i declare that i have no",
    "i do not believe i have any",
    "i do not think i have any",
    "i dont believe i have any",
    "i dont think i have any",
    "i have no one",
    "i have nobody",
    "i have nothing",
    "i have none",
    "i have not got any",
    "i havent got any",
    "i have not any",
    "i havent any",
    "i have no",
    "i do not have a",
    "i do not have any",
    "i dont have a",
    "i dont have any",
    "i do not know anyone",
    "i do not know anybody",
    "i do not know any",
    "i dont know anyone",
    "i dont know anybody",
    "i dont know any",
    "i know nobody",
    "i know no one",
    "i know none",
    "i am not aware of any",
    "im not aware of any",
    "not aware of any",
    "i declare no",
    "do not have any",
    "dont have any",
    "have no",
    "have none",
    "there are no",
    "there are none",
    "there is no",
    "there is none",
    "there is nobody",
    "there is nothing",
    "there arent any",
    "there isnt any",
    "not applicable",
    "without any",
];

/// Words that deny what follows.
const NO: [&str; 11] = ["no one", "no", "none", "nil", "nothing", "nobody", "noone", "n a", "na", "nope", "neither"];

/// Words that deny only alone: "not these people" denies nothing.
const ALONE: [&str; 15] = [
    "not", "n", "zero", "nein", "keine", "keiner", "niemand", "aucun", "aucune", "personne", "nadie", "ninguno", "ninguna",
    "neb", "nessuno",
];

/// What is denied.
const DENIED: &str = "\
    conflict conflicts of interest interests to declare declared disclose report known any anyone anybody one potential relevant \
    actual perceived possible such with people person persons them these those individuals names participants applicants \
    colleagues else listed above the this whatsoever at all here mentors mentees juniors seniors or applicable";

/// Every word that can stand in such a sentence. Nearly every name has another, which saves trying all sentences on it.
static UNDERSTOOD: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let sentences = ADDED.iter().chain(&DENIALS).chain(&NO).chain(&ALONE).chain([&DENIED]);
    sentences.flat_map(|sentence| sentence.split_whitespace()).collect()
});

/// Whether a text says that there is nobody: at least one of its sentences denies, and the others add nothing.
pub(super) fn denies(text: &str) -> bool {
    if has_strange_word(text) || text.contains(|c: char| c.is_ascii_digit()) || names::has_lost_letters(text) {
        return false;
    }
    let mut has_denied = false;
    for sentence in sentences(text) {
        let words = names::folded(&sentence);
        if !words.iter().flat_map(|word| word.split_whitespace()).all(|word| UNDERSTOOD.contains(word)) {
            return false;
        }
        let words = plain(&words);
        if words.is_empty() {
            continue;
        }
        if !is_denial(&words) {
            return false;
        }
        has_denied = true;
    }
    has_denied
}

/// Whether a word of plain letters is none that stands in such a sentence: so it is with nearly every name and answer.
fn has_strange_word(text: &str) -> bool {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !word.eq_ignore_ascii_case("and");
    text.split_ascii_whitespace().filter(plain).any(|word| !UNDERSTOOD.contains(word.to_ascii_lowercase().as_str()))
}

/// The sentences of a text, without the blank ones.
fn sentences(text: &str) -> Vec<String> {
    let parted =
        [" - ", " – ", " — ", " and ", " And "].iter().fold(text.to_owned(), |text, parting| text.replace(parting, "\n"));
    let ends = |c: char| ".;,!?:()\n\r".contains(c);
    parted.split(ends).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The words of a sentence, without what adds nothing.
fn plain(words: &[String]) -> String {
    let words = format!(" {} ", words.join(" "));
    let without = ADDED.iter().fold(words, |words, added| words.replace(&format!(" {added} "), " "));
    without.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_denial(words: &str) -> bool {
    let denied = |rest: &str| {
        rest.split(' ').filter(|word| !word.is_empty()).all(|word| DENIED.split_whitespace().any(|known| known == word))
    };
    let after = |beginning: &str| words.strip_prefix(beginning).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let by_sentence = ALONE.contains(&words) || DENIALS.iter().filter_map(|beginning| after(beginning)).any(denied);
    by_sentence || NO.iter().filter_map(|word| after(word)).any(|rest| denied(rest) || is_denial(rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::denies;

    #[test]
    fn sentences_that_deny_are_known() {
        for text in [
            "No conflicts to declare, thank you",
            "Nothing to declare.",
            "None that I know of",
            "I have no conflict of interest",
            "n/a - none",
            "No, I don’t have any conflicts of interest.",
            "No - none at present",
            "NONE!",
            "No known conflicts",
            "There is nobody on the list.",
            "None, as far as I am aware. Many thanks",
            "I am not aware of any conflicts of interest",
            "I do not have a conflict of interest with anyone on the list",
            "No conflict of interest with any of these people",
            "Not applicable",
            "Not that I know of",
            "No-one",
            "I don't know anyone on this list",
            "None and nothing to declare",
            "Keine",
            "Aucune.",
            "Niemand",
            "nadie",
        ] {
            assert!(denies(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_no_denial() {
        for text in [
            "None except Dr Hill",
            "None apart from my line manager",
            "No I have a conflict of interest",
            "No, but I know Dr Hill",
            "I have a conflict of interest",
            "Not sure",
            "Not yet",
            "None, I think",
            "thank you",
            "Nonie Hill",
            "Keine Ahnung, Hill",
            "No. Dr Hill is my examiner",
            "I do not know",
            "Don't know",
            "nothing other than E06",
            "not to be paired with anyone",
            "not with these people",
            "not the mentors above",
            "None 20417",
            "",
        ] {
            assert!(!denies(text), "{text}");
        }
    }
}
