//! A rule explained from its own file: what it says, why it matters, what to do, and its examples.

use crate::phrase::{Lang, Phrase};
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::width::{self, columns, fit, is_figure, lower, pad_end};
use crate::report::words;
use crate::rules::{Across, Check, ClaimSpec, Each, Link, Meaning, Rule, Statement, meaning_words};

/// The fixed words of an explanation.
struct Words {
    severity: &'static str,
    here: &'static str,
    why: &'static str,
    fix: &'static str,
    checks: &'static str,
    says: &'static str,
    examples: &'static str,
    colon: &'static str,
    marks: &'static str,
}

impl Words {
    fn of(rule: &Rule, lang: Lang) -> Self {
        let severity = words::severity(rule.severity).get(lang);
        match lang {
            Lang::Zh => Self {
                severity,
                here: "严重程度",
                why: "为什么",
                fix: "怎么办",
                checks: "核对的关系",
                says: "认得的说法（{ } 是数，[ ] 可有可无，( | ) 任选其一，* 可重复，< > 是一组近义词，… 隔几个字）",
                examples: "示例",
                colon: "：",
                marks: "，[ ] 为指出的数",
            },
            Lang::En => Self {
                severity,
                here: "severity here",
                why: "why",
                fix: "what to do",
                checks: "relations checked",
                says: "wordings understood ({ } a number, [ ] may be absent, ( | ) one of, * any number of times, < > a list of like words, … a few words between)",
                examples: "examples",
                colon: ":",
                marks: ", naming what stands in [ ]",
            },
        }
    }
}

