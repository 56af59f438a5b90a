//! `pack.toml`: when the pack applies, what its tables look like, names for what the text talks about.

use std::collections::BTreeMap;

use crate::facts::normalise;
use crate::phrase::Phrase;
use crate::rules::decode::fields::{Fields, File, wrong_type};
use crate::rules::decode::keys::{BLANKS, PACK, SCOPE, TABLE};
use crate::rules::{Expr, LabelSpec, NamePath, Scope, TableSpec, Topics, expr};

/// Words by the name of their list.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// What a `pack.toml` says.
#[derive(Debug, Default)]
pub(in crate::rules) struct PackFile {
    pub title: Phrase,
    pub applies: Vec<String>,
    pub tables: Vec<TableSpec>,
    pub facts: Vec<(String, Vec<Expr>)>,
    pub scope: Scope,
    pub topics: Topics,
    pub names: Vec<(String, Vec<String>)>,
    pub words: Lists,
    /// The file is there and could not be read.
    pub unread: bool,
}

/// Reads a `pack.toml`.
pub(in crate::rules) fn pack(file: &mut File<'_>) -> PackFile {
    let Some(table) = file.parse() else {
        return PackFile { unread: true, ..PackFile::default() };
    };
    let fields = Fields::of(&table, 0..0, &PACK, file);
    let mut read = PackFile { title: fields.phrase("title", file), applies: fields.words("applies", file), ..PackFile::default() };
    if let Some((tables, _)) = fields.table("table", file) {
        for (name, value) in tables {
            match value.get_ref().as_table() {
                Some(spec) => read.tables.push(table_spec(name.get_ref(), spec, value.span(), file)),
                None => wrong_type(name.get_ref(), value, ("一个表", "a table"), file),
            }
        }
    }
    if let Some((scope, span)) = fields.table("scope", file) {
        let scope = Fields::of(scope, span, &SCOPE, file);
        let mut list = |key: &str| -> Vec<String> { scope.words(key, file).iter().map(|w| normalise(w)).collect() };
        read.scope = Scope {
            sentence: list("sentence").into_iter().collect(),
            clause: list("clause").into_iter().collect(),
            behind: list("behind").into_iter().collect(),
            beside: list("beside").into_iter().collect(),
            now: list("now").into_iter().collect(),
            bodies: list("bodies"),
            own: list("own"),
            partial: list("partial").into_iter().collect(),
            whole_topic: list("whole-topic"),
            wholes: list("wholes"),
            lead: list("lead").into_iter().collect(),
            units: list("units"),
            intake: list("intake"),
            stages: list("stages"),
            goes_on: list("goes-on"),
            aftermath: list("aftermath"),
            matters: list("matters"),
            joins: list("joins"),
            less: list("less").into_iter().collect(),
            within: list("within").into_iter().collect(),
            narrow: list("narrow").into_iter().collect(),
            wide: list("wide").into_iter().collect(),
            field: list("field").into_iter().collect(),
            compared: list("compared").into_iter().collect(),
            narrowing: list("narrowing"),
            part_year: list("part-year").into_iter().collect(),
            all_year: list("all-year").into_iter().collect(),
        };
    }
    read.words = lists("words", &fields, file);
    read.topics =
        lists("topic", &fields, file).into_iter().map(|(name, words)| (name, words.iter().map(|w| normalise(w)).collect())).collect();
    read.facts = facts(&fields, &read.tables, file);
    read.names = names(&fields, &read.facts, file);
    read
}

/// The words that name facts.
fn names(fields: &Fields<'_, '_>, facts: &[(String, Vec<Expr>)], file: &mut File<'_>) -> Vec<(String, Vec<String>)> {
    let known: Vec<&str> = facts.iter().map(|(name, _)| name.as_str()).collect();
    for key in fields.table("name", file).into_iter().flat_map(|(table, _)| table.keys()) {
        let name: &str = key.get_ref();
        if !known.contains(&name) {
            let message = Phrase::new(format!("没有名为“{name}”的事实"), format!("no fact is named `{name}`"));
            file.report_unknown(&key.span(), message, name, &known);
        }
    }
    let words = lists("name", fields, file).into_iter();
    words.map(|(fact, words)| (fact, words.iter().map(|word| normalise(word)).collect())).collect()
}

/// A table of word lists, such as `[words]`.
pub(super) fn lists(key: &str, fields: &Fields<'_, '_>, file: &mut File<'_>) -> Lists {
    let mut lists = BTreeMap::new();
    if let Some((table, span)) = fields.table(key, file) {
        let names: Vec<String> = table.keys().map(|k| k.get_ref().to_string()).collect();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let words = Fields::new(table, span, &format!("[{key}]"), &known, file);
        for name in &names {
            lists.insert(name.clone(), words.words(name, file));
        }
    }
    lists
}

