//! Calendars of holidays that cannot be read.

use super::{Broken, SETTINGS, Stage, edit, put};

pub(super) const CASES: &[Broken] = &[
    Broken {
        name: "holidays without a calendar",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(d, "holidays.ics", b"Bank holidays 2027: 3 May\r\n");
        },
        typed: "match",
        status: 2,
        says: &[
            "[not-a-calendar]",
            "this is not a line of a calendar file",
            "holidays.ics, line 1",
            "“Bank holidays 2027: 3 May”",
            "export the calendar again as .ics",
        ],
    },
    Broken {
        name: "a calendar that breaks off",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(d, "holidays.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270503\r\n");
        },
        typed: "match",
        status: 2,
        says: &["[calendar-broken]", "VCALENDAR begins here and never ends", "holidays.ics, line 1", "export the calendar again"],
    },
    Broken {
        name: "a holiday on no day",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(
                d,
                "holidays.ics",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270231\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            );
        },
        typed: "match",
        status: 2,
        says: &[
            "[no-day]",
            "this is not a day of a calendar file, such as 20270215",
            "holidays.ics, line 3",
            "“20270231”",
            "write the year, the month and the day, without",
        ],
    },
    Broken {
        name: "a holiday that ends before it begins",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(
                d,
                "holidays.ics",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270503\r\nDTEND:20270501\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            );
        },
        typed: "match",
        status: 2,
        says: &[
            "[reversed]",
            "this entry ends on Saturday 1 May 2027, before it begins on Monday",
            "holidays.ics, line 4",
            "“20270501”",
            "mend it in the calendar program, and export ag",
        ],
    },
    Broken {
        name: "a holiday of no length",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(
                d,
                "holidays.ics",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270503\r\nDURATION:a week\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            );
        },
        typed: "match",
        status: 2,
        says: &[
            "[no-duration]",
            "this is not how long an entry can last",
            "holidays.ics, line 4",
            "“a week”",
            "write it like P1D, or give the entry an end (D",
        ],
    },
    Broken {
        name: "a holiday every so often",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(
                d,
                "holidays.ics",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270503\r\nRRULE:FREQ=SOMETIMES\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            );
        },
        typed: "match",
        status: 2,
        says: &[
            "[repeats]",
            "this entry repeats in a way that is not followed here (FREQ=",
            "holidays.ics, line 4",
            "“FREQ=SOMETIMES”",
            "an entry may repeat by the year or by the week",
        ],
    },
    Broken {
        name: "ends that do not fit",
        stage: Stage::Fresh,
        make: |d| {
            edit(d, SETTINGS, "[calendar]\n", "[calendar]\nholidays_file = \"holidays.ics\"\n");
            put(d, "holidays.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n");
        },
        typed: "match",
        status: 2,
        says: &["[calendar-broken]", "VCALENDAR begins here and never ends", "holidays.ics, line 1", "export the calendar again"],
    },
];
