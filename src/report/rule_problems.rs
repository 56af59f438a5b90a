//! Faults in rule files, for the person who wrote them: the line, a caret, what to do.

use crate::phrase::Lang;
use crate::report::clean::visible;
use crate::report::width::columns;
use crate::rules::RuleProblem;

/// All faults, then how many in how many files; nothing was audited.
#[must_use]
pub fn rule_problems(problems: &[RuleProblem], lang: Lang) -> String {
    let mut out = String::new();
    for problem in problems {
        out.push_str(&one(problem, lang));
    }
    let mut files: Vec<&str> = problems.iter().map(|p| p.file.as_str()).collect();
    files.dedup();
    let (faults, files) = (problems.len(), files.len());
    out.push_str(&match lang {
        Lang::Zh => format!("{files} 个规则文件中有 {faults} 处错误，没有审核任何报告"),
        Lang::En => format!("{faults} {} in {files} rule {}, nothing was audited", plural(faults, "problem"), plural(files, "file")),
    });
    out
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

fn one(problem: &RuleProblem, lang: Lang) -> String {
    let number = problem.line.to_string();
    let gutter = " ".repeat(number.len());
    let line = visible(&problem.source_line);
    let before: String = problem.source_line.chars().take(problem.column.saturating_sub(1)).collect();
    let marked: String = problem.source_line.chars().skip(problem.column.saturating_sub(1)).take(problem.width).collect();
    let indent = " ".repeat(columns(&visible(&before)));
    let carets = "^".repeat(columns(&visible(&marked)).max(1));
    let help = problem.help.as_ref().map(|help| format!(" {}", visible(help.get(lang)))).unwrap_or_default();
    let label = if lang == Lang::Zh { "错误" } else { "error" };
    format!(
        "{label}: {}\n{gutter}--> {}:{}:{}\n{gutter} |\n{number} | {line}\n{gutter} | {indent}{carets}{help}\n\n",
        visible(problem.message.get(lang)),
        visible(&problem.file),
        problem.line,
        problem.column,
    )
}