fn table_spec(name: &str, table: &toml::de::DeTable<'_>, span: std::ops::Range<usize>, file: &mut File<'_>) -> TableSpec {
    let fields = Fields::new(table, span, &format!("[table.{name}]"), &TABLE.names(), file);
    let blank = fields.string("blank", file);
    if let Some((value, at)) = &blank
        && !BLANKS.contains(&value.as_str())
    {
        let message = Phrase::new(format!("空格的含义不能是“{value}”"), format!("a blank cell cannot mean `{value}`"));
        file.report(at, message, Some(Phrase::new("可写 zero 或 unknown", "write zero or unknown")));
    }
    TableSpec {
        name: name.to_owned(),
        caption: fields.words("caption", file),
        rows: labels(&fields, "rows", file),
        columns: labels(&fields, "columns", file),
        blank_is_zero: blank.is_some_and(|(value, _)| value == "zero"),
        totals: fields.words("totals", file),
    }
}

/// `name = printed | printed`; without `=` the name's last part is what is printed.
fn labels(fields: &Fields<'_, '_>, key: &str, file: &mut File<'_>) -> Vec<LabelSpec> {
    let mut found: Vec<LabelSpec> = Vec::new();
    for (text, span) in fields.strings(key, file) {
        let (name, printed) = match text.split_once(" = ") {
            Some((name, printed)) => (name, printed.split(" | ").map(|p| p.trim().to_owned()).collect()),
            None => (text.as_str(), Vec::new()),
        };
        let path: Vec<String> = name.split('/').map(|p| p.trim().to_owned()).collect();
        let last = path.last().cloned().unwrap_or_default();
        if last.is_empty() || found.iter().any(|l| l.path == path) {
            file.report(&span, Phrase::new("名称为空或重复", "the name is empty or given twice"), None);
            continue;
        }
        let printed = if printed.is_empty() { vec![last] } else { printed };
        found.push(LabelSpec { path, printed });
    }
    found
}

/// `received = "applications[本年新收, 总计] or applications[本年新收, 申请人]"`: the first that is filled.
fn facts(fields: &Fields<'_, '_>, tables: &[TableSpec], file: &mut File<'_>) -> Vec<(String, Vec<Expr>)> {
    let Some((table, _)) = fields.table("fact", file) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in table {
        let Some(text) = value.get_ref().as_str() else {
            file.report(&value.span(), Phrase::new("应为单元格的写法", "cells are expected, such as \"table[row, column]\""), None);
            continue;
        };
        let mut choices = Vec::new();
        let mut at = 0;
        for part in text.split(" or ") {
            match expr::parse(part) {
                Ok(expr) => {
                    check_tables(&expr, tables, &value.span(), file);
                    let start = at + part.len() - part.trim_start().len();
                    // A fact of facts might name itself.
                    for name in expr.names().map(NamePath::written) {
                        let from = start + part.trim_start().find(&name).unwrap_or(0);
                        let place = file.inside(&value.span(), text, &(from..from + name.len()));
                        file.report(
                            &place,
                            made_of_cells(&name),
                            Some(Phrase::new("写成 table[row, column] 的样子", "write table[row, column]")),
                        );
                    }
                    choices.push(expr);
                }
                Err(error) => {
                    let place = file.inside(&value.span(), text, &(at + error.span.start..at + error.span.end));
                    file.report(&place, Phrase::new(error.message.0, error.message.1), None);
                }
            }
            at += part.len() + " or ".len();
        }
        found.push((name.get_ref().to_string(), choices));
    }
    found
}

fn made_of_cells(name: &str) -> Phrase {
    Phrase::new(format!("事实由单元格组成，“{name}”不是单元格"), format!("a fact is made of cells, and `{name}` names none"))
}

/// Every `table[row, column]` must name a declared table, and rows and columns that it has.
pub(super) fn check_tables(expr: &Expr, tables: &[TableSpec], span: &std::ops::Range<usize>, file: &mut File<'_>) {
    for leaf in expr.leaves() {
        let Expr::Cells(cells) = leaf else { continue };
        let Some(spec) = tables.iter().find(|t| t.name == cells.table) else {
            let known: Vec<&str> = tables.iter().map(|t| t.name.as_str()).collect();
            let message = Phrase::new(format!("没有名为“{}”的表", cells.table), format!("no table is named `{}`", cells.table));
            file.report_unknown(span, message, &cells.table, &known);
            continue;
        };
        if let Some(row) = &cells.row {
            check_name(row, &spec.rows, span, file);
        }
        check_name(&cells.col, &spec.columns, span, file);
    }
}

/// A name must cover at least one declared label.
pub(super) fn check_name(name: &NamePath, labels: &[LabelSpec], span: &std::ops::Range<usize>, file: &mut File<'_>) {
    if labels.iter().any(|label| name.covers(&label.path)) {
        return;
    }
    let written = name.written();
    let paths: Vec<String> = labels.iter().map(|l| l.path.join("/")).collect();
    let known: Vec<&str> = paths.iter().map(String::as_str).collect();
    let message = Phrase::new(format!("表中没有“{written}”"), format!("the table has no `{written}`"));
    file.report_unknown(span, message, &written, &known);
}
