//! The parts of a Word document beside its body: styles, numbering, footer, properties. All of it is fixed but the lists and links.

use std::fmt::Write;

use crate::render::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn content_types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPES}.{kind}+xml\"/>");
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}{}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering"),
        part("footer1", "footer"),
        part("settings", "settings"),
    )
}

/// A relation of a part: its id, its type, where it leads, and whether that lies outside the package.
struct Relation {
    id: String,
    kind: String,
    target: String,
    is_external: bool,
}

fn relation(id: &str, kind: &str, target: &str) -> Relation {
    Relation { id: id.to_owned(), kind: kind.to_owned(), target: target.to_owned(), is_external: false }
}

fn relations(rows: &[Relation]) -> String {
    let row = |row: &Relation| {
        let mode = if row.is_external { " TargetMode=\"External\"" } else { "" };
        let target = escape::xml::text(&row.target);
        format!("<Relationship Id=\"{}\" Type=\"{}\" Target=\"{target}\"{mode}/>", row.id, row.kind)
    };
    let rows: String = rows.iter().map(row).collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{rows}</Relationships>")
}

pub(super) fn package_relations() -> String {
    relations(&[
        relation("document", &format!("{OFFICE}/officeDocument"), "word/document.xml"),
        relation("properties", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
    ])
}

pub(super) fn document_relations(links: &[String]) -> String {
    let part = |name: &str| relation(name, &format!("{OFFICE}/{name}"), &format!("{name}.xml"));
    let footer = relation("footer", &format!("{OFFICE}/footer"), "footer1.xml");
    let mut rows = vec![part("styles"), part("numbering"), part("settings"), footer];
    rows.extend(links.iter().enumerate().map(|(number, link)| Relation {
        is_external: true,
        ..relation(&format!("link{number}"), &format!("{OFFICE}/hyperlink"), link)
    }));
    relations(&rows)
}

pub(super) fn core_properties(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title><dc:creator></dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>",
        escape::xml::text(title)
    )
}

pub(super) fn document(body: &str) -> String {
    format!(
        "{HEAD}<w:document {WORD} xmlns:r=\"{OFFICE}\"><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" \
         r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" \
         w:left=\"1440\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

pub(super) fn settings() -> String {
    format!(
        "{HEAD}<w:settings {WORD}><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

pub(super) fn footer() -> String {
    format!(
        "{HEAD}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r>\
         </w:fldSimple></w:p></w:ftr>"
    )
}

/// Numbering 1 is bullets; each numbered list has one of its own, so that it begins with its own first number.
pub(super) fn numbering(first_numbers: &[u64]) -> String {
    let level = |level: usize, format: &str, text: &str| {
        let (left, font) = (360 * (level + 1), if format == "bullet" { BULLET_FONT } else { "" });
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"360\"/></w:pPr>{font}</w:lvl>"
        )
    };
    let bullets: String = (0..3).map(|at| level(at, "bullet", "•")).collect();
    let numbers: String = (0..3).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
    let mut xml = format!(
        "{HEAD}<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{bullets}\
         </w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{numbers}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    for (number, first) in (2..).zip(first_numbers) {
        let _ = write!(xml, "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"1\"/>");
        for at in 0..3 {
            let _ = write!(xml, "<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>");
        }
        xml.push_str("</w:num>");
    }
    xml.push_str("</w:numbering>");
    xml
}

const BULLET_FONT: &str = "<w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:hint=\"default\"/></w:rPr>";

/// Paragraph styles with the size in half points, the space before, and the outline level.
const HEADINGS: [(&str, &str, u32, u32, u32); 3] =
    [("Heading1", "heading 1", 36, 0, 0), ("Heading2", "heading 2", 28, 280, 1), ("Heading3", "heading 3", 24, 200, 2)];

pub(super) fn styles() -> String {
    let mut xml = format!(
        "{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" \
         w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         </w:style>"
    );
    for (id, name, size, before, outline) in HEADINGS {
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"{before}\" w:after=\"120\"/>\
             <w:outlineLvl w:val=\"{outline}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    xml.push_str(OTHER_STYLES);
    xml
}

const OTHER_STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/>\
<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
<w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0563C1\"/>\
<w:u w:val=\"single\"/></w:rPr></w:style>\
<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" \
w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"40\" \
w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>\
<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" \
w:color=\"888888\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:right w:val=\"single\" w:sz=\"4\" \
w:space=\"0\" w:color=\"888888\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:insideV \
w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/></w:tblBorders></w:tblPr></w:style></w:styles>";
