//! A zip package: checked before anything is unpacked, its parts found the way spreadsheet programs find them.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use quick_xml::events::Event;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use crate::document::{Deadline, Remark, RemarkKind};
use crate::ingest::Limits;
use crate::ingest::xml;
use crate::phrase::Phrase;

/// More parts than any real workbook has.
const MOST_PARTS: usize = 20_000;
/// No deflate stream grows by more than this.
const MOST_RATIO: u64 = 1032;
/// The record at the end of a zip file with the longest comment.
const LONGEST_END: usize = 22 + 65_535;
/// No tag and no text of a part is longer.
const MOST_PIECE: usize = 16 << 20;
/// How far into the shared strings their head may stand.
const HEAD: u64 = 64 << 10;
/// Strings that may be announced without the part being large enough for them.
const ANNOUNCED: u64 = 1 << 20;

/// The bytes of a package, shared.
pub(in crate::ingest) type Bytes = Cursor<Arc<[u8]>>;

/// Why a package is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Fault {
    /// Damaged; what is at fault.
    Damaged(&'static str),
    /// Protected by a password.
    Encrypted,
    /// A part is packed in a way that no office program uses.
    Packing,
    /// A part is text in UTF-16, which office programs read and do not write.
    Wide,
    /// More parts than any real package has.
    TooManyParts,
    /// Its parts unpack to more than the limit.
    TooLarge,
    /// A part holds more pieces than any real package has.
    TooManyPieces,
}

/// An opened package.
pub(in crate::ingest) struct Package {
    archive: ZipArchive<Bytes>,
    /// When its parts stop giving bytes.
    deadline: Deadline,
    /// Part indices by lower-case name with forward slashes.
    names: HashMap<String, usize>,
    /// Two parts have the same name, so that programs may show different ones.
    pub(in crate::ingest) ambiguous: bool,
    /// Parts that were counted and could not be unpacked to their end, or are not what their checksum says.
    pub(in crate::ingest) damaged: Vec<String>,
}

/// A relationship: the part it leads to and its type's last word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Relation {
    /// The part, as a name from the package's root.
    pub(in crate::ingest) target: String,
    /// `worksheet`, `chartsheet`, `officeDocument`, …
    pub(in crate::ingest) kind: String,
}

impl Package {
    /// Opens a package whose parts unpack to no more than the limit.
    ///
    /// # Errors
    /// Damaged, encrypted, or too large when unpacked.
    pub(in crate::ingest) fn open(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Self, Fault> {
        if bytes.starts_with(&OLE) {
            return Err(if has_encrypted_package(bytes) { Fault::Encrypted } else { Fault::Damaged("zip") });
        }
        let mut archive = ZipArchive::new(Cursor::new(Arc::clone(bytes))).map_err(|_| Fault::Damaged("zip"))?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::TooManyParts);
        }
        let mut names = HashMap::new();
        let mut total = 0_u64;
        for index in 0..archive.len() {
            let Ok(part) = archive.by_index_raw(index) else { continue };
            if let Ok(name) = part.name() {
                names.entry(normal(&name)).or_insert(index);
            }
            let (packed, size) = (part.compressed_size(), part.size());
            let unknown = !matches!(part.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
            if unknown && part.name().is_ok_and(|name| is_content(&name)) {
                return Err(Fault::Packing);
            }
            if part.encrypted() {
                return Err(Fault::Encrypted);
            }
            drop(part);
            // A part can unpack to more than it says; counting is cheap and only needed where it could.
            let real = if packed.saturating_mul(MOST_RATIO) <= size.max(1 << 20) { size } else { unpacked(&mut archive, index, size) };
            total = total.saturating_add(real);
            if total > limits.expanded_bytes {
                return Err(Fault::TooLarge);
            }
        }
        Ok(Self {
            ambiguous: entries(bytes).is_some_and(|count| count > archive.len()),
            archive,
            deadline: limits.deadline,
            names,
            damaged: Vec::new(),
        })
    }

