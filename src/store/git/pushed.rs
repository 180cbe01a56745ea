//! What git tells the hook of a push: a line for each branch or tag that is to become another one on the server.

/// What is pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pushed {
    updates: Vec<Update>,
}

/// A branch or tag on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Update {
    /// What it is to be.
    object: String,
    /// What it is called there.
    name: String,
    /// What it is there now; none where it is new.
    before: Option<String>,
}

impl Pushed {
    /// Reads git's lines: `LOCAL-NAME OBJECT NAME-THERE OBJECT-THERE`, with zeros for what is not. What is deleted is not pushed.
    ///
    /// # Errors
    /// The number of a line, from 1, that is none of git's.
    pub(crate) fn read(lines: &str) -> Result<Pushed, usize> {
        let is = |object: &str| object.bytes().any(|byte| byte != b'0');
        let mut updates = Vec::new();
        for (number, line) in (1_usize..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            // What stands first may be any expression that a user typed.
            let mut words = line.rsplitn(4, ' ');
            let (before, name, object) = (words.next(), words.next(), words.next());
            let object = object.filter(|object| is_object(object) && words.next().is_some()).ok_or(number)?;
            let (before, name) = before.filter(|before| is_object(before)).zip(name).ok_or(number)?;
            let before = is(before).then(|| before.to_owned());
            updates.extend(is(object).then(|| Update { object: object.to_owned(), name: name.to_owned(), before }));
        }
        Ok(Pushed { updates })
    }

    /// What is pushed, and what is there.
    pub(super) fn objects(&self) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
        let before = self.updates.iter().filter_map(|update| update.before.as_deref());
        (self.updates.iter().map(|update| update.object.as_str()), before)
    }

    /// What branches and tags are to be called that the server does not have, one a line.
    pub(crate) fn new_names(&self) -> String {
        let new = self.updates.iter().filter(|update| update.before.is_none());
        let lines = new.map(|update| format!("{}\n", update.name));
        lines.collect()
    }
}

/// Whether a word is the name of an object, in full.
fn is_object(word: &str) -> bool {
    [40, 64].contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deleted_is_not_pushed_and_what_is_there_is_not_new() {
        let [zeros, a1, a2, b1, b2] = ["0", "a1", "a2", "b1", "b2"].map(|part| part.repeat(40 / part.len()));
        let lines = format!(
            "refs/heads/a {a1} refs/heads/a {b1}\n(delete) {zeros} refs/heads/gone {b2}\nHEAD~ of me {a2} refs/heads/new {zeros}\n"
        );
        let pushed = Pushed::read(&lines).unwrap();
        let (objects, before) = pushed.objects();
        assert_eq!((objects.collect::<Vec<_>>(), before.collect::<Vec<_>>()), (vec![a1.as_str(), &a2], vec![b1.as_str()]));
        assert_eq!(pushed.new_names(), "refs/heads/new\n");
    }

    #[test]
    fn a_line_that_is_none_of_gits_is_named() {
        let good = format!("refs/heads/a {0} refs/heads/a {0}\n", "a1".repeat(20));
        assert_eq!(Pushed::read("\n"), Ok(Pushed::default()));
        for bad in ["broken", "a b c d", "refs/heads/a abc refs/heads/a abc"] {
            assert_eq!(Pushed::read(&format!("{good}{bad}\n")), Err(2), "{bad}");
        }
    }
}
