//! Lines behind a word each, such as what a command did and what to do next.

use crate::report::width::{columns, wrap};

/// The first line at the margin; the others indented, behind the word that says what they are, wrapped to the width. A command to be run stays
/// on one line, so that it can be copied.
#[must_use]
pub fn tagged(lines: &[(String, String)], width: usize) -> String {
    let widest = lines.iter().map(|(tag, _)| columns(tag)).max().unwrap_or(0);
    let mut out = String::new();
    for (nth, (tag, words)) in lines.iter().enumerate() {
        let indent = if nth == 0 { 0 } else { 2 + widest + if widest > 0 { 2 } else { 0 } };
        let parts = if words.starts_with("crossfoot ") { vec![words.clone()] } else { wrap(words, width.saturating_sub(indent)) };
        for (nth, part) in parts.iter().enumerate() {
            let lead = if nth == 0 && !tag.is_empty() { format!("  {tag}") } else { String::new() };
            out.extend([lead.as_str(), &" ".repeat(indent.saturating_sub(columns(&lead))), part, "\n"]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::tagged;

    #[test]
    fn words_hang_behind_their_tags() {
        let line = |tag: &str, words: &str| (tag.to_owned(), words.to_owned());
        let lines = [line("", "wrote a"), line("试用", "one two three"), line("", "crossfoot rules test --rules mine")];
        assert_eq!(tagged(&lines, 16), "wrote a\n  试用  one two\n        three\n        crossfoot rules test --rules mine\n");
    }
}
