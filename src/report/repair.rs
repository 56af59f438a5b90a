//! Repairs as people read them: the cell, what it says, what would settle the check.

use crate::findings::Finding;
use crate::phrase::Lang;
use crate::report::words::{REPAIR, Word, labelled};
use crate::rules::Repair;
use crate::style::in_the_style_of;

/// `38 → 44`: the new value is in the style of the old one.
pub(crate) fn change(finding: &Finding, repair: &Repair) -> String {
    let old = finding.labels.get(repair.label).map_or("", |label| label.text.as_str());
    format!("{old} → {}", in_the_style_of(old, &repair.value))
}

/// All changes that a finding offers, after a word for them; `None` where it offers none.
pub(crate) fn offered(finding: &Finding, lang: Lang) -> Option<String> {
    let changes = changes(finding, Word { zh: "，或 ", en: ", or " }.get(lang));
    (!changes.is_empty()).then(|| labelled(REPAIR.get(lang), &changes, lang))
}

/// All changes that a finding offers, each with its cell, with `or` between them.
pub(crate) fn changes(finding: &Finding, or: &str) -> String {
    finding.repairs.iter().map(|repair| placed(finding, repair)).collect::<Vec<_>>().join(or)
}

/// `D25 38 → 44`: the change with its cell, where it has one.
pub(crate) fn placed(finding: &Finding, repair: &Repair) -> String {
    let cell = finding.labels.get(repair.label).and_then(|label| label.location.cell.as_deref());
    cell.map_or_else(|| change(finding, repair), |cell| format!("{cell} {}", change(finding, repair)))
}
