//! The function `rm` in the shells themselves: verbs reach revmentor, everything else reaches the system's `rm` untouched, and
//! a mistyped verb reaches neither. In front of the system's `rm` stands one that only writes down what it was given.

#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::stories::{Said, program, said, tree};

/// A shell, how it is started without the start files of whoever runs the tests, and how it takes the function in.
struct Shell {
    name: &'static str,
    options: &'static [&'static str],
    take_in: &'static str,
}

const SHELLS: [Shell; 3] = [
    Shell { name: "bash", options: &["--noprofile", "--norc"], take_in: "eval \"$(revmentor shell-init bash)\"" },
    Shell { name: "zsh", options: &["-f"], take_in: "eval \"$(revmentor shell-init zsh)\"" },
    Shell { name: "fish", options: &["--no-config"], take_in: "revmentor shell-init fish | source" },
];

/// What is typed, the status, and what is then seen: of revmentor, or between brackets what `rm` was given.
const TYPED: [(&str, i32, &str); 11] = [
    ("rm match --help", 0, "Pair people"),
    ("rm status", 2, "holds a cohort.toml"),
    ("rm kept.txt", 0, "<kept.txt>\n"),
    ("rm 'two words.txt' kept.txt", 0, "<two words.txt><kept.txt>\n"),
    ("rm -rf kept.txt", 0, "<-rf><kept.txt>\n"),
    ("rm -- match", 0, "<--><match>\n"),
    ("rm ./match", 0, "<./match>\n"),
    ("rm dangling", 0, "<dangling>\n"),
    ("rm folder", 0, "<folder>\n"),
    ("rm mathc kept.txt", 2, "did you mean `match`?"),
    ("rm kept.tx", 2, "unknown command"),
];

/// A directory with things that could be deleted, and `bin/` with both programs.
fn laid_out() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    for folder in ["bin", "folder"] {
        fs::create_dir(path(folder)).unwrap();
    }
    for file in ["kept.txt", "two words.txt", "match", "folder/kept.txt"] {
        fs::write(path(file), "kept").unwrap();
    }
    std::os::unix::fs::symlink("nowhere", path("dangling")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_revmentor"), path("bin/revmentor")).unwrap();
    fs::write(path("bin/rm"), "#!/bin/sh\nprintf '<%s>' \"$@\"\necho\n").unwrap();
    fs::set_permissions(path("bin/rm"), fs::Permissions::from_mode(0o755)).unwrap();
    directory
}

fn type_in(shell: &Shell, directory: &Path, typed: &str) -> Option<Said> {
    let script = format!("{}; {typed}", shell.take_in);
    let mut command = in_shell(shell, directory);
    command.args(["-c", &script]);
    command.output().is_ok().then(|| said(&mut command))
}

fn in_shell(shell: &Shell, directory: &Path) -> Command {
    let path = format!("{}:/usr/bin:/bin", directory.join("bin").display());
    let mut command = Command::new(shell.name);
    command.args(shell.options).current_dir(directory);
    command.env_clear().envs([("PATH", path.as_str()), ("NO_COLOR", "1"), ("HOME", "/nonexistent"), ("PS1", "")]);
    command
}

