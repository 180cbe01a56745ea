//! Sentences for people at a terminal, broken between words where the screen ends. What is set out in columns, an excerpt of a file and a
//! command to be copied stay whole.

use unicode_width::UnicodeWidthStr;

/// The narrowest screen for which lines are broken, in characters.
const NARROWEST: u16 = 30;

/// No line of prose is longer, however wide the screen: nobody finds the next one.
const WIDEST: u16 = 100;

/// The text with every line of prose broken so that it fits a screen of `width` characters. O(characters).
pub(crate) fn wrapped(text: &str, width: u16) -> String {
    if width < NARROWEST {
        return text.to_owned();
    }
    let width = usize::from(width.min(WIDEST));
    text.split_inclusive('\n').map(|line| of_line(line, width)).collect()
}

fn of_line(line: &str, width: usize) -> String {
    let (bare, end) = line.strip_suffix('\n').map_or((line, ""), |bare| (bare, "\n"));
    let shown = plain(bare);
    if shown.width() <= width || is_excerpt(&shown) {
        return line.to_owned();
    }
    let indent = indent(&shown);
    let (mut broken, mut at) = (String::new(), 0);
    for (nth, word) in words(bare).enumerate() {
        let length = plain(word).width();
        if nth > 0 && at + 1 + length > width {
            broken.push('\n');
            broken.push_str(&" ".repeat(indent));
            at = indent;
        } else if nth > 0 {
            broken.push(' ');
            at += 1;
        }
        broken.push_str(word);
        at += length;
    }
    broken + end
}

/// The parts between blanks; a command between backticks is one.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut is_command = false;
    line.split(move |c: char| {
        is_command ^= c == '`';
        c == ' ' && !is_command
    })
}

/// Where the lines after the first begin: below the words of a help, of an entry of a list or of a last column, or as the first does.
fn indent(shown: &str) -> usize {
    let text = shown.trim_start();
    let blanks = shown.len() - text.len();
    if let Some((first, last)) = text.split_once("  ").filter(|(first, _)| first.width() < usize::from(WIDEST) / 2) {
        return blanks + first.width() + "  ".len() + (last.len() - last.trim_start().len());
    }
    if text.starts_with("- ") {
        return blanks + "- ".len();
    }
    let label = shown.trim_start().strip_prefix("= ").and_then(|rest| rest.split_once(": "));
    let label = label.filter(|(label, _)| !label.contains(' ')).map_or(0, |(label, _)| "= ".len() + label.len() + ": ".len());
    blanks + label
}

/// A line of a file, and what points into it or at its place.
fn is_excerpt(shown: &str) -> bool {
    let rest = shown.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    rest.starts_with('|') || rest.starts_with("-->")
}

/// What is seen of a text: without the sequences that colour it.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split("\u{1b}[");
    shown.push_str(parts.next().unwrap_or_default());
    for part in parts {
        shown.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_broken_between_words_and_a_command_is_not() {
        let text = "The pair M01-E02 goes on; `revmentor schedule --today 2027-02-01` plans its meetings anew.\nShort.\n";
        let broken = "The pair M01-E02 goes on;\n`revmentor schedule --today 2027-02-01`\nplans its meetings anew.\nShort.\n";
        assert_eq!(wrapped(text, 40), broken);
        assert_eq!(wrapped(text, 10), text, "a screen so narrow shows nothing well");
        assert_eq!(wrapped(text, 300), text);
    }

    #[test]
    fn a_help_goes_on_below_its_words_and_an_excerpt_stays_whole() {
        let text = "  = help: correct the name that is wrong, or take the row out\n12 | a line of a file that is longer than the screen\n";
        let broken = "  = help: correct the name that is\n          wrong, or take the row out\n\
                      12 | a line of a file that is longer than the screen\n";
        assert_eq!(wrapped(text, 36), broken);
    }

    #[test]
    fn a_list_goes_on_below_its_words() {
        let text = "- what these figures cannot say of anybody\n  a-code    what the code means to a lead\n";
        let broken = "- what these figures cannot say\n  of anybody\n  a-code    what the code means\n            to a lead\n";
        assert_eq!(wrapped(text, 32), broken);
    }

    #[test]
    fn colours_take_no_room() {
        let text = "\u{1b}[1m\u{1b}[91merror[who]\u{1b}[0m\u{1b}[1m: nobody has this\u{1b}[0m";
        assert_eq!(wrapped(text, 30), text, "27 characters are seen");
        assert_eq!(plain(text), "error[who]: nobody has this");
    }
}
