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
