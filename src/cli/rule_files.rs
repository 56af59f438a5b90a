//! The user's rule files beside the built-in ones.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::cli::config::{NAME, Setting};
use crate::findings::{Tried, try_example};
use crate::ingest::{self, Limits};
use crate::phrase::{Lang, Phrase};
use crate::report::{one_line, rule_problems};
use crate::rules::{Example, Rule, RuleProblem, RuleSet, RuleSource};

/// The most bytes of a rule file.
const MOST_BYTES: u64 = 4 << 20;

/// What keeps rules from being used.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Folders and files that cannot be read.
    pub(crate) words: Vec<Phrase>,
    /// Faults at their places in rule files and configuration.
    pub(crate) problems: Vec<RuleProblem>,
}

impl Faults {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.problems.is_empty()
    }

    /// All of them for the user.
    pub(crate) fn shown(&self, lang: Lang) -> String {
        let mut shown: Vec<String> = self.words.iter().map(|words| one_line(words, lang)).collect();
        if !self.problems.is_empty() {
            shown.push(rule_problems(&self.problems, lang));
        }
        shown.join("\n")
    }
}

/// The built-in packs and those of `folders`. A folder is a pack, or holds packs as folders.
///
/// # Errors
/// Every folder that cannot be read, and every fault of every rule file.
pub(crate) fn load(folders: &[Setting<PathBuf>]) -> Result<RuleSet, Faults> {
    let mut sources = RuleSet::builtin_sources();
    let mut words = Vec::new();
    for folder in folders {
        match pack_files(&folder.value) {
            Ok(found) if found.is_empty() => words.push(no_rules(folder)),
            Ok(found) => sources.extend(found),
            Err(error) => words.push(unreadable(folder, &error)),
        }
    }
    match RuleSet::from_sources(&sources) {
        Ok(rules) if words.is_empty() => Ok(rules),
        Ok(_) => Err(Faults { words, problems: Vec::new() }),
        Err(problems) => Err(Faults { words, problems }),
    }
}

/// The user's own examples that do not come out as they say, one a line. A warning and no fault: the rules themselves are sound. `all` are
/// all rules with their own severities, since a rule's examples may need its neighbours, which may be off here.
pub(crate) fn amiss(rules: &RuleSet, all: &RuleSet, lang: Lang) -> Vec<String> {
    let builtin: BTreeSet<(String, String)> = RuleSet::builtin_sources().iter().map(|s| (s.pack.clone(), s.stem().to_owned())).collect();
    let own = rules.rules().filter(|rule| !builtin.contains(&(rule.pack.clone(), rule.id.clone())));
    let examples = own.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    let tried = |(rule, example): (&Rule, &Example)| {
        // What would stop here would stop at the reports too, and is said there.
        let tried = catch_unwind(AssertUnwindSafe(|| try_example(rule, example, all))).unwrap_or(Tried::Reported);
        Some(one_line(&doubt(rule, example, &tried)?, lang))
    };
    examples.filter_map(tried).collect()
}

fn doubt(rule: &Rule, example: &Example, tried: &Tried) -> Option<Phrase> {
    let (zh, en) = match tried {
        Tried::Reported => return None,
        Tried::OtherVerdict(wanted, got) => (format!("应为 {wanted}，实为 {got}"), format!("it says {wanted} and comes out as {got}")),
        Tried::WrongPlace { noisy, missing } => {
            let list = |words: &[String]| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
            (
                format!("标出而未指出的：{}；指出而未标出的：{}", list(missing), list(noisy)),
                format!("marked and not named: {}; named and not marked: {}", list(missing), list(noisy)),
            )
        }
        Tried::Unreadable(why) => (format!("无法读取：{why}"), format!("it cannot be read: {why}")),
    };
    let at = format!("{}:{}", rule.file, example.line);
    Some(Phrase::new(format!("警告：{at} 的例子不成立：{zh}"), format!("warning: the example at {at} does not hold: {en}")))
}

