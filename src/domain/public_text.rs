//! What was drawn in public, in the one form that enters the seed: who types it can choose neither spelling nor order.
//!
//! Numbers lose zeros in front and stand in order of size; other words are folded (case, accents, punctuation) and keep their order
//! behind the numbers. Records of earlier matchings keep the text that they were drawn with.

use super::spelling;

/// A text drawn in public, in its one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicText {
    /// What enters the seed.
    pub text: String,
    /// Whether it is numbers and nothing else, so that nothing about it could be chosen but what is compared with the draw.
    pub is_numbers: bool,
}

/// Why a text cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicTextError {
    /// No letter and no digit.
    Empty,
    /// `1,234` may be one number or two.
    Ambiguous,
}

impl PublicText {
    /// Reads a text as typed.
    ///
    /// # Errors
    /// Without a letter or digit, or with a mark between digits that may part thousands or decimals.
    pub(crate) fn of(typed: &str) -> Result<PublicText, PublicTextError> {
        if has_doubtful_mark(typed) {
            return Err(PublicTextError::Ambiguous);
        }
        let key = spelling::key(typed);
        let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        let (numbers, words): (Vec<&str>, Vec<&str>) = key.split(' ').filter(|word| !word.is_empty()).partition(is_number);
        let mut numbers: Vec<&str> = numbers.into_iter().map(without_zeros).collect();
        numbers.sort_by_key(|number| (number.len(), *number));
        let is_numbers = words.is_empty();
        let text = numbers.into_iter().chain(words).collect::<Vec<_>>().join(" ");
        if text.is_empty() { Err(PublicTextError::Empty) } else { Ok(PublicText { text, is_numbers }) }
    }

    /// Whether a recorded text is numbers in their one form.
    pub(crate) fn is_settled(recorded: &str) -> bool {
        PublicText::of(recorded).is_ok_and(|public| public.is_numbers && public.text == recorded)
    }
}

fn without_zeros(number: &str) -> &str {
    let plain = number.trim_start_matches('0');
    if plain.is_empty() { "0" } else { plain }
}

/// A comma, full stop or apostrophe between a digit and exactly three others.
fn has_doubtful_mark(typed: &str) -> bool {
    let chars: Vec<char> = typed.chars().collect();
    chars.windows(5).enumerate().any(|(at, five)| {
        let [before, mark, digits @ ..] = five else { return false };
        let ends = chars.get(at + 5).is_none_or(|next| !next.is_numeric());
        ",.'’".contains(*mark) && before.is_numeric() && digits.iter().all(|digit| digit.is_numeric()) && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_numbers_is_one() {
        for typed in [
            "3 17 22",
            "3  17 22",
            "3 17 22 ",
            " 3\t17\n22",
            "3, 17, 22",
            "22 17 3",
            "03 17 22",
            "3 17 22.",
            "3-17-22",
            "3/17/22",
            "3 + 17 + 22",
            "３ １７ ２２",
        ] {
            let public = PublicText::of(typed).unwrap();
            assert_eq!((public.text.as_str(), public.is_numbers), ("3 17 22", true), "{typed:?}");
        }
        assert_eq!(PublicText::of("0 00 10 9").unwrap().text, "0 0 9 10");
    }

    #[test]
    fn words_are_folded_and_make_the_text_a_chosen_one() {
        let one = PublicText::of("Lottery of 21 November: 4 8").unwrap();
        assert_eq!((one.text.as_str(), one.is_numbers), ("4 8 21 lottery of november", false));
        assert!(PublicText::is_settled("3 17 22") && !PublicText::is_settled("22 17 3") && !PublicText::is_settled(&one.text));
    }

    #[test]
    fn what_may_be_one_number_or_two_is_refused() {
        assert_eq!(PublicText::of("8,212.17"), Err(PublicTextError::Ambiguous));
        assert_eq!(PublicText::of("1'234"), Err(PublicTextError::Ambiguous));
        assert_eq!(PublicText::of(" . "), Err(PublicTextError::Empty));
        assert!(PublicText::of("3,17,22").is_ok() && PublicText::of("2026.11").is_ok());
    }
}
