//! What a lead does on an ordinary day, and what is said when there is nothing to do.

use super::cohort::{Cohort, MENTEES, MENTORS, Said, address};

fn tells(said: &Said, parts: &[&str]) {
    let plain = format!("{}{}", said.out, said.err).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(plain.contains(part), "{part:?} is not in:\n{}{}", said.out, said.err);
    }
}

/// Pairs made elsewhere are taken over as they are, also those of somebody with room for two; there is no third.
#[test]
fn adopt_takes_over_as_many_pairs_of_somebody_as_there_is_room_for() {
    let list = |mentees: &[usize]| {
        let row = |at: &usize| format!("{},{}\n", address(MENTORS[0].0), address(MENTEES[*at].0));
        format!("mentor,mentee\n{}", mentees.iter().map(row).collect::<String>())
    };
    let cohort = Cohort::with_room_for_two(2);
    cohort.write("private/one.csv", &list(&[1]));
    cohort.write("private/both.csv", &list(&[1, 3]));
    cohort.write("private/second.csv", &list(&[3]));
    cohort.write("private/three.csv", &list(&[1, 3, 5]));
    cohort.write("private/twice.csv", &list(&[1, 1]));
    let said = cohort.run("adopt private/three.csv --today 2026-11-01");
    assert_eq!(said.status, 2);
    tells(&said, &["[paired-twice]", "has room for 2 pairs, and is in", "line 4"]);
    let said = cohort.run("adopt private/twice.csv --today 2026-11-01");
    tells(&said, &["[paired-twice]", "is a pair already", "line 3", "take one of the two rows away"]);
    cohort.ok("adopt private/both.csv --today 2026-11-01");
    assert_eq!(cohort.pairs().len(), 2);
    cohort.ok("check --today 2026-11-01");
    let in_two_steps = Cohort::with_room_for_two(2);
    in_two_steps.write("private/one.csv", &list(&[1]));
    in_two_steps.write("private/second.csv", &list(&[3]));
    in_two_steps.ok("adopt private/one.csv --today 2026-11-01");
    in_two_steps.ok("adopt private/second.csv --today 2026-11-01");
    assert_eq!(in_two_steps.pairs(), cohort.pairs());
}

#[test]
fn an_earlier_cohort_that_is_not_there_is_said_before_it_is_missed() {
    let cohort = Cohort::matched();
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[previous]\ncohorts = [\"../lst\"]\n"));
    for typed in ["check", "status", "match"] {
        let said = cohort.ok(&format!("{typed} --today 2026-12-01"));
        tells(&said, &["[earlier-cohort]", "cohort.toml:", "“../lst”", "no earlier cohort can be read here"]);
    }
    std::fs::create_dir(cohort.path("../lst")).unwrap();
    std::fs::copy(cohort.path("cohort.toml"), cohort.path("../lst/cohort.toml")).unwrap();
    for typed in ["check", "status", "match"] {
        let said = cohort.ok(&format!("{typed} --today 2026-12-01"));
        tells(&said, &["[earlier-cohort]", "the private register of this earlier cohort is not here"]);
    }
}

/// Once everybody is erased, nothing is left to do about anybody.
#[test]
fn after_an_erasure_of_everybody_no_step_is_about_anybody() {
    let cohort = Cohort::matched();
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nkeep_until = 2027-12-31\n"));
    cohort.ok(&format!("unpair {} --reason other --today 2026-12-01", cohort.pairs()[0]));
    cohort.ok("erase --expired --today 2028-01-05");
    let said = cohort.ok("status --format json --today 2028-01-05");
    let status: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    for step in status["next_steps"].as_array().unwrap() {
        let code = step["code"].as_str().unwrap();
        assert!(["build", "hook", "commit", "report", "git"].contains(&code), "{step}");
    }
}

#[test]
fn a_message_for_nobody_is_recorded_as_nothing() {
    let cohort = Cohort::matched();
    let from = "from = \"Rosa Lead <rosa.lead@deanery.example>\"";
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &format!("{settings}\n[messages]\n{from}\n"));
    let waiting = cohort.read("waiting-list.csv");
    for person in waiting.lines().skip(1).filter_map(|line| line.split(',').next()) {
        cohort.ok(&format!("withdraw {person} --today 2026-11-02"));
    }
    let waiting = cohort.ok("messages waiting --today 2026-11-03");
    assert!(waiting.err.contains("nobody to write to") && !waiting.out.contains("faults"), "{}{}", waiting.out, waiting.err);
    let said = cohort.ok("messages sent waiting --today 2026-11-03");
    tells(&said, &["waiting: nothing to record"]);
}