/// Types the lines one by one into an interactive shell; gives everything that is seen.
fn interactively(shell: &Shell, directory: &Path, lines: &[&str]) -> Option<String> {
    let mut command = in_shell(shell, directory);
    command.arg("-i").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().ok()?;
    running.stdin.take()?.write_all((lines.join("\n") + "\nexit\n").as_bytes()).ok()?;
    let output = running.wait_with_output().ok()?;
    Some([output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
}

#[test]
fn verbs_reach_revmentor_and_everything_else_reaches_rm() {
    let directory = laid_out();
    let before = tree(directory.path(), &[]);
    for shell in SHELLS {
        for (typed, status, seen) in TYPED {
            let Some(Said { status: found, out, err }) = type_in(&shell, directory.path(), typed) else {
                say_skipped(shell.name);
                break;
            };
            let what = format!("{}: {typed}\n{out}{err}", shell.name);
            assert_eq!(found, status, "{what}");
            assert!(if seen.starts_with('<') { out == seen } else { (out + &err).contains(seen) }, "{what}");
        }
    }
    assert_eq!(tree(directory.path(), &[]), before);
}

/// Many a start file has `alias rm='rm -i'`. Set before the function it is taken away; set after it, only its options come in front.
#[test]
fn an_alias_of_the_same_name_does_no_harm() {
    let directory = laid_out();
    let before = tree(directory.path(), &[]);
    let [bash, zsh, _] = SHELLS;
    for shell in [bash, zsh] {
        let alias = "alias rm='rm -i -v'";
        for (start, options) in [([alias, shell.take_in], ""), ([shell.take_in, alias], "<-i><-v>")] {
            let typed = ["rm match --help", "rm mathc", "rm kept.txt", "rm -- match"];
            let Some(seen) = interactively(&shell, directory.path(), &[&start[..], &typed[..]].concat()) else {
                say_skipped(shell.name);
                break;
            };
            let what = format!("{}: {start:?}\n{seen}", shell.name);
            assert!(seen.contains("Pair people") && seen.contains("did you mean `match`?"), "{what}");
            assert!(seen.contains(&format!("{options}<kept.txt>")) && seen.contains(&format!("{options}<--><match>")), "{what}");
            assert!(!seen.contains("syntax error") && !seen.contains("parse error"), "{what}");
        }
    }
    assert_eq!(tree(directory.path(), &[]), before);
}

/// PowerShell cannot be had everywhere; that its function takes what a pipe and a list bring is at least written in it.
#[test]
fn powershell_hands_pipes_and_lists_on() {
    let said = said(&mut program(Path::new("."), &["shell-init", "powershell"]));
    for part in ["$input | Remove-Item @args", "$input | & $revmentor @args", "@($args[0])[0]", "$args[0] -is [array]"] {
        assert!(said.out.contains(part), "{part}\n{}", said.out);
    }
}

#[expect(clippy::print_stderr, reason = "whoever reads the log has to see that a shell was not tried")]
fn say_skipped(shell: &str) {
    eprintln!("skipped: there is no {shell} on this machine");
}

fn verbs() -> Vec<String> {
    super::papers::verbs()
}

#[test]
fn completions_know_every_verb() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = said(&mut program(Path::new("."), &["completions", shell]));
        assert_eq!(said.status, 0, "{shell}");
        for verb in verbs() {
            assert!(said.out.contains(&verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn every_verb_has_a_manual_page() {
    let whole = said(&mut program(Path::new("."), &["man"]));
    assert!(whole.out.contains(".TH revmentor"), "{}", whole.out);
    for verb in verbs() {
        let page = said(&mut program(Path::new("."), &["man", &verb]));
        assert_eq!(page.status, 0, "{verb}: {}", page.err);
        assert!(page.out.contains(".SH DESCRIPTION"), "{verb}");
    }
    let unknown = said(&mut program(Path::new("."), &["man", "mathc"]));
    assert!(unknown.status == 2 && unknown.err.contains("did you mean `match`?"), "{}", unknown.err);
}

/// Where an option takes one of a few words, the completions of every shell offer them.
#[test]
fn completions_offer_the_words_that_options_take() {
    let folder = tempfile::tempdir().unwrap();
    let options = [
        ["table", "list", "json"],
        ["random", "goals", "reciprocal"],
        ["organisation", "department", "relationship"],
        ["personal", "workload", "left"],
        ["same-region", "same-employer", "supervises"],
        ["agreed", "mistake", "mistake"],
    ];
    for shell in ["bash", "zsh", "fish"] {
        let text = said(program(folder.path(), &[]).args(["completions", shell])).out;
        for words in options {
            let is_there = match shell {
                // One word a line.
                "fish" => words.iter().all(|word| text.contains(&format!("{word}\\t''"))),
                _ => text.lines().any(|line| words.iter().all(|word| line.contains(word))),
            };
            assert!(is_there, "{shell}: {words:?}");
        }
    }
}
