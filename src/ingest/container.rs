//! What is inside a zip package or a compound file, told by its parts.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::document::Format;
use crate::ingest::foreign::Foreign;
use crate::problem::{Problem, ProblemKind};

/// Bytes read of a part that only says what the package is.
const PEEK: u64 = 256 << 10;

/// The format of a zip package: a workbook's or Word's.
///
/// # Errors
/// Unsupported for other packages (slides, books, plain archives), encrypted or damaged ones with their own kinds.
pub(in crate::ingest) fn zip_format(bytes: &[u8]) -> Result<Format, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩包", "zip package"))?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|n| n.replace('\\', "/").to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n.trim_start_matches('/') == name);
    if has("mimetype") {
        let mimetype = peek(&mut archive, "mimetype");
        if mimetype.contains("opendocument.spreadsheet") {
            let manifest = peek(&mut archive, "META-INF/manifest.xml");
            return if manifest.contains("encryption-data") { Err(encrypted()) } else { Ok(Format::Ods) };
        }
        if mimetype.contains("opendocument") {
            return Err(Foreign::Document("OpenDocument 文档", "an OpenDocument text").refused());
        }
        if mimetype.contains("epub") {
            return Err(Foreign::Document("电子书", "an e-book").refused());
        }
    }
    if has("xl/workbook.bin") {
        return Ok(Format::Xlsb);
    }
    if has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    let types = peek(&mut archive, "[Content_Types].xml");
    if types.contains("sheet.binary.macroEnabled.main") {
        Ok(Format::Xlsb)
    } else if types.contains("spreadsheetml.sheet.main") || types.contains("ms-excel.sheet.macroEnabled.main") {
        Ok(Format::Xlsx)
    } else if is_word(&types) || has("word/document.xml") {
        Ok(Format::Docx)
    } else if types.contains("presentationml") {
        Err(Foreign::Slides("演示文稿（.pptx）", "a presentation (.pptx)").refused())
    } else if has("[content_types].xml") || names.iter().any(|n| n.starts_with("xl/")) {
        Err(damaged("工作簿", "workbook"))
    } else {
        Err(Foreign::Archive("zip 压缩包", "a zip archive").refused())
    }
}

/// Whether the content types name a Word document's main part, macros and templates included; those of embedded files do not count.
fn is_word(types: &str) -> bool {
    [
        "wordprocessingml.document.main",
        "wordprocessingml.template.main",
        "ms-word.document.macroEnabled.main",
        "ms-word.template.macroEnabledTemplate.main",
    ]
    .iter()
    .any(|main| types.contains(main))
}

fn peek(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut content = Vec::new();
    if let Ok(part) = archive.by_name(name) {
        // A part that breaks off says what it said so far.
        let _ = part.take(PEEK).read_to_end(&mut content);
    }
    String::from_utf8_lossy(&content).into_owned()
}

/// The workbook format of an OLE2 compound file.
///
/// # Errors
/// As [`zip_format`].
pub(in crate::ingest) fn ole_format(bytes: &[u8]) -> Result<Format, Problem> {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        // A reader that forgives more may still find the workbook.
        return if holds_name(bytes, "Workbook") { Ok(Format::Xls) } else { Err(damaged("复合文档", "compound file")) };
    };
    let names: Vec<String> = file.read_root_storage().map(|entry| entry.name().to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("encryptedpackage") {
        Err(encrypted())
    } else if has("workbook") || has("book") {
        Ok(Format::Xls)
    } else if has("worddocument") {
        Err(Foreign::Document("Word 文档（.doc）", "a Word document (.doc)").refused())
    } else if has("powerpoint document") {
        Err(Foreign::Slides("演示文稿（.ppt）", "a presentation (.ppt)").refused())
    } else {
        Err(Foreign::Other("不含工作表的复合文档", "a compound file without a workbook").refused())
    }
}

/// Whether a directory entry's name, in UTF-16, stands anywhere in the file.
fn holds_name(bytes: &[u8], name: &str) -> bool {
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(units.len()).any(|window| window == units)
}

fn encrypted() -> Problem {
    Problem::new(
        ProblemKind::Encrypted,
        "文件有密码保护；请去掉密码后另存再检查",
        "the file is protected by a password; save a copy without it and check that",
    )
}

fn damaged(zh: &str, en: &str) -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        format!("{zh}已损坏或不完整；请重新下载，或打开后重新保存"),
        format!("the {en} is damaged or incomplete; download it again, or open and save it anew"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::{ole_format, zip_format};
    use crate::document::Format;
    use crate::problem::ProblemKind;

    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn packages_by_their_parts() {
        let kind = |parts: &[(&str, &str)]| zip_format(&package(parts)).map_err(|p| p.kind);
        assert_eq!(kind(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), Ok(Format::Xlsx));
        assert_eq!(kind(&[("[Content_Types].xml", ""), ("XL\\Workbook.xml", "")]), Ok(Format::Xlsx));
        assert_eq!(kind(&[("xl/workbook.bin", "")]), Ok(Format::Xlsb));
        assert_eq!(kind(&[("[Content_Types].xml", "x.spreadsheetml.sheet.main+xml"), ("book.xml", "")]), Ok(Format::Xlsx));
        let ods = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        assert_eq!(kind(&[ods]), Ok(Format::Ods));
        assert_eq!(kind(&[ods, ("META-INF/manifest.xml", "<manifest:encryption-data>")]), Err(ProblemKind::Encrypted));
        assert_eq!(kind(&[("word/document.xml", "")]), Ok(Format::Docx));
        assert_eq!(kind(&[("[Content_Types].xml", "ms-word.document.macroEnabled.main+xml")]), Ok(Format::Docx));
        assert_eq!(kind(&[("[Content_Types].xml", "presentationml… wordprocessingml.document")]), Err(ProblemKind::Unsupported));
        assert_eq!(kind(&[("photo.jpg", "")]), Err(ProblemKind::Unsupported));
        assert_eq!(kind(&[("[Content_Types].xml", "")]), Err(ProblemKind::Unreadable));
        assert_eq!(kind(&[]), Err(ProblemKind::Unsupported));
    }

    #[test]
    fn compound_files_by_their_streams() {
        let file = |name: &str| {
            let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
            file.create_stream(name).unwrap().write_all(b"x").unwrap();
            file.flush().unwrap();
            file.into_inner().into_inner()
        };
        assert_eq!(ole_format(&file("/Workbook")).map_err(|p| p.kind), Ok(Format::Xls));
        assert_eq!(ole_format(&file("/Book")).map_err(|p| p.kind), Ok(Format::Xls));
        assert_eq!(ole_format(&file("/WordDocument")).map_err(|p| p.kind), Err(ProblemKind::Unsupported));
        assert_eq!(ole_format(&file("/EncryptedPackage")).map_err(|p| p.kind), Err(ProblemKind::Encrypted));
    }
}
