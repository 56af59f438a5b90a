//! Plain text: tables with bars, a row a line or a cell a line.

use super::look::{Look, Markup};
use super::pen::Pen;
use super::place::Rendered;
use crate::mutation::paper::{Block, Cell, Edits, Grid, Paper};

/// The report as text.
pub(crate) fn file(paper: &Paper, edits: &Edits, look: &Look) -> Rendered {
    let mut rng = look.rng.fork(1);
    let marked = rng.chance(50);
    let repeated = rng.chance(60);
    let blank = look.markup == Markup::Bars || rng.chance(50);
    let mut pen = Pen::new(paper, edits);
    for block in &paper.blocks {
        match block {
            Block::Title(line) | Block::Heading(line) | Block::Sub(line) => {
                if marked && look.markup == Markup::Bars {
                    pen.push(match block {
                        Block::Title(_) => "# ",
                        Block::Heading(_) => "## ",
                        _ => "### ",
                    });
                }
                pen.line(line);
            }
            Block::Paragraph(line) | Block::Signature(line) => pen.line(line),
            Block::Table(grid) if look.markup == Markup::Bars => bars(&mut pen, grid, marked, repeated),
            Block::Table(grid) => {
                cells(&mut pen, grid);
                continue;
            }
        }
        pen.push(if blank { "\n\n" } else { "\n" });
    }
    pen.file("report.txt", look.coding)
}

/// Which cell covers each place of the grid, as row and position in the row.
fn covered(grid: &Grid) -> Vec<Vec<Option<(usize, usize)>>> {
    let width: usize = grid.first().map_or(0, |row| row.iter().map(|cell| cell.cols).sum());
    let mut places = vec![vec![None; width]; grid.len()];
    for (n, row) in grid.iter().enumerate() {
        for (k, cell) in row.iter().enumerate() {
            let Some(col) = places[n].iter().position(Option::is_none) else { continue };
            for line in places.iter_mut().skip(n).take(cell.rows) {
                line.iter_mut().skip(col).take(cell.cols).for_each(|place| *place = Some((n, k)));
            }
        }
    }
    places
}

/// A row a line. A cell over several places stands in the first of them, or in all.
fn bars(pen: &mut Pen<'_>, grid: &Grid, marked: bool, repeated: bool) {
    let places = covered(grid);
    for (n, row) in places.iter().enumerate() {
        let mut seen: Vec<(usize, usize)> = Vec::new();
        pen.push("|");
        for place in row {
            pen.push(" ");
            if let Some((r, k)) = *place {
                let first = r == n && !seen.contains(&(r, k));
                let cell: &Cell = &grid[r][k];
                // A number is never said twice.
                if first || (repeated && cell.head) {
                    pen.line(&cell.line);
                }
                seen.push((r, k));
            }
            pen.push(" |");
        }
        pen.push("\n");
        if n == 0 && marked {
            pen.push(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
}

/// A cell a line: its words and a bar, blank cells as bars on a line of their own, and every row but the last padded to the same number of
/// bars. Padding stands behind the last cell, or with the blanks before it.
fn cells(pen: &mut Pen<'_>, grid: &Grid) {
    let width: usize = grid.first().map_or(0, |row| row.iter().map(|cell| cell.cols).sum());
    for (n, row) in grid.iter().enumerate() {
        let blank: Vec<bool> = row.iter().map(|cell| pen.paper.plain(&cell.line, pen.edits).trim().is_empty()).collect();
        let padding = if n + 1 == grid.len() { 0 } else { width.saturating_sub(row.len()) };
        let mut bars = 0;
        for (cell, blank) in row.iter().zip(&blank) {
            if *blank {
                bars += 1;
                continue;
            }
            if bars > 0 {
                pen.push(&format!("{}\n", "|".repeat(bars)));
                bars = 0;
            }
            pen.line(&cell.line);
            pen.push(" |\n");
        }
        if bars > 0 {
            pen.push(&format!("{}\n", "|".repeat(bars + padding)));
        } else if padding > 0 {
            // The padding belongs to the last cell's line.
            pen.out.truncate(pen.out.len() - 1);
            pen.push(&format!(" {}\n", "|".repeat(padding)));
        }
    }
}
