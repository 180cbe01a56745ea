//! The guard on names as people use them, on words that are names by chance, after an erasure, and the cures that it prints.

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, MENTEES, export, git, has_git};

/// A cohort with these mentors; the addresses of names in other scripts are made up.
fn of(names: &[&str]) -> Cohort {
    let cohort = Cohort::new();
    let people: Vec<(&str, &str, &str)> = names.iter().map(|name| (*name, "exams", "")).collect();
    let mut table = export(HEAD_OF_MENTORS, &people);
    for (at, name) in names.iter().enumerate() {
        table = table.replace(&super::cohort::address(name), &format!("mentor{at}@trust.example"));
    }
    cohort.write("private/surveys/mentors.csv", &table);
    cohort.write("private/surveys/mentees.csv", &export(HEAD_OF_MENTEES, &MENTEES));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

/// Those of the texts, each in a file of its own, in which something is found.
pub(super) fn found<'t>(cohort: &Cohort, texts: &[&'t str]) -> Vec<&'t str> {
    let file = |at: usize| format!("notes/{at:02}.md");
    texts.iter().enumerate().for_each(|(at, text)| cohort.write(&file(at), &format!("{text}\n")));
    let said = cohort.run("check").err;
    std::fs::remove_dir_all(cohort.path("notes")).unwrap();
    texts.iter().enumerate().filter(|(at, _)| said.contains(&file(*at))).map(|(_, text)| *text).collect()
}

#[test]
fn names_are_found_as_people_use_them() {
    let cohort = of(&[
        "María José García López",
        "Tom van der Berg",
        "Mary Lee Fox",
        "Ali Khan",
        "Jean-Luc Ng",
        "Amit Roy",
        "Amit Ray",
        "李 伟",
    ]);
    let names = [
        "María García",
        "Maria Jose Garcia",
        "Dr García rang",
        "Tom Berg",
        "van der Berg",
        "Mary Fox",
        "Mary L. Fox",
        "Ali Hassan Khan",
        "Luc Ng",
        "Roy, Dr Amit",
        "李伟",
        "伟李",
        "A. Khan",
        "Ng J.",
        "told Ali K. so",
        "id,first,place,last\nM01,Ali,Leeds General,Khan",
        "A**li** Kh*a*n",
    ];
    assert_eq!(found(&cohort, &names), names);
    let others = [
        "Mary will ask",
        "the fox and the roy",
        "Ali asked Khan why",
        "a van, the berg",
        "Jean and Tom",
        "Amit R.",
        "a khan",
        "Ali,K",
    ];
    assert_eq!(found(&cohort, &others), Vec::<&str>::new());
}

#[test]
fn a_name_that_is_a_word_counts_behind_a_title_and_alone_in_a_cell() {
    let cohort = of(&[
        "Anna Price",
        "Olu Bradford",
        "Will Will",
        "Mark Green",
        "Jo Holiday",
        "Pat March",
        "Kim Young",
        "Lee English",
        "Eve Dean",
        "Ada Ward",
        "Finn Day",
    ]);
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &settings.replacen("[[event]]", "[[event]]\nplace = \"Bradford Royal Infirmary\"", 1));
    cohort.ok("build");
    assert_eq!(cohort.ok("check").err, "");
    let tables = ["room,seats,price\nLibrary,20,0", "Month,Meetings\nMarch,3"];
    let words = [
        "Fix the price list",
        "Young doctors' day",
        "Meeting moved to March",
        "English lessons",
        "we will will",
        "Mark green fields",
        "Bradford Royal Infirmary",
        "Bank holiday and holidays",
        "Associate Dean",
        "Consultant Ward",
        "The Young",
    ];
    assert_eq!(found(&cohort, &[&words[..], &tables].concat()), Vec::<&str>::new());
    let names = ["Anna Price", "Dr Price", "name,place\nPrice,Leeds", "Will Will", "Mark Green", "Ms Bradford", "Price, Anna"];
    assert_eq!(found(&cohort, &names), names);
    let cohort = of(&["Anna Harcourt-Jones", "Olu Thornley", "Ina Gil"]);
    cohort.write("notes.md", "Thornley Ward\n");
    let said = cohort.run("check").err;
    assert!(said.contains("write that word into `allow`"), "{said}");
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nallow = [\"Thornley\", \"Gil\"]\n"));
    let texts = ["Thornley Ward", "Olu Thornley", "Dr Gil", "Ina Gil"];
    assert_eq!(found(&cohort, &texts), ["Olu Thornley", "Ina Gil"]);
}

