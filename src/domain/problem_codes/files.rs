//! Codes of problems with the form of a file that is imported: encoding, rows, cells, workbooks.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Files that are imported", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "answer-above-header",
        "A row above the headings contains an email address, and it was not read.",
        "Say which row has the headings: `header_row = N`.",
    ),
    code(
        "broken-text",
        "The file contains bytes that are not text in its encoding.",
        "Export it again; the download may have been cut off.",
    ),
    code(
        "broken-utf-8",
        "The file is UTF-8 but contains bytes that are not.",
        "Often two files were pasted together. Export it again as CSV UTF-8.",
    ),
    code(
        "broken-workbook",
        "The workbook is damaged or was cut off.",
        "Open it in Excel and save it again, or download it again.",
    ),
    code(
        "cell-comments",
        "Cells of the sheet have comments, which are not read.",
        "Look at them in the spreadsheet: \"withdrawn\" in a comment takes nobody out. Write it into a column, or delete the row.",
    ),
    code(
        "cell-too-long",
        "A cell is longer than any answer.",
        "Usually a quotation mark is missing, so that the rest of the file became one cell.",
    ),
    code(
        "coloured-rows",
        "Rows of the sheet have a colour that most rows have not; they are read all the same.",
        "If the colour means that they do not count, write that into a column, or delete the rows.",
    ),
    code("doubled-column", "Two columns have the same heading.", "Rename or delete one of them."),
    code("empty-file", "The file is empty, or has no line with headings.", "Export it again, as CSV or Excel."),
    code(
        "error-cell",
        "A cell shows a spreadsheet error, such as #REF!.",
        "Correct the formula in the spreadsheet, or type the value.",
    ),
    code(
        "far-cell",
        "The sheet has a cell far outside the answers.",
        "Delete the empty rows and columns beyond the answers, or copy the answers into a new workbook.",
    ),
    code("file-name", "The file cannot be kept under its name.", "Give it a name of letters, digits and hyphens."),
    code("file-too-big", "The file is larger than any survey.", "Check that it is the export of the survey."),
    code(
        "files-swapped",
        "The exports of the two sides seem to be swapped.",
        "Give each file to its own side: `--mentors` and `--mentees`, or `file` in cohort.toml.",
    ),
    code(
        "garbled-letters",
        "Letters look as if the file was opened in the wrong encoding and saved again.",
        "Export it again and do not open it in Excel first; names may be misspelt.",
    ),
    code(
        "hidden-columns",
        "The sheet has hidden columns, and they were read.",
        "Delete them in the spreadsheet if they do not count.",
    ),
    code(
        "hidden-rows",
        "The sheet has hidden or filtered rows, and they were read.",
        "Delete them in the spreadsheet if they do not count.",
    ),
    code(
        "html-entities",
        "A column holds HTML entities, such as &amp;, beside a plain &, so that it is not known what is meant.",
        "Export the answers again, or correct the cells.",
    ),
    code(
        "merged-cells",
        "The sheet has merged cells, of which only the first holds the value.",
        "Unmerge them and fill every cell.",
    ),
    code("misnamed-file", "The file is of another kind than its name says.", "It was read as what it is; nothing stops."),
    code(
        "missing-column",
        "The file lacks a column that is needed.",
        "Usually a heading was changed: take the heading that the message suggests, or change cohort.toml.",
    ),
    code("missing-sheet", "The workbook has no sheet with this name.", "Write the name of one of its sheets as `sheet`."),
    code("no-answers", "The file has headings but no answers.", "Export it again once there are answers."),
    code(
        "no-export",
        "The export of one side is missing.",
        "Put the file where `file` in cohort.toml says, or name it with `--mentors` or `--mentees`.",
    ),
    code(
        "no-header",
        "No row with column headings was found.",
        "Say which row it is with `header_row = N`, or add a row of headings.",
    ),
    code(
        "no-rows",
        "There are no rows below the headings.",
        "Check that the first line is the headings, and that the file was saved.",
    ),
    code("nobody-left", "Every row of the file was left out.", "The warnings say why; often a column is the wrong one."),
    code(
        "not-a-survey",
        "The file is not a table, but for example a web page, a picture or a PDF.",
        "Export the answers as CSV or Excel. A web page is often a login page: sign in first.",
    ),
    code("not-utf8", "The file is not UTF-8 text.", "Save it as UTF-8, or restore it from git or a backup."),
    code("nul-bytes", "The file contains NUL bytes: it is damaged or not a text.", "Export it again, as CSV UTF-8 or Excel."),
    code(
        "row-too-long",
        "A row has more cells than there are headings.",
        "A cell with a comma needs quotation marks around it. Better, export the file again.",
    ),
    code(
        "row-too-short",
        "A row has fewer cells than there are headings.",
        "It was cut off, or a cell was deleted. Export the file again.",
    ),
    code(
        "second-table",
        "A second table with headings of its own is below the first.",
        "Move it to a sheet or a file of its own, or take it out.",
    ),
    code(
        "shifted-row",
        "The address is in another column than in the other rows.",
        "Move the row's cells to where they belong, or export the file again.",
    ),
    code(
        "struck-through",
        "Cells of the sheet are crossed out, and their rows were read.",
        "Delete the rows in the spreadsheet if they do not count.",
    ),
    code(
        "swallowed-rows",
        "An open quotation mark has made several rows into one cell.",
        "Close the quotation mark. Better, export the file again.",
    ),
    code(
        "tables-side-by-side",
        "Two tables are beside each other in one sheet, and nothing says whose they are.",
        "Write MENTORS and MENTEES above them, or move the second to a sheet or a file of its own.",
    ),
    code("text-after-quote", "Text follows a closing quotation mark.", "Write each quotation mark within a text twice (\"\")."),
    code(
        "too-large",
        "A file is too large to be read.",
        "Check that it is the right file; a calendar should have only the holidays, a private folder only what belongs to the programme.",
    ),
    code("too-many-cells", "The sheet has more cells than any survey.", "Delete the empty rows and columns beyond the answers."),
    code("too-many-columns", "A row has more cells than any survey.", "Delete the empty columns, or export only this survey."),
    code(
        "too-many-rows",
        "The file has more rows than any survey.",
        "Delete the empty rows at the end, or export only this survey.",
    ),
    code(
        "two-columns",
        "Two columns have the heading that is looked for, and their answers differ.",
        "Rename or delete one of them in the export.",
    ),
    code(
        "unclosed-quote",
        "A quotation mark is opened and not closed where its cell ends.",
        "Close it, or write a quotation mark within a cell twice (\"\").",
    ),
    code(
        "uneven-row",
        "A row has more or fewer cells than there are headings.",
        "Look for a comma that is not in quotation marks, or for a deleted cell.",
    ),
    code(
        "unknown-encoding",
        "There is no text encoding with this name.",
        "Write utf-8, utf-16le or windows-1252, or delete the key: the encoding is found automatically.",
    ),
    code(
        "unknown-tool",
        "There is no survey tool with this name.",
        "Take one of the tools that the message lists, or delete `tool`: it is found automatically.",
    ),
    code(
        "workbook-too-big",
        "The workbook unpacks to far more than a survey needs.",
        "Copy the answers into a new workbook, or save them as CSV UTF-8.",
    ),
];
