//! `[[ignore]]`: findings let stand by the configuration.

use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::cli::config::file::{Placed, not_a_pattern};
use crate::cli::config::keys::IGNORE;
use crate::cli::config::{Exclude, Origin};
use crate::findings::{Ignore, day};
use crate::phrase::Phrase;
use crate::rules::{Fields, File};

/// An entry and the reports it speaks of; `None` for all.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) ignore: Ignore,
    pub(super) path: Option<Exclude>,
    /// Where the rule is named.
    pub(super) named: Range<usize>,
    /// Where the entry stands.
    pub(crate) origin: Origin,
}

impl Entry {
    /// Whether it speaks of this report.
    pub(crate) fn covers(&self, path: &str) -> bool {
        self.path.as_ref().is_none_or(|globs| globs.covers(Path::new(path)))
    }
}

/// Reads every entry; paths are relative to `folder`.
pub(super) fn read(fields: &Fields<'_, '_>, folder: &Path, file: &mut File<'_>) -> Vec<Placed<Entry>> {
    let mut found = Vec::new();
    for (table, span) in fields.tables("ignore", file) {
        let inner = Fields::of(table, span.clone(), &IGNORE, file);
        let word = |key: &str, file: &mut File<'_>| inner.string(key, file).map(|(text, _)| text);
        let named = inner.get("rule").map_or_else(|| span.clone(), toml::Spanned::span);
        let (rule, fingerprint) = (word("rule", file), word("fingerprint", file));
        if rule.is_none() && fingerprint.is_none() && !inner.has("rule") && !inner.has("fingerprint") {
            nameless(table, &span, file);
        }
        let reason = inner.required("reason", file);
        if let Some((_, at)) = reason.as_ref().filter(|(text, _)| text.trim().is_empty()) {
            file.report(at, Phrase::new("请写明理由", "say why it may stand"), None);
        }
        let line = file.source.get(..span.start).unwrap_or("").matches('\n').count() + 1;
        let ignore = Ignore {
            rule,
            fingerprint,
            row: inner.words("row", file),
            column: inner.words("column", file),
            reason: reason.map(|(text, _)| text).unwrap_or_default(),
            until: until(&inner, file),
            place: format!("{}:{line}", file.name),
        };
        found.push(Placed { value: Entry { ignore, path: globs(&inner, folder, file), named, origin: Origin::Default }, span });
    }
    found
}

/// An entry without `rule` and `fingerprint`: the fault is at the key that was to take their place, or at the whole heading.
fn nameless(table: &DeTable<'_>, span: &Range<usize>, file: &mut File<'_>) {
    let instead = ["row", "column", "path"].into_iter().find_map(|name| table.keys().find(|key| *key.get_ref() == name));
    let heading = span.start..span.start + "[[ignore]]".len();
    let (at, message) = match instead {
        Some(key) => {
            let name = key.get_ref();
            let (zh, en) = (
                format!("只有“{name}”还不知道忽略哪条规则的不符：缺少“rule”或“fingerprint”"),
                format!("`{name}` alone does not say which findings to ignore: `rule` or `fingerprint` is missing"),
            );
            (key.span(), Phrase::new(zh, en))
        }
        None => (heading, Phrase::new("缺少“rule”或“fingerprint”", "`rule` or `fingerprint` is missing")),
    };
    let help = Phrase::new(
        "加上 rule = \"规则名\"（不符之处方括号里的名字），或 fingerprint = \"…\"（见 JSON）",
        "add rule = \"NAME\", as in error[NAME], or fingerprint = \"…\" from the JSON",
    );
    file.report(&at, message, Some(help));
}

/// The last day, as a date or as text.
fn until(fields: &Fields<'_, '_>, file: &mut File<'_>) -> Option<String> {
    let value = fields.get("until")?;
    let words = match value.get_ref() {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(day) => day.to_string(),
        _ => String::new(),
    };
    if let Some(day) = day(&words) {
        return Some(day);
    }
    file.report(&value.span(), Phrase::new("“until”应为日期，如 2026-12-31", "`until` takes a day, such as 2026-12-31"), None);
    None
}

fn globs(fields: &Fields<'_, '_>, folder: &Path, file: &mut File<'_>) -> Option<Exclude> {
    let globs = fields.strings("path", file);
    let mut covered = Exclude::default();
    for (nth, error) in covered.add_lines(folder, globs.iter().map(|(glob, _)| glob.as_str())) {
        if let Some((_, at)) = globs.get(nth) {
            file.report(at, not_a_pattern(&error), None);
        }
    }
    (!globs.is_empty()).then_some(covered)
}
