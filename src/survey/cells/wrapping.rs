//! What programs wrap around a list in one cell: the brackets of an array, quotation marks, HTML breaks, a mark behind the last answer.

use std::borrow::Cow;

use crate::domain::text;

/// The answers of an array whose answers are quoted, as Power Automate or a script in Python writes them.
pub(super) fn list_of(cell: &str) -> Option<Vec<String>> {
    let inside = cell.trim().strip_prefix('[')?.strip_suffix(']')?;
    let answers: Vec<String> = serde_json::from_str(cell.trim()).ok().or_else(|| quoted(inside))?;
    let mut kept: Vec<String> = Vec::new();
    for answer in answers.iter().map(|answer| text::tidy(answer)) {
        if !answer.is_empty() && !kept.contains(&answer) {
            kept.push(answer);
        }
    }
    Some(kept)
}

/// Answers each in single or double quotation marks, parted by commas.
fn quoted(inside: &str) -> Option<Vec<String>> {
    let mut answers = Vec::new();
    let mut rest = inside.trim();
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|mark| matches!(mark, '\'' | '"'))?;
        let behind = rest.strip_prefix(mark)?;
        let ends = |at: &usize| {
            let after = behind.get(at + 1..).unwrap_or_default().trim_start();
            let is_escaped = behind.get(..*at).is_some_and(|before| before.ends_with('\\'));
            !is_escaped && (after.is_empty() || after.starts_with(','))
        };
        let end = behind.match_indices(mark).map(|(at, _)| at).find(ends)?;
        answers.push(behind.get(..end)?.replace(&format!("\\{mark}"), &mark.to_string()));
        rest = behind.get(end + 1..)?.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(answers)
}

/// A cell without the brackets around its list, with line breaks for HTML's, without SharePoint's number signs, and without the mark
/// behind the last answer.
pub(super) fn plain<'c>(cell: &'c str, separators: &[String]) -> Cow<'c, str> {
    const MARKS: [&str; 3] = [",", ";", "|"];
    let has = |mark: &str| separators.iter().any(|separator| separator.trim() == mark);
    let bare = unwrapped(cell).unwrap_or(cell);
    let last = MARKS.into_iter().filter(|mark| has(mark)).find_map(|mark| bare.trim_end().strip_suffix(mark));
    let bare = last.unwrap_or(bare);
    if bare.contains(";#") && has(";") {
        return bare.replace(";#", ";").into();
    }
    if separators.iter().any(|separator| separator == "\n") { with_line_breaks(bare) } else { bare.into() }
}

/// The list inside the brackets around a whole cell: `[A,B]`, `{A,B}`.
fn unwrapped(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let inside = |open: char, close: char| cell.strip_prefix(open)?.strip_suffix(close);
    let inside = inside('[', ']').or_else(|| inside('{', '}'))?;
    (!inside.contains(['[', ']', '{', '}'])).then_some(inside)
}

/// Whether nearly all of several cells are lists in brackets.
pub(super) fn are_wrapped(cells: &[&str]) -> bool {
    let wrapped = cells.iter().filter(|cell| unwrapped(cell).is_some()).count();
    wrapped > 1 && wrapped * 10 >= cells.len() * 9
}

/// Whether a cell breaks its lines as HTML does.
pub(super) fn has_html_break(cell: &str) -> bool {
    cell.match_indices('<').any(|(at, _)| html_break(cell.get(at..).unwrap_or_default()).is_some())
}

/// The length of the HTML break at the beginning of a text.
fn html_break(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let name = text.get(1..end)?.trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br").then_some(end + 1)
}

/// A cell with line breaks for those of HTML.
pub(super) fn with_line_breaks(cell: &str) -> Cow<'_, str> {
    if !has_html_break(cell) {
        return cell.into();
    }
    let mut plain = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let (text, length) = html_break(tag).map_or(("<", 1), |length| ("\n", length));
        plain.push_str(text);
        rest = tag.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain.into()
}

/// An answer without the bullet with which people begin the lines of a list.
pub(super) fn without_bullet(answer: &str) -> &str {
    const BULLETS: [char; 8] = ['•', '·', '◦', '▪', '*', '-', '–', '‣'];
    answer.strip_prefix(BULLETS).filter(|rest| rest.starts_with(' ')).map_or(answer, str::trim_start)
}

#[cfg(test)]
mod tests {
    use crate::survey::cells::several::infer;

    #[test]
    fn what_is_wrapped_around_a_list_is_no_part_of_an_answer() {
        let columns = [
            ["[Bias,Rotas]", "[Rotas,Pay]", "[Bias]"],
            ["[Bias, Rotas]", "[Rotas, Pay]", "[Bias]"],
            ["{Bias,Rotas}", "{Pay,Rotas}", "{Bias}"],
            ["['Bias', 'Rotas']", "['Pay']", "[\"Bias's\", 'Pay']"],
            ["{\"Bias\",Rotas}", "{Rotas,Pay}", "{Bias}"],
            ["Bias, Rotas,", "Rotas, Pay,", "Bias,"],
            ["Bias; Rotas;", "Rotas; Pay", "Bias"],
            ["Bias<br>Rotas", "Rotas<BR/>Pay", "Bias"],
            ["[Bias,Rotas]", "[Pay]", "[Leave,Exams]"],
        ];
        for cells in columns {
            let joining = infer(&cells, None);
            assert_eq!(joining.split(cells[0]), ["Bias", "Rotas"], "{cells:?}");
            assert!(joining.split(cells[2]).iter().all(|answer| !answer.contains(['[', '{', ',', '<'])), "{cells:?}");
        }
        let cells = ["[Bias, hidden,Rotas]", "[Rotas,Pay]", "[Pay,Bias, hidden]", "[Rotas]"];
        assert_eq!(infer(&cells, None).split(cells[0]), ["Bias, hidden", "Rotas"]);
        // Brackets of single answers stay.
        let cells = ["Bias [hidden]; Rotas", "Rotas; Pay [gaps]", "[Other]; Rotas", "Bias [hidden]; Pay [gaps]"];
        assert_eq!(infer(&cells, None).split(cells[2]), ["[Other]", "Rotas"]);
    }
}
