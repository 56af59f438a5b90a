//! `crossfoot rules new FOLDER/NAME --from REPORT#TABLE!CELL`: a rule drafted from a cell of a report.

use std::fs;
use std::path::Path;

use crate::cli::bounds::Bounds;
use crate::cli::draft::example::Sketch;
use crate::cli::draft::files::Target;
use crate::cli::draft::from_words;
use crate::cli::draft::plan::{Plan, plan};
use crate::cli::draft::relation::{Relation, relation};
use crate::cli::draft::spot::{self, Spotted};
use crate::cli::draft::tried::{Tried, tried};
use crate::cli::draft::written;
use crate::cli::pipeline::{Source, document};
use crate::cli::rule_files::{self, pack_files};
use crate::facts::Facts;
use crate::phrase::{Lang, Phrase};
use crate::rules::{Axis, FoundTable, RuleSet, RuleSource, found_tables};

/// Lines for the user: a word that says what kind of line it is, or nothing, and the words.
pub(crate) type Told = Vec<(Phrase, Phrase)>;

/// What a draft consists of.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule's file.
    pub(crate) rule: String,
    /// The pack's file, where it is new or has a table more.
    pub(crate) pack: Option<String>,
    /// What the two parts of the relation are called: `each` and `check`, or `says` and `means`.
    pub(crate) tags: [&'static str; 2],
    /// The relation in the names of the pack: `column of loans: north + south = total`.
    pub(crate) reads: (String, String),
    /// What it holds for each of: columns, rows, sentences.
    pub(crate) lines: (&'static str, &'static str),
    /// It is a guess.
    pub(crate) guessed: bool,
    /// The pack has a table more.
    pub(crate) added: Option<String>,
}

/// The pack that a draft joins: its own file as it is, and its rules as read.
pub(crate) struct Joined<'a> {
    /// The folder's name.
    pub(crate) name: &'a str,
    /// The text of its `pack.toml`.
    pub(crate) text: Option<&'a str>,
    /// All rules in force but the draft.
    pub(crate) rules: &'a RuleSet,
}

/// Drafts the rule, tries it on its examples and on the report, writes it, and says in lines what was done.
///
/// # Errors
/// Words for the user, in lines; nothing is written then. A draft that would not pass its own examples, or not apply to its own report, is none.
pub(crate) fn draft(path: &Path, from: &str, bounds: &Bounds, lang: Lang) -> Result<Told, Phrase> {
    let target = Target::of(path)?;
    target.vacant()?;
    let named = spot::parse(from)?;
    let existing = if target.folder.is_dir() { pack_files(&target.folder).unwrap_or_default() } else { Vec::new() };
    let beside = [RuleSet::builtin_sources(), existing].concat();
    let rules = in_force(&beside, lang)?;
    let source = Source::File(named.file.clone());
    let shown = named.file.display();
    let document = document(&source, bounds, None)
        .map_err(|problem| Phrase::new(format!("{shown}：{}", problem.message.zh), format!("{shown}: {}", problem.message.en)))?;
    let facts = Facts::of(&document);
    let own = fs::read_to_string(&target.pack).ok();
    let pack_name = target.pack_name();
    let joined = Joined { name: &pack_name, text: own.as_deref(), rules: &rules };
    let drafts = match &named.words {
        Some(words) => from_words::drafts(&facts, words, &joined, lang)?,
        None => vec![drafted(&facts, named.find(&facts)?, &joined, lang)?],
    };
    let mut refusal = Phrase::default();
    let mut sound = None;
    for draft in drafts {
        let tried = tried(&draft, &target.name, &pack_name, &beside, &facts);
        if tried.is_sound() {
            sound = Some((draft, tried));
            break;
        }
        if refusal == Phrase::default() {
            refusal = if named.words.is_some() { tried.unfit() } else { tried.refusal(draft.guessed) };
        }
    }
    let Some((draft, tried)) = sound else { return Err(refusal) };
    target.write(&draft.rule, draft.pack.as_deref())?;
    Ok(said(&target, &draft, &tried, &shown.to_string()))
}

/// The built-in rules and those of the folder that the draft joins.
fn in_force(sources: &[RuleSource], lang: Lang) -> Result<RuleSet, Phrase> {
    RuleSet::from_sources(sources).map_err(|problems| {
        let shown = rule_files::Faults { words: Vec::new(), problems }.shown(lang);
        Phrase::new(format!("规则文件夹里的规则有错误，请先改正：\n{shown}"), format!("correct the rules of the folder first:\n{shown}"))
    })
}

