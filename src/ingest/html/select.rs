//! The part of a page that a CSS selector picks: a page's article without its navigation, say.
//!
//! scraper matches the selector on its own tree. Both trees come from the same standard and hold the same elements in the same order, so an
//! element is found here by its place in that order.

use scraper::{Html, Selector};

use crate::ingest::html::arena::{Arena, NodeId, Step};
use crate::phrase::Phrase;
use crate::problem::{Problem, ProblemKind};

/// The outermost elements that `selector` picks, in document order.
///
/// # Errors
/// The selector cannot be read, or picks nothing.
pub(super) fn select(source: &str, arena: &Arena, selector: &str) -> Result<Vec<NodeId>, Problem> {
    let parsed = Selector::parse(selector).map_err(|_| refusal(&unreadable(selector)))?;
    let page = Html::parse_document(source);
    let picked: Vec<bool> = {
        let chosen: Vec<_> = page.select(&parsed).map(|element| element.id()).collect();
        let elements = page.tree.root().descendants().filter(|node| node.value().is_element());
        elements.map(|node| chosen.contains(&node.id())).collect()
    };
    let found = outermost(arena, &picked);
    if found.is_empty() { Err(refusal(&nothing(selector))) } else { Ok(found) }
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