#[test]
fn after_an_erasure_the_address_is_still_found_and_the_lead_is_told_what_is_not() {
    let cohort = Cohort::matched();
    cohort.write("notes.md", "bilal.hashemi@trust.example\n");
    let id = cohort.id("Bilal Hashemi");
    let said = cohort.ok(&format!("erase {id}")).err;
    assert!(said.contains("Clean what is listed above now"), "{said}");
    let said = cohort.run("check");
    assert!(said.status == 1 && said.err.contains(&format!("{id}'s address")), "{}", said.err);
    cohort.write("notes.md", "x <Bilal.Hashemi@TRUST.example>.\n");
    assert_eq!(cohort.run("check").status, 1);
    cohort.write("notes.md", "other.hashemi@trust.example\n");
    assert_eq!(cohort.run("check").status, 0);
}

/// The commands that `init --hook` prints.
fn cures(cohort: &Cohort) -> Vec<String> {
    let said = cohort.ok("init --hook");
    let text = format!("{}{}", said.out, said.err);
    text.lines().filter_map(|line| line.strip_prefix("  git ")).map(|line| format!("git {line}")).collect()
}

#[cfg(unix)]
fn cure(cohort: &Cohort) {
    for command in cures(cohort) {
        let output = super::shell::with_program(cohort.root(), &command);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(unix)]
fn dirty() -> Option<Cohort> {
    if !has_git() {
        return None;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q", "-b", "main"]);
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "Begin"]);
    cohort.write("n", "Bilal Hashemi");
    cohort.git(&["add", "n"]);
    cohort.git(&["commit", "-qm", "x"]);
    cohort.git(&["rm", "-q", "n"]);
    cohort.git(&["commit", "-qm", "y"]);
    Some(cohort)
}

#[cfg(unix)]
#[test]
fn a_name_of_a_branch_is_never_run_by_the_printed_cure() {
    let Some(cohort) = dirty() else { return };
    for branch in ["x;touch${IFS}PWNED", "fix(hook)", "it's", "a$(touch${IFS}PWNED)b", "revmentor-clean-history"] {
        cohort.git(&["branch", branch]);
    }
    cure(&cohort);
    assert!(!cohort.path("PWNED").exists());
    assert_eq!((cohort.run("check --privacy").status, cohort.git(&["branch", "--format=%(refname:short)"]).trim()), (0, "main"));
}

#[cfg(unix)]
#[test]
fn a_server_is_cleaned_of_branches_and_tags_that_are_only_there() {
    let Some(cohort) = dirty() else { return };
    cohort.git(&["tag", "v1"]);
    let server = cohort.root().parent().unwrap().join("up");
    cohort.git(&["clone", "-q", "--bare", ".", &server.display().to_string()]);
    cohort.git(&["remote", "add", "origin", &server.display().to_string()]);
    git(&server, &["branch", "side", "main"]);
    cohort.git(&["fetch", "-q"]);
    cure(&cohort);
    let references = git(&server, &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(references.trim(), "refs/heads/main");
    cohort.git(&["fetch", "-q"]);
    assert_eq!(cohort.run("check --privacy").status, 0);
}

#[cfg(unix)]
#[test]
fn a_branch_that_is_called_after_somebody_is_renamed_and_the_others_stay() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q", "-b", "main"]);
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "Begin"]);
    cohort.git(&["checkout", "-qb", "bilal-hashemi"]);
    cohort.git(&["tag", "bilal-hashemi-1"]);
    cure(&cohort);
    assert_eq!(cohort.run("check --privacy").status, 0);
    let branches = cohort.git(&["branch", "--format=%(refname:short)"]);
    assert_eq!(branches.split_whitespace().collect::<Vec<_>>(), ["main", "renamed-1"]);
}

