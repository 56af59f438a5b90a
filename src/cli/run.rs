//! From arguments to a subcommand and its exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::{Command, Crossfoot, Remember};
use crate::cli::baseline::Mode;
use crate::cli::terminal::Terminal;
use crate::cli::{check, config, exit, explain, inspect, rules_command, shell};

/// Runs the command with its arguments, the program's name first. Panics of ours are quiet: each becomes a problem of its file.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let crossfoot = match Crossfoot::try_parse_from(args) {
        Ok(crossfoot) => crossfoot,
        Err(error) => {
            // A closed pipe is no error, and there is nobody left to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::CLEAN });
        }
    };
    std::panic::set_hook(Box::new(|_| {}));
    let mut terminal = Terminal::standard();
    let code = match crossfoot.command {
        Command::Check(args) => check::run(&args, Mode::Check, &mut terminal),
        Command::Inspect(args) => inspect::run(&args, &mut terminal),
        Command::Explain(args) => explain::run(&args, &mut terminal),
        Command::Baseline(Remember::Write(args)) => check::run(&args, Mode::Write, &mut terminal),
        Command::Baseline(Remember::Prune(args)) => check::run(&args, Mode::Prune, &mut terminal),
        Command::Rules(command) => rules_command::run(&command, &mut terminal),
        Command::Completions { shell } => shell::completions(shell, &mut terminal),
        Command::Man => shell::manual(&mut terminal),
        Command::Config(args) => config::run(&args, &mut terminal),
    };
    ExitCode::from(code)
}
