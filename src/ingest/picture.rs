//! Pictures that stand where a table is expected: the numbers in them are not read.

use crate::document::{Remark, RemarkKind, Site};
use crate::phrase::Phrase;

/// Longest text that announces a table, in characters.
const SHORT: usize = 60;

/// Whether words name a table or data that come next.
pub(in crate::ingest) fn announces(text: &str) -> bool {
    const WORDS: [&str; 10] = ["下表", "如下", "附表", "见表", "统计表", "情况表", "一览表", "明细表", "Table ", "as follows"];
    text.chars().count() <= SHORT && (WORDS.iter().any(|word| text.contains(word)) || text.ends_with('表'))
}

/// What is said of a picture behind the words at `site`, which announce a table.
pub(in crate::ingest) fn announced(site: Site) -> Remark {
    let message = Phrase::new(
        "其后的表格或数据是图片，图片里的数字未读取：请改用文字表格",
        "a picture stands where these words announce a table; numbers in pictures are not read, use a table of text",
    );
    Remark { kind: RemarkKind::Image, message, site: Some(site) }
}

/// What is said of `count` cells with nothing but a picture, the first of them at `site`.
pub(in crate::ingest) fn in_cells(count: usize, site: Option<Site>) -> Remark {
    let message = Phrase::new(
        format!("表格有 {count} 个单元格只有图片，其中的数字未读取：请改用文字"),
        format!("cells of the table with nothing but a picture: {count}; numbers in them are not read, write them as text"),
    );
    Remark { kind: RemarkKind::Image, message, site }
}
