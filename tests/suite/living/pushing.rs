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
    super::disguises::with_program(cohort.root(), &line).status.success()
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
        super::disguises::with_program(large.path(), &line).status.success()
    };
    assert!(git("init -q") && super::disguises::with_program(&root, "revmentor init --hook").status.success());
    assert!(git("add -A") && git("commit -qm first"));
    assert!(!git("commit -q --amend -m 'for Bilal Hashemi'"));
    std::fs::write(large.path().join("other.md"), "else\n").unwrap();
    assert!(git("add -A") && git("commit -qm other"));
    std::fs::write(large.path().join("other.md"), "more\n").unwrap();
    assert!(git("add -A") && git("commit -qm 'as Bilal Hashemi wished'"), "what touches no cohort is not looked at");
}

#[test]
fn rows_of_a_private_table_are_known_wherever_they_stand() {
    let cohort = Cohort::matched();
    let rows: Vec<String> = (1..=5).map(|n| format!("M0{n},pre,confidence,{n},2026-10-0{n}")).collect();
    cohort.write("private/evaluation/figures.csv", &format!("person,wave,item,value,on\n{}\n", rows.join("\n")));
    cohort.write("figures.md", &rows[..2].join("\n"));
    assert_eq!(cohort.run("check").status, 0, "two rows may be chance");
    cohort.write("figures.md", &rows[1..4].join("\r\n"));
    let found = cohort.run("check");
    assert!(found.status == 1 && found.err.contains("copy of a private table"), "{}", found.err);
    std::fs::remove_file(cohort.path("figures.md")).unwrap();
    let person = cohort.pairs()[0].split('-').next().unwrap().to_owned();
    let withdrawn = cohort.run_words(&["withdraw", &person, "--reason", "went off sick after the ward incident"]);
    assert_eq!(withdrawn.status, 0, "{}", withdrawn.err);
    cohort.write("log.md", "someone went off sick after the ward incident\n");
    assert!(cohort.run("check").err.contains(&format!("{person}'s reason")));
}

#[test]
fn who_refused_is_known_from_the_export() {
    let cohort = Cohort::matched();
    let export = std::fs::read_dir(cohort.path("private/surveys")).ok().and_then(|mut files| files.next()).is_some();
    assert!(export, "the cohort has exports");
    let settings = cohort.read("cohort.toml");
    let file = settings.lines().find_map(|line| line.strip_prefix("file = \"")?.split('"').next().map(str::to_owned)).unwrap();
    let text = cohort.read(&file);
    let row = text.lines().find(|line| line.contains(NAME)).unwrap();
    let address = row.split([',', ';']).find(|cell| cell.contains('@')).unwrap();
    let added = row.replace(NAME, "Bartholomew Quillfeather").replace(address, "b.quill@elsewhere.example");
    cohort.write(&file, &format!("{}\n{added}\n", text.trim_end()));
    cohort.write("notes.md", "ask Quillfeather\n");
    let found = cohort.run("check");
    assert!(found.status == 1 && found.err.contains("name of somebody in the exports"), "{}", found.err);
    cohort.write("notes.md", "b.quill@elsewhere.example\n");
    assert!(cohort.run("check").err.contains("address of somebody in the exports"));
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
        super::disguises::with_program(&tree, &line).status.success()
    };
    assert!(line("add notes.md") && !line("commit -qm notes"));
    std::fs::write(tree.join("notes.md"), "nobody").unwrap();
    assert!(line("add notes.md") && !line("commit -qm 'for Hashemi'") && line("commit -qm notes"));
}
