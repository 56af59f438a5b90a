//! Lines to paragraphs: one a line, unless the file was wrapped to a fixed width.

use unicode_width::UnicodeWidthStr;

use super::lines::Line;
use super::marks::{heading, unmarked};
use crate::document::Paragraph;
use crate::ingest::outline::{is_figure, numbering};

/// Columns a line may fall short of the wrap width and still count as full.
const SLACK: usize = 8;
/// Narrower lines say nothing about wrapping.
const NARROW: usize = 40;
/// A text wrapped wider than this is not wrapped.
const WIDE: usize = 140;

/// The width a file was wrapped to. Inferred: most of its longer lines are equally long to within a few columns.
pub(super) fn wrap_width<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut widths: Vec<usize> = lines.map(UnicodeWidthStr::width).filter(|w| *w >= NARROW).collect();
    widths.sort_unstable();
    let usual = *widths.get(widths.len().checked_mul(9)? / 10)?;
    let full = widths.iter().filter(|w| **w + SLACK >= usual && **w <= usual + SLACK).count();
    (usual <= WIDE && full >= 5 && full * 2 >= widths.len()).then_some(usual)
}

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

fn continues(before: &str, line: &str, wrap: Option<usize>) -> bool {
    let Some(width) = wrap else {
        return false;
    };
    let is_full = before.width() + SLACK >= width;
    let ends = before.trim_end_matches(['”', '’', '"', '）', ')', '」', '』']).ends_with(['。', '！', '？', '；', '.', '!', '?', ';']);
    is_full && !ends && numbering(line).is_none() && !is_number_row(line) && !is_number_row(before)
}

/// A row of a table that lost its lines: most of its words are figures.
fn is_number_row(line: &str) -> bool {
    let (mut figures, mut words) = (0, 0);
    for word in line.split_whitespace() {
        words += 1;
        figures += usize::from(is_figure(word));
    }
    figures >= 2 && figures * 2 > words
}

/// Latin words are apart, Chinese ones are not; a hyphenated word goes on.
fn needs_space(before: &str, line: &str) -> bool {
    let narrow = |c: char| c.is_ascii_graphic() || (c.is_alphanumeric() && u32::from(c) < 0x2E80);
    let (Some(last), Some(first)) = (before.chars().next_back(), line.chars().next()) else {
        return false;
    };
    narrow(last) && narrow(first) && last != '-'
}

/// `- 3 -`, `— 3 —`, `第 3 页`, `第 3 页 共 9 页`, `Page 3 of 9`.
pub(super) fn is_page_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '－');
    let is_short_number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = line.strip_prefix(dash).and_then(|rest| rest.strip_suffix(dash)) {
        return is_short_number(inner.trim_matches(dash).trim());
    }
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let page = squeezed.split(['共', '/', '，', ',']).next().unwrap_or("");
    if let Some(number) = page.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')) {
        return is_short_number(number) && squeezed.ends_with('页');
    }
    squeezed.strip_prefix("page").is_some_and(|rest| rest.split("of").all(is_short_number))
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, wrap_width};
    use crate::document::Span;
    use crate::ingest::text::lines::lines;

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
