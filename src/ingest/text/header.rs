//! Solving the spans of header rows from how many labels each has.

use std::collections::HashSet;

use crate::ingest::outline::is_total;

/// Where a header label lies, relative to the header's top-left data column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// 0-based row in the header.
    pub row: u32,
    /// 0-based first column.
    pub col: u32,
    /// Rows covered.
    pub rows: u32,
    /// Columns covered.
    pub cols: u32,
}

/// More labels than this in a row, or more rows, are not solved.
const MOST: usize = 64;
/// The cost of taking a total, or a label that stands again among the labels below, for a parent.
const UNLIKELY: usize = 10;

/// Places the labels of successive header rows over `columns` data columns, row by row and label by label.
///
/// Nothing in the text says what a label spans. Inferred: a row's labels are all children of the row above; a label without children
/// reaches down to the data; so the columns are the last row's labels plus every upper row's labels that are no parents, which gives the
/// number of parents. Parents are preferably labels that are no totals and do not stand again among the labels below, the longest first.
/// Children are divided after totals, where the first child's label stands again, and evenly. `None` where the counts do not fit.
pub(super) fn solve(rows: &[Vec<&str>], columns: usize) -> Option<Vec<Vec<Placed>>> {
    if rows.is_empty() || rows.len() > 8 || columns > MOST || rows.iter().any(|r| r.is_empty() || r.len() > MOST) {
        return None;
    }
    let parents = choose_parents(rows, columns)?;
    let mut children: Vec<Vec<usize>> = Vec::new();
    for (level, below) in rows.iter().skip(1).enumerate() {
        let none = vec![false; below.len()];
        let is_parent = parents.get(level + 1).unwrap_or(&none);
        let count = parents.get(level)?.iter().filter(|p| **p).count();
        let mut groups = divide(below, is_parent, count)?.into_iter();
        children.push(parents.get(level)?.iter().map(|p| if *p { groups.next().unwrap_or(0) } else { 0 }).collect());
    }
    children.push(vec![0; rows.last()?.len()]);
    Some(place(&children))
}

/// Which labels of each row but the last are parents, at the least cost by which the leaves fill `columns`.
fn choose_parents(rows: &[Vec<&str>], columns: usize) -> Option<Vec<Vec<bool>>> {
    let upper = rows.get(..rows.len() - 1)?;
    let leaves = columns.checked_sub(rows.last()?.len())?;
    let ranked: Vec<Vec<(usize, usize)>> = upper.iter().zip(rows.iter().skip(1)).map(|(row, below)| rank(row, below)).collect();
    // best[used] = cost and the parents chosen a row, over the rows so far, when they leave `used` leaf columns.
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; leaves + 1];
    *best.first_mut()? = Some((0, Vec::new()));
    for (row, below) in ranked.iter().zip(rows.iter().skip(1)) {
        let mut next: Vec<Option<(usize, Vec<usize>)>> = vec![None; leaves + 1];
        for (used, state) in best.iter().enumerate() {
            let Some((cost, chosen)) = state else { continue };
            for parents in 1..=row.len().min(below.len()) {
                let total = used + row.len() - parents;
                let Some(slot) = next.get_mut(total) else { continue };
                let cost = cost + row_cost(row, parents);
                if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
                    *slot = Some((cost, chosen.iter().copied().chain([parents]).collect()));
                }
            }
        }
        best = next;
    }
    let (_, counts) = best.pop()??;
    let mark = |(row, count): (&Vec<(usize, usize)>, usize)| {
        let mut is_parent = vec![false; row.len()];
        for (_, label) in row.iter().take(count) {
            if let Some(flag) = is_parent.get_mut(*label) {
                *flag = true;
            }
        }
        is_parent
    };
    Some(ranked.iter().zip(counts).map(mark).collect())
}

/// A row's labels as (cost as a parent, index), the likeliest parents first.
fn rank(row: &[&str], below: &[&str]) -> Vec<(usize, usize)> {
    let repeated: HashSet<&str> = below.iter().copied().collect();
    let cost = |label: &str| if is_total(label) || repeated.contains(label) { UNLIKELY } else { 0 };
    let mut ranked: Vec<(usize, usize)> = row.iter().enumerate().map(|(at, label)| (cost(label), at)).collect();
    ranked.sort_by_key(|(cost, at)| (*cost, std::cmp::Reverse(row.get(*at).map_or(0, |l| l.chars().count())), *at));
    ranked
}

/// The cost of taking the first `parents` of a ranked row: unlikely parents, and likely ones left out.
fn row_cost(ranked: &[(usize, usize)], parents: usize) -> usize {
    ranked.iter().enumerate().map(|(at, (cost, _))| if at < parents { *cost } else { usize::from(*cost == 0) }).sum()
}

