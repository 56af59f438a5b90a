//! `crossfoot inspect`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::args::{Inspect, Stage};
use crate::cli::exit;
use crate::cli::inputs;
use crate::cli::pipeline;
use crate::cli::rule_files;
use crate::cli::runner::bug;
use crate::cli::terminal::Terminal;
use crate::facts::Facts;
use crate::phrase::{Lang, Phrase};
use crate::problem::ProblemKind;
use crate::report::{Options, inspect, one_line};
use crate::rules::{check, sums};

/// Shows what a stage made of a file; gives the exit code.
pub(crate) fn run(args: &Inspect, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let found = inputs::find(std::slice::from_ref(&args.file), &mut terminal.input, "stdin", &args.bounds.start());
    let [source] = found.sources.as_slice() else {
        terminal.tell(&one_line(&Phrase::new("错误：请只给一个文件", "error: give one file"), lang));
        return exit::USAGE;
    };
    let rules = match rule_files::load(&args.rules, lang) {
        Ok(rules) => rules,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let options = Options { lang, ..Options::default() };
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let document = pipeline::document(source, &args.bounds, None)?;
        let mut bytes = Vec::new();
        match args.stage {
            Stage::Document => Ok(inspect::document(&document, args.format, &options, &mut bytes).map(|()| bytes)),
            Stage::Facts => Ok(inspect::facts(&Facts::of(&document), args.format, &options, &mut bytes).map(|()| bytes)),
            Stage::Sums => {
                let facts = Facts::of(&document);
                let found = sums(&facts, &[]);
                Ok(inspect::sums(&facts, &found, args.format, &options, &mut bytes).map(|()| bytes))
            }
            Stage::Claims => {
                let facts = Facts::of(&document);
                let checked = check(&facts, &rules);
                Ok(inspect::claims(&facts, &checked, &rules, args.format, &options, &mut bytes).map(|()| bytes))
            }
        }
    }));
    let problem = match shown {
        Ok(Ok(written)) => {
            let Err(error) = written.and_then(|bytes| terminal.write(&bytes)) else {
                return exit::CLEAN;
            };
            terminal.tell(&one_line(
                &Phrase::new(format!("错误：无法写出结果：{error}"), format!("error: cannot write the result: {error}")),
                lang,
            ));
            return exit::USAGE;
        }
        Ok(Err(problem)) => problem,
        Err(payload) => bug(payload.as_ref()),
    };
    terminal.tell(&format!("{}: {}", source.name(), one_line(&problem.message, lang)));
    if problem.kind == ProblemKind::Internal { exit::BUG } else { exit::UNREAD }
}
