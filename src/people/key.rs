//! The cohort's key: what makes ids, marks and digests say nothing to anybody who does not hold it.
//!
//! HMAC-SHA256 (RFC 2104, FIPS 180-4) with a purpose in front of every message, so that a mark is never a digest. The bytes come
//! from outside; there is no entropy here.

use std::collections::BTreeMap;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sha2::digest::array::Array;

use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::participant_code::{ParticipantCode, participant_codes};
use crate::domain::problem::{Place, Problem, Refusal};

/// The block of SHA-256 in bytes; HMAC fills a shorter key with zeros.
const BLOCK: usize = 64;

/// 32 secret bytes.
#[derive(Clone)]
pub struct Key {
    bytes: [u8; 32],
    /// The code of nothing yet, with which every code begins.
    code: Hmac<Sha256>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Key {}

impl Key {
    /// The key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Key {
        let mut block = [0_u8; BLOCK];
        block.iter_mut().zip(bytes).for_each(|(byte, secret)| *byte = secret);
        Key { bytes, code: Hmac::<Sha256>::new(&Array::from(block)) }
    }

    /// Reads a key file: the 32 bytes, or 64 hexadecimal digits.
    ///
    /// # Errors
    /// When it is neither. What it holds is not told.
    pub fn read(bytes: &[u8], file: &str) -> Result<Key, Refusal> {
        let text = std::str::from_utf8(bytes).ok().and_then(|text| from_hex(text.trim()));
        let key = text.or_else(|| <[u8; 32]>::try_from(bytes).ok());
        key.map(Key::new).ok_or_else(|| {
            let problem = Problem::error("key", "this is not a key: 32 bytes, or 64 hexadecimal digits").at(Place::file(file));
            Refusal::from(
                problem.help("take the key from the other lead or from a backup: without it ids cannot be handed out as before"),
            )
        })
    }

    /// The key file: the 32 bytes.
    pub fn write(&self) -> [u8; 32] {
        self.bytes
    }

    /// The key as 64 hexadecimal digits, as somebody might copy it.
    pub fn hex(&self) -> String {
        hex(&self.bytes)
    }

    /// What stands for an address in a committed file: 16 hexadecimal digits.
    pub fn mark(&self, email: &Email) -> String {
        hex(self.code("mark", email.reveal().as_bytes()).iter().take(8))
    }

    /// The order in which ids are handed out: it has nothing to do with the address to anybody without the key.
    pub fn order(&self, email: &Email) -> [u8; 32] {
        self.code("order", email.reveal().as_bytes())
    }

    /// What stands for kept inputs in a committed file: 64 hexadecimal digits.
    pub fn digest(&self, bytes: &[u8]) -> String {
        hex(&self.code("digest", bytes))
    }

    /// What binds the lead to this key without telling it: 64 hexadecimal digits.
    pub fn commitment(&self) -> String {
        hex(&self.code("commitment", b""))
    }

    /// By what an entry of a calendar is known: 32 hexadecimal digits.
    pub fn uid(&self, of: &str) -> String {
        hex(self.code("uid", of.as_bytes()).iter().take(16))
    }

    /// The participant code of each of these people, to be told to them and to nobody else. Hand in everybody who ever had an id,
    /// so that the answer is the same in every clone.
    pub fn participant_codes(&self, people: impl IntoIterator<Item = PersonId>) -> BTreeMap<PersonId, ParticipantCode> {
        let digest = |person: PersonId, counter: u32| self.code("participant", format!("{person} {counter}").as_bytes());
        participant_codes(people, digest)
    }

    fn code(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut code = self.code.clone();
        for part in [b"revmentor ", purpose.as_bytes(), b"\n", message] {
            code.update(part);
        }
        code.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

fn hex<'b>(bytes: impl IntoIterator<Item = &'b u8>) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = String::with_capacity(64);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0_u8; 32];
    for (byte, at) in key.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_never_shown() {
        let key = Key::new([0xab; 32]);
        assert_eq!(Key::read(&key.write(), "private/key").unwrap(), key);
        assert_eq!(Key::read(format!("{}\n", key.hex()).as_bytes(), "private/key").unwrap(), key);
        assert_eq!(format!("{key:?}"), "Key(…)");
        assert!(!Key::read(b"secret", "private/key").unwrap_err().to_string().contains("secret"));
    }

    /// Values of `printf 'revmentor mark\nanna@x.example' | openssl dgst -sha256 -mac HMAC -macopt hexkey:abab…`.
    #[test]
    fn marks_and_digests_are_hmac_sha256() {
        let key = Key::new([0xab; 32]);
        assert_eq!(key.mark(&email("anna@x.example")), "30f3bb3833ad1a74");
        assert_eq!(key.digest(b"text"), "b000f2ab530cf8df99ba7fe934a4b176dac5a3b786b97eaa2589e81f51eb5138");
    }

    /// The digest of `printf 'revmentor participant\nM03 0'` under the same key, its first 64 bits written in base 31.
    #[test]
    fn a_participant_code_follows_from_key_and_id_alone() {
        let person: PersonId = "M03".parse().unwrap();
        let code = |key: u8| Key::new([key; 32]).participant_codes([person])[&person].to_string();
        assert_eq!(code(0xab), "ZGMGBCB");
        assert_ne!(code(0xab), code(0xac));
    }

    #[test]
    fn another_key_or_purpose_tells_nothing() {
        let (one, other) = (Key::new([1; 32]), Key::new([2; 32]));
        let anna = email("anna@x.example");
        assert_ne!(one.mark(&anna), other.mark(&anna));
        assert_ne!(one.mark(&anna), one.digest(b"anna@x.example")[..16]);
        assert_ne!(hex(&one.order(&anna)), one.digest(b"anna@x.example"));
    }
}
