//! Comma-separated values (RFC 4180) for a spreadsheet: one line a finding or problem. Findings that do not count say so in
//! `suppressed`.

use std::io;

use crate::document::Decimal;
use crate::findings::{Finding, Outcome, Suppression};
use crate::phrase::Lang;
use crate::report::beneath::others;
use crate::report::clean::visible;
use crate::report::repair::changes;
use crate::report::words::{name, one_line, suppression};
use crate::report::{Options, place};

pub(super) const HEADS: [&str; 20] = [
    "path",
    "sheet",
    "table",
    "cell",
    "line",
    "column",
    "severity",
    "confidence",
    "rule",
    "text",
    "labels",
    "message",
    "derivation",
    "help",
    "fingerprint",
    "suppressed",
    "reason",
    "fix",
    "paragraph",
    "also",
];

/// A byte order mark, by which spreadsheet programs know UTF-8, the heads, then the lines.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    write(&HEADS.map(str::to_owned), out)?;
    for report in &outcome.reports {
        for finding in &report.findings {
            write(&row(finding, None, options.lang), out)?;
        }
        for stands in &report.suppressed {
            write(&row(&stands.finding, Some(&stands.suppression), options.lang), out)?;
        }
        if let Some(problem) = &report.problem {
            let mut row: [String; HEADS.len()] = std::array::from_fn(|_| String::new());
            let filled = [report.path.to_string(), "error".to_owned(), name(problem.kind), one_line(&problem.message, options.lang)];
            for (at, text) in [0, 6, 8, 11].into_iter().zip(filled) {
                row[at] = text;
            }
            write(&row, out)?;
        }
    }
    Ok(())
}

fn row(finding: &Finding, stands: Option<&Suppression>, lang: Lang) -> [String; HEADS.len()] {
    let label = finding.labels.first();
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let at = label.map(|label| &label.location);
    [
        finding.path.to_string(),
        at.and_then(|at| at.sheet.clone()).unwrap_or_default(),
        number(at.and_then(|at| at.table)),
        at.and_then(|at| at.cell.clone()).unwrap_or_default(),
        number(at.and_then(|at| at.line)),
        number(at.and_then(|at| at.column)),
        name(finding.severity),
        name(finding.confidence),
        finding.rule.clone(),
        label.map(|label| label.text.clone()).unwrap_or_default(),
        at.map(place::labels).unwrap_or_default(),
        one_line(&finding.message, lang),
        one_line(&finding.derivation, lang),
        one_line(&finding.help, lang),
        finding.fingerprint.clone(),
        stands.map(|stands| name(stands.by)).unwrap_or_default(),
        stands.map(|stands| suppression(stands, lang)).unwrap_or_default(),
        changes(finding, "; "),
        number(at.and_then(|at| at.paragraph)),
        others(finding, lang).collect::<Vec<_>>().join("; "),
    ]
}

fn write(fields: &[String], out: &mut dyn io::Write) -> io::Result<()> {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    write!(out, "{}\r\n", fields.join(","))
}

/// A field on one line, in quotes where it needs them. What a spreadsheet program would take for a formula gets an apostrophe before it,
/// unless it is a number.
fn field(text: &str) -> String {
    let text = visible(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    let lead = if formula && Decimal::parse(&text).is_none() { "'" } else { "" };
    if text.contains([',', '"', '\'', ';']) || text.trim().len() < text.len() || !lead.is_empty() {
        format!("\"{lead}{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn formulas_quotes_and_line_breaks_are_inert() {
        assert_eq!(field("=1+1"), "\"'=1+1\"");
        assert_eq!(field(" @SUM(A1)\n"), "\"' @SUM(A1) \"");
        assert_eq!((field("-38.5"), field("-"), field("a\"b,c")), ("-38.5".into(), "\"'-\"".into(), "\"a\"\"b,c\"".into()));
        assert_eq!(field("＝1"), "\"'＝1\"");
    }
}
