//! The `crossfoot` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    crossfoot::cli::main(std::env::args_os())
}
