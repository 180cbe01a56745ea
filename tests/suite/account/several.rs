//! Mentors who take more than one mentee: paired, planned, verified, and free again one by one.

use std::collections::{BTreeMap, BTreeSet};

use super::cohort::{Directory, GOALS};

/// Three mentors with room for two, one and three, and five mentees.
fn cohort(kind: &str, matching: &str) -> Directory {
    let directory = Directory::new(kind, matching);
    let mentors =
        [("Amal Reed", "sleep;rotas", "two"), ("Bola Hart", "rotas;exams", ""), ("Chidi Marsh", "exams;audit", "up to 3")];
    let rows = mentors.map(|(name, goals, places)| {
        format!("{name},{}@x.example,{goals},North,{places}\n", name.to_lowercase().replace(' ', "."))
    });
    directory.write("private/surveys/mentors.csv", &format!("Name,Email,Goals,Region,Places\n{}", rows.concat()));
    directory.edit("cohort.toml", "region = \"Region\"", "region = \"Region\"\ncapacity = \"Places\"");
    directory
}

/// The active pairs by mentor.
fn mentees(directory: &Directory) -> BTreeMap<String, Vec<String>> {
    let mut mentees: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in directory.read("pairings.csv").lines().filter(|row| row.contains(",active,")) {
        let cells: Vec<&str> = row.split(',').collect();
        mentees.entry(cells[1].to_owned()).or_default().push(cells[2].to_owned());
    }
    mentees
}

fn id(directory: &Directory, name: &str) -> String {
    let register = directory.read("private/register.csv");
    register.lines().find(|row| row.contains(name)).unwrap().split(',').next().unwrap().to_owned()
}

#[test]
fn as_many_pairs_as_there_is_room_for_are_made_and_proved() {
    for (kind, matching) in [("random", ""), ("goals", GOALS)] {
        let directory = cohort(kind, matching);
        directory.done(&["match"]);
        let (pairs, room) = (mentees(&directory), [("Amal", 2), ("Bola", 1), ("Chidi", 3)]);
        assert_eq!(pairs.values().map(Vec::len).sum::<usize>(), 5, "{pairs:?}");
        for (name, room) in room {
            assert!(pairs[&id(&directory, name)].len() <= room, "{pairs:?}");
        }
        assert_eq!(directory.run(&["check"]).err, "");
        let (status, claims) = directory.verify();
        assert!(status == 0 && claims.iter().all(|claim| claim.contains(" holds: ")), "{claims:#?}");
        assert!(directory.done(&["match"]).err.contains("Nothing to do"));
    }
}

#[test]
fn nobody_meets_two_partners_on_one_day() {
    let directory = cohort("goals", GOALS);
    directory.done(&["match"]);
    let mut days = BTreeSet::new();
    for row in directory.read("meetings.csv").lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        assert!(days.insert((cells[0][..3].to_owned(), cells[3].to_owned())), "{row}");
    }
    assert!(days.len() >= 10);
}

#[test]
fn a_mentor_who_leaves_frees_all_of_hers() {
    let directory = cohort("goals", GOALS);
    directory.done(&["match"]);
    let (chidi, amal) = (id(&directory, "Chidi"), id(&directory, "Amal"));
    let freed = mentees(&directory)[&chidi].clone();
    let refused = directory.run(&["meeting", "held", &chidi, "1"]);
    assert!(freed.len() > 1 && refused.status == 2 && refused.err.contains("name the pair"), "{}", refused.err);
    let said = directory.done(&["withdraw", &chidi]).err;
    assert!(freed.iter().all(|mentee| said.contains(&format!("The pair {chidi}-{mentee} ends"))), "{said}");
    directory.done(&["match"]);
    let left = mentees(&directory);
    assert_eq!((left[&amal].len(), left.values().map(Vec::len).sum::<usize>()), (2, 3), "{left:?}");
    assert_eq!(directory.run(&["check"]).err, "");
}

