//! Faults in rule files, configuration and suppressions, for the person who wrote them: the line, a caret, what to do.

use crate::phrase::Lang;
use crate::report::clean::visible;
use crate::report::width::{columns, fit, fit_end, hanging};
use crate::report::words::{self, labelled};
use crate::rules::{RuleProblem, Severity};

/// Columns of the whole, and for a line of a rule file.
const WIDTH: usize = 80;
const ROOM: usize = 74;

/// All faults, then how many in how many files; nothing was audited.
#[must_use]
pub fn rule_problems(problems: &[RuleProblem], lang: Lang) -> String {
    let mut out = String::new();
    let mut problems: Vec<&RuleProblem> = problems.iter().collect();
    problems.sort_by_key(|p| (p.file.as_str(), p.line, p.column));
    for problem in &problems {
        out.push_str(&one(problem, Severity::Error, lang));
    }
    let mut files: Vec<&str> = problems.iter().map(|p| p.file.as_str()).collect();
    files.dedup();
    let (faults, files) = (problems.len(), files.len());
    let sum = match lang {
        Lang::Zh => format!("{files} 个文件中有 {faults} 处错误，没有审核任何报告"),
        Lang::En => format!("{faults} {} in {files} {}, nothing was audited", plural(faults, "problem"), plural(files, "file")),
    };
    out.push_str(&sum);
    out
}

/// A fault in something given on the command line, such as a selector: the same picture, the option in place of the file.
#[must_use]
pub fn argument_problem(problem: &RuleProblem, lang: Lang) -> String {
    one(problem, Severity::Error, lang).trim_end().to_owned()
}

/// A comment that was to let findings stand and does not: the report is audited all the same, so no more than a warning.
#[must_use]
pub fn comment_problem(problem: &RuleProblem, lang: Lang) -> String {
    one(problem, Severity::Warning, lang).trim_end().to_owned()
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

fn one(problem: &RuleProblem, severity: Severity, lang: Lang) -> String {
    let number = problem.line.to_string();
    let gutter = " ".repeat(number.len());
    let (line, before, marked) = window(problem);
    let indent = " ".repeat(columns(&before));
    let carets = "^".repeat(columns(&marked).max(1));
    let help = problem.help.as_ref().map(|help| visible(help.get(lang))).unwrap_or_default();
    let message = labelled(words::severity(severity).get(lang), &visible(problem.message.get(lang)), lang);
    let message = hanging("", &message, 2, WIDTH);
    let pointed = format!("{gutter} | {indent}{carets}");
    // What does not fit behind the carets stands below them.
    let pointed = if columns(&pointed) + 1 + columns(&help) <= WIDTH {
        format!("{pointed} {help}").trim_end().to_owned() + "\n"
    } else {
        format!("{pointed}\n{}", hanging(&format!("{gutter} = "), &help, gutter.len() + 3, WIDTH))
    };
    let (file, column) = (visible(&problem.file), problem.column);
    format!("{message}{gutter}--> {file}:{number}:{column}\n{gutter} |\n{number} | {line}\n{pointed}\n")
}

/// The line to show, what of it stands before the fault, and the fault. Of a long line only what is near, lest it wrap and the
/// carets point elsewhere.
fn window(problem: &RuleProblem) -> (String, String, String) {
    let mut before: String = problem.source_line.chars().take(problem.column.saturating_sub(1)).collect();
    let rest: String = problem.source_line.chars().skip(problem.column.saturating_sub(1)).collect();
    let marked: String = rest.chars().take(problem.width).collect();
    if columns(&visible(&problem.source_line)) > ROOM {
        before = fit_end(&visible(&before), ROOM.saturating_sub(columns(&visible(&rest)).min(ROOM / 2)));
    }
    let before = visible(&before).into_owned();
    let room = ROOM.saturating_sub(columns(&before));
    (format!("{before}{}", fit(&visible(&rest), room)), before, fit(&visible(&marked), room))
}

#[cfg(test)]
mod tests {
    use super::rule_problems;
    use crate::phrase::{Lang, Phrase};
    use crate::report::width::columns;
    use crate::rules::RuleProblem;

    fn carets(source: &str, fault: &str) -> (String, String) {
        let at = source.find(fault).expect("it is there");
        let problem = RuleProblem::at("x.toml", source, &(at..at + fault.len()), Phrase::same("m"), None);
        let shown = rule_problems(&[problem], Lang::En);
        let mut lines = shown.lines().skip(3).map(|l| l.get(4..).unwrap_or("").to_owned());
        (lines.next().expect("the line"), lines.next().expect("the carets"))
    }

    #[test]
    fn carets_stand_under_the_fault() {
        for source in ["check = \"甲 + 乙 = 丙\"", "\tcheck = 乙"] {
            let (line, carets) = carets(source, "乙");
            let before = line.split('乙').next().expect("the line's beginning");
            assert_eq!(carets, format!("{}^^", " ".repeat(columns(before))));
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let source = format!("message = \"{}{{lin}}{}\"", "各项".repeat(60), "合计".repeat(60));
        let (line, carets) = carets(&source, "{lin}");
        assert!(columns(&line) <= 76 && line.starts_with('…') && line.ends_with('…'), "{line}");
        let before = line.split("{lin}").next().expect("the line's beginning");
        assert_eq!(carets, format!("{}^^^^^", " ".repeat(columns(before))));
    }
}
