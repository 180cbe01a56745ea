//! Judges a mailing by what stands on disk: that every draft is there and no other, that each goes to the right person, and that none
//! names anybody else.
//!
//! It knows neither templates nor the renderer: it reads the files with a parser of its own, and is told who was to get what.

mod mime;
mod names;
mod papers;
mod words;

use crate::domain::text::counted;
use std::collections::{BTreeMap, BTreeSet};

use mime::MimeEntity;
use names::Names;
use papers::Papers;

/// Somebody of the cohort, as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingPerson {
    /// The id.
    pub id: String,
    /// The whole name.
    pub name: String,
    /// The address.
    pub address: String,
}

/// One draft that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedDraft {
    /// The file, such as `M03.eml`.
    pub file: String,
    /// The address in To; none where the lead puts the addresses in.
    pub to: Option<String>,
    /// Of whom it may tell beside the recipient: the partner, after the reveal.
    pub may_name: BTreeSet<String>,
    /// Words of the recipient's own, or shown with consent, in which anybody may be named.
    pub quoted: String,
    /// The attachments by name, with their bytes.
    pub attachments: Vec<(String, Vec<u8>)>,
}

impl ExpectedDraft {
    /// A draft that may name nobody.
    fn of_nobody() -> ExpectedDraft {
        let (file, quoted, may_name, attachments) = (String::new(), String::new(), BTreeSet::new(), Vec::new());
        ExpectedDraft { file, to: None, may_name, quoted, attachments }
    }
}

/// What a draft says, as a mail program shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftWords {
    /// The subject.
    pub(crate) subject: String,
    /// The text half.
    pub(crate) text: String,
}

/// The words of a draft; none of what cannot be read.
pub(crate) fn words_of(bytes: &[u8]) -> Option<DraftWords> {
    let message = mime::read(bytes).ok()?;
    let subject = message.all("subject").first().map(|subject| (*subject).to_owned())?;
    let text = message.leaves().into_iter().find(|leaf| leaf.kind == "text/plain" && !leaf.is_attachment)?;
    Some(DraftWords { subject, text: String::from_utf8_lossy(&text.content).into_owned() })
}

/// What a mailing must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingClaim<'a> {
    /// The stage.
    pub stage: &'a str,
    /// The address in From.
    pub from: &'a str,
    /// Every draft.
    pub drafts: &'a [ExpectedDraft],
    /// Everybody of the cohort.
    pub people: &'a [MailingPerson],
    /// The words of the text itself and of the programme: surnames that are words, too, are no names there.
    pub common: &'a str,
    /// Titles, places and addresses that the lead wrote into cohort.toml: whole names that stand there are no names here.
    pub settings: &'a [String],
    /// The day and times of every date of every session, such as `Tuesday 6 June 2023` and `17:00 to 18:00`.
    pub sessions: &'a [(String, String)],
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailingVerdict {
    /// How many drafts were read.
    pub drafts: usize,
    /// How many different addresses they have.
    pub addresses: usize,
    /// How many attachments.
    pub attachments: usize,
    /// Whether a draft may name the partner.
    pub tells_partner: bool,
    /// The faults, each with its file.
    pub faults: Vec<(String, String)>,
    /// The attachments that could not be searched for names, by name, with the reason.
    pub unread: BTreeMap<String, &'static str>,
}

impl MailingVerdict {
    /// One sentence with counts.
    pub fn sentence(&self, stage: &str) -> String {
        let MailingVerdict { drafts, addresses, attachments, tells_partner, faults, unread: _ } = self;
        let whom = if *tells_partner { "nobody but the partner" } else { "nobody else" };
        if faults.is_empty() {
            let written = format!("{drafts} of {} written", counted(*drafts, "draft"));
            let (addresses, attachments) = (counted(*addresses, "address"), counted(*attachments, "attachment"));
            format!("{stage}: {written}, {addresses}, {attachments}. Each goes to one recipient and names {whom}.")
        } else {
            format!("{stage}: {} read, {} found.", counted(*drafts, "draft"), counted(faults.len(), "fault"))
        }
    }
}

/// The largest draft in bytes: most mail servers take no more.
const LARGEST: usize = 10_000_000;

