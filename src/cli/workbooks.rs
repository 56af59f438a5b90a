//! The annotated copies of workbooks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::outputs::is_folder;
use crate::cli::pipeline::Source;
use crate::cli::save::save;
use crate::document::Format;
use crate::findings::{Outcome, ReportOutcome};
use crate::ingest::{self, Limits};
use crate::phrase::{Lang, Phrase};
use crate::problem::Problem;
use crate::report::annotate;

/// Writes a copy to the file, or into the folder one for each workbook with findings; gives the paths written.
///
/// # Errors
/// Words for the user: no workbook among the reports, or the first copy that could not be made. The others are made all the same.
pub(crate) fn write(target: &Path, outcome: &Outcome, sources: &[Source], limits: &Limits, lang: Lang) -> Result<Vec<String>, Phrase> {
    let folder = is_folder(target);
    let workbooks: Vec<&ReportOutcome> = outcome.reports.iter().filter(|report| report.format == Some(Format::Xlsx)).collect();
    if workbooks.is_empty() {
        return Err(none(target));
    }
    if folder {
        fs::create_dir_all(target).map_err(|error| unwritten(target, &error.to_string()))?;
    }
    let by_name: BTreeMap<Arc<str>, &Source> = sources.iter().map(|source| (source.name(), source)).collect();
    let (mut written, mut failed, mut taken) = (Vec::new(), None, BTreeSet::new());
    for report in workbooks.into_iter().filter(|report| !folder || !report.findings.is_empty()) {
        let path = if folder { target.join(free_name(&report.path, &mut taken)) } else { target.to_owned() };
        let bytes = by_name.get(&report.path).map_or_else(|| Ok(Arc::from([].as_slice())), |source| bytes(source, limits));
        match bytes.and_then(|bytes| annotate(&bytes, report, lang)) {
            Ok(copy) => match save(&path, |out| out.write_all(&copy)) {
                Ok(()) => written.push(path.display().to_string()),
                Err(error) => {
                    failed.get_or_insert(unwritten(&path, &error.to_string()));
                }
            },
            Err(problem) => {
                failed.get_or_insert(Phrase::new(
                    format!("{}：{}", report.path, problem.message.zh),
                    format!("{}: {}", report.path, problem.message.en),
                ));
            }
        }
    }
    failed.map_or(Ok(written), Err)
}

fn bytes(source: &Source, limits: &Limits) -> Result<Arc<[u8]>, Problem> {
    match source {
        Source::File(path) => ingest::load(path, limits),
        Source::Bytes { bytes, .. } => Ok(Arc::clone(bytes)),
        Source::Failed { problem, .. } => Err(problem.clone()),
    }
}

/// The file's name, numbered where another copy has it already.
fn free_name(path: &str, taken: &mut BTreeSet<String>) -> PathBuf {
    let file = path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or("report");
    let (stem, suffix) = match file.rsplit_once('.') {
        Some((stem, suffix @ ("xlsx" | "xlsm" | "XLSX" | "XLSM"))) => (stem, suffix),
        _ => (file, "xlsx"),
    };
    let mut name = format!("{stem}.{suffix}");
    let mut times = 1_u32;
    while !taken.insert(name.to_lowercase()) {
        times += 1;
        name = format!("{stem}-{times}.{suffix}");
    }
    name.into()
}

fn none(target: &Path) -> Phrase {
    let target = target.display();
    Phrase::new(
        format!("没有写出 {target}：报告中没有 .xlsx 工作簿；其他格式请改用 -o html"),
        format!("{target} was not written: no report is an .xlsx workbook; for other formats use -o html"),
    )
}

fn unwritten(path: &Path, error: &str) -> Phrase {
    let path = path.display();
    Phrase::new(format!("无法写出 {path}：{error}"), format!("cannot write {path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::free_name;
    use std::collections::BTreeSet;

    #[test]
    fn copies_of_one_name_are_numbered() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> =
            ["a/r.xlsx", "b/R.xlsx", "c/r.xlsx", "stdin"].iter().map(|path| free_name(path, &mut taken).display().to_string()).collect();
        assert_eq!(names, ["r.xlsx", "R-2.xlsx", "r-3.xlsx", "stdin.xlsx"]);
    }
}
