//! Non-interference through the program itself: before the reveal to somebody no file meant for this person depends on who the partner
//! is. Over pairings that leave the same people unpaired every message of every stage, every letter and every calendar is the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::cohort::Cohort;
use super::messages::SETTINGS;

/// Messages and letters that are about the partner: whoever is not told gets none, by force neither.
const OF_A_PARTNER: [&str; 10] =
    ["reveal", "new-partner", "partner-left", "pair-ended", "book", "log", "quiet", "summary", "profile", "participation"];

/// The people of one cohort, of whom two may not be a pair: one of its own pairs, which a second matching takes apart, or two who were
/// never one.
fn rematched(own_pair: Option<usize>) -> Cohort {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    let pairs = cohort.pairs();
    let (mentor, mentee) = match own_pair {
        Some(at) => pairs[at].split_once('-').unwrap(),
        None => (pairs[0].split_once('-').unwrap().0, pairs[1].split_once('-').unwrap().1),
    };
    cohort.ok(&format!("conflict add {mentor} {mentee} --reason knows --today 2026-11-02"));
    cohort.ok("match --today 2026-11-03");
    cohort
}

/// The names in a list of the program's.
fn names(cohort: &Cohort, verb: &str, list: &str, name: &str) -> BTreeSet<String> {
    let json: serde_json::Value =
        serde_json::from_str(&cohort.ok(&format!("{verb} --format json --today 2026-11-04")).out).unwrap();
    json[list].as_array().unwrap().iter().map(|line| line[name].as_str().unwrap().to_owned()).collect()
}

/// Makes everything that can be made on a day, whatever speaks against it; gives which messages and letters those are. Of what is known
/// to be possible all messages are drafted at once.
fn made(cohort: &Cohort, today: &str, known: Option<&BTreeSet<String>>) -> BTreeSet<String> {
    let is_made = |verb: &str, what: &str| cohort.run(&format!("{verb} {what} --force --today {today}")).status == 0;
    let possible = |what: &String| known.is_none_or(|known| known.contains(what));
    let letters = names(cohort, "letters", "kinds", "kind").into_iter().filter(|kind| possible(kind) && is_made("letters", kind));
    let mut made: BTreeSet<String> = letters.collect();
    let stages: BTreeSet<String> = names(cohort, "messages", "stages", "stage").into_iter().filter(possible).collect();
    if known.is_some() {
        let all: Vec<&str> = stages.iter().map(String::as_str).collect();
        assert!(is_made("messages", &all.join(" ")));
        made.extend(stages);
    } else {
        made.extend(stages.into_iter().filter(|stage| is_made("messages", stage)));
    }
    cohort.ok(&format!("calendar --today {today}"));
    made
}

/// The files meant for people of these sides, by the letter that their ids begin with, or for nobody in particular.
fn meant_for(cohort: &Cohort, sides: &[char]) -> BTreeMap<String, Vec<u8>> {
    let is_meant = |name: &String| {
        let path = Path::new(name);
        let ends = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_of_the_lead = ["programme", "register", "list"].contains(&stem);
        let is_of_others = ['M', 'E'].iter().any(|side| stem.starts_with(*side) && !sides.contains(side));
        let is_paper = name.starts_with("private/calendars/")
            || name.starts_with("private/letters/")
            || name.starts_with("private/messages/") && ends == "eml";
        is_paper && !is_of_the_lead && !is_of_others
    };
    cohort.tree().into_iter().filter(|(name, _)| is_meant(name)).collect()
}

/// What stands in the view by id, which a lead publishes: when those who wait are written to follows the newest matching, whoever it pairs.
fn mailing(cohort: &Cohort) -> Vec<u8> {
    let view = cohort.read("mailing.csv");
    let view: Vec<&str> = view.lines().filter(|line| !line.starts_with("waiting,")).collect();
    assert!(view.len() > 60 && view.iter().any(|line| line.starts_with("place,M")));
    view.join("\n").into_bytes()
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, when: &str) {
    let differing: Vec<&String> = one.keys().filter(|name| one.get(*name) != other.get(*name)).collect();
    assert_eq!(differing, Vec::<&String>::new(), "{when}");
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{when}");
}

#[test]
fn no_file_meant_for_a_participant_tells_the_pairing() {
    let papers = |own_pair: Option<usize>, known: Option<&[BTreeSet<String>; 2]>| {
        let cohort = rematched(own_pair);
        let pairs: BTreeSet<String> = cohort.pairs().into_iter().collect();
        let view = mailing(&cohort);
        let early = made(&cohort, "2026-11-04", known.map(|[early, _]| early));
        let hidden = meant_for(&cohort, &['M', 'E']);
        // Mentors know by now; what their mentees get is as before.
        cohort.ok("reveal --to mentors --on 2026-11-16 --today 2026-11-16 --force --reason early");
        let late = made(&cohort, "2027-07-30", known.map(|[_, late]| late));
        (pairs, view, [hidden, meant_for(&cohort, &['E'])], [early, late])
    };
    let (pairs, view, [one, late], stages) = papers(None, None);
    assert!(stages[0].len() >= 40 && stages[0].contains("results"), "{stages:?}");
    assert!(one.len() > 300 && late.len() > 150, "{} {}", one.len(), late.len());
    let of_a_partner = |name: &&String| {
        let is_of_somebody = name.starts_with("private/messages/") || name.contains("/E") || name.contains("/M");
        is_of_somebody && OF_A_PARTNER.iter().any(|stage| name.split('/').nth(2) == Some(stage))
    };
    assert_eq!(one.keys().chain(late.keys()).filter(of_a_partner).collect::<Vec<_>>(), Vec::<&String>::new());
    let (others, other_view, [other, other_late], other_stages) = papers(Some(0), Some(&stages));
    assert_ne!(pairs, others, "the conflict changes pairs");
    assert_eq!((pairs.len(), &stages, &view), (others.len(), &other_stages, &other_view), "and leaves nobody out");
    same(&one, &other, "before the reveal");
    same(&late, &other_late, "before the reveal to mentees");
}
