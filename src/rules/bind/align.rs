//! Declared labels in order against printed labels in order: the best monotone matching (Needleman and Wunsch 1970, gaps free).

use crate::rules::bind::labels::LIKELY;

/// For each declared label, the index of the printed one it is matched with. `likeness` is asked in thousandths;
/// pairs under [`LIKELY`] are never matched. Time and memory are declared × printed.
pub(super) fn align(declared: usize, printed: usize, likeness: impl Fn(usize, usize) -> u32) -> Vec<Option<usize>> {
    let width = printed + 1;
    let mut best = vec![0_u32; (declared + 1) * width];
    let mut taken = vec![false; (declared + 1) * width];
    for d in 1..=declared {
        for p in 1..=printed {
            let at = d * width + p;
            let skip = best[at - 1].max(best[at - width]);
            let alike = likeness(d - 1, p - 1);
            let pair = best[at - width - 1] + alike.saturating_sub(LIKELY / 2);
            taken[at] = alike >= LIKELY && pair > skip;
            best[at] = if taken[at] { pair } else { skip };
        }
    }
    let mut found = vec![None; declared];
    let (mut d, mut p) = (declared, printed);
    while d > 0 && p > 0 {
        let at = d * width + p;
        if taken[at] {
            found[d - 1] = Some(p - 1);
            d -= 1;
            p -= 1;
        } else if best[at] == best[at - 1] {
            p -= 1;
        } else {
            d -= 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn repeated_labels_are_told_apart_by_order() {
        let declared = ["a", "b", "t", "a", "b", "t"];
        let printed = ["x", "a", "b", "t", "a", "t"];
        let found = align(6, 6, |d, p| if declared[d] == printed[p] { 1000 } else { 0 });
        assert_eq!(found, [Some(1), Some(2), Some(3), Some(4), None, Some(5)]);
    }
}
