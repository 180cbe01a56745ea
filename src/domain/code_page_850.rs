//! Code page 850, in which MS-DOS and Excel's "CSV (MS-DOS)" write the letters of Western Europe. The encodings of the web do not know it.

/// Its characters from 128 on.
#[rustfmt::skip]
const UPPER: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´',
    '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

/// What it is called where the settings of a survey name it.
pub(crate) const NAME: &str = "cp850";

/// Whether an encoding is called so.
pub(crate) fn is_called(label: &str) -> bool {
    let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    matches!(plain.to_lowercase().as_str(), "cp850" | "ibm850" | "codepage850" | "dos850" | "850" | "pc850multilingual" | "msdos")
}

/// The text of these bytes.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let character = |byte: &u8| byte.checked_sub(128).and_then(|upper| UPPER.get(usize::from(upper))).copied();
    bytes.iter().map(|byte| character(byte).unwrap_or(char::from(*byte))).collect()
}

/// The bytes of a text; none where it holds a character that the code page has not.
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => Some(byte),
        _ => UPPER.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 128).ok()),
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code points as the Unicode consortium lists them.
    #[test]
    fn every_byte_is_the_character_that_unicode_says() {
        let listed: [[u32; 16]; 8] = [
            [
                0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC,
                0x00C4, 0x00C5,
            ],
            [
                0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8,
                0x00D7, 0x0192,
            ],
            [
                0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1,
                0x00AB, 0x00BB,
            ],
            [
                0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2,
                0x00A5, 0x2510,
            ],
            [
                0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
                0x256C, 0x00A4,
            ],
            [
                0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6,
                0x00CC, 0x2580,
            ],
            [
                0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD,
                0x00AF, 0x00B4,
            ],
            [
                0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8, 0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2,
                0x25A0, 0x00A0,
            ],
        ];
        let bytes: Vec<u8> = (128..=255).collect();
        let codes: Vec<u32> = decode(&bytes).chars().map(u32::from).collect();
        assert_eq!(codes, listed.concat());
        let text = "Siân Núñez, Zoë Ó Sé: Größe £5";
        assert_eq!(decode(&encode(text).unwrap()), text);
        assert_eq!((encode("Łucja"), decode(b"Si\x83n \xE0 S\x82")), (None, "Siân Ó Sé".to_owned()));
        assert!(["cp850", "CP-850", "ibm850", "850"].into_iter().all(is_called) && !is_called("cp852"));
    }
}
