//! Lines that a fixed width broke: which go on in the next one. Text is wrapped so, and so are pages made of a printed file, each line a
//! paragraph of its own.

use unicode_width::UnicodeWidthStr;

use crate::document::{Block, Document, Paragraph};
use crate::ingest::outline::{is_figure, numbering};

/// Columns a line may fall short of the wrap width and still count as full.
const SLACK: usize = 8;
/// Narrower lines say nothing about wrapping.
const NARROW: usize = 40;
/// A text wrapped wider than this is not wrapped.
const WIDE: usize = 140;

/// The width a file was wrapped to. Inferred: most of its longer lines are equally long to within a few columns.
pub(in crate::ingest) fn wrap_width<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut widths: Vec<usize> = lines.map(UnicodeWidthStr::width).filter(|w| *w >= NARROW).collect();
    widths.sort_unstable();
    let usual = *widths.get(widths.len().checked_mul(9)? / 10)?;
    let full = widths.iter().filter(|w| **w + SLACK >= usual && **w <= usual + SLACK).count();
    (usual <= WIDE && full >= 5 && full * 2 >= widths.len()).then_some(usual)
}

/// Whether a line goes on in the next: it is full, ends without a stop, and the next starts neither a heading nor is a row of numbers.
pub(in crate::ingest) fn continues(before: &str, line: &str, wrap: Option<usize>) -> bool {
    let Some(width) = wrap else {
        return false;
    };
    let is_full = before.width() + SLACK >= width;
    let ends = before.trim_end_matches(['”', '’', '"', '）', ')', '」', '』']).ends_with(['。', '！', '？', '；', '.', '!', '?', ';']);
    is_full && !ends && numbering(line).is_none() && !is_number_row(line) && !is_number_row(before)
}

/// A row of a table that lost its lines: most of its words are figures. A stop inside makes it prose, however many numbers it has.
fn is_number_row(line: &str) -> bool {
    if has_stop(line) {
        return false;
    }
    let (mut figures, mut words) = (0, 0);
    for word in line.split_whitespace() {
        words += 1;
        figures += usize::from(is_figure(word));
    }
    figures >= 2 && figures * 2 > words
}

/// Whether a sentence ends or pauses in the line; a comma between digits groups them.
fn has_stop(line: &str) -> bool {
    let mut before = ' ';
    line.chars().any(|c| {
        let stops = matches!(c, '。' | '；' | '：') || (c == '，' && !before.is_numeric());
        before = c;
        stops
    })
}

/// Latin words are apart, Chinese ones are not; a hyphenated word goes on.
pub(in crate::ingest) fn needs_space(before: &str, line: &str) -> bool {
    let narrow = |c: char| c.is_ascii_graphic() || (c.is_alphanumeric() && u32::from(c) < 0x2E80);
    let (Some(last), Some(first)) = (before.chars().next_back(), line.chars().next()) else {
        return false;
    };
    narrow(last) && narrow(first) && last != '-'
}

/// `- 3 -`, `— 3 —`, `第 3 页`, `第 3 页 共 9 页`, `Page 3 of 9`.
pub(in crate::ingest) fn is_page_number(line: &str) -> bool {
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

/// Joins the paragraphs of a page whose lines are one each. Gives the new number of every paragraph; `None` where none was joined. Page
/// numbers between them vanish.
pub(in crate::ingest) fn join_lines(document: &mut Document) -> Option<Vec<u32>> {
    let is_line = |p: &Paragraph| p.heading.is_none() && !p.hidden && p.cell.is_none() && !p.text.as_str().contains('\n');
    let wrap = wrap_width(document.paragraphs.iter().filter(|p| is_line(p)).map(|p| p.text.as_str()));
    wrap?;
    let mut numbers = Vec::with_capacity(document.paragraphs.len());
    let mut joined: Vec<Paragraph> = Vec::new();
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut open: Option<String> = None;
    for block in &document.blocks {
        let paragraph = match *block {
            Block::Paragraph(number) => document.paragraphs.get(number as usize),
            Block::Table(number) => {
                if let Some(table) = document.tables.get_mut(number as usize) {
                    table.block = index(blocks.len());
                }
                blocks.push(*block);
                open = None;
                continue;
            }
        };
        let Some(paragraph) = paragraph else { continue };
        let line = paragraph.text.as_str();
        let last = index(joined.len().saturating_sub(1));
        if is_line(paragraph) && open.is_some() && is_page_number(line) {
            numbers.push(last);
            continue;
        }
        match (&open, joined.last_mut()) {
            (Some(before), Some(whole)) if is_line(paragraph) && continues(before, line, wrap) => {
                if needs_space(before, line) {
                    whole.text.push_separator(" ");
                }
                whole.text.append(&paragraph.text);
                numbers.push(last);
            }
            _ => {
                numbers.push(index(joined.len()));
                blocks.push(Block::Paragraph(index(joined.len())));
                joined.push(paragraph.clone());
            }
        }
        open = is_line(paragraph).then(|| line.to_owned());
    }
    if joined.len() == document.paragraphs.len() {
        return None;
    }
    (document.paragraphs, document.blocks) = (joined, blocks);
    Some(numbers)
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Block, Document, Site};
    use crate::ingest::{Limits, read};

    fn page(body: &str) -> Document {
        read("a.html", Arc::from(body.as_bytes()), &Limits::default()).expect("a page")
    }

    const LINES: &str = "<p>本年度共收到各类来信来访申请一千二百零四件，其中网上</p><p>提交八百件，当面提交四百零四件，全部按照规定的期限办</p><p>- 1 -</p>\
        <p>理完毕，没有发生逾期情形，与上一年度相比增加了三百一</p><p>十二件，增幅<s>很</s>明显，主要原因是新增了网上申请渠道，方便</p>\
        <table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table><p>了群众办事，各部门也加强了培训和指导，办理的质量和效</p><p>率都有所<s>降</s>提高。</p>";

    #[test]
    fn lines_that_are_paragraphs_each_are_joined_but_not_over_a_table() {
        let document = page(LINES);
        let texts: Vec<&str> = document.paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[0].starts_with("本年度") && texts[0].contains("期限办理完毕") && texts[0].contains("三百一十二件"));
        assert!(texts[1].ends_with("效率都有所提高。"));
        assert_eq!(document.blocks, [Block::Paragraph(0), Block::Table(0), Block::Paragraph(1)]);
        assert_eq!(document.tables[0].block, 1);
        let struck: Vec<Option<Site>> = document.remarks.iter().map(|r| r.site).collect();
        assert_eq!(struck, [Some(Site::Paragraph(0)), Some(Site::Paragraph(1))]);
    }

    #[test]
    fn a_line_of_prose_with_many_numbers_is_no_row_of_a_table() {
        let line = "六个部分。报告中数据统计期限为 2024 年1月1日至 2024 年12";
        assert!(super::continues("行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项", line, Some(58)));
        assert!(super::continues(line, "月31日。", Some(58)));
        assert!(!super::continues("行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项", "总计 38 2 40", Some(58)));
    }

    #[test]
    fn paragraphs_of_their_own_lengths_stay_apart() {
        let document = page("<p>收到38件，</p><p>办结三十八件，其中公开的一共有十八件，不公开的有八件，其他的都已作说明</p><p>无</p>");
        assert_eq!(document.paragraphs.len(), 3);
    }
}
