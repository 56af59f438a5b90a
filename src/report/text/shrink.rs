//! Which columns of a slice are shown, and how wide, so that a row never wraps.

use crate::findings::Slice;
use crate::report::clean::visible;
use crate::report::text::header;
use crate::report::width::{columns, lower};

/// Blanks between two columns; a bracket may stand in each.
pub(crate) const GAP: usize = 2;
/// A cell wider than this may be shortened; numbers of a report are narrower.
const WIDEST_CELL: usize = 16;
/// A header wider than this wraps.
const WIDEST_HEADER: usize = 20;
/// A header is not wrapped in less than this.
const NARROWEST_HEADER: usize = 6;
/// A label is not shortened below this.
const LABEL_FLOOR: usize = 12;
/// Columns considered at all; a slice holds the ones used, so more are never needed in a terminal.
const MOST_COLUMNS: usize = 256;

/// A column to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Column `index` of the slice, `width` columns wide.
    Column { index: usize, width: usize },
    /// Columns are left out here.
    Elided,
}

/// The plan of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) label: usize,
    pub(crate) columns: Vec<Shown>,
}

/// What a column wants and what it cannot do without.
#[derive(Clone, Copy, Debug)]
struct Need {
    natural: usize,
    floor: usize,
    /// 0 holds the primary label, 1 another one, 2 none.
    rank: u8,
}

/// Plans `slice` for `room` columns. `labels` holds the row labels as they will be shown.
pub(crate) fn plan(slice: &Slice, labels: &[String], room: usize) -> Plan {
    let label = labels.iter().map(|l| columns(l)).max().unwrap_or(0).min(room);
    let (_, paths) = header::split(&slice.columns);
    let needs: Vec<Need> = (0..slice.columns.len().min(MOST_COLUMNS))
        .map(|index| {
            // The first column's header may stand over the labels as well.
            let free = if index == 0 { label } else { 0 };
            need(slice, index, paths.get(index).map_or(&[], Vec::as_slice), free, room)
        })
        .collect();
    let label_floor = label.min(LABEL_FLOOR);
    let kept = choose(&needs, room.saturating_sub(label_floor));
    let mut widths: Vec<(usize, usize)> = vec![(label, label_floor)];
    widths.extend(kept.iter().flatten().filter_map(|&i| needs.get(i)).map(|n| (n.natural, n.floor)));
    let fixed = kept.iter().map(|k| if k.is_some() { GAP } else { GAP + 1 }).sum::<usize>();
    lower(&mut widths, room.saturating_sub(fixed));
    let mut sizes = widths.into_iter().map(|(width, _)| width);
    let label = sizes.next().unwrap_or(0);
    let columns = kept
        .into_iter()
        .map(|kept| kept.map_or(Shown::Elided, |index| Shown::Column { index, width: sizes.next().unwrap_or(0) }))
        .collect();
    Plan { label, columns }
}

fn need(slice: &Slice, index: usize, path: &[String], free: usize, room: usize) -> Need {
    let letter = slice.columns.get(index).map_or(0, |c| columns(&visible(&c.letter)));
    // Headers wrap, so what is wanted is bounded.
    let header = path.iter().map(|l| columns(l)).max().unwrap_or(0).saturating_sub(free).min(WIDEST_HEADER);
    let mut cell = 0;
    let mut rank = 2;
    for found in slice.rows.iter().filter_map(|r| r.cells.get(index)) {
        cell = cell.max(columns(&visible(&found.text)));
        rank = match found.label {
            Some(0) => 0,
            Some(_) => rank.min(1),
            None => rank,
        };
    }
    let floor = cell.min(WIDEST_CELL).max(header.min(NARROWEST_HEADER)).max(letter).min(room);
    Need { natural: cell.max(header).max(letter).min(room), floor, rank }
}

/// The columns kept, in order, `None` where some are left out: all if they fit at their narrowest, else the used ones first.
fn choose(needs: &[Need], room: usize) -> Vec<Option<usize>> {
    let all = vec![true; needs.len()];
    if cost(needs, &all) <= room {
        return (0..needs.len()).map(Some).collect();
    }
    let mut kept = vec![false; needs.len()];
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|&i| (needs.get(i).map_or(2, |n| n.rank), i));
    for (nth, &index) in order.iter().enumerate() {
        if let Some(flag) = kept.get_mut(index) {
            *flag = true;
        }
        if nth > 0
            && cost(needs, &kept) > room
            && let Some(flag) = kept.get_mut(index)
        {
            *flag = false;
        }
    }
    let mut out: Vec<Option<usize>> = Vec::new();
    for (index, &keep) in kept.iter().enumerate() {
        if keep {
            out.push(Some(index));
        } else if out.last() != Some(&None) {
            out.push(None);
        }
    }
    out
}

/// Columns needed at the narrowest, gaps and elisions included.
fn cost(needs: &[Need], kept: &[bool]) -> usize {
    let mut sum = 0;
    let mut elided = false;
    for (need, &keep) in needs.iter().zip(kept) {
        if keep {
            sum += GAP + need.floor;
        } else if !elided {
            sum += GAP + 1;
        }
        elided = !keep;
    }
    sum
}
