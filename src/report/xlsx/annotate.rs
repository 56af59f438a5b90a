//! From a workbook's bytes and its findings to the annotated copy.

use std::collections::BTreeMap;

use crate::document::Format;
use crate::findings::ReportOutcome;
use crate::phrase::Lang;
use crate::problem::{Problem, ProblemKind};
use crate::report::xlsx::edit::{Malformed, Piece, pieces};
use crate::report::xlsx::notes::{SheetNotes, by_sheet};
use crate::report::xlsx::package::Package;
use crate::report::xlsx::relations::{OFFICE, Relation, declare, relate, relations};
use crate::report::xlsx::styles::Styles;
use crate::report::xlsx::{comments, sheet, vml};

/// The type of a part that holds comments.
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
/// The type of a part that holds formats.
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/// The type of a part that draws comments.
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// A copy of a workbook in which every cell that a finding is about has a coloured ground and a comment, and the cells its check used a
/// pale one. Everything else is as it was.
///
/// # Errors
/// A [`Problem`] for anything but a sound .xlsx or .xlsm workbook.
pub fn annotate(bytes: &[u8], report: &ReportOutcome, lang: Lang) -> Result<Vec<u8>, Problem> {
    if report.format != Some(Format::Xlsx) {
        return Err(Problem::new(
            ProblemKind::Unsupported,
            "只有 .xlsx 工作簿能加批注；请另存为 .xlsx，或改用 -o html",
            "only .xlsx workbooks can be annotated: save it as .xlsx, or use -o html",
        ));
    }
    copy(bytes, &by_sheet(report, lang)).map_err(|Malformed| {
        Problem::new(
            ProblemKind::Unreadable,
            "工作簿的内部结构不规范，无法加批注；请用电子表格软件另存一次再试",
            "the workbook's parts are not sound enough to annotate: save it again with a spreadsheet program and try once more",
        )
    })
}

fn copy(bytes: &[u8], sheets: &BTreeMap<String, SheetNotes>) -> Result<Vec<u8>, Malformed> {
    if sheets.is_empty() {
        return Ok(bytes.to_vec());
    }
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "")?.into_iter().find(|relation| relation.is("officeDocument")).ok_or(Malformed)?;
    let parts = relations(&mut package, &main.target)?;
    let styles_part = match parts.iter().find(|relation| relation.is("styles")) {
        Some(relation) => relation.target.clone(),
        None => plain_styles(&mut package, &main)?,
    };
    let mut styles = Styles::read(package.read(&styles_part)?.ok_or(Malformed)?)?;
    let mut block = greatest_block(&mut package, &parts)?;
    for (name, part) in sheet_parts(&mut package, &main.target, &parts)? {
        let Some(notes) = sheets.get(&name) else { continue };
        block = block.saturating_add(1);
        let drawing = comment(&mut package, &part, notes, block)?;
        let xml = package.read(&part)?.ok_or(Malformed)?;
        let drawing = drawing.as_ref().map(|(id, address)| (id.as_str(), address.as_str()));
        let marked = sheet::mark(&xml, &notes.grounds, drawing, &mut styles)?;
        package.put(&part, marked);
    }
    package.put(&styles_part, styles.finish()?);
    package.finish()
}

/// A styles part for a workbook that has none: what programs take for granted then.
fn plain_styles(package: &mut Package<'_>, main: &Relation) -> Result<String, Malformed> {
    const PLAIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";
    let name = package.free("xl/styles#.xml");
    package.put(&name, PLAIN.to_owned());
    declare(package, &name, STYLES)?;
    let address = main.kind.rsplit_once('/').map_or(OFFICE, |(address, _)| address);
    relate(package, &main.target, &format!("{address}/styles"), &name)?;
    Ok(name)
}

/// The sheets by name, with their parts.
fn sheet_parts(package: &mut Package<'_>, workbook: &str, parts: &[Relation]) -> Result<Vec<(String, String)>, Malformed> {
    let xml = package.read(workbook)?.ok_or(Malformed)?;
    let mut found = Vec::new();
    pieces(&xml, |piece| {
        if let Piece::Open(tag, 2) = piece
            && tag.local() == "sheet"
            && let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id"))
            && let Some(part) = parts.iter().find(|relation| relation.id == id && relation.is("worksheet"))
        {
            found.push((name, part.target.clone()));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The greatest block of identifiers in any drawing of comments.
fn greatest_block(package: &mut Package<'_>, parts: &[Relation]) -> Result<u32, Malformed> {
    let mut greatest = 0;
    for sheet in parts.iter().filter(|relation| relation.is("worksheet")) {
        for drawing in relations(package, &sheet.target)?.iter().filter(|relation| relation.is("vmlDrawing")) {
            greatest = greatest.max(package.read(&drawing.target)?.map_or(0, |xml| vml::greatest_block(&xml)));
        }
    }
    Ok(greatest)
}

/// Writes the notes of a sheet; gives the relationship of their drawing and the address it is named below, where the sheet has none yet.
fn comment(package: &mut Package<'_>, part: &str, notes: &SheetNotes, block: u32) -> Result<Option<(String, String)>, Malformed> {
    if notes.notes.is_empty() {
        return Ok(None);
    }
    let own = relations(package, part)?;
    let xml = package.read(part)?.ok_or(Malformed)?;
    let strict = xml.contains("http://purl.oclc.org/ooxml/spreadsheetml/main");
    let (space, address) = if strict {
        ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
    } else {
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", OFFICE)
    };
    let mut fresh = notes.notes.keys().copied().collect();
    if let Some(relation) = own.iter().find(|relation| relation.is("comments")) {
        let added = comments::add(&package.read(&relation.target)?.ok_or(Malformed)?, &notes.notes)?;
        package.put(&relation.target, added.xml);
        fresh = added.fresh;
    } else {
        let name = package.free("xl/comments#.xml");
        package.put(&name, comments::new(&notes.notes, space));
        declare(package, &name, COMMENTS)?;
        relate(package, part, &format!("{address}/comments"), &name)?;
    }
    if let Some(relation) = drawing(package, &own, &xml)? {
        let drawn = vml::add(&package.read(&relation.target)?.ok_or(Malformed)?, &fresh, &notes.notes)?;
        package.put(&relation.target, drawn);
        return Ok(None);
    }
    let name = package.free("xl/drawings/vmlDrawing#.vml");
    let mine = notes.notes.iter().filter(|(at, _)| fresh.contains(at)).map(|(at, note)| (*at, note.clone())).collect();
    package.put(&name, vml::new(&mine, block));
    declare(package, ".vml", DRAWING)?;
    let id = relate(package, part, &format!("{address}/vmlDrawing"), &name)?;
    Ok(Some((id, address.to_owned())))
}

/// The drawing that the sheet's `legacyDrawing` names; pictures of the header and footer have one of their own.
fn drawing(package: &Package<'_>, own: &[Relation], sheet: &str) -> Result<Option<Relation>, Malformed> {
    let mut named = None;
    pieces(sheet, |piece| {
        if let Piece::Open(tag, 1) = piece
            && tag.local() == "legacyDrawing"
        {
            named = tag.attribute("id");
        }
        Ok(())
    })?;
    let found = named.and_then(|id| own.iter().find(|relation| relation.id == id && package.has(&relation.target)).cloned());
    Ok(found)
}
