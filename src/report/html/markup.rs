//! Markup as it is written: only constants are taken for markup, all else is escaped.

use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::report::escape::push_markup;
use crate::report::json;

/// Attributes of an element; those with an empty value are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn fmt::Display)];

/// Markup so far. Invariant: no text of a report stands in it unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

impl Markup {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Appends a constant as it stands.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Appends text, unsafe characters visible.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        push_markup(&mut self.0, text);
        self
    }

    /// Appends text with its line breaks.
    pub(super) fn lines(&mut self, text: &str) -> &mut Self {
        for (nth, line) in text.split('\n').enumerate() {
            if nth > 0 {
                self.raw("<br>");
            }
            self.text(line);
        }
        self
    }

    /// Appends an opening tag.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.raw("<").raw(tag);
        for (name, value) in attributes {
            let before = self.0.len();
            self.raw(" ").raw(name).raw("=\"");
            let begun = self.0.len();
            // Writing to a string does not fail.
            let _ = write!(Escaping(&mut self.0), "{value}");
            if self.0.len() == begun {
                self.0.truncate(before);
            } else {
                self.raw("\"");
            }
        }
        self.raw(">")
    }

    /// Appends a closing tag.
    pub(super) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.raw("</").raw(tag).raw(">")
    }

    /// Appends an element that holds text.
    pub(super) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// Appends data for the script as an element that holds JSON: never run, and closed by nothing in it.
    pub(super) fn data(&mut self, class: &'static str, value: &Value) -> &mut Self {
        let mut bytes = Vec::new();
        // A Vec takes all bytes.
        let _ = json::write_line(value, &mut bytes);
        let text = String::from_utf8(bytes).unwrap_or_default();
        self.open("script", &[("type", &"application/json"), ("class", &class)]);
        self.0.push_str(&text.trim_end().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"));
        self.raw("</script>\n")
    }
}

/// Escapes what is formatted into it.
struct Escaping<'a>(&'a mut String);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_markup(self.0, text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;
    use serde_json::json;

    #[test]
    fn only_constants_are_markup() {
        let mut out = Markup::new();
        out.open("td", &[("class", &""), ("data-f", &"\"><b onclick='x'>"), ("colspan", &2)]).lines("<i>&\n\u{202e}").close("td");
        assert_eq!(out.as_str(), "<td data-f=\"&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;\" colspan=\"2\">&lt;i&gt;&amp;<br>\\u{202e}</td>");
    }

    #[test]
    fn data_does_not_end_its_element() {
        let mut out = Markup::new();
        out.data("data", &json!({"a": "</script><!-- \u{2028}&"}));
        assert_eq!(
            out.as_str(),
            "<script type=\"application/json\" class=\"data\">{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u2028\\u0026\"}</script>\n"
        );
    }
}
