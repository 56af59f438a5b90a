//! `crossfoot baseline`, and `--baseline` of `check`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::save::save;
use crate::findings::{Baseline, Outcome};
use crate::phrase::Phrase;

/// What the file is called where nobody says otherwise.
pub(crate) const NAME: &str = "crossfoot-baseline.json";

/// What a run does about the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Lets known findings stand.
    Check,
    /// Remembers every finding.
    Write,
    /// Forgets those that are gone.
    Prune,
}

/// Lets the findings of the file stand; gives what is to be said of entries that are gone.
///
/// # Errors
/// Words for the user when the file cannot be read.
pub(crate) fn apply(path: &Path, outcome: &mut Outcome) -> Result<Option<Phrase>, Phrase> {
    let (_, gone) = read(path)?.apply(outcome, &path.display().to_string(), &|report| name(path, report));
    let (count, shown) = (gone.len(), path.display());
    Ok((count > 0).then(|| {
        Phrase::new(
            format!("提示：{shown} 中有 {count} 处不符已不存在；用 crossfoot baseline prune 删去"),
            format!(
                "note: {count} of the findings in {shown} {} gone: remove with crossfoot baseline prune",
                if count == 1 { "is" } else { "are" }
            ),
        )
    }))
}

/// Writes the file anew, or without what is gone; gives what was done.
///
/// # Errors
/// Words for the user when the file cannot be read or written.
pub(crate) fn update(path: &Path, mode: Mode, outcome: &mut Outcome) -> Result<Phrase, Phrase> {
    let (baseline, gone) = if mode == Mode::Prune {
        let old = read(path)?;
        let (_, gone) = old.apply(outcome, "", &|report| name(path, report));
        let left = old.without(&gone);
        let folder = folder(path);
        let missing = left.missing(&|report| folder.join(report).exists());
        (left.without(&missing), gone.len() + missing.len())
    } else {
        // Only a baseline is written over: anything else of this name is somebody's file.
        if fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() > 0) {
            read(path)?;
        }
        (Baseline::of(outcome, &|report| name(path, report)), 0)
    };
    let (shown, count) = (path.display(), baseline.len());
    save(path, |out| out.write_all(baseline.written().as_bytes()))
        .map_err(|error| Phrase::new(format!("无法写出 {shown}：{error}"), format!("cannot write {shown}: {error}")))?;
    Ok(if mode == Mode::Prune {
        Phrase::new(format!("{shown}：删去 {gone} 处，余 {count} 处"), format!("{shown}: {gone} removed, {count} kept"))
    } else {
        Phrase::new(
            format!("{shown}：记下 {count} 处不符"),
            format!("{shown}: {count} finding{} written", if count == 1 { "" } else { "s" }),
        )
    })
}

fn read(path: &Path) -> Result<Baseline, Phrase> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Phrase::new(format!("无法读取基线 {shown}：{error}"), format!("the baseline {shown} cannot be read: {error}")))?;
    Baseline::read(&text)
        .map_err(|error| Phrase::new(format!("{shown} 不是基线文件：{error}"), format!("{shown} is no baseline file: {error}")))
}

/// A report's path relative to the baseline's folder, with `/`, so that it does not matter where the command is run.
fn name(baseline: &Path, report: &str) -> String {
    let full = real(Path::new(report));
    full.strip_prefix(folder(baseline)).unwrap_or(&full).to_string_lossy().replace('\\', "/")
}

/// The folder that the baseline's paths are relative to.
fn folder(baseline: &Path) -> PathBuf {
    real(baseline.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
