//! What neither a commit's files nor its message show to the hooks of a commit: what is seen before a push, copies of private tables,
//! and names that only an export has.

use super::cohort::{Cohort, has_git};

const NAME: &str = "Bilal Hashemi";

/// A matched cohort in git with the hooks, committed, and a server to push to.
#[cfg(unix)]
fn hooked() -> Option<(Cohort, tempfile::TempDir)> {
    if !has_git() {
        return None;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q", "-b", "main"]);
    cohort.ok("init --hook");
    cohort.git(&["add", "-A"]);
    commit(&cohort, "-qm first --no-verify");
    let server = tempfile::tempdir().unwrap();
    let place = server.path().display().to_string();
    cohort.git(&["init", "-q", "--bare", &place]);
    cohort.git(&["remote", "add", "origin", &place]);
    Some((cohort, server))
}

#[cfg(unix)]
fn commit(cohort: &Cohort, words: &str) -> bool {
    git(cohort, &format!("commit {words}"))
}

/// Git with the program on its path and somebody to commit.
#[cfg(unix)]
fn git(cohort: &Cohort, words: &str) -> bool {
    let line = format!("git -c user.name=Lead -c user.email=lead@programme.example {words}");
    super::shell::with_program(cohort.root(), &line).status.success()
}

#[cfg(unix)]
#[test]
fn a_name_that_came_past_the_commit_hooks_is_not_pushed() {
    let Some((cohort, _server)) = hooked() else { return };
    assert!(git(&cohort, "push -q origin main"), "nothing is wrong");
    cohort.git(&["checkout", "-qb", "side"]);
    cohort.write("notes.md", &format!("{NAME} is away\n"));
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm side --no-verify"));
    cohort.git(&["checkout", "-q", "main"]);
    assert!(git(&cohort, "cherry-pick side"), "git asks no hook about the files");
    assert!(!git(&cohort, "push -q origin main"));
    // Removed again it is still in a commit.
    std::fs::remove_file(cohort.path("notes.md")).unwrap();
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm clean"));
    assert!(!git(&cohort, "push -q origin main"));
    let refused = cohort.run("check --push origin");
    assert!(refused.status == 1 && refused.err.contains("personal-datum") && !refused.err.contains(NAME), "{}", refused.err);
    cohort.git(&["branch", "-qD", "side"]);
    cohort.git(&["reset", "-q", "--hard", "origin/main"]);
    assert_eq!(cohort.run("check --push origin").status, 0, "what is in the reflog alone is not pushed");
    cohort.git(&["branch", "bilal-hashemi"]);
    assert!(!git(&cohort, "push -q origin main bilal-hashemi") && git(&cohort, "push -q --no-verify origin bilal-hashemi"));
    cohort.git(&["branch", "-qD", "bilal-hashemi"]);
    assert!(git(&cohort, "push -q origin --delete bilal-hashemi"), "the name is taken away");
    assert!(git(&cohort, "push -q origin main"));
}

#[cfg(unix)]
#[test]
fn a_message_is_read_with_its_comments_and_in_any_letters() {
    let Some((cohort, _server)) = hooked() else { return };
    let message = |bytes: &[u8]| {
        std::fs::write(cohort.path(".git/said"), bytes).unwrap();
        cohort.run("check --message .git/said").status
    };
    assert_eq!(message(format!("#3 {NAME} leaves\n").as_bytes()), 1);
    let register = cohort.read("private/register.csv").replace(NAME, "Bilal Hasémi");
    cohort.write("private/register.csv", &register);
    assert_eq!(message(b"Has\xe9mi is away\n"), 1);
}

#[cfg(unix)]
#[test]
fn an_amended_message_is_read_also_in_a_folder_of_a_larger_repository() {
    if !has_git() {
        return;
    }
    let (cohort, large) = (Cohort::matched(), tempfile::tempdir().unwrap());
    let root = large.path().join("cohort");
    let copied = std::process::Command::new("cp").arg("-a").arg(cohort.root()).arg(&root).status().unwrap();
    assert!(copied.success());
    let git = |words: &str| {
        let line = format!("git -c user.name=Lead -c user.email=lead@programme.example {words}");
        super::shell::with_program(large.path(), &line).status.success()
    };
    assert!(git("init -q") && super::shell::with_program(&root, "revmentor init --hook").status.success());
    assert!(git("add -A") && git("commit -qm first"));
    assert!(!git("commit -q --amend -m 'for Bilal Hashemi'"));
    std::fs::write(large.path().join("other.md"), "else\n").unwrap();
    assert!(git("add -A") && git("commit -qm other"));
    std::fs::write(large.path().join("other.md"), "more\n").unwrap();
    assert!(git("add -A") && git("commit -qm 'as Bilal Hashemi wished'"), "what touches no cohort is not looked at");
}

#[cfg(unix)]
#[test]
fn only_what_is_pushed_is_judged_however_it_is_named() {
    let Some((cohort, _server)) = hooked() else { return };
    assert!(git(&cohort, "push -q origin main"));
    cohort.git(&["checkout", "-qb", "side"]);
    cohort.write("notes.md", &format!("{NAME} is away\n"));
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm side --no-verify"));
    cohort.git(&["checkout", "-q", "main"]);
    cohort.write("notes.md", "nobody\n");
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm notes") && git(&cohort, "push -q origin main"), "the other branch stays here");
    assert!(cohort.run("check --push origin").err.contains("a branch that is not needed"));
    let side = cohort.git(&["rev-parse", "side"]);
    cohort.git(&["branch", "-qD", "side"]);
    for what in [format!("{}:refs/heads/x", side.trim()), format!("{}:refs/notes/x", side.trim())] {
        assert!(!git(&cohort, &format!("push -q origin {what}")), "{what}");
    }
    cohort.git(&["notes", "add", "-m", &format!("for {NAME}")]);
    assert!(!git(&cohort, "push -q origin refs/notes/commits"));
    for name in ["main:refs/heads/bilal-hashemi", "main:refs/tags/bilal-hashemi"] {
        assert!(!git(&cohort, &format!("push -q origin {name}")), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_cohort_that_is_not_checked_out_stops_nobody() {
    if !has_git() {
        return;
    }
    let (cohort, large, server) = (Cohort::matched(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = large.path().join("cohort");
    assert!(std::process::Command::new("cp").arg("-a").arg(cohort.root()).arg(&root).status().unwrap().success());
    let git = |words: &str| {
        let line = format!("git -c user.name=Lead -c user.email=lead@programme.example {words}");
        let output = super::shell::with_program(large.path(), &line);
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert!(git("init -q -b main").0 && git(&format!("init -q --bare {}", server.path().display())).0);
    assert!(git("commit -q --allow-empty -m begin").0 && git("branch other").0);
    assert!(super::shell::with_program(&root, "revmentor init --hook").status.success());
    assert!(git("add -A").0 && git("commit -qm cohort").0 && git("checkout -q other").0);
    std::fs::write(large.path().join("other.md"), "else\n").unwrap();
    assert!(git("add other.md").0 && git("commit -qm other").0);
    let push = |branch: &str| git(&format!("push -q {} {branch}", server.path().display()));
    assert_eq!(push("other"), (true, String::new()));
    let (passed, said) = push("main");
    assert!(passed && said.contains("'cohort' is not checked out"), "{said}");
}

#[test]
fn rows_of_a_private_table_are_known_wherever_they_stand() {
    let cohort = Cohort::matched();
    let rows: Vec<String> = (1..=5).map(|n| format!("M0{n},pre,confidence,{n},2026-10-0{n}")).collect();
    cohort.write("private/evaluation/figures.csv", &format!("person,wave,item,value,on\n{}\n", rows.join("\n")));
    cohort.write("private/evaluation/marks.csv", "id,mark\nM01,7\nM02,9\nM03,4\n");
    cohort.write("private/rooms.csv", "room,seats,floor\nSeminar room 1,12,2\nSeminar room 2,14,2\nLibrary,20,0\n");
    let checked = |text: &str| {
        cohort.write("figures.md", text);
        cohort.run("check")
    };
    for (why, text) in [
        ("two rows may be chance", rows[..2].join("\n")),
        ("one row is one row", [rows[0].as_str(); 4].join("\n")),
        ("cells without a letter", ",,,,,,,,,,,,,,\n".repeat(5)),
        ("ids alone", cohort.read("pairings.csv")),
        ("the lead's own list", cohort.read("private/rooms.csv")),
    ] {
        assert_eq!(checked(&text).err, "", "{why}");
    }
    for text in [rows[1..4].join("\r\n"), "x\nM01,7\nM02,9\nM03,4\n".to_owned(), "M01;\"7\"\nM02;\"9\"\nM03;\"4\"\n".to_owned()] {
        let found = checked(&text);
        let said = "rows of a private table are in a file outside private/";
        assert!(found.status == 1 && found.err.contains(said), "{text}: {}", found.err);
    }
    let wide = "id\tmark\r\nM01\t7\r\nM02\t9\r\nM03\t4\r\n";
    let wide: Vec<u8> =
        std::iter::once('\u{feff}').chain(wide.chars()).flat_map(|c| u32::from(c).to_le_bytes()[..2].to_vec()).collect();
    cohort.write("figures.md", "nothing\n");
    for (name, bytes) in [("wide.txt", wide), ("figures.xlsx", super::erase::workbook("id,mark\nM01,7\nM02,9\nM03,4\n"))] {
        std::fs::write(cohort.path(name), bytes).unwrap();
        let found = cohort.run("check").err;
        assert!(found.contains(name) && found.contains("rows of a private table"), "{name}: {found}");
        std::fs::remove_file(cohort.path(name)).unwrap();
    }
    cohort.write("figures.md", "M01,7\nM02,9\nM03,4\n");
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nallow = [\"figures.md\"]\n"));
    assert_eq!(cohort.run("check").err, "");
}

#[test]
fn the_words_of_a_reason_are_known_where_they_are_of_one_person() {
    let cohort = Cohort::matched();
    let people: Vec<String> = cohort.pairs().iter().filter_map(|pair| Some(pair.split_once('-')?.0.to_owned())).collect();
    let withdraw = |person: &str| {
        let withdrawn = cohort.run_words(&["withdraw", person, "--reason", "went off sick after the ward incident"]);
        assert_eq!(withdrawn.status, 0, "{}", withdrawn.err);
    };
    withdraw(&people[0]);
    cohort.write("log.md", "someone went off sick after the ward incident\n");
    let found = cohort.run("check");
    assert!(found.err.contains(&format!("{}'s reason", people[0])) && found.err.contains("in other words"), "{}", found.err);
    withdraw(&people[1]);
    let found = cohort.run("check");
    assert!(!found.err.contains("personal-datum"), "it is of two, and tells of none: {}", found.err);
}

#[cfg(unix)]
#[test]
fn a_linked_work_tree_asks_the_main_one_for_names() {
    let Some((cohort, _server)) = hooked() else { return };
    let beside = tempfile::tempdir().unwrap();
    let tree = beside.path().join("tree");
    assert!(git(&cohort, &format!("worktree add -q {} -b beside", tree.display())));
    std::fs::write(tree.join("notes.md"), NAME).unwrap();
    let line = |words: &str| {
        let line = format!("git -c user.name=Lead -c user.email=lead@programme.example {words}");
        super::shell::with_program(&tree, &line).status.success()
    };
    assert!(line("add notes.md") && !line("commit -qm notes"));
    std::fs::write(tree.join("notes.md"), "nobody").unwrap();
    assert!(line("add notes.md") && !line("commit -qm 'for Hashemi'") && line("commit -qm notes"));
    let figures = "M01,7\nM02,9\nM03,4\n";
    cohort.write("private/evaluation/marks.csv", &format!("id,mark\n{figures}"));
    std::fs::write(tree.join("notes.md"), figures).unwrap();
    assert!(line("add notes.md") && !line("commit -qm figures"), "rows of the main one's private tables");
    std::fs::write(tree.join("notes.md"), "somebody\n").unwrap();
    assert!(line("add notes.md"));
    let register = cohort.read("private/register.csv");
    cohort.write("private/register.csv", register.lines().next().unwrap());
    assert!(!line("commit -qm lost"), "a register that has nobody any more");
    // Without its settings the main work tree holds no cohort.
    std::fs::remove_file(cohort.path("cohort.toml")).unwrap();
    assert!(line("commit -qm alone"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_not_pushed() {
    let Some((cohort, _server)) = hooked() else { return };
    let (zeros, head) = ("0".repeat(40), cohort.git(&["rev-parse", "main"]));
    let good = format!("refs/heads/main {} refs/heads/main {zeros}\n", head.trim());
    let asked = |lines: &str| {
        cohort.write(".git/lines", lines);
        cohort.run("check --push origin --refs .git/lines")
    };
    assert_eq!(asked(&good).status, 0);
    let said = asked(&format!("{good}refs/heads/x and more\n"));
    assert!(said.status != 0 && said.err.contains("line 2 of the list of branches cannot be read"), "{}", said.err);
    let missing = good.replace(head.trim(), &"ab".repeat(20));
    let said = asked(&missing);
    assert!(said.status != 0 && said.err.contains("is not in this repository"), "{}", said.err);
    assert_eq!(asked(&good.replace(&zeros, &"ab".repeat(20))).status, 0, "what the server has may be missing here");
    // A part of what is pushed is missing.
    cohort.write("notes.md", "nobody\n");
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm notes"));
    let (head, blob) = (cohort.git(&["rev-parse", "main"]), cohort.git(&["rev-parse", "main:notes.md"]));
    let (folder, name) = blob.trim().split_at(2);
    std::fs::remove_file(cohort.path(&format!(".git/objects/{folder}/{name}"))).unwrap();
    let said = asked(&format!("refs/heads/main {} refs/heads/main {zeros}\n", head.trim()));
    assert!(said.status != 0 && said.err.contains("its list broke off"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn an_older_program_on_the_path_does_not_refuse_every_push() {
    let Some((cohort, _server)) = hooked() else { return };
    let installed = super::shell::with_program(cohort.root(), "rm .git/hooks/* && revmentor init --hook");
    assert!(installed.status.success());
    let older = tempfile::tempdir().unwrap();
    let script = "#!/bin/sh\ncase \"$*\" in *--refs*) echo 'unexpected argument' >&2; exit 2;; esac\n";
    std::fs::write(older.path().join("revmentor"), script).unwrap();
    let push = || {
        let older = older.path().display();
        let line = format!("chmod +x {older}/revmentor; PATH={older}:$PATH git push -q origin main");
        let output = super::shell::with_program(cohort.root(), &line);
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(push(), (true, String::new()));
    cohort.write("notes.md", &format!("{NAME} is away\n"));
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm x --no-verify"));
    let (passed, said) = push();
    assert!(!passed && said.contains("personal-datum") && !said.contains("unexpected"), "{said}");
    let hook = cohort.read(".git/hooks/pre-push");
    let program = hook.lines().find(|line| line.starts_with("program=")).unwrap();
    cohort.write(".git/hooks/pre-push", &hook.replace(program, "program='/nowhere/revmentor'"));
    let (passed, said) = push();
    assert!(!passed && said.contains("or is older than this hook"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_hook_reads_well_and_names_a_cohort_at_the_top_of_its_repository() {
    let Some((cohort, _server)) = hooked() else { return };
    for hook in ["pre-commit", "commit-msg", "pre-push"] {
        let text = cohort.read(&format!(".git/hooks/{hook}"));
        assert!(!text.lines().any(|line| line.trim().is_empty()), "{text}");
    }
    cohort.git(&["checkout", "-q", "--orphan", "other"]);
    cohort.git(&["rm", "-rqf", "."]);
    assert!(commit(&cohort, "-q --allow-empty -m other"));
    let output = super::shell::with_program(cohort.root(), "git push -q origin main");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("revmentor: the cohort is not checked out"), "{said}");
}

/// A name that leaves a file stands in the changes that `git commit -v` shows below its line.
#[cfg(unix)]
#[test]
fn the_changes_below_a_message_are_no_part_of_it() {
    let Some((cohort, _server)) = hooked() else { return };
    cohort.write("notes.md", &format!("{NAME} is away\n"));
    cohort.git(&["add", "-A"]);
    assert!(commit(&cohort, "-qm x --no-verify"));
    let editor = cohort.path(".git/edit");
    let commit = |sign: &str, message: &str| {
        std::fs::write(&editor, format!("printf '{message}\\n' | cat - \"$1\" >\"$1.new\" && mv \"$1.new\" \"$1\"\n")).unwrap();
        git(&cohort, &format!("-c core.commentChar='{sign}' -c core.editor='sh {}' commit -v", editor.display()))
    };
    for sign in ["#", ";", "auto"] {
        cohort.git(&["rm", "-q", "notes.md"]);
        assert!(!commit(sign, &format!("For {NAME}")), "{sign}");
        assert!(commit(sign, "Clean"), "{sign}");
        assert_eq!(cohort.git(&["log", "-1", "--format=%B"]).trim(), "Clean");
        cohort.git(&["reset", "-q", "--hard", "HEAD^"]);
    }
}

#[cfg(unix)]
#[test]
fn what_is_printed_for_a_message_of_a_commit_or_tag_works_when_it_is_typed() {
    let Some((cohort, _server)) = hooked() else { return };
    assert!(git(&cohort, "push -q origin main"));
    cohort.git(&["tag", "-a", "v1", "-m", &format!("for {NAME}")]);
    let said = cohort.run("check --push origin").err;
    let command = said.split('`').find(|part| part.starts_with("git tag -d")).unwrap_or_else(|| panic!("{said}")).to_owned();
    assert!(cohort.run("check --privacy").err.contains("git tag -d"));
    let output = super::shell::with_program(cohort.root(), &command.split_whitespace().collect::<Vec<_>>().join(" "));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(cohort.run("check --push origin").status, 0);
    assert!(commit(&cohort, &format!("-q --allow-empty --no-verify -m 'for {NAME}'")));
    let said = cohort.run("check --push origin").err;
    assert!(said.contains("git commit --amend") && !said.contains("remove it from the files"), "{said}");
    assert!(commit(&cohort, "-q --allow-empty --amend -m nobody") && git(&cohort, "push -q origin main"));
}
