//! What the page's script reads of a report: every check with what it used. Data only; the script shows it as text.

use serde::Serialize;
use serde_json::Value;

use crate::phrase::Lang;
use crate::report::html::marks::Marks;
use crate::report::words::{one_line, part};
use crate::rules::{Checked, Verdict};

/// Numbers named in all checks together; beyond it checks are left out, their numbers keep their marks.
const USED: usize = 400_000;

#[derive(Serialize)]
struct View {
    /// The names of parts; `checks` refer to them by index.
    parts: Vec<String>,
    /// Rule, state, reason, finding (from 1, 0 for none), then mark and part of everything used.
    checks: Vec<(String, &'static str, String, usize, Vec<usize>)>,
}

/// The data of a report.
pub(super) fn checks(checked: &[Checked], findings: &[Option<usize>], marks: &Marks<'_>, lang: Lang) -> Value {
    let mut view = View { parts: Vec::new(), checks: Vec::new() };
    let mut total = 0;
    for (check, finding) in checked.iter().zip(findings) {
        let (state, why) = match &check.verdict {
            Verdict::Pass => ("t", check.note.as_ref()),
            Verdict::Fail(_) => ("x", None),
            Verdict::NotApplicable(why) => ("n", Some(why)),
            Verdict::Undecided(why) => ("u", Some(why)),
        };
        let mut used = Vec::new();
        for evidence in &check.evidence {
            let Some(id) = marks.id(evidence) else { continue };
            let name = part(&evidence.part, lang);
            let known = view.parts.iter().position(|known| known == name);
            let part = known.unwrap_or_else(|| {
                view.parts.push(name.to_owned());
                view.parts.len() - 1
            });
            used.extend([id as usize, part]);
        }
        total += used.len();
        if used.is_empty() || total > USED {
            continue;
        }
        let why = why.map(|words| one_line(words, lang)).unwrap_or_default();
        view.checks.push((check.rule.clone(), state, why, finding.map_or(0, |at| at + 1), used));
    }
    serde_json::to_value(&view).unwrap_or_default()
}
