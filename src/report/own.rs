//! What we wrote ourselves, told by its beginning, so that an output that lies among the reports is not audited as one.

use crate::report::csv::HEADS;
use crate::report::html::is_page;
use crate::report::markdown::TITLE;

/// Bytes of a file that tell.
pub(crate) const TELLING: usize = 2048;

/// Whether a file that begins so is a page, a table or JSON written by crossfoot.
#[must_use]
pub(crate) fn is_own_output(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head.get(..TELLING.min(head.len())).unwrap_or_default());
    let text = text.trim_start_matches('\u{FEFF}');
    let json = || text.starts_with('{') && text.contains("\"name\"") && text.contains("\"crossfoot\"");
    text.starts_with(TITLE) || text.starts_with(&HEADS.join(",")) || is_page(text) || json()
}

#[cfg(test)]
mod tests {
    use super::is_own_output;
    use crate::findings::Outcome;
    use crate::report::{Format, Options, page, render};

    #[test]
    fn what_we_wrote_is_told_from_what_we_read() {
        let outcome = Outcome::default();
        for format in [Format::Csv, Format::Markdown, Format::Json, Format::Sarif] {
            let mut bytes = Vec::new();
            render(format, &outcome, &Options::default(), &mut bytes).expect("a Vec takes all bytes");
            assert!(is_own_output(&bytes), "{format:?}");
        }
        let mut bytes = Vec::new();
        page(&outcome, &[], &Options::default(), &mut bytes).expect("a Vec takes all bytes");
        assert!(is_own_output(&bytes));
        for other in ["", "<!DOCTYPE html><title>crossfoot</title>", "path,line\na,1\n", "## crossfooting\n", "{\"name\": \"x\"}"] {
            assert!(!is_own_output(other.as_bytes()), "{other}");
        }
    }
}