#[test]
fn room_that_shrinks_ends_no_pair() {
    let directory = cohort("goals", GOALS);
    directory.done(&["match"]);
    let before = mentees(&directory);
    directory.edit("private/surveys/mentors.csv", "up to 3", "plenty");
    let refused = directory.run(&["import"]);
    assert!(
        refused.status == 2 && refused.err.contains("no number of pairs") && refused.err.contains("plenty"),
        "{}",
        refused.err
    );
    directory.edit("private/surveys/mentors.csv", "plenty", "1");
    let said = directory.done(&["import"]).err;
    let chidi = id(&directory, "Chidi");
    let pairs = before[&chidi].len();
    assert_eq!(
        said.contains("[more-pairs-than-room]") && said.contains(&format!("{chidi} now has room for 1, and is in {pairs} pairs")),
        pairs > 1,
        "{said}"
    );
    directory.done(&["match"]);
    assert_eq!(mentees(&directory), before);
    assert_eq!(directory.run(&["check"]).err, "");
}

#[test]
fn who_has_room_for_nobody_is_not_paired_and_waits_with_that_reason() {
    let directory = cohort("goals", GOALS);
    directory.edit("private/surveys/mentors.csv", "up to 3", "none");
    directory.done(&["match"]);
    let chidi = id(&directory, "Chidi");
    assert!(!mentees(&directory).contains_key(&chidi));
    let waiting = directory.read("waiting-list.csv");
    assert!(waiting.contains(&format!("{chidi},mentor,no-capacity")), "{waiting}");
    assert_eq!(directory.run(&["check"]).err, "");
    assert!(directory.done(&["match"]).err.contains("Nothing to do"));
    let told = directory.done(&["explain", &chidi]).out;
    assert!(told.contains("room for no"), "{told}");
}

/// A mentor who fits both mentees, and could take them, beside one who fits neither.
fn one_fits_both(kind: &str, matching: &str) -> Directory {
    let directory = Directory::new(kind, matching);
    let mentors =
        "Name,Email,Goals,Region,Places\nAmal Reed,amal@x.example,exams;rotas,North,2\nBola Hart,bola@x.example,audit,East,1\n";
    let mentees =
        "Name,Email,Goals,Region\nGwen Tarn,gwen@x.example,exams;rotas,South\nHugh Beck,hugh@x.example,exams;rotas,West\n";
    directory.write("private/surveys/mentors.csv", mentors);
    directory.write("private/surveys/mentees.csv", mentees);
    directory.edit("cohort.toml", "region = \"Region\"", "region = \"Region\"\ncapacity = \"Places\"");
    directory
}

#[test]
fn no_mentor_waits_while_another_gets_a_second_mentee() {
    for (kind, matching) in [("goals", GOALS), ("goals", "objective = \"fair\"\n"), ("random", "")] {
        let matching = if matching.starts_with("objective") { format!("{matching}{GOALS}") } else { matching.to_owned() };
        let directory = one_fits_both(kind, &matching);
        let said = directory.done(&["match"]).err;
        assert!(said.contains("4 people have a partner, the maximum with so many pairs."), "{said}");
        assert!(mentees(&directory).values().all(|pairs| pairs.len() == 1), "{:?}", mentees(&directory));
        assert_eq!(directory.read("waiting-list.csv").lines().count(), 1);
        let record = directory.read("facts/draws/001.toml");
        assert!(record.contains("\nalgorithm = 2\n") && !record.contains("[waiting]"), "{record}");
        let (status, claims) = directory.verify();
        assert!(status == 0 && claims.contains(&"1 most-people holds: ".to_owned()), "{claims:#?}");
        assert_eq!(directory.run(&["check"]).err, "");
        let (amal, both) = (id(&directory, "Amal"), ["Gwen", "Hugh"].map(|name| id(&directory, name)));
        let other = both.iter().find(|mentee| !mentees(&directory)[&amal].contains(mentee)).unwrap();
        let why = directory.done(&["explain", &amal, other]).out;
        let swapped = kind == "random" || why.contains("as good");
        assert!(swapped || why.contains("may be paired"), "{why}");
        assert!(directory.done(&["match"]).err.contains("Nothing to do"));
    }
}

