//! The report as one web page: nothing is loaded and nothing runs, it prints, and it can be read without seeing the pictures.

use std::fmt::Write;

use super::drawing::WIDTH;
use super::palette;
use super::picture::{Picture, PictureTable};
use super::words::day;
use super::{ReportData, left_out, pictures, summary};
use crate::render::escape::html;

/// Everything but the colours.
const STYLE: &str = "body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,Calibri,Arial,sans-serif}\
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1rem}h1,h2{line-height:1.2}a{color:var(--s0)}\
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}\
figure{margin:1rem 0 2.5rem}figcaption{margin-bottom:.5rem}svg{max-width:100%;height:auto;display:block}\
.scroll{overflow-x:auto}.scroll:focus-visible{outline:3px solid var(--s0)}\
table{border-collapse:collapse;margin:.75rem 0;font-size:.9rem}caption{text-align:left;color:var(--quiet);padding-bottom:.25rem}\
th,td{border:1px solid var(--rule);padding:.25rem .5rem;text-align:left;vertical-align:top}th{font-weight:600}td.n{text-align:right;font-variant-numeric:tabular-nums}\
nav ul{columns:2;padding-left:1.2rem}.note{color:var(--quiet);font-size:.9rem}\
svg text{fill:var(--text);font:13px system-ui,Calibri,Arial,sans-serif}svg .axis-label,svg .num{fill:var(--quiet);font-size:12px}\
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.low{fill:var(--low)}.high{fill:var(--high)}\
.band{fill:var(--band);stroke:var(--rule)}.aside{fill:none;stroke:var(--middle)}.open{fill:var(--ground);stroke:var(--s0);stroke-width:2}\
.grid{stroke:var(--band)}.axis,.zero{stroke:var(--rule);stroke-width:2}.today{stroke:var(--text);stroke-dasharray:4 4}\
.end{stroke:var(--text);stroke-width:3}.missed{stroke:var(--low);stroke-width:3}.interval{stroke:var(--s0);stroke-width:3}\
.way{fill:none;stroke-width:2}.way.s0{stroke:var(--s0)}.way.s1{stroke:var(--s1);stroke-dasharray:6 3}.way.s0,.way.s1{fill:none}\
@media (forced-colors:active){.mark{fill:CanvasText}svg text{fill:CanvasText}.open,.aside,.band{stroke:CanvasText}.axis,.zero,.interval,.end,.missed,.today,.way.s0,.way.s1{stroke:CanvasText}}\
@media print{.skip,nav{display:none}figure{break-inside:avoid}section{break-inside:auto}.scroll{overflow:visible}}";

/// The page.
pub(crate) fn page(data: &ReportData<'_>) -> String {
    let programme = &data.settings.programme;
    let title = html::text(&format!("{}: {}", programme.name, programme.cohort));
    let (drawn, missing) = pictures(data);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{}{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#report\">Skip to the report</a>\n\
         <header><h1>{title}</h1>\n<p>{}</p>\n",
        palette::variables(),
        html::text(&edition(data)),
    );
    page.push_str("<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#summary\">Summary</a></li>\n");
    for (id, picture) in &drawn {
        let _ = writeln!(page, "<li><a href=\"#{id}\">{}</a></li>", html::text(picture.question));
    }
    page.push_str("</ul></nav>\n</header>\n<main id=\"report\">\n");
    summary_section(&mut page, data);
    for (id, picture) in &drawn {
        section(&mut page, id, picture);
    }
    quotes(&mut page, data);
    if let Some(sentence) = left_out(&missing) {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", html::text(&sentence));
    }
    page.push_str("</main>\n<footer><p class=\"note\">Made by revmentor. This page loads nothing and runs nothing.</p></footer>\n</body>\n</html>\n");
    page
}

/// Which edition this is, and of which day.
pub(super) fn edition(data: &ReportData<'_>) -> String {
    let of = data.as_of.map_or_else(|| "nothing has happened yet".to_owned(), |as_of| format!("as of {}", day(as_of)));
    if data.private.is_some() {
        format!("Private edition with names, for the programme lead alone, {of}.")
    } else if data.for_participants {
        format!("Edition for participants: figures of groups, no person and no pair, {of}.")
    } else {
        format!("Public edition: people appear by id, figures only of large groups, {of}.")
    }
}

fn summary_section(page: &mut String, data: &ReportData<'_>) {
    page.push_str("<section aria-labelledby=\"summary\"><h2 id=\"summary\">Summary</h2>\n");
    let mut rows = PictureTable::new(["dimension", "finding"]);
    for (name, sentence) in summary::rows(data) {
        rows.push([name.to_owned(), sentence]);
    }
    table(page, "Reach, effectiveness, adoption, implementation and maintenance", &rows);
    page.push_str("</section>\n");
}

fn section(page: &mut String, id: &str, picture: &Picture) {
    let (question, finding) = (html::text(picture.question), html::text(&picture.finding));
    let height = picture.drawing.height;
    let _ = write!(
        page,
        "<section aria-labelledby=\"{id}-heading\"><h2 id=\"{id}-heading\">{question}</h2>\n\
         <figure id=\"{id}\"><figcaption>{finding}</figcaption>\n\
         <svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{question}</title>\n<desc id=\"{id}-desc\">{finding}</desc>\n{}</svg>\n",
        picture.drawing.body
    );
    table(page, &format!("The figures of the picture: {}", picture.question), &picture.table);
    page.push_str("</figure>\n");
    for note in &picture.notes {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", html::text(note));
    }
    page.push_str("</section>\n");
}

fn table(page: &mut String, caption: &str, table: &PictureTable) {
    let caption = html::text(caption);
    let _ = write!(
        page,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"><table><caption>{caption}</caption>\n<thead><tr>"
    );
    for column in &table.columns {
        let _ = write!(page, "<th scope=\"col\">{}</th>", html::text(&super::words::capital(column)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let shown = html::text(cell);
            let is_number = cell.bytes().all(|byte| byte.is_ascii_digit()) && !cell.is_empty();
            let _ = match (at, is_number) {
                (0, _) => write!(page, "<th scope=\"row\">{shown}</th>"),
                (_, true) => write!(page, "<td class=\"n\">{shown}</td>"),
                (_, false) => write!(page, "<td>{shown}</td>"),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

/// Free texts whose authors consented; only the private edition has any.
fn quotes(page: &mut String, data: &ReportData<'_>) {
    let Some(private) = data.private.filter(|private| !private.quotes.is_empty()) else { return };
    page.push_str("<section aria-labelledby=\"quotes\"><h2 id=\"quotes\">In their own words</h2>\n");
    for (who, text) in private.quotes {
        let _ = writeln!(page, "<blockquote><p>{}</p><p class=\"note\">{}</p></blockquote>", html::text(text), html::text(who));
    }
    page.push_str("</section>\n");
}
