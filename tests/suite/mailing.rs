//! A thousand mutations of a complete mailing: the judge names every one of them.

use std::collections::{BTreeMap, BTreeSet};

use revmentor::parts::check::mailing::{ExpectedDraft, MailingClaim, MailingPerson, MailingVerdict, judge};
use revmentor::parts::render::{EmailAddress, EmailAttachment, EmailDraft, write};

const NAMES: [&str; 8] = [
    "Siti Hajar binti Zulkifli",
    "Siân O’Brien",
    "Zaw Min Htet",
    "Anne-Marie Featherstone",
    "Łukasz Wiśniewski",
    "Ngozi Adichie-Williams",
    "Rhys ap Gruffydd",
    "Maria da Conceição Ferreira",
];

const CALENDAR: &str =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:NUMBER\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A small generator, so that a mutation can be told again from its number (splitmix64: Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// A complete mailing: what stands on disk, and what was to be there.
struct Post {
    people: Vec<MailingPerson>,
    mails: Vec<EmailDraft>,
    expected: Vec<ExpectedDraft>,
}

fn post() -> Post {
    let address = |at: usize| format!("person{at}@trust.example");
    let people: Vec<MailingPerson> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| MailingPerson { id: format!("M{:02}", at + 1), name: (*name).to_owned(), address: address(at) })
        .collect();
    let mails = people.iter().enumerate().map(|(at, person)| EmailDraft {
        from: EmailAddress { name: "The team".into(), address: "team@deanery.example".into() },
        reply_to: None,
        to: Some(EmailAddress { name: person.name.clone(), address: person.address.clone() }),
        subject: "Your induction: Tuesday 5 January 2027".into(),
        text: format!("Dear {},\n\nwelcome to the programme.\n\n- a list\n\nThe team\n", person.name),
        html: format!(
            "<p>Dear {},</p>\n<p>welcome to the <strong>programme</strong>.</p>\n<ul><li>a list</li></ul>\n<p>The team</p>\n",
            person.name
        ),
        attachments: vec![EmailAttachment {
            name: "session.ics".into(),
            bytes: CALENDAR.replace("NUMBER", &format!("u{at}")).into_bytes(),
        }],
    });
    let mails: Vec<EmailDraft> = mails.collect();
    let expected = people.iter().zip(&mails).map(|(person, mail)| ExpectedDraft {
        file: format!("{}.eml", person.id),
        to: Some(person.address.clone()),
        may_name: BTreeSet::from([person.id.clone()]),
        quoted: String::new(),
        attachments: mail.attachments.iter().map(|attachment| (attachment.name.clone(), attachment.bytes.clone())).collect(),
    });
    Post { expected: expected.collect(), people, mails }
}

impl Post {
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.expected.iter().zip(&self.mails).map(|(draft, mail)| (draft.file.clone(), write(mail))).collect()
    }

    fn judge(&self, files: &BTreeMap<String, Vec<u8>>) -> MailingVerdict {
        let common = "welcome to the programme. The team, a list";
        let claim = MailingClaim {
            stage: "session",
            from: "team@deanery.example",
            drafts: &self.expected,
            people: &self.people,
            common,
            settings: &[],
            sessions: &[],
        };
        judge(&claim, files)
    }
}

/// One thing done to the files; the file, and what it was.
fn mutate(post: &Post, chance: &mut Chance) -> (BTreeMap<String, Vec<u8>>, String, &'static str) {
    let at = chance.below(NAMES.len());
    let other = (at + 1 + chance.below(NAMES.len() - 1)) % NAMES.len();
    let file = post.expected[at].file.clone();
    let mut files = post.files();
    let kind = chance.below(20);
    let changed = changed_mail(post, at, other, kind).or_else(|| slightly_changed_mail(post, at, other, kind));
    let what = if let Some((mail, what)) = changed {
        files.insert(file.clone(), write(&mail));
        what
    } else {
        changed_file(&mut files, &file, &post.expected[other].file, kind, chance)
    };
    (files, file, what)
}

/// A draft of which something was changed before it was written.
fn changed_mail(post: &Post, at: usize, other: usize, kind: usize) -> Option<(EmailDraft, &'static str)> {
    let (mut mail, stranger) = (post.mails[at].clone(), &post.people[other]);
    let mut both = |text: &str| {
        mail.text = mail.text.replacen("programme", &format!("programme {text}"), 1);
        mail.html = mail.html.replacen("programme", &format!("programme {text}"), 1);
    };
    let what = match kind {
        0 => {
            both(&stranger.name);
            "a third person's name"
        }
        1 => {
            both(&stranger.address);
            "a third person's address"
        }
        2 => {
            both(&stranger.id);
            "an id"
        }
        3 => {
            both("{{ person.name }}");
            "a placeholder"
        }
        4 => {
            mail.to.as_mut().unwrap().address.clone_from(&stranger.address);
            "another's address"
        }
        5 => {
            mail.attachments.clone_from(&post.mails[other].attachments);
            "another's attachment"
        }
        6 => {
            mail.attachments.clear();
            "no attachment"
        }
        7 => {
            mail.html = mail.html.replace("welcome", "good-bye");
            "two halves that differ"
        }
        8 => {
            mail.to = None;
            "no address"
        }
        9 => {
            mail.subject = format!("For {}", stranger.name);
            "a name in the subject"
        }
        10 => {
            mail.attachments[0].name = format!("{}.ics", post.people[at].id);
            "an id in a file name"
        }
        _ => return None,
    };
    Some((mail, what))
}

