//! The parts of a package: which sheet stands in which.

use quick_xml::events::Event;

use crate::document::CellRef;
use crate::ingest::package::Package;
use crate::ingest::xml;

/// Text boxes of a drawing that are noted, and bytes of each.
const MOST_BOXES: usize = 1000;
const LONGEST: usize = 1000;

/// A sheet as the workbook part lists it.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// The relationship that leads to it.
    pub(super) relation: String,
    /// Its part; empty where none is named.
    pub(super) part: String,
    /// `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet`, …
    pub(super) kind: String,
}

impl Listed {
    /// Whether calamine knows the kind of sheet: it opens no workbook with one that it does not.
    pub(super) fn is_known(&self) -> bool {
        matches!(self.kind.as_str(), "worksheet" | "chartsheet" | "dialogsheet")
    }

    /// Whether it holds old macros, which are no content.
    pub(super) fn is_macro(&self) -> bool {
        matches!(self.kind.as_str(), "xlMacrosheet" | "xlIntlMacrosheet")
    }
}

/// The sheets in the order of the workbook part.
pub(super) fn sheets(package: &mut Package, main: &str) -> Vec<Listed> {
    let relations = package.relations(main);
    let mut out = Vec::new();
    let Some(input) = package.part(main) else { return out };
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(e) if e.local_name().as_ref() == "sheet" => {
                let relation = xml::attribute(&e, "id").unwrap_or_default();
                let (part, kind) = relations.get(&relation).map(|r| (r.target.clone(), r.kind.clone())).unwrap_or_default();
                out.push(Listed { name: xml::attribute(&e, "name").unwrap_or_default(), relation, part, kind });
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    out
}

/// The parts with the shared strings and the styles.
pub(super) fn shared(package: &mut Package, main: &str) -> (String, String) {
    let relations = package.relations(main);
    let found = |kind: &str, fallback: &str| {
        let parts = relations.values().filter(|r| r.kind == kind).map(|r| &r.target);
        parts.min().map_or_else(|| fallback.to_owned(), Clone::clone)
    };
    (found("sharedStrings", "xl/sharedStrings.xml"), found("styles", "xl/styles.xml"))
}

/// The text boxes with numbers that lie on a sheet: the cell each begins at, and its words.
pub(super) fn text_boxes(package: &mut Package, part: &str) -> Vec<(CellRef, String)> {
    let drawings = package.relations(part).into_values().filter(|r| r.kind == "drawing");
    let drawings: Vec<String> = drawings.map(|r| r.target).collect();
    let mut found = Vec::new();
    for drawing in drawings {
        found.extend(package.part(&drawing).map(boxes).unwrap_or_default());
    }
    found
}

fn boxes(input: impl std::io::BufRead) -> Vec<(CellRef, String)> {
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    let (mut at, mut number, mut words) = (CellRef::new(0, 0), String::new(), String::new());
    let (mut begins, mut reads) = (false, false);
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "from" => begins = true,
                "col" | "row" => number.clear(),
                "txBody" => words.clear(),
                "t" => reads = true,
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "from" => begins = false,
                "col" if begins => at.col = number.trim().parse().unwrap_or(0),
                "row" if begins => at.row = number.trim().parse().unwrap_or(0),
                "t" => reads = false,
                "p" => words.push(' '),
                "txBody" if words.contains(|c: char| c.is_numeric()) && found.len() < MOST_BOXES => {
                    found.push((at, std::mem::take(&mut words)));
                }
                _ => {}
            },
            Event::Text(text) if reads && words.len() < LONGEST => words.push_str(&text.xml10_content()),
            Event::Text(text) if number.len() < 10 => number.push_str(&text),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    found
}

/// How many pictures lie on a sheet.
pub(super) fn pictures(package: &mut Package, part: &str) -> usize {
    let drawings = package.relations(part).into_values().filter(|r| r.kind == "drawing");
    let drawings: Vec<String> = drawings.map(|r| r.target).collect();
    drawings.iter().map(|drawing| package.relations(drawing).values().filter(|r| r.kind == "image").count()).sum()
}
