//! Why a rule applied: which table, wording or sum bound the numbers that a check used.

use crate::document::Site;
use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::bind::found_tables;
use crate::rules::check::check_carrying;
use crate::rules::check::found::number_at;
use crate::rules::{Axis, Body, Carried, Check, Checked, ClaimSpec, Evidence, How, Link, Meaning, Rule, RuleSet, sums};

/// What tied a check to the report, a line each; nothing for a rule that looks at running text alone.
#[must_use]
pub fn grounds(rule: &Rule, rules: &RuleSet, facts: &Facts<'_>, checked: &Checked) -> Vec<Phrase> {
    match &rule.check {
        Check::Sums(_) => sum(rules, facts, checked).into_iter().collect(),
        _ => bound(rule, rules, facts, &checked.evidence),
    }
}

/// The same for a check on several reports, of one of them; `used` is its evidence there.
#[must_use]
pub fn linked_grounds(rule: &Rule, rules: &RuleSet, facts: &Facts<'_>, used: &[Evidence]) -> Vec<Phrase> {
    let carried = check_carrying(facts, rules).1;
    let own = carried.iter().find(|carried| carried.pack_name(rules) == Some(rule.pack.as_str()));
    own.and_then(identity).into_iter().chain(bound(rule, rules, facts, used)).collect()
}

/// Whose report it was taken for, and on which year.
fn identity(carried: &Carried) -> Option<Phrase> {
    let (path, year, body) = (&carried.path, carried.identity.year?, carried.identity.body.as_ref()?);
    Some(match body {
        Body::Named(name) => Phrase::new(
            format!("{path} 按标题和统计期限认作“{name}” {year} 年的报告"),
            format!("{path} was taken for the report of `{name}` on {year} by its titles and the period it covers"),
        ),
        Body::Compiler(name) => Phrase::new(
            format!("{path} 按编制单位认作“{name}” {year} 年的报告"),
            format!("{path} was taken for the report of `{name}` on {year} by the body that compiled it"),
        ),
        Body::File(_) => Phrase::new(
            format!("{path} 没有写明单位，按文件名认作 {year} 年的报告"),
            format!("{path} names no body and was taken for a report on {year} by its file's name"),
        ),
    })
}

/// What bound the numbers used: a declared table or the wording of a sentence.
fn bound(rule: &Rule, rules: &RuleSet, facts: &Facts<'_>, used: &[Evidence]) -> Vec<Phrase> {
    let declared = |tables: &[String]| table(rule, tables, rules, facts, used).into_iter().collect();
    match &rule.check {
        Check::Equation(equation) => declared(&equation.tables),
        Check::Rollup(tables) | Check::Shifted(tables) => declared(tables),
        Check::Claims(claims) => wordings(claims, facts, used),
        Check::Across(across) => match &across.link {
            Link::Equation(equation) => declared(&equation.tables),
            Link::Claims { wordings: claims, .. } => wordings(claims, facts, used),
            Link::Reuse(_) => Vec::new(),
        },
        Check::Sums(_) | Check::Sequence(_) | Check::Years(_) | Check::Tally(_) => Vec::new(),
    }
}

/// The declared table, and how much of it was found.
fn table(rule: &Rule, tables: &[String], rules: &RuleSet, facts: &Facts<'_>, used: &[Evidence]) -> Option<Phrase> {
    let Site::Cell { table, .. } = used.first()?.spot.site else { return None };
    let pack = rules.packs().find(|pack| pack.name == rule.pack)?;
    let found = found_tables(pack, facts).into_iter().find(|found| found.table == table && tables.contains(&found.name))?;
    let spec = pack.tables.iter().find(|spec| spec.name == found.name)?;
    let number = facts.document.tables.get(table as usize)?.number;
    let (rows, columns) = (found.rows.len(), found.columns.len());
    let (all_rows, all_columns) = (spec.rows.len(), spec.columns.len());
    let caption = spec.caption.first().map_or(found.name.as_str(), String::as_str);
    let name = &found.name;
    Some(Phrase::new(
        format!(
            "第 {number} 个表按标题和标签认作“{caption}”（{name}）：认出 {all_rows} 行中的 {rows} 行，{all_columns} 列中的 {columns} 列"
        ),
        format!(
            "table {number} was taken for `{name}` ({caption}) by its caption and labels: {rows} of {all_rows} rows and {columns} of {all_columns} columns were found"
        ),
    ))
}

