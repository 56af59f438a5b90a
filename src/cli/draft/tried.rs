//! A draft tried before it is written: its examples, and the report it was made from.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cli::draft::from_cell::{Draft, Told};
use crate::facts::Facts;
use crate::findings::{Tried as Outcome, try_example};
use crate::phrase::Phrase;
use crate::rules::{Checked, Rule, RuleProblem, RuleSet, RuleSource, Verdict, check};

/// Failures shown.
const MOST_SHOWN: usize = 3;

/// How a draft came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    /// Faults of the files themselves: none unless the drafting is at fault.
    pub(crate) faults: Vec<RuleProblem>,
    /// Examples, and those that do not come out as they say.
    pub(crate) examples: (usize, usize),
    /// Lines of the report on which the rule holds.
    pub(crate) holds: usize,
    /// Lines on which it fails, each by its derivation.
    pub(crate) fails: Vec<Phrase>,
    /// Why it stayed undecided.
    pub(crate) undecided: Option<Phrase>,
}

/// Reads the draft beside the rules there are and tries it.
pub(crate) fn tried(draft: &Draft, name: &str, pack: &str, beside: &[RuleSource], facts: &Facts<'_>) -> Tried {
    let source = |name: &str, text: &str| RuleSource {
        name: format!("{pack}/{name}.toml"),
        pack: pack.to_owned(),
        text: Cow::Owned(text.to_owned()),
        unread: None,
    };
    let replaced = |known: &&RuleSource| draft.pack.is_some() && known.pack == pack && known.stem() == "pack";
    let mut sources: Vec<RuleSource> = beside.iter().filter(|known| !replaced(known)).cloned().collect();
    sources.extend(draft.pack.as_deref().map(|text| source("pack", text)));
    sources.push(source(name, &draft.rule));
    let rules = match RuleSet::from_sources(&sources) {
        Ok(rules) => rules,
        Err(faults) => return Tried { faults, ..Tried::default() },
    };
    let Some(rule) = rules.rule(name) else { return Tried::default() };
    let mut tried = Tried { examples: (rule.examples.len(), wrong(rule, &rules)), ..Tried::default() };
    let checked = catch_unwind(AssertUnwindSafe(|| check(facts, &rules))).unwrap_or_default();
    checked.into_iter().filter(|checked| checked.rule == name).for_each(|checked| tried.count(checked));
    tried
}

fn wrong(rule: &Rule, rules: &RuleSet) -> usize {
    let reported =
        |example| catch_unwind(AssertUnwindSafe(|| try_example(rule, example, rules))).is_ok_and(|tried| tried == Outcome::Reported);
    rule.examples.iter().filter(|example| !reported(example)).count()
}

impl Tried {
    fn count(&mut self, checked: Checked) {
        match checked.verdict {
            Verdict::Pass => self.holds += 1,
            Verdict::Fail(violation) => self.fails.push(violation.derivation),
            Verdict::Undecided(why) => {
                self.undecided.get_or_insert(why);
            }
            Verdict::NotApplicable(_) => {}
        }
    }

    /// Whether the draft does what it says: its examples come out, and it applies to the report it was made from.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.examples.0 > 0 && self.examples.1 == 0 && self.holds + self.fails.len() > 0
    }

    /// Why a draft that is not sound is not written.
    pub(crate) fn refusal(&self, guessed: bool) -> Phrase {
        let why = self.undecided.clone().unwrap_or_else(|| match self.faults.first() {
            Some(fault) => Phrase::same(fault.to_string()),
            None => Phrase::new("同样的表读出来不一样", "the same table reads otherwise when written down"),
        });
        if guessed {
            return Phrase::new(
                format!("没有找到包含这个数的合计，照位置猜的也不成立（{}）；请写出合计所在的单元格", why.zh),
                format!("the number is part of no sum, and a guess by its place does not work ({}): name the cell of a total", why.en),
            );
        }
        Phrase::new(
            format!("这个表的行列标签不足以认出它（{}），没有写出规则", why.zh),
            format!("the table cannot be told by its labels ({}): nothing was written", why.en),
        )
    }

    /// Why a wording that is not sound is not written.
    pub(crate) fn unfit(&self) -> Phrase {
        let fault = self.faults.first().map(|fault| Phrase::same(fault.to_string()));
        let why = fault
            .or_else(|| self.undecided.clone())
            .unwrap_or_else(|| Phrase::new("别的规则已这样理解它", "another rule understands it so"));
        Phrase::new(
            format!("这句话和表不能这样对上（{}），没有写出规则", why.zh),
            format!("the words and the table cannot be tied like this ({}): nothing was written", why.en),
        )
    }

    /// In words, a line each.
    pub(crate) fn words(&self, report: &str, (zh, en): (&str, &str)) -> Told {
        let mut told: Told = Vec::new();
        for fault in &self.faults {
            let words = Phrase::new(format!("写出的文件有错误：{fault}"), format!("the files have a fault: {fault}"));
            told.push((Phrase::default(), words));
        }
        let (examples, wrong) = self.examples;
        let words = match (examples, wrong) {
            (0, _) => None,
            (_, 0) => Some(Phrase::new(format!("{examples} 个例子都成立"), format!("its {examples} examples hold"))),
            _ => Some(Phrase::new(
                format!("{examples} 个例子中有 {wrong} 个不成立：见 crossfoot rules test"),
                format!("{wrong} of its {examples} examples do not hold: see crossfoot rules test"),
            )),
        };
        told.extend(words.map(|words| (tag(), words)));
        let (holds, fails) = (self.holds, self.fails.len());
        if holds + fails > 0 {
            let s = if holds == 1 { "" } else { "s" };
            let words = Phrase::new(
                format!("在 {report} 中：{holds} {zh}相符，{fails} {zh}不符"),
                format!("in {report}: holds on {holds} {en}{s}, fails on {fails}"),
            );
            told.push((if told.is_empty() { tag() } else { Phrase::default() }, words));
        }
        told.extend(self.fails.iter().take(MOST_SHOWN).map(|why| (Phrase::default(), why.clone())));
        if let Some(why) = &self.undecided {
            let words = Phrase::new(format!("在 {report} 中有未判定的：{}", why.zh), format!("undecided in {report}: {}", why.en));
            told.push((Phrase::default(), words));
        }
        told
    }
}

fn tag() -> Phrase {
    Phrase::new("试用", "tried")
}
