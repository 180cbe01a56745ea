//! The named characters of HTML that forms, mails and web pages write into texts.

use unicode_normalization::char::compose;

/// Names beside those of a letter with an accent.
const NAMED: [(&str, char); 59] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ZeroWidthSpace", '\u{200b}'),
    ("NoBreak", '\u{2060}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("sbquo", '‚'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hyphen", '‐'),
    ("dash", '‐'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("pound", '£'),
    ("euro", '€'),
    ("copy", '©'),
    ("reg", '®'),
    ("deg", '°'),
    ("commat", '@'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semi", ';'),
    ("lowbar", '_'),
    ("sol", '/'),
    ("num", '#'),
    ("percnt", '%'),
    ("plus", '+'),
    ("equals", '='),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("szlig", 'ß'),
    ("eth", 'ð'),
    ("ETH", 'Ð'),
    ("thorn", 'þ'),
    ("THORN", 'Þ'),
    ("imath", 'ı'),
];

/// What the names of letters with an accent end in, and the accent.
const ACCENTS: [(&str, char); 13] = [
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("macr", '\u{304}'),
    ("breve", '\u{306}'),
    ("dot", '\u{307}'),
    ("uml", '\u{308}'),
    ("ring", '\u{30a}'),
    ("dblac", '\u{30b}'),
    ("caron", '\u{30c}'),
    ("cedil", '\u{327}'),
    ("ogon", '\u{328}'),
];

/// Letters with a stroke, which Unicode does not put together of two.
const STROKES: [(char, char); 10] =
    [('o', 'ø'), ('O', 'Ø'), ('l', 'ł'), ('L', 'Ł'), ('d', 'đ'), ('D', 'Đ'), ('h', 'ħ'), ('H', 'Ħ'), ('t', 'ŧ'), ('T', 'Ŧ')];

/// The character that `&name;` stands for.
pub(crate) fn named(name: &str) -> Option<char> {
    if let Some((_, c)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let end = name.get(1..)?;
    if ["slash", "strok"].contains(&end) {
        return STROKES.iter().find(|(plain, _)| *plain == letter).map(|(_, stroke)| *stroke);
    }
    let (_, accent) = ACCENTS.iter().find(|(known, _)| *known == end)?;
    compose(letter, *accent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_accents_are_put_together() {
        for (name, c) in [("eacute", 'é'), ("Aring", 'Å'), ("ccedil", 'ç'), ("zdot", 'ż'), ("lstrok", 'ł'), ("oslash", 'ø')]
        {
            assert_eq!(named(name), Some(c), "{name}");
        }
        for name in ["", "e", "eacut", "qacute", "amper", "éacute"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
