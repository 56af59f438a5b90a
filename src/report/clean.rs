//! Untrusted text made safe to print: no character of a report may move the cursor, ring, recolour or turn the reading direction.

use std::borrow::Cow;

/// Whether a character acts on a terminal or hides from the reader: C0 and C1 controls, bidirectional marks, overrides and
/// isolates (Unicode TR9), line and paragraph separators, tag characters, the byte order mark and Arabic letter mark.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What is shown for one character: itself, a space for tabs and line breaks, a control picture (`␛`) for other C0 controls,
/// `\u{202E}` for the rest of the unsafe ones.
pub(crate) fn shown(c: char, out: &mut String) {
    match c {
        '\t' | '\n' | '\r' => out.push(' '),
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('?')),
        '\u{7f}' => out.push('\u{2421}'),
        _ if is_unsafe(c) => out.extend(c.escape_unicode()),
        _ => out.push(c),
    }
}

/// The text on one line, with unsafe characters made visible.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| shown(c, &mut out));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn controls_and_direction_marks_become_visible() {
        assert_eq!(visible("38\u{1b}[2J\u{7}"), "38␛[2J␇");
        assert_eq!(visible("a\u{9b}31m\u{202e}8\u{feff}\u{7f}"), "a\\u{9b}31m\\u{202e}8\\u{feff}␡");
        assert_eq!(visible("一\n二\t三"), "一 二 三");
        assert_eq!(visible("合计 38\u{a0}件\u{3000}%"), "合计 38\u{a0}件\u{3000}%");
    }
}
