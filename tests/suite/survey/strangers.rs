//! Exports of tools that nobody here has seen, made up from what such tools are known to do: they are read, or it is said what is
//! wanting. Nobody's answer is taken for somebody else's. Each is read as CSV and as a workbook, with the same answer.

use super::read_as_proposed;
use super::workbooks::as_workbook;

/// A made-up export, and the topics of the first person as they should come out; none where the lead has to help.
struct Export {
    tool: &'static str,
    text: &'static str,
    topics: Option<&'static [&'static str]>,
}

static EXPORTS: [Export; 22] = [
    Export {
        tool: "Zoho Survey",
        text: "Response ID,Response Status,IP Address,Timestamp (dd/mm/yyyy),Full name,Email address,Which topics would you like to talk about?\n\
               101,Completed,192.0.2.1,14/09/2026 10:11:12,Ada Whitlock,ada@x.example,Exams;Rotas\n\
               102,Completed,192.0.2.2,15/09/2026 10:11:12,Bashir Noor,bashir@x.example,Rotas\n\
               103,Partial,192.0.2.3,16/09/2026 10:11:12,Carys Pryce,carys@x.example,Exams;Faith\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Typeform",
        text: "#,What is your full name?,Your e-mail address,Exams,Rotas,Faith,Other,Start Date (UTC),Submit Date (UTC),Network ID,Tags\n\
               aa1,Ada Whitlock,ada@x.example,Exams,Rotas,,,2026-09-14 10:11:12,2026-09-14 10:12:12,n1,\n\
               aa2,Bashir Noor,bashir@x.example,,Rotas,,,2026-09-15 10:11:12,2026-09-15 10:12:12,n2,\n\
               aa3,Carys Pryce,carys@x.example,Exams,,Faith,,2026-09-16 10:11:12,2026-09-16 10:12:12,n3,\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Formstack",
        text: "Time,Name (First),Name (Last),Email,\"Which topics would you like to talk about?\",Unique ID\n\
               2026-09-14 10:11:12,Ada,Whitlock,ada@x.example,\"Exams\nRotas\",1\n\
               2026-09-15 10:11:12,Bashir,Noor,bashir@x.example,Rotas,2\n\
               2026-09-16 10:11:12,Carys,Pryce,carys@x.example,\"Exams\nFaith\",3\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "REDCap, labels",
        text: "Record ID,Survey Timestamp,Full name,E-mail address,Topics to talk about (choice=Exams),Topics to talk about (choice=Rotas),Complete?\n\
               1,2026-09-14 10:11:12,Ada Whitlock,ada@x.example,Checked,Checked,Complete\n\
               2,2026-09-15 10:11:12,Bashir Noor,bashir@x.example,Unchecked,Checked,Complete\n\
               3,2026-09-16 10:11:12,Carys Pryce,carys@x.example,Checked,Unchecked,Complete\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "KoboToolbox",
        text: "start;end;Full name;E-mail address;Topics to talk about;Topics to talk about/Exams;Topics to talk about/Rotas;_id;_uuid;_submission_time\n\
               2026-09-14T10:11:12.000+01:00;2026-09-14T10:12:12.000+01:00;Ada Whitlock;ada@x.example;Exams Rotas;1;1;11;u1;2026-09-14T09:12:20\n\
               2026-09-15T10:11:12.000+01:00;2026-09-15T10:12:12.000+01:00;Bashir Noor;bashir@x.example;Rotas;0;1;12;u2;2026-09-15T09:12:20\n\
               2026-09-16T10:11:12.000+01:00;2026-09-16T10:12:12.000+01:00;Carys Pryce;carys@x.example;Exams;1;0;13;u3;2026-09-16T09:12:20\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Alchemer",
        text: "\"Response ID\",\"Time Started\",\"Date Submitted\",\"Status\",\"Full name\",\"Email address\",\"Exams:Topics to talk about\",\"Rotas:Topics to talk about\"\n\
               1,\"Sep 14, 2026 10:11:12 am\",\"Sep 14, 2026 10:12:12 am\",Complete,\"Ada Whitlock\",ada@x.example,Exams,Rotas\n\
               2,\"Sep 15, 2026 10:11:12 am\",\"Sep 15, 2026 10:12:12 am\",Complete,\"Bashir Noor\",bashir@x.example,,Rotas\n\
               3,\"Sep 16, 2026 10:11:12 am\",\"Sep 16, 2026 10:12:12 am\",Complete,\"Carys Pryce\",carys@x.example,Exams,\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Cognito Forms",
        text: "Recruitment_Id,Name_First,Name_Last,Email,TopicsToTalkAbout,Entry_Status,Entry_DateSubmitted\n\
               1,Ada,Whitlock,ada@x.example,\"Exams, Rotas\",Submitted,9/14/2026 10:11:12 AM\n\
               2,Bashir,Noor,bashir@x.example,Rotas,Submitted,9/15/2026 10:11:12 AM\n\
               3,Carys,Pryce,carys@x.example,\"Exams, Faith\",Submitted,9/16/2026 10:11:12 AM\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "ODK Central",
        text: "SubmissionDate,full_name,email,topics,meta-instanceID,KEY,SubmitterName,Edits\n\
               2026-09-14T09:11:12.000Z,Ada Whitlock,ada@x.example,exams rotas,uuid:1,uuid:1,Web form,0\n\
               2026-09-15T09:11:12.000Z,Bashir Noor,bashir@x.example,rotas,uuid:2,uuid:2,Web form,0\n\
               2026-09-16T09:11:12.000Z,Carys Pryce,carys@x.example,exams,uuid:3,uuid:3,Web form,0\n",
        topics: None,
    },
    Export {
        tool: "Wufoo",
        text: "Entry Id,Name,Last,Email,Exams,Rotas,Faith,Date Created,IP Address,Completion Status\n\
               1,Ada,Whitlock,ada@x.example,Exams,Rotas,,2026-09-14 10:11:12,192.0.2.9,1\n\
               2,Bashir,Noor,bashir@x.example,,Rotas,,2026-09-15 10:11:12,192.0.2.9,1\n\
               3,Carys,Pryce,carys@x.example,Exams,,Faith,2026-09-16 10:11:12,192.0.2.9,1\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Tally",
        text: "Submission ID,Submitted at,Full name,Email,Topics to talk about,Topics to talk about (Exams),Topics to talk about (Rotas)\n\
               s1,2026-09-14 10:11:12,Ada Whitlock,ada@x.example,\"Exams, Rotas\",true,true\n\
               s2,2026-09-15 10:11:12,Bashir Noor,bashir@x.example,Rotas,false,true\n\
               s3,2026-09-16 10:11:12,Carys Pryce,carys@x.example,Exams,true,false\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "questions above their options",
        text: ",Full name,Email,Topics to talk about,,,Which days could you meet?,,\n\
               ,,,Exams,Rotas,Faith,Monday,Tuesday,Friday\n\
               1,Ada Whitlock,ada@x.example,1,1,0,1,0,0\n\
               2,Bashir Noor,bashir@x.example,0,1,0,0,1,0\n\
               3,Carys Pryce,carys@x.example,1,0,1,0,0,1\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "KoboToolbox, questions in groups",
        text: "About/Full name,About/E-mail address,Fit/Topics to talk about,Fit/Topics to talk about/Exams,Fit/Topics to talk about/Rotas,Fit/Days,Fit/Days/Monday,Fit/Days/Friday,_id\n\
               Ada Whitlock,ada@x.example,Exams Rotas,1,1,Monday,1,0,11\n\
               Bashir Noor,bashir@x.example,Rotas,0,1,Friday,0,1,12\n\
               Carys Pryce,carys@x.example,Exams,1,0,Monday,1,0,13\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Gravity Forms",
        text: "Name (Prefix),Name (First),Name (Middle),Name (Last),Email,Topics to talk about (Exams),Topics to talk about (Rotas),Consent (Consent),Consent (Text),Entry Id,Entry Date,Source Url\n\
               Dr,Ada,,Whitlock,ada@x.example,Exams,Rotas,Checked,I agree.,3,2026-09-16 10:11:12,https://x.example/\n\
               Dr,Bashir,,Noor,bashir@x.example,,Rotas,Checked,I agree.,2,2026-09-15 10:11:12,https://x.example/\n\
               Ms,Carys,,Pryce,carys@x.example,Exams,,Checked,I agree.,1,2026-09-14 10:11:12,https://x.example/\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "a form in German",
        text: "Zeitstempel;Vorname;Nachname;E-Mail-Adresse;Welche Themen interessieren Sie?;Einwilligung\n\
               14.09.2026 10:11:12;Ada;Whitlock;ada@x.example;Exams, Rotas;Ja\n\
               15.09.2026 10:11:12;Bashir;Noor;bashir@x.example;Rotas, Faith;Ja\n\
               16.09.2026 10:11:12;Carys;Pryce;carys@x.example;Exams, Faith;Nein\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Zoom, registrations",
        text: "Registration Report\nTopic,Webinar ID,# Registered\nReverse mentoring,812 1234,3\nAttendee Details\n\
               First Name,Last Name,Email,Registration Time,Approval Status,Topics to talk about\n\
               Ada,Whitlock,ada@x.example,09/14/2026 10:11:12,approved,Exams;Rotas\n\
               Bashir,Noor,bashir@x.example,09/15/2026 10:11:12,approved,Rotas;Faith\n\
               Carys,Pryce,carys@x.example,09/16/2026 10:11:12,denied,Exams;Faith\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "TryBooking, booked by one administrator",
        text: "Booking ID,Booking Date,Booking First Name,Booking Last Name,Booking Email,Ticket First Name,Ticket Last Name,Ticket Email Address,Ticket Data: Topics,Void\n\
               TB1,14/09/2026,Olga,Admin,office@y.example,Ada,Whitlock,ada@x.example,\"Exams, Rotas\",No\n\
               TB2,15/09/2026,Olga,Admin,office@y.example,Bashir,Noor,bashir@x.example,\"Rotas, Faith\",No\n\
               TB3,16/09/2026,Olga,Admin,office@y.example,Carys,Pryce,carys@x.example,\"Exams, Faith\",Yes\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "ranked questions, surnames first",
        text: "Date,Name,Email,First choice of topic,Second choice of topic\n\
               14/09/2026,\"Whitlock, Ada\",ada@x.example,Exams,Rotas\n\
               15/09/2026,\"Noor, Bashir\",bashir@x.example,Rotas,\n\
               16/09/2026,\"Pryce, Carys\",carys@x.example,Exams,Faith\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "Zoho Forms, a comma without a blank",
        text: "Added Time,Name,Email,Topics\n\
               14-Sep-2026 10:11:12,Ada Whitlock,ada@x.example,\"Bias, hidden and open,Rotas\"\n\
               15-Sep-2026 10:11:12,Bashir Noor,bashir@x.example,\"Rotas,Faith\"\n\
               16-Sep-2026 10:11:12,Carys Pryce,carys@x.example,\"Faith,Bias, hidden and open\"\n",
        topics: Some(&["Bias, hidden and open", "Rotas"]),
    },
    Export {
        tool: "Castor, a column for each option",
        text: "Participant Id,full_name,email,topics#Exams,topics#Rotas,topics#Faith\n\
               1,Ada Whitlock,ada@x.example,1,1,0\n\
               2,Bashir Noor,bashir@x.example,0,1,0\n\
               3,Carys Pryce,carys@x.example,1,0,1\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "a code before each option",
        text: "Timestamp,Full name,Email,topics. Exams,topics. Rotas,topics. Pay (and band)\n\
               14/09/2026 10:11:12,Ada Whitlock,ada@x.example,X,X,\n\
               15/09/2026 10:11:12,Bashir Noor,bashir@x.example,,X,\n\
               16/09/2026 10:11:12,Carys Pryce,carys@x.example,X,,X\n",
        topics: Some(&["Exams", "Rotas"]),
    },
    Export {
        tool: "the question in brackets after each option",
        text: "Full name,Email,Exams (incl. finals) (topics),Rotas (topics),Faith (topics)\n\
               Ada Whitlock,ada@x.example,TRUE,TRUE,FALSE\n\
               Bashir Noor,bashir@x.example,FALSE,TRUE,FALSE\n\
               Carys Pryce,carys@x.example,TRUE,FALSE,TRUE\n",
        topics: Some(&["Exams (incl. finals)", "Rotas"]),
    },
    Export {
        tool: "Mailchimp, a comma inside an answer after a backslash",
        text: "Email Address,First Name,Last Name,Topics,MEMBER_RATING\n\
               ada@x.example,Ada,Whitlock,\"Bias\\, hidden and open, Rotas\",2\n\
               bashir@x.example,Bashir,Noor,\"Rotas, Faith\",2\n\
               carys@x.example,Carys,Pryce,\"Faith, Bias\\, hidden and open\",2\n",
        topics: Some(&["Bias, hidden and open", "Rotas"]),
    },
];

