//! The part of a page that a CSS selector picks: a page's article without its navigation, say.
//!
//! scraper matches the selector on its own tree. Both trees come from the same standard and hold the same elements in the same order, so an
//! element is found here by its place in that order.

use std::collections::HashSet;

use scraper::{Html, Selector};

use crate::ingest::html::arena::{Arena, NodeId, Step};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};

/// Beginnings of a faulty selector that are tried.
const MOST_TRIED: usize = 400;

/// The outermost elements that `selector` picks, in document order.
///
/// # Errors
/// The selector cannot be read, or picks nothing.
pub(super) fn select(source: &str, arena: &Arena, selector: &str) -> Result<Vec<NodeId>, Problem> {
    let parsed = Selector::parse(selector).map_err(|_| refusal(&unreadable(selector)))?;
    let page = Html::parse_document(source);
    let picked: Vec<bool> = {
        let chosen: HashSet<_> = page.select(&parsed).map(|element| element.id()).collect();
        let elements = page.tree.root().descendants().filter(|node| node.value().is_element());
        elements.map(|node| chosen.contains(&node.id())).collect()
    };
    let found = outermost(arena, &picked);
    if found.is_empty() { Err(refusal(&nothing(selector))) } else { Ok(found) }
}

/// Where a CSS selector stops being one: a byte of it, or its end. `None` for a good selector.
#[must_use]
pub fn selector_fault(selector: &str) -> Option<usize> {
    if Selector::parse(selector).is_ok() {
        return None;
    }
    // The parser does not say where; the longest beginning that is a selector by itself ends right before the fault.
    let ends = selector.char_indices().map(|(at, _)| at).take(MOST_TRIED).filter(|at| *at > 0);
    let good = ends.filter(|at| selector.get(..*at).is_some_and(|start| Selector::parse(start).is_ok())).last().unwrap_or(0);
    let blanks = selector.get(good..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    Some(good + blanks)
}

fn outermost(arena: &Arena, picked: &[bool]) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut inside = None;
    let mut elements = 0;
    for step in arena.walk(Arena::DOCUMENT) {
        match step {
            Step::Enter(id) if arena.get(id).is_some() => {
                if inside.is_none() && picked.get(elements).copied().unwrap_or(false) {
                    inside = Some(id);
                    found.push(id);
                }
                elements += 1;
            }
            Step::Leave(id) if inside == Some(id) => inside = None,
            Step::Enter(_) | Step::Leave(_) => {}
        }
    }
    found
}

fn refusal(message: &Phrase) -> Problem {
    Problem { kind: ProblemKind::Unreadable, message: message.clone() }
}

fn unreadable(selector: &str) -> Phrase {
    Phrase::new(
        format!("看不懂选择器“{selector}”；请按 CSS 的写法，例如 #content"),
        format!("`{selector}` is no CSS selector; write one such as #content"),
    )
}

fn nothing(selector: &str) -> Phrase {
    Phrase::new(
        format!("页面里没有“{selector}”所指的部分；请核对 --select"),
        format!("the page has nothing that `{selector}` picks; check --select"),
    )
}

#[cfg(test)]
mod tests {
    use super::selector_fault;

    #[test]
    fn faults_are_placed() {
        for (selector, at) in [("div > > p", 4), ("[[", 0), ("#content)", 8), ("p:foo", 1), ("", 0), ("内容 %", 7), ("a,", 1)] {
            assert_eq!(selector_fault(selector), Some(at), "{selector}");
        }
        assert_eq!(selector_fault("#content, div.a > p:not(.b)"), None);
    }
}
