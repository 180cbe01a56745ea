//! The lead's own tables, row for row: what `private/people.csv` and `private/pairs.csv` promise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{begun, finished};

const PEOPLE: &str = "id,side,name,email,state,pair,partner,waiting_reason,code";
const PAIRS: &str = "pair,status,mentor,mentor_email,mentee,mentee_email,since,until,score,next_meeting,held,quiet_days";
const STATES: [&str; 8] = ["applicant", "paired", "waiting", "question", "leaving", "withdrawn", "never-joined", "erased"];

/// The rows of a view below its promised head, which may go on with columns of a later version.
fn rows(root: &Path, view: &str, head: &str) -> Vec<csv::StringRecord> {
    let text = std::fs::read_to_string(root.join("private").join(view)).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{view}: no byte order mark"));
    assert!(text.lines().next().unwrap().starts_with(head), "{view}: {text}");
    csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect()
}

fn is_day(text: &str) -> bool {
    text.parse::<chrono::NaiveDate>().is_ok()
}

#[test]
fn every_row_of_the_private_views_says_what_it_promises() {
    let roots = [&begun(), &finished()];
    people(roots);
    pairs(roots);
}

fn people(roots: [&PathBuf; 2]) {
    let mut states = BTreeSet::new();
    for root in roots {
        let rows = rows(root, "people.csv", PEOPLE);
        assert!(rows.len() >= 30);
        for row in &rows {
            let [id, side, name, email, state, pair, partner, reason, code] = std::array::from_fn(|at| &row[at]);
            assert!(id.parse::<revmentor::parts::domain::PersonId>().is_ok() && ["mentor", "mentee"].contains(&side), "{row:?}");
            assert!(!name.is_empty() && email.contains('@') && !code.is_empty(), "{row:?}");
            assert!(STATES.contains(&state), "{row:?}");
            let other = pair.split('-').find(|other| *other != id);
            let named = if state == "paired" { partner.split(' ').next() } else { None };
            assert_eq!(named, other.filter(|other| !other.is_empty()), "{row:?}");
            assert_eq!(state == "waiting", !reason.is_empty(), "{row:?}");
            states.insert(state.to_owned());
        }
    }
    assert!(["paired", "waiting", "withdrawn"].iter().all(|state| states.contains(*state)), "{states:?}");
}

fn pairs(roots: [&PathBuf; 2]) {
    let mut quiet = 0;
    for root in roots {
        let rows = rows(root, "pairs.csv", PAIRS);
        assert!(rows.len() >= 14);
        for row in &rows {
            let [pair, status, mentor, mentor_email, mentee, mentee_email] = std::array::from_fn(|at| &row[at]);
            let [since, until, score, next, held, days] = std::array::from_fn(|at| &row[at + 6]);
            assert!(pair.parse::<revmentor::parts::domain::PairId>().is_ok(), "{row:?}");
            assert!(
                !mentor.is_empty() && !mentee.is_empty() && mentor_email.contains('@') && mentee_email.contains('@'),
                "{row:?}"
            );
            assert!(["active", "ended"].contains(&status) && (status == "active" || is_day(until)), "{row:?}");
            assert!(is_day(since) && (next.is_empty() || is_day(next)), "{row:?}");
            assert!(score.parse::<u16>().is_ok_and(|score| score <= 1000) && held.parse::<u32>().is_ok(), "{row:?}");
            assert!(days.is_empty() || days.parse::<u32>().is_ok(), "{row:?}");
            quiet += usize::from(!days.is_empty());
        }
    }
    assert!(quiet > 0);
}
