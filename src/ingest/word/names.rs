//! Names of elements, whatever prefix a file gives their namespace; Strict and Transitional alike (ISO/IEC 29500-1 and -4).

use quick_xml::name::{Namespace, ResolveResult};

/// Namespaces that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// `WordprocessingML`: paragraphs, runs, tables.
    Word,
    /// Office Math: formulas.
    Math,
    /// Markup compatibility: alternatives of the same content.
    Compatibility,
    /// Places of drawings.
    Drawing,
    /// VML and its Office extensions: pictures and objects of older files.
    Legacy,
    /// Everything else.
    Other,
}

/// The namespace of an element. A prefix that nothing declares is taken for what it always stands for.
pub(super) fn space(found: &ResolveResult<'_>) -> Space {
    match found {
        ResolveResult::Bound(Namespace(name)) => match *name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => {
                Space::Word
            }
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Space::Drawing,
            "urn:schemas-microsoft-com:vml" | "urn:schemas-microsoft-com:office:office" => Space::Legacy,
            _ => Space::Other,
        },
        ResolveResult::Unbound => Space::Other,
        ResolveResult::Unknown(prefix) => match prefix.as_str() {
            "w" => Space::Word,
            "m" => Space::Math,
            "mc" => Space::Compatibility,
            "wp" => Space::Drawing,
            "v" | "o" => Space::Legacy,
            _ => Space::Other,
        },
    }
}

/// What an open element is to the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Holds content and says nothing of itself.
    Plain,
    /// `w:p`
    Paragraph,
    /// `w:pPr`
    ParagraphProperties,
    /// `w:rPr` of the paragraph's mark
    MarkProperties,
    /// `w:r`
    Run,
    /// `w:rPr` of a run
    RunProperties,
    /// `w:t`, `m:t`: characters count only here; the flag keeps white space at the ends.
    Text(bool),
    /// `w:instrText`: the code of a field.
    Code,
    /// `w:tbl`
    Table,
    /// `w:tr`
    Row,
    /// `w:trPr`
    RowProperties,
    /// `w:tc`
    Cell,
    /// `w:tcPr`
    CellProperties,
    /// `w:txbxContent`, or a note: a flow of its own.
    Flow,
    /// `mc:AlternateContent`; the flag: one of the alternatives was taken.
    Alternatives(bool),
    /// A part of a formula that stands above, below or beside the rest.
    FormulaPart,
}

/// Elements of `WordprocessingML` whose content is never shown in the text: properties, earlier states, deletions, field codes, phonetic guides.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "delText"
            | "delInstrText"
            | "fldData"
            | "ffData"
            | "sdtPr"
            | "sdtEndPr"
            | "customXmlPr"
            | "smartTagPr"
            | "rubyPr"
            | "rt"
            | "tblPr"
            | "tblPrEx"
            | "tblGrid"
            | "tabs"
            | "sectPr"
            | "framePr"
            | "pPrChange"
            | "rPrChange"
            | "trPrChange"
            | "tcPrChange"
            | "sectPrChange"
            | "tblPrChange"
            | "numberingChange"
            | "background"
    )
}
