//! Survey exports that are none, or not whole.

use super::{Broken, EMAIL, MENTORS, Stage, cell, edit_line, put, text};

pub(super) const CASES: &[Broken] = &[
    Broken {
        name: "a page to sign in",
        stage: Stage::Fresh,
        make: |d| {
            put(
                d,
                MENTORS,
                b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in to see answers</body></html>\n",
            );
        },
        typed: "match",
        status: 2,
        says: &[
            "this is a web page, not a table",
            "private/surveys/mentors.csv",
            "it is often a login page: sign in to the surve",
        ],
    },
    Broken {
        name: "JSON",
        stage: Stage::Fresh,
        make: |d| put(d, MENTORS, b"[{\"Full name\": \"Emre Uche\", \"Email\": \"e@x.example\"}]\n"),
        typed: "match",
        status: 2,
        says: &["this is a JSON document, not a table", "private/surveys/mentors.csv", "export the answers as CSV or Excel"],
    },
    Broken {
        name: "a PDF",
        stage: Stage::Fresh,
        make: |d| put(d, MENTORS, b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        typed: "match",
        status: 2,
        says: &[
            "this is a PDF document, not a table",
            "private/surveys/mentors.csv",
            "export the answers as CSV or Excel, not as a r",
        ],
    },
    Broken {
        name: "an archive by gzip",
        stage: Stage::Fresh,
        make: |d| put(d, MENTORS, b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0"),
        typed: "match",
        status: 2,
        says: &["this is a gzip archive, not a table", "private/surveys/mentors.csv", "unpack it first"],
    },
    Broken {
        name: "a workbook of 1997",
        stage: Stage::Fresh,
        make: |d| put(d, MENTORS, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0\0\0"),
        typed: "match",
        status: 2,
        says: &[
            "the workbook cannot be read: it is damaged or was cut off",
            "private/surveys/mentors.csv",
            "open it in Excel and save it again",
        ],
    },
    Broken {
        name: "an archive that breaks off",
        stage: Stage::Fresh,
        make: |d| put(d, MENTORS, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"),
        typed: "match",
        status: 2,
        says: &[
            "the workbook cannot be read: it is damaged or was cut off",
            "private/surveys/mentors.csv",
            "open it in Excel and save it again, or downloa",
        ],
    },
    Broken {
        name: "headings without words",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 1, text(d, MENTORS).lines().next().unwrap(), ",,,,,,,,,,,,,"),
        typed: "match",
        status: 2,
        says: &[
            "no row with column headings was found",
            "private/surveys/mentors.csv",
            "say `header_row = N`, or put a row with headin",
        ],
    },
    Broken {
        name: "a heading that opens a quotation mark",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 1, "Specialty", "\"Specialty"),
        typed: "match",
        status: 2,
        says: &[
            "no column has this heading",
            "private/surveys/mentors.csv, row 1, column \"Is there anybody with whom you should not be p",
        ],
    },
    Broken {
        name: "a mapped heading that is blank",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 1, ",Full name,", ",,"),
        typed: "match",
        status: 2,
        says: &[
            "no column has this heading",
            "private/surveys/mentors.csv, row 1, column \"Full name\"",
            "“Full name”",
            "did you mean \"Name\"?",
        ],
    },
    Broken {
        name: "two addresses in one cell",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, EMAIL), "a@x.example; b@x.example"),
        typed: "match",
        status: 2,
        says: &[
            "this cell holds more than one e-mail address",
            "private/surveys/mentors.csv, row 4, line 4, column \"Work e-mail address\"",
            "“a@x.example; b@x.example”",
            "correct it in the export; write `tbc` if it is",
        ],
    },
    Broken {
        name: "an address without a domain",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, EMAIL), "fatou@"),
        typed: "match",
        status: 2,
        says: &[
            "this is no e-mail address",
            "private/surveys/mentors.csv, row 4, line 4, column \"Work e-mail address\"",
            "“fatou@”",
            "correct it in the export; write `tbc` if it is",
        ],
    },
    Broken {
        name: "an address with two signs",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, EMAIL), "fatou@@x.example"),
        typed: "match",
        status: 2,
        says: &[
            "this cell holds more than one e-mail address",
            "private/surveys/mentors.csv, row 4, line 4, column \"Work e-mail address\"",
            "“fatou@@x.example”",
            "correct it in the export; write `tbc` if it is",
        ],
    },
    Broken {
        name: "an address that sends elsewhere",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, EMAIL), "mailto:fatou@x.example?bcc=a@b.example"),
        typed: "match",
        status: 2,
        says: &[
            "this cell holds more than one e-mail address",
            "private/surveys/mentors.csv, row 4, line 4, column \"Work e-mail address\"",
            "“mailto:fatou@x.example?bcc=a@b.example”",
            "correct it in the export; write `tbc` if it is",
        ],
    },
    Broken {
        name: "a date in words",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, 2), "last Tuesday"),
        typed: "match",
        status: 0,
        says: &[
            "this is no date that can be read; the answer counts as undat",
            "private/surveys/mentors.csv, row 4, line 4, column \"Completion time\"",
            "“last Tuesday”",
            "say how dates are written: format = \"%d/%m/%Y",
        ],
    },
    Broken {
        name: "the thirteenth month both ways",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, 2), "13/13/26 14:37:43"),
        typed: "match",
        status: 2,
        says: &[
            "there is no such date or time",
            "private/surveys/mentors.csv, row 4, line 4, column \"Completion time\"",
            "“13/13/26 14:37:43”",
            "correct it in the export, or say how dates are",
        ],
    },
    Broken {
        name: "a cell as long as a book",
        stage: Stage::Fresh,
        make: |d| edit_line(d, MENTORS, 4, "Fatou Venkataraman", &"x".repeat(140_000)),
        typed: "match",
        status: 2,
        says: &[
            "a cell holds more than 131072 bytes",
            "private/surveys/mentors.csv, row 4, line 4",
            "a quotation mark may be missing, or this is no",
        ],
    },
    Broken {
        name: "more columns than a survey has",
        stage: Stage::Fresh,
        make: |d| {
            let line = text(d, MENTORS).lines().next().unwrap().to_owned();
            edit_line(d, MENTORS, 1, &line, &(line.clone() + &",q".repeat(3000)));
        },
        typed: "match",
        status: 2,
        says: &[
            "a row has more than 2000 cells",
            "private/surveys/mentors.csv, row 1, line 1",
            "delete the empty columns in a spreadsheet, or",
        ],
    },
    Broken {
        name: "no such file of a name typed",
        stage: Stage::Fresh,
        make: |_| (),
        typed: "match --mentors private/surveys/nobody.csv",
        status: 2,
        says: &[
            "the export (mentors) is not there",
            "private/surveys/nobody.csv",
            "put it there, or name another in cohort.toml",
        ],
    },
    Broken {
        name: "a file that is a folder, typed",
        stage: Stage::Fresh,
        make: |_| (),
        typed: "match --mentees private",
        status: 2,
        says: &["the export (mentees) is a directory", "private", "name the file in it"],
    },
    Broken {
        name: "survey of nothing",
        stage: Stage::Fresh,
        make: |_| (),
        typed: "survey private/surveys/missing.csv",
        status: 2,
        says: &[
            "the export (survey) is not there",
            "private/surveys/missing.csv",
            "put it there, or name another in cohort.toml",
        ],
    },
];
