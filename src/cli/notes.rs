//! What is said before an audit of the paths given: nothing found, passed over, left out.

use crate::cli::inputs::{Inputs, SUFFIXES};
use crate::cli::terminal::Terminal;
use crate::phrase::{Lang, Phrase};
use crate::report::one_line;

/// Entries named before the others are only counted.
const MOST_NAMED: usize = 8;

/// Tells what was not looked at.
pub(crate) fn tell(inputs: &Inputs, lang: Lang, terminal: &mut Terminal) {
    for path in &inputs.empty {
        terminal.tell(&one_line(&nothing_in(path), lang));
    }
    if !inputs.passed_over.is_empty() {
        terminal.tell(&one_line(&passed_over(inputs), lang));
    }
    if !inputs.no_reports.is_empty() {
        terminal.tell(&one_line(&no_reports(inputs), lang));
    }
    if !inputs.own.is_empty() {
        terminal.tell(&one_line(&own(&inputs.own), lang));
    }
    if inputs.excluded > 0 {
        terminal.tell(&one_line(&excluded(inputs.excluded), lang));
    }
}

/// No path gave anything to audit.
pub(crate) fn nothing_found(inputs: &Inputs) -> Phrase {
    if !inputs.own.is_empty() {
        let (zh, en) = (named(&inputs.own, "、", Lang::Zh), named(&inputs.own, ", ", Lang::En));
        return Phrase::new(
            format!("没有审核任何报告：{zh} 是 crossfoot 自己写出的，请审核原报告"),
            format!("nothing was audited: crossfoot itself wrote {en}; audit the original"),
        );
    }
    let paths = inputs.empty.iter().map(String::as_str).chain(inputs.unmatched.iter().map(|p| &**p)).collect::<Vec<_>>().join(" ");
    let suffixes = SUFFIXES.join(" ");
    Phrase::new(
        format!("没有找到报告：{paths}（在文件夹中查找的后缀：{suffixes}）"),
        format!("no report found in {paths} (in folders looked for: {suffixes})"),
    )
}

fn passed_over(inputs: &Inputs) -> Phrase {
    let kind = |(suffix, count): (&String, &usize)| format!("{} {count}", if suffix.is_empty() { "-" } else { suffix });
    let kinds = inputs.passed_over.iter().map(kind).collect::<Vec<_>>().join(", ");
    let files: usize = inputs.passed_over.values().sum();
    Phrase::new(
        format!("提示：文件夹中另有 {files} 个文件未读取（按后缀：{kinds}）；要读取请直接写出文件名"),
        format!("note: other files in folders were not looked at: {files} (by suffix: {kinds}); name them to have them read"),
    )
}

fn no_reports(inputs: &Inputs) -> Phrase {
    let count = inputs.no_reports.len();
    let named = || inputs.no_reports.iter().take(MOST_NAMED);
    let zh: Vec<String> = named().map(|(path, what)| format!("{path}（{}）", what.zh)).collect();
    let en: Vec<String> = named().map(|(path, what)| format!("{path} ({})", what.en)).collect();
    let (more_zh, more_en) = if count > MOST_NAMED { (" 等", " and others") } else { ("", "") };
    Phrase::new(
        format!("提示：文件夹中有 {count} 项不是报告，已略过：{}{more_zh}", zh.join("、")),
        format!("note: passed over in folders, as no reports: {}{more_en}", en.join(", ")),
    )
}

fn own(paths: &[String]) -> Phrase {
    Phrase::new(
        format!("提示：不审核 crossfoot 自己写出的文件：{}", named(paths, "、", Lang::Zh)),
        format!("note: left out, as crossfoot wrote them: {}", named(paths, ", ", Lang::En)),
    )
}

/// The first of some files.
fn named(paths: &[String], joint: &str, lang: Lang) -> String {
    let named = paths.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(joint);
    let more = match (paths.len() > MOST_NAMED, lang) {
        (false, _) => "",
        (true, Lang::Zh) => " 等",
        (true, Lang::En) => " and others",
    };
    format!("{named}{more}")
}

fn nothing_in(path: &str) -> Phrase {
    Phrase::new(format!("提示：{path} 中没有报告"), format!("note: no report in {path}"))
}

fn excluded(count: usize) -> Phrase {
    Phrase::new(
        format!("提示：按 exclude 略过 {count} 个文件"),
        format!("note: {count} file{} left out by exclude", if count == 1 { " was" } else { "s were" }),
    )
}
