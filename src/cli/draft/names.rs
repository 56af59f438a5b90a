//! Short names for labels, as the relations of rules are written in: letters, digits and hyphens alone, each once.

use std::collections::BTreeSet;

use crate::document::Decimal;
use crate::facts::normalise;

/// The longest name, in characters; Chinese says more in fewer.
const LONGEST: (usize, usize) = (28, 16);

/// A line's name and its own label as printed. Invariant: the name is a word of the relation grammar and of no other line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Grid row or column.
    pub(crate) at: u32,
    /// What rules call it.
    pub(crate) name: String,
    /// Its label; empty where it has none.
    pub(crate) label: String,
}

impl Line {
    /// The entry in `pack.toml`: `name`, or `name = as printed`.
    pub(crate) fn entry(&self) -> String {
        // A bar between blanks would part two wordings; blanks do not count when labels are compared.
        let printed = self.label.replace(" | ", "|");
        if printed.is_empty() || printed == self.name { self.name.clone() } else { format!("{} = {printed}", self.name) }
    }
}

/// Names for the lines with these label paths; `kind` names those without a label: `row`, `column`.
pub(crate) fn lines<'p>(paths: impl IntoIterator<Item = (u32, &'p [String])>, kind: &str) -> Vec<Line> {
    let paths: Vec<(u32, &[String])> = paths.into_iter().collect();
    let own = |path: &[String]| path.last().map(|label| word(label)).unwrap_or_default();
    let mut taken = BTreeSet::new();
    let mut found = Vec::with_capacity(paths.len());
    for (at, path) in &paths {
        let alone = own(path);
        let shared = paths.iter().filter(|(_, other)| own(other) == alone).count() > 1;
        let outer = path.iter().rev().nth(1).map(|label| word(label)).filter(|outer| shared && !outer.is_empty());
        let name = match (alone.as_str(), outer) {
            ("", _) => format!("{kind}-{}", at + 1),
            (alone, Some(outer)) => format!("{outer}-{alone}"),
            (alone, None) => alone.to_owned(),
        };
        let name = unlike(&sound(name, kind), &mut taken);
        let label = path.last().map(|label| normalise(label)).unwrap_or_default();
        found.push(Line { at: *at, name, label });
    }
    found
}

/// The name for a table with this caption.
pub(crate) fn table(caption: &str, taken: &[&str]) -> String {
    let mut taken: BTreeSet<String> = taken.iter().map(|&name| name.to_owned()).collect();
    unlike(&sound(word(caption), "table"), &mut taken)
}

/// A name with a number behind it where it is taken.
fn unlike(name: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// The name, with the kind of line before it where it would be read as a number or an operator.
fn sound(name: String, kind: &str) -> String {
    match name.as_str() {
        "" => kind.to_owned(),
        "needs" | "or" | "before" => format!("{kind}-{name}"),
        name if Decimal::parse(name).is_some() || name.starts_with(|c: char| c.is_ascii_digit()) => format!("{kind}-{name}"),
        _ => name,
    }
}

/// A label as one word: without its list number and what stands in brackets, cut at a word's end.
fn word(label: &str) -> String {
    let label = normalise(label);
    let body = without_number(&label);
    let body = if outside_brackets(body).chars().any(char::is_alphanumeric) { outside_brackets(body) } else { body.to_owned() };
    let mut out = String::new();
    let mut gap = false;
    for c in body.to_lowercase().chars() {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        let latin = |c: char| c.is_alphanumeric() && !is_wide(c);
        if gap && latin(c) && out.chars().next_back().is_some_and(latin) {
            out.push('-');
        }
        gap = false;
        out.push(c);
    }
    let most = if out.chars().any(is_wide) { LONGEST.1 } else { LONGEST.0 };
    cut(&out, most)
}

fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > 1
}

/// At most so many characters, whole words where there are several.
fn cut(name: &str, most: usize) -> String {
    let Some((end, _)) = name.char_indices().nth(most) else { return name.to_owned() };
    let head = name.get(..end).unwrap_or(name);
    if name.get(end..).is_some_and(|rest| rest.starts_with('-')) {
        return head.to_owned();
    }
    head.rsplit_once('-').map_or(head, |(words, _)| words).to_owned()
}

fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '〔' | '【' => depth += 1,
            ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Drops a list number: `1.`, `(三)`, `三、`.
pub(crate) fn without_number(label: &str) -> &str {
    let is_ordinal = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let open = label.strip_prefix('(');
    let rest = open.unwrap_or(label);
    let after = rest.trim_start_matches(is_ordinal);
    if after.len() == rest.len() {
        return label;
    }
    let body = if open.is_some() { after.strip_prefix(')') } else { after.strip_prefix(['.', '、']) };
    body.map(str::trim_start).filter(|body| !body.starts_with(|c: char| c.is_ascii_digit()) && !body.is_empty()).unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use super::{lines, table, word};

    #[test]
    fn a_label_becomes_a_word() {
        let words =
            ["North branch", "(三)不予公开", "4.保护第三方合法权益", "合计（万元）", "R&D, total", "(1)", "1.5", "Other | misc = x", "——"];
        let wanted = ["north-branch", "不予公开", "保护第三方合法权益", "合计", "r-d-total", "1", "1-5", "other-misc-x", ""];
        assert_eq!(words.map(word), wanted.map(str::to_owned));
        assert_eq!(word("Loans and advances to customers of the bank"), "loans-and-advances-to");
        assert_eq!(word(&"字".repeat(50)), "字".repeat(16));
    }

    #[test]
    fn names_are_told_apart_and_are_no_numbers() {
        let path = |labels: &[&str]| labels.iter().map(|&label| label.to_owned()).collect::<Vec<_>>();
        let paths = [
            path(&["甲", "合计"]),
            path(&["乙", "合计"]),
            path(&["合计"]),
            path(&["2023"]),
            path(&[]),
            path(&["needs"]),
            path(&["a b"]),
            path(&["a-b"]),
        ];
        let found = lines((0..).zip(paths.iter().map(Vec::as_slice)), "row");
        let names: Vec<&str> = found.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["甲-合计", "乙-合计", "合计", "row-2023", "row-5", "row-needs", "a-b", "a-b-2"]);
        let entries: Vec<String> = found.iter().map(super::Line::entry).collect();
        assert_eq!(entries[..4], ["甲-合计 = 合计", "乙-合计 = 合计", "合计", "row-2023 = 2023"]);
        assert_eq!(
            (table("Loans by branch", &["loans-by-branch"]), table("——", &[])),
            ("loans-by-branch-2".to_owned(), "table".to_owned())
        );
    }
}
