//! What the elements that are open say of how the text in them is shown.

use html5ever::{local_name, ns};

use crate::ingest::html::arena::Element;
use crate::ingest::html::elements;
use crate::ingest::html::properties::WhiteSpace;

/// The open elements, as far as they hide, strike out or lay out what is in them. Entered and left in step with the tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Open {
    hidden: u32,
    struck: u32,
    /// What those say that say something of their visibility, the innermost last.
    visible: Vec<bool>,
    /// The same of white space.
    white_space: Vec<WhiteSpace>,
}

impl Open {
    /// An element begins.
    pub(super) fn enter(&mut self, element: &Element) {
        self.hidden += u32::from(hides(element));
        self.struck += u32::from(elements::is_struck(element));
        self.visible.extend(visibility(element));
        self.white_space.extend(elements::white_space(element));
    }

    /// It ends.
    pub(super) fn leave(&mut self, element: &Element) {
        self.hidden = self.hidden.saturating_sub(u32::from(hides(element)));
        self.struck = self.struck.saturating_sub(u32::from(elements::is_struck(element)));
        if visibility(element).is_some() {
            self.visible.pop();
        }
        if elements::white_space(element).is_some() {
            self.white_space.pop();
        }
    }

    /// Whether nothing here is shown, whatever it says of itself.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }

    /// Whether nothing here is visible but what says so.
    pub(super) fn is_invisible(&self) -> bool {
        self.visible.last() == Some(&false)
    }

    /// Whether a line strikes out what is here.
    pub(super) fn is_struck(&self) -> bool {
        self.struck > 0
    }

    /// What becomes of the white space here.
    pub(super) fn white_space(&self) -> WhiteSpace {
        self.white_space.last().copied().unwrap_or_default()
    }
}

/// Whether the element hides its content. A page hidden as a whole is one that a script reveals.
fn hides(element: &Element) -> bool {
    element.marks.hidden && !is_page(element)
}

/// What an element says of its own visibility; of a page as a whole as above.
fn visibility(element: &Element) -> Option<bool> {
    element.marks.visible.filter(|_| !is_page(element))
}

fn is_page(element: &Element) -> bool {
    element.name.ns == ns!(html) && matches!(element.name.local, local_name!("body") | local_name!("html"))
}

#[cfg(test)]
mod tests {
    use crate::ingest::html::tests::{only_table, paragraphs};

    #[test]
    fn styles_say_what_becomes_of_white_space() {
        assert_eq!(paragraphs("<p style='white-space:pre-line'>收到  3 件\n  办结 4 件\n\n</p>"), ["收到 3 件\n办结 4 件"]);
        assert_eq!(
            paragraphs("<div style='white-space: pre-wrap'>a  b\n c<p style='white-space:normal'>d\n  e</div>"),
            ["a  b\n c", "d e"]
        );
        assert_eq!(paragraphs("<pre style='white-space:nowrap'>a  b\nc</pre><pre>d\ne</pre>"), ["a b c", "d\ne"]);
        assert_eq!(paragraphs("<style>.k{white-space:pre-line}</style><p class=k>1\n2</p><p>1\n2"), ["1\n2", "1 2"]);
        assert_eq!(
            only_table("<table style='white-space:pre-line'><tr><td>3\n4<td>a<b>\n</b>b<tr><td>5<td>6</table>")[..2],
            ["A1=3\n4", "B1=a\nb"]
        );
    }

    #[test]
    fn what_is_around_a_cell_holds_in_it() {
        let table =
            |around: &str, end: &str| only_table(&format!("{around}<table><tr><td>1\n2<td>3<tr><td>4<td>5</table>{end}"))[0].clone();
        assert_eq!(table("<div style='white-space:pre'>", "</div>"), "A1=1\n2");
        assert_eq!(table("<div style='visibility:hidden'>", "</div>"), "A1=1 2");
        assert_eq!(
            only_table("<table><tr style='white-space:pre'><td>1\n2<td style='white-space:normal'>3\n4<tr><td>5<td>6</table>")[..2],
            ["A1=1\n2", "B1=3 4"]
        );
    }
}
