//! Standard streams, so that commands can be tested without them.

use std::io::{self, IsTerminal, Read, Write};
use std::sync::Arc;

use crate::cli::args::Color;
use crate::cli::language;
use crate::phrase::Lang;

/// Where a command reads and writes, and what it may know of the other side.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about one stream")]
pub(crate) struct Terminal {
    pub(crate) input: Box<dyn Read>,
    pub(crate) out: Box<dyn Write>,
    pub(crate) err: Box<dyn Write>,
    /// Standard output is a terminal that takes colour.
    pub(crate) colorful: bool,
    /// Standard output is a terminal that follows links.
    pub(crate) linked: bool,
    /// Standard error is a terminal.
    pub(crate) attended: bool,
    pub(crate) lang: Lang,
    /// Standard output is a screen that can be wiped.
    pub(crate) screen: bool,
    /// Whoever read standard output has closed it.
    pub(crate) closed: bool,
    /// Columns to write in: those of the terminal within bounds, else the usual ones.
    pub(crate) width: usize,
}

/// Columns where standard output is no terminal.
const USUAL: usize = 80;

/// A narrower terminal wraps what is written; in a wider one lines would get too long to follow.
const BOUNDS: (usize, usize) = (40, 120);

impl Terminal {
    /// The process's own.
    pub(crate) fn standard() -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let plain = variable("NO_COLOR").is_some_and(|v| !v.is_empty()) || variable("TERM").is_some_and(|v| v == "dumb");
        Self {
            input: Box::new(io::stdin()),
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            colorful: io::stdout().is_terminal() && !plain,
            linked: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            attended: io::stderr().is_terminal(),
            screen: io::stdout().is_terminal() && variable("TERM").is_none_or(|v| v != "dumb"),
            closed: false,
            lang: language::from_environment(variable),
            width: width(),
        }
    }

    /// Whether to colour standard output.
    pub(crate) fn color(&self, choice: Color) -> bool {
        match choice {
            Color::Auto => self.colorful,
            Color::Always => true,
            Color::Never => false,
        }
    }

    /// The working directory, where places are to be links: never without colour, by which one asks for plain text.
    pub(crate) fn links(&self, choice: Color) -> Option<Arc<str>> {
        if !self.linked || !self.color(choice) {
            return None;
        }
        std::env::current_dir().ok().map(|folder| folder.to_string_lossy().into())
    }

    /// Writes all of `bytes`. Whoever closes the pipe early has seen enough, so that is no error.
    ///
    /// # Errors
    /// Any other error of the writer.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }

    /// Wipes the screen, where standard output is one.
    pub(crate) fn clear(&mut self) {
        if self.screen {
            let _ = self.write(b"\x1b[2J\x1b[3J\x1b[H");
        }
    }

    /// Tells the user something that is no part of the output; a closed standard error is ignored.
    pub(crate) fn tell(&mut self, message: &str) {
        let _ = writeln!(self.err, "{message}");
    }
}

fn width() -> usize {
    let real = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    real.filter(|&columns| columns > 0).map_or(USUAL, |columns| columns.clamp(BOUNDS.0, BOUNDS.1))
}
