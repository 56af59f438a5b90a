//! What a browser shows and the text of a page does not hold: frames with pages of their own, numbers in the fields of a form, and digits that a style
//! sheet draws.

use html5ever::local_name;

use crate::document::{Document, Remark, RemarkKind};
use crate::ingest::html::tag::TagInHand;
use crate::ingest::html::transcript::to_u32;
use crate::phrase::Phrase;

/// Some elements of one kind: how many, and where the first begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    count: u32,
    first: usize,
}

impl Seen {
    fn add(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count = self.count.saturating_add(1);
    }
}

/// What of a page is unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unseen {
    /// Frames whose page is in the file.
    held: Seen,
    /// Frames whose page is elsewhere.
    elsewhere: Seen,
    fields: Seen,
    /// What a style sheet draws digits before or behind: the first selector, and how many.
    drawn: Option<(String, usize)>,
}

impl Unseen {
    /// Looks at a start tag; `in_text` tells whether it stands in a table or a paragraph.
    pub(super) fn look(&mut self, tag: &TagInHand, at: usize, in_text: impl FnOnce() -> bool) {
        let value = |name| tag.attributes.iter().find(|attribute| attribute.name.local == name).map(|attribute| &*attribute.value);
        match &tag.name[..] {
            b"iframe" if value(local_name!("srcdoc")).is_some_and(|page| !page.trim().is_empty()) => self.held.add(at),
            b"iframe" => match value(local_name!("src")).map(str::trim) {
                Some(part) if part.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("cid:")) => self.held.add(at),
                Some(part) if !part.is_empty() => self.elsewhere.add(at),
                _ => {}
            },
            b"input" => {
                let kind = value(local_name!("type")).unwrap_or("text");
                let shown = ["text", "number", "tel"].iter().any(|shown| kind.eq_ignore_ascii_case(shown));
                let holds = value(local_name!("value")).is_some_and(|value| value.contains(|c: char| c.is_numeric()));
                if shown && holds && in_text() {
                    self.fields.add(at);
                }
            }
            _ => {}
        }
    }

    /// Takes down what a style sheet draws digits before or behind.
    pub(super) fn draws(&mut self, selectors: Vec<String>) {
        let count = selectors.len();
        match (&mut self.drawn, selectors.into_iter().next()) {
            (Some((_, so_far)), _) => *so_far += count,
            (drawn, first) => *drawn = first.map(|first| (first, count)),
        }
    }

    /// Says of a document, whose source and tables are set, what of its page was not read.
    pub(super) fn remark(&self, document: &mut Document) {
        let place = |at: usize| document.source.as_ref().map_or((1, 1), |source| source.line_column(to_u32(at)));
        let mut said = Vec::new();
        let mut say = |zh: String, en: String| said.push(Remark { kind: RemarkKind::Unread, message: Phrase::new(zh, en), site: None });
        // Most frames are advertisements, films and maps: beside tables they are no report.
        let frames = if self.held.count > 0 || !document.tables.is_empty() { self.held } else { self.elsewhere };
        if frames.count > 0 {
            let ((line, column), count) = (place(frames.first), frames.count);
            say(
                format!("页面有 {count} 个内嵌框架（首个在第 {line} 行第 {column} 列），框架里的内容未读取：请另行检查框架里的页面"),
                format!(
                    "the page holds frames ({count}, the first at {line}:{column}) whose content was not read: check the pages in them by themselves"
                ),
            );
        }
        if self.fields.count > 0 {
            let ((line, column), count) = (place(self.fields.first), self.fields.count);
            say(
                format!("页面有 {count} 个填有数字的表单栏（首个在第 {line} 行第 {column} 列），其内容未读取：请改为普通文字"),
                format!("numbers in form fields were not read ({count}, the first at {line}:{column}): write them as plain text"),
            );
        }
        if let Some((selector, count)) = &self.drawn {
            say(
                format!("页面的样式表画出数字（{count} 处规则，首处为“{selector}”），这些数字未读取：请写进正文"),
                format!(
                    "digits that the page's style sheet draws were not read ({count}, the first by `{selector}`): write them in the text"
                ),
            );
        }
        document.remarks.append(&mut said);
    }
}
