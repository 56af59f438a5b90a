//! What a run writes, and where to.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::cli::pipeline::Source;
use crate::phrase::Phrase;
use crate::report::Format;
use crate::rules::suggestion;

/// A format as named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rendered from the outcome alone.
    Outcome(Format),
    /// The marked page.
    Html,
    /// Copies of the workbooks with their findings.
    Xlsx,
}

impl Kind {
    /// As it is named on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// The formats in the order of the help text.
const KINDS: &[Kind] = &[
    Kind::Outcome(Format::Text),
    Kind::Outcome(Format::Statistics),
    Kind::Outcome(Format::Concise),
    Kind::Outcome(Format::Json),
    Kind::Outcome(Format::Jsonl),
    Kind::Outcome(Format::Sarif),
    Kind::Outcome(Format::Github),
    Kind::Outcome(Format::Gitlab),
    Kind::Outcome(Format::Junit),
    Kind::Outcome(Format::Markdown),
    Kind::Outcome(Format::Csv),
    Kind::Html,
    Kind::Xlsx,
];

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        KINDS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Outcome(format) => format.to_possible_value(),
            Self::Xlsx => {
                Some(PossibleValue::new("xlsx").help("copies of .xlsx workbooks, cells filled and commented; needs a file or folder"))
            }
            Self::Html => Some(PossibleValue::new("html").help("one page: the reports themselves, every number ticked, crossed or grey")),
        }
    }
}

/// One output of a run. Invariant: `path` is not empty; `None` is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) kind: Kind,
    pub(crate) path: Option<PathBuf>,
}

impl Output {
    /// Reads `FORMAT` or `FORMAT=PATH`; the path `-` is standard output.
    pub(crate) fn parse(given: OsString) -> Result<Self, String> {
        let given = given.into_string().map_err(|given| format!("`{}` is not UTF-8", given.to_string_lossy()))?;
        let (name, path) = match given.split_once('=') {
            Some((_, "")) => return Err("a path is missing behind `=`".to_owned()),
            Some((name, path)) => (name, Some(path)),
            None => (given.as_str(), None),
        };
        let kind = Kind::from_str(name, true).map_err(|_| unknown(name, path.is_none()))?;
        Ok(Self { kind, path: path.filter(|path| *path != "-").map(PathBuf::from) })
    }
}

fn unknown(name: &str, alone: bool) -> String {
    let values: Vec<PossibleValue> = KINDS.iter().filter_map(ValueEnum::to_possible_value).collect();
    let known: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let suffix = Path::new(name).extension().and_then(|suffix| suffix.to_str()).unwrap_or_default();
    let meant = match suffix {
        "txt" | "log" => "text",
        "md" => "markdown",
        "htm" => "html",
        "xlsm" => "xlsx",
        "xml" => "junit",
        suffix => known.iter().copied().find(|known| *known == suffix).unwrap_or("json"),
    };
    if alone && (name.contains(['.', '/', '\\'])) {
        return format!("say which format to write to the file: -o {meant}={name}");
    }
    format!("no such format; {}; formats: {}", suggestion(name, &known).1, known.join(", "))
}

/// The outputs of a run: those given, or text on standard output.
///
/// # Errors
/// Words for the user, before anything is audited: two outputs for one place, a folder that is not there.
pub(crate) fn plan(given: &[Output], short: Option<Kind>) -> Result<Vec<Output>, Phrase> {
    let mut outputs = given.to_vec();
    outputs.extend(short.map(|kind| Output { kind, path: None }));
    if outputs.is_empty() {
        outputs.push(Output { kind: Kind::Outcome(Format::Text), path: None });
    }
    if outputs.iter().any(|output| output.kind == Kind::Xlsx && output.path.is_none()) {
        return Err(Phrase::new(
            "xlsx 要写出文件名（一份工作簿）或文件夹，如 -o xlsx=marked.xlsx",
            "xlsx needs a file (for one workbook) or a folder, such as -o xlsx=marked.xlsx",
        ));
    }
    if outputs.iter().filter(|output| output.path.is_none()).count() > 1 {
        return Err(Phrase::new(
            "标准输出只能写一种格式；其余的请写成 -o 格式=文件",
            "only one format can go to standard output: give the others a file, -o FORMAT=PATH",
        ));
    }
    let mut seen = BTreeSet::new();
    for (kind, path) in outputs.iter().filter_map(|output| Some((output.kind, output.path.as_ref()?))) {
        let shown = path.display();
        if !seen.insert(real(path)) {
            return Err(Phrase::new(format!("两种格式都要写到 {shown}"), format!("two formats would be written to {shown}")));
        }
        if kind == Kind::Xlsx && is_folder(path) {
            continue;
        }
        if path.is_dir() {
            return Err(Phrase::new(format!("{shown} 是文件夹，请写出文件名"), format!("{shown} is a folder: name a file in it")));
        }
        if path.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
            return Err(Phrase::new(
                format!("写不了 {shown}：没有这个文件夹"),
                format!("{shown} cannot be written: its folder does not exist"),
            ));
        }
    }
    Ok(outputs)
}

