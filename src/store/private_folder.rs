//! The private folder on disk: the key, the register and the private lists, read together and written together.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::problem::{Place, Problem, Refusal};
use crate::people::key::Key;
use crate::people::records::PrivateRecords;
use crate::people::register::Register;
use crate::store::changes::ChangeSet;
use crate::store::formats::closed;
use crate::store::formats::notes;
use crate::store::formats::register;
use crate::store::layout::{self, RelPath};

/// That a clone has no private folder; the command that opens its sealed bundle is named where that is at hand.
pub(crate) fn missing(root: &Path) -> Refusal {
    let message = "this clone has no private folder, so nobody's name and answers are at hand";
    Refusal::unmet(vec![Problem::error("no-private-folder", message).help(where_it_is(root))])
}

/// That somebody's own words cannot be kept in a clone without a private folder.
pub(crate) fn no_place_for_words(root: &Path) -> Refusal {
    let message = "your own words are kept in the private folder, which this clone does not have";
    let help = format!("leave them away where they are not asked for, or {}", where_it_is(root));
    Refusal::unmet(vec![Problem::error("no-private-folder", message).help(help)])
}

fn where_it_is(root: &Path) -> String {
    let bundle = layout::bundle();
    if bundle.under(root).is_file() {
        return format!("run the command where private/ is; `revmentor unseal {bundle}` opens its sealed bundle here");
    }
    format!("run the command where private/ is, or have it sealed there and put the bundle here, as {bundle}")
}

/// What `private/` holds.
#[derive(Debug)]
pub(crate) struct PrivateFolder {
    /// Who everybody is, and what is kept of them.
    pub records: PrivateRecords,
    /// The lists that were on disk when they were read: one of which nothing is left is removed.
    listed: Vec<RelPath>,
}

impl PrivateFolder {
    /// Reads the private folder through `read`; `None` in a clone without it. What is wrong with its lists goes to `problems`.
    ///
    /// # Errors
    /// When a file cannot be read, the key is no key, or there is a register without a key.
    pub(crate) fn read(
        read: impl Fn(&RelPath) -> Result<Option<Vec<u8>>, Problem>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<PrivateFolder>, Refusal> {
        let text = |path: &RelPath| read(path)?.map(|bytes| utf8(bytes, path)).transpose();
        let register_text = text(&layout::register())?;
        let Some(key) = read(&layout::key())? else {
            return if register_text.is_some() { Err(no_key().into()) } else { Ok(None) };
        };
        let key = Key::read(&key, layout::key().as_str())?;
        let mut listed: Vec<RelPath> = register_text.iter().map(|_| layout::register()).collect();
        let register = register_text.map_or(Ok(Register::default()), |text| register::read(&text, layout::register().as_str()));
        let list = |path: RelPath| text(&path).map(|text| (text, path.to_string()));
        let (notes, of_notes) = match list(layout::notes())? {
            (Some(text), file) => {
                listed.push(layout::notes());
                notes::read(&text, &file)
            }
            (None, _) => Default::default(),
        };
        let (closed, of_closed) = match list(layout::closed())? {
            (Some(text), file) => closed::read(&text, &file),
            (None, _) => Default::default(),
        };
        let former = text(&layout::former_rows())?.map_or(Ok(Register::default()), |text| {
            listed.push(layout::former_rows());
            register::read(&text, layout::former_rows().as_str())
        });
        problems.extend(of_notes.into_iter().chain(of_closed));
        match (register, former) {
            (Ok(register), Ok(former)) => {
                let former = former.iter().map(|(id, entry)| (id, entry.clone())).collect();
                let records = PrivateRecords { key, register, aside: BTreeMap::new(), former, notes, closed };
                Ok(Some(PrivateFolder { records, listed }))
            }
            (register, former) => Err(Refusal::input([register.err(), former.err()].into_iter().flatten().flatten().collect())),
        }
    }

    /// The private lists as they shall stand. The key and the list of closed days are never written: the first is made once, the
    /// second is the lead's.
    pub(crate) fn changes(&self) -> ChangeSet {
        let mut changes = ChangeSet::default();
        self.listed.iter().for_each(|path| changes.remove(path.clone()));
        let mut register = self.records.register.clone();
        for (id, entry) in self.records.aside.iter().filter(|(id, _)| self.records.register.get(**id).is_none()) {
            register.put(*id, entry.clone());
        }
        if register.iter().next().is_some() {
            changes.put(layout::register(), register::write(&register));
        }
        if !self.records.former.is_empty() {
            let former = self.records.former.iter().map(|(id, entry)| (*id, entry.clone()));
            changes.put(layout::former_rows(), register::write(&Register::of(former)));
        }
        if !self.records.notes.is_empty() {
            changes.put(layout::notes(), notes::write(&self.records.notes));
        }
        changes
    }
}

fn no_key() -> Problem {
    Problem::error("no-key", "there is a register, but not the key to it")
        .at(Place::file(layout::key().as_str()))
        .help("put private/key back from a backup or from another lead: without it new people cannot be given ids")
}

fn utf8(bytes: Vec<u8>, path: &RelPath) -> Result<String, Problem> {
    let help = "save it as UTF-8 text, or take it back from a backup";
    let fault = |_| Problem::error("not-utf8", "the file is not UTF-8 text").at(Place::file(path.as_str())).help(help);
    String::from_utf8(bytes).map_err(fault)
}