/// The people of every export who answered to the end.
const NAMES: [&str; 3] = ["Ada Whitlock", "Bashir Noor", "Carys Pryce"];

#[test]
fn exports_of_tools_that_nobody_saw_are_read_or_it_is_said_what_is_wanting() {
    let kinds = |export: &'static Export| {
        [("x.csv", export.text.as_bytes().to_vec()), ("x.xlsx", as_workbook(export.text))].map(|kind| (export, kind))
    };
    for (Export { tool, text: _, topics }, (path, bytes)) in EXPORTS.iter().flat_map(kinds) {
        let tool = format!("{tool}, {path}");
        let (_, reading) = read_as_proposed(path, &bytes).unwrap_or_else(|problems| panic!("{tool}: {problems:#?}"));
        let names: Vec<&str> = reading.people.iter().map(|person| person.contact.name.as_str()).collect();
        let not_counted = reading.left_out.iter().filter(|row| !matches!(row.is.word(), "note" | "blank")).count();
        assert_eq!(names, NAMES[..3 - not_counted], "{tool}");
        assert!(reading.people.iter().all(|person| person.contact.email.reveal().ends_with("@x.example")), "{tool}");
        let found = reading.people[0].answers.get("goals").map(|goals| goals.texts().collect::<Vec<_>>());
        assert_eq!(found.as_deref(), *topics, "{tool}");
    }
}
