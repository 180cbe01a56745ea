//! Two leads with a private folder each, who both import newcomers and go on working: after any merge, and after what the messages say
//! was done, nobody has two ids, no id has two people, and nothing was edited by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::mend::mend;
use super::merge::{Sides, rows};
use crate::effort::{tell, tries};
use crate::living::acts::{KINDS, Lead, copy};
use crate::living::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, MENTEES, MENTORS, address, export, git, has_git, try_git};

type Applicant = (&'static str, &'static str, &'static str);

/// Who may apply late, by side.
const LATE: [[Applicant; 5]; 2] = [
    [
        ("Alice Newcombe", "exams", ""),
        ("Boris Latham", "rotas", "Greta Lindqvist"),
        ("Cassius Obuya", "allyship", ""),
        ("Delphine Sarr", "racism at work", "none"),
        ("Edwin Marlowe", "exams;rotas", ""),
    ],
    [
        ("Noor Castellan", "exams", "Amara Okonkwo"),
        ("Oskar Pemberley", "rotas", ""),
        ("Philippa Yates", "allyship", "Alice Newcombe"),
        ("Quentin Abara", "racism at work", ""),
        ("Rosalind Voss", "exams", ""),
    ],
];

const VERBS: [&str; 9] = ["withdraw", "match", "match", "held", "missed", "conflict", "rejoin", "unpair", "correct"];

/// What a lead's exports hold at present, by side.
type Exports = [BTreeSet<usize>; 2];

/// The wrong things that may be true of a register and the facts.
fn lay_out(root: &Path, exports: &Exports) {
    let files = [("mentors", HEAD_OF_MENTORS, &MENTORS), ("mentees", HEAD_OF_MENTEES, &MENTEES)];
    for ((side, head, first), (late, chosen)) in files.into_iter().zip(LATE.iter().zip(exports)) {
        let more = chosen.iter().map(|at| late[*at]);
        let people: Vec<Applicant> = first.iter().copied().chain(more).collect();
        fs::write(root.join(format!("private/surveys/{side}.csv")), export(head, &people)).unwrap();
    }
}

/// Somebody more applies, and the lead imports; works on; commits.
fn work(lead: &mut Lead, exports: &mut Exports, did: &mut Vec<String>) {
    for side in exports.iter_mut() {
        for _ in 0..lead.throw(3) {
            side.insert(lead.throw(LATE[0].len()));
        }
    }
    lay_out(&lead.root, exports);
    did.push(format!("{exports:?}"));
    for line in ["import"].into_iter().chain((lead.throw(2) == 0).then_some("match")) {
        did.push(format!("{line} -> {}", lead.type_in(line).status));
    }
    for _ in 0..lead.throw(4) {
        let act = lead.act(&VERBS);
        did.push(format!("{:?} -> {}", act.words, lead.run(&act.words).status));
        lead.wait(5);
    }
    git(&lead.root, &["add", "-A"]);
    git(&lead.root, &["commit", "-q", "--allow-empty", "-m", "a lead's work"]);
}

/// Ids by address.
fn register(root: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root.join("private/register.csv")).unwrap();
    let mut ids = BTreeMap::new();
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let address = cells.iter().find(|cell| cell.contains('@')).unwrap();
        let before = ids.insert((*address).to_owned(), cells[0].to_owned());
        assert!(before.is_none(), "{address} has two ids:\n{text}");
    }
    ids
}

/// The mark of each id of which the facts do not say that it is somebody else's.
fn marks(root: &Path) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (file, row) in rows(root).into_iter().filter(|(file, row)| file.starts_with("facts/people/") && row.contains(",joined,"))
    {
        let id = file.rsplit('/').next().unwrap().replace(".csv", "");
        let mark = row.split(',').find(|cell| cell.len() > 20).unwrap_or_default().to_owned();
        let before = ids.insert(id.clone(), mark.clone());
        assert!(before.is_none_or(|before| before == mark), "{id} is two people's");
    }
    ids
}

/// The second lead takes what the first merged, and both bring in whoever has lost an id, until nothing is new.
fn settle(sides: &mut Sides) {
    for round in 0..4 {
        let mut news = false;
        for _ in 0..2 {
            let said = sides.run(&["import"]);
            assert_eq!(said.status, 0, "{}\nimport: {}", sides.what(), said.err);
            mend(sides, &|_| BTreeMap::new());
            news |= !git(sides.root(), &["status", "--porcelain"]).is_empty();
            git(sides.root(), &["add", "-A"]);
            git(sides.root(), &["commit", "-q", "--allow-empty", "-m", "newcomers"]);
            sides.swap();
            try_git(sides.root(), &["pull", "-q", "--no-rebase", "--no-edit", sides.other().to_str().unwrap(), "main"]);
            mend(sides, &|_| BTreeMap::new());
            git(sides.root(), &["add", "-A"]);
            git(sides.root(), &["commit", "-q", "--allow-empty", "-m", "merged"]);
        }
        if !news {
            return;
        }
        assert!(round < 3, "{}\nthe two never agree", sides.what());
    }
}

fn holds(sides: &Sides, exports: &[Exports; 2]) {
    let registers = [sides.root(), sides.other()].map(register);
    for (address, id) in &registers[0] {
        let other = registers[1].get(address);
        assert!(other.is_none_or(|other| other == id), "{}\n{address} is {id} and {other:?}", sides.what());
    }
    let ids: BTreeSet<&String> = registers.iter().flat_map(BTreeMap::values).collect();
    let people: BTreeSet<&String> = registers.iter().flat_map(BTreeMap::keys).collect();
    assert_eq!(ids.len(), people.len(), "{}\nan id is two people's: {registers:#?}", sides.what());
    for exports in exports {
        for (late, chosen) in LATE.iter().zip(exports) {
            for at in chosen {
                let address = address(late[*at].0);
                assert!(people.contains(&address), "{}\n{address} is gone", sides.what());
            }
        }
    }
    let marks = [sides.root(), sides.other()].map(marks);
    assert_eq!(marks[0], marks[1], "{}", sides.what());
    for id in ids {
        assert!(marks[0].contains_key(id), "{}\n{id} never joined", sides.what());
    }
}

#[test]
fn two_leads_who_both_import_newcomers_end_with_one_id_for_each_person() {
    if !has_git() {
        tell("skipped, for want of git");
        return;
    }
    let base = Cohort::matched();
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        base.git(words);
    }
    let tried = tries(4, 200);
    for seed in 0..u64::try_from(tried).unwrap() {
        let folder = tempfile::tempdir().unwrap();
        let roots = [folder.path().join("one"), folder.path().join("two")];
        let mut exports: [Exports; 2] = Default::default();
        let mut did = Vec::new();
        let begin: NaiveDate = "2026-12-01".parse().unwrap();
        for (salt, (root, exports)) in (0..).zip(roots.iter().zip(&mut exports)) {
            copy(base.root(), root);
            let mut lead = Lead::at(root.clone(), KINDS[0], begin + chrono::Days::new(salt), seed * 2 + salt);
            work(&mut lead, exports, &mut did);
        }
        let mut sides = Sides::of(folder, roots, begin + chrono::Days::new(30), format!("seed {seed}: {did:#?}"));
        sides.merge();
        settle(&mut sides);
        holds(&sides, &exports);
    }
    tell(&format!("{tried} histories of two leads with newcomers: one id for each person"));
}
