//! The rules in force: the built-in packs and the user's own.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::phrase::Phrase;
use crate::rules::check::Gates;
use crate::rules::decode::{self, PackFile};
use crate::rules::{Lexicon, Pack, Rollup, Rule, RuleProblem, Severity};

/// The files embedded in the binary: path and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin_rules.rs"));

/// A file of a rule pack. Its last two path parts are the pack and the rule's identifier; `lexicon` is the words for labels.
#[derive(Clone, Debug)]
pub struct RuleSource {
    /// The file, as given.
    pub name: String,
    /// The pack it belongs to.
    pub pack: String,
    /// Its text; what could be made of it where it could not be read.
    pub text: Cow<'static, str>,
    /// Why it could not be read, at these bytes of the text.
    pub unread: Option<(Range<usize>, Phrase)>,
}

impl RuleSource {
    /// The file's name without folder and suffix: `pack`, or the rule's identifier.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        file.strip_suffix(".toml").unwrap_or(file)
    }

    /// Whether the file holds words for labels instead of a rule: `lexicon.toml`.
    #[must_use]
    pub fn is_lexicon(&self) -> bool {
        self.stem() == "lexicon"
    }
}

/// All packs, checked and compiled. Invariant: rule identifiers are unique.
#[derive(Debug)]
pub struct RuleSet {
    packs: Vec<(Pack, Gates)>,
    lexicon: Lexicon,
    rollups: Vec<Rollup>,
}

impl RuleSet {
    /// The files of the built-in packs.
    #[must_use]
    pub fn builtin_sources() -> Vec<RuleSource> {
        let source = |&(name, text): &(&'static str, &'static str)| RuleSource {
            name: name.to_owned(),
            pack: name.split('/').nth(1).unwrap_or_default().to_owned(),
            text: Cow::Borrowed(text),
            unread: None,
        };
        BUILTIN.iter().map(source).collect()
    }

    /// The built-in packs alone.
    ///
    /// # Errors
    /// Never for a released build: a test holds the built-in files to be sound.
    pub fn builtin() -> Result<Self, Vec<RuleProblem>> {
        Self::from_sources(&Self::builtin_sources())
    }

    /// Reads and checks rule files.
    ///
    /// # Errors
    /// Every fault of every file, in the order given, of syntax errors each file's first; nothing is to be audited with a broken pack.
    pub fn from_sources(sources: &[RuleSource]) -> Result<Self, Vec<RuleProblem>> {
        let mut problems = Vec::new();
        let mut lexicon = Lexicon::builtin().clone();
        let mut by_pack: BTreeMap<&str, Vec<&RuleSource>> = BTreeMap::new();
        for source in sources.iter().filter(|s| s.is_lexicon()) {
            read_lexicon(source, &mut lexicon, &mut problems);
        }
        for source in sources.iter().filter(|s| !s.is_lexicon()) {
            by_pack.entry(&source.pack).or_default().push(source);
        }
        let mut packs = Vec::new();
        for (name, files) in by_pack {
            packs.push(read_pack(name, &files, &mut problems));
        }
        duplicates(&packs, sources, &mut problems);
        if problems.is_empty() {
            Ok(Self {
                packs: packs
                    .into_iter()
                    .map(|p| {
                        let gates = Gates::of(&p);
                        (p, gates)
                    })
                    .collect(),
                lexicon,
                rollups: Vec::new(),
            })
        } else {
            Err(problems)
        }
    }

    /// The same set with the rules' severities changed; a rule that is given none is left out.
    #[must_use]
    pub fn graded(self, grade: impl Fn(&Rule) -> Option<Severity>) -> Self {
        let regrade = |(mut pack, _): (Pack, Gates)| {
            pack.rules.retain_mut(|rule| grade(rule).map(|severity| rule.severity = severity).is_some());
            let gates = Gates::of(&pack);
            (pack, gates)
        };
        Self { packs: self.packs.into_iter().map(regrade).collect(), ..self }
    }

    /// The same set for reports of which some add up to others.
    #[must_use]
    pub fn with_rollups(self, rollups: Vec<Rollup>) -> Self {
        Self { rollups, ..self }
    }

    /// Which reports add up to which.
    #[must_use]
    pub fn rollups(&self) -> &[Rollup] {
        &self.rollups
    }

    /// The same set with a word more for labels; `list` and `place` as in `lexicon.toml`.
    #[must_use]
    pub fn with_label_word(mut self, list: &str, place: &str, word: &str) -> Self {
        self.lexicon.add(list, place, word);
        self
    }