/// A pair that stands is not ended for it, and whoever comes later waits with the right reason.
#[test]
fn a_mentor_who_comes_when_another_has_two_waits_until_one_is_free() {
    let directory = one_fits_both("goals", GOALS);
    let all = directory.read("private/surveys/mentors.csv");
    directory.cut("private/surveys/mentors.csv", "Bola");
    directory.done(&["match"]);
    directory.write("private/surveys/mentors.csv", &all);
    directory.done(&["match"]);
    let (amal, bola) = (id(&directory, "Amal"), id(&directory, "Bola"));
    assert_eq!(mentees(&directory)[&amal].len(), 2);
    assert!(directory.read("waiting-list.csv").contains(&format!("{bola},mentor,no-place")));
    let (status, claims) = directory.verify();
    assert!(status == 0 && claims.contains(&"2 fewest-changes holds: ".to_owned()), "{claims:#?}");
    let gwen = id(&directory, "Gwen");
    directory.done(&["unpair", &gwen]);
    directory.done(&["match"]);
    assert_eq!(mentees(&directory).values().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn who_waits_for_people_without_room_is_not_told_that_nobody_applied() {
    let directory = one_fits_both("goals", GOALS);
    directory.edit("private/surveys/mentors.csv", "North,2", "North,none");
    directory.edit("private/surveys/mentors.csv", "East,1", "East,none");
    directory.done(&["match"]);
    let waiting = directory.read("waiting-list.csv");
    assert_eq!((waiting.matches("no-capacity").count(), waiting.matches("nobody-there").count()), (2, 2), "{waiting}");
    let gwen = id(&directory, "Gwen");
    let told = directory.done(&["explain", &gwen]).out;
    assert!(told.contains("nobody on the other side can be paired"), "{told}");
    let told = directory.done(&["explain", &gwen, "--for-participant"]).out;
    assert!(told.contains("nobody of the other side can be paired at present") && !told.contains("applied"), "{told}");
}

#[test]
fn the_places_of_a_programme_are_given_to_as_many_people_as_possible() {
    let directory = one_fits_both("goals", &format!("places = 1\n{GOALS}"));
    directory.done(&["match"]);
    assert_eq!(mentees(&directory).values().map(Vec::len).collect::<Vec<_>>(), [1]);
    let waiting = directory.read("waiting-list.csv");
    assert_eq!(waiting.matches("programme-full").count(), 2, "{waiting}");
    let (status, claims) = directory.verify();
    assert_eq!(status, 0, "{claims:#?}");
}

#[test]
fn a_record_of_another_version_is_found_out() {
    let directory = one_fits_both("goals", GOALS);
    directory.done(&["match"]);
    directory.edit("facts/draws/001.toml", "algorithm = 2", "algorithm = 1");
    let (status, claims) = directory.verify();
    let said = "algorithm: the record says 1, what was kept says 2";
    assert!(status == 1 && claims.iter().any(|claim| claim.contains(said)), "{claims:#?}");
}

#[test]
fn room_for_several_on_both_sides_is_refused() {
    let directory = cohort("goals", GOALS);
    directory.edit("cohort.toml", "[survey.mentees.columns]", "[survey.mentees.columns]\ncapacity = \"Room\"");
    let mentees = directory.read("private/surveys/mentees.csv");
    let rows = mentees.lines().zip(["Room", "2", "1", "1", "1", "1"]).map(|(row, room)| format!("{row},{room}\n"));
    directory.write("private/surveys/mentees.csv", &rows.collect::<String>());
    let refused = directory.run(&["match"]);
    assert!(
        refused.status == 1
            && refused.err.contains("[room-on-both-sides]")
            && refused.err.contains("take `capacity` out of the columns of one survey"),
        "{} {}",
        refused.status,
        refused.err
    );
}
