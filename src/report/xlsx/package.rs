//! The parts of a package: read by name, changed, and written with the others untouched.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::report::xlsx::edit::Malformed;

/// The comment of the package of a workbook that we marked: it stands at the file's very end, and tells it from a report.
pub(crate) const MARKED: &str = "marked by crossfoot";

/// Bytes read of one part; more is no part that a spreadsheet program would open.
const MOST: u64 = 512 << 20;

/// A package being changed.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by lower-case name: programs find them whatever the case.
    names: BTreeMap<String, usize>,
    /// New contents by lower-case name, with the name to write.
    changed: BTreeMap<String, (String, Vec<u8>)>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Malformed)?;
        let mut names = BTreeMap::new();
        for (index, name) in archive.file_names().enumerate() {
            names.entry(key(&name.map_err(|_| Malformed)?)).or_insert(index);
        }
        Ok(Self { archive, names, changed: BTreeMap::new() })
    }

    /// Whether there is a part with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name)) || self.changed.contains_key(&key(name))
    }

    /// A part as it stands now; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be unpacked or is no UTF-8.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, Malformed> {
        let key = key(name);
        let bytes = if let Some((_, bytes)) = self.changed.get(&key) {
            bytes.clone()
        } else if let Some(&index) = self.names.get(&key) {
            let mut bytes = Vec::new();
            let part = self.archive.by_index(index).map_err(|_| Malformed)?;
            part.take(MOST).read_to_end(&mut bytes).map_err(|_| Malformed)?;
            bytes
        } else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes).map_err(|_| Malformed)?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    /// Puts a part in place, new or instead of the one with its name.
    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(key(name), (name.trim_start_matches('/').to_owned(), text.into_bytes()));
    }

    /// A name of the pattern with the least number that is not taken: `#` stands for the number.
    pub(super) fn free(&self, pattern: &str) -> String {
        let named = (1_u32..=100_000).map(|n| pattern.replace('#', &n.to_string())).find(|name| !self.has(name));
        named.unwrap_or_else(|| pattern.to_owned())
    }

    /// The package with its changes: parts in their old order, new ones last.
    ///
    /// # Errors
    /// A part cannot be copied.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Malformed> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|_| Malformed)?;
            let name = part.name().map_err(|_| Malformed)?.into_owned();
            match self.changed.remove(&key(&name)) {
                Some((_, bytes)) => {
                    drop(part);
                    writer.start_file(name, options).map_err(|_| Malformed)?;
                    writer.write_all(&bytes).map_err(|_| Malformed)?;
                }
                None => writer.raw_copy_file(part).map_err(|_| Malformed)?,
            }
        }
        for (name, bytes) in self.changed.into_values() {
            writer.start_file(name, options).map_err(|_| Malformed)?;
            writer.write_all(&bytes).map_err(|_| Malformed)?;
        }
        // So that the copy is not audited as a report where it lies among them.
        writer.set_comment(MARKED).map_err(|_| Malformed)?;
        Ok(writer.finish().map_err(|_| Malformed)?.into_inner())
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}
