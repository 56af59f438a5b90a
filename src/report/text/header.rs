//! The lines above a slice: the table's title, grid letters, and header labels level by level as the table has them.

use crate::findings::SliceColumn;
use crate::report::clean::visible;
use crate::report::text::shrink::{GAP, Plan, Shown};
use crate::report::width::{columns, fit, pad_end, pad_start, wrap};

/// Lines of one header label; a longer one is shortened.
const LINES: usize = 3;

/// A column as drawn: its place in the slice, its first screen column and the one past its last.
#[derive(Clone, Copy, Debug)]
struct Place {
    index: usize,
    start: usize,
    end: usize,
}

/// Text that ends at a screen column.
struct Piece {
    end: usize,
    text: String,
}

/// The header levels that all columns share but for the innermost, and what is left of each column's.
pub(super) fn split(columns: &[SliceColumn]) -> (Vec<String>, Vec<Vec<String>>) {
    let paths: Vec<Vec<String>> = columns.iter().map(|c| c.path.iter().map(|l| visible(l).trim().to_owned()).collect()).collect();
    let shared = shared(&paths);
    let common = paths.first().and_then(|p| p.get(..shared)).unwrap_or(&[]).to_vec();
    (common, paths.into_iter().map(|p| p.get(shared..).unwrap_or(&[]).to_vec()).collect())
}

/// How many outer levels all paths share, leaving each at least its innermost.
pub(super) fn shared(paths: &[Vec<String>]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let most = paths.iter().map(|p| p.len().saturating_sub(1)).min().unwrap_or(0);
    (0..most).take_while(|&level| paths.iter().all(|p| p.get(level) == first.get(level))).count()
}

/// All lines above the rows. `stub` is what the rows' labels share.
pub(super) fn lines(caption: Option<&str>, slice: &[SliceColumn], stub: &str, plan: &Plan, room: usize) -> Vec<String> {
    let places = places(plan);
    let (common, rest) = split(slice);
    let letters: Vec<Piece> = places.iter().filter_map(|p| Some(piece(p.end, &visible(&slice.get(p.index)?.letter)))).collect();
    let mut out = Vec::new();
    let title = caption.map(|c| visible(c).trim().to_owned()).filter(|c| !c.is_empty());
    let free = letters.first().map_or(room, |l| l.end.saturating_sub(columns(&l.text) + GAP));
    match title {
        Some(title) if columns(&title) > free => {
            out.push(fit(&title, room));
            out.push(draw("", &letters, plan));
        }
        title => out.push(draw(title.as_deref().unwrap_or(""), &letters, plan)),
    }
    let labels = match places.as_slice() {
        [only] => single(&common, rest.get(only.index).and_then(|p| p.last()), only.end),
        _ => levels(&common, &rest, &places),
    };
    let mut levels = labels.into_iter().peekable();
    let mut said = stub.is_empty();
    while let Some(level) = levels.next() {
        let free = level.first().map_or(room, |l| l.end.saturating_sub(columns(&l.text) + GAP));
        let last = levels.peek().is_none() && columns(stub) <= free;
        out.push(draw(if last { stub } else { "" }, &level, plan));
        said |= last;
    }
    if !said {
        out.push(fit(stub, room));
    }
    out
}

fn places(plan: &Plan) -> Vec<Place> {
    let mut at = plan.label;
    let mut out = Vec::new();
    for shown in &plan.columns {
        at += GAP;
        match *shown {
            Shown::Column { index, width } => {
                out.push(Place { index, start: at, end: at + width });
                at += width;
            }
            Shown::Elided => at += 1,
        }
    }
    out
}

/// The whole path of a lone column, on one line where it fits before the column's end, else level by level.
fn single(common: &[String], inner: Option<&String>, end: usize) -> Vec<Vec<Piece>> {
    let path: Vec<&str> = common.iter().chain(inner).map(String::as_str).filter(|l| !l.is_empty()).collect();
    let joined = path.join(" / ");
    if joined.is_empty() {
        return Vec::new();
    }
    if columns(&joined) <= end {
        return vec![vec![piece(end, &joined)]];
    }
    path.into_iter().flat_map(|label| cut(label, end)).map(|line| vec![piece(end, &line)]).collect()
}