#[test]
fn where_there_is_no_pair_none_is_said_to_be_revealed() {
    let cohort = Cohort::new();
    cohort.ok("import --today 2026-11-01");
    tells(&cohort.ok("reveal --today 2026-11-01"), &["There is no pair yet"]);
}

/// A departure that was planned and taken back does not read as one to come.
#[test]
fn the_log_says_that_a_planned_departure_did_not_come() {
    let cohort = Cohort::matched();
    let person = cohort.pairs()[0].split('-').next().unwrap().to_owned();
    cohort.ok(&format!("withdraw {person} --on 2027-01-29 --today 2026-12-10"));
    assert!(cohort.ok("log").out.contains("is going to leave"));
    cohort.ok(&format!("rejoin {person} --today 2026-12-19"));
    let log = cohort.ok("log").out;
    assert!(!log.contains("is going to leave") && log.contains("was going to leave on this day, and stayed"), "{log}");
    assert!(log.contains("stays: the planned departure was taken back") && !log.contains("came back"), "{log}");
}

/// Of a mentor of two, each pair can be explained, and nobody is offered as the partner that the question names.
#[test]
fn an_explanation_says_about_which_pair_it_is() {
    let cohort = Cohort::with_room_for_two(3);
    cohort.ok("match --seed 7 --today 2026-11-01");
    let pairs = cohort.pairs();
    let mentor = |pair: &String| pair.split('-').next().unwrap().to_owned();
    let of = |person: &String| pairs.iter().filter(|pair| mentor(pair) == *person).collect::<Vec<_>>();
    let twice = pairs.iter().map(mentor).find(|person| of(person).len() == 2).unwrap();
    let other = of(&twice)[1].replace('-', " ");
    tells(&cohort.ok(&format!("explain {twice}")), &["The tables are about the pair", &format!("`revmentor explain {other}`")]);
    let free =
        pairs.iter().map(|pair| pair.split('-').nth(1).unwrap()).find(|mentee| !of(&twice).iter().any(|p| p.contains(mentee)));
    let asked = cohort.ok(&format!("explain {twice} {} --format json", free.unwrap()));
    let told: serde_json::Value = serde_json::from_str(&asked.out).unwrap();
    let is_asked = |row: &serde_json::Value| {
        let text = row.to_string();
        text.contains(&format!("\"{twice}\"")) && text.contains(&format!("\"{}\"", free.unwrap()))
    };
    assert!(!told["alternatives"].as_array().unwrap().iter().any(is_asked), "{}", told["alternatives"]);
}

/// What every later command refuses is said when it is written, with the way out of it.
#[test]
fn a_column_of_numbers_that_is_written_for_words_is_said() {
    let cohort = Cohort::new();
    cohort.ok("init ../lots --kind random");
    let cohort = cohort.beside("lots");
    let rows = [("Mentor", &MENTORS[..2]), ("Mentee", &MENTEES[..2])].map(|(role, people)| {
        let places = |at: usize| if role == "Mentor" { (2 - at).to_string() } else { String::new() };
        let row = |(at, (name, ..)): (usize, &(&str, &str, &str))| format!("{role},{name},{},{}\n", address(name), places(at));
        people.iter().enumerate().map(row).collect::<String>()
    });
    cohort.write("people.csv", &format!("Role,Name,Email,Places\n{}", rows.concat()));
    let said = cohort.ok("survey people.csv --write");
    tells(&said, &["[coded-answers]", "write capacity = \"Places\" in place of the line of place", "1 warning"]);
    let settings = cohort.read("cohort.toml");
    let kept: Vec<&str> = settings.lines().filter(|line| !line.starts_with("# capacity")).collect();
    let mended = format!("{}\n", kept.join("\n"));
    cohort.write("cohort.toml", &mended.replace("place = \"Places\"", "capacity = \"Places\""));
    cohort.ok("import");
}
