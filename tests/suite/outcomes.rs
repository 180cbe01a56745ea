//! `outcome`: points are kept in private, agreed, done and published without a name; each step can be taken back.

use std::fs;

use serde_json::Value;

use crate::evaluation::{cohort, run};

#[test]
fn points_are_added_agreed_done_and_published() {
    let directory = cohort("id");
    let root = directory.path();
    let ok = |arguments: &[&str]| {
        let said = run(root, arguments);
        assert_eq!(said.status, 0, "{arguments:?} {}", said.err);
        said
    };
    ok(&["outcome", "add", "learning", "Privilege is not seen by those who have it"]);
    ok(&[
        "outcome",
        "add",
        "action",
        "A calendar of all faiths for rotas",
        "--owner",
        "Head of school",
        "--due",
        "2027-09-01",
        "--level",
        "organisation",
    ]);
    ok(&["outcome", "add", "reflection", "The first meeting was hard", "--side", "juniors"]);
    assert_eq!(run(root, &["outcome", "add", "reflection", "No side"]).status, 2);
    assert!(!root.join("outcomes.csv").exists());
    let early = run(root, &["outcome", "publish", "O02"]);
    assert!(early.status == 1 && early.err.contains("was not agreed"), "{}", early.err);
    ok(&["outcome", "agree", "O01", "O2"]);
    ok(&["outcome", "publish"]);
    let published = "id,kind,side,level,text,owner,due,state\n\
        O01,learning,,,Privilege is not seen by those who have it,,,open\n\
        O02,action,,organisation,A calendar of all faiths for rotas,Head of school,2027-09-01,open\n";
    assert_eq!(fs::read_to_string(root.join("outcomes.csv")).unwrap(), published);
    assert!(ok(&["outcome", "list"]).err.contains("Due and not done: 1."));
    ok(&["outcome", "done", "O02", "--on", "2027-10-01"]);
    assert!(fs::read_to_string(root.join("outcomes.csv")).unwrap().contains("2027-09-01,done\n"));
    let list: Value = serde_json::from_str(&ok(&["outcome", "list", "--format", "json"]).out).unwrap();
    let second = &list["outcomes"][1];
    assert_eq!(
        (&second["id"], &second["state"], &second["published"], &second["side"]),
        (&"O02".into(), &"done".into(), &true.into(), &Value::Null)
    );
    ok(&["outcome", "publish", "O01", "--retract"]);
    assert!(!fs::read_to_string(root.join("outcomes.csv")).unwrap().contains("O01"));
    ok(&["outcome", "done", "O02", "--retract"]);
    ok(&["outcome", "add", "learning", "Ids are never given twice"]);
    assert!(fs::read_to_string(root.join("private/outcomes.csv")).unwrap().contains("O04,learning"));
    assert_eq!(run(root, &["check"]).status, 0);
}

/// A second lead's directory: what is committed, and a private folder of its own.
fn second_lead(root: &std::path::Path) -> tempfile::TempDir {
    let other = tempfile::tempdir().unwrap();
    for file in crate::living::cohort::tree(root, &[".revmentor", ".git"]).keys().filter(|file| !file.ends_with("outcomes.csv")) {
        let to = other.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root.join(file), to).unwrap();
    }
    other
}

