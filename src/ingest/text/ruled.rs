//! Tables whose columns are ruled by dashes, as pandoc's simple and multiline tables, reStructuredText and many an office's plain text draw them:
//! `------  ----` below the header, words and figures below the dashes of their column.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::lines::{Line, raw};
use super::stacked;
use crate::document::Cell;

/// Lines of a header at most.
const MOST_HEADER: usize = 5;

/// A table and how many lines it takes.
pub(super) struct Ruled {
    pub cells: Vec<Cell>,
    pub count: usize,
}

/// The table that begins at the first of `lines`: with its header, with a line above it, or, where a line closes it, with its rows. `None` where some
/// words run across the gaps between the columns.
pub(super) fn table<'a>(source: &'a str, lines: &[Line<'a>]) -> Option<Ruled> {
    let framed = lines.first().filter(|line| is_rule(line.text)).is_some();
    let from = usize::from(framed);
    let below = lines.get(from..)?;
    let above = below.iter().take(MOST_HEADER + 1).take_while(|line| !line.text.is_empty() && !is_rule(line.text)).count();
    let rule = below.get(above);
    let ruled = |line: Option<&Line<'a>>| {
        line.filter(|line| is_rule(line.text)).map(|line| columns(raw(source, line).text)).filter(|columns| columns.len() > 1)
    };
    // Below a rule of columns rows may follow at once; a line below them closes the table.
    let (columns, header, body) = match (ruled(rule), ruled(lines.first())) {
        (Some(columns), None) if above > 0 => (columns, from..from + above, from + above + 1),
        (Some(columns), Some(first)) if above > 0 && columns == first && has_rows(below.get(above + 1..)?) => {
            (columns, from..from + above, from + above + 1)
        }
        (Some(columns), Some(first)) if above > 0 && columns == first => (first, 0..0, from),
        _ => return None,
    };
    let between = framed && ruled(lines.first()).is_none();
    let (end, count) = body_end(lines, body, between);
    let cut = |line: &Line<'a>| fields(&raw(source, line), &columns);
    let header: Vec<Vec<Line<'_>>> = lines.get(header)?.iter().map(cut).collect::<Option<_>>()?;
    let mut stretches: Vec<Vec<Vec<Line<'_>>>> = vec![Vec::new()];
    for line in lines.get(body..end)? {
        // Between two lines across the page rows are parted by blank ones; elsewhere each line is one.
        if line.text.is_empty() || is_rule(line.text) || !between {
            stretches.push(Vec::new());
        }
        if let Some(last) = stretches.last_mut().filter(|_| !line.text.is_empty() && !is_rule(line.text)) {
            last.push(cut(line)?);
        }
    }
    let rows: Vec<_> = stretches.iter().filter(|stretch| !stretch.is_empty()).flat_map(|stretch| stacked::rows(stretch)).collect();
    if rows.is_empty() {
        return None;
    }
    let top = (!header.is_empty()).then(|| stacked::joined(&header));
    let mut cells = Vec::new();
    for (row, (stacked, header)) in (0..).zip(top.iter().map(|row| (row, true)).chain(rows.iter().map(|row| (row, false)))) {
        cells.extend((0..).zip(stacked).map(|(col, lines)| Cell { header, ..Cell::new(row, col, stacked::text(lines)) }));
    }
    Some(Ruled { cells, count })
}

