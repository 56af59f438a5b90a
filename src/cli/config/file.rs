//! One configuration file: where it lies, and what it says.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::cli::args::{FailOn, GRADES};
use crate::cli::config::ignores::{self, Entry};
use crate::cli::config::keys::CONFIG;
use crate::cli::config::limits;
use crate::cli::config::rollups::{self, Family};
use crate::phrase::{Lang, Phrase};
use crate::rules::{Fields, File, RuleProblem, Severity, label_words};

/// What the file is called.
pub(crate) const NAME: &str = "crossfoot.toml";

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// What a file says; what it does not say is `None` or empty.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) lang: Option<Placed<Lang>>,
    pub(super) fail_on: Option<Placed<FailOn>>,
    pub(super) exclude: Vec<Placed<String>>,
    pub(super) rules: Vec<Placed<String>>,
    pub(super) series: Option<Placed<bool>>,
    pub(super) select: Option<Placed<String>>,
    pub(super) baseline: Option<Placed<String>>,
    pub(super) ignore: Vec<Placed<Entry>>,
    pub(super) rollup: Vec<Placed<Family>>,
    /// In the order of [`crate::cli::bounds::BOUNDS`].
    pub(super) limits: [Option<Placed<u64>>; 6],
    /// Words for labels: list, place and word.
    pub(super) lexicon: Vec<Placed<(String, String, String)>>,
    /// Rules' names with their severities, `None` for off.
    pub(super) severity: Vec<Placed<(String, Option<Severity>)>>,
}

