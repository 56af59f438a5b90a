//! The lines between marks and their words. miette draws one for every mark of a line, also for those without words, where it
//! would lead nowhere.

use std::collections::BTreeSet;

use crate::report::width::char_columns;

/// Blanks out the connectors of marks that have no words, one drawn line after the other.
#[derive(Debug, Default)]
pub(crate) struct Connectors {
    /// Columns at which the underlines of the last line of text begin one.
    begun: BTreeSet<usize>,
}

impl Connectors {
    /// A line below a line of text: underlines, or connectors with words.
    pub(crate) fn tidy(&mut self, line: &str) -> String {
        let underlines = line.contains('┬');
        if underlines {
            self.begun.clear();
        }
        let mut out = String::with_capacity(line.len());
        let mut column = 0;
        let mut bars = 0;
        let mut escape = false;
        let mut words = false;
        for c in line.chars() {
            if escape || c == '\u{1b}' {
                escape = c != 'm';
                out.push(c);
                continue;
            }
            match c {
                '┬' => _ = self.begun.insert(column),
                // The first bar is the frame's.
                '│' => bars += 1,
                '╰' => words = true,
                _ => {}
            }
            let loose = c == '│' && bars > 1 && !words && !underlines && !self.begun.contains(&column);
            out.push(if loose { ' ' } else { c });
            column += char_columns(c);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Connectors;

    #[test]
    fn a_connector_without_words_is_left_out() {
        let drawn = ["    │ ─┬   ──   ──┬──", "    │  │    │     ╰── 比率", "    │  ╰── 总数 │", "\u{1b}[2m │\u{1b}[0m  │"];
        let mut connectors = Connectors::default();
        let tidy = drawn.map(|line| connectors.tidy(line));
        assert_eq!(tidy, ["    │ ─┬   ──   ──┬──", "    │  │          ╰── 比率", "    │  ╰── 总数 │", "\u{1b}[2m │\u{1b}[0m   "]);
    }
}
