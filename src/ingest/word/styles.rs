//! Styles: what a paragraph or a run inherits (ECMA-376 part 1, 17.7).

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::ingest::word::properties::Level;
use crate::ingest::xml;

/// More styles than any document has, and the longest chain of styles based on each other.
const MOST_STYLES: usize = 20_000;
const LONGEST_CHAIN: usize = 32;

/// A list's number (17.9.18) and level as a paragraph or style gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListRef {
    /// `numId`; 0 takes a list away.
    pub(super) list: Option<u32>,
    /// `ilvl`, from 0.
    pub(super) level: Option<u8>,
}

/// One style.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: ListRef,
    hidden: Option<bool>,
    level: Option<Level>,
    struck: Option<bool>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// Any of them strikes text out.
    strikes: bool,
}

impl Styles {
    /// Reads a styles part as far as it can be read.
    pub(super) fn read(input: impl BufRead) -> Self {
        let mut styles = Self::default();
        let mut reader = xml::reader(input);
        let mut buffer = Vec::new();
        let mut open: Option<(String, Style)> = None;
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(e) if e.local_name().as_ref() == "style" => {
                    let id = xml::attribute(&e, "styleId").unwrap_or_default();
                    if xml::flag(&e, "default") && xml::attribute(&e, "type").is_some_and(|t| t == "paragraph") {
                        styles.default_paragraph = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                Event::Start(e) => {
                    if let Some((_, style)) = open.as_mut() {
                        style.property(&e);
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "style" => {
                    if let Some((id, style)) = open.take().filter(|_| styles.by_id.len() < MOST_STYLES) {
                        styles.strikes |= style.struck == Some(true);
                        styles.by_id.entry(id).or_insert(style);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        styles
    }

    /// The style and those it is based on, nearest first; a paragraph without a style has the default one.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        let get = |id: &str| self.by_id.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        std::iter::successors(id.and_then(get), move |(_, style)| style.based_on.as_deref().and_then(get)).take(LONGEST_CHAIN)
    }

    fn paragraph_chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        self.chain(id.or(self.default_paragraph.as_deref()))
    }

    /// The outline level of a paragraph style, from 0 for `Heading 1`; 9 and more for body text.
    pub(super) fn outline(&self, id: Option<&str>) -> Option<u8> {
        self.paragraph_chain(id).find_map(|(_, style)| style.outline.or_else(|| outline_by_name(&style.name)))
    }

    /// The list of a paragraph style, and the style of the chain that names it: a level without `ilvl` is the one bound to that style.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(&str, ListRef)> {
        let (owner, list) = self.paragraph_chain(id).find(|(_, style)| style.list.list.is_some()).map(|(id, style)| (id, style.list))?;
        Some((owner, list))
    }

    /// The list of a numbering style (`numStyleLink`).
    pub(super) fn numbering_style(&self, id: &str) -> Option<u32> {
        self.by_id.get(id)?.list.list
    }

    /// Whether text in a paragraph style is hidden.
    pub(super) fn is_paragraph_hidden(&self, id: Option<&str>) -> bool {
        self.paragraph_chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// Whether a character style hides its text, where it says.
    pub(super) fn is_run_hidden(&self, id: &str) -> Option<bool> {
        self.chain(Some(id)).find_map(|(_, style)| style.hidden)
    }

    /// Where a character style puts its text.
    pub(super) fn level(&self, id: &str) -> Level {
        self.chain(Some(id)).find_map(|(_, style)| style.level).unwrap_or_default()
    }

    /// Whether the styles of a paragraph and of characters in it strike the text out: of two that do, each takes the other's line away (17.7.3).
    pub(super) fn is_struck(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        let struck = |(_, style): (&str, &Style)| style.struck;
        let by = |found: Option<bool>| self.strikes && found == Some(true);
        by(self.paragraph_chain(paragraph).find_map(struck)) != by(self.chain(run).find_map(struck))
    }

    /// Whether the style is that of a line of a table of contents or of figures, which Word copies from the text.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        let name = self.by_id.get(id).map_or("", |style| style.name.as_str());
        let toc = name.strip_prefix("toc ").is_some_and(|level| level.len() == 1 && level.bytes().all(|b| b.is_ascii_digit()));
        toc || name == "table of figures"
    }
}

impl Style {
    fn property(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "name" => self.name = value(e).to_ascii_lowercase(),
            "basedOn" => self.based_on = Some(value(e)),
            "outlineLvl" => self.outline = value(e).parse().ok(),
            "numId" => self.list.list = value(e).parse().ok(),
            "ilvl" => self.list.level = value(e).parse().ok(),
            "vanish" => self.hidden = Some(is_on(e)),
            "vertAlign" => self.level = Level::aligned(self.level, e),
            "position" => self.level = Level::moved(e).or(self.level),
            "strike" | "dstrike" => self.struck = Some(is_on(e) || self.struck == Some(true)),
            _ => {}
        }
    }
}

/// Built-in headings keep their English names in every language of Word.
fn outline_by_name(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(0);
    }
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    level.checked_sub(1).filter(|level| *level < 9)
}

/// The `val` attribute.
pub(super) fn value(e: &BytesStart<'_>) -> String {
    xml::attribute(e, "val").unwrap_or_default()
}

/// An on-off property (17.17.4): on unless its value says otherwise.
pub(super) fn is_on(e: &BytesStart<'_>) -> bool {
    xml::attribute(e, "val").is_none_or(|v| !matches!(v.trim(), "0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests {
    use super::{Level, Styles};

    const STYLES: &str = r#"<w:styles>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="x"><w:name w:val="县局标题"/><w:basedOn w:val="1"/><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="y"><w:name w:val="正文2"/><w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="p"><w:name w:val="p"/><w:basedOn w:val="q"/></w:style>
        <w:style w:type="paragraph" w:styleId="q"><w:name w:val="q"/><w:basedOn w:val="p"/></w:style>
        <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
        <w:style w:type="character" w:styleId="ref"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="old"><w:name w:val="old"/><w:rPr><w:strike/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>
    </w:styles>"#;

    #[test]
    fn properties_come_down_the_chain() {
        let styles = Styles::read(STYLES.as_bytes());
        let outlines = [None, Some("1"), Some("x"), Some("y"), Some("p"), Some("none")].map(|id| styles.outline(id));
        assert_eq!(outlines, [None, Some(0), Some(0), Some(9), None, None]);
        assert_eq!(styles.list(Some("y")).map(|(owner, list)| (owner, list.list)), Some(("1", Some(3))));
        assert_eq!(["x", "y"].map(|id| styles.is_paragraph_hidden(Some(id))), [true, false]);
        let struck = [(None, None), (Some("old"), None), (None, Some("gone")), (Some("old"), Some("gone")), (Some("old"), Some("ref"))];
        assert_eq!(struck.map(|(paragraph, run)| styles.is_struck(paragraph, run)), [false, true, true, false, true]);
        assert!(styles.level("ref") == Level::Above && styles.is_contents("TOC1") && !styles.is_contents("1"));
    }
}
