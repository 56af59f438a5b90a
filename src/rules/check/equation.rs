//! A relation among a table's cells, line by line: footing and cross-footing as declared.

use num_rational::BigRational;
use num_traits::Signed as _;

use crate::document::{Document, Spot};
use crate::facts::{CellValue, Facts, Hedge, Number};
use crate::phrase::Phrase;
use crate::rules::bind::{Bound, Context, Operand, Unbound};
use crate::rules::check::order;
use crate::rules::message::{self, Slots};
use crate::rules::scale::Scale;
use crate::rules::settle::{Balance, difference};
use crate::rules::{Checked, Each, Equation, Expr, Gap, NamePath, Order, Rule, Sign, Verdict, Violation};

/// One line an equation is tried on.
struct Line {
    /// What the line is called.
    label: String,
    /// Grid rows and columns that the line fixes.
    rows: Option<Vec<u32>>,
    cols: Option<Vec<u32>>,
    /// The group the names belong to, for groups.
    group: Vec<String>,
}

/// Tries the equation on every line of its tables.
pub(super) fn check(rule: &Rule, spec: &Equation, context: &Context<'_, '_>, out: &mut Vec<Checked>, balances: &mut Vec<Balance>) {
    for table in &spec.tables {
        match context.table(table) {
            Ok(bound) => check_table(rule, spec, bound, context, out, balances),
            Err(why) => {
                // A bound is a remark on cells that are there; only an equation is missed where its table is not found.
                let verdict = if spec.order == Order::Equal { Verdict::Undecided(why) } else { Verdict::NotApplicable(why) };
                out.push(Checked { rule: rule.id.clone(), verdict, evidence: Vec::new(), note: None });
            }
        }
    }
}

fn check_table(
    rule: &Rule,
    spec: &Equation,
    bound: &Bound<'_>,
    context: &Context<'_, '_>,
    out: &mut Vec<Checked>,
    balances: &mut Vec<Balance>,
) {
    for line in lines(spec.each, bound) {
        let sides =
            side(&spec.left, &line, spec.each, bound, context).and_then(|l| Ok((l, side(&spec.right, &line, spec.each, bound, context)?)));
        let (verdict, evidence) = match sides {
            Err(why) if spec.order == Order::Equal => (Verdict::Undecided(why), Vec::new()),
            Err(why) => (Verdict::NotApplicable(why), Vec::new()),
            Ok((left, right)) => {
                let single = spec.order == Order::Equal && !matches!(spec.right, Expr::Sum(_));
                let mut evidence = right.evidence(if single { "total" } else { "right" }, context.facts);
                evidence.extend(left.evidence(if single { "part" } else { "left" }, context.facts));
                let verdict = judge(rule, spec.order, &line, &left, &right, bound, context.facts);
                if spec.order == Order::Equal && matches!(verdict, Verdict::Pass | Verdict::Fail(_)) {
                    balances.push(Balance { check: out.len(), any_of: vec![difference(&left, &right)] });
                }
                (verdict, evidence)
            }
        };
        out.push(Checked { rule: rule.id.clone(), verdict, evidence, note: None });
    }
}

fn lines(each: Each, bound: &Bound<'_>) -> Vec<Line> {
    let spec = bound.spec;
    let single = |labels: &[crate::rules::LabelSpec], found: &[Option<u32>], row: bool| {
        let line = |label: &crate::rules::LabelSpec, at: u32| Line {
            label: label.path.join("/"),
            rows: row.then(|| vec![at]),
            cols: (!row).then(|| vec![at]),
            group: Vec::new(),
        };
        labels.iter().zip(found).filter_map(|(label, at)| Some(line(label, (*at)?))).collect()
    };
    let grouped = |labels: &[crate::rules::LabelSpec]| {
        let mut groups: Vec<Vec<String>> = Vec::new();
        for label in labels {
            let group = &label.path[..label.path.len().saturating_sub(1)];
            if !group.is_empty() && !groups.iter().any(|g| g == group) {
                groups.push(group.to_vec());
            }
        }
        groups.into_iter().map(|group| Line { label: group.join("/"), rows: None, cols: None, group }).collect()
    };
    match each {
        Each::Column => single(&spec.columns, &bound.cols, false),
        // A table of one data row declares no rows.
        Each::Row if spec.rows.is_empty() => {
            let label = spec.caption.first().unwrap_or(&spec.name).clone();
            vec![Line { label, rows: Some(bound.rows.iter().flatten().copied().collect()), cols: None, group: Vec::new() }]
        }
        Each::Row => single(&spec.rows, &bound.rows, true),
        Each::ColumnGroup => grouped(&spec.columns),
        Each::RowGroup => grouped(&spec.rows),
    }
}