/// The files of a draft, written nowhere yet.
///
/// # Errors
/// Words for the user: the cell is part of no relation that a rule can hold.
pub(crate) fn drafted(facts: &Facts<'_>, spotted: Spotted, pack: &Joined<'_>, lang: Lang) -> Result<Draft, Phrase> {
    let relation = relation(facts, spotted, pack.rules.lexicon())?;
    let plan = named_tables(facts, &relation, pack)?;
    let total = plan.place(relation.of, relation.total).to_owned();
    let line = if relation.of == Axis::Row { spotted.at.col } else { spotted.at.row };
    let examples = Sketch::of(facts, &relation, &plan).map(|sketch| sketch.examples(line)).unwrap_or_default();
    Ok(Draft {
        rule: written::rule(&plan, &relation, &label(facts, &relation, &total), &examples, lang),
        pack: written::declared(&plan, pack.text, pack.name, &total, lang),
        tags: ["each", "check"],
        reads: (plan.each(&relation), plan.check(&relation)),
        lines: if relation.of == Axis::Row { ("列", "column") } else { ("行", "row") },
        guessed: !relation.shown,
        added: added_to(&plan, pack),
    })
}

/// The relation's table in names: the pack's own where it declares the table.
pub(crate) fn named_tables(facts: &Facts<'_>, relation: &Relation, pack: &Joined<'_>) -> Result<Plan, Phrase> {
    let own = pack.rules.packs().find(|own| own.name == pack.name);
    let known: Vec<FoundTable> = own.map(|own| found_tables(own, facts)).unwrap_or_default();
    let names: Vec<&str> = own.map(|own| own.tables.iter().map(|table| table.name.as_str()).collect()).unwrap_or_default();
    plan(facts, relation, &known, &names)
}

/// The table that a pack has more by a draft.
pub(crate) fn added_to(plan: &Plan, pack: &Joined<'_>) -> Option<String> {
    (!plan.declared && pack.text.is_some()).then(|| plan.name.clone())
}

/// The total's own label as printed; its name where it has none.
fn label(facts: &Facts<'_>, relation: &Relation, name: &str) -> String {
    let grid = facts.tables.get(relation.table as usize);
    let line = relation.lines.first().copied().unwrap_or(0);
    let at = relation.cell(line, relation.total);
    let path = grid.zip(facts.document.tables.get(relation.table as usize)).map(|(grid, table)| match relation.of {
        Axis::Row => grid.row_path_at(table, at.row, at.col),
        Axis::Column => grid.col_path_at(at.row, at.col).to_vec(),
    });
    path.and_then(|path| path.last().cloned()).filter(|label| !label.trim().is_empty()).unwrap_or_else(|| name.to_owned())
}

/// What was written, how it reads, how it came out, what to do next: a line each, behind a word or none.
fn said(target: &Target, draft: &Draft, tried: &Tried, report: &str) -> Told {
    let (rule, pack, folder) = (target.rule.display(), target.pack.display(), target.folder.display());
    let wrote = match (&draft.added, &draft.pack) {
        (Some(table), _) => Phrase::new(
            format!("已写出 {rule}，并在 {pack} 中加入 [table.{table}]"),
            format!("wrote {rule}, and added [table.{table}] to {pack}"),
        ),
        (None, Some(_)) => Phrase::new(format!("已写出 {rule} 和 {pack}"), format!("wrote {rule} and {pack}")),
        (None, None) => Phrase::new(format!("已写出 {rule}"), format!("wrote {rule}")),
    };
    let mut told = vec![(Phrase::default(), wrote)];
    let [first, second] = draft.tags.map(Phrase::same);
    told.extend([(first, Phrase::same(&draft.reads.0)), (second, Phrase::same(&draft.reads.1))]);
    if draft.guessed {
        let words = Phrase::new(
            "报告里看不出这个数由哪些项相加：关系是猜的，请改正",
            "a guess: the report does not show what makes this number, so correct it",
        );
        told.push((Phrase::default(), words));
    }
    told.extend(tried.words(report, draft.lines));
    let next = Phrase::new("改成自己的话，再运行", "put it in your own words, then run");
    told.push((Phrase::new("下一步", "next"), next));
    let folder = for_shell(&folder.to_string());
    told.push((Phrase::default(), Phrase::same(format!("crossfoot rules test --rules {folder}"))));
    told.push((Phrase::default(), Phrase::same(format!("crossfoot check {} --rules {folder}", for_shell(report)))));
    told
}

