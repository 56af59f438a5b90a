//! `crossfoot inspect` and `crossfoot explain`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::args::{Explain, Inspect, Stage};
use crate::cli::exit;
use crate::cli::inputs;
use crate::cli::pipeline;
use crate::cli::runner::bug;
use crate::cli::terminal::Terminal;
use crate::ingest::Limits;
use crate::phrase::Lang;
use crate::problem::ProblemKind;
use crate::report::{Options, inspect, one_line};

/// Shows what a stage made of a file; gives the exit code.
pub(crate) fn run(args: &Inspect, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let limits = Limits::default();
    let found = inputs::find(std::slice::from_ref(&args.file), &mut terminal.input, "stdin", &limits);
    let [source] = found.sources.as_slice() else {
        terminal.tell("error: give one file");
        return exit::USAGE;
    };
    let options = Options { lang, ..Options::default() };
    let shown = catch_unwind(AssertUnwindSafe(|| {
        let document = pipeline::document(source, &limits)?;
        let mut bytes = Vec::new();
        match args.stage {
            Stage::Document => Ok(inspect::document(&document, args.format, &options, &mut bytes).map(|()| bytes)),
            Stage::Facts | Stage::Claims => Ok(Err(std::io::ErrorKind::Unsupported.into())),
        }
    }));
    let problem = match shown {
        Ok(Ok(written)) => {
            let Err(error) = written.and_then(|bytes| terminal.write(&bytes)) else {
                return exit::CLEAN;
            };
            terminal.tell(&format!("error: {error}"));
            return exit::USAGE;
        }
        Ok(Err(problem)) => problem,
        Err(payload) => bug(payload.as_ref()),
    };
    terminal.tell(&format!("{}: {}", source.name(), one_line(&problem.message, lang)));
    if problem.kind == ProblemKind::Internal { exit::BUG } else { exit::UNREAD }
}

/// Explains a rule; gives the exit code.
pub(crate) fn explain(args: &Explain, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let lead = if lang == Lang::Zh { "错误：没有规则" } else { "error: no rule named" };
    terminal.tell(&format!("{lead} {}", args.rule));
    exit::USAGE
}
