//! `crossfoot config`.

use crate::cli::args::{Config, FailOn};
use crate::cli::bounds::BOUNDS;
use crate::cli::config::{Origin, Settings, load};
use crate::cli::exit;
use crate::cli::terminal::Terminal;
use crate::findings::Ignore;
use crate::phrase::{Lang, Phrase};
use crate::report::{columns, hanging, one_line, pad_end};
use crate::rules::Severity;

/// Prints every setting as a line of TOML with its origin; gives the exit code.
pub(crate) fn run(args: &Config, terminal: &mut Terminal) -> u8 {
    let loaded = match load(&args.setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    match terminal.write(lines(&loaded.settings, loaded.lang(), terminal.line).as_bytes()) {
        Ok(()) => exit::CLEAN,
        Err(error) => {
            let words = Phrase::new(format!("错误：无法写出结果：{error}"), format!("error: cannot write the result: {error}"));
            terminal.tell(&one_line(&words, loaded.lang()));
            exit::USAGE
        }
    }
}

fn lines(settings: &Settings, lang: Lang, max: usize) -> String {
    let word = |severity: Option<Severity>| match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Note) => "note",
        None => "off",
    };
    let quoted = |text: &str| format!("{text:?}");
    let language = if settings.lang.value == Lang::Zh { "zh" } else { "en" };
    let fail_on = match settings.fail_on.value {
        FailOn::Error => "error",
        FailOn::Warning => "warning",
        FailOn::Note => "note",
        FailOn::Never => "never",
    };
    let mut rows: Vec<(String, &Origin)> = vec![
        (format!("lang = {}", quoted(language)), &settings.lang.origin),
        (format!("fail-on = {}", quoted(fail_on)), &settings.fail_on.origin),
        (format!("series = {}", settings.series.value), &settings.series.origin),
    ];
    if let Some(select) = &settings.select.value {
        rows.push((format!("select = {}", quoted(select)), &settings.select.origin));
    }
    if let Some(path) = &settings.baseline.value {
        rows.push((format!("baseline = {}", quoted(&path.display().to_string())), &settings.baseline.origin));
    }
    rows.extend(list("exclude", settings.exclude.iter().map(|s| (quoted(&s.value), &s.origin))));
    rows.extend(list("rules", settings.rules.iter().map(|s| (quoted(&s.value.display().to_string()), &s.origin))));
    rows.extend(settings.severity.iter().map(|s| (format!("severity.{} = {}", s.value.0, quoted(word(s.value.1))), &s.origin)));
    for list in settings.lexicon.chunk_by(|a, b| (&a.value.0, &a.value.1) == (&b.value.0, &b.value.1)) {
        let key = list.first().map(|s| format!("lexicon.{}.{}", s.value.0, s.value.1)).unwrap_or_default();
        rows.extend(self::list(&key, list.iter().map(|s| (quoted(&s.value.2), &s.origin))));
    }
    rows.extend(
        BOUNDS.iter().zip(&settings.limits).map(|(bound, s)| (format!("limits.{} = {}", bound.key, bound.show(s.value)), &s.origin)),
    );
    rows.extend(settings.rollups.iter().map(|s| (s.value.written(), &s.origin)));
    if !settings.ignore.is_empty() {
        rows.extend(list("ignore", settings.ignore.iter().map(|entry| (ignored(&entry.ignore), &entry.origin))));
    }
    let origins: Vec<String> = rows.iter().map(|(_, origin)| format!("  # {}", one_line(&origin.words(), lang))).collect();
    let room = max.saturating_sub(origins.iter().map(|origin| columns(origin)).max().unwrap_or(0));
    let width = rows.iter().map(|(text, _)| columns(text)).filter(|&width| width <= room).max().unwrap_or(0);
    rows.iter().zip(&origins).map(|((text, _), origin)| hanging(&pad_end(text, width), origin, 4, max)).collect()
}

/// An `[[ignore]]` entry as an inline table.
fn ignored(ignore: &Ignore) -> String {
    let word = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key} = {value:?}"));
    let words = |key: &str, values: &[String]| (!values.is_empty()).then(|| format!("{key} = {values:?}"));
    let until = ignore.until.as_ref().map(|day| format!("until = {day}"));
    let fields = [
        word("rule", &ignore.rule),
        word("fingerprint", &ignore.fingerprint),
        words("row", &ignore.row),
        words("column", &ignore.column),
        Some(format!("reason = {:?}", ignore.reason)),
        until,
    ];
    format!("{{ {} }}", fields.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// A list as TOML writes it, an entry a line, so that each has its origin.
fn list<'a>(key: &str, entries: impl Iterator<Item = (String, &'a Origin)>) -> Vec<(String, &'a Origin)> {
    let entries: Vec<_> = entries.collect();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return vec![(format!("{key} = []"), &Origin::Default)];
    };
    let mut rows = vec![(format!("{key} = ["), first.1)];
    let end = last.1;
    rows.extend(entries.iter().map(|(text, origin)| (format!("  {text},"), *origin)));
    rows.push(("]".to_owned(), end));
    rows
}