#[test]
fn points_that_two_leads_publish_are_one_list_with_one_id_each() {
    let directory = cohort("id");
    let (root, other) = (directory.path(), second_lead(directory.path()));
    let publish = |root: &std::path::Path, texts: &[&str]| {
        for text in texts {
            ok(root, &["outcome", "add", "action", text]);
        }
        ok(root, &["outcome", "agree", "O01", "O02"]);
        ok(root, &["outcome", "publish"]);
        fs::read_to_string(root.join("outcomes.csv")).unwrap()
    };
    let ours = publish(root, &["Both said this", "Ours"]);
    let theirs = publish(other.path(), &["Both said this", "Theirs", "A draft"]);
    let [ours, theirs] = [&ours, &theirs].map(|text| text.lines().last().unwrap().to_owned());
    let merged = |root: &std::path::Path| {
        let head = "id,kind,side,level,text,owner,due,state\nO01,action,,,Both said this,,,open\n";
        let conflict = format!("{head}<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> theirs\n");
        fs::write(root.join("outcomes.csv"), conflict).unwrap();
        let refused = run(root, &["outcome", "list"]);
        assert!(refused.status == 2 && refused.err.contains("revmentor build"), "{}", refused.err);
        assert!(ok(root, &["build"]).err.contains("the second is O03"));
        assert!(ok(root, &["build"]).err.contains("Nothing to do"));
        fs::read_to_string(root.join("outcomes.csv")).unwrap()
    };
    let united = merged(root);
    assert!(united.ends_with("O02,action,,,Ours,,,open\nO03,action,,,Theirs,,,open\n"), "{united}");
    assert_eq!(merged(other.path()), united, "both leads mend alike");
    // Here O02 was the lead's own, and O03 a draft.
    ok(other.path(), &["outcome", "done", "O03"]);
    let private = fs::read_to_string(other.path().join("private/outcomes.csv")).unwrap();
    assert!(private.contains("O02,action,,,Ours,,,open,yes,,yes\n") && private.contains("O04,action,,,A draft,"), "{private}");
    assert!(fs::read_to_string(other.path().join("outcomes.csv")).unwrap().contains("Theirs,,,done\n"));
    // A lead who only pulled has every published point, too.
    fs::write(root.join("outcomes.csv"), fs::read(other.path().join("outcomes.csv")).unwrap()).unwrap();
    fs::remove_file(root.join("private/outcomes.csv")).unwrap();
    ok(root, &["outcome", "add", "action", "Another"]);
    assert!(fs::read_to_string(root.join("private/outcomes.csv")).unwrap().contains("O04,action,,,Another"));
    assert_eq!(run(root, &["check"]).status, 0);
}

#[test]
fn the_same_words_are_one_point() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["outcome", "add", "action", "Book a room", "--owner", "Host"]);
    let again = ok(root, &["outcome", "add", "action", "Book a room", "--owner", "Host"]);
    assert!(again.err.contains("O01 says that already"), "{}", again.err);
    let other = run(root, &["outcome", "add", "action", "Book a room", "--owner", "Lead"]);
    assert!(other.status == 1 && other.err.contains("[known-point]"), "{}", other.err);
    fs::write(root.join("in.csv"), "kind,side,text\nreflection,juniors,It was hard\nreflection,seniors,It was hard\n").unwrap();
    let imported = ok(root, &["outcome", "import", &root.join("in.csv").display().to_string()]);
    assert!(imported.err.contains("2 new"), "both sides said it: {}", imported.err);
    // As an earlier version let them be written and published.
    let row = "O02,action,,,Book a room,,,open,yes,,yes\n";
    let private = fs::read_to_string(root.join("private/outcomes.csv")).unwrap();
    let (head, rest) = private.split_once("O02,").unwrap();
    fs::write(root.join("private/outcomes.csv"), format!("{head}{row}{}", rest.split_once('\n').unwrap().1)).unwrap();
    let rows = "O01,action,,,Book a room,Host,,open\nO02,action,,,Book a room,,,open\n";
    fs::write(root.join("outcomes.csv"), format!("id,kind,side,level,text,owner,due,state\n{rows}")).unwrap();
    let built = ok(root, &["build"]);
    assert!(built.err.contains("O02 says the same as O01") && !built.err.contains("another lead"), "{}", built.err);
    assert_eq!(fs::read_to_string(root.join("outcomes.csv")).unwrap().lines().count(), 2);
    assert_eq!(run(root, &["check"]).status, 0);
}