/// The cells of one side on one line.
fn side(expr: &Expr, line: &Line, each: Each, bound: &Bound<'_>, context: &Context<'_, '_>) -> Result<Operand, Unbound> {
    match expr {
        Expr::Name(name) => term(name, line, each, bound, context),
        Expr::Sum(terms) => {
            let mut joined = Operand::default();
            for (sign, part) in terms {
                joined.extend(side(part, line, each, bound, context)?.signed(*sign));
            }
            Ok(joined)
        }
        // Nothing is zero: `0 <= 上一年 + 增减`.
        Expr::Number(number) if number.is_zero() => Ok(Operand::default()),
        _ => context.operand(expr),
    }
}

fn term(name: &NamePath, line: &Line, each: Each, bound: &Bound<'_>, context: &Context<'_, '_>) -> Result<Operand, Unbound> {
    let full = NamePath([line.group.clone(), name.0.clone()].concat());
    let named_rows = matches!(each, Each::Column | Each::RowGroup);
    let found = if named_rows { bound.rows_of(Some(&full)) } else { bound.cols_of(&full) };
    if found.is_empty() {
        let written = full.written();
        return Err(Phrase::new(format!("表中没有找到“{written}”"), format!("`{written}` was not found in the table")));
    }
    let (rows, cols) = if named_rows {
        (found, line.cols.clone().unwrap_or_else(|| bound.cols.iter().flatten().copied().collect()))
    } else {
        (line.rows.clone().unwrap_or_else(|| bound.rows_of(None)), found)
    };
    context.crossing(bound, &rows, &cols, Sign::Plus)
}

fn judge(rule: &Rule, order: Order, line: &Line, left: &Operand, right: &Operand, bound: &Bound<'_>, facts: &Facts<'_>) -> Verdict {
    if left.cells.is_empty() && right.cells.is_empty() {
        return Verdict::NotApplicable(Phrase::new(format!("“{}”没有填数", line.label), format!("`{}` holds no numbers", line.label)));
    }
    if order != Order::Equal {
        let doubt = doubt(line, left, right, bound, facts);
        return order::judge(rule, order, label_of(line, bound, facts), [left, right], doubt, facts);
    }
    let (computed, stated) = (left.sum(facts), right.sum(facts));
    let printed = left.numbers(facts).chain(right.numbers(facts)).map(|(_, n)| &n.quantity);
    let gap = Gap::between(&stated, &computed, printed);
    if gap.is_rounding() {
        return Verdict::Pass;
    }
    if let Some(why) = doubt(line, left, right, bound, facts) {
        return Verdict::Undecided(why);
    }
    if let Some(hedged) = left.numbers(facts).chain(right.numbers(facts)).map(|(_, n)| n).find(|n| n.quantity.hedge != Hedge::Exact) {
        return if left.interval(facts).meets(&right.interval(facts)) {
            Verdict::Pass
        } else {
            Verdict::Undecided(approximate(hedged, facts))
        };
    }
    let numbers = || right.numbers(facts).chain(left.numbers(facts)).map(|(_, n)| n);
    let scale = Scale::of(numbers(), facts);
    let amount = |value: &BigRational| format!("{}{}", scale.sum(value, numbers()), scale.unit());
    let label = label_of(line, bound, facts);
    let slots = Slots::new()
        .with("line", label)
        .with("left", amount(&computed))
        .with("right", amount(&stated))
        .with_phrase("gap", message::apart(&gap.difference, &amount(&gap.difference.abs())));
    let (sum, total) = (scale.sum_line(left), scale.sum_line(right));
    Verdict::Fail(Box::new(Violation::of(
        rule,
        &slots,
        if right.cells.len() > 1 {
            Phrase::new(format!("{sum}，而 {total}"), format!("{sum}, but {total}"))
        } else {
            Phrase::new(format!("{sum}；表中为 {total}"), format!("{sum}, stated {total}"))
        },
    )))
}

