//! Relationships between parts, and the types of their content (ECMA-376 part 2).

use crate::report::xlsx::edit::{Edits, Malformed, Piece, Tag, pieces};
use crate::report::xlsx::package::Package;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The types of relationships are named below this address; strict workbooks have their own.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// One relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The whole type.
    pub(super) kind: String,
    /// The part it leads to, named from the package's root.
    pub(super) target: String,
}

impl Relation {
    /// Whether its type ends with a word, such as `worksheet`.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind.rsplit('/').next() == Some(word)
    }
}

/// The relationships of a part, those that leave the package left out; an empty name stands for the package.
pub(super) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Malformed> {
    let Some(xml) = package.read(&holder(part))? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    pieces(&xml, |piece| {
        let Piece::Open(tag, 1) = piece else { return Ok(()) };
        let external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if let (Some(id), Some(kind), Some(target), false) = (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"), external)
        {
            found.push(Relation { id, kind, target: resolve(part, &target) });
        }
        Ok(())
    })?;
    Ok(found)
}

/// Adds a relationship from a part to another; gives its identifier.
pub(super) fn relate(package: &mut Package<'_>, part: &str, kind: &str, target: &str) -> Result<String, Malformed> {
    let name = holder(part);
    let xml = match package.read(&name)? {
        Some(xml) => xml,
        None => format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELATIONS}\"/>"),
    };
    let mut taken = Vec::new();
    let (mut root, mut end, mut prefix) = (None, None, String::new());
    let mut edits = Edits::default();
    pieces(&xml, |piece| {
        match piece {
            Piece::Open(tag, 0) => {
                prefix = tag.prefix();
                root = Some((tag.with(&[]), tag.span.clone(), tag.empty));
            }
            Piece::Open(tag, _) => taken.extend(tag.attribute("Id")),
            Piece::Close(_, span, 0) => end = Some(span.start),
            Piece::Close(..) => {}
        }
        Ok(())
    })?;
    let id = (1_u32..=100_000).map(|n| format!("rIdCrossfoot{n}")).find(|id| !taken.contains(id)).ok_or(Malformed)?;
    let entry = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>");
    append(&mut edits, root, end, &entry)?;
    package.put(&name, edits.apply(&xml));
    Ok(id)
}

/// A root's tag as written, its bytes, and whether it is empty.
pub(super) type Root = (String, std::ops::Range<usize>, bool);

/// Inserts before the end of the root.
pub(super) fn append(edits: &mut Edits, root: Option<Root>, end: Option<usize>, text: &str) -> Result<(), Malformed> {
    let (tag, span, empty) = root.ok_or(Malformed)?;
    match (empty, end) {
        (true, _) => {
            let name: String = tag.chars().skip(1).take_while(|c| !c.is_whitespace() && *c != '/' && *c != '>').collect();
            edits.replace(span, format!("{}>{text}</{name}>", tag.trim_end_matches("/>")));
        }
        (false, Some(end)) => edits.insert(end, text),
        (false, None) => return Err(Malformed),
    }
    Ok(())
}

/// Declares the content type of a part, or of all parts with a suffix (`.vml`), where it is not declared yet.
pub(super) fn declare(package: &mut Package<'_>, part: &str, content: &str) -> Result<(), Malformed> {
    const NAME: &str = "[Content_Types].xml";
    let xml = package.read(NAME)?.ok_or(Malformed)?;
    let (mut root, mut end, mut prefix, mut known) = (None, None, String::new(), false);
    let suffix = part.strip_prefix('.');
    let is_known = |tag: &Tag<'_>| match suffix {
        Some(suffix) => tag.attribute("Extension").is_some_and(|known| known.eq_ignore_ascii_case(suffix)),
        None => tag.attribute("PartName").is_some_and(|known| known.trim_start_matches('/').eq_ignore_ascii_case(part)),
    };
    pieces(&xml, |piece| {
        match piece {
            Piece::Open(tag, 0) => {
                prefix = tag.prefix();
                root = Some((tag.with(&[]), tag.span.clone(), tag.empty));
            }
            Piece::Open(tag, _) => known |= is_known(&tag),
            Piece::Close(_, span, 0) => end = Some(span.start),
            Piece::Close(..) => {}
        }
        Ok(())
    })?;
    if known {
        return Ok(());
    }
    let entry = match suffix {
        Some(suffix) => format!("<{prefix}Default Extension=\"{suffix}\" ContentType=\"{content}\"/>"),
        None => format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{content}\"/>"),
    };
    let mut edits = Edits::default();
    append(&mut edits, root, end, &entry)?;
    package.put(NAME, edits.apply(&xml));
    Ok(())
}

/// The part that holds a part's relationships.
fn holder(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target as a name from the package's root.
fn resolve(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|piece| !piece.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.join("/")
}
