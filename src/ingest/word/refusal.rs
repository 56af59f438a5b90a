//! Why a Word document is not read, in words that say what to do.

use crate::ingest::package::Fault;
use crate::problem::{Problem, ProblemKind};

/// The words for a package that is not read.
pub(super) fn refused(fault: Fault) -> Problem {
    match fault {
        Fault::Damaged(part) => damaged(part),
        Fault::Encrypted => Problem::new(
            ProblemKind::Encrypted,
            "文档已加密，请去除密码后重试",
            "the document is protected by a password; remove the password and retry",
        ),
        Fault::TooManyPieces => too_large("内容过多", "it holds too many pieces"),
        Fault::Packing => Problem::new(
            ProblemKind::Unsupported,
            "文档的压缩方式不受支持，请用 Word 或 WPS 打开并另存后重试",
            "the document is packed in a way that is not supported; open it in a word processor, save it again and retry",
        ),
        Fault::Wide => Problem::new(
            ProblemKind::Unsupported,
            "文档的内容为 UTF-16 编码，不受支持，请用 Word 或 WPS 打开并另存后重试",
            "the document is written in UTF-16, which is not supported; open it in a word processor, save it again and retry",
        ),
        Fault::TooManyParts => too_large("压缩包内文件过多", "it holds too many parts"),
        Fault::TooLarge => too_large("解压后的内容超过上限", "its parts unpack to more than the limit"),
    }
}

/// A file that is damaged beyond opening; `what` names the part at fault.
pub(super) fn damaged(what: &str) -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        format!("文档已损坏（{what}），请用 Word 或 WPS 打开并另存后重试"),
        format!("the document is damaged ({what}); open it in a word processor, save it again and retry"),
    )
}

fn too_large(zh: &str, en: &str) -> Problem {
    Problem::new(ProblemKind::TooLarge, format!("文档过大：{zh}"), format!("the document is too large: {en}"))
}

/// A document type declaration: no office program writes one, and the entities it declares are only good for attacks.
pub(super) fn declares_entities() -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        "文档的 XML 声明了实体，正常的 Word 文档没有；来源可疑，请用 Word 或 WPS 另存后重试",
        "the document's XML declares entities, which no word processor writes; distrust where it came from, or save it anew and retry",
    )
}
