//! `index.html` of a mailing: every draft to be copied by hand, for mail programs that open no .eml. No script, nothing from elsewhere.

use std::fmt::Write;

use crate::domain::text::counted;
use crate::render::escape::html;
use crate::render::participant::email::EmailDraft;

/// The longest `mailto:` link that browsers and Outlook pass on whole.
const LONGEST_LINK: usize = 1900;

/// How to use the files, one line for each mail program.
const HELP: [(&str, &str); 5] = [
    ("Outlook (classic)", "open the .eml file: it opens as a new message; check it and send"),
    ("new Outlook, Outlook on the web", "drag the .eml file into Drafts, or copy from this page"),
    ("Apple Mail", "open the .eml file, then Message > Send Again"),
    ("Thunderbird", "open the .eml file, then edit and send"),
    ("Word mail merge, GOV.UK Notify", "use the .csv file of this folder"),
];

/// The page of a mailing called `stage`; each draft with the id by which it is found again when somebody is erased.
pub(crate) fn write(stage: &str, drafts: &[(String, &EmailDraft)]) -> String {
    let mut page = String::with_capacity(1024 + drafts.len() * 2048);
    let title = html::text(stage);
    page.push_str("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    let _ = write!(
        page,
        "<title>{title}: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        counted(drafts.len(), "draft")
    );
    let _ = write!(
        page,
        "<h1>{title}</h1>\n<p>{}. Nothing has been sent. This page is private.</p>\n<ul>\n",
        counted(drafts.len(), "draft")
    );
    for (program, how) in HELP {
        let _ = writeln!(page, "<li><b>{}</b>: {}</li>", html::text(program), html::text(how));
    }
    let _ = writeln!(page, "<li>after sending: <code>revmentor messages sent {title}</code></li>\n</ul>");
    for (id, draft) in drafts {
        article(&mut page, id, draft);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}\
                     article{border-top:2px solid #888;padding:1em 0}pre{white-space:pre-wrap;font:inherit;background:#f4f4f4;padding:1em}\
                     dt{font-weight:bold}dd{margin:0 0 .5em}body{overflow-wrap:anywhere}";

fn article(page: &mut String, id: &str, draft: &EmailDraft) {
    let to = draft.to.as_ref().map_or("(put the addresses in Bcc)", |to| to.address.as_str());
    let name = draft.to.as_ref().map_or("Your list", |to| to.name.as_str());
    let _ = write!(
        page,
        "<article id=\"{}\">\n<h2>{}</h2>\n<dl>\n<dt>To</dt><dd>{}</dd>\n<dt>Subject</dt><dd>{}</dd>\n",
        html::text(id),
        html::text(name),
        html::text(to),
        html::text(&draft.subject)
    );
    if !draft.attachments.is_empty() {
        let names: Vec<String> = draft.attachments.iter().map(|attachment| html::text(&attachment.name)).collect();
        let _ = writeln!(page, "<dt>Attach (they are in the .eml file)</dt><dd>{}</dd>", names.join(", "));
    }
    page.push_str("</dl>\n");
    let text: Vec<String> = draft.text.lines().map(html::text).collect();
    let _ = writeln!(page, "<pre>{}</pre>", text.join("\n"));
    if let Some(link) = mailto(draft) {
        let _ = writeln!(page, "<p><a href=\"{}\">open as a new message</a> (without attachments)</p>", html::text(&link));
    }
    page.push_str("</article>\n");
}

/// The page without the draft of one person; the very text where there is none.
pub(crate) fn without(page: &str, id: &str) -> String {
    let begin = format!("<article id=\"{}\">", html::text(id));
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once("</article>\n")?.1)));
    parts.map_or_else(|| page.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The draft as a `mailto:` link, where one passes whole.
fn mailto(draft: &EmailDraft) -> Option<String> {
    let to = draft.to.as_ref()?;
    let body = draft.text.replace('\n', "\r\n");
    let link = format!("mailto:{}?subject={}&body={}", encoded(&to.address), encoded(&draft.subject), encoded(&body));
    (link.len() < LONGEST_LINK).then_some(link)
}

/// RFC 3986: everything but what is never reserved, and the `@` of the address.
fn encoded(raw: &str) -> String {
    let mut encoded = String::with_capacity(raw.len() * 2);
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;
    use crate::render::participant::email::tests::draft;

    #[test]
    fn the_page_holds_no_script_whatever_the_names_are() {
        let tags = |page: &str| page.matches('<').count();
        let plain = write("place", &[("M01".to_owned(), &draft("Anna", "x"))]);
        for raw in hostile::TEXTS {
            let page = write("place", &[("M01".to_owned(), &draft(raw, raw))]);
            assert!(!page.contains("<script") && tags(&page) <= tags(&plain) + 2, "{raw:?}");
        }
    }

    #[test]
    fn one_persons_draft_is_taken_out() {
        let (anna, tom) = (draft("Anna", "x"), draft("Tom", "x"));
        let both = write("place", &[("M01".to_owned(), &anna), ("M02".to_owned(), &tom)]);
        let rest = without(&both, "M01");
        assert!(!rest.contains("Anna") && rest.contains("Tom") && without(&rest, "M01") == rest);
    }

    #[test]
    fn a_short_draft_has_a_link_and_a_long_one_has_none() {
        let mut short = draft("Anna", "Hello & welcome");
        short.text = "Dear Anna,\n\nBye\n".into();
        assert!(
            write("place", &[("M01".to_owned(), &short)])
                .contains("?subject=Hello%20%26%20welcome&amp;body=Dear%20Anna%2C%0D%0A")
        );
        assert!(!write("place", &[("M01".to_owned(), &draft("Anna", "x"))]).contains("mailto:"));
    }
}
