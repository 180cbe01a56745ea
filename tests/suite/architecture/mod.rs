//! The layers, read from the sources with a parser: each rule holds for the program, and is shown to fail where it is broken.

mod broken_trees;
mod rules;
pub(crate) mod source_tree;

use std::path::Path;
use std::sync::OnceLock;

use source_tree::SourceTree;

/// The sources of the program, read once for all tests.
pub(crate) fn program() -> &'static SourceTree {
    static TREE: OnceLock<SourceTree> = OnceLock::new();
    TREE.get_or_init(|| SourceTree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")))
}

fn holds(rule: fn(&SourceTree) -> Vec<String>) {
    assert_eq!(rule(program()), Vec::<String>::new());
}

#[test]
fn every_folder_has_a_level() {
    holds(rules::unknown_folders);
}

#[test]
fn imports_go_down_only() {
    holds(rules::upward_imports);
}

#[test]
fn no_files_import_each_other() {
    holds(rules::cycles);
}

#[test]
fn no_file_is_too_long() {
    holds(rules::long_files);
}

#[test]
fn the_table_of_layers_is_complete() {
    holds(rules::missing_from_the_table);
}

#[test]
fn shared_views_cannot_come_by_a_name() {
    holds(rules::names_within_reach_of_shared_views);
    holds(rules::contacts_in_shared_code);
}

#[test]
fn only_the_shell_touches_the_outer_world() {
    holds(rules::outer_world);
}

#[test]
fn every_file_begins_by_saying_what_it_decides() {
    holds(rules::without_a_head);
}

#[test]
fn the_program_itself_stays_small() {
    assert!(program().files[&vec!["main".to_owned()]].lines < 60);
}
