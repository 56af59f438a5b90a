//! Untrusted text made inert in markup.

use std::fmt::Write as _;

use crate::report::clean::{is_unsafe, shown};

/// The text for an element's content or a quoted attribute of HTML or XML, on one line; unsafe characters become visible.
pub(crate) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push_markup(&mut out, text);
    out
}

/// Appends text as [`markup`] has it.
pub(crate) fn push_markup(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No characters of XML 1.0.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_unsafe(c) => shown(c, out),
            c => out.push(c),
        }
    }
}

/// The text within a line of Markdown (GitHub's), a table's cell included: nothing in it is taken for markup, a link or a mention.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' | '{' | '}' => out.extend(['\\', c]),
            // As character references, these start no reference, mention, link or list.
            '@' | '#' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            ':' if text.get(at..).is_some_and(|rest| rest.starts_with("://")) => out.push_str("&#58;"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("&#46;"),
            c if is_unsafe(c) => shown(c, &mut out),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{markdown, markup};

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(markup("<b a='1' b=\"2\">&\u{0}\n\u{202e}\u{ffff}"), "&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;␀ \\u{202e}\u{fffd}");
    }

    #[test]
    fn nothing_of_a_text_is_markdown() {
        assert_eq!(markdown("a|b\n[x](y) <i> **`_ @u #1"), "a\\|b \\[x\\](y) &lt;i&gt; \\*\\*\\`\\_ &#64;u &#35;1");
        assert_eq!(markdown("http://www.a.b"), "http&#58;//www&#46;a.b");
    }
}