/// Divides a row's labels into `groups` consecutive groups: the sizes.
fn divide(labels: &[&str], is_parent: &[bool], groups: usize) -> Option<Vec<usize>> {
    let count = labels.len();
    if groups == 0 || groups > count {
        return None;
    }
    // The worth of a boundary before label `at`.
    let worth = |at: usize| -> usize {
        let (Some(before), Some(label)) = (at.checked_sub(1).and_then(|b| labels.get(b)), labels.get(at)) else { return 0 };
        let repeats = labels.first() == Some(label);
        let changes = is_parent.get(at) != at.checked_sub(1).and_then(|b| is_parent.get(b));
        40 * usize::from(is_total(before))
            + 30 * usize::from(repeats)
            + 20 * usize::from(changes)
            + usize::from((at * groups).is_multiple_of(count))
    };
    // best[end] = worth and sizes of the first groups when they cover `end` labels.
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; count + 1];
    *best.first_mut()? = Some((0, Vec::new()));
    for _ in 0..groups {
        let mut next: Vec<Option<(usize, Vec<usize>)>> = vec![None; count + 1];
        for (start, state) in best.iter().enumerate() {
            let Some((value, sizes)) = state else { continue };
            let value = value + worth(start);
            for (end, slot) in next.iter_mut().enumerate().skip(start + 1) {
                if slot.as_ref().is_none_or(|(known, _)| value > *known) {
                    *slot = Some((value, sizes.iter().copied().chain([end - start]).collect()));
                }
            }
        }
        best = next;
    }
    best.pop()?.map(|(_, sizes)| sizes)
}

/// Places labels by the number of children each has in the next row (0: a leaf).
fn place(children: &[Vec<usize>]) -> Vec<Vec<Placed>> {
    let depth = children.len();
    // Widths from the last row up.
    let mut widths: Vec<Vec<usize>> = Vec::new();
    for row in children.iter().rev() {
        let below = widths.last();
        let mut at = 0;
        let width = |&count: &usize| {
            let taken = below.and_then(|b| b.get(at..at + count)).map_or(0, |part| part.iter().sum());
            at += count;
            if count == 0 { 1 } else { taken }
        };
        widths.push(row.iter().map(width).collect());
    }
    widths.reverse();
    let mut starts: Vec<usize> = Vec::new();
    let mut placed = Vec::new();
    for (level, (row, width)) in children.iter().zip(&widths).enumerate() {
        if level == 0 {
            starts = width.iter().scan(0, |at, w| Some(std::mem::replace(at, *at + w))).collect();
        }
        let mut next_starts = Vec::new();
        let below = widths.get(level + 1).map_or(&[][..], Vec::as_slice);
        let mut labels = Vec::new();
        for ((count, cols), start) in row.iter().zip(width).zip(&starts) {
            labels.push(Placed { row: u(level), col: u(*start), rows: if *count == 0 { u(depth - level) } else { 1 }, cols: u(*cols) });
            let mut at = *start;
            for child in below.iter().skip(next_starts.len()).take(*count) {
                next_starts.push(at);
                at += child;
            }
        }
        placed.push(labels);
        starts = next_starts;
    }
    placed
}

fn u(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::solve;

    fn spans(rows: &[&[&str]], columns: usize) -> Option<Vec<Vec<(u32, u32, u32)>>> {
        let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.to_vec()).collect();
        let solved = solve(&rows, columns)?;
        Some(solved.iter().map(|r| r.iter().map(|p| (p.col, p.cols, p.rows)).collect()).collect())
    }

    #[test]
    fn one_parent_among_leaves() {
        let found = spans(&[&["来源"], &["个人", "企业和其他单位", "合计"], &["国有", "民营", "外资"]], 5).unwrap();
        assert_eq!(found, [vec![(0, 5, 1)], vec![(0, 1, 2), (1, 3, 1), (4, 1, 2)], vec![(1, 1, 1), (2, 1, 1), (3, 1, 1)]]);
    }

    #[test]
    fn parents_at_two_levels() {
        let found =
            spans(&[&["甲类", "乙类"], &["一等", "二等", "合计", "首次", "再次"], &["一等", "二等", "合计", "一等", "二等", "合计"]], 9)
                .unwrap();
        assert_eq!(found[0], [(0, 3, 1), (3, 6, 1)]);
        assert_eq!(found[1], [(0, 1, 2), (1, 1, 2), (2, 1, 2), (3, 3, 1), (6, 3, 1)]);
        assert_eq!(found[2].iter().map(|s| s.0).collect::<Vec<_>>(), [3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn counts_that_do_not_fit_are_not_guessed() {
        assert_eq!(spans(&[&["a", "b"], &["c"]], 7), None);
        assert_eq!(spans(&[&["a"], &[]], 1), None);
        assert_eq!(spans(&[], 1), None);
        assert_eq!(spans(&[&["a", "b", "c"]], 3).unwrap()[0], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]);
    }
}
