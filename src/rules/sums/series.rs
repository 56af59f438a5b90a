//! Blocks of columns under headers of their own, each divided alike: all schools, public ones, private ones, and of each the pupils and the staff.

use std::collections::BTreeMap;

use crate::rules::sums::evaluate::{Enters, Signature};

/// Fewest and most blocks.
const BLOCKS: std::ops::RangeInclusive<usize> = 3..=12;

/// The columns of a block: of each the headers below the block's own, and its place.
type Block<'l> = Vec<(&'l [String], usize)>;

/// The columns of the first block as totals of those of the same name in the others, and those of the last; `labels`: of each column, the
/// headers from the outermost on.
pub(super) fn blocks(labels: &[Vec<String>]) -> Vec<Signature> {
    let mut blocks: Vec<(&str, Block<'_>)> = Vec::new();
    for (at, path) in labels.iter().enumerate() {
        let Some((outer, inner)) = path.split_first().filter(|(_, inner)| !inner.is_empty()) else { continue };
        match blocks.last_mut() {
            Some((name, columns)) if *name == outer.as_str() => columns.push((inner, at)),
            _ => blocks.push((outer, vec![(inner, at)])),
        }
    }
    let mut alike: BTreeMap<Vec<&[String]>, Vec<&Block<'_>>> = BTreeMap::new();
    for (_, columns) in blocks.iter().filter(|(_, columns)| columns.len() >= 2) {
        alike.entry(columns.iter().map(|(inner, _)| *inner).collect()).or_default().push(columns);
    }
    alike.values().filter(|blocks| BLOCKS.contains(&blocks.len())).flat_map(|blocks| of_blocks(blocks)).collect()
}

fn of_blocks(blocks: &[&Block<'_>]) -> Vec<Signature> {
    let column = |block: usize, n: usize| blocks.get(block).and_then(|columns| columns.get(n)).map(|(_, at)| *at);
    let width = blocks.first().map_or(0, |columns| columns.len());
    let sums = [0, blocks.len() - 1].into_iter().flat_map(|whole| (0..width).map(move |n| (whole, n)));
    let sum = |(whole, n): (usize, usize)| {
        let parts = (0..blocks.len()).filter(|block| *block != whole).filter_map(|block| Some((column(block, n)?, Enters::Added)));
        Some(Signature { total: column(whole, n)?, parts: parts.collect() })
    };
    sums.filter_map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn blocks_divided_alike() {
        let of = |names: &[&str]| {
            let path = |name: &&str| name.split('/').map(str::to_owned).collect::<Vec<_>>();
            blocks(&names.iter().map(path).collect::<Vec<_>>())
        };
        let found = of(&["All/Boys", "All/Girls", "Public/Boys", "Public/Girls", "Private/Boys", "Private/Girls"]);
        let first: Vec<(usize, Vec<usize>)> = found.iter().map(|s| (s.total, s.parts.iter().map(|(at, _)| *at).collect())).collect();
        assert_eq!(first, [(0, vec![2, 4]), (1, vec![3, 5]), (4, vec![0, 2]), (5, vec![1, 3])]);
        assert_eq!(of(&["All/Boys", "All/Girls", "Public/Boys", "Public/Staff", "Private/Boys", "Private/Girls"]), []);
        assert_eq!(of(&["All", "Public", "Private"]), []);
    }
}