    /// A part's content, as a stream.
    pub(in crate::ingest) fn part(&mut self, name: &str) -> Option<Part<'_>> {
        let index = *self.names.get(&normal(name))?;
        let input = BufReader::new(self.archive.by_index(index).ok()?);
        Some(Part { input, since: 0, deadline: self.deadline })
    }

    /// Refuses a part in UTF-16.
    ///
    /// # Errors
    /// It begins with the mark of one.
    pub(in crate::ingest) fn check_narrow(&mut self, name: &str) -> Result<(), Fault> {
        let mut mark = [0; 2];
        let wide =
            self.part(name).is_some_and(|mut part| part.read_exact(&mut mark).is_ok()) && matches!(mark, [0xFF, 0xFE] | [0xFE, 0xFF]);
        if wide { Err(Fault::Wide) } else { Ok(()) }
    }

    /// A part's whole content; `None` where it is missing or damaged.
    pub(in crate::ingest) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        self.part(name)?.read_to_end(&mut out).ok()?;
        Some(out)
    }

    /// The relationships of a part (or of the package, for an empty name), by identifier.
    pub(in crate::ingest) fn relations(&mut self, part: &str) -> HashMap<String, Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut out = HashMap::new();
        let Some(input) = self.part(&name) else { return out };
        let mut reader = xml::reader(input);
        let mut buffer = Vec::new();
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                    let external = xml::attribute(&e, "TargetMode").is_some_and(|m| m == "External");
                    if let (Some(id), Some(target), false) = (xml::attribute(&e, "Id"), xml::attribute(&e, "Target"), external) {
                        let kind = xml::attribute(&e, "Type").unwrap_or_default();
                        let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                        out.insert(id, Relation { target: resolve(folder, &target), kind });
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        out
    }

    /// The main part: where the package's relationships lead, or `fallback`.
    pub(in crate::ingest) fn main_part(&mut self, fallback: &str) -> String {
        let relations = self.relations("");
        let found = relations.into_iter().find(|(_, r)| r.kind == "officeDocument").map(|(_, r)| r.target);
        found.filter(|part| self.names.contains_key(&normal(part))).unwrap_or_else(|| fallback.to_owned())
    }

    /// The title property, if the package has one.
    pub(in crate::ingest) fn title(&mut self) -> Option<String> {
        title(self.part("docProps/core.xml")?)
    }

    /// Refuses parts, by the end of their name, that hold more of these elements than the limit: readers keep each at many times what it takes in the
    /// file.
    ///
    /// # Errors
    /// Too many pieces.
    pub(in crate::ingest) fn check_count(&mut self, part: &str, elements: &[&str], most: usize) -> Result<(), Fault> {
        let mut parts: Vec<String> = self.names.keys().filter(|name| name.ends_with(part)).cloned().collect();
        parts.sort_unstable();
        for name in parts {
            let Some(input) = self.part(&name) else { continue };
            match holds_more(input, elements, most) {
                Ok(true) => return Err(Fault::TooManyPieces),
                Err(error) if is_damage(&error) => self.damaged.push(name),
                Ok(false) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Refuses shared strings that announce more strings than the part can hold: readers reserve room for them at once.
    ///
    /// # Errors
    /// Damaged, when the announcement is a lie or not found at the part's head.
    pub(in crate::ingest) fn check_shared_strings(&mut self) -> Result<(), Fault> {
        let mut parts: Vec<usize> = self.names.iter().filter(|(n, _)| n.ends_with("sharedstrings.xml")).map(|(_, &i)| i).collect();
        parts.sort_unstable();
        for index in parts {
            let Ok(part) = self.archive.by_index(index) else { continue };
            let room = part.size() / 5 + ANNOUNCED;
            if announced(BufReader::new(part.take(HEAD))).is_none_or(|count| count > room) {
                return Err(Fault::Damaged("sharedStrings.xml"));
            }
        }
        Ok(())
    }
}

/// How many entries the end of a zip file announces (APPNOTE 4.3.16); `None` where it leaves that to another record.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_END)..)?;
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let &[low, high] = tail.get(at + 10..at + 12)? else { return None };
    Some(usize::from(u16::from_le_bytes([low, high]))).filter(|count| *count < usize::from(u16::MAX))
}

/// A part being read. As lines of XML it fails where a tag or text goes on without an end: a reader of XML keeps such a piece whole.
#[derive(Debug)]
pub(in crate::ingest) struct Part<'a> {
    input: BufReader<ZipFile<'a, Bytes>>,
    /// Bytes since the last `<`.
    since: usize,
    /// When it stops giving bytes.
    deadline: Deadline,
}

impl Part<'_> {
    /// Fails past the deadline, where more would have to be unpacked.
    fn in_time(&self) -> io::Result<()> {
        let over = self.input.buffer().is_empty() && self.deadline.is_over();
        if over { Err(io::Error::new(io::ErrorKind::TimedOut, "the time for the file is over")) } else { Ok(()) }
    }
}

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.in_time()?;
        self.input.read(out)
    }
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > MOST_PIECE {
            return Err(io::Error::other("a tag or text of the part is too long"));
        }
        self.in_time()?;
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let read = self.input.buffer().get(..amount).unwrap_or_default();
        self.since = read.iter().rev().position(|b| *b == b'<').unwrap_or(self.since.saturating_add(read.len()));
        self.input.consume(amount);
    }
}

/// Whether a part holds more of these elements than so many, as far as it can be read.
fn holds_more(input: impl BufRead, elements: &[&str], most: usize) -> quick_xml::Result<bool> {
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut count = 0;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(e) if elements.contains(&e.local_name().as_ref()) => {
                count += 1;
                if count > most {
                    return Ok(true);
                }
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
        buffer.clear();
    }
}

