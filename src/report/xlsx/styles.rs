//! The workbook's cell formats, with more of them: the same as a cell has, on another ground.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::xlsx::edit::{Edits, Malformed, Piece, pieces};
use crate::report::xlsx::notes::Ground;

/// The styles part, read once, and the formats added to it.
pub(super) struct Styles {
    xml: String,
    prefix: String,
    /// The fills: their start tag without its count, their span, and how many there are.
    fills: (Range<usize>, Range<usize>, usize),
    formats: (Range<usize>, Range<usize>, usize),
    /// Each format of cells: its start tag's and its whole span.
    each: Vec<(Range<usize>, Range<usize>)>,
    grounds: Vec<Ground>,
    added: BTreeMap<(u32, Ground), u32>,
    order: Vec<(u32, Ground)>,
}

/// What is read of one list.
#[derive(Default)]
struct List {
    open: Option<Range<usize>>,
    end: Option<usize>,
    count: usize,
}

impl Styles {
    /// Reads the part.
    ///
    /// # Errors
    /// It is malformed or lacks the lists of fills and formats.
    pub(super) fn read(xml: String) -> Result<Self, Malformed> {
        let (mut fills, mut formats, mut prefix) = (List::default(), List::default(), String::new());
        let mut each: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut inside = String::new();
        pieces(&xml, |piece| {
            match piece {
                Piece::Open(tag, 0) => prefix = tag.prefix(),
                Piece::Open(tag, 1) => {
                    inside = if tag.empty { String::new() } else { tag.local() };
                    let list = match tag.local().as_str() {
                        "fills" => &mut fills,
                        "cellXfs" => &mut formats,
                        _ => return Ok(()),
                    };
                    list.open = (!tag.empty).then(|| tag.span.clone());
                }
                Piece::Open(tag, 2) => match inside.as_str() {
                    "fills" => fills.count += 1,
                    "cellXfs" => {
                        formats.count += 1;
                        each.push((tag.span.clone(), tag.span.clone()));
                    }
                    _ => {}
                },
                Piece::Close(_, span, 2) if inside == "cellXfs" => {
                    if let Some((_, whole)) = each.last_mut() {
                        whole.end = span.end;
                    }
                }
                Piece::Close(name, span, 1) => match name.as_str() {
                    "fills" => fills.end = Some(span.start),
                    "cellXfs" => formats.end = Some(span.start),
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        })?;
        let whole = |list: List| match (list.open, list.end) {
            (Some(open), Some(end)) => Ok((open, end..end, list.count)),
            _ => Err(Malformed),
        };
        let (fills, formats) = (whole(fills)?, whole(formats)?);
        Ok(Self { xml, prefix, fills, formats, each, grounds: Vec::new(), added: BTreeMap::new(), order: Vec::new() })
    }

    /// The format that is the given one on a ground.
    pub(super) fn on(&mut self, format: u32, ground: Ground) -> u32 {
        let format = if (format as usize) < self.each.len() { format } else { 0 };
        if let Some(known) = self.added.get(&(format, ground)) {
            return *known;
        }
        if !self.grounds.contains(&ground) {
            self.grounds.push(ground);
        }
        let number = u32::try_from(self.each.len() + self.order.len()).unwrap_or(u32::MAX);
        self.order.push((format, ground));
        self.added.insert((format, ground), number);
        number
    }

    /// The part with the formats added.
    ///
    /// # Errors
    /// A format that is built on cannot be read again.
    pub(super) fn finish(self) -> Result<String, Malformed> {
        let prefix = &self.prefix;
        let mut edits = Edits::default();
        let fills: String = self.grounds.iter().map(|ground| fill(prefix, *ground)).collect();
        let mut formats = String::new();
        for (format, ground) in &self.order {
            let nth = self.grounds.iter().position(|known| known == ground).unwrap_or(0);
            let (tag, whole) = self.each.get(*format as usize).ok_or(Malformed)?;
            let text = self.xml.get(whole.clone()).ok_or(Malformed)?;
            let changes = [("fillId", (self.fills.2 + nth).to_string()), ("applyFill", "1".to_owned())];
            formats.push_str(&first_tag(text, &changes)?);
            formats.push_str(self.xml.get(tag.end..whole.end).ok_or(Malformed)?);
        }
        for ((open, end, count), text, more) in [(&self.fills, fills, self.grounds.len()), (&self.formats, formats, self.order.len())] {
            let tag = self.xml.get(open.clone()).ok_or(Malformed)?;
            edits.replace(open.clone(), counted(tag, count + more)?);
            edits.insert(end.start, text);
        }
        Ok(edits.apply(&self.xml))
    }
}

/// A solid fill.
fn fill(prefix: &str, ground: Ground) -> String {
    let color = ground.color();
    format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"FF{color}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
    )
}

/// The first tag of a whole element, with attributes set.
fn first_tag(element: &str, changes: &[(&str, String)]) -> Result<String, Malformed> {
    let mut out = None;
    pieces(element, |piece| {
        if let Piece::Open(tag, 0) = piece {
            out = Some(tag.with(changes));
        }
        Ok(())
    })?;
    out.ok_or(Malformed)
}

/// A list's start tag with another count.
fn counted(tag: &str, count: usize) -> Result<String, Malformed> {
    let closed = format!("{}/>", tag.trim_end_matches('>'));
    let out = first_tag(&closed, &[("count", count.to_string())])?;
    Ok(format!("{}>", out.trim_end_matches("/>")))
}

#[cfg(test)]
mod tests {
    use super::Styles;
    use crate::report::xlsx::notes::Ground;

    #[test]
    fn a_format_is_copied_with_its_own_alignment_on_a_new_ground() {
        let xml = "<x:styleSheet xmlns:x=\"m\"><x:fills count=\"1\"><x:fill><x:patternFill/></x:fill></x:fills><x:cellXfs count=\"2\">\
                   <x:xf numFmtId=\"0\" fillId=\"0\"/><x:xf numFmtId=\"4\" fontId='1'><x:alignment wrapText=\"1\"/></x:xf></x:cellXfs></x:styleSheet>";
        let mut styles = Styles::read(xml.to_owned()).expect("it is a style sheet");
        assert_eq!(
            (styles.on(1, Ground::Error), styles.on(1, Ground::Error), styles.on(9, Ground::Error), styles.on(1, Ground::Part)),
            (2, 2, 3, 4)
        );
        let out = styles.finish().expect("well-formed");
        assert!(out.contains("<x:fills count=\"3\">") && out.contains("<x:cellXfs count=\"5\">"), "{out}");
        assert!(
            out.contains("<x:xf numFmtId=\"4\" fontId=\"1\" fillId=\"1\" applyFill=\"1\"><x:alignment wrapText=\"1\"/></x:xf>"),
            "{out}"
        );
        assert!(out.contains("<x:xf numFmtId=\"0\" fillId=\"1\" applyFill=\"1\"/>"), "{out}");
        assert!(Styles::read("<styleSheet/>".to_owned()).is_err());
    }
}
