//! The sums stage: every sum found in the tables, the lines it holds and fails on, and how it was found.

use std::io;

use serde::Serialize;

use crate::facts::Facts;
#[cfg(feature = "cli")]
use crate::phrase::Lang;
use crate::report::inspect::Form;
use crate::report::{Options, json};
#[cfg(feature = "cli")]
use crate::report::{clean::visible, width::hanging};
use crate::rules::{Axis, How, Sign, Sum, Sums};

#[derive(Serialize)]
struct SumsView<'a> {
    schema: u32,
    path: &'a str,
    sums: Vec<SumView<'a>>,
    untied: Vec<UntiedView<'a>>,
}

#[derive(Serialize)]
struct UntiedView<'a> {
    table: u32,
    of: &'static str,
    at: u32,
    lines: &'a [u32],
    label: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct SumView<'a> {
    table: u32,
    of: &'static str,
    total: u32,
    label: &'a str,
    parts: Vec<PartView>,
    how: &'static str,
    lines: &'a [u32],
    holds: usize,
    /// Of those, agreeing only after rounding.
    rounded: usize,
    fails: usize,
    undecided: usize,
    /// Lines of amounts on which it does not hold and that are of another kind than those where it does.
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    aside: &'a [u32],
}

#[derive(Serialize)]
struct PartView {
    at: u32,
    sign: &'static str,
}

/// Writes every sum found, and the totals by name that were tied to no parts, on no line or on some. Rows and columns are 0-based grid positions;
/// tables are numbered from 1.
///
/// # Errors
/// Those of the writer.
pub fn sums(facts: &Facts<'_>, sums: &Sums, form: Form, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let untied = sums.untied.iter().map(|untied| UntiedView {
        table: untied.table.saturating_add(1),
        of: axis(untied.of),
        at: untied.at,
        lines: &untied.lines,
        label: &untied.label,
        why: untied.why.get(options.lang),
    });
    let untied = untied.collect();
    let view = SumsView { schema: 1, path: &facts.document.path, sums: sums.found.iter().map(view).collect(), untied };
    match form {
        #[cfg(feature = "cli")]
        Form::Text => out.write_all(text(&view, options).as_bytes()),
        Form::Json => json::write(&view, out),
    }
}

fn axis(axis: Axis) -> &'static str {
    if axis == Axis::Row { "rows" } else { "columns" }
}

fn view(sum: &Sum) -> SumView<'_> {
    let sign = |sign: Sign| if sign == Sign::Plus { "+" } else { "-" };
    SumView {
        table: sum.table.saturating_add(1),
        of: axis(sum.of),
        total: sum.total,
        label: &sum.label,
        parts: sum.parts.iter().map(|&(at, s)| PartView { at, sign: sign(s) }).collect(),
        how: match sum.how {
            How::Code => "code",
            How::Label => "label",
            How::Outline => "outline",
            How::Formula => "formula",
            How::Support => "support",
            How::Run => "run",
            How::Balance => "balance",
        },
        lines: &sum.lines,
        holds: sum.holds,
        rounded: sum.rounded,
        fails: sum.fails,
        undecided: sum.unknown,
        aside: &sum.aside,
    }
}

#[cfg(feature = "cli")]
fn text(view: &SumsView<'_>, options: &Options) -> String {
    let (path, count, left) = (visible(view.path), view.sums.len(), view.untied.len());
    let head = match options.lang {
        Lang::Zh => format!("{path}：合计关系 {count} 个，未能对上的合计 {left} 个"),
        Lang::En => format!("{path}: {count} sums, {left} totals not tied"),
    };
    let sums = view.sums.iter().map(|sum| sum_line(sum, options.lang));
    let untied = view.untied.iter().map(|untied| untied_line(untied, options.lang));
    std::iter::once(head).chain(sums).chain(untied).map(|line| hanging("", &line, 4, options.width)).collect()
}

#[cfg(feature = "cli")]
fn sum_line(sum: &SumView<'_>, lang: Lang) -> String {
    let parts: Vec<String> = sum.parts.iter().map(|p| format!("{}{}", p.sign, p.at + 1)).collect();
    let (table, at, label, parts) = (sum.table, sum.total + 1, visible(sum.label), parts.join(" "));
    let SumView { holds, rounded, fails, undecided, aside, .. } = sum;
    let (lines, zh) = if sum.of == "rows" { ("columns", "列") } else { ("rows", "行") };
    let apart = match (aside, lang) {
        ([], _) => String::new(),
        (_, Lang::Zh) => format!("；第 {} {zh}的数不同类，不计", some(aside)),
        (_, Lang::En) => format!("; {lines} {} left aside as of another kind", some(aside)),
    };
    let after = match (rounded, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("（其中 {rounded} 处在四舍五入后）"),
        (_, Lang::En) => format!(" ({rounded} of them after rounding)"),
    };
    match lang {
        Lang::Zh => {
            let (of, how) = (of_zh(sum.of), how_zh(sum.how));
            format!(
                "表 {table} 第 {at} {of} = {parts}  {label}（{holds} 处成立{after}，{fails} 处不符，{undecided} 处未定；依据：{how}{apart}）"
            )
        }
        Lang::En => {
            let (of, how) = (sum.of, sum.how);
            format!(
                "table {table} {of} {at} = {parts}  {label}  ({holds} hold{after}, {fails} fail, {undecided} undecided, by {how}{apart})"
            )
        }
    }
}

#[cfg(feature = "cli")]
fn untied_line(untied: &UntiedView<'_>, lang: Lang) -> String {
    let (table, at, label, why) = (untied.table, untied.at + 1, visible(untied.label), untied.why);
    let (across, lines) = (if untied.of == "rows" { "columns" } else { "rows" }, some(untied.lines));
    match (lang, untied.lines) {
        (Lang::Zh, []) => format!("表 {table} 第 {at} {}  {label}：未能对上，{why}", of_zh(untied.of)),
        (Lang::En, []) => format!("table {table} {} {at}  {label}: not tied, {why}", untied.of),
        (Lang::Zh, _) => format!("表 {table} 第 {at} {}  {label}：第 {lines} {}未能对上，{why}", of_zh(untied.of), of_zh(across)),
        (Lang::En, _) => format!("table {table} {} {at}  {label}: not tied on {across} {lines}, {why}", untied.of),
    }
}

/// The first of some lines, counted from 1.
#[cfg(feature = "cli")]
fn some(lines: &[u32]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(|line| (line + 1).to_string()).collect();
    shown.join(", ") + if lines.len() > SHOWN { ", …" } else { "" }
}

#[cfg(feature = "cli")]
fn of_zh(of: &str) -> &'static str {
    if of == "rows" { "行" } else { "列" }
}

#[cfg(feature = "cli")]
fn how_zh(how: &str) -> &'static str {
    match how {
        "code" => "编码",
        "label" => "名称",
        "outline" => "编号层级",
        "run" => "名称与相邻数",
        _ => "各行列",
    }
}
