//! The user's rule files beside the built-in ones.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::phrase::{Lang, Phrase};
use crate::report::{one_line, rule_problems};
use crate::rules::{RuleSet, RuleSource};

/// The built-in packs and those of `folders`. A folder is a pack, or holds packs as folders.
///
/// # Errors
/// Words for the user: a folder that cannot be read, or every fault of every rule file.
pub(crate) fn load(folders: &[PathBuf], lang: Lang) -> Result<RuleSet, String> {
    let mut sources = RuleSet::builtin_sources();
    for folder in folders {
        let found = pack_files(folder).map_err(|error| one_line(&unreadable(folder, &error), lang))?;
        if found.is_empty() {
            return Err(one_line(&no_rules(folder), lang));
        }
        sources.extend(found);
    }
    RuleSet::from_sources(&sources).map_err(|problems| rule_problems(&problems, lang))
}

/// The rule files of a pack, or of the packs inside; in the order of their names.
fn pack_files(folder: &Path) -> io::Result<Vec<RuleSource>> {
    let mut found = rules_in(folder)?;
    if found.is_empty() {
        for inner in sorted(folder)?.into_iter().filter(|path| path.is_dir()) {
            found.extend(rules_in(&inner)?);
        }
    }
    Ok(found)
}

fn rules_in(folder: &Path) -> io::Result<Vec<RuleSource>> {
    let full = fs::canonicalize(folder)?;
    let pack = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found = Vec::new();
    for path in sorted(folder)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
        let text = fs::read_to_string(&path)?;
        found.push(RuleSource { name: path.to_string_lossy().into_owned(), pack: pack.clone(), text: Cow::Owned(text) });
    }
    Ok(found)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn unreadable(folder: &Path, error: &io::Error) -> Phrase {
    let folder = folder.display();
    Phrase::new(
        format!("错误：无法读取规则文件夹 {folder}：{error}"),
        format!("error: the folder of rules {folder} could not be read: {error}; check --rules"),
    )
}

fn no_rules(folder: &Path) -> Phrase {
    let folder = folder.display();
    Phrase::new(format!("错误：{folder} 中没有规则文件（*.toml）"), format!("error: no rule files (*.toml) in {folder}"))
}
