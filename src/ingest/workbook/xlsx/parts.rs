//! The parts of a package: which sheet stands in which.

use quick_xml::events::Event;

use crate::ingest::package::Package;
use crate::ingest::xml;

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

/// How many pictures lie on a sheet.
pub(super) fn pictures(package: &mut Package, part: &str) -> usize {
    let drawings = package.relations(part).into_values().filter(|r| r.kind == "drawing");
    let drawings: Vec<String> = drawings.map(|r| r.target).collect();
    drawings.iter().map(|drawing| package.relations(drawing).values().filter(|r| r.kind == "image").count()).sum()
}
