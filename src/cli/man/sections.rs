//! The sections of a manual page that clap does not know: EXAMPLES, EXIT STATUS, FILES, ENVIRONMENT.

use std::fmt::Write as _;

use super::Example;
use super::nested::NESTED;

/// Examples by the words that follow the program's name, joined by hyphens; those of nested verbs stand in [`NESTED`].
const EXAMPLES: [(&str, &[Example]); 37] = [
    ("", &[("revmentor demo", "make an invented cohort and look round"), ("revmentor status", "what to do next")]),
    ("init", &[("revmentor init 2027-spring --kind goals --start 2027-03-01", "a cohort whose dates follow from its first day")]),
    (
        "demo",
        &[("revmentor demo try", "a cohort just matched"), ("revmentor demo done --finished", "one at its end, with a report")],
    ),
    (
        "survey",
        &[
            ("revmentor survey mentors.csv mentees.xlsx", "look into two exports, and change nothing"),
            ("revmentor survey mentors.csv mentees.xlsx --write", "put their columns into cohort.toml"),
        ],
    ),
    ("import", &[("revmentor import --mentors late.csv", "read one export into the register")]),
    (
        "match",
        &[
            ("revmentor match --dry-run", "show the pairs, and write nothing"),
            ("revmentor match --public \"3 17 22 28\"", "mix in numbers that were drawn in public"),
        ],
    ),
    ("adopt", &[("revmentor adopt pairs.csv --dry-run", "show what pairs made elsewhere would become")]),
    (
        "conflict",
        &[
            ("revmentor conflict add M11 E04 --reason knows", "these two may not be paired"),
            ("revmentor conflict list", "every conflict, and what is still a question"),
        ],
    ),
    ("identity", &[("revmentor identity same M03 M19", "two records are one person")]),
    ("withdraw", &[("revmentor withdraw M02 --on 2027-05-28 --reason workload", "a departure on a day to come")]),
    ("rejoin", &[("revmentor rejoin M02 --mistake", "the wrong person was withdrawn")]),
    ("unpair", &[("revmentor unpair M03-E04", "end a pair; both stay")]),
    ("schedule", &[("revmentor schedule --why 2027-03-10", "why nobody meets on a day")]),
    (
        "meeting",
        &[
            ("revmentor meeting held M03-E04 2 --on 2027-03-10", "the second meeting took place"),
            ("revmentor meeting import replies.csv", "many reports at once"),
        ],
    ),
    ("choose", &[("revmentor choose supervision M01 2", "the second of its dates")]),
    ("reveal", &[("revmentor reveal --to mentors", "to one side first")]),
    ("attend", &[("revmentor attend induction-mentors M01 M04", "these two came")]),
    ("calendar", &[("revmentor calendar", "one .ics file for each participant")]),
    ("evaluate", &[("revmentor evaluate --publish --dry-run", "which figures may be public, and why the others may not")]),
    (
        "outcome",
        &[
            ("revmentor outcome add action \"A calendar of all faiths\" --owner \"Head of school\"", "keep an action point"),
            ("revmentor outcome publish", "publish what was agreed"),
        ],
    ),
    ("report", &[("revmentor report --private", "with names, for you alone")]),
    (
        "messages",
        &[
            ("revmentor messages --due", "draft all that is due"),
            ("revmentor messages sent place", "record that the drafts were sent"),
        ],
    ),
    ("letters", &[("revmentor letters study-leave --pdf", "as Word documents, web pages and PDF")]),
    ("status", &[("revmentor status --format json", "for a script")]),
    ("check", &[("revmentor check --privacy", "look for names in files and in git's history")]),
    ("explain", &[("revmentor explain M14 E03", "why these two are not a pair")]),
    (
        "explain-error",
        &[
            ("revmentor explain-error unknown-key", "what error[unknown-key] means, and what to do"),
            ("revmentor explain-error", "every code, one a line"),
        ],
    ),
    ("verify", &[("revmentor verify --proof 1", "the proof of the first matching, number by number")]),
    ("build", &[("revmentor build", "after a merge")]),
    ("undo", &[("revmentor undo --dry-run", "what would be taken back")]),
    ("log", &[("revmentor log --format csv", "every change as a table")]),
    ("support", &[("revmentor support ../help.txt", "a file for the person who helps you; read it before you give it away")]),
    ("erase", &[("revmentor erase --expired", "everybody, once [privacy] keep_until is past")]),
    ("seal", &[("revmentor seal --recipients keys.txt", "for the holders of these public keys")]),
    ("unseal", &[("revmentor unseal private.age --identity key.txt", "in another lead's clone")]),
    ("completions", &[("revmentor completions bash", "completions for bash")]),
    ("man", &[("revmentor man --output-dir man", "every page as a file"), ("revmentor man meeting held", "one page")]),
];