/// The nearest file called [`NAME`] in `folder` or above it.
pub(super) fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// The file's text.
///
/// # Errors
/// Words for the user when it cannot be read or is not UTF-8.
pub(super) fn text(path: &Path) -> Result<String, Phrase> {
    let shown = path.display();
    let bytes = fs::read(path)
        .map_err(|error| Phrase::new(format!("错误：无法读取 {shown}：{error}"), format!("error: {shown} cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Phrase::new(format!("错误：{shown} 不是 UTF-8 编码；请另存为 UTF-8"), format!("error: {shown} is not UTF-8: save it as UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
}

/// Reads the text of a file in `folder`; the faults are in `file`.
pub(super) fn read(folder: &Path, file: &mut File<'_>) -> Said {
    let Some(table) = file.parse() else { return Said::default() };
    let fields = Fields::of(&table, 0..0, &CONFIG, file);
    let place = |key: &str| fields.get(key).map_or(0..0, toml::Spanned::span);
    let langs = [("zh", Lang::Zh), ("en", Lang::En)];
    let levels = [("error", FailOn::Error), ("warning", FailOn::Warning), ("note", FailOn::Note), ("never", FailOn::Never)];
    let placed = |(value, span): (String, Range<usize>)| Placed { value, span };
    let series = fields.flag("series", file);
    Said {
        lang: fields.choice("lang", &langs, file).map(|value| Placed { value, span: place("lang") }),
        fail_on: fields.choice("fail-on", &levels, file).map(|value| Placed { value, span: place("fail-on") }),
        exclude: fields.strings("exclude", file).into_iter().map(placed).collect(),
        rules: fields.strings("rules", file).into_iter().map(placed).collect(),
        series: fields.has("series").then(|| Placed { value: series, span: place("series") }),
        select: fields.string("select", file).map(placed),
        baseline: fields.string("baseline", file).map(placed),
        ignore: ignores::read(&fields, folder, file),
        rollup: rollups::read(&fields, folder, file),
        limits: limits::read(&fields, file),
        lexicon: fields.table("lexicon", file).map(|(table, span)| words_for_labels(table, span, file)).unwrap_or_default(),
        severity: severities(&fields, file),
    }
}

fn severities(fields: &Fields<'_, '_>, file: &mut File<'_>) -> Vec<Placed<(String, Option<Severity>)>> {
    let Some((table, span)) = fields.table("severity", file) else { return Vec::new() };
    let names: Vec<(String, Range<usize>)> = table.keys().map(|key| (key.get_ref().to_string(), key.span())).collect();
    let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let inner = Fields::new(table, span, "[severity]", &known, file);
    let mut found = Vec::new();
    for (name, span) in &names {
        if let Some(severity) = inner.choice(name, &GRADES, file) {
            found.push(Placed { value: (name.clone(), severity), span: span.clone() });
        }
    }
    found
}

/// The words of `[lexicon]`.
fn words_for_labels(table: &DeTable<'_>, span: Range<usize>, file: &mut File<'_>) -> Vec<Placed<(String, String, String)>> {
    let words = label_words(table, span, file).into_iter();
    words.map(|(list, place, word, span)| Placed { value: (list.to_owned(), place.to_owned(), word), span }).collect()
}

/// The faults of names that no rule has.
pub(super) fn unknown_rules(said: &Said, known: &[&str], file: &mut File<'_>) {
    let severities = said.severity.iter().map(|placed| (&placed.value.0, &placed.span));
    let ignored = said.ignore.iter().filter_map(|placed| Some((placed.value.ignore.rule.as_ref()?, &placed.value.named)));
    for (name, span) in severities.chain(ignored) {
        if !known.contains(&name.as_str()) {
            let message = Phrase::new(format!("没有名为“{name}”的规则"), format!("no rule is named `{name}`"));
            file.report_unknown(span, message, name, known);
        }
    }
}

/// What is said of a pattern that is none.
pub(super) fn not_a_pattern(error: &ignore::Error) -> Phrase {
    Phrase::new(format!("不是文件模式：{error}"), format!("not a pattern of files: {error}"))
}

/// A fault that is found only when a value is used.
pub(super) fn fault(file: &File<'_>, span: &Range<usize>, message: Phrase) -> RuleProblem {
    RuleProblem::at(file.name, file.source, span, message, None)
}

#[cfg(test)]
mod tests {
    use super::{nearest, read, unknown_rules};
    use crate::rules::File;
    use std::fs;
    use std::path::Path;

    fn faults(text: &str) -> Vec<String> {
        let mut file = File::new("c.toml", text);
        let said = read(Path::new("."), &mut file);
        unknown_rules(&said, &["change-rate", "share"], &mut file);
        let show = |p: &crate::rules::RuleProblem| {
            format!("{}:{} {} -> {}", p.line, p.column, p.message.en, p.help.as_ref().map_or("", |h| h.en.as_str()))
        };
        file.problems.iter().map(show).collect()
    }

    #[test]
    fn every_fault_has_its_place_and_a_suggestion() {
        assert!(faults("").is_empty());
        assert!(faults("lang = \"zh\"\nfail-on = \"never\"\nexclude = [\"a/\"]\nseries = false\n[severity]\nshare = \"off\"\n").is_empty());
        assert_eq!(faults("[[ignore]]\nrule = \"shar\"\nreason = \"agreed\"\n"), ["2:8 no rule is named `shar` -> did you mean `share`?"]);
        let text = "fial-on = \"note\"\nlang = \"cn\"\nseries = 1\n[severity]\nchange-rat = \"off\"\nshare = \"of\"\n";
        assert_eq!(
            faults(text),
            [
                "1:1 unknown key `fial-on` in crossfoot.toml -> did you mean `fail-on`?",
                "3:10 `series` takes true or false, not integer -> ",
                "2:8 `lang` cannot be `cn` -> did you mean `en`?",
                "6:9 `share` cannot be `of` -> did you mean `off`?",
                "5:1 no rule is named `change-rat` -> did you mean `change-rate`?",
            ]
        );
    }

    #[test]
    fn the_nearest_file_upward_is_used() {
        let base = std::env::temp_dir().join(format!("crossfoot-nearest-{}", std::process::id()));
        fs::create_dir_all(base.join("a/b")).expect("folders");
        fs::write(base.join("crossfoot.toml"), "").expect("written");
        assert_eq!(nearest(&base.join("a/b")), Some(base.join("crossfoot.toml")));
        fs::write(base.join("a/crossfoot.toml"), "").expect("written");
        assert_eq!(nearest(&base.join("a/b")), Some(base.join("a/crossfoot.toml")));
        fs::remove_dir_all(base).expect("removed");
    }
}
