//! Why a rule applied: which table, wording or sum bound the numbers that a check used.

use crate::document::Site;
use crate::facts::Facts;
use crate::phrase::Phrase;
use crate::rules::bind::found_tables;
use crate::rules::check::found::number_at;
use crate::rules::{Axis, Check, Checked, ClaimSpec, Equation, How, Meaning, Rule, RuleSet, sums};

/// What tied a check to the report, a line each; nothing for a rule that looks at running text alone.
#[must_use]
pub fn grounds(rule: &Rule, rules: &RuleSet, facts: &Facts<'_>, checked: &Checked) -> Vec<Phrase> {
    match &rule.check {
        Check::Equation(equation) => table(rule, equation, rules, facts, checked).into_iter().collect(),
        Check::Claims(claims) => wordings(claims, facts, checked),
        Check::Sums(_) => sum(rules, facts, checked).into_iter().collect(),
        Check::Sequence(_) | Check::Years(_) | Check::Across(_) | Check::Rollup(_) | Check::Shifted(_) => Vec::new(),
    }
}

/// The declared table, and how much of it was found.
fn table(rule: &Rule, equation: &Equation, rules: &RuleSet, facts: &Facts<'_>, checked: &Checked) -> Option<Phrase> {
    let Site::Cell { table, .. } = checked.evidence.first()?.spot.site else { return None };
    let pack = rules.packs().find(|pack| pack.name == rule.pack)?;
    let found = found_tables(pack, facts).into_iter().find(|found| found.table == table && equation.tables.contains(&found.name))?;
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
fn wordings(claims: &[ClaimSpec], facts: &Facts<'_>, checked: &Checked) -> Vec<Phrase> {
    let claimed = checked.evidence.iter().filter(|used| used.prose).find_map(|used| used.number);
    let sentences = facts.sentences.iter().filter(|sentence| claimed.is_some_and(|id| sentence.numbers.contains(&id)));
    let mut found = Vec::new();
    for sentence in sentences {
        for claim in claims {
            let fits = |says: &&crate::rules::Pattern| {
                let fits = says.fits(&sentence.text);
                fits.iter().any(|fit| fit.captures.iter().any(|(_, at)| number_at(sentence, at) == claimed))
            };
            for says in claim.says.iter().filter(fits) {
                let (written, means) = (says.written(), meaning(&claim.meaning));
                let words = Phrase::new(format!("句式“{written}”：{}", means.zh), format!("the wording `{written}`: {}", means.en));
                if !found.contains(&words) {
                    found.push(words);
                }
            }
        }
    }
    found
}

fn meaning(meaning: &Meaning) -> Phrase {
    let names =
        |readings: &[(String, crate::rules::Expr)], or: &str| readings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(or);
    match meaning {
        Meaning::Readings(readings) => Phrase::new(format!("n = {}", names(readings, " 或 ")), format!("n = {}", names(readings, " or "))),
        Meaning::AtMost(limits) => Phrase::new(format!("n <= {}", names(limits, " 或 ")), format!("n <= {}", names(limits, " or "))),
        Meaning::Parts(list) => {
            let (zh, en) = (names(&list.wholes, " 或 "), names(&list.wholes, " or "));
            Phrase::new(format!("所列各项之和为 {zh}"), format!("the parts listed make {en}"))
        }
        Meaning::Formula { claim, expr } => Phrase::same(format!("{claim} = {expr}")),
        Meaning::Breakdown(list) => {
            let (whole, parts) = (&list.whole, &list.parts);
            Phrase::new(format!("{whole} 为 {parts} 之和"), format!("{whole} = sum of {parts}"))
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
