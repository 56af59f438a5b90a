//! Bytes to text: which encoding a file is in, said honestly where the file itself says otherwise.

use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Remark, RemarkKind, SourceText};
use crate::ingest::checkpoints::decode_blocks;
use crate::ingest::declared::declared_label;
use crate::ingest::encoding_words::{contradicts, guessed, hz_words, replaced_words, unknown_label, unlike};
use crate::phrase::Phrase;

/// Whether a file may declare its encoding in markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum TextKind {
    /// A page: `<meta charset>` or an XML declaration counts.
    Html,
    /// Anything else.
    Plain,
}

/// A decoded file and what to say about its encoding.
#[derive(Debug)]
pub(in crate::ingest) struct Decoded {
    /// The text with its way back to the raw bytes.
    pub source: SourceText,
    /// Remarks of kind [`RemarkKind::Encoding`].
    pub remarks: Vec<Remark>,
}

/// The choice made before decoding.
struct Choice {
    encoding: &'static Encoding,
    bom: usize,
    remarks: Vec<Phrase>,
}

/// Bytes looked at for the zero bytes of UTF-16.
const HEAD: usize = 4096;

/// Decodes `raw`: byte order mark, then UTF-16 by its zero bytes, then the declared encoding where it fits, then UTF-8, then a guess.
/// Files above 4 GiB must be refused before.
pub(in crate::ingest) fn decode(raw: Arc<[u8]>, kind: TextKind) -> Decoded {
    decode_labelled(raw, kind, None)
}

/// As [`decode`], where something outside the text names its encoding; what the text itself declares counts less.
pub(in crate::ingest) fn decode_labelled(raw: Arc<[u8]>, kind: TextKind, label: Option<&str>) -> Decoded {
    let choice = choose(&raw, kind, label);
    let (text, checkpoints) = decode_blocks(&raw, choice.encoding, choice.bom);
    let mut words = choice.remarks;
    // Bytes that stand for nothing leave their mark in the text.
    if text.contains(char::REPLACEMENT_CHARACTER) && !fits(&raw, choice.encoding) {
        words.extend(replaced_words(&text, choice.encoding));
    }
    let remarks = words.into_iter().map(|message| Remark { kind: RemarkKind::Encoding, message, site: None }).collect();
    Decoded { source: SourceText::new(raw, text, choice.encoding, checkpoints), remarks }
}

fn choose(raw: &[u8], kind: TextKind, label: Option<&str>) -> Choice {
    let plain = |encoding| Choice { encoding, bom: 0, remarks: Vec::new() };
    if let Some((encoding, bom)) = Encoding::for_bom(raw) {
        return Choice { encoding, bom, remarks: Vec::new() };
    }
    if raw.starts_with(&[0x84, 0x31, 0x95, 0x33]) {
        return Choice { encoding: GB18030, bom: 4, remarks: Vec::new() };
    }
    if let Some(encoding) = utf16_by_zeros(raw) {
        return plain(encoding);
    }
    let declared = label.map(str::to_owned).or_else(|| if kind == TextKind::Html { declared_label(raw) } else { None });
    match declared {
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) if encoding == REPLACEMENT => unreadable_declared(raw, &label),
            Some(encoding) => fit_declared(raw, reader_of(encoding)),
            None => {
                let mut choice = guess(raw);
                choice.remarks.push(unknown_label(&label, choice.encoding));
                choice
            }
        },
        None => guess(raw),
    }
}

/// The encoding that reads what is declared: pages say gb2312 and use GB 18030; a page read byte by byte cannot be in UTF-16.
fn reader_of(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK {
        GB18030
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    }
}

fn fit_declared(raw: &[u8], declared: &'static Encoding) -> Choice {
    let plain = |encoding| Choice { encoding, bom: 0, remarks: Vec::new() };
    if declared == UTF_8 && str::from_utf8(raw).is_ok() {
        return plain(UTF_8);
    }
    let utf8 = Utf8Shape::of(raw);
    if declared == UTF_8 {
        if utf8.multibyte >= utf8.errors {
            return plain(UTF_8);
        }
        // A single-byte encoding fits anything, so it counts only where nothing at all is UTF-8; but letters above ASCII that stand alone are no
        // Chinese, though they may fit it too.
        let candidates = if is_lone(raw) { [detect(raw), GB18030] } else { [GB18030, detect(raw)] };
        let better = candidates.into_iter().find(|e| *e != UTF_8 && (!e.is_single_byte() || utf8.multibyte == 0) && fits(raw, e));
        return better.map_or_else(
            || plain(UTF_8),
            |e| Choice {
                encoding: e,
                bom: 0,
                remarks: vec![if e.is_single_byte() { unlike(declared, e) } else { contradicts(declared, e) }],
            },
        );
    }
    if utf8.errors == 0 && utf8.multibyte > 0 {
        return Choice { encoding: UTF_8, bom: 0, remarks: vec![contradicts(declared, UTF_8)] };
    }
    if declared.is_single_byte() && is_paired(raw) {
        let other = detect(raw);
        if !other.is_single_byte() && other != UTF_8 && fits(raw, other) {
            return Choice { encoding: other, bom: 0, remarks: vec![contradicts(declared, other)] };
        }
    }
    if fits(raw, declared) {
        return plain(declared);
    }
    let other = detect(raw);
    if other != declared && !other.is_single_byte() && fits(raw, other) {
        return Choice { encoding: other, bom: 0, remarks: vec![contradicts(declared, other)] };
    }
    plain(declared)
}

