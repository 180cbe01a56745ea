//! What the reader knows of exports holds for every kind of file: each feature over CSV and over a workbook of the same cells gives the
//! same people, answers and rows left out.

use revmentor::parts::domain::{Answer, Side};
use revmentor::parts::survey::{Source, propose, read};

use super::left_out;
use super::workbooks::as_workbook;

/// A feature, an export that needs it, and what is read of it: the names, and the rest of the answers that show the feature.
struct Feature {
    name: &'static str,
    text: &'static str,
    people: &'static [&'static str],
    /// A field of the first person, and its answers.
    shows: (&'static str, &'static [&'static str]),
}

static FEATURES: [Feature; 14] = [
    Feature {
        name: "a title over people who do not take part",
        text: "Name,Email,Topics\nAda Whitlock,ada@x.example,Exams;Rotas\nBo Lind,bo@x.example,Rotas\n,,\nWITHDRAWN,,\nCarys Day,carys@x.example,Exams\n",
        people: &["Ada Whitlock", "Bo Lind"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "a table for each side, one below the other",
        text: "MENTORS,,\nName,Email,Topics\nAda Whitlock,ada@x.example,Exams;Rotas\nBo Lind,bo@x.example,Rotas\nMENTEES,,\nFull name,Goals,Mail\nCarys Day,Exams,carys@x.example\n",
        people: &["Ada Whitlock", "Bo Lind"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "a table for each side, side by side",
        text: "MENTORS,,,,MENTEES,\nName,Email,Topics,,Name,Email\nAda Whitlock,ada@x.example,Exams;Rotas,,Carys Day,carys@x.example\nBo Lind,bo@x.example,Rotas,,,\n",
        people: &["Ada Whitlock", "Bo Lind"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "a row of totals and the headings once more",
        text: "Name,Email,Topics\nAda Whitlock,ada@x.example,Exams;Rotas\nName,Email,Topics\nBo Lind,bo@x.example,Rotas\nTotal,2,\n",
        people: &["Ada Whitlock", "Bo Lind"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "HTML entities",
        text: "Name,Email,Topics\nAda O&#39;Neil,ada@x.example,Exams &amp; finals;Rotas\nBo Lind,bo@x.example,Rotas\nCarys Day,carys@x.example,Exams &amp; finals\n",
        people: &["Ada O'Neil", "Bo Lind", "Carys Day"],
        shows: ("goals", &["Exams & finals", "Rotas"]),
    },
    Feature {
        name: "numbered options",
        text: "Name,Email,Topics\nAda Whitlock,ada@x.example,1. Exams;2. Rotas\nBo Lind,bo@x.example,2. Rotas\nCarys Day,carys@x.example,1. Exams;3. Faith\n",
        people: &["Ada Whitlock", "Bo Lind", "Carys Day"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "a hedged wish",
        text: "Name,Email,Place,Preferred place of your mentee\nAda Whitlock,ada@x.example,York,\"No preference, ideally Leeds\"\nBo Lind,bo@x.example,Leeds,No preference\nCarys Day,carys@x.example,Hull,York\n",
        people: &["Ada Whitlock", "Bo Lind", "Carys Day"],
        shows: ("preferred_place", &["Leeds"]),
    },
    Feature {
        name: "a tick by those who refuse",
        text: "Name,Email,Tick here if you do not consent\nAda Whitlock,ada@x.example,\nBo Lind,bo@x.example,Ticked\nCarys Day,carys@x.example,\n",
        people: &["Ada Whitlock", "Carys Day"],
        shows: ("consent", &["yes"]),
    },
    Feature {
        name: "a column for each option with figures",
        text: "Name,Email,Topics#Exams,Topics#Rotas,Topics#Faith\nAda Whitlock,ada@x.example,1,1,0\nBo Lind,bo@x.example,0,1,0\nCarys Day,carys@x.example,1,0,1\n",
        people: &["Ada Whitlock", "Bo Lind", "Carys Day"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "answers on lines of their own",
        text: "Name,Email,Topics\nAda Whitlock,ada@x.example,\"Exams\nRotas\"\nBo Lind,bo@x.example,Rotas\nCarys Day,carys@x.example,\"Exams\nFaith\"\n",
        people: &["Ada Whitlock", "Bo Lind", "Carys Day"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "a question in several branches",
        text: "Name,Email,Which topics?,Grade,Which topics?\nAda Whitlock,ada@x.example,Exams;Rotas,ST1,\nBo Lind,bo@x.example,,ST2,Rotas;Faith\nCarys Day,carys@x.example,Exams;Faith,ST1,\n",
        people: &["Ada Whitlock", "Bo Lind", "Carys Day"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
    Feature {
        name: "one person twice, the later answer below",
        text: "Timestamp,Name,Email,Topics\n2026-09-14 10:11:12,Ada Whitlock,ada@x.example,Faith\n2026-09-15 10:11:12,Bo Lind,bo@x.example,Rotas;Faith\n2026-09-16 10:11:12,Ada Whitlock,ada@x.example,Exams;Rotas\n",
        people: &["Bo Lind", "Ada Whitlock"],
        shows: ("answered", &["2026-09-15T10:11:12"]),
    },
    Feature {
        name: "REDCap with two instruments",
        text: "record_id,ok,screening_complete,full_name,email,topics___1,signup_complete\n1,1,0,Ada Whitlock,ada@x.example,1,2\n2,1,2,Bo Lind,bo@x.example,0,0\n3,1,2,Carys Day,carys@x.example,1,2\n",
        people: &["Ada Whitlock", "Carys Day"],
        shows: ("name", &[]),
    },
    Feature {
        name: "letters of another encoding",
        text: "Name,Email,Topics\nSiÃ¢n Rees,ada@x.example,Exams;Rotas\nJosÃ© Lind,bo@x.example,Rotas\nZoÃ« Day,carys@x.example,Exams\n",
        people: &["SiÃ¢n Rees", "JosÃ© Lind", "ZoÃ« Day"],
        shows: ("goals", &["Exams", "Rotas"]),
    },
];

#[test]
fn a_workbook_is_read_as_the_text_of_the_same_cells_is() {
    for Feature { name, text, people, shows: (field, answers) } in &FEATURES {
        let mut seen = Vec::new();
        for (path, bytes) in [("x.csv", text.as_bytes().to_vec()), ("x.xlsx", as_workbook(text))] {
            let source = Source { path, bytes: &bytes, side: Some(Side::Mentor), codebook: None };
            let mut settings = propose(source).unwrap().settings;
            if name.starts_with("REDCap") {
                // The topics are codes, for which there is no key here.
                settings.columns.remove("goals");
            }
            let reading = read(source, &settings).unwrap_or_else(|problems| panic!("{name}, {path}: {problems:#?}"));
            let names: Vec<&str> = reading.people.iter().map(|person| person.contact.name.as_str()).collect();
            assert_eq!(names, *people, "{name}, {path}");
            let answer = reading.people[0].answers.get(field);
            assert_eq!(answer.into_iter().flat_map(Answer::texts).collect::<Vec<_>>(), *answers, "{name}, {path}");
            let codes: Vec<&str> = reading.warnings.iter().map(|problem| problem.code).collect();
            assert_eq!(codes.contains(&"garbled-letters"), name.starts_with("letters"), "{name}, {path}: {codes:?}");
            let all: Vec<_> = reading.people.iter().map(|person| (person.record, person.answers.clone())).collect();
            seen.push((all, left_out(&reading), codes.join(" ")));
        }
        assert_eq!(seen[0], seen[1], "{name}");
    }
}
