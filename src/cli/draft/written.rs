//! A draft as TOML, to be read and changed by a person.

use std::fmt::Write as _;

use crate::cli::draft::example::Drawn;
use crate::cli::draft::names::{Line, without_number};
use crate::cli::draft::plan::{Plan, lasting};
use crate::cli::draft::relation::Relation;
use crate::facts::normalise;
use crate::phrase::{Lang, Phrase};
use crate::rules::Axis;

/// The longest line of entries.
const WIDE: usize = 110;

/// The `[table]` of a plan.
pub(crate) fn table(plan: &Plan, total: &str) -> String {
    let mut out = format!("[table.{}]\n", key(&plan.name));
    if let Some(caption) = &plan.caption {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "caption = [{}]", quoted(lasting(caption)));
    }
    if !plan.one_row {
        list("rows    = ", &plan.rows, &mut out);
    }
    list("columns = ", &plan.columns, &mut out);
    if plan.blanks {
        out.push_str("blank   = \"zero\"\n");
        let _ = writeln!(out, "totals  = [{}]", quoted(total));
    }
    out
}

/// A whole `pack.toml`.
pub(crate) fn pack(folder: &str, plan: &Plan, total: &str, lang: Lang) -> String {
    let (about, applies, names) = match lang {
        Lang::Zh => (
            "本文件夹的规则针对哪一类报告。比较时不计空白",
            "标题里有这些字的报告才核对；不写则核对所有报告",
            "写法：规则里的名称 = 表中的字 | 或另一种写法",
        ),
        Lang::En => (
            "what the rules of this folder are about; white space does not count when words are compared",
            "words that mark a report of the family; without them every report is looked at",
            "name in rules = as printed | or so",
        ),
    };
    let folder = quoted(folder);
    format!(
        "# {about}\ntitle = {{ zh = {folder}, en = {folder} }}\n# applies = [\"…\"]    # {applies}\n\n# {names}\n{}",
        table(plan, total)
    )
}

/// The rule, with its examples.
pub(crate) fn rule(plan: &Plan, relation: &Relation, total: &str, examples: &[Drawn], lang: Lang) -> String {
    let total = slotless(total);
    let of = if relation.of == Axis::Row { ("各项", "列") } else { ("各栏", "行") };
    let mut out = String::from("severity = \"error\"\n");
    let mut say = |key: &str, zh: String, en: String| {
        let _ = writeln!(out, "{key:8} = {{ zh = {}, en = {} }}", quoted(&zh), quoted(&en));
    };
    say("title", format!("“{total}”不等于{}之和", of.0), format!("`{total}` is not the sum of its parts"));
    say("why", format!("{}相加应等于“{total}”", of.0), format!("the parts make `{total}`"));
    say(
        "message",
        format!("“{{line}}”一{}{}相加为 {{left}}，“{total}”写为 {{right}}（{{gap}}）", of.1, of.0),
        format!("in `{{line}}` the parts make {{left}}; `{total}` is given as {{right}} ({{gap}})"),
    );
    say("fix", format!("先核对“{total}”，再核对{}", of.0), format!("check `{total}` first, then its parts"));
    if !relation.shown {
        let guess = Phrase::new(
            "报告里看不出这个数由哪些项相加：下面的关系是猜的，请改正；例子的 verdict 和 !…! 也要照改",
            "the report does not show what makes this number: the relation is a guess; correct it, and the verdicts and !…! of the examples with it",
        );
        let _ = writeln!(out, "# {}", guess.get(lang));
    }
    let _ = writeln!(out, "each     = {}", quoted(&plan.each(relation)));
    let _ = writeln!(out, "check    = {}", quoted(&plan.check(relation)));
    for example in examples {
        self::example(example, lang, &mut out);
    }
    out
}

/// What the pack's file has to be for the plan's table to be declared: `None` where it is already; `own` is the file as it is.
pub(crate) fn declared(plan: &Plan, own: Option<&str>, folder: &str, total: &str, lang: Lang) -> Option<String> {
    match (plan.declared, own) {
        (true, _) => None,
        (false, None) => Some(pack(folder, plan, total, lang)),
        (false, Some(text)) => Some(format!("{}\n\n{}", text.trim_end(), table(plan, total))),
    }
}

/// Appends an example.
pub(crate) fn example(example: &Drawn, lang: Lang, out: &mut String) {
    let shows = match (example.as_printed, example.fails) {
        (true, false) => Phrase::new("照报告：相符", "as in the report: it agrees"),
        (true, true) => Phrase::new("照报告：不符", "as in the report: it does not agree"),
        (false, true) => Phrase::new("改了一个数：应指出 !…! 之间的各数", "one number changed: the finding names what stands between !…!"),
        (false, false) => Phrase::new("按各项之和改正后", "corrected by the sum of the parts"),
    };
    let verdict = if example.fails { "fail" } else { "pass" };
    let _ = write!(
        out,
        "\n[[example]]\nshows   = {}\nverdict = \"{verdict}\"\nreport  = \"\"\"\n{}\"\"\"\n",
        quoted(shows.get(lang)),
        lines(&example.report)
    );
}

/// An array of entries, on one line where they fit.
fn list(key: &str, entries: &[Line], out: &mut String) {
    let entries: Vec<String> = entries.iter().map(|line| quoted(&line.entry())).collect();
    let one = entries.join(", ");
    if key.len() + one.chars().count() + 2 <= WIDE {
        let _ = writeln!(out, "{key}[{one}]");
        return;
    }
    let _ = writeln!(out, "{key}[");
    for entry in entries {
        let _ = writeln!(out, "  {entry},");
    }
    out.push_str("]\n");
}

/// A bare key where TOML allows it.
fn key(name: &str) -> String {
    let bare = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare && !name.is_empty() { name.to_owned() } else { quoted(name) }
}

/// A basic string.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", lines(&text.replace(['\n', '\r'], " ")))
}

/// The inside of a basic string of several lines.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push('\n'),
            c if c.is_control() || ('\u{200B}'..='\u{200F}').contains(&c) || ('\u{202A}'..='\u{202E}').contains(&c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Words of a label for a message, in which braces are slots.
fn slotless(label: &str) -> String {
    let label: String = without_number(&normalise(label)).chars().take(40).collect();
    label.replace('{', "(").replace('}', ")")
}
