//! `crossfoot completions` and `crossfoot man`: both from the one definition of the command line.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::args::Crossfoot;
use crate::cli::exit;
use crate::cli::terminal::Terminal;

/// Writes the completions of a shell.
pub(crate) fn completions(shell: Shell, terminal: &mut Terminal) -> u8 {
    let mut bytes = Vec::new();
    // Into memory first: the generator panics on a closed pipe.
    clap_complete::generate(shell, &mut Crossfoot::command(), "crossfoot", &mut bytes);
    written(&bytes, terminal)
}

/// Writes the manual page: the command, then each subcommand.
pub(crate) fn manual(terminal: &mut Terminal) -> u8 {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Crossfoot::command()).render(&mut bytes);
    for command in Crossfoot::command().get_subcommands() {
        let title = command.get_name().to_uppercase();
        bytes.extend(format!(".SH {title}\n").into_bytes());
        let man = clap_mangen::Man::new(command.clone());
        let _ = man.render_description_section(&mut bytes);
        let _ = man.render_options_section(&mut bytes);
    }
    written(&bytes, terminal)
}

fn written(bytes: &[u8], terminal: &mut Terminal) -> u8 {
    match terminal.write(bytes) {
        Ok(()) => exit::CLEAN,
        Err(error) => {
            terminal.tell(&format!("error: cannot write the result: {error}"));
            exit::USAGE
        }
    }
}
