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
        says: &["there is a register, but not the key to it", "private/key", "put private/key back from a backup or from ano"],
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
        says: &["M01 is a mentor", "private/register.csv, row 2, line 2, column \"side\"", "correct the side or the id"],
    },
    Broken {
        name: "somebody without an address in the register",
        stage: Stage::Matched,
        make: |d| edit(d, REGISTER, "emre.uche@hospital.example", ""),
        typed: "withdraw M05",
        status: 2,
        says: &[
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
            "these days off are those of an id that nobody has",
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
            "these days end before they begin",
            "private/closed.csv, row 2, line 2, column \"to\"",
            "“2027-01-02”",
            "turn `from` and `to` round",
        ],
    },
    Broken {
        name: "leave on no day",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"person,from,to\nM01,soon,2027-01-02\n"),
        typed: "schedule",
        status: 2,
        says: &["this is not a day", "private/closed.csv, row 2, line 2, column \"from\"", "“soon”", "write it as 2027-01-11"],
    },
    Broken {
        name: "leave without headings",
        stage: Stage::Matched,
        make: |d| put(d, "private/closed.csv", b"M01,2027-01-01,2027-01-02\n"),
        typed: "schedule",
        status: 2,
        says: &[
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
            "a file stands where a folder should be, or a folder where a",
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
        says: &["this should be a file, but is something else", "pairings.csv", "move it out of the cohort directory"],
    },
    Broken {
        name: "a view edited by hand",
        stage: Stage::Matched,
        make: |d| edit(d, "pairings.csv", "M01-E10,M01,E10", "M01-E11,M01,E11"),
        typed: "withdraw M05",
        status: 1,
        says: &[
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
            "M01-E10 comes from matching 1, of which there is no record",
            "facts/pairs/M01-E10.csv, line 2",
            "`git checkout HEAD -- facts/draws/001.toml` takes",
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
            "a file stands where a folder should be, or a folder where a",
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
            "a file stands where a folder should be, or a folder where a",
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
        says: &["this record of a change cannot be read", ".revmentor/undo/0001", "delete it"],
    },
    Broken {
        name: "declared by nobody",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"mentor,mentee\nM01,Nobody Atall\n"),
        typed: "conflict import in.csv",
        status: 2,
        says: &[
            "this name fits nobody in the register",
            "in.csv, row 2, line 2, column \"mentee\"",
            "“Nobody Atall”",
            "give the id, the address, or the name as it wa",
        ],
    },
    Broken {
        name: "declared of one side",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"mentor,mentee\nM01,M02\n"),
        typed: "conflict import in.csv",
        status: 2,
        says: &[
            "M01 and M02 are of one side; they could never be a pair",
            "in.csv, row 2, line 2",
            "name one person of each side",
        ],
    },
    Broken {
        name: "declarations without headings",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"M01,E02\n"),
        typed: "conflict import in.csv",
        status: 2,
        says: &["no rows below the header line", "in.csv, line 1", "put a line of headings above the rows"],
    },
    Broken {
        name: "declarations that are a picture",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"\x89PNG\r\n\x1a\n\0\0"),
        typed: "conflict import in.csv",
        status: 2,
        says: &["this is a picture, not a table", "in.csv", "export the answers as CSV or Excel"],
    },
    Broken {
        name: "a poll about no event",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"person,event,option\nM01,supervison,1\n"),
        typed: "choose import in.csv",
        status: 2,
        says: &["unknown event", "in.csv, row 2, line 2, column \"option\"", "“supervison”", "did you mean `supervision`?"],
    },
    Broken {
        name: "a poll for a date that is not offered",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"person,event,option\nM01,supervision,3\n"),
        typed: "choose import in.csv",
        status: 2,
        says: &[
            "supervision has no such date",
            "in.csv, row 2, line 2, column \"option\"",
            "“3”",
            "1 = 2027-01-19 12:30:00, 2 = 2027-01-21 15:00:",
        ],
    },
    Broken {
        name: "a poll of the other side",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"person,event,option\nE01,supervision,1\n"),
        typed: "choose import in.csv",
        status: 2,
        says: &[
            "supervision is for mentors; E01 is not asked to come",
            "in.csv, row 2, line 2, column \"option\"",
            "“E01”",
            "name one of the mentors, or another event",
        ],
    },
    Broken {
        name: "a poll without its event",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"person,option\nM01,1\n"),
        typed: "choose import in.csv",
        status: 2,
        says: &["there is no column \"event\"", "in.csv, row 1, line 1, column \"event\"", "the columns are: person, option"],
    },
    Broken {
        name: "a meeting of no pair",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"pair,meeting,status,held_on\nM01-E01,1,held,2026-10-16\n"),
        typed: "meeting import in.csv",
        status: 2,
        says: &["these two were never a pair", "in.csv, row 2, line 2", "“M01-E01”", "pairings.csv lists every pair"],
    },
    Broken {
        name: "a meeting in no number",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"pair,meeting,status,held_on\nM01-E10,one,held,2026-10-16\n"),
        typed: "meeting import in.csv",
        status: 2,
        says: &[
            "this is not the number of a meeting",
            "in.csv, row 2, line 2, column \"meeting\"",
            "“one”",
            "correct it in the file",
        ],
    },
    Broken {
        name: "a meeting that is happening",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"pair,meeting,status,held_on\nM01-E10,1,happening,2026-10-16\n"),
        typed: "meeting import in.csv",
        status: 2,
        says: &[
            "this is no status of a meeting",
            "in.csv, row 2, line 2, column \"status\"",
            "“happening”",
            "planned, held, missed, cancelled",
        ],
    },
    Broken {
        name: "a meeting on a day that is none",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"pair,meeting,status,held_on\nM01-E10,1,held,31/09/2026\n"),
        typed: "meeting import in.csv",
        status: 2,
        says: &[
            "this is no day",
            "in.csv, row 2, line 2, column \"held_on\"",
            "“31/09/2026”",
            "write it as 2027-01-31 (31/01/2027 is understo",
        ],
    },
    Broken {
        name: "a row too wide among meetings",
        stage: Stage::Matched,
        make: |d| put(d, "in.csv", b"pair,meeting,status,held_on\nM01-E10,1,held,2026-10-16,more\n"),
        typed: "meeting import in.csv",
        status: 2,
        says: &[
            "this row is too long: 5 cells under 4 headings",
            "in.csv, row 2, line 2",
            "look for a comma that belongs to a text and is",
        ],
    },
    Broken {
        name: "somebody twice among pairs",
        stage: Stage::Imported,
        make: |d| put(d, "in.csv", b"mentor,mentee\nM03,E01\nM03,E02\n"),
        typed: "adopt in.csv",
        status: 2,
        says: &["M03 is in the pair M03-E01 already", "in.csv, row 3, line 3", "each person can be in one pair of the file"],
    },
    Broken {
        name: "nobody among pairs",
        stage: Stage::Imported,
        make: |d| put(d, "in.csv", b"mentor,mentee\nM03,E77\n"),
        typed: "adopt in.csv",
        status: 2,
        says: &["unknown id", "in.csv, row 2, line 2, column \"mentee\"", "“E77”", "ids of this side go up to E14"],
    },
    Broken {
        name: "pairs without rows",
        stage: Stage::Imported,
        make: |d| put(d, "in.csv", b"mentor,mentee\n"),
        typed: "adopt in.csv",
        status: 2,
        says: &["no rows below the header line", "in.csv, line 1", "put a line of headings above the rows"],
    },
];
