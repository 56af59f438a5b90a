//! Damage that the text itself shows, whatever the format: characters that were lost before, and words that were read in a wrong encoding before.

use crate::document::{Block, Document, Remark, RemarkKind, Site};
use crate::ingest::mojibake::is_mojibake;
use crate::phrase::Phrase;

/// Texts with lost characters that are named one by one.
const MOST_NAMED: usize = 20;
/// Texts looked at for a wrong encoding: it takes hold of all of a file or of a part pasted into it.
const SAMPLE: usize = 400;
/// What stands where a character was lost, and how it is named.
const LOST: [(char, &str); 2] = [('\0', "NUL"), (char::REPLACEMENT_CHARACTER, "\u{fffd}")];
/// Characters of a text that are shown.
const SHOWN: usize = 24;

/// Says where characters were lost or garbled, and places what is said of the file's end.
pub(in crate::ingest) fn remark(document: &mut Document) {
    let mut remarks = lost(document);
    remarks.extend(garbled(document));
    remarks.extend(other_digits(document));
    let end = last_site(document);
    for remark in &mut document.remarks {
        if remark.kind == RemarkKind::Truncated && remark.site.is_none() && document.source.is_some() {
            remark.site = end;
        }
    }
    document.remarks.append(&mut remarks);
}

/// Every text with its site; a paragraph that repeats a cell is left out.
fn texts(document: &Document) -> impl Iterator<Item = (Site, &str)> {
    let paragraphs = (0..).zip(&document.paragraphs).filter(|(_, p)| p.cell.is_none());
    let cells = (0..).zip(&document.tables).flat_map(|(table, t)| (0..).zip(t.cells()).map(move |(cell, c)| (table, cell, c)));
    let paragraphs = paragraphs.map(|(n, p)| (Site::Paragraph(n), p.text.as_str()));
    paragraphs.chain(cells.map(|(table, cell, c)| (Site::Cell { table, cell }, c.text.as_str())))
}

/// The texts that hold zero bytes or replacement characters.
fn lost(document: &Document) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut more = 0_usize;
    for (site, text) in texts(document) {
        let Some((_, lost)) = LOST.iter().find(|(lost, _)| text.contains(*lost)) else { continue };
        if remarks.len() == MOST_NAMED {
            more += 1;
            continue;
        }
        let words = shown(text);
        let message = Phrase::new(
            format!("“{words}”中有已丢失的字符（{lost}），该处文字或数字可能残缺；请核对原文"),
            format!("`{words}` holds lost characters ({lost}), words or numbers there may be damaged; check the original"),
        );
        remarks.push(Remark { kind: RemarkKind::Encoding, message, site: Some(site) });
    }
    if more > 0 {
        let message = Phrase::new(format!("另有 {more} 处文字中有已丢失的字符"), format!("{more} more texts hold lost characters"));
        remarks.push(Remark { kind: RemarkKind::Encoding, message, site: None });
    }
    remarks
}

/// The first text that was read in a wrong encoding before it came into the file.
fn garbled(document: &Document) -> Option<Remark> {
    let mut words = texts(document).filter(|(_, text)| !text.is_ascii()).take(SAMPLE);
    let (site, text) = words.find(|(_, text)| is_mojibake(text))?;
    let words = shown(text);
    let message = Phrase::new(
        format!("“{words}”是乱码：文字曾按错误的编码读取后保存；请从原文重新导出"),
        format!("`{words}` is garbled: it was once read in a wrong encoding and saved so; export the report anew"),
    );
    Some(Remark { kind: RemarkKind::Encoding, message, site: Some(site) })
}

/// The first text with digits of a script whose numbers are not read: Arabic, Persian, Devanagari, Bengali, Thai.
fn other_digits(document: &Document) -> Option<Remark> {
    let is_other = |c: char| matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' | '\u{9E6}'..='\u{9EF}' | '\u{E50}'..='\u{E59}');
    let may_be = |text: &str| memchr::memchr3(0xD9, 0xDB, 0xE0, text.as_bytes()).is_some();
    let (site, text) = texts(document).find(|(_, text)| may_be(text) && text.contains(is_other))?;
    let words = shown(text);
    let message = Phrase::new(
        format!("“{words}”中的数字不是阿拉伯数字（0–9），这类数字未按数字读取"),
        format!("the digits in `{words}` are of another script than 0 to 9; numbers in such digits were not read"),
    );
    Some(Remark { kind: RemarkKind::Unparsed, message, site: Some(site) })
}

fn last_site(document: &Document) -> Option<Site> {
    match *document.blocks.last()? {
        Block::Paragraph(n) => Some(Site::Paragraph(n)),
        Block::Table(table) => {
            let cells = document.tables.get(table as usize)?.cells();
            let cell = cells.iter().rposition(|cell| !cell.text.is_empty())?;
            Some(Site::Cell { table, cell: u32::try_from(cell).ok()? })
        }
    }
}

fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::{RemarkKind, Site};
    use crate::ingest::{Limits, read};

    fn remarks(text: &str) -> Vec<(RemarkKind, Option<Site>)> {
        let document = read("a", text.as_bytes().into(), &Limits::default()).unwrap();
        document.remarks.iter().map(|r| (r.kind, r.site)).collect()
    }

    #[test]
    fn lost_characters_are_told_with_their_place() {
        let at = |table, cell| (RemarkKind::Encoding, Some(Site::Cell { table, cell }));
        assert_eq!(remarks("<table><tr><td>甲<td>1\u{fffd}5<tr><td>乙\u{fffd}<td>2</table>"), [at(0, 1), at(0, 2)]);
        assert_eq!(remarks("项目,数\n甲,1\u{fffd}\n乙,2\n"), [at(0, 3)]);
        assert_eq!(remarks("项目,数\n甲,1\n乙,2\n"), []);
        let table = "name of the item,number of cases\nthe first kind of them,1\nthe second kind of them,2\u{0}3\n";
        assert_eq!(remarks(table), [at(0, 5)]);
    }

    #[test]
    fn digits_of_other_scripts_are_told_once() {
        let at = (RemarkKind::Unparsed, Some(Site::Cell { table: 0, cell: 1 }));
        assert_eq!(remarks("<table><tr><td>a<td>١٢<tr><td>b<td>१</table>"), [at]);
        assert_eq!(remarks("<table><tr><td>a<td>１２<tr><td>б<td>٬</table>"), []);
    }

    #[test]
    fn zero_bytes_in_a_page_are_told() {
        assert_eq!(remarks("<table><tr><td>a<td>1\x002</table>"), [(RemarkKind::Encoding, None)]);
    }

    #[test]
    fn a_cut_file_is_told_at_its_last_words() {
        let cut = remarks("<p>一</p><table><tr><td>甲<td>1<tr><td>乙<td>2<t");
        assert_eq!(cut, [(RemarkKind::Truncated, Some(Site::Cell { table: 0, cell: 3 }))]);
    }
}