/// A path as it can be pasted into a shell.
fn for_shell(path: &str) -> String {
    let plain = path.chars().all(|c| c.is_alphanumeric() || "._-/+,:=@%".contains(c));
    if plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Joined, drafted};
    use crate::cli::draft::spot::number_in;
    use crate::cli::draft::tried::{Tried, tried};
    use crate::document::{CellRef, Document};
    use crate::facts::Facts;
    use crate::ingest::{Limits, read};
    use crate::phrase::Lang;
    use crate::rules::RuleSet;

    /// The drafts of every so-manieth cell, tried: the cell, and how its draft came out.
    fn drafts(document: &Document, rules: &RuleSet, every: usize) -> Vec<(String, Tried)> {
        let facts = Facts::of(document);
        let mut found = Vec::new();
        for (table, read) in (0_u32..).zip(&document.tables) {
            for at in read.cells().iter().step_by(every).map(|cell| CellRef::new(cell.row, cell.col)) {
                let Some(spotted) = number_in(table, at, &facts) else { continue };
                let joined = Joined { name: "drafted", text: None, rules };
                let Ok(draft) = drafted(&facts, spotted, &joined, Lang::En) else { continue };
                let name = format!("{}#{}!{at}", document.path, read.number);
                found.push((name, tried(&draft, "drafted-rule", "drafted", &[], &facts)));
            }
        }
        found
    }

    fn fixtures() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let list = |name: &str| -> Vec<PathBuf> {
            fs::read_dir(folder.join(name)).expect("the fixtures").map(|entry| entry.expect("an entry").path()).collect()
        };
        let mut files =
            [list("sums"), vec![folder.join("county/clean.html"), folder.join("county/report.xlsx"), folder.join("county/report.txt")]]
                .concat();
        files.retain(|file| file.extension().is_some_and(|suffix| suffix != "py"));
        files.sort();
        files
    }

    #[test]
    fn a_draft_from_any_cell_holds_its_own_examples_and_applies_to_its_report() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let mut all = Vec::new();
        for file in fixtures() {
            let document =
                read(&file.file_name().expect("a name").to_string_lossy(), fs::read(&file).expect("a file").into(), &Limits::default());
            all.extend(drafts(&document.expect("a report"), &rules, 5));
        }
        let shown = |(name, tried): &(String, Tried)| format!("{name} {tried:?}");
        let faulty: Vec<String> = all.iter().filter(|(_, tried)| !tried.faults.is_empty()).map(shown).collect();
        let refused: Vec<String> = all.iter().filter(|(_, tried)| !tried.is_sound()).map(shown).collect();
        assert!(all.len() > 60, "only {} cells", all.len());
        assert!(faulty.is_empty(), "{}", faulty.join("\n"));
        // A rank, a year beside the labels, a dollar sign in a column of its own: said, not written.
        assert!(refused.len() * 5 <= all.len(), "{} of {}\n{}", refused.len(), all.len(), refused.join("\n"));
    }

    /// Labels with everything that means something in TOML, in relations, in messages, in examples or in tables drawn with bars.
    #[test]
    fn labels_of_any_kind_make_sound_files() {
        let labels = [
            ["North \"A\" \\ B", "South 'x' = y", "Total + all - of [it]"],
            ["a | b", "c | d", "合计（{n}）!"],
            ["1. 甲!乙", "2. 丙!丁", "3. 总计"],
            ["needs", "or", "total = or"],
            ["<b>x</b>", "# y", "\u{202E}Sum\u{0007}"],
            ["2021", "2022", "Sum"],
            ["\"\"\"x", "'''", "Total"],
            ["same", "same", "Total"],
        ];
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let mut refused = Vec::new();
        for [a, b, total] in labels {
            let row = |label: &str, cells: &str| format!("<tr><td>{}{cells}", escaped(label));
            let page = format!(
                "<h2>Figures of {}</h2><table><tr><th><th>Books!<th>Fil|ms{}{}{}</table>",
                escaped(total),
                row(a, "<td>120<td>40"),
                row(b, "<td>80<td>15"),
                row(total, "<td>200<td>55")
            );
            let document = read("a.html", page.as_bytes().into(), &Limits::default()).expect("a page");
            for (name, tried) in drafts(&document, &rules, 1) {
                assert!(tried.faults.is_empty(), "{a}: {name} {tried:?}");
                if !tried.is_sound() {
                    refused.push(format!("{a}: {name} {tried:?}"));
                }
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
    }
}
