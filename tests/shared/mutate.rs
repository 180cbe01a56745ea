//! Inputs that nobody meant: pieces of sound ones, changed, doubled, torn and mixed with what parsers stumble over.

use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// How large an input may grow, in bytes.
const MOST: usize = 16_384;

/// What parsers stumble over.
const TOKENS: [&[u8]; 40] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xC3",
    b"\xE2\x80\xAE",
    b"'''",
    b"\"\"\"",
    b"[[",
    b"]]",
    b"=",
    b"{",
    b"}",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e999",
    b"9999-12-31",
    b"0000-00-00",
    b"2027-02-29",
    b"24:00:00",
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"RRULE:FREQ=DAILY;COUNT=999999999\r\n",
    b"DURATION:P9999999W\r\n",
    b"M01",
    b"E4294967295",
    b"M01-E01",
    b"<<<<<<< HEAD\n",
    b"=======\n",
    b"\xF0\x9F\x98\x80",
    b"../",
    b"sep=;\n",
];

/// One of the sound inputs after a few blows; sometimes many.
pub(crate) fn mutated(sound: &[Vec<u8>], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = sound[dice.random_range(0..sound.len())].clone();
    let blows = if dice.random_range(0..10) == 0 { 30 } else { dice.random_range(1..5) };
    for _ in 0..blows {
        blow(&mut bytes, sound, dice);
        bytes.truncate(MOST);
    }
    bytes
}

fn blow(bytes: &mut Vec<u8>, sound: &[Vec<u8>], dice: &mut ChaCha8Rng) {
    let at = dice.random_range(0..=bytes.len());
    let end = (at + dice.random_range(0..24)).min(bytes.len());
    match dice.random_range(0..8) {
        0 => _ = bytes.drain(at..end),
        1 => bytes.truncate(at),
        2 => insert(bytes, at, TOKENS[dice.random_range(0..TOKENS.len())]),
        3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = dice.random_range(0..=255)),
        4 => {
            let piece = bytes[at..end].to_vec();
            insert(bytes, dice.random_range(0..=bytes.len()), &piece.repeat(dice.random_range(1..4)));
        }
        5 => {
            let other = &sound[dice.random_range(0..sound.len())];
            let from = dice.random_range(0..=other.len());
            insert(bytes, at, &other[from..(from + 80).min(other.len())]);
        }
        6 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << dice.random_range(0..8)),
        _ => {
            let line = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
            let next = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |place| at + place + 1);
            let line = bytes.drain(line..next).collect::<Vec<u8>>();
            insert(bytes, dice.random_range(0..=bytes.len()), &line);
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
