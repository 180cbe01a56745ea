//! One person, one id: newcomers whom two leads import apart, addresses that change, and people who stand on both sides.

use std::fs;
use std::path::Path;

use super::acts::copy;
use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, MENTEES, MENTORS, address, export, git, has_git, run_in};
use super::two_clones::{Clones, commit, ok, printed, pull};

const ALICE: (&str, &str, &str) = ("Alice Newcombe", "exams", "");
const BORIS: (&str, &str, &str) = ("Boris Latham", "rotas", "");

/// The mentors' export with some more rows.
fn mentors(more: &[(&str, &str, &str)]) -> String {
    export(HEAD_OF_MENTORS, &[&MENTORS[..], more].concat())
}

/// Two leads with an export of their own each.
struct Leads(Clones);

impl Leads {
    fn new() -> Leads {
        Leads(Clones::of(&Cohort::matched()))
    }

    /// Each imports the newcomers of their own export, and commits.
    fn import(&self, one: &[(&str, &str, &str)], two: &[(&str, &str, &str)]) {
        for (root, more) in [(&self.0.one, one), (&self.0.two, two)] {
            fs::write(root.join("private/surveys/mentors.csv"), mentors(more)).unwrap();
            ok(root, "import");
            commit(root);
        }
    }

    /// The first lead merges the second's work and does what `build` says, which is given; the second pulls that.
    fn merge(&self) -> String {
        let Clones { one, two, .. } = &self.0;
        pull(one, two);
        let said = ok(one, "build");
        commit(one);
        assert_eq!(run_in(one, &["check"]).status, 0);
        git(two, &["pull", "-q", "--no-edit", one.to_str().unwrap(), "main"]);
        said.err
    }
}

/// The id of a name in a register.
fn id(root: &Path, name: &str) -> String {
    let register = fs::read_to_string(root.join("private/register.csv")).unwrap();
    let row = register.lines().find(|line| line.split(',').nth(2) == Some(name));
    row.unwrap_or_else(|| panic!("{name}:\n{register}")).split(',').next().unwrap().to_owned()
}

#[test]
fn an_id_that_two_leads_gave_to_two_people_stays_with_one() {
    if !has_git() {
        return;
    }
    let leads = Leads::new();
    leads.import(&[ALICE], &[BORIS]);
    assert_eq!(id(&leads.0.one, ALICE.0), id(&leads.0.two, BORIS.0), "both gave the next number");
    let merged = leads.merge();
    assert!(merged.contains("[two-people]"), "{merged}");
    let shared = id(&leads.0.one, ALICE.0);
    let said = ok(&leads.0.two, "status");
    assert!(said.err.contains("other-person") && said.err.contains(&shared), "{}", said.err);
    ok(&leads.0.two, &format!("conflict add {shared} E02 --reason knows"));
    let said = ok(&leads.0.two, "match");
    assert!(!said.out.contains(BORIS.0) || id(&leads.0.two, BORIS.0) != shared, "{}", said.out);
    ok(&leads.0.two, "import");
    let own = id(&leads.0.two, BORIS.0);
    assert_ne!(own, shared);
    // Whose conflict it was, nothing tells: neither is paired with E02 until the lead says so.
    assert!(said.err.contains(&format!("`revmentor conflict remove {own} E02` takes it back")), "{}", said.err);
    assert!(said.err.contains(&format!("may be about the other person who had the id {shared}")), "{}", said.err);
    for mentor in [&shared, &own] {
        let facts = fs::read_to_string(leads.0.two.join(format!("facts/people/{mentor}.csv"))).unwrap();
        assert!(facts.contains(",conflict,E02,"), "{mentor}: {facts}");
    }
    ok(&leads.0.two, &format!("conflict remove {own} E02"));
    assert_eq!(run_in(&leads.0.two, &["check"]).status, 0);
    assert!(!ok(&leads.0.two, "status").err.contains("other-person"));
}

#[test]
fn one_newcomer_whom_two_leads_import_ends_under_one_id() {
    if !has_git() {
        return;
    }
    for others in [&[][..], &[BORIS][..]] {
        let leads = Leads::new();
        leads.import(&[&[ALICE][..], others].concat(), &[ALICE]);
        leads.merge();
        let everybody = [&[ALICE][..], others].concat();
        for root in [&leads.0.one, &leads.0.two] {
            fs::write(root.join("private/surveys/mentors.csv"), mentors(&everybody)).unwrap();
            ok(root, "import");
            let check = run_in(root, &["check"]);
            assert_eq!(check.status, 0, "{}{}", check.out, check.err);
        }
        assert_eq!(id(&leads.0.one, ALICE.0), id(&leads.0.two, ALICE.0), "{}", others.len());
    }
}

