//! Which of three encodings of Western Europe a text is in: that of Windows, of an old Mac, or code page 850 of MS-DOS. Nothing in the bytes
//! says it but the names that they would spell: `Si\u{83}n` is `Siân` in one of them, and no name in the others.

use std::collections::BTreeSet;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::letters::{self, Likelier};
use crate::domain::code_page_850;

/// So many words are shown.
const SHOWN: usize = 3;
/// Letters beyond ASCII in the names of Western Europe.
const LETTERS: &str = "áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿß";
/// Those of them that one word alone may show.
const FREQUENT: &str = "áâäåçéèëíñóöøü";

/// The encoding in which more of the words are names than in that of Windows, if there is one. O(length).
pub(super) fn likelier(bytes: &[u8]) -> Option<Likelier> {
    let words = letters::words(bytes);
    let windows = |word: &[u8]| WINDOWS_1252.decode_without_bom_handling(word).0.into_owned();
    let mac = |word: &[u8]| MACINTOSH.decode_without_bom_handling(word).0.into_owned();
    let spelt = |read: &dyn Fn(&[u8]) -> String| {
        let names: Vec<String> = words.iter().map(|word| read(word)).filter(|word| is_name(word)).collect();
        (names.len(), names.iter().filter(|name| is_frequent(name)).count())
    };
    let ((by_windows, _), by_mac, by_dos) = (spelt(&windows), spelt(&mac), spelt(&code_page_850::decode));
    let of_dos = by_dos > by_mac;
    let read = |word: &[u8]| if of_dos { code_page_850::decode(word) } else { mac(word) };
    let (best, _) = by_mac.max(by_dos);
    if best <= by_windows || best * 4 < words.len() * 3 || !is_shown(words.iter().map(|word| read(word))) {
        return None;
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in words.iter().filter(|word| is_name(&read(word)) && !is_name(&windows(word))) {
        let pair = (windows(word), read(word));
        if pairs.len() < SHOWN && !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    let encoding = if of_dos { code_page_850::NAME.to_owned() } else { MACINTOSH.name().to_lowercase() };
    Some(Likelier { encoding, is_sure: true, words: pairs })
}

/// Whether words hold several letters beyond ASCII, or one that many names have: by one rare letter nothing is known.
fn is_shown(words: impl Iterator<Item = String>) -> bool {
    let found: BTreeSet<char> =
        words.flat_map(|word| word.to_lowercase().chars().filter(|c| !c.is_ascii()).collect::<Vec<_>>()).collect();
    found.len() > 1 || found.iter().any(|c| FREQUENT.contains(*c))
}

fn is_frequent(name: &str) -> bool {
    name.to_lowercase().chars().all(|c| c.is_ascii() || FREQUENT.contains(c))
}

/// Whether a word may be a name of Western Europe: letters of its languages, large ones only where a name has them.
fn is_name(word: &str) -> bool {
    let quoted = word.trim_start_matches(['‘', '“', '–', '—']).trim_end_matches(['’', '”', '–', '—', '…']);
    let letters: Vec<char> = quoted.chars().collect();
    // `SEÁN`, but not `Sé`.
    let large = letters.iter().filter(|c| c.is_ascii_uppercase()).count();
    let has_small = large < 2 || letters.iter().any(char::is_ascii_lowercase);
    let is_beyond = |c: char| LETTERS.contains(c) || c.to_lowercase().any(|small| LETTERS.contains(small));
    let fits = |at: usize, c: char| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        match c {
            _ if c.is_ascii_alphabetic() => true,
            '’' | '–' => is_parting(letters.get(at + 1..).unwrap_or_default()),
            _ if !is_beyond(c) => false,
            _ if c.is_uppercase() => before.is_none_or(|before| !before.is_alphabetic() || !has_small),
            // `Hernçndez`: this letter stands before a vowel.
            'ç' => before.is_some() && after.is_none_or(|after| "aeiouáàâãéèêíóõôúü".contains(after)),
            // What code page 850 has for `ç` and `ë`: `François`, `Noël`.
            'á' if after.is_some_and(|after| matches!(after, 'o' | 'u')) => false,
            'â' if before.is_some_and(|before| matches!(before, 'o' | 'e' | 'a' | 'u')) => false,
            'â' => before.is_some() && after.is_some_and(char::is_alphabetic),
            'û' | 'î' | 'ù' => before.is_some_and(|before| !"juîiv".contains(before)) && after.is_some(),
            _ if before.is_none() => !after.is_some_and(char::is_alphabetic) || !has_small,
            _ => before.is_some_and(|before| has_small || !before.is_alphabetic()),
        }
    };
    letters.iter().any(|c| is_beyond(*c)) && letters.iter().enumerate().all(|(at, c)| fits(at, *c))
        || letters.iter().enumerate().all(|(at, c)| c.is_ascii_alphabetic() || matches!(c, '’' | '–') && fits(at, *c))
}

/// Whether an apostrophe or a dash stands before these letters: `O’Brien`, `Mon–Fri`, `Anna’s`.
fn is_parting(behind: &[char]) -> bool {
    let end: String = behind.iter().collect();
    behind.first().is_some_and(|c| c.is_uppercase()) || matches!(end.as_str(), "s" | "t" | "d" | "m" | "ll" | "re" | "ve")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 13] = [
        "Siân Owen",
        "Noémie Lefèvre",
        "José Peña",
        "Begoña Núñez",
        "Jürgen Groß",
        "Zoë Brontë",
        "Göran Åkesson",
        "Björn Ångström",
        "Carys Ó Sé",
        "Ángel Muñoz",
        "Hernán Hernández",
        "SEÁN GARCÍA",
        "François Noël",
    ];

    fn told(bytes: &[u8]) -> Option<String> {
        likelier(bytes).map(|found| found.encoding)
    }

    #[test]
    fn each_encoding_is_told_by_the_names_that_it_spells() {
        for name in NAMES {
            let text = format!("Name,Email\n{name},a@x.example\n");
            assert_eq!(told(&WINDOWS_1252.encode(&text).0), None, "{name}");
            assert_eq!(told(&MACINTOSH.encode(&text).0).as_deref(), Some("macintosh"), "{name}");
            assert_eq!(told(&code_page_850::encode(&text).unwrap()).as_deref(), Some("cp850"), "{name}");
        }
    }

    #[test]
    fn signs_beside_names_change_nothing() {
        let text = "Name,Email\nAnna O’Brien,a@x.example\nÉlodie Müller – Leeds,b@x.example\n“Quoted”,c@x.example\n";
        assert_eq!(told(&WINDOWS_1252.encode(text).0), None);
        assert_eq!(told(&MACINTOSH.encode(text).0).as_deref(), Some("macintosh"));
        for (encoding, name) in [(encoding_rs::WINDOWS_1250, "Paweł Wiśniewski"), (encoding_rs::WINDOWS_1254, "Ayşe Erdoğan")]
        {
            assert_eq!(told(&encoding.encode(name).0), None, "{name}");
        }
    }
}