/// Whether a row comes first, before any blank line.
fn has_rows(lines: &[Line<'_>]) -> bool {
    lines.first().is_some_and(|line| !line.text.is_empty() && !is_rule(line.text))
}

/// Where the rows that begin at `body` end, and where the table does: at a line across the page, or at the first blank line.
fn body_end(lines: &[Line<'_>], body: usize, between: bool) -> (usize, usize) {
    let rest = lines.get(body..).unwrap_or_default();
    let is_across = |line: &Line<'_>| is_rule(line.text) && !line.text.contains(' ');
    if between && let Some(end) = rest.iter().position(is_across) {
        return (body + end, body + end + 1);
    }
    let end = body + rest.iter().position(|line| line.text.is_empty()).unwrap_or(rest.len());
    (end, end)
}

/// Whether a line is made of dashes, or of equals signs, alone: one run across the page, or one over each column.
fn is_rule(text: &str) -> bool {
    let Some(mark @ (b'-' | b'=')) = text.bytes().next() else { return false };
    text.bytes().all(|b| b == mark || b == b' ') && text.split_ascii_whitespace().all(|run| run.len() >= 2) && text.len() >= 3
}

/// The columns of the page that each run of a rule takes.
fn columns(rule: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in rule.bytes().enumerate().filter(|(_, b)| !b.is_ascii_whitespace()) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// The fields of a line, cut at a blank in each gap between two columns; `None` where a gap has none, or a tab hides where things stand.
fn fields<'a>(line: &Line<'a>, columns: &[Range<usize>]) -> Option<Vec<Line<'a>>> {
    let gaps: Vec<Range<usize>> = columns.windows(2).map(|pair| pair[0].end..pair[1].start).collect();
    let mut cuts: Vec<Option<usize>> = vec![None; gaps.len()];
    let (mut column, mut gap) = (0, 0);
    for (at, c) in line.text.char_indices() {
        if c == '\t' {
            return None;
        }
        while gaps.get(gap).is_some_and(|gap| gap.end <= column) {
            gap += 1;
        }
        if c.is_whitespace() && gaps.get(gap).is_some_and(|gap| gap.contains(&column)) {
            cuts.get_mut(gap)?.get_or_insert(at);
        }
        column += c.width().unwrap_or(0);
    }
    // Beyond its end a line is blank.
    for (cut, gap) in cuts.iter_mut().zip(&gaps) {
        if cut.is_none() && gap.end > column {
            *cut = Some(line.text.len());
        }
    }
    let cuts: Vec<usize> = cuts.into_iter().collect::<Option<_>>()?;
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    Some(starts.zip(cuts.iter().copied().chain([line.text.len()])).map(|(start, end)| line.part(start, end)).collect())
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::ingest::text::lines::lines;

    /// The rows' fields between bars, `#` before a header, and how many lines they take.
    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let found = table(text, &lines(text))?;
        for cell in &found.cells {
            let (start, words) = (cell.text.span(0..cell.text.len()), cell.text.as_str());
            let place = start.map_or("", |s| &text[s.start as usize..s.end as usize]);
            assert!(words.is_empty() || words.contains('\n') || place == words, "{words:?} stands at {place:?}");
        }
        let mut rows: Vec<String> = Vec::new();
        for cell in &found.cells {
            let words = cell.text.as_str().replace('\n', "/");
            if cell.col == 0 {
                rows.push(if cell.header { format!("# {words}") } else { words });
            } else if let Some(row) = rows.last_mut() {
                *row = format!("{row}|{words}");
            }
        }
        Some((rows, found.count))
    }

    fn rows(text: &str) -> Vec<String> {
        read(text).map(|(rows, _)| rows).unwrap_or_default()
    }

    #[test]
    fn simple_tables() {
        let simple = "  Right     Left     Center\n-------     ------ ----------\n     12     a         1,234\n    123     b b            5\n\nWords.\n";
        assert_eq!(read(simple), Some((["# Right|Left|Center", "12|a|1,234", "123|b b|5"].map(Into::into).to_vec(), 4)));
        let bare = "-------     ------\n     12     a\n    123\n-------     ------\n\nWords.";
        assert_eq!(read(bare), Some((["12|a", "123|"].map(Into::into).to_vec(), 4)));
        let framed = "====  =====\nitem    n\n====  =====\na         3\nb        14\n====  =====\n";
        assert_eq!(read(framed), Some((["# item|n", "a|3", "b|14"].map(Into::into).to_vec(), 6)));
    }

    #[test]
    fn offices_rule_off_their_totals_and_stack_their_headers() {
        let text = "Kind of       Received\ncase           in 2023\n------------  --------\nLetters            120\nVisits               7\n------------  --------\nTotal              127\n";
        assert_eq!(rows(text), ["# Kind of/case|Received/in 2023", "Letters|120", "Visits|7", "Total|127"]);
        // A Chinese character is two columns wide.
        let chinese = "项目            件数\n------------  ------\n来信             120\n来访及其他        12\n合计             132";
        assert_eq!(rows(chinese), ["# 项目|件数", "来信|120", "来访及其他|12", "合计|132"]);
    }

    #[test]
    fn multiline_tables() {
        let text = "-------------------------------\n Kind      Number  Remark\n of case\n--------- ------- -------------\n Letters       12 Words that\n                   go on.\n\n Visits         5 None\n-------------------------------\n\nWords.";
        assert_eq!(
            read(text),
            Some((["# Kind/of case|Number|Remark", "Letters|12|Words that/go on.", "Visits|5|None"].map(Into::into).to_vec(), 9))
        );
        // Figures below each other are rows of their own, blank lines between them or not.
        let text =
            "----------------\nItem     1999\n------- -------\nA             1\nB             3\n\nTotal         4\n----------------\n";
        assert_eq!(rows(text), ["# Item|1999", "A|1", "B|3", "Total|4"]);
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "Title\n-----\nWords.",
            "Some words that run on over the gap.\n------ ------\n1      2\n",
            "a      b\n------ ------\n1 and more of it 2\n",
            "a      b\n------ ------\n\nWords.",
            "------ ------\na b c\n",
            "- - -\na b\n",
            "a\tb\n-- --\n1\t2",
            "---\ntitle: a\n---\n",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
