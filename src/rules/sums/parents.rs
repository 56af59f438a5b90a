//! Which row is a sub-item of which, by its ordinal or by its indentation.

use crate::facts::OrdinalStyle;
use crate::rules::sums::kinds::Kind;

/// Finds of every numbered row the one that its ordinal puts it under: sub-items follow their item in order, from the first on, with nothing
/// else between.
pub(super) fn set_parents(kinds: &mut [Kind]) {
    // Of each open item: its place, its depth, how many sub-items it has.
    let mut open: Vec<(usize, u8, u32)> = Vec::new();
    for at in 0..kinds.len() {
        let Some(kind) = kinds.get_mut(at).filter(|kind| kind.filled) else { continue };
        let Some((style, ordinal)) = OrdinalStyle::of(&kind.label).filter(|_| !kind.meaning.of_which) else {
            open.clear();
            continue;
        };
        let depth = style.depth();
        while open.pop_if(|(_, outer, _)| *outer >= depth).is_some() {}
        if let Some((parent, _, items)) = open.last_mut() {
            if *items + 1 == ordinal {
                *items = ordinal;
                kind.parent = u32::try_from(*parent).ok();
            } else {
                open.clear();
                continue;
            }
        }
        open.push((at, depth, 0));
    }
}

/// Finds of every row the one above whose labels are the outer ones of its own.
pub(super) fn set_under(kinds: &mut [Kind], labels: &[Vec<String>]) {
    let mut open: Vec<(usize, &[String])> = Vec::new();
    for (at, (kind, own)) in kinds.iter_mut().zip(labels).enumerate().filter(|(_, (kind, own))| kind.numbers > 0 && !own.is_empty()) {
        while open.pop_if(|(_, outer)| own.len() <= outer.len() || !own.starts_with(outer)).is_some() {}
        kind.under = open.last().and_then(|(outer, _)| u32::try_from(*outer).ok());
        open.push((at, own));
    }
}
