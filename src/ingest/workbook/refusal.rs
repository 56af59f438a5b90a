//! Why a workbook is not read, in words that say what to do.

use crate::ingest::package::Fault;
use crate::problem::{Problem, ProblemKind};

/// A file that is damaged beyond opening; `what` names the part at fault.
pub(super) fn damaged(what: &str) -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        format!("工作簿已损坏（{what}），请用表格软件打开并另存后重试"),
        format!("the workbook is damaged ({what}); open it in a spreadsheet program, save it again and retry"),
    )
}

/// A file that is protected by a password.
pub(super) fn encrypted() -> Problem {
    Problem::new(
        ProblemKind::Encrypted,
        "工作簿已加密，请去除密码后重试",
        "the workbook is protected by a password; remove the password and retry",
    )
}

/// A file that would take more memory than allowed; `what` says how.
pub(super) fn too_large(zh: &str, en: &str) -> Problem {
    Problem::new(ProblemKind::TooLarge, format!("工作簿过大：{zh}"), format!("the workbook is too large: {en}"))
}

/// The words for a package that is not read.
pub(super) fn refused(fault: Fault) -> Problem {
    match fault {
        Fault::Damaged(part) => damaged(part),
        Fault::Encrypted => encrypted(),
        Fault::Packing => Problem::new(
            ProblemKind::Unsupported,
            "工作簿的压缩方式不受支持，请用 Excel 或 WPS 打开并另存后重试",
            "the workbook is packed in a way that is not supported; open it in a spreadsheet program, save it again and retry",
        ),
        Fault::Wide => Problem::new(
            ProblemKind::Unsupported,
            "工作簿的内容为 UTF-16 编码，不受支持，请用 Excel 或 WPS 打开并另存后重试",
            "the workbook is written in UTF-16, which is not supported; open it in a spreadsheet program, save it again and retry",
        ),
        Fault::TooManyParts => too_large("压缩包内文件过多", "it holds too many parts"),
        Fault::TooManyPieces => too_large("共享字符串或单元格样式过多", "it holds too many shared strings or styles"),
        Fault::TooLarge => too_large("解压后的内容超过上限", "its parts unpack to more than the limit"),
    }
}
