//! What is wrong in `cohort.toml` or in the answers of a survey.

use super::Case;
use crate::broken::Stage;
use crate::mistakes::{MENTORS, SETTINGS, edit, put, text};

pub(super) const CASES: &[Case] = &[
    Case {
        code: "coded-question",
        name: "a coded export without its key",
        stage: Stage::Fresh,
        before: &[],
        make: |d| put(d, "in.csv", include_bytes!("../../../exports/limesurvey-codes.csv")),
        typed: "survey in.csv --side mentors",
        status: 2,
    },
    Case {
        code: "earlier-cohort",
        name: "an earlier cohort that is not there",
        stage: Stage::Imported,
        before: &[],
        make: |d| edit(d, SETTINGS, "[meetings]\n", "[previous]\ncohorts = [\"../lst\"]\n\n[meetings]\n"),
        typed: "check",
        status: 0,
    },
    Case {
        code: "bad-link",
        name: "a link without https",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "id = \"supervision\"\n", "id = \"supervision\"\nlink = \"teams.example/x\"\n"),
        typed: "match",
        status: 2,
    },
    Case {
        code: "bad-link-name",
        name: "a link with a name of two words",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "[meetings]\n",
                "[messages]\n\
                 from = \"team@deanery.example\"\n\
                 [messages.links]\n\
                 \"joining survey\" = \"https://forms.example/x\"\n\n\
                 [meetings]\n",
            );
        },
        typed: "match",
        status: 2,
    },
    Case {
        code: "bad-scale",
        name: "a scale that ends before it begins",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "[meetings]\n",
                "[evaluation]\n\
                 [evaluation.pre]\n\
                 file = \"private/surveys/pre.csv\"\n\
                 [[evaluation.item]]\n\
                 name = \"confidence\"\n\
                 heading = \"How confident are you?\"\n\
                 scale = { from = 5, to = 1 }\n\n\
                 [meetings]\n",
            );
        },
        typed: "match",
        status: 2,
    },
    Case {
        code: "item-name",
        name: "a question as the name of an item",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "[meetings]\n",
                "[[evaluation.item]]\n\
                 name = \"How confident are you?\"\n\
                 heading = \"How confident are you?\"\n\
                 scale = { from = 1, to = 5 }\n\n\
                 [meetings]\n",
            );
        },
        typed: "match",
        status: 2,
    },
    Case {
        code: "small-group",
        name: "figures of five people",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "[meetings]\n", "[evaluation]\nleast_group = 5\n\n[meetings]\n"),
        typed: "match",
        status: 0,
    },
    Case {
        code: "mentors-not-asked",
        name: "a list of mentors who did not agree",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "[meetings]\n", "[declaration]\nmentees = \"list\"\n\n[meetings]\n"),
        typed: "match",
        status: 2,
    },
    Case {
        code: "near-miss",
        name: "a field with a slip in its name",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "specialty = \"Specialty\"", "specialty = \"Specialty\"\nregon = \"Where do you work?\""),
        typed: "match",
        status: 0,
    },
    Case {
        code: "field-name",
        name: "a field with two blanks in its name",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "employer = \"Where do you work?\"",
                "employer = \"Where do you work?\"\n\"place  of work\" = \"Where do you work?\"",
            );
        },
        typed: "match",
        status: 2,
    },
    Case {
        code: "one-way",
        name: "what only mentors offer and only mentees want",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "goals = { column",
                "offers = { column = \"Which topics would you like to talk about?\", separator = \";\" }\ngoals = { column",
            );
            edit(
                d,
                SETTINGS,
                "name = \"goals\"\nkind = \"overlap\"",
                "name = \"topics\"\nkind = \"overlap\"\ngives = \"offers\"\nwants = \"goals\"",
            );
        },
        typed: "match",
        status: 0,
    },
    Case {
        code: "named-recipient",
        name: "an SSH key with its owner",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            edit(
                d,
                SETTINGS,
                "[meetings]\n",
                "[privacy]\n\
                 recipients = [\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN ana@laptop\"]\n\n\
                 [meetings]\n",
            );
        },
        typed: "match",
        status: 2,
    },
    Case {
        code: "bad-recipient",
        name: "a key that is none",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "[meetings]\n", "[privacy]\nrecipients = [\"ana@deanery.example\"]\n\n[meetings]\n"),
        typed: "match",
        status: 2,
    },
    Case {
        code: "answer-above-header",
        name: "an answer above the headings",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, MENTORS, "ID,Start", ",,,,,Ana Lee,ana.lee@deanery.example,Surgery,,,,,,\r\nID,Start"),
        typed: "match",
        status: 0,
    },
    Case {
        code: "long-answer",
        name: "an answer as long as a book",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, MENTORS, "Interviews and portfolios", &"x".repeat(30_000)),
        typed: "match",
        status: 0,
    },
    Case {
        code: "long-name",
        name: "a name as long as a page",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, MENTORS, "Yusuf Yıldız", &"Yusuf ".repeat(100)),
        typed: "match",
        status: 0,
    },
    Case {
        code: "nobody-left",
        name: "an export in which nobody agreed",
        stage: Stage::Fresh,
        before: &[],
        make: |d| put(d, MENTORS, text(d, MENTORS).replace("\"Yes, you may;\"", "No").as_bytes()),
        typed: "match",
        status: 0,
    },
    Case {
        code: "unclear-role",
        name: "an answer that names both roles",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Would you like to be a mentor or a mentee?\n\
                 Ana Lee,ana@x.example,Mentor\n\
                 Bo Ray,bo@x.example,Mentee\n\
                 Cy Day,cy@x.example,Either mentor or mentee\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv",
        status: 0,
    },
    Case {
        code: "not-found",
        name: "a survey without addresses",
        stage: Stage::Fresh,
        before: &[],
        make: |d| put(d, "in.csv", "Full name,Specialty\nAna Lee,Surgery\nBo Ray,Medicine\nCy Day,Surgery\n".as_bytes()),
        typed: "survey in.csv --side mentors",
        status: 2,
    },
    Case {
        code: "guessed-question",
        name: "columns of goals without a question",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Leadership,Exams,Rotas\n\
                 Ana Lee,ana@x.example,Leadership,,Rotas\n\
                 Bo Ray,bo@x.example,,Exams,\n\
                 Cy Day,cy@x.example,Leadership,Exams,\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 0,
    },
    Case {
        code: "joined-otherwise",
        name: "a separator that joins no answers",
        stage: Stage::Fresh,
        before: &[],
        make: |d| edit(d, SETTINGS, "talk about?\", separator = \";\"", "talk about?\", separator = \",\""),
        typed: "import",
        status: 0,
    },
    Case {
        code: "unmet-wish",
        name: "a wish for what nobody is",
        stage: Stage::Imported,
        before: &[],
        make: |d| edit(d, "private/surveys/mentors.csv", "a team;\",Psychiatry,", "a team;\",Anaesthesia,"),
        typed: "match --dry-run",
        status: 0,
    },
    Case {
        code: "section-title",
        name: "people under WITHDRAWN",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Specialty\n\
                 Ana Lee,ana@x.example,Surgery\n\
                 WITHDRAWN,,\n\
                 Bo Ray,bo@x.example,Medicine\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 0,
    },
    Case {
        code: "second-table",
        name: "a second table below the first",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Specialty\n\
                 Ana Lee,ana@x.example,Surgery\n\
                 Bo Ray,bo@x.example,Medicine\n\
                 Name,Reason,Email\n\
                 Cy Day,ill,cy@x.example\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 2,
    },
    Case {
        code: "tables-side-by-side",
        name: "two tables side by side",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Name,Email,,Mentee name,Mentee email\n\
                 Ana Lee,ana@x.example,,Cy Day,cy@x.example\n\
                 Bo Ray,bo@x.example,,Di Fox,di@x.example\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 0,
    },
    Case {
        code: "html-entities",
        name: "entities beside a plain &",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Specialty\n\
                 Ana Lee,ana@x.example,Trauma &amp; orthopaedics\n\
                 Bo Ray,bo@x.example,Obstetrics & gynaecology\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 0,
    },
    Case {
        code: "hedged-wish",
        name: "no preference, and a wish",
        stage: Stage::Fresh,
        before: &[],
        make: |d| {
            put(
                d,
                "in.csv",
                "Full name,Email address,Preferred specialty of your mentee\n\
                 Ana Lee,ana@x.example,\"No preference, ideally Surgery\"\n\
                 Bo Ray,bo@x.example,Surgery\n\
                 Cy Day,cy@x.example,Surgery\n"
                    .as_bytes(),
            );
        },
        typed: "survey in.csv --side mentors",
        status: 0,
    },
];
