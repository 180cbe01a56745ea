//! The message of a commit, as an editor leaves it.

/// What git writes behind its comment sign in the line below which it puts the changes.
const SCISSORS: &str = " ------------------------ >8 ------------------------";

/// The signs among which git chooses where `core.commentChar` is `auto`.
const SIGNS: &str = "#;@!$%^&|:";

/// A message without the changes below git's line, and without the comments at its end that git writes, which have empty ones among them
/// or list conflicts. What they name, a branch or a file, is found where it is. `sign` begins a comment where the lead has set one.
pub(super) fn without_gits_own(text: &str, sign: Option<&str>) -> String {
    let (kept, cut_by) = above_changes(text, sign.filter(|sign| *sign != AUTO));
    let sign = match sign {
        Some(AUTO) => cut_by.or_else(|| sign_of_last_line(kept)).unwrap_or("#"),
        Some(sign) => sign,
        None => "#",
    };
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    let is_comment = |line: &&&str| line.is_empty() || line.starts_with(sign);
    let comments = lines.iter().rev().take_while(is_comment).count();
    let (said, comments) = lines.split_at(lines.len() - comments);
    let conflicts = format!("{sign} Conflicts:");
    let is_gits = |paragraph: &&[&str]| paragraph.contains(&sign) || paragraph.first() == Some(&conflicts.as_str());
    let others = comments.split(|line| line.is_empty()).filter(|paragraph| !is_gits(paragraph));
    let others = others.flat_map(|paragraph| std::iter::once("").chain(paragraph.iter().copied()));
    said.iter().copied().chain(others).collect::<Vec<_>>().join("\n")
}

/// The setting by which git chooses a sign that begins no line of the message.
const AUTO: &str = "auto";

/// The part above git's line, if there is one, and the sign with which it begins; git's next line begins with it, too.
fn above_changes<'t>(text: &'t str, sign: Option<&str>) -> (&'t str, Option<&'t str>) {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let begins = line.trim_end().strip_suffix(SCISSORS).filter(|begins| {
            let is_sign = sign.map_or(begins.len() == 1 && SIGNS.contains(begins), |sign| *begins == sign);
            is_sign && lines.peek().is_some_and(|next| next.starts_with(begins))
        });
        if let Some(begins) = begins {
            return (text.get(..at).unwrap_or_default(), Some(begins));
        }
        at += line.len();
    }
    (text, None)
}

fn sign_of_last_line(text: &str) -> Option<&str> {
    let last = text.lines().rfind(|line| !line.trim().is_empty())?;
    last.get(..1).filter(|sign| SIGNS.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_writes_for_an_editor_goes_and_what_the_lead_wrote_stays() {
        let own = "# Please enter the commit message\n#\n# On branch x\n#\tnew file:   y\n#\n";
        let kept = |text: &str| without_gits_own(text, None).trim_end().to_owned();
        assert_eq!(kept(&format!("Match\n\n{own}")), "Match");
        assert_eq!(kept(&format!("Match\n# for her\n\n{own}")), "Match\n\n# for her");
        assert_eq!(kept(&format!("Merge\n\n# Conflicts:\n#\tnotes.md\n\n{own}")), "Merge");
        assert_eq!(kept("#3 leaves\n\n# for her"), "\n#3 leaves\n\n# for her");
        assert_eq!(kept("Match\n# ------------------------ >8 ------------------------\n# x\ndiff"), "Match");
    }

    #[test]
    fn another_sign_of_comments_is_as_good() {
        let own = |sign: &str| format!("{sign} Please enter the message\n{sign}\n{sign} On branch x\n");
        let changes = |sign: &str| format!("{sign}{SCISSORS}\n{sign} Do not modify\ndiff\n+her name\n");
        for (sign, set) in [("#", None), (";", Some(";")), ("//", Some("//")), ("%", Some(AUTO)), ("#", Some(AUTO))] {
            let text = format!("Match\n\n{}{}", own(sign), changes(sign));
            assert_eq!(without_gits_own(&text, set).trim_end(), "Match", "{sign}");
            assert_eq!(without_gits_own(&format!("Match\n\n{}", own(sign)), set).trim_end(), "Match", "{sign}");
        }
        let of_another = format!("Match\n{}", changes("#"));
        assert!(without_gits_own(&of_another, Some(";")).contains("her name"), "git keeps it");
    }
}
