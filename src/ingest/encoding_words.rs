//! What is said about a file's encoding.

use encoding_rs::Encoding;

use crate::phrase::Phrase;

/// The replacement characters of a file whose bytes do not all fit `encoding`: how many, and where the first is.
pub(in crate::ingest) fn replaced_words(text: &str, encoding: &'static Encoding) -> Option<Phrase> {
    let count = text.matches('\u{fffd}').count();
    if count == 0 {
        return None;
    }
    let line = text.find('\u{fffd}').map_or(0, |at| text.get(..at).unwrap_or("").matches('\n').count() + 1);
    let name = encoding.name();
    Some(Phrase::new(
        format!("按 {name} 解码时有 {count} 处字节无效，首处在第 {line} 行；该处文字或数字可能残缺，请用正确的编码重新保存"),
        format!(
            "bytes invalid as {name}: {count}, the first on line {line}; words or numbers there may be damaged, save the file again in its right encoding"
        ),
    ))
}

/// The declaration names another encoding than the one that fits.
pub(in crate::ingest) fn contradicts(declared: &'static Encoding, found: &'static Encoding) -> Phrase {
    let (said, is) = (declared.name(), found.name());
    Phrase::new(
        format!("文件声明编码为 {said}，内容实为 {is}；已按 {is} 读取，请改正声明"),
        format!("the file declares {said} but its bytes are {is}; read as {is}, correct the declaration"),
    )
}

/// The bytes are not what is declared, and what they suggest is an encoding that any bytes fit.
pub(in crate::ingest) fn unlike(declared: &'static Encoding, used: &'static Encoding) -> Phrase {
    let (said, is) = (declared.name(), used.name());
    Phrase::new(
        format!("文件声明编码为 {said}，内容与之不符；推断为 {is}，如有乱码，请另存为 UTF-8"),
        format!("the file declares {said}, which its bytes are not; read as {is}, a guess: if words look garbled, save it as UTF-8"),
    )
}

/// Nothing declares an encoding, and what the bytes suggest is one that any bytes fit.
pub(in crate::ingest) fn guessed(used: &'static Encoding) -> Phrase {
    let is = used.name();
    Phrase::new(
        format!("文件没有声明编码，推断为 {is}；如有乱码，请另存为 UTF-8"),
        format!("the file declares no encoding and was read as {is}, a guess; if words look garbled, save it as UTF-8"),
    )
}

/// The declaration names no encoding that can be read.
pub(in crate::ingest) fn unknown_label(label: &str, used: &'static Encoding) -> Phrase {
    let label: String = label.chars().filter(|c| !c.is_control()).take(40).collect();
    let is = used.name();
    Phrase::new(
        format!("不支持文件声明的编码“{label}”；已按 {is} 读取，请另存为 UTF-8 后核对"),
        format!("the declared encoding \"{label}\" is not supported; read as {is}, save the file as UTF-8 and check"),
    )
}

/// The file is in HZ (RFC 1843).
pub(in crate::ingest) fn hz_words() -> Phrase {
    Phrase::new(
        "文件为 HZ 编码（~{…~}），不受支持，其中的汉字未能还原；请另存为 UTF-8",
        "the file is in the HZ encoding (~{…~}), which is not supported, so its Chinese text stays unread; save it as UTF-8",
    )
}
