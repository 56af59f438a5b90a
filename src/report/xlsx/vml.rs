//! The drawing of comments: a box a comment, in the vector markup that spreadsheet programs still ask for.

use std::collections::BTreeMap;

use crate::document::CellRef;
use crate::report::width::columns;
use crate::report::xlsx::edit::Malformed;

const SPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
const TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
/// Shapes that one block of identifiers has room for.
const BLOCK: u32 = 1024;
/// Columns of text in a box, about.
const WIDTH: usize = 42;

/// A drawing with a box for each note; `block` is a number that no other drawing of the workbook has.
pub(super) fn new(notes: &BTreeMap<CellRef, String>, block: u32) -> String {
    let shapes: String = (1..).zip(notes).map(|(n, (at, note))| shape(*at, note, block.saturating_mul(BLOCK).saturating_add(n))).collect();
    format!("<xml {SPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{block}\"/></o:shapelayout>{TYPE}{shapes}</xml>")
}

/// The sheet's own drawing with a box for each of the cells. It is no XML that can be relied on, so it is changed as text.
///
/// # Errors
/// It has no end.
pub(super) fn add(own: &str, cells: &[CellRef], notes: &BTreeMap<CellRef, String>) -> Result<String, Malformed> {
    let end = own.rfind("</").ok_or(Malformed)?;
    let last = numbers(own, "_x0000_s").max().unwrap_or(BLOCK);
    let known = own.contains("_x0000_t202");
    let shapes: String = (last.saturating_add(1)..).zip(cells).filter_map(|(n, at)| Some(shape(*at, notes.get(at)?, n))).collect();
    let kind = if known { String::new() } else { TYPE.replacen("<v:shapetype ", &format!("<v:shapetype {SPACES} "), 1) };
    let (before, after) = own.split_at(end);
    Ok(format!("{before}{kind}{shapes}{after}"))
}

/// The greatest block of identifiers that a drawing claims.
pub(super) fn greatest_block(drawing: &str) -> u32 {
    let claimed = drawing.split("data=\"").skip(1).filter_map(|rest| rest.split('"').next());
    claimed.flat_map(|list| list.split(',')).filter_map(|n| n.trim().parse().ok()).max().unwrap_or(0)
}

/// The numbers behind a word.
fn numbers<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = u32> + 'a {
    let digits = |rest: &'a str| rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
    text.split(word).skip(1).filter_map(digits)
}

/// A hidden box beside its cell, as high as its text.
fn shape(at: CellRef, note: &str, id: u32) -> String {
    let lines: usize = note.lines().map(|line| columns(line).div_ceil(WIDTH).max(1)).sum();
    let rows = u32::try_from(lines.clamp(3, 24)).unwrap_or(24) + 1;
    let (CellRef { row, col }, top) = (at, at.row.saturating_sub(1));
    let anchor = format!("{}, 15, {top}, 4, {}, 15, {}, 4", col.saturating_add(1), col.saturating_add(5), top.saturating_add(rows));
    format!(
        "<v:shape {SPACES} id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;width:260pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        rows * 15
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{add, greatest_block, new};
    use crate::document::CellRef;

    #[test]
    fn boxes_are_numbered_on() {
        let at = CellRef::new(2, 1);
        let notes = BTreeMap::from([(at, "x".to_owned())]);
        let own = new(&notes, 3);
        assert!(own.contains("_x0000_s3073") && greatest_block(&own) == 3);
        let more = add(&own, &[at], &notes).expect("it ends");
        assert!(more.contains("_x0000_s3074") && more.ends_with("</xml>") && more.matches("shapetype id").count() == 1);
        assert!(add("", &[at], &notes).is_err());
    }
}
