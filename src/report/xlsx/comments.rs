//! The comments part of a sheet (ECMA-376 part 1, 18.7).

use std::collections::BTreeMap;

use crate::document::CellRef;
use crate::report::escape::markup;
use crate::report::xlsx::edit::{Edits, Malformed, Piece, pieces};
use crate::report::xlsx::sheet::position;

const AUTHOR: &str = "crossfoot";

/// A part with the notes alone; `space` is the main namespace of the workbook.
pub(super) fn new(notes: &BTreeMap<CellRef, String>, space: &str) -> String {
    let list: String = notes.iter().map(|(at, note)| comment("", *at, 0, note)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{space}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>"
    )
}

fn comment(prefix: &str, at: CellRef, author: usize, note: &str) -> String {
    format!("<{prefix}comment ref=\"{at}\" authorId=\"{author}\"><{prefix}text>{}</{prefix}text></{prefix}comment>", run(prefix, note))
}

/// A run of text; XML reads line breaks back as they are.
fn run(prefix: &str, note: &str) -> String {
    let lines: Vec<String> = note.lines().map(markup).collect();
    let tail = if note.ends_with('\n') { "\n" } else { "" };
    format!("<{prefix}r><{prefix}t xml:space=\"preserve\">{}{tail}</{prefix}t></{prefix}r>", lines.join("\n"))
}

/// What the sheet's own comments part becomes.
pub(super) struct Added {
    pub(super) xml: String,
    /// The cells that had no comment before: they need a shape.
    pub(super) fresh: Vec<CellRef>,
}

/// The sheet's comments with the notes among them. Where a cell has a comment, the note goes before its words.
///
/// # Errors
/// The part is malformed.
pub(super) fn add(xml: &str, notes: &BTreeMap<CellRef, String>) -> Result<Added, Malformed> {
    let mut edits = Edits::default();
    let mut fresh: Vec<CellRef> = notes.keys().copied().collect();
    let (mut prefix, mut authors, mut here) = (String::new(), 0, None);
    let (mut author_end, mut list_end) = (None, None);
    let (mut empty_authors, mut empty_list) = (None, None);
    pieces(xml, |piece| {
        match piece {
            Piece::Open(tag, 0) => prefix = tag.prefix(),
            Piece::Open(tag, 1) if tag.empty && tag.local() == "authors" => empty_authors = Some(tag.span.clone()),
            Piece::Open(tag, 1) if tag.empty && tag.local() == "commentList" => empty_list = Some(tag.span.clone()),
            Piece::Open(tag, 2) if tag.local() == "author" => authors += 1,
            Piece::Open(tag, 2) if tag.local() == "comment" => here = tag.attribute("ref").and_then(|name| position(&name)),
            Piece::Open(tag, 3) if tag.local() == "text" && !tag.empty => {
                if let Some((at, note)) = here.and_then(|at| notes.get_key_value(&at)) {
                    fresh.retain(|other| other != at);
                    edits.insert(tag.span.end, run(&prefix, &format!("{note}\n\n")));
                }
            }
            // Words that stand in no run would come before the runs.
            Piece::Open(tag, 4) if tag.local() == "t" && here.is_some_and(|at| notes.contains_key(&at)) => {
                edits.insert(tag.span.start, format!("<{prefix}r>"));
                if tag.empty {
                    edits.insert(tag.span.end, format!("</{prefix}r>"));
                }
            }
            Piece::Close(name, span, 4) if name == "t" && here.is_some_and(|at| notes.contains_key(&at)) => {
                edits.insert(span.end, format!("</{prefix}r>"));
            }
            Piece::Close(_, _, 2) => here = None,
            Piece::Close(name, span, 1) if name == "authors" => author_end = Some(span.start),
            Piece::Close(name, span, 1) if name == "commentList" => list_end = Some(span.start),
            _ => {}
        }
        Ok(())
    })?;
    let author = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
    match (author_end, empty_authors) {
        (Some(at), _) => edits.insert(at, author),
        (None, Some(span)) => edits.replace(span, format!("<{prefix}authors>{author}</{prefix}authors>")),
        (None, None) => return Err(Malformed),
    }
    let list: String = fresh.iter().filter_map(|at| Some(comment(&prefix, *at, authors, notes.get(at)?))).collect();
    match (list_end, empty_list) {
        (Some(at), _) => edits.insert(at, list),
        (None, Some(span)) => edits.replace(span, format!("<{prefix}commentList>{list}</{prefix}commentList>")),
        (None, None) => return Err(Malformed),
    }
    Ok(Added { xml: edits.apply(xml), fresh })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{add, new};
    use crate::document::CellRef;

    fn notes() -> BTreeMap<CellRef, String> {
        BTreeMap::from([(CellRef::new(0, 0), "<1>\n2".to_owned()), (CellRef::new(4, 3), "b".to_owned())])
    }

    #[test]
    fn a_cells_own_comment_is_kept_behind_the_note() {
        let own = "<comments xmlns=\"m\"><authors><author>A</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>own</t></text></comment>\
                   <comment ref=\"C1\" authorId=\"0\"><text><r><t>other</t></r></text></comment></commentList></comments>";
        let added = add(own, &notes()).expect("well-formed");
        assert_eq!(added.fresh, [CellRef::new(4, 3)]);
        assert_eq!(
            added.xml,
            "<comments xmlns=\"m\"><authors><author>A</author><author>crossfoot</author></authors><commentList><comment ref=\"A1\" authorId=\"0\">\
             <text><r><t xml:space=\"preserve\">&lt;1&gt;\n2\n\n</t></r><r><t>own</t></r></text></comment><comment ref=\"C1\" authorId=\"0\"><text><r>\
             <t>other</t></r></text></comment><comment ref=\"D5\" authorId=\"1\"><text><r><t xml:space=\"preserve\">b</t></r></text></comment>\
             </commentList></comments>"
        );
    }

    #[test]
    fn an_empty_part_and_a_new_one_hold_the_notes() {
        let added = add("<x:comments><x:authors/><x:commentList/></x:comments>", &notes()).expect("well-formed");
        assert_eq!((added.fresh.len(), added.xml.matches("<x:comment ").count()), (2, 2));
        assert_eq!(new(&notes(), "urn:m").matches("<comment ref=").count(), 2);
        assert!(add("<comments/>", &notes()).is_err());
    }
}
