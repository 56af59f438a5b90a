//! Findings let stand, and what is said of it.

use std::path::Path;

use crate::cli::baseline::{self, Mode};
use crate::cli::config::Entry;
use crate::cli::exit;
use crate::cli::terminal::Terminal;
use crate::cli::today::today;
use crate::findings::{Ignore, Outcome, suppress as let_stand};
use crate::phrase::{Lang, Phrase};
use crate::report::{comment_problem, hung, one_line};

/// Lets the findings stand that comments and the configuration name; says in `lang`, if given, what was lapsed, unused or no comment.
pub(crate) fn suppress(outcome: &mut Outcome, entries: &[Entry], known: &[String], lang: Option<Lang>, terminal: &mut Terminal) {
    let ignores: Vec<Ignore> = entries.iter().map(|entry| entry.ignore.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let covers = |nth: usize, path: &str| entries.get(nth).is_some_and(|entry| entry.covers(path));
    let notices = let_stand(outcome, &ignores, &covers, &known, &today());
    let Some(lang) = lang else { return };
    for fault in outcome.reports.iter().flat_map(|report| &report.comment_faults) {
        terminal.tell(&comment_problem(fault, lang));
    }
    for words in &notices {
        terminal.tell(&one_line(words, lang));
    }
}

/// Writes or prunes the baseline; gives the exit code. Reports that could not be read are named, as their findings are not known.
pub(crate) fn remember(path: &Path, mode: Mode, outcome: &mut Outcome, lang: Lang, terminal: &mut Terminal) -> u8 {
    for report in &outcome.reports {
        if let Some(problem) = &report.problem {
            let path = &report.path;
            let words = Phrase::new(format!("{path}：{}", problem.message.zh), format!("{path}: {}", problem.message.en));
            terminal.tell(&one_line(&words, lang));
        }
    }
    match baseline::update(path, mode, outcome) {
        Ok(words) => {
            // Whoever closes standard output early needs no words.
            let _ = terminal.write(hung(&one_line(&words, lang), terminal.line).as_bytes());
            exit::of(outcome, None)
        }
        Err(words) => {
            let lead = if lang == Lang::Zh { "错误：" } else { "error: " };
            terminal.tell(&format!("{lead}{}", one_line(&words, lang)));
            exit::USAGE
        }
    }
}