#[test]
fn nobody_is_named_in_a_point() {
    let directory = cohort("id");
    let root = directory.path();
    for arguments in
        [["outcome", "add", "learning", "Thanks to AdaB Borrow"], ["outcome", "add", "action", "Write to borrow first"]]
    {
        let refused = run(root, &arguments);
        assert!(refused.status == 1 && !refused.err.contains("Borrow first"), "{}", refused.err);
    }
    let owner = run(root, &["outcome", "add", "action", "A calendar", "--owner", "Dr Corrow"]);
    assert_eq!(owner.status, 1, "{}", owner.err);
    assert!(!root.join("private/outcomes.csv").exists());
}

fn ok(root: &std::path::Path, arguments: &[&str]) -> crate::stories::Said {
    let said = run(root, arguments);
    assert_eq!(said.status, 0, "{arguments:?} {}{}", said.out, said.err);
    said
}

#[test]
fn points_come_from_a_table_once_and_every_wrong_row_is_told() {
    let directory = cohort("id");
    let root = directory.path();
    let file = root.join("points.csv");
    fs::write(&file, "Kind;Point;Side;Level;Owner;Due date\nlearning point;\"=Privilege; unseen\";;;;\naction;Faith calendar;;organisation;Head of school;01/09/2027\nReflection;Hard at first;Seniors;;;\n").unwrap();
    let path = file.display().to_string();
    let first = ok(root, &["outcome", "import", &path]);
    assert!(first.err.contains("3 new, 0 already known"), "{}", first.err);
    assert!(ok(root, &["outcome", "import", &path]).err.contains("0 new, 3 already known"));
    let kept = fs::read_to_string(root.join("private/outcomes.csv")).unwrap();
    assert!(kept.contains("O02,action,,organisation,Faith calendar,Head of school,2027-09-01,open,no,"), "{kept}");
    assert!(kept.contains("O01,learning,,,\"'=Privilege; unseen\",") && kept.contains("O03,reflection,mentee,"), "{kept}");
    fs::write(&file, "kind,text,side,level,due\nidea,x,,,\naction,,,,\nreflection,y,,,\naction,z,tutors,planet,soon\n").unwrap();
    let refused = run(root, &["outcome", "import", &path]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    for told in ["idea", "has no words", "belongs to a side", "tutors", "planet", "soon"] {
        assert!(refused.err.contains(told), "{told}\n{}", refused.err);
    }
    fs::write(&file, "kind,text,state\naction,z,perhaps\n").unwrap();
    let refused = run(root, &["outcome", "import", &path]);
    assert!(refused.status == 2 && refused.err.contains("[unknown-word]: unknown state"), "{}", refused.err);
    fs::write(&file, "kind,text\nlearning,Thanks to AdaB Borrow\n").unwrap();
    assert_eq!(run(root, &["outcome", "import", &path]).status, 1);
    assert_eq!(fs::read_to_string(root.join("private/outcomes.csv")).unwrap(), kept);
}

#[test]
fn what_an_earlier_cohort_left_open_is_listed_and_taken_over() {
    let earlier = cohort("id");
    ok(earlier.path(), &["outcome", "add", "action", "A buddy for everybody"]);
    ok(earlier.path(), &["outcome", "add", "action", "A calendar for rotas"]);
    ok(earlier.path(), &["outcome", "agree", "O01", "O02"]);
    ok(earlier.path(), &["outcome", "done", "O02"]);
    ok(earlier.path(), &["outcome", "publish"]);
    let directory = cohort("id");
    let root = directory.path();
    let settings = fs::read_to_string(root.join("cohort.toml")).unwrap();
    let previous = format!("[previous]\ncohorts = ['{}']\n{settings}", earlier.path().display());
    fs::write(root.join("cohort.toml"), previous).unwrap();
    let list: Value = serde_json::from_str(&ok(root, &["outcome", "list", "--format", "json"]).out).unwrap();
    assert_eq!((list["earlier"].as_array().unwrap().len(), &list["earlier"][0]["text"]), (1, &"A buddy for everybody".into()));
    let published = earlier.path().join("outcomes.csv").display().to_string();
    let taken = ok(root, &["outcome", "import", &published]);
    assert!(taken.err.contains("1 new, 1 already known or done (1 done)"), "{}", taken.err);
    // A row with the same words says who owns the point now.
    let owned = root.join("owned.csv");
    fs::write(&owned, "kind,text,owner,due\naction,A buddy for everybody,Head of school,2028-09-01\n").unwrap();
    let corrected = ok(root, &["outcome", "import", &owned.display().to_string()]);
    assert!(corrected.err.contains("1 with another owner, day or level now"), "{}", corrected.err);
    let kept = fs::read_to_string(root.join("private/outcomes.csv")).unwrap();
    assert!(kept.contains("A buddy for everybody,Head of school,2028-09-01"), "{kept}");
}

#[test]
fn summaries_go_only_as_far_as_both_consent() {
    let directory = cohort("id");
    let root = directory.path();
    let pairings = fs::read_to_string(root.join("pairings.csv")).unwrap();
    let pairs: Vec<&str> = pairings.lines().skip(1).filter_map(|line| line.split(',').next()).take(4).collect();
    let file = root.join("summaries.csv");
    let row = |pair: &str, text: &str, consents: &str| format!("{pair},{text},half,last,{consents}\n");
    let head = "pair,first,half_way,last,mentor_consent,mentee_consent\n";
    let table = format!(
        "{head}{}{}{}{}",
        row(pairs[0], "named first", "named,named"),
        row(pairs[1], "<b>half</b> | shown", "named,anonymous"),
        row(pairs[2], "kept to ourselves", "anonymous,no"),
        row(pairs[3], "never asked", ",")
    );
    fs::write(&file, &table).unwrap();
    let path = file.display().to_string();
    ok(root, &["outcome", "summary", "import", &path]);
    fs::remove_file(&file).unwrap();
    let written = ok(root, &["outcome", "summary", "write"]);
    assert!(written.err.contains("named: 1") && written.err.contains("summaries.md: 1"), "{}", written.err);
    assert!(root.join(format!("private/summaries/{}.docx", pairs[0])).exists());
    assert!(!root.join(format!("private/summaries/{}.docx", pairs[1])).exists());
    let published = fs::read_to_string(root.join("summaries.md")).unwrap();
    assert!(published.contains("shown") && !published.contains("<b>") && !published.contains(pairs[1]), "{published}");
    assert!(!published.contains("named first") && !published.contains("ourselves") && !published.contains("never asked"));
    ok(root, &["check"]);
    fs::write(&file, format!("{head}{}", row(pairs[1], "Dr Borrow rang", "named,anonymous"))).unwrap();
    ok(root, &["outcome", "summary", "import", &path]);
    fs::remove_file(&file).unwrap();
    let refused = run(root, &["outcome", "summary", "write"]);
    assert_eq!(refused.status, 1, "{}", refused.err);
    fs::write(&file, format!("{head}{}", row("M99-E99", "x", "perhaps,no"))).unwrap();
    let wrong = run(root, &["outcome", "summary", "import", &path]);
    assert!(
        wrong.status == 2 && wrong.err.contains("not a pair of this cohort") && wrong.err.contains("perhaps"),
        "{}",
        wrong.err
    );
}

#[test]
fn a_form_is_read_question_by_question_and_nobody_is_kept() {
    let directory = cohort("id");
    let root = directory.path();
    let ok = |arguments: &[&str]| {
        let said = run(root, arguments);
        assert_eq!(said.status, 0, "{arguments:?} {}", said.err);
        said
    };
    let form = "Timestamp,Your role,What did you learn?,What should change now?,What do you reflect on?\n\
        10/06/2027 10:00:00,Junior,\"- Listening comes first\n- Rotas hide bias\",A calendar of all faiths,The first meeting was hard\n\
        10/06/2027 10:01:00,Senior,nothing,A calendar of all faiths,I talked too much\n";
    fs::write(root.join("form.csv"), form).unwrap();
    let said = ok(&["outcome", "import", "form.csv"]);
    assert!(said.err.contains("5 new, 1 already known"), "{}", said.err);
    let kept = fs::read_to_string(root.join("private/outcomes.csv")).unwrap();
    for row in [
        "O01,learning,,,Listening comes first",
        "O02,learning,,,Rotas hide bias",
        "O03,action,,,A calendar of all faiths",
        "O04,reflection,mentor,,The first meeting was hard",
        "O05,reflection,mentee,,I talked too much",
    ] {
        assert!(kept.contains(row), "{row}\n{kept}");
    }
    assert!(ok(&["outcome", "import", "form.csv"]).err.contains("0 new"));
    fs::write(root.join("form.csv"), "What do you reflect on?,Comments\nSomething new,\n").unwrap();
    let refused = run(root, &["outcome", "import", "form.csv"]);
    assert!(refused.status == 2 && refused.err.contains("no-side") && refused.err.contains("row 2"), "{}", refused.err);
    assert_eq!(fs::read_to_string(root.join("private/outcomes.csv")).unwrap(), kept);
}

#[test]
fn a_point_is_corrected_by_a_verb_also_after_it_was_published() {
    let directory = cohort("id");
    let (root, other) = (directory.path(), second_lead(directory.path()));
    ok(root, &["outcome", "add", "action", "Bok a room", "--owner", "Host"]);
    ok(root, &["outcome", "add", "learning", "'Zero tolerance' posters"]);
    ok(root, &["outcome", "agree", "O01", "O02"]);
    ok(root, &["outcome", "publish"]);
    ok(root, &["report"]);
    // The other lead pulls, and marks a point as done.
    fs::copy(root.join("outcomes.csv"), other.path().join("outcomes.csv")).unwrap();
    ok(other.path(), &["outcome", "done", "O01", "--on", "2027-10-01"]);
    let said = ok(root, &["outcome", "correct", "O01", "Book a room", "--due", "2027-09-01"]);
    assert!(said.err.contains("still counts as agreed") && said.err.contains("`revmentor report` writes"), "{}", said.err);
    assert!(said.err.contains("1 September 2027 is past"), "{}", said.err);
    let published = fs::read_to_string(root.join("outcomes.csv")).unwrap();
    assert!(published.contains("O01,action,,,Book a room,Host,2027-09-01,open\n"), "{published}");
    assert!(published.contains("O02,learning,,,'Zero tolerance' posters,"), "a text is kept as it was written: {published}");
    assert!(ok(root, &["outcome", "correct", "O01", "Book a room"]).err.contains("nothing to do"));
    // The command that is printed where a point is added again with another owner corrects it.
    let known = run(root, &["outcome", "add", "action", "Book a room", "--owner", "Lead"]);
    assert!(known.status == 1 && known.err.contains("`revmentor outcome correct O01 --owner Lead`"), "{}", known.err);
    ok(root, &["outcome", "correct", "O01", "--owner", "Lead"]);
    // The other lead pulls the new words: it is the same point, not one more.
    fs::copy(root.join("outcomes.csv"), other.path().join("outcomes.csv")).unwrap();
    ok(other.path(), &["outcome", "done", "O01", "--on", "2027-10-01"]);
    let theirs = fs::read_to_string(other.path().join("outcomes.csv")).unwrap();
    assert!(theirs.contains("O01,action,,,Book a room,Lead,2027-09-01,done\n") && theirs.lines().count() == 3, "{theirs}");
    for (status, arguments) in [
        (2, &["outcome", "correct", "O09", "Other words"][..]),
        (2, &["outcome", "correct", "O01"]),
        (2, &["outcome", "correct", "O01", " - "]),
    ] {
        assert_eq!(run(root, arguments).status, status, "{arguments:?}");
    }
    assert_eq!(run(root, &["check"]).status, 0);
}