const EXIT_STATUS: [(&str, &str); 3] = [
    ("0", "It is done, or there was nothing to do. A matching in which people wait is a success."),
    ("1", "The request cannot be met, or a check found something. Nothing was written."),
    ("2", "The command line or a file is wrong; the message names the place. Nothing was written."),
];

const FILES: [(&str, &str); 5] = [
    ("cohort.toml", "The settings, written by people: dates, survey columns, criteria, rules."),
    ("facts/", "What happened, by id. A correction is a new row."),
    ("pairings.csv, meetings.csv, timeline.csv, waiting-list.csv, mailing.csv, README.md", "Views, made from the two above."),
    ("private/", "Names, addresses, answers and the key. Never committed."),
    (".revmentor/", "The lock and what `undo` needs. Never committed."),
];

const ENVIRONMENT: [(&str, &str); 2] = [
    ("REVMENTOR_TODAY", "The date that counts as today, YYYY-MM-DD; the option --today goes before it."),
    ("NO_COLOR", "No colour, whatever its value."),
];

/// The section EXAMPLES of a verb; empty where there are none.
pub(super) fn examples(path: &str) -> String {
    let examples = of(path);
    if examples.is_empty() { String::new() } else { section("EXAMPLES", examples) }
}

/// The examples of a verb as its help shows them.
pub(in crate::cli) fn in_help(path: &str) -> Option<String> {
    let lines: Vec<String> = of(path).iter().map(|(typed, what)| format!("  {typed}\n      {what}")).collect();
    (!lines.is_empty()).then(|| format!("Examples:\n{}", lines.join("\n")))
}

fn of(path: &str) -> &'static [Example] {
    EXAMPLES.iter().chain(&NESTED).find(|(verb, _)| *verb == path).map(|(_, examples)| *examples).unwrap_or_default()
}

/// The sections that every page has.
pub(super) fn common() -> String {
    [section("EXIT STATUS", &EXIT_STATUS), section("FILES", &FILES), section("ENVIRONMENT", &ENVIRONMENT)].concat()
}

fn section(title: &str, entries: &[(&str, &str)]) -> String {
    let mut text = format!(".SH \"{title}\"\n");
    for (term, meaning) in entries {
        _ = writeln!(text, ".TP\n\\fB{}\\fR\n{}", roff(term), roff(meaning));
    }
    text
}

/// Text as roff prints it: hyphens that can be copied, and no line that begins as a request.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::CommandLine;

    /// The words of a command, quotes taken off.
    fn words(typed: &str) -> Vec<String> {
        let parts = typed.split('"').enumerate();
        let words = parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
        words.map(str::to_owned).collect()
    }

    #[test]
    fn every_example_is_understood_and_stands_with_its_verb() {
        for (verb, examples) in EXAMPLES.into_iter().chain(NESTED) {
            for (typed, _) in examples {
                let words = words(typed);
                assert!(CommandLine::command().try_get_matches_from(&words).is_ok(), "{typed}");
                let typed_verb = words[1..].join("-");
                assert!(verb.is_empty() || typed_verb.starts_with(verb), "{typed} stands with {verb}");
            }
        }
    }

    #[test]
    fn every_verb_has_examples() {
        fn verbs(command: &clap::Command, above: &str) -> Vec<String> {
            let name = |verb: &clap::Command| format!("{above}{}", verb.get_name());
            let below = |verb: &clap::Command| verbs(verb, &format!("{}-", name(verb)));
            command.get_subcommands().flat_map(|verb| [vec![name(verb)], below(verb)].concat()).collect()
        }
        let shown: BTreeSet<&str> = EXAMPLES.iter().chain(&NESTED).map(|(verb, _)| *verb).collect();
        let without = ["shell-init", "schema"];
        for verb in verbs(&CommandLine::command(), "").iter().filter(|verb| !without.contains(&verb.as_str())) {
            assert!(shown.contains(verb.as_str()), "{verb}");
        }
    }

    #[test]
    fn a_line_never_begins_as_a_request() {
        assert_eq!(roff(".revmentor/ a-b \\"), "\\&.revmentor/ a\\-b \\e");
    }
}