/// Whether an output would overwrite a report that is audited, or what the run itself is made of: `kept`, files and folders of them.
///
/// # Errors
/// Words for the user naming the file.
pub(crate) fn spare(outputs: &[Output], sources: &[Source], kept: &[PathBuf]) -> Result<(), Phrase> {
    let kept: Vec<PathBuf> = kept.iter().map(|path| real(path)).collect();
    let files: BTreeSet<PathBuf> =
        sources.iter().filter_map(|s| if let Source::File(path) = s { Some(real(path)) } else { None }).collect();
    for output in outputs {
        let Some(path) = &output.path else { continue };
        let folder = output.kind == Kind::Xlsx && is_folder(path);
        let shown = path.display();
        if output.kind == Kind::Xlsx && !folder && sources.len() > 1 {
            return Err(Phrase::new(
                format!("{shown} 只能放一份工作簿的副本；审核多份报告时请写文件夹，如 -o xlsx=marked/"),
                format!("{shown} holds the copy of one workbook: name a folder for several reports, such as -o xlsx=marked/"),
            ));
        }
        let hit = |file: &PathBuf| if folder { file.parent() == Some(&real(path)) } else { *file == real(path) };
        if files.iter().any(hit) {
            return Err(Phrase::new(
                format!("{shown} 是要审核的报告，不能覆盖"),
                format!("{shown} is one of the reports, or the folder of one: it is not to be overwritten"),
            ));
        }
        let own = real(path);
        if !folder && kept.iter().any(|kept| own == *kept || own.exists() && own.starts_with(kept)) {
            return Err(Phrase::new(
                format!("{shown} 是规则、配置或基线文件，不能覆盖"),
                format!("{shown} is a rule file, the configuration or the baseline: it is not to be overwritten"),
            ));
        }
    }
    Ok(())
}

/// Whether copies of workbooks go into a folder of this name.
pub(crate) fn is_folder(path: &Path) -> bool {
    let suffix = path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default().to_ascii_lowercase();
    path.is_dir() || !matches!(suffix.as_str(), "xlsx" | "xlsm")
}

/// The file a path leads to, whether it exists or not.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::canonicalize(path).unwrap_or_else(|_| match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Output, plan};
    use crate::report::Format;

    #[test]
    fn a_format_and_where_it_goes() {
        let parse = |text: &str| Output::parse(text.into());
        let json = |path: Option<&str>| Output { kind: Kind::Outcome(Format::Json), path: path.map(Into::into) };
        assert_eq!((parse("json"), parse("json=-"), parse("JSON=a=b.json")), (Ok(json(None)), Ok(json(None)), Ok(json(Some("a=b.json")))));
        assert_eq!(parse("out/b.md"), Err("say which format to write to the file: -o markdown=out/b.md".to_owned()));
        assert!(parse("sarf=a").is_err_and(|words| words.starts_with("no such format; did you mean `sarif`?")));
        assert!(parse("json=").is_err() && parse("").is_err());
    }

    #[test]
    fn one_output_a_place() {
        let output = |path: Option<&str>| Output { kind: Kind::Outcome(Format::Csv), path: path.map(Into::into) };
        assert_eq!(plan(&[], None), Ok(vec![Output { kind: Kind::Outcome(Format::Text), path: None }]));
        assert!(plan(&[output(None), output(Some("a"))], None).is_ok());
        for given in [[output(None), output(None)], [output(Some("a")), output(Some("./a"))], [output(Some("no/such/a")), output(None)]] {
            assert!(plan(&given, None).is_err(), "{given:?}");
        }
        assert!(plan(&[output(None)], Some(Kind::Outcome(Format::Json))).is_err());
    }
}