/// The wordings that the sentence has, and what each may mean.
fn wordings(claims: &[ClaimSpec], facts: &Facts<'_>, used: &[Evidence]) -> Vec<Phrase> {
    let claimed = used.iter().filter(|used| used.prose).find_map(|used| used.number);
    let sentences = facts.sentences.iter().filter(|sentence| claimed.is_some_and(|id| sentence.numbers.contains(&id)));
    let mut found = Vec::new();
    for sentence in sentences {
        for claim in claims {
            let fits = |says: &&crate::rules::Pattern| {
                let fits = says.fits(&sentence.text);
                fits.iter().any(|fit| fit.captures.iter().any(|(_, at)| number_at(sentence, at) == claimed))
            };
            for says in claim.says.iter().filter(fits) {
                let (written, means) = (says.written(), meaning_words(&claim.meaning));
                let words = Phrase::new(format!("句式“{written}”：{}", means.zh), format!("the wording `{written}`: {}", means.en));
                if !found.contains(&words) {
                    found.push(words);
                }
            }
        }
    }
    found
}

/// What a claim says of its number, in the notation of rules.
#[must_use]
pub fn meaning_words(meaning: &Meaning) -> Phrase {
    let names =
        |readings: &[(String, crate::rules::Expr)], or: &str| readings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(or);
    match meaning {
        Meaning::Readings(readings) => Phrase::new(format!("n = {}", names(readings, " 或 ")), format!("n = {}", names(readings, " or "))),
        Meaning::AtMost(limits) => Phrase::new(format!("n <= {}", names(limits, " 或 ")), format!("n <= {}", names(limits, " or "))),
        Meaning::Parts(list) => {
            let (zh, en) = (names(&list.wholes, " 或 "), names(&list.wholes, " or "));
            Phrase::new(format!("所列各项之和 = {zh}"), format!("sum of the list = {en}"))
        }
        Meaning::Formula { claim, expr } => Phrase::same(format!("{claim} = {expr}")),
        Meaning::Breakdown(list) => {
            let (whole, parts) = (&list.whole, &list.parts);
            Phrase::new(format!("{whole} = {parts} 之和"), format!("{whole} = sum of {parts}"))
        }
        Meaning::Holds { name, value, .. } => Phrase::same(format!("{name} = {value}")),
    }
}

/// How a sum that nobody declared was found.
fn sum(rules: &RuleSet, facts: &Facts<'_>, checked: &Checked) -> Option<Phrase> {
    let primary = checked.evidence.iter().find(|used| used.part == "total").or(checked.evidence.first())?;
    let Site::Cell { table, cell } = primary.spot.site else { return None };
    let at = facts.document.cell(table, cell)?.corner();
    let is_its = |sum: &crate::rules::Sum| {
        let (place, line) = if sum.of == Axis::Row { (at.row, at.col) } else { (at.col, at.row) };
        sum.table == table && sum.total == place && sum.lines.contains(&line)
    };
    let found = sums(facts, &[], rules.lexicon()).found.into_iter().find(is_its)?;
    let (holds, tried) = (found.holds, found.lines.len());
    let (zh, en) = if found.of == Axis::Row { ("列", "columns") } else { ("行", "rows") };
    let by = match found.how {
        How::Code => ("按科目代码", "by the codes of its parts"),
        How::Outline => ("按项目序号", "by the ordinals of its parts"),
        How::Formula => ("按标签写出的算式", "by the formula in its label"),
        How::Label => ("按标签", "by its label"),
        How::Support => ("按其余各行列的规律", "by the lines it holds on"),
        How::Run => ("按标签和旁边连续的数", "by its label and the run of numbers beside it"),
        How::Balance => ("按两个总计的标签", "by the labels of two totals that are one amount"),
    };
    Some(Phrase::new(
        format!("{}认作合计：{tried} {zh}中有 {holds} {zh}相符", by.0),
        format!("taken for a sum {}: it holds on {holds} of {tried} {en}", by.1),
    ))
}