/// For which of two people who had one id a fact was recorded, nothing tells: each is named with what takes it back.
#[test]
fn what_was_recorded_of_an_id_that_two_people_had_is_named_with_the_way_back() {
    if !has_git() {
        return;
    }
    let leads = Leads::new();
    leads.import(&[ALICE], &[BORIS]);
    let shared = id(&leads.0.two, BORIS.0);
    let pairs = fs::read_to_string(leads.0.two.join("pairings.csv")).unwrap();
    let mentee = pairs.lines().find(|line| line.contains(",active,")).unwrap().split(',').nth(2).unwrap();
    fs::write(leads.0.two.join("made.csv"), format!("mentor,mentee\n{shared},{mentee}\n")).unwrap();
    let begins = format!("unpair {mentee}");
    for line in [
        begins.as_str(),
        "adopt made.csv",
        &format!("meeting held {shared}-{mentee} 1 --on 2026-12-02 --today 2026-12-02"),
        &format!("attend induction-mentors {shared} --today 2027-02-01"),
        &format!("conflict none {shared}"),
        &format!("conflict add {shared} E02 --reason knows"),
        &format!("messages sent place {shared}"),
        &format!("withdraw {shared} --on 2027-03-01 --today 2026-12-02"),
    ] {
        ok(&leads.0.two, line);
    }
    fs::remove_file(leads.0.two.join("made.csv")).unwrap();
    commit(&leads.0.two);
    let merged = leads.merge();
    let begins = format!("may be about the other person who had the id {shared}");
    assert_eq!(merged.matches(&begins).count(), 7, "{merged}");
    let commands: Vec<&str> = merged.split('`').filter(|part| part.starts_with("revmentor ") && part.contains(&shared)).collect();
    assert_eq!(commands.len(), 7, "{commands:#?}");
    for command in commands {
        ok(&leads.0.one, &format!("{} --today 2027-02-15", command.strip_prefix("revmentor ").unwrap()));
    }
    let left = fs::read_to_string(leads.0.one.join("private/people.csv")).unwrap();
    let alice = left.lines().find(|line| line.contains(ALICE.0)).unwrap();
    assert!(alice.contains(",waiting,"), "{alice}");
    assert_eq!(run_in(&leads.0.one, &["check"]).status, 0);
}

/// A cohort of which one mentor answers again with another address; gives the id as it was.
fn moved_house() -> (Cohort, String) {
    let cohort = Cohort::matched();
    let older = cohort.id(MENTORS[0].0);
    let text = mentors(&[]).replace(&address(MENTORS[0].0), "amara@elsewhere.example");
    cohort.write("private/surveys/mentors.csv", &text);
    cohort.ok("import");
    (cohort, older)
}

#[test]
fn a_changed_address_is_asked_about_and_united() {
    let (cohort, older) = moved_house();
    let newer = "M07";
    let listed = cohort.ok("identity list --format json").out;
    assert!(listed.contains("same-name") && listed.contains(newer) && listed.contains(&older), "{listed}");
    let pairs = cohort.pairs();
    let free = pairs.iter().find(|pair| !pair.starts_with(&older)).unwrap();
    cohort.ok(&format!("withdraw {}", &free[..3]));
    let said = cohort.ok("match");
    assert!(said.err.contains("identity-question"), "{}", said.err);
    assert!(!cohort.read("pairings.csv").contains(newer));
    let pair = pairs.iter().find(|pair| pair.starts_with(&older)).unwrap();
    cohort.ok(&format!("identity same {newer} {older}"));
    assert!(cohort.pairs().contains(pair), "the older id keeps its pair");
    let register = cohort.read("private/register.csv");
    assert!(register.contains("amara@elsewhere.example") && !register.contains(&address(MENTORS[0].0)), "{register}");
    assert!(!register.contains(&format!("{newer},")));
    assert!(cohort.ok("import").err.contains("Nothing to do"), "both addresses are known now");
    assert_eq!(cohort.run("check").err, "");
    assert!(!cohort.ok("match").err.contains("identity-question"));
    assert!(cohort.ok("identity same M07 amara@elsewhere.example").err.contains("recorded already") || newer != "M07");
    assert!(cohort.ok("log").out.contains("are one person"));
    cohort.ok(&format!("identity different {older} {newer}"));
    cohort.ok("import");
    let register = cohort.read("private/register.csv");
    for (id, address) in [(older.as_str(), address(MENTORS[0].0)), (newer, "amara@elsewhere.example".to_owned())] {
        assert!(register.contains(&format!("{id},mentor,{},{address},", MENTORS[0].0)), "{register}");
    }
    assert_eq!(cohort.run("check").err, "");
}

