//! Formats that are recognised and not read, each with what to do instead.

use crate::problem::{Problem, ProblemKind};

/// A format that is not read; names in Chinese and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Foreign {
    /// PDF: pages of placed characters, without tables.
    Pdf,
    /// A text document of another kind.
    Document(&'static str, &'static str),
    /// Slides.
    Slides(&'static str, &'static str),
    /// A picture.
    Picture,
    /// A picture by two letters that text may start with too.
    Bitmap,
    /// An archive of other files.
    Archive(&'static str, &'static str),
    /// Anything else that is no report.
    Other(&'static str, &'static str),
}

impl Foreign {
    /// Whether bytes that start like the format are of it.
    pub(in crate::ingest) fn fits(self, bytes: &[u8]) -> bool {
        // A bitmap's reserved bytes are zero and its header has one of a few lengths.
        self != Self::Bitmap || matches!(bytes.get(6..18), Some([0, 0, 0, 0, _, _, _, _, 12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
    }

    /// The problem with such a file.
    pub(in crate::ingest) fn refused(self) -> Problem {
        let (zh, en) = match self {
            Self::Pdf => ("PDF 文件", "a PDF"),
            Self::Picture | Self::Bitmap => ("图片", "a picture"),
            Self::Document(zh, en) | Self::Slides(zh, en) | Self::Archive(zh, en) | Self::Other(zh, en) => (zh, en),
        };
        let (advice, remedy) = match self {
            Self::Pdf => (
                "请检查生成它的原文件（.docx、.xlsx 或网页），或先导出为其中一种",
                "check the file it was made from (.docx, .xlsx or HTML), or export it to one of these",
            ),
            Self::Document(..) => {
                ("请用 Word 或 WPS 打开，另存为 .docx 后检查", "open it in a word processor, save it as .docx and check that")
            }
            Self::Slides(..) => {
                ("请把其中的表格和文字存为 .docx 或 .xlsx 后检查", "save its tables and text as .docx or .xlsx and check that")
            }
            Self::Picture | Self::Bitmap => (
                "图片里的数字无法核对，请提供文字版（网页、.docx 或 .xlsx）",
                "numbers in a picture cannot be checked; give the report as text (HTML, .docx or .xlsx)",
            ),
            Self::Archive(..) => ("请解压后检查其中的文件", "unpack it and check the files inside"),
            Self::Other(..) => {
                ("请确认所给文件是报告（网页、.docx、.xlsx 等）", "check that the file given is the report (HTML, .docx, .xlsx and others)")
            }
        };
        Problem::new(
            ProblemKind::Unsupported,
            format!("文件是{zh}，不受支持；{advice}"),
            format!("the file is {en}, which is not supported; {remedy}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Foreign;

    #[test]
    fn the_words_say_what_to_do() {
        let doc = Foreign::Document("Word 文档（.doc）", "a Word document (.doc)").refused().message;
        assert_eq!(doc.zh, "文件是Word 文档（.doc），不受支持；请用 Word 或 WPS 打开，另存为 .docx 后检查");
        assert_eq!(
            doc.en,
            "the file is a Word document (.doc), which is not supported; open it in a word processor, save it as .docx and check that"
        );
        assert!(Foreign::Bitmap.fits(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0") && !Foreign::Bitmap.fits(b"BMI, 2019: 22.4"));
    }
}