/// The levels of several columns: what all share on one line, then a label over the columns it spans.
fn levels(common: &[String], rest: &[Vec<String>], places: &[Place]) -> Vec<Vec<Piece>> {
    let end = places.last().map_or(0, |p| p.end);
    let mut out = Vec::new();
    let joined = common.join(" / ");
    if !joined.is_empty() {
        let own = end.saturating_sub(places.first().map_or(0, |p| p.start));
        let over = |line: String| if columns(&line) <= own { span(&line, own) } else { line };
        out.extend(cut(&joined, end).into_iter().map(|line| vec![piece(end, &over(line))]));
    }
    let path = |place: &Place| rest.get(place.index).map_or(&[][..], Vec::as_slice);
    let depth = places.iter().map(|p| path(p).len()).max().unwrap_or(0);
    for level in 0..depth {
        // Labels stand at the foot of the header: a short path begins further down.
        let upto = |place: &Place| (level + path(place).len()).checked_sub(depth).and_then(|own| path(place).get(..=own));
        let mut stacks: Vec<(usize, Vec<String>)> = Vec::new();
        for group in places.chunk_by(|a, b| level + 1 < depth && upto(a).is_some() && upto(a) == upto(b)) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let Some(label) = upto(first).and_then(<[String]>::last) else { continue };
            let own = last.end.saturating_sub(first.start);
            let before = stacks.last().map_or(0, |(end, _)| end + GAP);
            let lines = match group {
                [_] => cut(label, last.end.saturating_sub(before.max(if stacks.is_empty() { 0 } else { first.start }))),
                _ => cut(label, own).into_iter().map(|line| span(&line, own)).collect(),
            };
            stacks.push((last.end, lines));
        }
        let tall = stacks.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for nth in 0..tall {
            let line = |(end, lines): &(usize, Vec<String>)| Some(piece(*end, lines.get((nth + lines.len()).checked_sub(tall)?)?));
            out.push(stacks.iter().filter_map(line).collect());
        }
    }
    out
}

/// A label over several columns, with rules to both ends of them.
fn span(label: &str, width: usize) -> String {
    let free = width.saturating_sub(columns(label));
    let (left, right) = (free / 2, free - free / 2);
    let rule = |n: usize| "─".repeat(n.saturating_sub(1));
    let blank = |n: usize| " ".repeat(n.min(1));
    format!("{}{}{label}{}{}", rule(left), blank(left), blank(right), rule(right))
}

/// A label in at most [`LINES`] lines, about equally long.
fn cut(label: &str, width: usize) -> Vec<String> {
    let mut lines = wrap(label, width);
    if (2..=LINES).contains(&lines.len()) {
        let narrower = (2..width).map(|width| wrap(label, width)).find(|l| l.len() == lines.len());
        lines = narrower.unwrap_or(lines);
    }
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).concat();
        lines.push(fit(&rest, width));
    }
    lines.into_iter().map(|line| fit(&line, width)).collect()
}

fn piece(end: usize, text: &str) -> Piece {
    Piece { end, text: text.to_owned() }
}

/// The pieces on one line after `lead`, with `…` where the plan leaves columns out.
fn draw(lead: &str, pieces: &[Piece], plan: &Plan) -> String {
    let mut all: Vec<(usize, &str)> = pieces.iter().map(|p| (p.end, p.text.as_str())).collect();
    let mut at = plan.label;
    for shown in &plan.columns {
        at += GAP;
        match *shown {
            Shown::Column { width, .. } => at += width,
            Shown::Elided => {
                at += 1;
                all.push((at, "…"));
            }
        }
    }
    all.sort_by_key(|(end, _)| *end);
    let mut out = lead.to_owned();
    for (end, text) in all {
        let start = end.saturating_sub(columns(text));
        if start < columns(&out) {
            continue;
        }
        out = pad_end(&out, start);
        out.push_str(&pad_start(text, end.saturating_sub(start)));
    }
    out.trim_end().to_owned()
}