/// Without a usable declaration: UTF-8 when it is (nearly) valid, else a guess by byte statistics.
fn guess(raw: &[u8]) -> Choice {
    let utf8 = Utf8Shape::of(raw);
    let has_escapes = raw.windows(3).any(|w| matches!(w, b"\x1b$B" | b"\x1b$@" | b"\x1b(J"));
    let encoding = if has_escapes && fits(raw, ISO_2022_JP) {
        ISO_2022_JP
    } else if utf8.errors == 0 || utf8.is_mostly_valid() {
        UTF_8
    } else {
        reader_of(detect(raw))
    };
    let remarks = if encoding == UTF_8 && looks_like_hz(raw) {
        vec![hz_words()]
    } else if encoding.is_single_byte() {
        vec![guessed(encoding)]
    } else {
        Vec::new()
    };
    Choice { encoding, bom: 0, remarks }
}

fn unreadable_declared(raw: &[u8], label: &str) -> Choice {
    let hz = label.eq_ignore_ascii_case("hz-gb-2312");
    let utf8 = Utf8Shape::of(raw);
    if utf8.errors == 0 && utf8.multibyte > 0 {
        return Choice { encoding: UTF_8, bom: 0, remarks: vec![unknown_label(label, UTF_8)] };
    }
    let mut choice = guess(raw);
    if choice.remarks.is_empty() {
        choice.remarks.push(if hz { hz_words() } else { unknown_label(label, choice.encoding) });
    }
    choice
}

fn detect(raw: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(raw, true);
    reader_of(detector.guess(None, Utf8Detection::Allow))
}

/// Whether the bytes above ASCII stand in pairs, as those of Chinese, Japanese and Korean encodings do: any single-byte encoding would fit
/// them too and turn them to nonsense.
fn is_paired(raw: &[u8]) -> bool {
    let runs = raw.split(u8::is_ascii).map(<[u8]>::len).filter(|len| *len > 0);
    let (paired, all) = runs.fold((0, 0), |(paired, all), len| (paired + if len.is_multiple_of(2) { len } else { 0 }, all + len));
    paired >= 8 && paired * 10 >= all * 9
}

/// Whether most bytes above ASCII stand alone among others, as accented letters do.
fn is_lone(raw: &[u8]) -> bool {
    let runs = raw.split(u8::is_ascii).map(<[u8]>::len).filter(|len| *len > 0);
    let (lone, all) = runs.fold((0, 0), |(lone, all), len| (lone + usize::from(len == 1), all + 1));
    lone * 2 > all
}

fn fits(raw: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(raw).is_some()
}

/// How much of a file is UTF-8.
#[derive(Clone, Copy, Debug, Default)]
struct Utf8Shape {
    multibyte: usize,
    errors: usize,
}

impl Utf8Shape {
    fn of(raw: &[u8]) -> Self {
        raw.utf8_chunks().fold(Self::default(), |shape, chunk| Self {
            multibyte: shape.multibyte + chunk.valid().bytes().filter(|b| *b >= 0xC0).count(),
            errors: shape.errors + usize::from(!chunk.invalid().is_empty()),
        })
    }

    /// A few damaged bytes in a UTF-8 file: another encoding would turn the rest to nonsense.
    fn is_mostly_valid(self) -> bool {
        self.multibyte > self.errors.saturating_mul(4)
    }
}

/// UTF-16 without a byte order mark: zero bytes nearly all at one parity (the upper halves of ASCII; the other parity has the few lower
/// halves such as those of U+4E00), and the whole decodes.
fn utf16_by_zeros(raw: &[u8]) -> Option<&'static Encoding> {
    let head = raw.get(..raw.len().min(HEAD)).unwrap_or(raw);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd >= 2 && odd > even.saturating_mul(8) {
        UTF_16LE
    } else if even >= 2 && even > odd.saturating_mul(8) {
        UTF_16BE
    } else {
        return None;
    };
    fits(raw, encoding).then_some(encoding)
}

