//! What we wrote ourselves, told by its beginning or, a workbook, by its end, so that an output that lies among the reports is not audited as one.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::csv::HEADS;
use crate::report::html::is_page;
use crate::report::markdown::TITLE;
use crate::report::xlsx::MARKED;

/// Bytes of a file's beginning that tell.
pub(crate) const TELLING: usize = 2048;

/// How the formats for people and for lines begin: a finding in full, a finding in one line, a count of them, or the counts where there is none.
static LINES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let ways = [
        r"(?:error|warning|note|错误|警告|提示)\[[a-z0-9-]+\][:：]",
        r"[^\n]+: (?:error|warning|note)\[[a-z0-9-]+\] ",
        r"::(?:error|warning|notice) file=[^\n]*title=",
        r" *(?:findings  reports  rule|不符  报告  规则) *\n",
        r"(?:\d+ reports?: nothing found|报告 \d+ 份：未发现不符)\s*(?:$|\n(?:checks|检查)[:：])",
    ];
    Regex::new(&format!("^(?:{})", ways.join("|"))).ok()
});

/// Whether a file that begins so, and ends so, is an output of crossfoot.
#[must_use]
pub(crate) fn is_own_output(head: &[u8], tail: &[u8]) -> bool {
    if head.starts_with(b"PK") {
        return tail.ends_with(MARKED.as_bytes());
    }
    let text = String::from_utf8_lossy(head.get(..TELLING.min(head.len())).unwrap_or_default());
    let text = text.trim_start_matches('\u{FEFF}');
    let json = || text.starts_with('{') && text.contains("\"name\"") && text.contains("\"crossfoot\"");
    let quality = || text.starts_with('[') && text.contains("\"check_name\"") && text.contains("\"fingerprint\"");
    let junit = || text.starts_with("<?xml") && text.contains("<testsuites name=\"crossfoot\"");
    let lines = || LINES.as_ref().is_some_and(|lines| lines.is_match(text));
    text.starts_with(TITLE) || text.starts_with(&HEADS.join(",")) || is_page(text) || json() || quality() || junit() || lines()
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use clap::ValueEnum as _;

    use super::{MARKED, is_own_output};
    use crate::findings::{Outcome, audit};
    use crate::ingest::{Limits, read};
    use crate::phrase::Lang;
    use crate::report::{Format, Options, page, render};
    use crate::rules::RuleSet;

    #[test]
    fn what_we_wrote_is_told_from_what_we_read() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let outcome = |text: &str| {
            let document = read("a.txt", text.as_bytes().into(), &Limits::default()).expect("it is text");
            Outcome::new(vec![audit(&document, &rules)]).with_rules(&rules)
        };
        for outcome in [outcome("工作：一是学；三是做。"), outcome("工作：一是学；二是做。")] {
            for lang in [Lang::Zh, Lang::En] {
                let options = Options { lang, ..Options::default() };
                for format in Format::value_variants() {
                    let mut bytes = Vec::new();
                    render(*format, &outcome, &options, &mut bytes).expect("a Vec takes all bytes");
                    // Without a finding these say nothing.
                    let silent = matches!(format, Format::Github | Format::Gitlab) && outcome.findings().count() == 0;
                    assert!(silent || is_own_output(&bytes, b""), "{format:?} {}", String::from_utf8_lossy(&bytes));
                }
                let mut bytes = Vec::new();
                page(&outcome, &[], &options, &mut bytes).expect("a Vec takes all bytes");
                assert!(is_own_output(&bytes, b""));
            }
        }
        assert!(is_own_output(b"PK\x03\x04", MARKED.as_bytes()) && !is_own_output(b"PK\x03\x04", b"PK\x05\x06"));
        for other in [
            "",
            "<!DOCTYPE html><title>crossfoot</title>",
            "path,line\na,1\n",
            "## crossfooting\n",
            "{\"name\": \"x\"}",
            "3 reports: of the board, of the auditors, of the treasurer\n",
            "报告 3 份：已审核\n",
            "Note: errors[1] are few\n",
            "error: none\n",
        ] {
            assert!(!is_own_output(other.as_bytes(), b""), "{other}");
        }
    }
}