#[cfg(unix)]
#[test]
fn a_private_folder_in_git_leaves_it_and_stays_on_the_disk() {
    let Some(cohort) = dirty() else { return };
    let register = cohort.read("private/register.csv");
    cohort.git(&["add", "-f", "private"]);
    cohort.git(&["commit", "-qm", "x"]);
    let said = cohort.ok("init --hook").err;
    assert!(said.contains("leave private/ as it is") && !said.contains("register.csv, line"), "{said}");
    cure(&cohort);
    assert_eq!((cohort.run("check --privacy").status, cohort.read("private/register.csv")), (0, register));
}

#[test]
fn a_line_put_into_a_hook_by_hand_counts_and_the_other_hook_is_installed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    cohort.write(".git/hooks/pre-commit", "#!/bin/sh\necho lint\n");
    assert!(cohort.ok("init --hook").err.contains("[foreign-hook]") && cohort.path(".git/hooks/commit-msg").exists());
    assert!(cohort.ok("check").err.contains("no-hook"));
    cohort.write(".git/hooks/pre-commit", "#!/bin/sh\necho lint\nrevmentor -C . check || exit 1\n");
    cohort.ok("init --hook");
    assert!(cohort.path(".git/hooks/commit-msg").exists() && cohort.read(".git/hooks/pre-commit").contains("echo lint"));
    assert!(!cohort.ok("check").err.contains("no-hook"));
}

#[test]
fn a_clone_where_nobody_is_known_says_so_when_its_hooks_are_installed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    std::fs::remove_dir_all(cohort.path("private")).unwrap();
    assert!(cohort.ok("init --hook").err.contains("nobody's name is known here"));
}

#[test]
fn a_file_too_large_to_be_looked_into_is_refused_in_git_unless_it_is_allowed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    std::fs::write(cohort.path("large.txt"), vec![b'x'; (64 << 20) + 1]).unwrap();
    assert_eq!(cohort.run("check").status, 0, "git does not have it");
    cohort.git(&["add", "-f", "large.txt"]);
    let said = cohort.run("check");
    assert!(said.status == 1 && said.err.contains("allow = [\"large.txt\"]"), "{}", said.err);
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nallow = [\"large.txt\"]\n"));
    assert_eq!(cohort.run("check").status, 0);
}

#[cfg(unix)]
#[test]
fn a_link_is_read_and_not_followed() {
    let cohort = Cohort::matched();
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, cohort.path(name)).unwrap();
    link("private/register.csv", "list.csv");
    let said = cohort.run("check");
    assert!(said.status == 1 && said.err.contains("[link-to-private]") && !said.err.contains("personal-datum"), "{}", said.err);
    std::fs::remove_file(cohort.path("list.csv")).unwrap();
    link("/home/lead/Bilal Hashemi.docx", "letter");
    let said = cohort.run("check");
    assert!(said.status == 1 && said.err.contains("in a file outside private/"), "{}", said.err);
    std::fs::remove_file(cohort.path("letter")).unwrap();
    link("README.md", "for Bilal Hashemi");
    assert!(cohort.run("check").err.contains("a file name"));
    std::fs::remove_file(cohort.path("for Bilal Hashemi")).unwrap();
    link("README.md", "start here");
    assert_eq!(cohort.ok("check").err, "");
}

