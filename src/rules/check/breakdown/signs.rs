//! Parts of a change go up or down themselves: 用电量增加1200,其中工业增加1500,居民减少300.

use num_rational::BigRational;
use num_traits::Zero as _;

use crate::facts::{Number, placeholder};

/// Words right before an amount by which something has grown.
const UP: [&str; 12] = ["增加", "增长", "上升", "净增", "新增", "增", "多", "up", "rose", "grew", "increased", "gained"];

/// Words right before an amount by which something has shrunk.
const DOWN: [&str; 12] = ["减少", "下降", "降低", "净减", "减", "降", "少", "down", "fell", "dropped", "decreased", "lost"];

/// What the words before a whole and its parts say of the way each has gone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// No two ways: the parts add up as they are.
    Plain,
    /// Some have gone one way and some the other, and the parts less the others make the whole.
    Settled,
    /// Some have gone one way and some the other, and they do not: the list may leave some out.
    Mixed,
    /// Every part is a change and the whole is none: 收到62件,其中网络申请增加8件、信函申请增加1件.
    Changes,
}

/// The ways that a whole and its parts have gone: `whole` with the words before it, `parts` each with its label.
pub(super) fn signs(whole: (&Number, &str), parts: &[(&Number, &str)]) -> Signs {
    let up = goes_up(whole.1);
    let ways: Vec<Option<bool>> = parts.iter().map(|(_, label)| goes_up(label)).collect();
    let grown = |label: &str| label.trim_end_matches('了').ends_with("新增");
    if up.is_none() && ways.iter().all(Option::is_some) && !parts.iter().any(|(_, label)| grown(label)) {
        return Signs::Changes;
    }
    let known = || ways.iter().copied().chain([up]).flatten();
    if known().all(|way| way) || known().all(|way| !way) {
        return Signs::Plain;
    }
    let up = up.unwrap_or(true);
    let signed = parts.iter().zip(&ways).fold(BigRational::zero(), |sum, ((part, _), way)| {
        let amount = part.quantity.amount();
        if way.unwrap_or(up) == up { sum + amount } else { sum - amount }
    });
    if signed == whole.0.quantity.amount() { Signs::Settled } else { Signs::Mixed }
}

/// Whether the words right before a number say that something has grown, or shrunk.
fn goes_up(before: &str) -> Option<bool> {
    let words = before.rsplit(|c: char| placeholder(c).is_some()).next().unwrap_or(before);
    let words = words.trim_end().trim_end_matches("by").trim_end().trim_end_matches('了');
    let ends = |known: &[&str]| known.iter().any(|word| words.ends_with(word));
    match (ends(&UP), ends(&DOWN)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