#[test]
fn whoever_is_two_people_is_paired_like_anybody() {
    let (cohort, older) = moved_house();
    cohort.ok(&format!("identity different {older} M07"));
    assert!(!cohort.ok("match").err.contains("identity-question"));
    let listed = cohort.ok("identity list --format json").out;
    assert!(listed.contains("\"different\""), "{listed}");
    assert_eq!(cohort.run("check").err, "");
}

#[test]
fn one_person_on_both_sides_is_a_question() {
    let cohort = Cohort::new();
    let more = [&MENTEES[..], &[(MENTORS[0].0, "exams", "")]].concat();
    cohort.write("private/surveys/mentees.csv", &export(HEAD_OF_MENTEES, &more));
    let said = cohort.ok("match --seed 7 --today 2026-11-01");
    assert!(said.err.contains("identity-question"), "{}", said.err);
    let listed = cohort.ok("identity list --format json").out;
    assert!(listed.contains("both-sides"), "{listed}");
    assert!(!cohort.read("pairings.csv").contains(&cohort.id(MENTORS[0].0)));
    assert_eq!(cohort.run("check").err, "");
}

#[test]
fn two_addresses_of_one_mailbox_are_a_question() {
    let cohort = Cohort::new();
    let tagged = mentors(&[ALICE]).replace(&address(ALICE.0), "bilal.hashemi+leeds@trust.example");
    cohort.write("private/surveys/mentors.csv", &tagged);
    cohort.ok("import");
    assert!(cohort.ok("identity list --format json").out.contains("one-mailbox"));
}

/// Whoever was taken for one person by mistake: each of the two has their own row, and the pair, again.
#[test]
fn two_people_who_were_taken_for_one_are_as_they_were() {
    let cohort = Cohort::matched();
    let (register, pairings) = (cohort.read("private/register.csv"), cohort.read("pairings.csv"));
    let said = cohort.ok("identity same M02 M01").err;
    assert_eq!(cohort.pairs().len(), 5, "{said}");
    assert!(!cohort.read("private/register.csv").contains("M02,"), "M02 is retired");
    assert_eq!(cohort.read("private/former.csv").lines().count(), 2, "the row of which another took the place");
    let said = cohort.ok("identity different M01 M02").err;
    assert!(said.contains("goes on, with 6 planned meetings"), "{said}");
    assert_eq!(cohort.read("private/register.csv"), register);
    assert_eq!(cohort.read("pairings.csv"), pairings);
    assert!(!cohort.path("private/former.csv").exists());
    assert_eq!(cohort.run("check").err, "");
    assert!(cohort.ok("import").err.contains("Nothing to do"));
}

/// The export that holds the newer address holds the older no more: the older row is kept, on every machine that has it.
#[test]
fn the_older_row_comes_back_though_no_export_holds_it() {
    if !has_git() {
        return;
    }
    let (cohort, older) = moved_house();
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        cohort.git(words);
    }
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    copy(cohort.root(), &other);
    let before = cohort.read("private/register.csv");
    cohort.ok(&format!("identity same {older} M07"));
    commit(cohort.root());
    git(&other, &["pull", "-q", cohort.root().to_str().unwrap(), "main"]);
    // A command that writes puts the register of the second lead right, too.
    ok(&other, "conflict none M02");
    commit(&other);
    assert_eq!(fs::read_to_string(other.join("private/register.csv")).unwrap(), cohort.read("private/register.csv"));
    assert_eq!(run_in(&other, &["check"]).status, 0);
    ok(&other, &format!("identity different {older} M07"));
    commit(&other);
    git(cohort.root(), &["pull", "-q", other.to_str().unwrap(), "main"]);
    cohort.ok("conflict none M03");
    for root in [cohort.root(), &other] {
        assert_eq!(fs::read_to_string(root.join("private/register.csv")).unwrap(), before);
        assert!(!root.join("private/former.csv").exists());
        assert_eq!(run_in(root, &["check"]).status, 0);
    }
}

