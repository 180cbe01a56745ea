//! Which lines two texts share, and which stand in one of them alone.

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineSide {
    /// In the first text alone.
    First,
    /// In the second text alone.
    Second,
    /// In both.
    Both,
}

/// Every line of both texts in order, with as many shared lines as possible; where lines were replaced the first text's come first.
/// Blanks at the end of a line do not count. O(lines · lines) between the first and the last line that differ.
pub(crate) fn lines<'t>(first: &'t str, second: &'t str) -> Vec<(LineSide, &'t str)> {
    let trimmed = |text: &'t str| text.lines().map(str::trim_end).collect::<Vec<&str>>();
    let (first, second) = (trimmed(first), trimmed(second));
    let begin = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
    let (rest_first, rest_second) = (&first[begin..], &second[begin..]);
    let end = rest_first.iter().rev().zip(rest_second.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&rest_first[..rest_first.len() - end], &rest_second[..rest_second.len() - end]);
    let both = |line: &&'t str| (LineSide::Both, *line);
    let mut lines: Vec<_> = first[..begin].iter().map(both).collect();
    lines.extend(changed(a, b));
    lines.extend(rest_first[a.len()..].iter().map(both));
    lines
}

fn changed<'t>(a: &[&'t str], b: &[&'t str]) -> Vec<(LineSide, &'t str)> {
    // shared[i][j]: the most lines that a from i on and b from j on share.
    let mut shared = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            shared[i][j] = if a[i] == b[j] { shared[i + 1][j + 1] + 1 } else { shared[i + 1][j].max(shared[i][j + 1]) };
        }
    }
    let (mut lines, mut i, mut j) = (Vec::with_capacity(a.len() + b.len()), 0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push((LineSide::Both, a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && shared[i + 1][j] >= shared[i][j + 1]) {
            lines.push((LineSide::First, a[i]));
            i += 1;
        } else {
            lines.push((LineSide::Second, b[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use LineSide::{Both, First, Second};

    #[test]
    fn shared_lines_stay_and_the_others_say_where_they_stand() {
        let found = lines("a\nb\nmine\nd\n", "a\r\nb  \nnew\nd\ne\n");
        assert_eq!(found, [(Both, "a"), (Both, "b"), (First, "mine"), (Second, "new"), (Both, "d"), (Second, "e")]);
        assert_eq!(lines("", "x"), [(Second, "x")]);
        assert_eq!(lines("x\nx", "x"), [(Both, "x"), (First, "x")]);
    }

    #[test]
    fn each_text_comes_back_out_of_the_lines() {
        let texts = ["", "a", "a\nb\na", "b\na\nb\nc", "c\nc\na\nb\nd"];
        for (first, second) in texts.iter().flat_map(|first| texts.map(|second| (*first, second))) {
            let found = lines(first, second);
            let of =
                |side| found.iter().filter(|(on, _)| *on == side || *on == Both).map(|(_, l)| *l).collect::<Vec<_>>().join("\n");
            assert_eq!((of(First), of(Second)), (first.to_owned(), second.to_owned()));
        }
    }
}
