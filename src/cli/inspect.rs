//! `crossfoot inspect`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::args::{Inspect, Stage};
use crate::cli::config;
use crate::cli::exit;
use crate::cli::inputs;
use crate::cli::pipeline;
use crate::cli::runner::bug;
use crate::cli::terminal::Terminal;
use crate::facts::Facts;
use crate::findings::Coverage;
use crate::ingest::too_slow;
use crate::phrase::Phrase;
use crate::problem::ProblemKind;
use crate::report::{Options, inspect, one_line};
use crate::rules::{check, sums};

/// Shows what a stage made of a file; gives the exit code.
pub(crate) fn run(args: &Inspect, terminal: &mut Terminal) -> u8 {
    let loaded = match config::load(&args.setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let bounds = loaded.settings.bounds(&args.bounds);
    let (lang, rules) = (loaded.lang(), loaded.rules);
    let found = inputs::find(std::slice::from_ref(&args.file), &mut terminal.input, "stdin", &bounds.start());
    let [source] = found.sources.as_slice() else {
        terminal.tell(&one_line(&Phrase::new("错误：请只给一个文件", "error: give one file"), lang));
        return exit::USAGE;
    };
    let options = Options { lang, width: terminal.line, ..Options::default() };
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let document = pipeline::document(source, &bounds, None)?;
        let mut bytes = Vec::new();
        let written = match args.stage {
            Stage::Document => inspect::document(&document, args.format, &options, &mut bytes),
            Stage::Facts => inspect::facts(&Facts::of(&document), args.format, &options, &mut bytes),
            Stage::Sums => {
                let facts = Facts::of(&document);
                let found = sums(&facts, &[], rules.lexicon());
                inspect::sums(&facts, &found, args.format, &options, &mut bytes)
            }
            Stage::Coverage => {
                let facts = Facts::of(&document);
                let checked = check(&facts, &rules);
                let covered = Coverage::of(&facts, &checked, &rules).tried(&facts, &checked, &rules);
                inspect::coverage(&facts, &covered, args.format, &options, &mut bytes)
            }
            Stage::Claims => {
                let facts = Facts::of(&document);
                let checked = check(&facts, &rules);
                inspect::claims(&facts, &checked, &rules, args.format, &options, &mut bytes)
            }
        };
        if document.deadline.is_over() { Err(too_slow()) } else { Ok(written.map(|()| bytes)) }
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
