//! `conflict import` of declaration sheets that came back: by whom, whom they name, and who has nobody to name.

use super::cohort::{Cohort, address};

const TODAY: &str = "--today 2026-11-02";

fn id(cohort: &Cohort, name: &str) -> String {
    let register = cohort.read("private/register.csv");
    register.lines().find(|line| line.contains(&address(name))).unwrap().split(',').next().unwrap().to_owned()
}

fn declared(cohort: &Cohort, name: &str) -> Vec<String> {
    let facts = cohort.read(&format!("facts/people/{}.csv", id(cohort, name)));
    let rows = facts.lines().filter(|line| line.contains(",declared,"));
    rows.map(|line| line.rsplit(',').next().unwrap().to_owned()).collect()
}

fn conflicts(cohort: &Cohort) -> String {
    cohort.ok("conflict list --format json").out
}

#[test]
fn silence_none_and_a_name_are_three_things() {
    let cohort = Cohort::matched();
    let sheet = format!(
        "person,conflict,reason\n{},,\n{},None,\n{},Katarzyna Wisniewska,supervises\n{},Mr Nobody Atall,\n",
        address("Amara Okonkwo"),
        address("Dalia Mansour"),
        address("Efua Mensah"),
        address("Jasper Thornbury"),
    );
    cohort.write("private/sheets.csv", &sheet);
    let said = cohort.ok(&format!("conflict import private/sheets.csv {TODAY}"));
    assert!(
        said.err.contains("4 declarations read, 2 with nothing to declare: 1 new conflict, 0 already known, 0 questions"),
        "{said:?}"
    );
    assert!(said.err.contains("named-nobody") && said.err.contains("row 5, line 5, column \"conflict\""), "{said:?}");
    for (name, answer) in
        [("Amara Okonkwo", "none"), ("Dalia Mansour", "none"), ("Efua Mensah", "list"), ("Jasper Thornbury", "list")]
    {
        assert_eq!(declared(&cohort, name), [answer], "{name}");
    }
    assert_eq!(declared(&cohort, "Farid Rahimi"), Vec::<String>::new());
    let listed = conflicts(&cohort);
    assert!(listed.contains("supervises") && listed.contains("Nobody Atall"), "{listed}");
    // Read again it changes nothing, and the name is not in what is committed.
    let before = cohort.tree();
    cohort.ok(&format!("conflict import private/sheets.csv {TODAY}"));
    assert!(before == cohort.tree());
    assert!(
        before
            .iter()
            .filter(|(path, _)| !path.starts_with("private/") && !path.starts_with(".revmentor"))
            .all(|(_, bytes)| { !String::from_utf8_lossy(bytes).contains("Atall") })
    );
}

#[test]
fn a_form_with_a_doubtful_name_asks() {
    let cohort = Cohort::matched();
    let form = format!(
        "Timestamp;Email address;Do you have a conflict of interest with anybody on the list?;Why?\n\
         2026/11/01;{};Harcort;we share a ward and a car\n2026/11/01;{};nobody;\n",
        address("Chandra Iyer"),
        address("Bilal Hashemi"),
    );
    cohort.write("private/form.csv", &form);
    let said = cohort.ok(&format!("conflict import private/form.csv {TODAY}"));
    assert!(said.err.contains("typed \"Harcort\": perhaps") && said.err.contains("Henry Harcourt"), "{said:?}");
    let asked = conflicts(&cohort);
    assert!(asked.contains("Harcort"), "{asked}");
    let (chandra, henry) = (id(&cohort, "Chandra Iyer"), id(&cohort, "Henry Harcourt"));
    cohort.ok(&format!("conflict dismiss {chandra} {henry} {TODAY}"));
    // The answer stands when the form is read again, and the export too.
    let said = cohort.ok(&format!("conflict import private/form.csv {TODAY}"));
    assert!(said.err.contains("0 questions"), "{said:?}");
    assert_eq!(declared(&cohort, "Bilal Hashemi"), ["none"]);
}