#[cfg(unix)]
#[test]
fn what_git_keeps_beside_files_is_read() {
    if !has_git() {
        return;
    }
    let acts: [(&str, &[&[&str]]); 5] = [
        ("a tag's message", &[&["tag", "-a", "v1", "-m", "for Bilal Hashemi"]]),
        ("a note", &[&["notes", "add", "-m", "for Bilal Hashemi"]]),
        ("a stash", &[&["add", "n"], &["stash", "-q"], &["reset", "-q"]]),
        ("a name of a branch without a commit", &[&["checkout", "-q", "--orphan", "bilal-hashemi"]]),
        ("a link", &[&["add", "l"], &["commit", "-qm", "x"]]),
    ];
    for (what, words) in acts {
        let cohort = Cohort::matched();
        cohort.git(&["init", "-q", "-b", "main"]);
        cohort.git(&["add", "-A"]);
        cohort.git(&["commit", "-qm", "Begin"]);
        assert_eq!(cohort.run("check --privacy").status, 0);
        cohort.write("n", "Bilal Hashemi");
        std::os::unix::fs::symlink("/home/Bilal Hashemi", cohort.path("l")).unwrap();
        for words in words {
            cohort.git(words);
        }
        for file in ["n", "l"] {
            std::fs::remove_file(cohort.path(file)).ok();
        }
        let said = cohort.run("check --privacy");
        assert!(said.status == 1 && said.err.contains("personal-datum"), "{what}: {}", said.err);
    }
}

/// The window of an editor or of a git program has another PATH than the lead's terminal.
#[cfg(unix)]
#[test]
fn a_hook_finds_the_program_where_it_was_when_the_hook_was_installed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    let installed = super::shell::with_program(cohort.root(), "revmentor init --hook");
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    let commit = || {
        let output = super::shell::without_program(cohort.root(), "git commit -qm x --allow-empty");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    cohort.git(&["add", "-A"]);
    assert_eq!(commit(), (true, String::new()));
    cohort.write("notes.md", "Bilal Hashemi");
    cohort.git(&["add", "-A"]);
    let (passed, said) = commit();
    assert!(!passed && said.contains("personal-datum"), "{said}");
    for hook in ["pre-commit", "commit-msg"] {
        let path = format!(".git/hooks/{hook}");
        let text = cohort.read(&path);
        let program = text.lines().find(|line| line.starts_with("program=")).unwrap().to_owned();
        cohort.write(&path, &text.replace(&program, "program='/nowhere/revmentor'"));
    }
    let (passed, said) = commit();
    assert!(!passed && said.contains("then run: revmentor init --hook"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_meeting_that_has_to_be_planned_anew_does_not_keep_a_fact_from_being_committed() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    cohort.ok("init --hook");
    let mentor = cohort.pairs()[0].split('-').next().unwrap().to_owned();
    cohort.write("private/closed.csv", &format!("person,from,to\n{mentor},2026-11-01,2027-12-31\n"));
    let check = cohort.run("check");
    assert!(check.status == 1 && check.err.contains("error[timetable]"), "{}", check.err);
    cohort.git(&["add", "-A"]);
    let who = "git -c user.name=Lead -c user.email=lead@programme.example commit -qm x";
    let committed = super::shell::with_program(cohort.root(), who);
    let said = String::from_utf8_lossy(&committed.stderr).into_owned();
    assert!(committed.status.success() && said.contains("[timetable]"), "{said}");
}

#[test]
fn a_schema_of_another_version_is_said_and_made_anew() {
    let cohort = Cohort::matched();
    let schema = cohort.ok("schema").out;
    cohort.write("cohort.schema.json", &schema);
    assert_eq!(cohort.ok("check").err, "");
    let older = schema.replacen('\n', "\n  \"title of old\": \"\",\n", 1);
    cohort.write("cohort.schema.json", &older);
    assert!(cohort.ok("check").err.contains("[other-schema]"));
    cohort.write("cohort.schema.json", &older.replace("title of old", "Bilal Hashemi"));
    let said = cohort.run("check");
    assert!(said.status == 1 && said.err.contains("cohort.schema.json, line 2"), "{}", said.err);
    assert!(cohort.ok("build").err.contains("it is made anew"));
    assert_eq!(cohort.read("cohort.schema.json"), schema);
    assert_eq!(cohort.ok("check").err, "");
}