/// A draft in which something small was changed before it was written.
fn slightly_changed_mail(post: &Post, at: usize, other: usize, kind: usize) -> Option<(EmailDraft, &'static str)> {
    let (mut mail, stranger) = (post.mails[at].clone(), &post.people[other]);
    let what = match kind {
        16 => {
            let bytes = &mut mail.attachments[0].bytes;
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            "an attachment changed in one byte"
        }
        17 => {
            mail.from.address = "somebody@elsewhere.example".into();
            "another sender"
        }
        18 => {
            // A surname of less than five letters is looked for with the whole name only.
            let surname = stranger.name.rsplit(' ').next().filter(|surname| surname.chars().count() >= 5);
            let named = format!("programme {}", surname.unwrap_or(&stranger.name));
            mail.text = mail.text.replacen("programme", &named, 1);
            mail.html = mail.html.replacen("programme", &named, 1);
            "a third person's surname"
        }
        _ => return None,
    };
    Some((mail, what))
}

/// Something done to the files themselves.
fn changed_file(
    files: &mut BTreeMap<String, Vec<u8>>,
    file: &str,
    second: &str,
    kind: usize,
    chance: &mut Chance,
) -> &'static str {
    let bytes = files[file].clone();
    match kind {
        11 => {
            files.remove(file);
            "deleted"
        }
        15 => {
            files.insert("M21.eml".into(), bytes);
            "doubled"
        }
        12 => {
            files.insert("M20.eml".into(), bytes);
            files.remove(file);
            "renamed"
        }
        13 => {
            files.insert(file.to_owned(), files[second].clone());
            files.insert(second.to_owned(), bytes);
            "swapped"
        }
        14 => {
            let kept = 80 + chance.below(bytes.len() - 160);
            files.insert(file.to_owned(), bytes[..kept].to_vec());
            "cut"
        }
        _ => {
            let headers =
                ["Cc: x@evil.example", "Bcc: x@evil.example", "Date: Tue, 5 Jan 2027 10:00:00 +0000", "Message-ID: <a@b>"];
            let more = format!("X-Unsent: 1\r\n{}", headers[chance.below(headers.len())]);
            files.insert(file.to_owned(), String::from_utf8(bytes).unwrap().replacen("X-Unsent: 1", &more, 1).into_bytes());
            "a header more"
        }
    }
}

#[test]
fn a_complete_mailing_is_found_complete() {
    let post = post();
    let verdict = post.judge(&post.files());
    assert_eq!(verdict.faults, []);
    assert_eq!((verdict.drafts, verdict.addresses, verdict.attachments), (8, 8, 8));
    assert!(verdict.sentence("session").starts_with("session: 8 of 8 drafts written, 8 addresses, 8 attachments"));
}

#[test]
fn every_one_of_a_thousand_mutations_is_named_with_its_file() {
    let post = post();
    let mut kinds = BTreeSet::new();
    for number in 0..1000 {
        let (files, file, what) = mutate(&post, &mut Chance(number));
        let verdict = post.judge(&files);
        let file = if what == "doubled" { "M21.eml".to_owned() } else { file };
        kinds.insert(what);
        assert!(verdict.faults.iter().any(|(found, _)| *found == file), "mutation {number}, {file} {what}: {:?}", verdict.faults);
    }
    assert_eq!(kinds.len(), 20, "{kinds:?}");
}

/// What the judge says when this calendar entry, or this page, is attached to every draft.
fn attached(name: &str, text: &str) -> Vec<String> {
    let mut post = post();
    let attachment = EmailAttachment { name: name.into(), bytes: text.as_bytes().to_vec() };
    for (mail, draft) in post.mails.iter_mut().zip(&mut post.expected) {
        draft.attachments = vec![(attachment.name.clone(), attachment.bytes.clone())];
        mail.attachments = vec![attachment.clone()];
    }
    post.judge(&post.files()).faults.into_iter().map(|(_, what)| what).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn words_of_a_title_are_no_lines_of_the_calendar() {
    let titled = |words: &str| CALENDAR.replace("UID:NUMBER", &format!("UID:u\r\nSUMMARY:{words}"));
    for words in ["BEGIN:VEVENT", "On BEGIN:VEVENT and ATTENDEE", "ATTENDEE: everybody", "a\r\n BEGIN:VEVENT"] {
        assert_eq!(attached("session.ics", &titled(words)), Vec::<String>::new(), "{words}");
    }
    for (lines, fault) in [
        ("a\r\nATTENDEE:mailto:x@evil.example", "session.ics is not a calendar to be read only"),
        ("a\r\nATTENDEE;CN=x:mailto:x@evil.example", "session.ics is not a calendar to be read only"),
        ("a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "session.ics does not hold one session"),
    ] {
        assert_eq!(attached("session.ics", &titled(lines)), [fault], "{lines}");
    }
}

#[test]
fn an_attached_page_holds_no_pair_and_names_nobody() {
    let page = |cell: &str| format!("<table><tr><th>{cell}</th><td>2027-01-05</td><td>12</td></tr></table>");
    for innocent in ["Meeting 1", "2027-01-05", "O01", "COVID-19", "A1-B2", "Wiśniewski"] {
        assert_eq!(attached("report.html", &page(innocent)), Vec::<String>::new(), "{innocent}");
    }
    let drawn = format!("<svg><path d=\"M02 24L300 24\"/></svg>{}", page("Meeting 1"));
    assert_eq!(attached("report.html", &drawn), Vec::<String>::new());
    for (cell, faults) in [
        ("M91-E07", &["the attachment report.html holds the pair M91-E07"][..]),
        ("M02", &["the attachment report.html holds the id M02"][..]),
        ("Zaw Min Htet", &["the attachment report.html holds the name of M03"][..]),
    ] {
        let found = attached("report.html", &page(cell));
        assert_eq!(found, faults, "{cell}");
    }
}
