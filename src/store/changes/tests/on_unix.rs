//! What links and permissions do to a workspace.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn links_are_refused_wherever_they_stand() {
    for place in ["cohort.toml", "facts/people", "facts/people/M07.csv", "private", "private/surveys/m.csv", ".revmentor"] {
        let (folder, root) = cohort();
        let path = root.join(place);
        let elsewhere = folder.path().join("elsewhere");
        if path.exists() {
            fs::rename(&path, &elsewhere).unwrap();
        }
        symlink(&elsewhere, &path).unwrap();
        for access in [Access::Read, Access::Write] {
            assert_eq!(code(&Workspace::open(&root, access).err().unwrap()), "link", "{place}");
        }
    }
}

#[test]
fn a_link_made_after_opening_is_not_followed() {
    let (folder, root) = cohort();
    let mut workspace = open(&root);
    fs::rename(root.join("facts/people"), folder.path().join("out")).unwrap();
    symlink(folder.path().join("out"), root.join("facts/people")).unwrap();
    symlink(folder.path().join("out/M01.csv"), root.join("meetings.csv")).unwrap();
    let before = tree(&root);
    let refusal = workspace.commit(set([(person("M01"), "x"), (layout::meetings(), "x")]), entry("match")).unwrap_err();
    assert_eq!(refusal.problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["link", "link"]);
    assert_eq!((tree(&root), workspace.read(&layout::meetings()).unwrap_err().code), (before, "link"));
}

#[test]
fn what_may_not_be_changed_is_named_before_anything_is() {
    let (_folder, root) = cohort();
    chmod(&root.join("facts/people"), 0o555);
    chmod(&root.join("pairings.csv"), 0o444);
    let before = tree(&root);
    let changes = set([(layout::meetings(), "x"), (layout::pairings(), "x"), (person("M02"), "x")]);
    if fs::write(root.join("facts/people/probe"), "").is_ok() {
        // Nothing can be forbidden to the superuser.
        return;
    }
    let refusal = open(&root).commit(changes, entry("match")).unwrap_err();
    let named: Vec<String> = refusal.problems.iter().map(|p| format!("{} {}", p.code, p.place)).collect();
    assert_eq!(named, ["no-permission facts/people", "no-permission pairings.csv"]);
    assert_eq!(tree(&root), before);
    chmod(&root.join("facts/people"), 0o755);
    chmod(&root, 0o555);
    let refusal = open(&root).commit(set([(layout::meetings(), "x")]), entry("match")).unwrap_err();
    assert_eq!((code(&refusal), tree(&root)), ("no-permission", before));
    chmod(&root, 0o755);
}

#[test]
fn every_writing_command_closes_the_private_folder() {
    let (_folder, root) = cohort();
    let export = root.join("private/surveys/Mentor survey.csv");
    fs::write(&export, "name\n").unwrap();
    chmod(&export, 0o644);
    chmod(&root.join("private/surveys"), 0o755);
    chmod(&root.join("private"), 0o777);
    let nothing = set([(layout::pairings(), "pair\n")]);
    assert!(open(&root).commit(nothing, entry("match")).unwrap().changed.is_empty());
    assert_eq!([mode(&export), mode(&root.join("private/surveys")), mode(&root.join("private"))], [0o600, 0o700, 0o700]);
}

#[test]
fn a_replaced_file_keeps_its_mode_and_a_new_one_takes_the_directorys() {
    let (_folder, root) = cohort();
    chmod(&root, 0o775);
    chmod(&root.join("pairings.csv"), 0o640);
    let changes = set([(layout::pairings(), "x"), (layout::meetings(), "y"), (layout::register(), "z")]);
    open(&root).commit(changes.clone(), entry("match")).unwrap();
    let modes = ["pairings.csv", "meetings.csv", "private/register.csv"].map(|file| mode(&root.join(file)));
    assert_eq!(modes, [0o640, 0o664, 0o600]);
}