/// `~{` … `~}` in a file of ASCII only.
fn looks_like_hz(raw: &[u8]) -> bool {
    let pairs = |pair: &[u8; 2]| raw.windows(2).filter(|w| *w == pair).count();
    raw.is_ascii() && pairs(b"~{") >= 2 && pairs(b"~{") == pairs(b"~}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use encoding_rs::Encoding;

    use super::{Decoded, TextKind, decode};
    use crate::document::Span;
    use crate::ingest::checkpoints::BLOCK;

    fn html(raw: &[u8]) -> Decoded {
        decode(Arc::from(raw), TextKind::Html)
    }

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        if label.starts_with("utf-16") {
            let le = label.ends_with("le");
            let bom = if le { [0xFF, 0xFE] } else { [0xFE, 0xFF] };
            let units = text.encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() });
            return bom.into_iter().chain(units).collect();
        }
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy, "{label}");
        bytes.into_owned()
    }

    /// Every character of the text is exactly what its raw slice decodes to, and the slices cover the file.
    fn assert_exact(decoded: &Decoded, label: &str) {
        let source = &decoded.source;
        let mut previous = None;
        for (at, c) in source.text().char_indices() {
            // All of it would be quadratic in the block: the head, the tail, and around where blocks end.
            if at > 500 && at + 200 < source.text().len() && (at + 100) % 1400 > 200 {
                previous = None;
                continue;
            }
            let start = u32::try_from(at).unwrap();
            let span = source.raw_span(Span { start, end: start + u32::try_from(c.len_utf8()).unwrap() });
            if let Some(end) = previous {
                assert_eq!(span.start, end, "{label}: gap before {c:?} at {at}");
            }
            previous = Some(span.end);
            if source.encoding() == encoding_rs::ISO_2022_JP {
                continue;
            }
            let (words, _) = source.encoding().decode_without_bom_handling(&source.raw()[span]);
            assert_eq!(words, c.to_string(), "{label} at {at}");
        }
        assert_eq!(previous, Some(source.raw().len()), "{label}");
    }

    #[test]
    fn accented_letters_declared_as_utf8_are_a_guess() {
        let page = "<meta charset=utf-8><table><tr><td>Dépenses<td>1 234<tr><td>Coût<td>5</table>";
        let raw: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let read = decode(raw.into(), TextKind::Html);
        assert_eq!(read.source.text(), page);
        let said =
            "the file declares UTF-8, which its bytes are not; read as windows-1252, a guess: if words look garbled, save it as UTF-8";
        assert_eq!(read.remarks.iter().map(|r| r.message.en.as_str()).collect::<Vec<_>>(), [said]);
    }

    #[test]
    fn raw_slices_are_exact_in_every_encoding() {
        let chinese = "<p>合计 1,204 件，其中：受理３８件。</p>\r\n".repeat(150);
        let traditional = "<td>總計</td><td>38</td>臺灣統計資料\n".repeat(150);
        let japanese = "<td>合計</td><td>３８件</td>カタカナと日本語\n".repeat(150);
        let korean = "<td>합계</td><td>38건</td>한국어 문장\n".repeat(150);
        let european = "<td>Zusätze größer</td><td>38 €</td>\n".repeat(150);
        for (text, labels) in [
            (&chinese, &["gb18030", "gbk", "utf-8", "utf-16le", "utf-16be"][..]),
            (&traditional, &["big5"]),
            (&japanese, &["shift_jis", "euc-jp", "iso-2022-jp"]),
            (&korean, &["euc-kr"]),
            (&european, &["windows-1252"]),
        ] {
            for label in labels {
                let page = format!("<meta charset={label}>{text}");
                let decoded = html(&encoded(&page, label));
                assert_eq!(decoded.source.text(), page, "{label}");
                assert!(decoded.remarks.is_empty(), "{label}: {:?}", decoded.remarks);
                assert!(page.len() > BLOCK);
                assert_exact(&decoded, label);
            }
        }
        let four_bytes = html(&encoded("<meta charset=gb18030>𠀀𠮷9㐀１<b>", "gb18030"));
        assert_exact(&four_bytes, "four-byte gb18030");
    }

    #[test]
    fn text_without_low_bytes_still_decodes_across_blocks() {
        let page = format!("<meta charset=utf-16>{}", "𠀀数".repeat(4000));
        let decoded = html(&encoded(&page, "utf-16le"));
        assert_eq!(decoded.source.text(), page);
        assert_exact(&decoded, "surrogates");
        let page = format!("<meta charset=gbk>{}", "数据".repeat(4000));
        assert_eq!(html(&encoded(&page, "gbk")).source.text(), page);
    }

    #[test]
    fn declarations_that_do_not_fit_are_overruled_and_said() {
        let utf8 = html("<meta charset=gb2312><td>总计</td>".as_bytes());
        assert_eq!((utf8.source.encoding().name(), utf8.remarks.len()), ("UTF-8", 1));
        let gbk = html(&encoded("<meta charset=utf-8><td>总计数量 38 件</td>", "gbk"));
        assert_eq!((gbk.source.encoding().name(), gbk.remarks.len()), ("gb18030", 1));
        assert_eq!(gbk.source.text(), "<meta charset=utf-8><td>总计数量 38 件</td>");
        let gbk = html(&encoded("<meta charset=iso-8859-1><td>总计数量</td><td>行政处罚决定</td>", "gbk"));
        assert_eq!((gbk.source.encoding().name(), gbk.remarks.len()), ("gb18030", 1));
        let german = html(&encoded("<meta charset=iso-8859-1><td>Größe über alles, Maße, Übergänge</td>", "windows-1252"));
        assert_eq!((german.source.encoding().name(), german.remarks.len()), ("windows-1252", 0));
        let unknown = html("<meta charset=x-nonsense><td>总计</td>".as_bytes());
        assert_eq!((unknown.source.text(), unknown.remarks.len()), ("<meta charset=x-nonsense><td>总计</td>", 1));
        let hz = html(b"<?xml version='1.0' encoding='hz-gb-2312'?><td>~{WJL3~}</td>");
        assert_eq!(hz.remarks.len(), 1);
    }

    #[test]
    fn damaged_bytes_are_counted_with_their_first_line() {
        let decoded = html(b"<meta charset=utf-8>\n<td>\xe5\x90\x88\xe8\xae\xa1</td>\n<td>1\xff,000</td>");
        assert_eq!(decoded.source.text(), "<meta charset=utf-8>\n<td>合计</td>\n<td>1\u{fffd},000</td>");
        assert!(decoded.remarks[0].message.en.starts_with("bytes invalid as UTF-8: 1, the first on line 3;"));
        assert_exact(&decoded, "damaged");
        assert!(
            html("<td>\u{fffd}</td>".as_bytes()).remarks.is_empty(),
            "the file's own replacement character is no matter of its encoding"
        );
    }

    #[test]
    fn utf16_without_a_mark_and_files_without_any_hint() {
        let bare = encoded("合计 1,204\n", "utf-16le")[2..].to_vec();
        assert_eq!(decode(Arc::from(bare), TextKind::Plain).source.text(), "合计 1,204\n");
        let guessed = decode(Arc::from(encoded("本年新收政府信息公开申请数量为三十八件", "gbk")), TextKind::Plain);
        assert_eq!(guessed.source.text(), "本年新收政府信息公开申请数量为三十八件");
        let latin = decode(Arc::from(encoded("Größe 38, Übergänge 12, Maße 5", "windows-1252")), TextKind::Plain);
        assert_eq!((latin.source.encoding().name(), latin.remarks.len()), ("windows-1252", 1));
        assert!(decode(Arc::from(Vec::new()), TextKind::Plain).source.text().is_empty());
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a skipped test must say so")]
    fn corpus_pages_give_the_reference_text_or_a_remark() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/fuzz/encodings");
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("SKIPPED: no corpus at {}", folder.display());
            return;
        };
        let body = |text: &str| text.find("<p>").map(|at| text[at..].to_owned());
        let reference = |name: &str| body(&std::fs::read_to_string(folder.join(name)).unwrap());
        let (zh, ja) = (reference("ref_zh_utf8.html"), reference("ref_ja_utf8.html"));
        let mut seen = 0;
        for entry in entries.flatten() {
            let name = entry.file_name().into_string().unwrap();
            let decoded = html(&std::fs::read(entry.path()).unwrap());
            let expected = if name.contains("zh_") { &zh } else { &ja };
            let same = body(decoded.source.text()) == *expected;
            if ["zh_gb", "zh_ut", "zh_hz", "ja_"].iter().any(|p| name.starts_with(p)) {
                assert!(same || !decoded.remarks.is_empty(), "{name}");
            }
            assert_exact(&decoded, &name);
            seen += 1;
        }
        assert!(seen >= 20);
    }
}
