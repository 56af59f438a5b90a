//! Words that were read in a wrong encoding and saved so, told by turning them back.

use encoding_rs::GB18030;

/// Words that only a wrong encoding makes: lost characters saved in GBK, memory that was never written, a byte order mark as letters.
const SIGNS: [&str; 4] = ["锟斤拷", "烫烫烫", "屯屯屯", "ï»¿"];

/// Fewest characters that must come back.
const FEWEST: usize = 4;

/// Whether a text makes sense only in the encoding that it was not read in.
pub(in crate::ingest) fn is_mojibake(text: &str) -> bool {
    SIGNS.iter().any(|sign| text.contains(sign)) || is_utf8_as_latin(text) || is_gbk_as_latin(text) || is_utf8_as_gbk(text)
}

/// The byte that a character was, had it been read as Windows-1252, or as Latin-1 where that has none.
fn latin_byte(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !lossy => Some(byte),
        _ => u8::try_from(u32::from(c)).ok(),
    }
}

/// `æ€»è®¡` for 总计.
fn is_utf8_as_latin(text: &str) -> bool {
    if !text.contains(|c: char| matches!(c, '\u{C2}'..='\u{F4}')) {
        return false;
    }
    let bytes: Vec<u8> = text.chars().map(|c| latin_byte(c).unwrap_or(0)).collect();
    comes_back(&bytes, text.chars().filter(|c| !c.is_ascii()).count())
}

/// `×Ü¼Æ` for 总计: letters with accents, always in pairs, where words of a language have one among plain letters.
fn is_gbk_as_latin(text: &str) -> bool {
    let high = |c: char| matches!(c, '\u{A1}'..='\u{FF}');
    let (mut paired, mut all, mut run) = (0, 0, 0_usize);
    for c in text.chars().chain([' ']) {
        if high(c) {
            run += 1;
            continue;
        }
        all += run;
        paired += if run.is_multiple_of(2) { run } else { 0 };
        run = 0;
    }
    paired >= 2 * FEWEST && paired * 10 >= all * 9
}

/// `鎬昏` for 总计.
fn is_utf8_as_gbk(text: &str) -> bool {
    let wide: String = text.chars().filter(|c| !c.is_ascii()).collect();
    if wide.chars().count() < FEWEST {
        return false;
    }
    let (bytes, _, _) = GB18030.encode(&wide);
    comes_back(&bytes, bytes.iter().filter(|b| **b >= 0x80).count())
}

/// Whether the bytes are UTF-8 for the most part: characters of three bytes that hold most of the `all` high ones.
fn comes_back(bytes: &[u8], all: usize) -> bool {
    let valid = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let wide = valid.filter(|c| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')).count();
    wide >= FEWEST && wide * 30 >= all * 6
}

#[cfg(test)]
mod tests {
    use encoding_rs::{Encoding, GBK, UTF_8, WINDOWS_1252};

    use super::is_mojibake;

    fn read_as(text: &str, was: &'static Encoding, as_: &'static Encoding) -> String {
        let (bytes, _, _) = was.encode(text);
        as_.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn words_in_a_wrong_encoding_are_told() {
        let title = "本年度政府信息公开工作年度报告：新收申请38件";
        for (was, as_) in [(UTF_8, WINDOWS_1252), (UTF_8, GBK), (GBK, WINDOWS_1252)] {
            let garbled = read_as(title, was, as_);
            assert!(is_mojibake(&garbled), "{garbled}");
        }
        assert!(is_mojibake("收到锟斤拷件"));
    }

    #[test]
    fn words_of_any_language_are_left_alone() {
        for text in [
            "本年度政府信息公开工作年度报告：新收申请38件",
            "繁體中文的統計資料與說明",
            "Größe, Übergänge, façade à côté, señor, naïve — “38 %” ½ £5 °C",
            "ΑΒΓΔ Итого по разделу 38",
            "合計 カタカナ ひらがな",
            "총계 한국어 문장",
            "±5 §12 ©2020 ¹²³",
        ] {
            assert!(!is_mojibake(text), "{text}");
        }
    }
}
