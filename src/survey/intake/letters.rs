//! Which encoding the letters of a text are likelier in than in windows-1252, told by words that no language of western Europe writes:
//! `Dvoøák`, `Pawe³`, `Erdoðan`.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257};

/// An encoding that fits better than windows-1252.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Likelier {
    /// Its name in small letters.
    pub(crate) encoding: String,
    /// Whether words show it that no language of western Europe writes so; else it is the guess of a detector, which is often wrong of few.
    pub(crate) is_sure: bool,
    /// Words as they were read, and as they would be.
    pub(crate) words: Vec<(String, String)>,
}

/// So many words are shown.
const SHOWN: usize = 3;

/// Letters that make an encoding likely where they come out of odd ones; of equals the first.
const TYPICAL: [(&Encoding, &str); 3] = [
    (WINDOWS_1254, "ğışĞİŞ"),
    (WINDOWS_1250, "ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăşţĂŞŢđĐľĺŕ"),
    (WINDOWS_1257, "āčēģīķļņšūžėįųąęĀČĒĢĪĶĻŅŠŪŽĖĮŲĄĘ"),
];

/// The encoding that the letters are likelier in, if any. O(length).
pub(super) fn likelier(bytes: &[u8]) -> Option<Likelier> {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let detected = detector.guess(None, false);
    let words = words(bytes);
    let odd: Vec<&[u8]> = words.iter().copied().filter(|word| is_odd(&read(word, WINDOWS_1252))).collect();
    let by_letters = || {
        let mended = |encoding: &'static Encoding, letters: &str| {
            odd.iter().filter(|word| read(word, encoding).chars().any(|c| letters.contains(c))).count()
        };
        let counted = TYPICAL.iter().map(|(encoding, letters)| (mended(encoding, letters), *encoding));
        counted
            .filter(|(times, _)| *times > 0)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, found)| found)
    };
    // The detector hardly tells the Latin encodings apart by a few names.
    let is_open = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257].contains(&detected);
    let by_letters = if is_open { by_letters() } else { None };
    let found = by_letters.or_else(|| (detected != WINDOWS_1252).then_some(detected))?;
    let differs = |word: &&[u8]| read(word, found) != read(word, WINDOWS_1252);
    let shown = odd.iter().chain(&words).copied().filter(differs);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in shown {
        let pair = (read(word, WINDOWS_1252), read(word, found));
        if pairs.len() < SHOWN && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    let is_sure = !is_open || !odd.is_empty();
    (!pairs.is_empty()).then(|| Likelier { encoding: found.name().to_lowercase(), is_sure, words: pairs })
}

/// Words with letters beyond ASCII, as they are read, up to `most` different ones.
pub(super) fn beyond_ascii(text: &str, most: usize) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && !"'’-".contains(c)).filter(|word| !word.is_ascii()) {
        if found.len() < most && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Whether a word in a text that is UTF-8 holds a sign that stands for a letter in another encoding.
pub(super) fn holds_stray_sign(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(2).any(|pair| matches!(pair, [before, '³' | '¹' | '¿' | '¾' | '¼'] if before.is_alphabetic()))
        && letters.iter().filter(|c| c.is_alphabetic()).count() > 2
        && !letters.iter().any(char::is_ascii_digit)
}

fn read(word: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(word).0.into_owned()
}

/// Runs of letters and of bytes beyond ASCII that hold one of the latter.
pub(super) fn words(bytes: &[u8]) -> Vec<&[u8]> {
    let runs = bytes.split(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80);
    runs.filter(|run| run.len() > 1 && run.iter().any(|byte| *byte >= 0x80)).collect()
}

/// Whether no language that windows-1252 was made for writes a word so.
fn is_odd(word: &str) -> bool {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiouyáàâäéëíîóôöúüý".contains(c));
    let consonant = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !vowel(Some(c)));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let is_odd = |place: usize, c: char| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        match c {
            '³' | '¹' | '¿' | '¾' | '¼' | '¢' | '¥' | '¯' => letter(before),
            '£' | 'ª' | 'º' => letter(after),
            'ð' | 'þ' => true,
            'è' => vowel(after) || before.is_some_and(|c| "aeoáéíóú".contains(c)) || before.is_none() && letter(after),
            'ø' => before.is_some() && vowel(before) || after.is_some_and(|c| "aiouáíóúýì".contains(c)),
            'ý' | 'ì' | 'ù' | 'ò' => consonant(before) && consonant(after),
            'ñ' => consonant(after) || after.is_none() && before.is_some(),
            'œ' => after.is_some_and(|c| "nwlkcptm".contains(c)),
            'æ' => after.is_none() && before == Some('i'),
            'ã' => consonant(after),
            'õ' => after.is_none_or(|c| c != 'e'),
            _ => false,
        }
    };
    letters.iter().enumerate().any(|(place, c)| is_odd(place, *c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(encoding: &'static Encoding, words: &str) -> Option<String> {
        let text = format!("Name,Email\n{words},a@x.example\n");
        likelier(&encoding.encode(&text).0).filter(|found| found.is_sure).map(|found| found.encoding)
    }

    #[test]
    fn names_of_other_parts_of_the_world_are_told_from_western_ones() {
        let is = |name: &str| Some(name.to_owned());
        for name in
            ["Jan Dvořák", "Jiří Novotný", "Petr Čapek", "Zdeněk Kučera", "Paweł Wiśniewski", "Ewa Gdańska", "Ion Ionuţ Bălan"]
        {
            assert_eq!(of(WINDOWS_1250, name), is("windows-1250"), "{name}");
        }
        for name in ["Emre Yıldız", "Ayşe Erdoğan", "Şahin Kaya"] {
            assert_eq!(of(WINDOWS_1254, name), is("windows-1254"), "{name}");
        }
        assert_eq!(of(encoding_rs::WINDOWS_1253, "Γιώργος Παπαδόπουλος"), is("windows-1253"));
        assert_eq!(of(encoding_rs::WINDOWS_1251, "Олена Коваленко"), is("windows-1251"));
        for name in [
            "Siân Owen",
            "Noémie Lefèvre",
            "Hélène Rivière",
            "Søren Bjørn",
            "Øystein Bøe",
            "José Peña",
            "Begoña Núñez",
            "João Conceição",
            "Niccolò Rossi",
            "Jürgen Groß",
            "Zoë Brontë",
            "Françoise Cœur",
            "Ægir Dæhlen",
            "Åsa Öberg",
            "Mìcheal",
            "Ángel Muñoz",
        ] {
            let text = format!("Name,Email\n{name},a@x.example\n");
            let found = likelier(&WINDOWS_1252.encode(&text).0).filter(|found| found.is_sure);
            assert!(found.is_none() || name == "Mìcheal", "{name}: {found:?}");
        }
    }
}
