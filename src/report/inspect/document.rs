//! The document stage: blocks in reading order, tables as grids.

use std::io;

use crate::document::{Document, Site, Spot};
use crate::report::Options;
use crate::report::inspect::Form;
use crate::report::inspect::document_json;
#[cfg(feature = "cli")]
use crate::{
    document::{Block, Paragraph},
    phrase::Lang,
    report::{
        clean::visible,
        inspect::table,
        text::{labelled, one_line},
        width::hanging,
    },
};

/// Writes a document as the later stages see it. Text is wrapped, not cut: what is asked for here is all of it.
///
/// # Errors
/// Those of the writer.
pub fn document(document: &Document, form: Form, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    match form {
        #[cfg(feature = "cli")]
        Form::Text => text(document, options, out),
        Form::Json => document_json::write(document, options.lang, out),
    }
}

#[cfg(feature = "cli")]
fn text(document: &Document, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let encoding = document.source.as_ref().map_or("", |s| s.encoding().name());
    let format = serde_json::to_value(document.format).unwrap_or_default();
    let format = format.as_str().unwrap_or_default();
    writeln!(out, "{}  {}", visible(&document.path), [format, encoding].join(" ").trim_end())?;
    let (paragraphs, tables, remarks) = (document.paragraphs.len(), document.tables.len(), document.remarks.len());
    let (title, counts, remark) = match options.lang {
        Lang::Zh => ("标题", format!("{paragraphs} 段，{tables} 个表，{remarks} 条备注"), "备注"),
        Lang::En => ("title", format!("{paragraphs} paragraphs, {tables} tables, {remarks} remarks"), "remark"),
    };
    if let Some(words) = &document.title {
        write!(out, "{}", hanging("", &labelled(title, &visible(words), options.lang), 2, options.width))?;
    }
    writeln!(out, "{counts}\n")?;
    for block in &document.blocks {
        match *block {
            Block::Paragraph(n) => {
                if let Some(found) = document.paragraphs.get(n as usize) {
                    paragraph(document, n, found, options, out)?;
                }
            }
            Block::Table(n) => {
                if let Some(found) = document.tables.get(n as usize) {
                    table::write(found, options, out)?;
                }
            }
        }
    }
    for found in &document.remarks {
        write!(out, "{}", hanging("", &labelled(remark, &one_line(&found.message, options.lang), options.lang), 2, options.width))?;
    }
    Ok(())
}

/// `p3 [120:5] heading 2: words`, counted from 1.
#[cfg(feature = "cli")]
fn paragraph(document: &Document, index: u32, paragraph: &Paragraph, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = options.lang;
    let zh = lang == Lang::Zh;
    let mut head = format!("p{}", index.saturating_add(1));
    if let Some((line, column)) = place(document, Site::Paragraph(index), paragraph.text.len()) {
        head = format!("{head} [{line}:{column}]");
    }
    if let Some(cell) = paragraph.cell.and_then(|(table, cell)| document.cell(table, cell)) {
        head = format!("{head} {}{}", if zh { "在 " } else { "in " }, cell.corner());
    }
    if let Some(level) = paragraph.heading {
        head = format!("{head} {}", if zh { format!("{level} 级标题") } else { format!("heading {level}") });
    }
    if paragraph.hidden {
        head.push_str(if zh { " 隐藏" } else { " hidden" });
    }
    write!(out, "{}", hanging("", &labelled(&head, &visible(paragraph.text.as_str()), lang), 2, options.width))
}

/// 1-based line and column of a whole text.
pub(super) fn place(document: &Document, site: Site, len: u32) -> Option<(u32, u32)> {
    let span = document.span(&Spot::new(site, 0..len))?;
    Some(document.source.as_ref()?.line_column(span.start))
}
