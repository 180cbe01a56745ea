//! A word of a printed command, quoted so that a shell takes it as it is, whatever stands in it. Every name that comes from outside (a
//! branch, a tag, a file, an answer) passes through here before it stands in a command that a lead may type.

/// The word itself where no shell reads anything into it, else in quotes that sh and PowerShell understand alike. A word with both an
/// apostrophe and what double quotes do not protect is written as the shell of this machine wants it.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:=@%+,\\".contains(c);
    // A backslash is plain on Windows alone; a tilde or a hyphen counts only where a word begins.
    let has_backslash = text.contains('\\') && !cfg!(windows);
    if !text.is_empty() && !has_backslash && text.chars().all(is_plain) && !text.starts_with(['=', '@', ',', '%']) {
        return text.to_owned();
    }
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    if !text.contains(['"', '$', '`', '\\', '!']) {
        return format!("\"{text}\"");
    }
    let apostrophe = if cfg!(windows) { "''" } else { r"'\''" };
    format!("'{}'", text.replace('\'', apostrophe))
}

/// As [`word`], of a path.
pub(crate) fn path(path: &std::path::Path) -> String {
    word(&path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_and_others_are_quoted() {
        for plain in ["refs/heads/main", "private/surveys/mentors.csv", "2026", "ünï.csv", "a@b.example", "-x"] {
            assert_eq!(word(plain), plain);
        }
        assert_eq!(word("x;touch${IFS}y"), "'x;touch${IFS}y'");
        assert_eq!(word("my file.csv"), "'my file.csv'");
        assert_eq!(word("O'Brien (copy)"), "\"O'Brien (copy)\"");
        assert_eq!(word(""), "''");
        assert_eq!(word("~x"), "'~x'");
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_gives_back_every_word() {
        for hostile in [
            "a'b$(id)\"`id`",
            "x;id",
            "a b",
            "O'Brien",
            "!!",
            "it's !",
            "~",
            "*",
            "#a",
            "a\nb",
            "\\",
            "{a,b}",
            "$HOME",
            "a&b|c>d",
        ] {
            let script = format!("printf %s {}", word(hostile));
            let said = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8_lossy(&said.stdout), hostile);
        }
    }
}
