//! Everything else that stands in a cohort directory or is read into it.

use std::fs;

use super::{Broken, REGISTER, Stage, add, edit, put, text};

pub(super) const CASES: &[Broken] = &[
    Broken {
        name: "a key too short",
        stage: Stage::Matched,
        make: |d| put(d, "private/key", b"abc\n"),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[key]",
            "this is not a key: 32 bytes, or 64 hexadecimal digits",
            "private/key",
            "take the key from the other lead or from a bac",
        ],
    },
    Broken {
        name: "a register without its key",
        stage: Stage::Matched,
        make: |d| fs::remove_file(d.join("private/key")).unwrap(),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[no-key]",
            "there is a register, but not the key to it",
            "private/key",
            "put private/key back from a backup or from ano",
        ],
    },
    Broken {
        name: "two people of one id in the register",
        stage: Stage::Matched,
        make: |d| {
            let register = text(d, REGISTER);
            let first = register.lines().nth(1).unwrap().to_owned();
            add(d, REGISTER, &(first + "\n"));
        },
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[register]",
            "this is also the address of M01",
            "private/register.csv, row 34, line 34, column \"email\"",
            "correct one of the two",
        ],
    },
    Broken {
        name: "a side that is none in the register",
        stage: Stage::Matched,
        make: |d| edit(d, REGISTER, "M01,mentor,", "M01,mentour,"),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[register]",
            "M01 is a mentor",
            "private/register.csv, row 2, line 2, column \"side\"",
            "correct the side or the id",
        ],
    },
    Broken {
        name: "somebody without an address in the register",
        stage: Stage::Matched,
        make: |d| edit(d, REGISTER, "emre.uche@hospital.example", ""),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[register]",
            "this is not an address",
            "private/register.csv, row 2, line 2, column \"email\"",
            "write one address without blanks",
        ],
    },
    Broken {
        name: "a register with other headings",
        stage: Stage::Matched,
        make: |d| edit(d, REGISTER, "id,side,", "number,side,"),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[missing-column]",
            "there is no column \"id\"",
            "private/register.csv, row 1, line 1, column \"id\"",
            "the columns are: number, side, name, email, co",
        ],
    },
    Broken {
        name: "leave of nobody",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"person,from,to\nM99,2027-01-01,2027-01-02\n"),
        typed: "schedule",
        status: 0,
        says: &[
            "[leave-of-nobody]",
            "unknown id in a row of days off",
            "private/closed.csv, column \"person\"",
            "“M99”",
            "correct the id; `revmentor status` lists who t",
        ],
    },
    Broken {
        name: "leave that ends before it begins",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"person,from,to\nM01,2027-01-09,2027-01-02\n"),
        typed: "schedule",
        status: 2,
        says: &[
            "[reversed]",
            "these days end before they begin",
            "private/closed.csv, row 2, line 2, column \"to\"",
            "“2027-01-02”",
            "swap `from` and `to`",
        ],
    },
    Broken {
        name: "leave on no day",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"person,from,to\nM01,soon,2027-01-02\n"),
        typed: "schedule",
        status: 2,
        says: &[
            "[not-a-day]",
            "this is not a day",
            "private/closed.csv, row 2, line 2, column \"from\"",
            "“soon”",
            "write it as 2027-01-11",
        ],
    },
    Broken {
        name: "leave without headings",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"M01,2027-01-01,2027-01-02\n"),
        typed: "schedule",
        status: 2,
        says: &[
            "[missing-column]",
            "there is no column \"from\"",
            "private/closed.csv, row 1, line 1, column \"from\"",
            "the columns are: M01, 2027-01-01, 2027-01-02",
        ],
    },
    Broken {
        name: "notes with a quotation mark left open",
        stage: Stage::Matched,
        make: |d| put(d, "private/notes.csv", b"on,about,what,text\n2026-10-20,M01,withdrawal,\"unwell\n"),
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[unclosed-quote]",
            "a quote opens here and is never closed",
            "private/notes.csv, row 2, line 2",
            "close it, or double it (\"\") where it belongs t",
        ],
    },
    Broken {
        name: "a private folder that is a file",
        stage: Stage::Matched,
        make: |d| {
            fs::remove_dir_all(d.join("private")).unwrap();
            put(d, "private", b"");
        },
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[not-a-file]",
            "a file is where a folder should be, or a folder where a",
            "private/register.csv",
            "move it out of the cohort directory",
        ],
    },
    Broken {
        name: "a view that is a folder",
        stage: Stage::Matched,
        make: |d| {
            fs::remove_file(d.join("pairings.csv")).unwrap();
            fs::create_dir(d.join("pairings.csv")).unwrap();
        },
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[not-a-file]",
            "this should be a file, but is something else",
            "pairings.csv",
            "move it out of the cohort directory",
        ],
    },
    Broken {
        name: "a view edited by hand",
        stage: Stage::Matched,
        make: |d| edit(d, "pairings.csv", "M01-E10,M01,E10", "M01-E11,M01,E11"),
        typed: "withdraw M05",
        status: 1,
        says: &[
            "[edited-view]",
            "this file was edited by hand or left by a merge; it is made",
            "pairings.csv",
            "`revmentor build` drops the edits",
        ],
    },
    Broken {
        name: "a folder of facts that is a file",
        stage: Stage::Matched,
        make: |d| {
            fs::remove_dir_all(d.join("facts/draws")).unwrap();
            put(d, "facts/draws", b"");
        },
        typed: "withdraw M05",
        status: 2,
        says: &[
            "[known-draw]",
            "M01-E10 comes from matching 1, of which there is no record",
            "facts/pairs/M01-E10.csv, line 2",
            "put facts/draws/001.toml back from a backup or a colleague's copy",
        ],
    },
    Broken {
        name: "the transaction's folder a file",
        stage: Stage::Matched,
        make: |d| {
            fs::remove_dir_all(d.join(".revmentor")).unwrap();
            put(d, ".revmentor", b"");
        },
        typed: "withdraw M05",
        status: 1,
        says: &[
            "[not-a-file]",
            "a file is where a folder should be, or a folder where a",
            ".revmentor",
            "move it out of the cohort directory",
        ],
    },
    Broken {
        name: "a lock that is a folder",
        stage: Stage::Matched,
        make: |d| {
            fs::remove_file(d.join(".revmentor/lock")).unwrap();
            fs::create_dir(d.join(".revmentor/lock")).unwrap();
        },
        typed: "withdraw M05",
        status: 1,
        says: &[
            "[not-a-file]",
            "a file is where a folder should be, or a folder where a",
            ".revmentor",
            "move it out of the cohort directory",
        ],
    },
    Broken {
        name: "an undo record torn",
        stage: Stage::Matched,
        make: |d| put(d, ".revmentor/undo/0001", b"revmentor journal 1\nhalf"),
        typed: "undo",
        status: 1,
        says: &["[damaged-record]", "this record of a change cannot be read", ".revmentor/undo/0001", "delete it"],
    },
];
