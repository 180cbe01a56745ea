//! For whom a bundle is sealed: an age public key, or an SSH public key, without the name that people write behind the latter.

use std::fmt;

/// A public key as age takes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Recipient {
    key: String,
    /// Whether something followed the key: SSH writes there whose it is.
    commented: bool,
}

/// Why a text is no recipient. The text itself is not told: it may be a secret key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotARecipient {
    /// It opens bundles instead of sealing them.
    Secret,
    /// It is no key that age knows.
    Unknown,
}

impl fmt::Display for NotARecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotARecipient::Secret => "this is a secret key, which opens what was sealed; nobody else may ever see it",
            NotARecipient::Unknown => "this is no public key of age (age1…) or SSH (ssh-ed25519 …, ssh-rsa …)",
        })
    }
}

impl NotARecipient {
    /// What to do next.
    pub(crate) fn help(self) -> &'static str {
        match self {
            NotARecipient::Secret => "throw it away, make another with `age-keygen`, and give its public key, age1…",
            NotARecipient::Unknown => {
                "`age-keygen -y KEYFILE` prints the public key; whoever shall open the bundle sends you theirs"
            }
        }
    }
}

impl Recipient {
    /// Reads one public key; what follows an SSH key is left out.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn read(text: &str) -> Result<Recipient, NotARecipient> {
        let text = text.trim();
        let folded = text.to_uppercase();
        if ["AGE-SECRET-KEY", "AGE-PLUGIN", "PRIVATE KEY"].iter().any(|secret| folded.contains(secret)) {
            return Err(NotARecipient::Secret);
        }
        let mut words = text.split_whitespace();
        let key = match (words.next(), words.next()) {
            (Some(key), None) if is_age(key) => key.to_owned(),
            (Some(kind @ ("ssh-ed25519" | "ssh-rsa")), Some(key)) if is_base64(key) => format!("{kind} {key}"),
            _ => return Err(NotARecipient::Unknown),
        };
        Ok(Recipient { key, commented: words.next().is_some() })
    }

    /// Reads a file of them: one a line, blank lines and those that begin with `#` apart. Gives the lines (from 1) that are none.
    ///
    /// # Errors
    /// Every line that is no recipient.
    pub(crate) fn read_lines(text: &str) -> Result<Vec<Recipient>, Vec<(u32, NotARecipient)>> {
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            match Recipient::read(line) {
                Ok(recipient) => found.push(recipient),
                Err(why) => wrong.push((number, why)),
            }
        }
        if wrong.is_empty() { Ok(found) } else { Err(wrong) }
    }

    /// Whether somebody wrote whose it is behind the key.
    pub(crate) fn is_commented(&self) -> bool {
        self.commented
    }
}

/// The key alone.
impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}

fn is_age(word: &str) -> bool {
    let rest = word.strip_prefix("age1").filter(|rest| rest.len() >= 20);
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn is_base64(word: &str) -> bool {
    word.starts_with("AAAA") && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

    #[test]
    fn public_keys_are_taken_without_whose_they_are() {
        assert_eq!(Recipient::read(&format!(" {AGE}\n")).map(|found| found.to_string()), Ok(AGE.to_owned()));
        let ssh = Recipient::read("ssh-ed25519 AAAAC3NzaC1lZDI1 anna@laptop").unwrap();
        assert_eq!((ssh.to_string().as_str(), ssh.is_commented()), ("ssh-ed25519 AAAAC3NzaC1lZDI1", true));
        assert!(!Recipient::read("ssh-rsa AAAAB3Nza").unwrap().is_commented());
    }

    #[test]
    fn nothing_else_is_one() {
        use NotARecipient::{Secret, Unknown};
        for (text, why) in [
            ("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQ", Secret),
            ("age-secret-key-1qqqqqqqqqqqqqqqqqqqq", Secret),
            ("-----BEGIN OPENSSH PRIVATE KEY-----", Secret),
            ("", Unknown),
            ("-o/etc/passwd", Unknown),
            ("age1short", Unknown),
            ("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7 anna", Unknown),
            ("ssh-ed25519", Unknown),
            ("ssh-ed25519 -oProxy", Unknown),
            ("anna@trust.example", Unknown),
        ] {
            assert_eq!(Recipient::read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_file_of_them_names_the_lines_that_are_none() {
        let text = format!("# the leads\n\n{AGE}\nssh-rsa AAAAB3Nza x y\n");
        assert_eq!(Recipient::read_lines(&text).unwrap().len(), 2);
        assert_eq!(Recipient::read_lines(&format!("{text}anna\n")), Err(vec![(5, NotARecipient::Unknown)]));
    }
}