/// The rule files of a pack, or of the packs inside, and the words for labels beside them; in the order of their names. A rule file that lies
/// deeper belongs to no pack, and says so where it is read.
pub(crate) fn pack_files(folder: &Path) -> io::Result<Vec<RuleSource>> {
    let mut found = rules_in(folder)?;
    let is_pack = !found.iter().all(RuleSource::is_lexicon);
    for inner in sorted(folder)?.into_iter().filter(|path| path.is_dir()) {
        if is_pack {
            strays(&inner, &mut found);
        } else {
            found.extend(rules_in(&inner)?);
            sorted(&inner)?.iter().filter(|path| path.is_dir()).for_each(|deeper| strays(deeper, &mut found));
        }
    }
    Ok(found)
}

fn rules_in(folder: &Path) -> io::Result<Vec<RuleSource>> {
    let full = fs::canonicalize(folder)?;
    let pack = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(sorted(folder)?.into_iter().filter(|path| is_toml(path) && !path.is_dir()).map(|path| source(&path, &pack)).collect())
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("toml"))
}

/// Every rule file below a folder that is no pack.
fn strays(folder: &Path, found: &mut Vec<RuleSource>) {
    // A folder that cannot be listed has no file that could be read; a link is not followed, as it may lead back.
    for path in sorted(folder).unwrap_or_default() {
        if path.is_dir() && !path.is_symlink() {
            strays(&path, found);
        } else if is_toml(&path) && !path.is_dir() {
            let why = Phrase::new(
                "这个规则文件不在任何规则包里：规则文件直接放在规则包的文件夹中",
                "this rule file is in no pack: rule files stand in the pack's own folder, none in folders inside it",
            );
            found.push(RuleSource { unread: Some((0..1, why)), ..source(&path, "") });
        }
    }
}

/// Why a file among the rules is not one by its name.
fn misnamed(path: &Path) -> Option<Phrase> {
    if path.file_name().is_some_and(|name| name == NAME) {
        return Some(Phrase::new(
            "这是配置文件，不是规则；规则应放在单独的文件夹里",
            "this is the configuration, not a rule: keep rules in a folder of their own",
        ));
    }
    let suffix = path.extension().filter(|suffix| *suffix != "toml")?.to_string_lossy();
    Some(Phrase::new(format!("后缀 .{suffix} 应写作 .toml"), format!("write the suffix .{suffix} as .toml")))
}

/// A rule file as read; one that cannot be read says why, so that the others' faults are reported beside its own.
fn source(path: &Path, pack: &str) -> RuleSource {
    let (text, unread) = match ingest::load(path, &Limits { bytes: MOST_BYTES, ..Limits::default() }) {
        Ok(bytes) => {
            let (text, unread) = text(&bytes);
            (text, misnamed(path).map(|why| (0..1, why)).or(unread))
        }
        Err(problem) => (String::new(), Some((0..1, problem.message))),
    };
    RuleSource { name: path.to_string_lossy().into_owned(), pack: pack.to_owned(), text: Cow::Owned(text), unread }
}

/// The bytes as UTF-8; the first that are none are the fault.
fn text(bytes: &[u8]) -> (String, Option<(std::ops::Range<usize>, Phrase)>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned(), None),
        Err(error) => {
            let at = error.valid_up_to();
            let why = Phrase::new("不是 UTF-8 编码；请另存为 UTF-8", "not UTF-8: save the file as UTF-8");
            (String::from_utf8_lossy(bytes).into_owned(), Some((at..at + '\u{FFFD}'.len_utf8(), why)))
        }
    }
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    // What begins with a dot belongs to editors and version control.
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

fn unreadable(folder: &Setting<PathBuf>, error: &io::Error) -> Phrase {
    let (path, by) = (folder.value.display(), folder.origin.words());
    Phrase::new(
        format!("错误：无法读取规则文件夹 {path}（见 {}）：{error}", by.zh),
        format!("error: the folder of rules {path} (named by {}) could not be read: {error}", by.en),
    )
}

fn no_rules(folder: &Setting<PathBuf>) -> Phrase {
    let (path, by) = (folder.value.display(), folder.origin.words());
    Phrase::new(
        format!("错误：规则文件夹 {path}（见 {}）中没有规则文件（*.toml）", by.zh),
        format!("error: no rule files (*.toml) in the folder of rules {path} (named by {})", by.en),
    )
}