/// A sheet of one side, whose only column for people is called after that side.
#[test]
fn a_sheet_of_one_side_is_a_sheet_too() {
    let cohort = Cohort::matched();
    cohort.write(
        "in.csv",
        &format!("Mentor;Conflict of interest\n{};\n{};Henry Harcourt\n", address("Amara Okonkwo"), address("Chandra Iyer")),
    );
    let said = cohort.ok(&format!("conflict import in.csv {TODAY}"));
    assert!(said.err.contains("2 declarations read, 1 with nothing to declare: 1 new conflict"), "{said:?}");
    assert_eq!(declared(&cohort, "Amara Okonkwo"), ["none"]);
}

/// A row about a pair and an answer: "No" is no conflict.
#[test]
fn a_list_of_pairs_may_ask_whether_there_is_a_conflict() {
    let cohort = Cohort::matched();
    cohort.write(
        "in.csv",
        "pair,Do you have a conflict of interest?,reason\nM01-E01,No,\nM02-E02,Yes,knows\nM03-E03,,\nM04-E04,none,\n",
    );
    let said = cohort.ok(&format!("conflict import in.csv {TODAY}"));
    assert!(said.err.contains("1 declaration read; 1 new conflict, 0 already known; 3 rows say that there is none"), "{said:?}");
    // A day that was left empty is no answer.
    cohort.write("in.csv", "mentor,mentee,Declared on\nM03,E04,2026-11-01\nM04,E05,\n");
    let said = cohort.ok(&format!("conflict import in.csv {TODAY}"));
    assert!(said.err.contains("2 declarations read;"), "{said:?}");
}

/// A staff number is no "none": it is named with its row.
#[test]
fn a_number_is_not_taken_for_nobody() {
    let cohort = Cohort::matched();
    cohort.write("in.csv", &format!("person,conflict\n{},20417\n", address("Efua Mensah")));
    let said = cohort.ok(&format!("conflict import in.csv {TODAY}"));
    assert!(said.err.contains("named-nobody") && said.err.contains("20417"), "{said:?}");
    assert_eq!(declared(&cohort, "Efua Mensah"), ["list"]);
}

#[test]
fn somebody_unknown_stops_the_whole_file() {
    let cohort = Cohort::matched();
    let before = cohort.tree();
    cohort.write("in.csv", &format!("person,conflict\n{},\nx@nowhere.example,\nAlso Nobody,\n", address("Amara Okonkwo")));
    let said = cohort.run(&format!("conflict import in.csv {TODAY}"));
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.err.contains("row 3, line 3") && said.err.contains("row 4, line 4"), "{said:?}");
    let mut after = cohort.tree();
    after.remove("in.csv");
    assert!(before == after);
}

/// A number under "pair" that is of another list is never taken for the declarer's partner; nor is a pair of people nobody knows.
#[test]
fn a_pair_that_is_not_of_this_cohort_is_named_with_its_row() {
    let cohort = Cohort::matched();
    let before = cohort.tree();
    let sheet = |cells: [&str; 2]| {
        let [first, second] = cells;
        format!(
            "date,declared_by,email,pair,kind\n2026-10-25,mentor,{},{first},same region\n2026-10-26,mentor,{},{second},same region\n",
            address("Amara Okonkwo"),
            address("Efua Mensah")
        )
    };
    cohort.write("in.csv", &sheet(["4", "M98-E99"]));
    let said = cohort.run(&format!("conflict import in.csv {TODAY}"));
    assert_eq!(said.status, 2, "{said:?}");
    for part in ["[unknown-pair]", "row 2, line 2", "row 3, line 3", "“4”", "no column names the other person", "“declared_by”"]
    {
        assert!(said.err.contains(part), "{part}: {said:?}");
    }
    cohort.write("in.csv", &sheet(["my partner", "5"]));
    let said = cohort.run(&format!("conflict import in.csv {TODAY}"));
    assert!(said.status == 2 && said.err.contains("row 3, line 3") && !said.err.contains("row 2, line 2"), "{said:?}");
    std::fs::remove_file(cohort.path("in.csv")).unwrap();
    assert!(cohort.tree() == before);
    cohort.write("in.csv", &sheet(["my partner", "Katarzyna Wisniewska"]));
    let said = cohort.ok(&format!("conflict import in.csv {TODAY}"));
    let named = format!("{}-{} same-region", id(&cohort, "Efua Mensah"), id(&cohort, "Katarzyna Wisniewska"));
    assert!(said.err.contains("2 new conflicts") && said.err.contains(&named), "{named}: {said:?}");
}