/// Whether reading a part failed because the package is damaged: not its XML, and not because the time is over.
pub(in crate::ingest) fn is_damage(error: &quick_xml::Error) -> bool {
    matches!(error, quick_xml::Error::Io(error) if error.kind() != io::ErrorKind::TimedOut)
}

/// How many strings the head of a shared-strings part announces; `None` where it has no head.
fn announced(input: impl BufRead) -> Option<u64> {
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(e) if e.local_name().as_ref() == "sst" => {
                let count = xml::attribute(&e, "uniqueCount").map_or(Some(0), |v| v.trim().parse().ok());
                return Some(count.unwrap_or(0));
            }
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

/// The text of the `dc:title` element.
pub(in crate::ingest) fn title(input: impl BufRead) -> Option<String> {
    let mut reader = xml::reader(input);
    let mut buffer = Vec::new();
    let mut text: Option<String> = None;
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(e) if e.local_name().as_ref() == "title" => text = Some(String::new()),
            Event::Text(t) => {
                if let Some(text) = text.as_mut() {
                    text.push_str(&t.xml10_content());
                }
            }
            Event::GeneralRef(r) => {
                if let Some(text) = text.as_mut() {
                    xml::push_reference(text, &r);
                }
            }
            Event::End(e) if e.local_name().as_ref() == "title" => return text,
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    None
}

/// What to say of a package whose parts share a name.
pub(in crate::ingest) fn ambiguous() -> Remark {
    let message = Phrase::new(
        "压缩包内有同名文件，不同软件显示的内容可能不同；请重新另存后核对",
        "the package holds two parts of the same name, and programs may show different ones; save the file anew and check that",
    );
    Remark { kind: RemarkKind::Unread, message, site: None }
}

/// Counts what a part unpacks to, up to a little over what it says.
fn unpacked(archive: &mut ZipArchive<Bytes>, index: usize, says: u64) -> u64 {
    let Ok(part) = archive.by_index(index) else { return says };
    let most = says.saturating_add(1);
    let counted = io::copy(&mut part.take(most), &mut io::sink()).unwrap_or(says);
    if counted > says { u64::MAX } else { says }
}

/// Whether a part holds words or values, by its name.
fn is_content(name: &str) -> bool {
    [".xml", ".rels", ".bin"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

fn normal(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A target relative to `folder`, or from the root when it starts with a slash.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
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

/// How a compound file begins.
pub(in crate::ingest) const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether a compound file holds an encrypted Office Open XML package ([MS-OFFCRYPTO] 2.3.1).
pub(in crate::ingest) fn has_encrypted_package(bytes: &Arc<[u8]>) -> bool {
    cfb::CompoundFile::open(Cursor::new(Arc::clone(bytes))).is_ok_and(|file| file.exists("/EncryptedPackage"))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::sync::Arc;

    use zip::write::SimpleFileOptions;

    use super::{Fault, Package, announced, entries, holds_more, resolve};
    use crate::ingest::Limits;

    #[test]
    fn parts_packed_or_written_in_ways_that_are_not_read() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.xml", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(b"\xff\xfe<\0").unwrap();
        let mut bytes = zip.finish().unwrap().into_inner();
        let open = |bytes: &[u8]| Package::open(&Arc::from(bytes), &Limits::default());
        let mut wide = open(&bytes).map_err(|_| ()).unwrap();
        assert_eq!((wide.check_narrow("a.xml"), wide.check_narrow("b.xml")), (Err(Fault::Wide), Ok(())));
        // The method in the list at the file's end: bzip2.
        let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[central + 10] = 12;
        assert_eq!(open(&bytes).err(), Some(Fault::Packing));
    }

    #[test]
    fn elements_are_counted_up_to_the_limit() {
        let part = "<x:a><x:xf/><x:xf>1</x:xf><font/><other/></x:a>";
        let more = |most| holds_more(part.as_bytes(), &["xf", "font"], most).unwrap();
        assert_eq!((more(3), more(2), more(0)), (false, true, true));
    }

    #[test]
    fn announced_entries() {
        assert_eq!(entries(b"xPK\x05\x06\0\0\0\0\x02\0\x03\0\0\0\0\0\0\0\0\0\0\0"), Some(3));
        assert_eq!((entries(b"PK\x05\x06\0\0\0\0\0\0\xff\xff"), entries(b"PK\x05\x06"), entries(b"")), (None, None, None));
    }

    #[test]
    fn targets() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "..\\..\\x/./sheet1.xml"), "x/sheet1.xml");
    }

    #[test]
    fn announced_strings() {
        assert_eq!(announced(&b"<?xml version=\"1.0\"?><x:sst uniqueCount=\"4000000000\">"[..]), Some(4_000_000_000));
        assert_eq!(announced(&b"<sst count='3'/>"[..]), Some(0));
        assert_eq!(announced(&b"<!-- "[..]), None);
    }
}
