//! A relation among the cells of a table, as a rule writes it.

use std::ops::Range;

use crate::phrase::Phrase;
use crate::rules::decode::fields::{Fields, File};
use crate::rules::decode::pack::{PackFile, check_name};
use crate::rules::decode::rule::find;
use crate::rules::{Each, Equation, Expr, LabelSpec, NamePath, expr};

/// The equation of a rule, its names held to the pack's tables.
pub(super) fn equation(fields: &Fields<'_, '_>, pack: &PackFile, file: &mut File<'_>) -> Option<Equation> {
    let (each_text, each_span) = fields.required("each", file)?;
    let (relation, relation_span) = fields.required("check", file)?;
    let forms = [
        ("column of ", Each::Column),
        ("row of ", Each::Row),
        ("group of columns of ", Each::ColumnGroup),
        ("group of rows of ", Each::RowGroup),
    ];
    let Some((named, each)) = forms.iter().find_map(|(start, each)| Some((each_text.strip_prefix(start)?.trim(), *each))) else {
        let message = Phrase::new(format!("看不懂“{each_text}”"), format!("cannot read `{each_text}`"));
        file.report(&each_span, message, Some(Phrase::new("例如 column of applications", "for example: column of applications")));
        return None;
    };
    let tables: Vec<&str> = named.split(',').map(str::trim).collect();
    let mut specs = Vec::new();
    for table in &tables {
        let Some(spec) = pack.tables.iter().find(|t| t.name == *table) else {
            let known: Vec<&str> = pack.tables.iter().map(|t| t.name.as_str()).collect();
            let message = Phrase::new(format!("没有名为“{table}”的表"), format!("no table is named `{table}`"));
            file.report_unknown(&each_span, message, table, &known);
            return None;
        };
        specs.push(spec);
    }
    let (left, order, right) = match expr::parse_relation(&relation) {
        Ok(sides) => sides,
        Err(error) => {
            let place = file.inside(&relation_span, &relation, &error.span);
            file.report(&place, Phrase::new(error.message.0, error.message.1), None);
            return None;
        }
    };
    if left == right {
        let message = Phrase::new("等式两边是一样的，总是相符", "both sides are the same, which always holds");
        file.report(&relation_span, message, None);
    }
    if let Some(text) = [&left, &right].into_iter().find_map(multiplied) {
        let place = file.inside(&relation_span, &relation, &find(&relation, text));
        file.report(&place, Phrase::new("表中各格只能相加减", "cells of a table can only be added and taken away here"), None);
    }
    for spec in specs {
        let labels = match each {
            Each::Column | Each::RowGroup => &spec.rows,
            Each::Row | Each::ColumnGroup => &spec.columns,
        };
        for name in [&left, &right].into_iter().flat_map(Expr::names) {
            let place = file.inside(&relation_span, &relation, &find(&relation, &name.written()));
            if matches!(each, Each::Column | Each::Row) {
                check_name(name, labels, &place, file);
            } else {
                check_member(name, labels, &place, file);
            }
        }
    }
    Some(Equation { tables: tables.into_iter().map(str::to_owned).collect(), each, left, order, right })
}

/// The sign of a product or a quotient among the terms.
fn multiplied(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::Product(..) => Some(" * "),
        Expr::Quotient(..) => Some(" / "),
        Expr::Sum(terms) => terms.iter().find_map(|(_, term)| multiplied(term)),
        Expr::Name(_) | Expr::Cells(_) | Expr::Number(_) => None,
    }
}

/// In a group, names are the members' last parts.
fn check_member(name: &NamePath, labels: &[LabelSpec], span: &Range<usize>, file: &mut File<'_>) {
    let lasts: Vec<LabelSpec> =
        labels.iter().filter_map(|l| Some(LabelSpec { path: vec![l.path.last()?.clone()], printed: Vec::new() })).collect();
    check_name(name, &lasts, span, file);
}
