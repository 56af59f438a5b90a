//! A sheet's cells given their grounds, and the sheet its comments.

use std::collections::BTreeMap;

use crate::document::CellRef;
use crate::report::xlsx::edit::{Edits, Malformed, Piece, Tag, pieces};
use crate::report::xlsx::notes::Ground;
use crate::report::xlsx::relations::append;
use crate::report::xlsx::styles::Styles;

/// Elements that stand behind the drawing of comments (ECMA-376 part 1, 18.3.1.99).
const BEHIND: [&str; 9] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"];

/// The sheet with the cells' grounds, and the drawing of its comments named where it has none: `drawing` is the relationship and the
/// address that relationships are named below.
///
/// # Errors
/// The sheet is malformed.
pub(super) fn mark(
    xml: &str,
    grounds: &BTreeMap<CellRef, Ground>,
    drawing: Option<(&str, &str)>,
    styles: &mut Styles,
) -> Result<String, Malformed> {
    let mut edits = Edits::default();
    let mut at = CellRef::new(0, 0);
    let (mut row, mut data) = (0, false);
    let (mut root, mut end, mut behind, mut prefix) = (None, None, None, String::new());
    let mut has_drawing = false;
    pieces(xml, |piece| {
        match piece {
            Piece::Open(tag, 0) => {
                prefix = tag.prefix();
                root = Some((tag.with(&[]), tag.span.clone(), tag.empty));
            }
            Piece::Open(tag, 1) => {
                let local = tag.local();
                data = local == "sheetData";
                has_drawing |= local == "legacyDrawing";
                let late = !data && BEHIND.contains(&local.as_str());
                if late && behind.is_none() {
                    behind = Some(tag.span.start);
                }
            }
            Piece::Open(tag, 2) if data => {
                row = tag.attribute("r").and_then(|r| r.trim().parse::<u32>().ok()).map_or(row + 1, |r| r);
                at = CellRef::new(row.saturating_sub(1), 0);
            }
            Piece::Open(tag, 3) if data && tag.local() == "c" => {
                at = cell(&tag).unwrap_or(CellRef::new(row.saturating_sub(1), at.col));
                if let Some(ground) = grounds.get(&at) {
                    let format = tag.attribute("s").and_then(|s| s.trim().parse().ok()).unwrap_or(0);
                    edits.replace(tag.span.clone(), tag.with(&[("s", styles.on(format, *ground).to_string())]));
                }
                at.col += 1;
            }
            Piece::Close(_, span, 0) => end = Some(span.start),
            _ => {}
        }
        Ok(())
    })?;
    if let Some((id, address)) = drawing.filter(|_| !has_drawing) {
        let element = format!("<{prefix}legacyDrawing xmlns:r=\"{address}\" r:id=\"{id}\"/>");
        match behind {
            Some(at) => edits.insert(at, element),
            None => append(&mut edits, root, end, &element)?,
        }
    }
    Ok(edits.apply(xml))
}

/// The position a cell names.
fn cell(tag: &Tag<'_>) -> Option<CellRef> {
    position(&tag.attribute("r")?)
}

/// `D25` as a position.
pub(super) fn position(name: &str) -> Option<CellRef> {
    let name = name.trim();
    let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (letters, digits) = (name.get(..letters)?, name.get(letters..)?);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let col = letters.bytes().fold(0_u32, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some(CellRef::new(digits.parse::<u32>().ok()?.checked_sub(1)?, col - 1))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{mark, position};
    use crate::document::CellRef;
    use crate::report::xlsx::notes::Ground;
    use crate::report::xlsx::styles::Styles;

    fn styles() -> Styles {
        let xml = "<s><fills><fill/></fills><cellXfs><xf/><xf/></cellXfs></s>";
        Styles::read(xml.to_owned()).expect("it is a style sheet")
    }

    fn marked(xml: &str) -> String {
        let grounds = BTreeMap::from([(CellRef::new(1, 1), Ground::Error)]);
        mark(xml, &grounds, Some(("rId9", "urn:r")), &mut styles()).expect("well-formed")
    }

    #[test]
    fn cells_with_and_without_names_are_found() {
        assert_eq!(
            marked("<worksheet><sheetData><row><c/></row><row><c s='1'/><c t=\"n\" s='1'><v>7</v></c></row></sheetData></worksheet>"),
            "<worksheet><sheetData><row><c/></row><row><c s='1'/><c t=\"n\" s=\"2\"><v>7</v></c></row></sheetData>\
             <legacyDrawing xmlns:r=\"urn:r\" r:id=\"rId9\"/></worksheet>"
        );
        assert!(marked("<x:worksheet><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"/></x:row></x:sheetData><x:tableParts/></x:worksheet>").ends_with(
            "<x:c r=\"B2\" s=\"2\"/></x:row></x:sheetData><x:legacyDrawing xmlns:r=\"urn:r\" r:id=\"rId9\"/><x:tableParts/></x:worksheet>"
        ));
        assert_eq!(marked("<worksheet><legacyDrawing/></worksheet>"), "<worksheet><legacyDrawing/></worksheet>");
    }

    #[test]
    fn names_of_cells() {
        assert_eq!((position("D25"), position("XFD1048576")), (Some(CellRef::new(24, 3)), Some(CellRef::new(1_048_575, 16_383))));
        assert!(["", "D", "25", "D0", "ABCD1", "D99999999999"].into_iter().all(|name| position(name).is_none()));
    }
}