/// What the line is called in the table itself; a group by its name in the pack.
fn label_of<'f>(line: &'f Line, bound: &Bound<'_>, facts: &'f Facts<'_>) -> &'f str {
    let grid = facts.tables.get(bound.table as usize);
    let row = || bound.rows.iter().flatten().next().copied().unwrap_or(0);
    let path = match (&line.rows, &line.cols) {
        (Some(rows), _) => rows.first().and_then(|&at| Some(grid?.row_path(at))),
        (_, Some(cols)) => cols.first().and_then(|&at| Some(grid?.col_path_at(row(), at))),
        (None, None) => None,
    };
    let own = path.and_then(|path| path.last()).map(String::as_str).filter(|own| !own.is_empty());
    own.unwrap_or_else(|| line.label.rsplit('/').next().unwrap_or_default())
}

fn approximate(number: &Number, facts: &Facts<'_>) -> Phrase {
    let printed = facts.document.printed(&Spot::new(number.spot.site, number.extent.clone())).trim();
    Phrase::new(format!("“{printed}”是约数，不能精确相加"), format!("`{printed}` is approximate and cannot be added up exactly"))
}

/// What keeps a misfit from being a fault: blanks that may not be zero, and numbers in lines nobody declared.
fn doubt(line: &Line, left: &Operand, right: &Operand, bound: &Bound<'_>, facts: &Facts<'_>) -> Option<Phrase> {
    if left.blank_total || right.blank_total {
        return Some(Phrase::new(format!("“{}”的总计空着", line.label), format!("a total of `{}` is blank", line.label)));
    }
    if left.blanks + right.blanks > 0 && !bound.spec.blank_is_zero {
        return Some(Phrase::new(format!("“{}”有空格", line.label), format!("`{}` has blank cells", line.label)));
    }
    let positions: Vec<(u32, u32)> = match (&line.rows, &line.cols) {
        (_, Some(cols)) => cols.iter().flat_map(|&col| bound.stray_rows.iter().map(move |&row| (row, col))).collect(),
        (Some(rows), _) => rows.iter().flat_map(|&row| bound.stray_cols.iter().map(move |&col| (row, col))).collect(),
        (None, None) => bound.rows.iter().flatten().flat_map(|&row| bound.stray_cols.iter().map(move |&col| (row, col))).collect(),
    };
    let stray = positions.into_iter().find(|&(row, col)| holds_amount(bound.table, row, col, facts))?;
    let place = crate::document::CellRef::new(stray.0, stray.1);
    Some(Phrase::new(format!("{place} 的数不知属于哪一项"), format!("the number at {place} belongs to no known line")))
}

fn holds_amount(table: u32, row: u32, col: u32, facts: &Facts<'_>) -> bool {
    let document: &Document = facts.document;
    let (Some(table_read), Some(grid)) = (document.tables.get(table as usize), facts.tables.get(table as usize)) else {
        return false;
    };
    match table_read.at(row, col).map(|cell| *grid.value(cell)) {
        Some(CellValue::Number(number)) => facts.number(number).is_some_and(|n| !n.quantity.value.is_zero()),
        _ => false,
    }
}
