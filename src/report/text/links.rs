//! Places as links that a terminal follows (OSC 8): from where a slice or sentence stands to its file.

use crate::findings::{Excerpt, Finding};
use crate::report::place;

/// The file that an excerpt is from, as a URI; relative paths are those of `folder`. `None` where nothing is linked.
pub(super) fn target(finding: &Finding, excerpt: &Excerpt, folder: Option<&str>) -> Option<String> {
    let label = match excerpt {
        Excerpt::Slice(slice) => slice.rows.iter().flat_map(|row| &row.cells).find_map(|cell| cell.label),
        Excerpt::Passage(passage) => passage.marks.first().map(|mark| mark.label),
    };
    let path = finding.labels.get(label?).map(|label| &*label.location.path)?;
    let folder = folder?;
    let path = if path.starts_with('/') { path.to_owned() } else { format!("{folder}/{}", path.strip_prefix("./").unwrap_or(path)) };
    Some(place::uri(&path)).filter(|uri| uri.starts_with("file:///"))
}

/// `text`, linked where there is a target. A URI holds no character that ends the sequence.
pub(super) fn linked(text: &str, target: Option<&str>) -> String {
    target.map_or_else(|| text.to_owned(), |uri| format!("\u{1b}]8;;{uri}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"))
}
