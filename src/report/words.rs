//! Words that the text of several commands shares.

use crate::phrase::Lang;
use crate::rules::Severity;

/// A fixed word in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

impl Word {
    pub(crate) fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// The word for a severity.
pub(crate) fn severity(severity: Severity) -> Word {
    match severity {
        Severity::Error => Word { zh: "错误", en: "error" },
        Severity::Warning => Word { zh: "警告", en: "warning" },
        Severity::Note => Word { zh: "提示", en: "note" },
    }
}

/// The word for a verdict as rule files write it; another speaks for itself.
pub(crate) fn verdict(verdict: &str, lang: Lang) -> &str {
    let (zh, en) = match verdict {
        "fail" => ("不符", "fails"),
        "pass" => ("通过", "passes"),
        "not-applicable" => ("不适用", "not applicable"),
        "undecided" => ("未判定", "undecided"),
        other => return other,
    };
    Word { zh, en }.get(lang)
}