/// Judges the files of a mailing's folder; `files` are all that end in `.eml`. O(bytes of all drafts).
pub fn judge(claim: &MailingClaim<'_>, files: &BTreeMap<String, Vec<u8>>) -> MailingVerdict {
    let tells_partner = claim.drafts.iter().any(|draft| draft.may_name.len() > 1);
    let mut verdict = MailingVerdict { drafts: files.len(), tells_partner, ..MailingVerdict::default() };
    let expected: BTreeMap<&str, &ExpectedDraft> = claim.drafts.iter().map(|draft| (draft.file.as_str(), draft)).collect();
    for file in expected.keys().filter(|file| !files.contains_key(**file)) {
        verdict.faults.push(((*file).to_owned(), "this draft is missing".to_owned()));
    }
    let names = Names::new(claim);
    let mut papers = Papers::default();
    let mut addresses = BTreeSet::new();
    for (file, bytes) in files {
        let mut say = |what: String| verdict.faults.push((file.clone(), what));
        let Some(draft) = expected.get(file.as_str()) else {
            say("nobody was to get this draft".to_owned());
            continue;
        };
        match mime::read(bytes) {
            Err(why) => say(why.to_owned()),
            Ok(message) => {
                addresses.extend(message.all("to").into_iter().map(str::to_owned));
                verdict.attachments += message.leaves().iter().filter(|leaf| leaf.is_attachment).count();
                let found = faults(claim, draft, &message, bytes.len(), (&names, &mut papers));
                verdict.faults.extend(found.into_iter().map(|what| (file.clone(), what)));
            }
        }
    }
    verdict.addresses = addresses.len();
    verdict.unread = papers.unread;
    verdict
}

fn faults(
    claim: &MailingClaim<'_>,
    draft: &ExpectedDraft,
    message: &MimeEntity,
    size: usize,
    (names, papers): (&Names, &mut Papers),
) -> Vec<String> {
    let mut faults = headers(claim, draft, message);
    if size > LARGEST {
        faults.push("it is larger than 10 MB, which mail servers refuse".to_owned());
    }
    let (attached, halves): (Vec<&MimeEntity>, Vec<&MimeEntity>) =
        message.leaves().into_iter().partition(|leaf| leaf.is_attachment);
    let half =
        |kind: &str| halves.iter().find(|half| half.kind == kind).map(|half| String::from_utf8_lossy(&half.content).into_owned());
    let (Some(text), Some(html)) = (half("text/plain"), half("text/html")) else {
        faults.push("it has no text, or no HTML".to_owned());
        return faults;
    };
    let (said, shown) = (words::of_text(&text), words::of_html(&html));
    if said != shown {
        faults.push("the text and the HTML do not say the same".to_owned());
    }
    faults.extend(wording(&text, &names.own_words(draft)).into_iter().map(str::to_owned));
    faults.extend(attachments(draft, &attached));
    for leaf in &attached {
        faults.extend(papers.faults(claim, draft, leaf, names));
    }
    let calendars = attached
        .iter()
        .filter(|leaf| leaf.kind == "text/calendar")
        .map(|leaf| words::of_calendar(&String::from_utf8_lossy(&leaf.content)));
    let all = [words::of_headers(message), text, words::without_tags(&html), calendars.collect::<Vec<_>>().join("\n")].join("\n");
    faults.extend(names.strangers(draft, &all));
    for leaf in attached.iter().filter(|leaf| leaf.kind == "text/html") {
        faults.extend(page(leaf, draft, names));
    }
    faults
}

/// An attached page is the same for everybody: it may name nobody, by no id either, and hold no pair. A surname alone counts there only
/// where it is no word of the page's own, which nobody here knows; so whole names do.
fn page(leaf: &MimeEntity, draft: &ExpectedDraft, names: &Names) -> Vec<String> {
    // The points of a drawing, `d="M220 24L…"`, are no ids.
    let text = String::from_utf8_lossy(&leaf.content);
    let mut parts = text.split(" d=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.filter_map(|part| part.split_once('"')).fold(first, |text, (_, rest)| text + rest);
    // Tags part words.
    let text = text.replace('<', " <").replace('>', "> ");
    let tells = |what: String| what.replacen("it holds", &format!("the attachment {} holds", leaf.file_name()), 1);
    let strangers = names.strangers(draft, &text).into_iter().filter(|what| !what.starts_with("it holds the surname"));
    let pairs = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|token| is_pair(token));
    let pairs = pairs.map(|pair| format!("it holds the pair {pair}"));
    strangers.chain(pairs).collect::<BTreeSet<_>>().into_iter().map(tells).collect()
}

