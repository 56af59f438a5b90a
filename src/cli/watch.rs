//! `check --watch`: the same audit again whenever a report, a rule or the configuration changes.
//!
//! Changes are found by looking at names, sizes and times a few times a second, not by the system's notices: those are silent on network
//! drives, in containers and for files that editors replace, and differ on every system; a look at 2,500 files takes a few milliseconds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::cli::args::Check;
use crate::cli::baseline::Mode;
use crate::cli::check::{self, Used};
use crate::cli::exit;
use crate::cli::outputs::{Kind, Output};
use crate::cli::terminal::Terminal;
use crate::phrase::{Lang, Phrase};
use crate::report::{Format, one_line};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(250);
/// Who writes a file writes several times: it is quiet when two looks this far apart see the same.
const QUIET: Duration = Duration::from_millis(100);
/// Folders inside each other that are looked into.
const DEEPEST: usize = 32;
/// Changed files that are named.
const MOST_NAMED: usize = 3;

/// What stands at the watched paths: size and time of every file.
type State = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Audits, waits for a change, and audits again, until standard output is closed or the process is ended.
pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> u8 {
    if let Some(words) = refusal(args) {
        let lang = args.setup.lang.map_or(terminal.lang, Lang::from);
        terminal.tell(&format!("{}{}", if lang == Lang::Zh { "错误：" } else { "error: " }, one_line(&words, lang)));
        return exit::USAGE;
    }
    let mut used = Used::default();
    loop {
        // Looked at before the audit, so that what changes meanwhile is seen behind it.
        let before = state(args, &used);
        let code = check::once(args, Mode::Check, terminal, &mut used);
        let lang = used.lang.unwrap_or(terminal.lang);
        if terminal.closed || (code == exit::USAGE && !used.began) {
            return code;
        }
        if !args.quiet {
            terminal.tell(&one_line(&Phrase::new("等待改动；按 Ctrl-C 结束", "waiting for changes; Ctrl-C ends it"), lang));
        }
        let after = wait(args, &used, &before);
        terminal.clear();
        if !args.quiet {
            terminal.tell(&one_line(&changed(&before, &after), lang));
        }
    }
}

/// What cannot be watched or written again and again.
fn refusal(args: &Check) -> Option<Phrase> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Some(Phrase::new("--watch 不能用于标准输入：请写出文件", "--watch cannot watch standard input: name the files"));
    }
    let to_output = |output: &&Output| output.path.is_none();
    let kinds = args.output.iter().filter(to_output).map(|output| output.kind).chain(args.format);
    let whole = kinds.into_iter().find(|kind| !is_lines(*kind))?;
    let name = whole.name();
    Some(Phrase::new(
        format!("--watch 会一次次写出，而 {name} 是一整份文件：请写到文件里，如 -o {name}=文件名，或用 text、concise、jsonl"),
        format!(
            "--watch writes again and again, and {name} is one whole document: give it a file, -o {name}=FILE, or use text, concise or jsonl"
        ),
    ))
}

/// Formats that may follow each other on one stream.
fn is_lines(kind: Kind) -> bool {
    matches!(kind, Kind::Outcome(Format::Text | Format::Statistics | Format::Concise | Format::Jsonl | Format::Github | Format::Markdown))
}

/// Waits until something is otherwise than in `before`, and then until it is quiet.
fn wait(args: &Check, used: &Used, before: &State) -> State {
    loop {
        let now = state(args, used);
        if now == *before {
            sleep(PAUSE);
            continue;
        }
        sleep(QUIET);
        if state(args, used) == now {
            return now;
        }
    }
}

/// The files that the audit read or would read: reports, rules, configuration, baseline; not those that it writes.
fn state(args: &Check, used: &Used) -> State {
    let mut found = State::new();
    let own: Vec<PathBuf> = args.output.iter().filter_map(|output| output.path.as_deref()).map(real).collect();
    let rules = args.setup.rules.iter().chain(&used.folders);
    for path in args.paths.iter().map(|path| base(path)).chain(rules.map(PathBuf::as_path)) {
        look(path, 0, &own, &mut found);
    }
    let baseline = args.baseline.as_deref().or(used.baseline.as_deref());
    for path in args.setup.config.iter().map(PathBuf::as_path).chain(baseline) {
        look(path, 0, &[], &mut found);
    }
    if args.setup.config.is_none() && !args.setup.no_config {
        // A nearer file may come, or the one in use may go.
        let here = std::env::current_dir().unwrap_or_default();
        for folder in here.ancestors() {
            look(&folder.join(crate::cli::config::NAME), 0, &[], &mut found);
        }
    }
    found
}

/// The folder before the first wildcard of a pattern.
fn base(path: &Path) -> &Path {
    let is_pattern = |path: &Path| path.to_str().is_some_and(|text| text.contains(['*', '?', '[', '{']));
    if path.exists() || !is_pattern(path) {
        return path;
    }
    let plain = path.ancestors().find(|above| !is_pattern(above)).unwrap_or(path);
    if plain.as_os_str().is_empty() { Path::new(".") } else { plain }
}

fn look(path: &Path, depth: usize, own: &[PathBuf], found: &mut State) {
    let Ok(known) = fs::metadata(path) else { return };
    if !known.is_dir() {
        if !own.contains(&real(path)) {
            found.insert(path.to_owned(), (known.len(), known.modified().ok()));
        }
        return;
    }
    if depth > DEEPEST {
        return;
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let link_to_folder = entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
        if !hidden && !link_to_folder {
            look(&entry.path(), depth + 1, own, found);
        }
    }
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The files that changed, came or went.
fn changed(before: &State, after: &State) -> Phrase {
    let other = after.iter().filter(|(path, state)| before.get(*path) != Some(state)).map(|(path, _)| path);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let names: Vec<String> = other.chain(gone).map(|path| path.display().to_string()).collect();
    let shown = |joint: &str| names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(joint);
    let more = names.len().saturating_sub(MOST_NAMED);
    let (zh, en) = if more > 0 { (format!(" 等 {} 个文件", names.len()), format!(" and {more} more")) } else { Default::default() };
    Phrase::new(format!("有改动：{}{zh}", shown("、")), format!("changed: {}{en}", shown(", ")))
}

#[cfg(test)]
mod tests {
    use super::{base, changed, look};
    use std::fs;
    use std::path::Path;

    #[test]
    fn a_pattern_is_watched_from_its_folder() {
        let bases = ["src/**/*.html", "*.md", "a/b.html", "/x/[ab]/c"].map(|path| base(Path::new(path)).display().to_string());
        assert_eq!(bases, ["src", ".", "a/b.html", "/x"]);
    }

    #[test]
    fn what_changed_is_named() {
        let folder = std::env::temp_dir().join(format!("crossfoot-watch-{}", std::process::id()));
        fs::create_dir_all(folder.join("in")).expect("a folder");
        let see = || {
            let mut found = super::State::new();
            look(&folder, 0, &[folder.join("own.html")], &mut found);
            found
        };
        fs::write(folder.join("in/a.md"), "1").expect("written");
        fs::write(folder.join("own.html"), "1").expect("written");
        let before = see();
        assert_eq!(before.len(), 1, "our own output is not watched");
        fs::write(folder.join("in/a.md"), "12").expect("written");
        fs::write(folder.join("in/b.md"), "1").expect("written");
        let told = changed(&before, &see());
        assert!(told.en.starts_with("changed: ") && told.en.contains("a.md, ") && told.en.ends_with("b.md"), "{told:?}");
        fs::remove_dir_all(folder).expect("the folder goes");
    }
}