/// A row that is kept for that case is a personal datum like any other: it is guarded, and erased.
#[test]
fn a_row_that_another_took_the_place_of_is_guarded_and_erased() {
    let (cohort, older) = moved_house();
    cohort.ok(&format!("identity same {older} M07"));
    cohort.write("notes.md", &format!("write to {}\n", address(MENTORS[0].0)));
    let leak = cohort.run("check --privacy");
    assert!(leak.status == 1 && leak.err.contains(&format!("{older}'s address")), "{}", leak.err);
    fs::remove_file(cohort.path("notes.md")).unwrap();
    let retired = cohort.run("erase M07");
    assert!(retired.status == 1 && retired.err.contains(&format!("`revmentor erase {older}`")), "{}", retired.err);
    cohort.ok(&format!("erase {older}"));
    for text in [&address(MENTORS[0].0), "amara@elsewhere.example", MENTORS[0].0] {
        assert_eq!(cohort.files_with(text), Vec::<String>::new());
    }
    assert_eq!(cohort.run("check").err, "");
}

/// What the pair's days and rules were made for is another person's now: said at once, with the verb that plans anew.
#[test]
fn days_that_suit_the_united_person_no_more_are_named() {
    let cohort = Cohort::new();
    let exported = mentors(&[]);
    cohort.write("private/surveys/mentors.csv", &exported);
    cohort.ok("match --seed 7 --today 2026-11-01");
    let today = "--today 2026-11-01";
    let (older, newer) = (cohort.pairs()[0][..3].to_owned(), cohort.pairs()[1][..3].to_owned());
    let on_the_first_day = |mentor: &str| {
        let meetings = cohort.read("meetings.csv");
        let first = meetings.lines().find(|line| line.starts_with(mentor)).unwrap().split(',').nth(3).unwrap().to_owned();
        first.parse::<chrono::NaiveDate>().unwrap().format("%A").to_string()
    };
    let taken = [&older, &newer].map(|mentor| on_the_first_day(mentor));
    let day = ["Monday", "Tuesday", "Wednesday"].into_iter().find(|day| !taken.iter().any(|taken| taken == day)).unwrap();
    let name = register_name(cohort.root(), &newer);
    let with_one_day =
        |line: &str| if line.starts_with(&name) { line.replace("Monday;Tuesday;Wednesday", day) } else { line.to_owned() };
    cohort.write("private/surveys/mentors.csv", &exported.lines().map(|line| with_one_day(line) + "\n").collect::<String>());
    // Changed answers, and an identity that brings others along, say the same.
    let said = cohort.ok(&format!("import {today}")).err;
    assert!(said.contains("warning[timetable]") && said.contains(&format!("{} meeting", cohort.pairs()[1])), "{said}");
    cohort.ok(&format!("{} {today}", printed(&said, "schedule")));
    assert_eq!(cohort.run(&format!("check {today}")).status, 0);
    let said = cohort.ok(&format!("identity same {older} {newer} {today}")).err;
    assert!(said.contains("warning[timetable]") && said.contains(&format!("{} meeting", cohort.pairs()[0])), "{said}");
    let back = cohort.ok(&format!("{} {today}", printed(&said, "identity different"))).err;
    assert!(!back.contains("[timetable]"), "{back}");
    cohort.ok(&format!("identity same {older} {newer} {today}"));
    cohort.ok(&format!("{} {today}", printed(&said, "schedule")));
    assert_eq!(cohort.run(&format!("check {today}")).status, 0);
}

fn register_name(root: &Path, id: &str) -> String {
    let register = fs::read_to_string(root.join("private/register.csv")).unwrap();
    register.lines().find(|line| line.starts_with(id)).unwrap().split(',').nth(2).unwrap().to_owned()
}

/// One lead erased an id, the other found out that it is somebody else: the data do not live on under the other id without a word.
#[test]
fn whoever_was_erased_under_one_id_is_named_under_the_other() {
    if !has_git() {
        return;
    }
    let leads = Leads::new();
    for is_turned in [false, true] {
        let leads = Leads::new();
        let lines = [["erase M02"], ["identity same M01 M02"]];
        let [one, two] = if is_turned { [&lines[1], &lines[0]] } else { [&lines[0], &lines[1]] };
        let said = leads.0.part(one, two);
        assert!(said.contains("M02 was erased, and M01 is the same person"), "{said}");
        let [erase, different] = ["erase M01", "identity different"].map(|verb| printed(&said, verb).to_owned());
        let line = if is_turned { different } else { erase };
        ok(&leads.0.one, &line);
        assert!(!ok(&leads.0.one, "status").err.contains("not-yet-erased"), "{line}");
        commit(&leads.0.one);
        ok(&leads.0.one, "check");
    }
    // What an erased person did is decided: nobody could be asked any more.
    let said = leads.0.part(&["withdraw M01", "rejoin M01", "erase M01"], &["withdraw M01 --on 2026-12-20"]);
    assert!(said.contains("M01 was erased, and left on Tuesday 1 December 2026"), "{said}");
    ok(&leads.0.one, "check");
}