/// Whether a word is a pair by its two ids, such as `M03-E07`; somebody may have been erased, and is in no register.
fn is_pair(token: &str) -> bool {
    let is_id = |part: &str| {
        let digits = part.strip_prefix(|first: char| first.is_ascii_uppercase()).unwrap_or_default();
        digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    token.split_once('-').is_some_and(|(one, other)| is_id(one) && is_id(other))
}

fn headers(claim: &MailingClaim<'_>, draft: &ExpectedDraft, message: &MimeEntity) -> Vec<String> {
    let mut faults = Vec::new();
    let to: Vec<String> = message.all("to").into_iter().map(address_of).collect();
    let wanted: Vec<String> = draft.to.iter().cloned().collect();
    if to != wanted {
        faults.push("it does not go to its recipient, and to nobody else".to_owned());
    }
    if message.all("from").into_iter().map(address_of).collect::<Vec<_>>() != [claim.from] {
        faults.push("it does not come from the programme's address".to_owned());
    }
    for name in ["cc", "bcc", "date", "message-id", "resent-to"] {
        if !message.all(name).is_empty() {
            faults.push(format!("it has a header {name:?}"));
        }
    }
    if message.all("x-unsent") != ["1"] {
        faults.push("it is not marked as unsent".to_owned());
    }
    if message.all("subject").iter().all(|subject| subject.trim().is_empty()) {
        faults.push("it has no subject".to_owned());
    }
    let subject = message.all("subject").join(" ");
    faults.extend(wording(&subject, "").into_iter().map(|what| format!("subject: {what}")));
    faults
}

/// The bare address of a header, in small letters; a header with several addresses stays as it is.
fn address_of(value: &str) -> String {
    let inner = value.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(value);
    inner.trim().to_lowercase()
}

/// Traces of a text that was not filled; those that the recipient wrote, in a name or an answer, are none.
fn wording(text: &str, own: &str) -> Vec<&'static str> {
    let traces = [
        ("{{", "a placeholder was left in"),
        ("}}", "a placeholder was left in"),
        ("{%", "a placeholder was left in"),
        ("undefined", "it says \"undefined\""),
        ("\u{fdd0}", "a field is empty"),
        ("Dear ,", "the greeting names nobody"),
        ("Hello ,", "the greeting names nobody"),
    ];
    let mut found: Vec<&str> =
        traces.iter().filter(|(trace, _)| text.contains(trace) && !own.contains(trace)).map(|(_, what)| *what).collect();
    if text.lines().any(|line| line.trim().contains("  ")) {
        found.push("two blanks are where a field was");
    }
    found.dedup();
    found
}

fn attachments(draft: &ExpectedDraft, attached: &[&MimeEntity]) -> Vec<String> {
    let mut faults = Vec::new();
    let names = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let found = names(attached.iter().map(|leaf| leaf.file_name()).collect());
    let wanted = names(draft.attachments.iter().map(|(name, _)| name.as_str()).collect());
    if found != wanted {
        faults.push(format!("its attachments are {found:?}, not {wanted:?}"));
        return faults;
    }
    for (leaf, (name, bytes)) in attached.iter().zip(&draft.attachments) {
        if canonical(&leaf.kind, &leaf.content) != canonical(&leaf.kind, bytes) {
            faults.push(format!("the attachment {name} is not this recipient's"));
        }
        if leaf.kind == "text/calendar" {
            faults.extend(calendar(name, leaf));
        }
    }
    faults
}

/// The bytes; of a text with line feeds alone, since mail programs are free in the ends of its lines (RFC 2046, 4.1.1).
fn canonical(kind: &str, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if kind.starts_with("text/") {
        bytes.retain(|byte| *byte != b'\r');
    }
    bytes
}

/// A calendar that Outlook takes, and that asks nobody to answer.
fn calendar(name: &str, leaf: &MimeEntity) -> Vec<String> {
    // A title or a description is one property of one unfolded line, whatever words stand in it.
    let text = String::from_utf8_lossy(&leaf.content).replace("\r\n ", "").replace("\n ", "");
    let count = |line: &str| text.lines().filter(|known| known.trim_end() == line).count();
    let has = |line: &str| count(line) > 0;
    let invites = text.lines().any(|line| line.starts_with("ATTENDEE:") || line.starts_with("ATTENDEE;"));
    let mut faults = Vec::new();
    if !has("METHOD:PUBLISH") || leaf.parameters.get("method").map(String::as_str) != Some("PUBLISH") {
        faults.push(format!("{name} is not published by the same method in the file and in the message"));
    }
    if invites || !has("BEGIN:VCALENDAR") || !has("END:VCALENDAR") {
        faults.push(format!("{name} is not a calendar to be read only"));
    }
    if name == "session.ics" && count("BEGIN:VEVENT") != 1 {
        faults.push(format!("{name} does not hold one session"));
    }
    faults
}
