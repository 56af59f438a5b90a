//! Standard streams, so that commands can be tested without them.

use std::io::{self, IsTerminal, Read, Write};
use std::sync::Arc;

use terminal_size::{Height, Width, terminal_size_of};

use crate::cli::args::Color;
use crate::cli::language;
use crate::phrase::Lang;
use crate::report::hung;

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
    /// Something was told since the last blank line.
    pub(crate) told: bool,
    /// Whoever read standard output has closed it.
    pub(crate) closed: bool,
    /// Columns to write prose in: those of the terminal within bounds, else the usual ones.
    pub(crate) width: usize,
    /// Columns of a line of a listing on standard output, and of a message on standard error. Where there is no terminal lines have no end, so
    /// that they can be searched and logged.
    pub(crate) line: usize,
    pub(crate) message: usize,
}

/// Columns where standard output is no terminal.
pub(crate) const USUAL: usize = 80;

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
            told: false,
            closed: false,
            lang: language::from_environment(variable),
            width: prose_width(),
            line: columns(terminal_size_of(io::stdout())).map_or(usize::MAX, |columns| columns.max(BOUNDS.0)),
            message: message_width(),
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
        self.told = true;
        let _ = self.err.write_all(hung(message, self.message).as_bytes());
    }

    /// A blank line between what was told and the text that follows, for whoever sees both.
    pub(crate) fn part(&mut self) {
        if std::mem::take(&mut self.told) && self.attended {
            let _ = self.err.write_all(b"\n");
        }
    }
}

/// Columns to write prose in on standard output.
pub(crate) fn prose_width() -> usize {
    columns(terminal_size_of(io::stdout())).map_or(USUAL, |columns| columns.clamp(BOUNDS.0, BOUNDS.1))
}

/// Columns to write messages in on standard error; without end where it is no terminal.
pub(crate) fn message_width() -> usize {
    columns(terminal_size_of(io::stderr())).map_or(usize::MAX, |columns| columns.clamp(BOUNDS.0, BOUNDS.1))
}

/// Columns of a terminal of this size, or as many as `COLUMNS` says.
fn columns(size: Option<(Width, Height)>) -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.or(size.map(|(width, _)| usize::from(width.0))).filter(|&columns| columns > 0)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use super::Terminal;

    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no panic").extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_told_is_wrapped_and_parted_from_the_text() {
        for (attended, message, expected) in [(true, 10, "note: one\n  two\n\n"), (false, usize::MAX, "note: one two\n")] {
            let bytes = Arc::new(Mutex::new(Vec::new()));
            let mut terminal = Terminal { err: Box::new(Shared(Arc::clone(&bytes))), attended, message, ..Terminal::standard() };
            terminal.part();
            terminal.tell("note: one two");
            terminal.part();
            terminal.part();
            assert_eq!(String::from_utf8_lossy(&bytes.lock().expect("no panic")), expected);
        }
    }
}
