//! The message of a commit, as an editor leaves it.

/// A message without the changes below git's line, and without the comments at its end that git writes, which have empty ones among them
/// or list conflicts. What they name, a branch or a file, is found where it is.
pub(super) fn without_gits_own(text: &str) -> String {
    let kept = text.split("# ------------------------ >8 ------------------------\n#").next().unwrap_or(text);
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    let is_comment = |line: &&&str| line.is_empty() || line.starts_with('#');
    let comments = lines.iter().rev().take_while(is_comment).count();
    let (said, comments) = lines.split_at(lines.len() - comments);
    let is_gits = |paragraph: &&[&str]| paragraph.contains(&"#") || paragraph.first() == Some(&"# Conflicts:");
    let others = comments.split(|line| line.is_empty()).filter(|paragraph| !is_gits(paragraph));
    let others = others.flat_map(|paragraph| std::iter::once("").chain(paragraph.iter().copied()));
    said.iter().copied().chain(others).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_writes_for_an_editor_goes_and_what_the_lead_wrote_stays() {
        let own = "# Please enter the commit message\n#\n# On branch x\n#\tnew file:   y\n#\n";
        let kept = |text: &str| without_gits_own(text).trim_end().to_owned();
        assert_eq!(kept(&format!("Match\n\n{own}")), "Match");
        assert_eq!(kept(&format!("Match\n# for her\n\n{own}")), "Match\n\n# for her");
        assert_eq!(kept(&format!("Merge\n\n# Conflicts:\n#\tnotes.md\n\n{own}")), "Merge");
        assert_eq!(kept("#3 leaves\n\n# for her"), "\n#3 leaves\n\n# for her");
        assert_eq!(kept("Match\n# ------------------------ >8 ------------------------\n# x\ndiff"), "Match");
    }
}
