//! Lines to paragraphs: one a line, unless the file was wrapped to a fixed width.

use super::lines::Line;
use super::marks::{heading, unmarked};
use crate::document::Paragraph;
use crate::ingest::wrapped::{continues, is_page_number, needs_space};

/// The paragraphs of consecutive lines. `wrap` joins a full line that ends without a stop to the next, unless that starts a heading or is
/// a row of numbers; page numbers (`- 3 -`) vanish, Markdown's headings lose their marks.
pub(super) fn paragraphs(lines: &[Line<'_>], wrap: Option<usize>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open: Option<&str> = None;
    for line in lines {
        if is_page_number(line.text) {
            continue;
        }
        if let Some((level, words)) = heading(line) {
            found.push(Paragraph { text: unmarked(&words), heading: Some(level), ..Paragraph::default() });
            open = None;
            continue;
        }
        if line.text.is_empty() {
            open = None;
            continue;
        }
        match (open, found.last_mut()) {
            (Some(before), Some(paragraph)) if continues(before, line.text, wrap) => {
                if needs_space(before, line.text) {
                    paragraph.text.push_separator(" ");
                }
                paragraph.text.append(&unmarked(line));
            }
            _ => found.push(Paragraph { text: unmarked(line), ..Paragraph::default() }),
        }
        open = Some(line.text);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::paragraphs;
    use crate::document::Span;
    use crate::ingest::text::lines::lines;
    use crate::ingest::wrapped::wrap_width;

    fn joined(text: &str) -> Vec<String> {
        let lines = lines(text);
        let wrap = wrap_width(lines.iter().map(|l| l.text));
        paragraphs(&lines, wrap).into_iter().map(|p| p.text.as_str().to_owned()).collect()
    }

    const WRAPPED: &str = "一、工作情况
本年度共收到各类来信来访申请一千二百零四件，其中网上
提交八百件，当面提交四百零四件，全部按照规定的期限办
- 1 -
理完毕，没有发生逾期情形，与上一年度相比增加了三百一
十二件，增幅明显，主要原因是新增了网上申请渠道，方便
了群众办事，各部门也加强了培训和指导，办理的质量和效
率都有所提高。
（一）人员情况。全年共有工作人员四十二名参加了业务的
培训，考核合格四十一名。
收到 1204 1100 104
";

    #[test]
    fn hard_wrapped_chinese_is_joined_around_page_numbers_and_headings() {
        let found = joined(WRAPPED);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert_eq!(found[0], "一、工作情况");
        assert!(found[1].contains("全部按照规定的期限办理完毕"));
        assert!(found[2].starts_with("（一）人员情况") && found[2].ends_with("合格四十一名。"));
        assert_eq!(found[3], "收到 1204 1100 104");
    }

    #[test]
    fn joined_lines_keep_exact_spans() {
        let lines = lines(WRAPPED);
        let found = paragraphs(&lines, wrap_width(lines.iter().map(|l| l.text)));
        let text = &found[1].text;
        let at = text.as_str().find("办理完毕").unwrap();
        let from = u32::try_from(at).unwrap();
        let (first, last) = (WRAPPED.find("办\n-").unwrap(), WRAPPED.find("理完毕").unwrap() + "理完毕".len());
        let expected = Span { start: u32::try_from(first).unwrap(), end: u32::try_from(last).unwrap() };
        assert_eq!(text.span(from..from + 12), Some(expected));
    }

    #[test]
    fn latin_lines_are_joined_with_a_space() {
        let found = joined(
            "In the year under review the office received twelve\nhundred requests of which eight hundred were on-\nline and four hundred came by post or in person; the\nrest of the requests were carried over from the year\nbefore and will be answered in due course as set out\nin the annex to this report.\n",
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("twelve hundred") && found[0].contains("on-line"));
    }

    #[test]
    fn one_paragraph_a_line_without_wrapping() {
        assert_eq!(
            joined("一、总体情况\n收到 38 件\n\n- 2 -\n第 3 页 共 9 页\n办结 38 件\n"),
            ["一、总体情况", "收到 38 件", "办结 38 件"]
        );
    }
}