    /// The packs, by name.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().map(|(pack, _)| pack)
    }

    pub(super) fn gated(&self) -> impl Iterator<Item = (&Pack, &Gates)> {
        self.packs.iter().map(|(pack, gates)| (pack, gates))
    }

    /// The words by which labels say what their numbers are: the built-in ones and those of the user's own `lexicon.toml` files.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// All rules, by pack, then identifier.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.packs().flat_map(|pack| &pack.rules)
    }

    /// The rule with this identifier.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().find(|rule| rule.id == id)
    }
}

fn read_lexicon(source: &RuleSource, lexicon: &mut Lexicon, problems: &mut Vec<RuleProblem>) {
    let mut file = decode::File::new(&source.name, &source.text);
    match &source.unread {
        Some((at, why)) => file.report(at, why.clone(), None),
        None => decode::lexicon(&mut file, lexicon),
    }
    problems.extend(file.problems);
}

fn read_pack(name: &str, files: &[&RuleSource], problems: &mut Vec<RuleProblem>) -> Pack {
    let mut read = PackFile::default();
    let mut first: Option<&RuleSource> = None;
    for source in files.iter().filter(|f| f.stem() == "pack") {
        let mut file = decode::File::new(&source.name, &source.text);
        match (&source.unread, first) {
            (Some((at, why)), _) => {
                file.report(at, why.clone(), None);
                read = PackFile { unread: true, ..PackFile::default() };
            }
            (None, Some(first)) => {
                let (message, help) = second_pack(name, first);
                file.report(&(0..1), message, Some(help));
                // What rules name may stand in either.
                read.unread = true;
            }
            (None, None) => read = decode::pack(&mut file),
        }
        first = first.or(Some(source));
        problems.extend(file.problems);
    }
    let mut rules = Vec::new();
    for source in files.iter().filter(|f| f.stem() != "pack") {
        let mut file = decode::File::new(&source.name, &source.text);
        file.pack_unread = read.unread;
        file.checks_patterns = matches!(source.text, Cow::Owned(_));
        match &source.unread {
            Some((at, why)) => file.report(at, why.clone(), None),
            None => rules.extend(decode::rule(source.stem(), name, &read, &mut file)),
        }
        problems.extend(file.problems);
    }
    rules.sort_by(|a: &Rule, b| a.id.cmp(&b.id));
    Pack {
        name: name.to_owned(),
        title: read.title,
        applies: read.applies,
        tables: read.tables,
        facts: read.facts,
        scope: read.scope,
        topics: read.topics,
        names: read.names,
        rules,
    }
}

/// What is said of a pack's second `pack.toml`, of which only one could count.
fn second_pack(name: &str, first: &RuleSource) -> (Phrase, Phrase) {
    if matches!(first.text, Cow::Borrowed(_)) {
        return (
            Phrase::new(format!("“{name}”是内置的规则包，已有 pack.toml"), format!("`{name}` is a built-in pack and has its pack.toml")),
            Phrase::new(
                "给文件夹换一个名字；不写 pack.toml 时，其中的规则归入内置的规则包，可用它的表和说法",
                "rename the folder; without a pack.toml its rules join the built-in pack and use its tables and facts",
            ),
        );
    }
    let other = &first.name;
    (
        Phrase::new(format!("规则包“{name}”已有一个 pack.toml：{other}"), format!("pack `{name}` has a pack.toml already: {other}")),
        Phrase::new("给其中一个文件夹换一个名字", "rename one of the folders"),
    )
}

fn duplicates(packs: &[Pack], sources: &[RuleSource], problems: &mut Vec<RuleProblem>) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for rule in packs.iter().flat_map(|p| &p.rules) {
        if let Some(other) = seen.insert(&rule.id, &rule.pack)
            && let Some(source) = sources.iter().rfind(|s| s.stem() == rule.id && s.pack == rule.pack)
        {
            let message =
                Phrase::new(format!("规则“{}”在“{other}”中已有", rule.id), format!("rule `{}` exists already in pack `{other}`", rule.id));
            problems.push(RuleProblem::at(
                &source.name,
                &source.text,
                &(0..1),
                message,
                Some(Phrase::new("换一个文件名", "rename the file")),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RuleSet;
    use crate::rules::{Check, Pattern};

    #[test]
    fn every_built_in_pattern_can_be_built() {
        let rules = RuleSet::builtin().expect("the built-in rules are sound");
        let claims = rules.rules().filter_map(|rule| if let Check::Claims(claims) = &rule.check { Some(claims) } else { None });
        let mut patterns = claims.flatten().flat_map(|claim| claim.says.iter().chain(&claim.with).chain(&claim.unless));
        assert_eq!(patterns.find(|pattern| !pattern.is_buildable()).map(Pattern::written), None);
    }
}
