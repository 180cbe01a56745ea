//! The judge of what is left: the tree before a verb, the tree after it, and nothing between them.

use std::process::{Command, Output};

use super::cases::Case;
use super::scratch::{Scratch, Tree};
use super::strace::{self, Call, Harm};

pub(super) struct Judge<'a> {
    pub(super) case: &'a Case,
    old: Tree,
    new: Tree,
}

/// The command that comes after a crash.
pub(super) fn settle(place: &Scratch) -> Command {
    place.program("status --today 2027-01-20")
}

impl<'a> Judge<'a> {
    /// Runs the verb unharmed, to know what it does.
    pub(super) fn new(case: &'a Case, stage: &Scratch) -> Judge<'a> {
        let place = stage.fork();
        let done = case.command(&place).output().unwrap();
        assert!(done.status.success(), "{}: {}", case.line, String::from_utf8_lossy(&done.stderr));
        let judge = Judge { case, old: stage.tree(), new: place.tree() };
        assert!(judge.old != judge.new, "{} changes nothing", case.line);
        judge
    }

    /// Runs the verb with harm done to it.
    pub(super) fn strike(&self, place: &Scratch, call: Call, harm: Harm) -> Output {
        strace::run(&self.case.command(place), &place.log(), call, harm)
    }

    /// Success means the new state, and a refusal that nothing was changed, unless it was decided.
    pub(super) fn refusal(&self, place: &Scratch, done: &Output, what: &str) {
        let (line, now) = (self.case.line, place.tree());
        let said = String::from_utf8_lossy(&done.stderr);
        if done.status.success() {
            assert!(now == self.new, "{line}, {what}: success without the new state");
        } else if !place.is_decided() && self.case.makes.is_none() {
            assert!(now == self.old || now == self.new, "{line}, {what}: refused, but changed:\n{said}");
        }
        assert!(!said.contains("internal error"), "{line}, {what}:\n{said}");
    }

    /// The next command, of a lead who knows of nothing: it finds the old state or the new one, and the verb can be run. Gives
    /// whether it found the new one.
    pub(super) fn next_command(&self, place: &Scratch, what: &str) -> bool {
        let line = self.case.line;
        if place.holds_a_cohort() {
            self.must_work(&mut settle(place), what);
            self.finish_what_makes(place, what);
        }
        let now = place.tree();
        assert!(now == self.old || now == self.new, "{line}, {what}: mixed:\n{}", differences(&now, &self.old, &self.new));
        let is_new = now == self.new;
        if !is_new {
            self.must_work(&mut self.case.command(place), what);
            assert!(place.tree() == self.new, "{line}, {what}: the verb comes out differently now");
        }
        if let Some(text) = self.case.gone {
            let told = place.everything().into_iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(text));
            assert!(told.is_none(), "{line}, {what}: an erased name is left in {}", told.unwrap().0);
        }
        is_new
    }

    /// A verb that makes a directory and fills it may be killed between the two: the lead goes on from there.
    fn finish_what_makes(&self, place: &Scratch, what: &str) {
        if let Some(then) = self.case.makes {
            self.must_work(&mut place.program(then), what);
        }
    }

    fn must_work(&self, command: &mut Command, what: &str) {
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{}, {what}: the next command ends with {}:\n{said}", self.case.line, done.status);
    }
}

fn differences(now: &Tree, old: &Tree, new: &Tree) -> String {
    let names = now.keys().chain(old.keys()).chain(new.keys()).collect::<std::collections::BTreeSet<_>>();
    let state = |name: &&String| {
        let (now, old, new) = (now.get(*name), old.get(*name), new.get(*name));
        match (now == old, now == new) {
            (true, true) => None,
            (true, false) => Some(format!("  {name}: old")),
            (false, true) => Some(format!("  {name}: new")),
            (false, false) => Some(format!("  {name}: neither")),
        }
    };
    names.iter().filter_map(state).collect::<Vec<_>>().join("\n")
}
