//! Small trees that break one rule each: a rule that cannot fail would hold nothing.

use super::rules;
use super::source_tree::SourceTree;

fn breaches(rule: fn(&SourceTree) -> Vec<String>, files: &[(&str, &str)]) -> Vec<String> {
    rule(&SourceTree::of(files.iter().copied()))
}

const DOMAIN: (&str, &str) = ("domain/id.rs", "pub struct Id;");
const CLI: (&str, &str) = ("cli/console.rs", "pub struct Console;");

#[test]
fn an_upward_import_is_found_however_it_is_written() {
    for import in [
        "use crate::cli::console::Console;",
        "use crate::{domain::id, cli::console::{self as shell}};",
        "fn f() { let _ = crate::cli::console::Console; }",
        "fn f() { debug_assert!(x == crate::cli::console::Console); }",
        "use super::super::cli::console::Console;",
        "mod inner { fn f(_: super::super::super::cli::console::Console) {} }",
        "#[cfg(test)] mod tests {}\nuse crate::cli::console::Console;",
    ] {
        let found = breaches(rules::upward_imports, &[DOMAIN, CLI, ("app/x.rs", import)]);
        assert_eq!(found, ["app::x imports cli::console"], "{import}");
    }
}

#[test]
fn a_sideways_import_is_found() {
    let schedule = ("schedule/plan.rs", "pub fn plan() {}");
    let matching = ("matching/draw.rs", "use crate::schedule::plan;");
    assert_eq!(breaches(rules::upward_imports, &[schedule, matching]), ["matching::draw imports schedule::plan"]);
}

#[test]
fn imports_of_tests_are_passed_over_and_nothing_else_is() {
    let tests = "#[cfg(test)] mod tests { use crate::cli::console::Console; }";
    assert_eq!(breaches(rules::upward_imports, &[CLI, ("app/x.rs", tests)]), [""; 0]);
    let file = [CLI, ("app/x/mod.rs", "#[cfg(test)] mod tests;"), ("app/x/tests.rs", "use crate::cli::console::Console;")];
    assert_eq!(breaches(rules::upward_imports, &file), [""; 0]);
    let windows = "#[cfg(windows)] use crate::cli::console::Console;";
    assert_eq!(breaches(rules::upward_imports, &[CLI, ("app/x.rs", windows)]).len(), 1);
}

#[test]
fn a_circle_is_found_and_a_module_with_its_parts_is_none() {
    let circle =
        [("app/a.rs", "use super::b;"), ("app/b.rs", "use crate::app::c::C;"), ("app/c.rs", "use super::a::A; pub struct C;")];
    assert_eq!(breaches(rules::cycles, &circle), ["app::a -> app::b -> app::c"]);
    let parts = [("app/a/mod.rs", "mod part; use part::P; pub struct A;"), ("app/a/part.rs", "use super::A; pub struct P;")];
    assert_eq!(breaches(rules::cycles, &parts), [""; 0]);
}

#[test]
fn a_long_file_is_found() {
    let long = "// line\n".repeat(401);
    assert_eq!(breaches(rules::long_files, &[("app/x.rs", &long)]), ["app::x has 401 lines"]);
    let enough = "// line\n".repeat(400);
    assert_eq!(breaches(rules::long_files, &[("app/x.rs", &enough)]), [""; 0]);
}

#[test]
fn a_folder_without_level_or_line_in_the_table_is_found() {
    let strange = [("lib.rs", "//! | 1 | `domain` | nouns |\npub mod domain;"), DOMAIN, ("extras/x.rs", "")];
    assert_eq!(breaches(rules::missing_from_the_table, &strange), ["extras"]);
    assert!(breaches(rules::unknown_folders, &strange).contains(&"extras".to_owned()));
    let wrong_level = [("lib.rs", "//! | 2 | `domain` | nouns |"), DOMAIN];
    assert_eq!(breaches(rules::missing_from_the_table, &wrong_level), ["domain"]);
}

#[test]
fn a_way_from_a_shared_view_to_a_name_is_found() {
    let detour = [
        ("render/shared/views.rs", "use crate::store::layout;"),
        ("store/layout.rs", "use crate::people::register::Register;"),
        ("people/register.rs", "pub struct Register;"),
    ];
    let way = "render::shared::views -> store::layout -> people::register";
    assert_eq!(breaches(rules::names_within_reach_of_shared_views, &detour), [way]);
    let private = [
        ("render/shared/views.rs", "fn f() { crate::render::private::names::label() }"),
        ("render/private/names.rs", "pub fn label() {}"),
    ];
    assert_eq!(breaches(rules::names_within_reach_of_shared_views, &private).len(), 1);
    let contact = [("render/shared/views.rs", "use crate::domain::contact::Contact;"), ("domain/contact.rs", "")];
    assert_eq!(breaches(rules::contacts_in_shared_code, &contact), ["render::shared::views names a contact"]);
}

#[test]
fn the_outer_world_is_found_however_it_is_written() {
    for text in ["use std::{fs, io};", "fn f() { std::fs::read(\"x\"); }", "use std::fs::File;"] {
        assert_eq!(breaches(rules::outer_world, &[("matching/x.rs", text)]), ["matching::x names std::fs"], "{text}");
    }
    assert_eq!(breaches(rules::outer_world, &[("app/x.rs", "use clap::Args;")]), ["app::x names clap"]);
    assert_eq!(breaches(rules::outer_world, &[("domain/x.rs", "fn f() { println!(\"x\"); }")]), ["domain::x names println"]);
}

#[test]
fn a_file_without_a_head_is_found() {
    assert_eq!(breaches(rules::without_a_head, &[("app/x.rs", "fn f() {}")]), ["app::x"]);
}
