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
    pub(crate) fn read(lines: &str) -> Pushed {
        let is = |object: &str| object.bytes().any(|byte| byte != b'0');
        let update = |line: &str| {
            // What stands first may be any expression that a user typed.
            let mut words = line.rsplit(' ');
            let (before, name, object) = (words.next()?, words.next()?, words.next()?);
            let before = is(before).then(|| before.to_owned());
            is(object).then(|| Update { object: object.to_owned(), name: name.to_owned(), before })
        };
        Pushed { updates: lines.lines().filter_map(update).collect() }
    }

    /// What is pushed and what is there, as `git rev-list --stdin` reads it.
    pub(super) fn revisions(&self) -> String {
        let lines = self.updates.iter().flat_map(|update| {
            let before = update.before.iter().map(|before| format!("^{before}\n"));
            std::iter::once(format!("{}\n", update.object)).chain(before)
        });
        lines.collect()
    }

    /// What branches and tags are to be called that the server does not have, one a line.
    pub(crate) fn new_names(&self) -> String {
        let new = self.updates.iter().filter(|update| update.before.is_none());
        let lines = new.map(|update| format!("{}\n", update.name));
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deleted_is_not_pushed_and_what_is_there_is_not_new() {
        let zeros = "0".repeat(40);
        let lines = format!(
            "refs/heads/a a1 refs/heads/a b1\n(delete) {zeros} refs/heads/gone b2\nHEAD~ of me a2 refs/heads/new {zeros}\nbroken\n"
        );
        let pushed = Pushed::read(&lines);
        assert_eq!(pushed.revisions(), "a1\n^b1\na2\n");
        assert_eq!(pushed.new_names(), "refs/heads/new\n");
    }
}
