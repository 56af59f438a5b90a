//! From arguments to a subcommand and its exit code.

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::args::{Command, Crossfoot, Remember};
use crate::cli::baseline::Mode;
use crate::cli::terminal::{Terminal, message_width, prose_width};
use crate::cli::{check, config, exit, explain, inspect, rules_command, shell};
use crate::report::hung;

/// Runs the command with its arguments, the program's name first. Panics of ours are quiet: each becomes a problem of its file.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = Crossfoot::command().term_width(prose_width());
    let crossfoot = match command.try_get_matches_from(args).and_then(|matches| Crossfoot::from_arg_matches(&matches)) {
        Ok(crossfoot) => crossfoot,
        Err(error) => return refuse(&error),
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

/// Tells what is wrong with the arguments, or gives the help that was asked for; gives the exit code.
fn refuse(error: &clap::Error) -> ExitCode {
    let plain = error.render().to_string();
    let fitted = hung(plain.trim_end_matches('\n'), message_width());
    // A closed pipe is no error, and there is nobody left to tell. Help is fitted already, and only plain text can be.
    let _ = if !error.use_stderr() || fitted.lines().eq(plain.lines()) {
        error.print()
    } else {
        std::io::stderr().write_all(fitted.as_bytes())
    };
    ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::CLEAN })
}
