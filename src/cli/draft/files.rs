//! Where a draft goes: a rule that was not there before, and its pack.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::save::save;
use crate::phrase::Phrase;
use crate::rules::RuleSet;

/// The files of a rule to be written. Invariant: the rule's name is one that rules may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The pack's folder.
    pub(crate) folder: PathBuf,
    /// The rule's name.
    pub(crate) name: String,
    /// Its file.
    pub(crate) rule: PathBuf,
    /// The pack's own file, there or not.
    pub(crate) pack: PathBuf,
}

impl Target {
    /// Reads `FOLDER/NAME`.
    ///
    /// # Errors
    /// Words for the user: a name that is none, or one that a rule or pack of ours has.
    pub(crate) fn of(path: &Path) -> Result<Self, Phrase> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = name.strip_suffix(".toml").unwrap_or(&name).to_owned();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).ok_or_else(|| {
            Phrase::new("请写成 文件夹/规则名，例如 my-rules/branches-total", "write FOLDER/NAME, such as my-rules/branches-total")
        })?;
        let kebab = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !name.split('-').all(kebab) || ["pack", "lexicon"].contains(&name.as_str()) {
            return Err(Phrase::new(
                format!("规则名“{name}”应为小写字母、数字和连字符"),
                format!("the rule's name `{name}` must be lower case words joined by hyphens"),
            ));
        }
        if let Some(ours) = RuleSet::builtin_sources().iter().find(|source| source.stem() == name) {
            let pack = &ours.pack;
            return Err(Phrase::new(
                format!("自带的规则里已有 {pack}/{name}；请换一个名字"),
                format!("there is a built-in rule {pack}/{name}: choose another name"),
            ));
        }
        let files = Self { rule: folder.join(format!("{name}.toml")), pack: folder.join("pack.toml"), folder: folder.to_owned(), name };
        let pack = files.pack_name();
        if RuleSet::builtin_sources().iter().any(|source| source.pack == pack) {
            return Err(Phrase::new(
                format!("自带的规则里已有 {pack} 这一组；请换一个文件夹"),
                format!("there is a built-in pack {pack}: choose another folder"),
            ));
        }
        Ok(files)
    }

    /// The folder's name, by which the pack goes.
    pub(crate) fn pack_name(&self) -> String {
        let full = fs::canonicalize(&self.folder).or_else(|_| std::path::absolute(&self.folder)).unwrap_or_else(|_| self.folder.clone());
        full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Writes the rule, and the pack's file where it is given. A rule that exists is never overwritten.
    ///
    /// # Errors
    /// Words for the user.
    pub(crate) fn write(&self, rule: &str, pack: Option<&str>) -> Result<(), Phrase> {
        let failed = |error: io::Error, path: &Path| {
            let shown = path.display();
            Phrase::new(format!("无法写出 {shown}：{error}"), format!("cannot write {shown}: {error}"))
        };
        self.vacant()?;
        fs::create_dir_all(&self.folder).map_err(|error| failed(error, &self.folder))?;
        if let Some(pack) = pack {
            save(&self.pack, |out| out.write_all(pack.as_bytes())).map_err(|error| failed(error, &self.pack))?;
        }
        new(&self.rule, rule).map_err(|error| failed(error, &self.rule))
    }

    /// Nothing stands where the rule would.
    ///
    /// # Errors
    /// Words for the user.
    pub(crate) fn vacant(&self) -> Result<(), Phrase> {
        if fs::symlink_metadata(&self.rule).is_ok() {
            let shown = self.rule.display();
            return Err(Phrase::new(
                format!("{shown} 已经存在，不会覆盖；请换一个名字"),
                format!("{shown} exists and is not overwritten: choose another name"),
            ));
        }
        Ok(())
    }
}

fn new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