/// The whole explanation of a rule, in lines of at most the width.
#[must_use]
pub fn explain(rule: &Rule, grade: Option<&Phrase>, options: &Options) -> String {
    let (lang, max) = (options.lang, options.width);
    let said = Words::of(rule, lang);
    let Words { colon, .. } = said;
    let mut out = String::new();
    let (open, close) = if lang == Lang::Zh { ("（", "）") } else { (" (", ")") };
    line(
        &mut out,
        max,
        0,
        &format!("{}[{}]{colon}{}{}", said.severity, rule.id, if lang == Lang::Zh { "" } else { " " }, rule.title.get(lang)),
    );
    line(&mut out, max, 2, &format!("--> {}", visible(&rule.file)));
    if let Some(grade) = grade {
        hanging(&mut out, max, 2, 2, &format!("{}{colon}{}{}", said.here, if lang == Lang::Zh { "" } else { " " }, grade.get(lang)));
    }
    for (head, text) in [(said.why, rule.why.get(lang)), (said.fix, rule.fix.get(lang))] {
        section(&mut out, max, head, colon);
        line(&mut out, max, 2, text);
    }
    for (head, lines) in [(said.checks, relations(rule, lang)), (said.says, wordings(rule))] {
        if !lines.is_empty() {
            section(&mut out, max, head, colon);
            for text in &lines {
                hanging(&mut out, max, 2, 2, text);
            }
        }
    }
    section(&mut out, max, said.examples, colon);
    for example in &rule.examples {
        let marks = if example.verdict == "fail" { said.marks } else { "" };
        line(&mut out, max, 2, &format!("{}{open}{}{close}{marks}", words::verdict(&example.verdict, lang), example.shows));
        let (earlier, later) = if lang == Lang::Zh {
            ("上一年的报告", "本年的报告")
        } else {
            ("the report of the year before", "this year's report")
        };
        if let Some(before) = &example.before {
            line(&mut out, max, 4, &format!("{earlier}{colon}"));
            sample(&mut out, max, before);
            line(&mut out, max, 4, &format!("{later}{colon}"));
        }
        sample(&mut out, max, &example.report);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn section(out: &mut String, max: usize, head: &str, colon: &str) {
    out.push('\n');
    line(out, max, 0, &format!("{head}{colon}"));
}

/// Text wrapped to the width.
fn line(out: &mut String, max: usize, indent: usize, text: &str) {
    hanging(out, max, indent, 0, text);
}

/// Text wrapped to the width; what follows the first line is indented further.
fn hanging(out: &mut String, max: usize, indent: usize, further: usize, text: &str) {
    out.push_str(&width::hanging(&" ".repeat(indent), text, indent + further, max));
}

/// An example's report: paragraphs wrapped, tables with their columns aligned, marks as brackets.
fn sample(out: &mut String, max: usize, report: &str) {
    let lines: Vec<&str> = report.trim().lines().collect();
    for block in lines.chunk_by(|a, b| a.starts_with('|') == b.starts_with('|')) {
        if block.first().is_some_and(|l| l.starts_with('|')) {
            table(out, max, block);
            continue;
        }
        for text in block.iter().map(|l| l.trim()).filter(|l| !l.is_empty()) {
            line(out, max, 4, &bracketed(text.trim_start_matches('#').trim_start()));
        }
    }
}

/// An example's report with marks of any kind, indented, in lines of at most `max` columns: paragraphs wrapped, tables with their columns aligned.
#[must_use]
pub fn example_lines(marked: &str, max: usize) -> String {
    let mut out = String::new();
    sample(&mut out, max, marked);
    out
}

/// `!38!` as `[38]`.
fn bracketed(text: &str) -> String {
    let closed = text.matches('!').count() / 2 * 2;
    let mut out = String::new();
    for (nth, part) in text.split('!').enumerate() {
        if nth > 0 {
            out.push(match nth {
                nth if nth > closed => '!',
                nth if nth % 2 == 1 => '[',
                _ => ']',
            });
        }
        out.push_str(part);
    }
    out
}

/// A table with its columns aligned. Where it is too wide, labels and headers are shortened, never a number or what is marked.
fn table(out: &mut String, max: usize, lines: &[&str]) {
    /// The labels, and a header, are not shortened below this.
    const FLOORS: (usize, usize) = (12, 3);
    let is_rule = |l: &str| l.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let cells = |l: &&str| l.trim().trim_matches('|').split('|').map(|c| bracketed(c.trim())).collect::<Vec<String>>();
    let rows: Vec<Vec<String>> = lines.iter().filter(|l| !(is_rule(l) && l.contains('-'))).map(cells).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |n: usize, whole: bool| {
        let kept = |c: &&String| !whole || c.starts_with('[') || is_figure(c);
        rows.iter().filter_map(|r| r.get(n)).filter(kept).map(|c| columns(c)).max().unwrap_or(0)
    };
    let room = max.saturating_sub(4);
    let need = |n: usize| (widest(n, false), widest(n, true).max(widest(n, false).min(if n == 0 { FLOORS.0 } else { FLOORS.1 })));
    let mut widths: Vec<(usize, usize)> = (0..count).map(need).collect();
    lower(&mut widths, room.saturating_sub(2 * count.saturating_sub(1)));
    for row in &rows {
        let cells = widths.iter().enumerate().map(|(n, &(width, _))| pad_end(&fit(row.get(n).map_or("", String::as_str), width), width));
        out.extend(["    ", fit(cells.collect::<Vec<_>>().join("  ").trim_end(), room).as_str(), "\n"]);
    }
}

pub(super) fn relations(rule: &Rule, lang: Lang) -> Vec<String> {
    match &rule.check {
        Check::Equation(equation) => {
            let each = match (equation.each, lang) {
                (Each::Column, Lang::Zh) => "每一列",
                (Each::Row, Lang::Zh) => "每一行",
                (Each::ColumnGroup, Lang::Zh) => "每一组列",
                (Each::RowGroup, Lang::Zh) => "每一组行",
                (Each::Column, Lang::En) => "each column",
                (Each::Row, Lang::En) => "each row",
                (Each::ColumnGroup, Lang::En) => "each group of columns",
                (Each::RowGroup, Lang::En) => "each group of rows",
            };
            let sides = format!("{} {} {}", equation.left, equation.order.written(), equation.right);
            vec![match lang {
                Lang::Zh => format!("表 {} 的{each}：{sides}", equation.tables.join("、")),
                Lang::En => format!("{each} of table {}: {sides}", equation.tables.join(", ")),
            }]
        }
        Check::Claims(claims) => {
            let mut lines: Vec<String> = claims.iter().map(|claim| meaning_words(&claim.meaning).get(lang).to_owned()).collect();
            let mut seen = std::collections::BTreeSet::new();
            lines.retain(|line| seen.insert(line.clone()));
            lines
        }
        Check::Across(across) => linked(across, lang),
        Check::Rollup(tables) => vec![match lang {
            Lang::Zh => format!("表 {} 的每一格：上级 = 各下级之和（上下级写在 crossfoot.toml 的 [rollup]）", tables.join("、")),
            Lang::En => format!(
                "each cell of table {}: the parent's = the sum of the children's (named by [rollup] in crossfoot.toml)",
                tables.join(", ")
            ),
        }],
        Check::Shifted(tables) => vec![match lang {
            Lang::Zh => format!("表 {} 的每一行：移回一列后各列的勾稽关系全部成立，而照原样不成立", tables.join("、")),
            Lang::En => {
                format!("each row of table {}: moved by one column every column adds up, as printed some do not", tables.join(", "))
            }
        }],
        Check::Sequence(_) | Check::Sums(_) | Check::Years(_) | Check::Tally(_) => Vec::new(),
    }
}

/// The relations of a rule on two reports; `before` is the report of the year before.
fn linked(across: &Across, lang: Lang) -> Vec<String> {
    let mut lines = match &across.link {
        Link::Equation(equation) => {
            let tables = equation.tables.join(if lang == Lang::Zh { "、" } else { ", " });
            let each = match (equation.each, lang) {
                (Each::Column | Each::ColumnGroup, Lang::Zh) => "每一列",
                (Each::Row | Each::RowGroup, Lang::Zh) => "每一行",
                (Each::Column | Each::ColumnGroup, Lang::En) => "each column",
                (Each::Row | Each::RowGroup, Lang::En) => "each row",
            };
            vec![match lang {
                Lang::Zh => format!("表 {tables} 的{each}：{}（before 为上一年的报告）", equation.written()),
                Lang::En => format!("{each} of table {tables}: {} (before: in the report of the year before)", equation.written()),
            }]
        }
        Link::Reuse(spec) => vec![match lang {
            Lang::Zh => format!("每一节（不少于 {} 字）：与上一年报告相同的字不到 {}%", spec.least, spec.share),
            Lang::En => format!(
                "each section of {} characters and more: less than {}% of them stand in the report of the year before",
                spec.least, spec.share
            ),
        }],
        Link::Claims { wordings, states } => {
            let or = if lang == Lang::Zh { " 或 " } else { " or " };
            let line = |(wording, statement): (&ClaimSpec, &Statement)| {
                let Meaning::Readings(readings) = &wording.meaning else { return String::new() };
                let names: Vec<&str> = readings.iter().map(|(name, _)| name.as_str()).collect();
                match statement {
                    Statement::Before => {
                        let names: Vec<String> = names.iter().map(|name| format!("before.{name}")).collect();
                        format!("n = {}", names.join(or))
                    }
                    Statement::Change { claim, expr } => format!("{claim} = {expr}; now, before: {}", names.join(or)),
                }
            };
            wordings.iter().zip(states).map(line).collect()
        }
    };
    let years = match (across.from, across.to, lang) {
        (Some(from), Some(to), Lang::Zh) => Some(format!("限 {from} 至 {to} 年的报告")),
        (Some(from), Some(to), Lang::En) => Some(format!("for reports of {from} to {to}")),
        (Some(from), None, Lang::Zh) => Some(format!("自 {from} 年的报告起")),
        (Some(from), None, Lang::En) => Some(format!("for reports of {from} and later")),
        (None, Some(to), Lang::Zh) => Some(format!("至 {to} 年的报告止")),
        (None, Some(to), Lang::En) => Some(format!("for reports of {to} and earlier")),
        (None, None, _) => None,
    };
    lines.extend(years);
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}

fn wordings(rule: &Rule) -> Vec<String> {
    rule.claims().into_iter().flatten().flat_map(|claim| &claim.says).map(|says| says.written().to_owned()).collect()
}
