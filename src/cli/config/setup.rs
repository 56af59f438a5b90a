//! From the options and the nearest configuration to settings and rules.

use std::path::{Path, PathBuf};

use crate::cli::args::{FailOn, Setup};
use crate::cli::bounds::BOUNDS;
use crate::cli::config::file::{self, NAME, Placed, Said, not_a_pattern};
use crate::cli::config::{Entry, Exclude, Origin, Setting, Settings};
use crate::cli::pipeline::Source;
use crate::cli::rule_files::{self, Faults};
use crate::phrase::{Lang, Phrase};
use crate::rules::{File, Rollup, Rule, RuleSet, suggestion};

/// What a command starts from.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) settings: Settings,
    /// The rules in force, with the severities they have here.
    pub(crate) rules: RuleSet,
    /// The names of all rules, also of those that are off.
    pub(crate) known: Vec<String>,
}

impl Loaded {
    /// Whether a rule is one of ours, not the user's.
    pub(crate) fn is_builtin(rule: &Rule) -> bool {
        RuleSet::builtin_sources().iter().any(|source| source.pack == rule.pack && source.stem() == rule.id)
    }

    /// All rules with their own severities, also those that are off here.
    pub(crate) fn ungraded(&self) -> Option<RuleSet> {
        rule_files::load(&self.settings.rules).ok().map(|rules| self.settings.worded(rules))
    }

    /// What is said of the user's own examples that do not come out as they say.
    pub(crate) fn amiss(&self) -> Vec<String> {
        // Most have no rules of their own, and need not read the built-in ones again.
        let own = self.rules.rules().any(|rule| !Self::is_builtin(rule));
        let all = if own { self.ungraded() } else { None };
        all.map(|all| rule_files::amiss(&self.rules, &all, self.lang())).unwrap_or_default()
    }

    /// The language to speak.
    pub(crate) fn lang(&self) -> Lang {
        self.settings.lang.value
    }
}

/// Reads the configuration and the rules; `lang` is the environment's.
///
/// # Errors
/// Words for the user: every fault of the configuration and of every rule file, at once.
pub(crate) fn load(setup: &Setup, lang: Lang) -> Result<Loaded, String> {
    let path = match (&setup.config, setup.no_config) {
        (Some(path), _) => Some(path.clone()),
        (None, true) => None,
        (None, false) => std::env::current_dir().ok().and_then(|here| file::nearest(&here)).map(|path| near(&path)),
    };
    let own_lang = setup.lang.map(Lang::from);
    let (text, name) = match &path {
        Some(path) => (file::text(path).map_err(|words| words.get(own_lang.unwrap_or(lang)).to_owned())?, path.display().to_string()),
        None => (String::new(), NAME.to_owned()),
    };
    let mut file = File::new(&name, &text);
    let from = From { file: path.as_deref(), text: &text };
    let mut said = file::read(&from.folder(), &mut file);
    let mut settings = settle(setup, &said, &from, lang);
    let lang = settings.lang.value;
    settings.excluded = excluded(&settings.exclude, &said, &from, &mut file);
    let mut faults = Faults::default();
    let rules = match rule_files::load(&settings.rules) {
        Ok(rules) => {
            let known: Vec<&str> = rules.rules().map(|rule| rule.id.as_str()).collect();
            file::unknown_rules(&said, &known, &mut file);
            faults.words.extend(unknown_options(setup, &known));
            Some(rules)
        }
        Err(found) => {
            faults = found;
            None
        }
    };
    faults.problems.extend(file.problems);
    settings.rollups = std::mem::take(&mut said.rollup).into_iter().map(|placed| from.at(&placed.span, placed.value)).collect();
    let entry = |placed: Placed<Entry>| {
        let origin = from.at(&placed.span, ()).origin;
        Entry { origin, ..placed.value }
    };
    settings.ignore = std::mem::take(&mut said.ignore).into_iter().map(entry).collect();
    match rules {
        Some(rules) if faults.is_empty() => {
            let known = rules.rules().map(|rule| rule.id.clone()).collect();
            let rules = settings.worded(rules).graded(|rule| settings.grade(&rule.id, rule.severity));
            Ok(Loaded { settings, rules, known })
        }
        _ => Err(faults.shown(lang)),
    }
}

/// The file as a person would write it from here: `crossfoot.toml`, `../crossfoot.toml`.
fn near(path: &Path) -> PathBuf {
    let Ok(here) = std::env::current_dir() else { return path.to_owned() };
    let up = here.ancestors().position(|folder| path.parent() == Some(folder)).unwrap_or(0);
    std::iter::repeat_n("..", up).collect::<PathBuf>().join(NAME)
}

/// The configuration's place.
struct From<'a> {
    file: Option<&'a Path>,
    text: &'a str,
}

impl From<'_> {
    fn at<U>(&self, span: &std::ops::Range<usize>, value: U) -> Setting<U> {
        let line = self.text.get(..span.start).unwrap_or("").matches('\n').count() + 1;
        Setting { value, origin: Origin::File(self.file.unwrap_or(Path::new(NAME)).to_owned(), line) }
    }

    /// The folder that paths in the file are relative to.
    fn folder(&self) -> PathBuf {
        let folder = self.file.and_then(Path::parent).unwrap_or(Path::new(""));
        if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
    }

    fn path(&self, inside: &str) -> PathBuf {
        let folder = self.folder();
        if folder == Path::new(".") { PathBuf::from(inside) } else { folder.join(inside) }
    }
}

fn option<T>(name: &'static str, value: T) -> Setting<T> {
    Setting { value, origin: Origin::Option(name) }
}

fn settle(setup: &Setup, said: &Said, from: &From<'_>, lang: Lang) -> Settings {
    let lang = match (setup.lang, &said.lang) {
        (Some(lang), _) => option("--lang", lang.into()),
        (None, Some(placed)) => from.at(&placed.span, placed.value),
        (None, None) => Setting { value: lang, origin: Origin::Environment },
    };
    let or_default = |origin: Option<Setting<FailOn>>| origin.unwrap_or(Setting { value: FailOn::default(), origin: Origin::Default });
    let mut severity: Vec<_> = said.severity.iter().map(|placed| from.at(&placed.span, placed.value.clone())).collect();
    severity.extend(setup.severity.iter().map(|pair| option("--severity", pair.clone())));
    severity.extend(setup.skip.iter().map(|name| option("--skip", (name.clone(), None))));
    let mut rules: Vec<_> = said.rules.iter().map(|placed| from.at(&placed.span, from.path(&placed.value))).collect();
    // The same folder by the file and by an option is one folder.
    let real = |folder: &PathBuf| folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let said_too: Vec<PathBuf> = rules.iter().map(|setting| real(&setting.value)).collect();
    let own = setup.rules.iter().filter(|folder| !said_too.contains(&real(folder)));
    rules.extend(own.map(|folder| option("--rules", folder.clone())));
    let mut limits = BOUNDS.each_ref().map(|bound| Setting { value: bound.default_value(), origin: Origin::Default });
    for (limit, placed) in limits.iter_mut().zip(&said.limits) {
        if let Some(placed) = placed {
            *limit = from.at(&placed.span, placed.value);
        }
    }
    Settings {
        file: from.file.map(Path::to_owned),
        lang,
        limits,
        fail_on: or_default(said.fail_on.as_ref().map(|placed| from.at(&placed.span, placed.value))),
        series: said.series.as_ref().map_or(Setting { value: true, origin: Origin::Default }, |placed| from.at(&placed.span, placed.value)),
        select: said
            .select
            .as_ref()
            .map_or(Setting { value: None, origin: Origin::Default }, |placed| from.at(&placed.span, Some(placed.value.clone()))),
        baseline: said
            .baseline
            .as_ref()
            .map_or(Setting { value: None, origin: Origin::Default }, |placed| from.at(&placed.span, Some(from.path(&placed.value)))),
        ignore: Vec::new(),
        rollups: Vec::new(),
        exclude: said.exclude.iter().map(|placed| from.at(&placed.span, placed.value.clone())).collect(),
        rules,
        lexicon: said.lexicon.iter().map(|placed| from.at(&placed.span, placed.value.clone())).collect(),
        severity,
        only: setup.only.clone(),
        excluded: Exclude::default(),
    }
}

fn excluded(globs: &[Setting<String>], said: &Said, from: &From<'_>, file: &mut File<'_>) -> Exclude {
    let mut excluded = Exclude::default();
    for (at, error) in excluded.add_lines(&from.folder(), globs.iter().map(|glob| glob.value.as_str())) {
        let Some(placed) = said.exclude.get(at) else { continue };
        let problem = file::fault(file, &placed.span, not_a_pattern(&error));
        file.problems.push(problem);
    }
    excluded
}

impl Settings {
    /// Which of these reports add up to which.
    pub(crate) fn rollups_of(&self, sources: &[Source]) -> Vec<Rollup> {
        self.rollups.iter().map(|rollup| rollup.value.of(sources)).collect()
    }

    /// The rules with the words for labels that stand in the configuration.
    fn worded(&self, rules: RuleSet) -> RuleSet {
        let add = |rules: RuleSet, (list, place, word): &(String, String, String)| rules.with_label_word(list, place, word);
        self.lexicon.iter().map(|setting| &setting.value).fold(rules, add)
    }

    /// Adds the patterns of `--exclude`, which are relative to the working directory.
    ///
    /// # Errors
    /// Words for the user about a pattern that is none.
    pub(crate) fn exclude(&mut self, globs: &[String]) -> Result<(), Phrase> {
        self.exclude.extend(globs.iter().map(|glob| option("--exclude", glob.clone())));
        let faults = self.excluded.add_lines(Path::new("."), globs.iter().map(String::as_str));
        faults.first().map_or(Ok(()), |(_, error)| Err(not_a_pattern(error)))
    }
}

/// Names on the command line that no rule has.
fn unknown_options(setup: &Setup, known: &[&str]) -> Vec<Phrase> {
    let named = setup.only.iter().chain(&setup.skip).chain(setup.severity.iter().map(|(name, _)| name));
    let unknown = named.filter(|name| !known.contains(&name.as_str()));
    unknown.map(|name| unknown_rule(name, known)).collect()
}

/// What is said of a name that no rule has.
fn unknown_rule(name: &str, known: &[&str]) -> Phrase {
    let (zh, en) = suggestion(name, known);
    Phrase::new(format!("错误：没有名为“{name}”的规则；{zh}"), format!("error: no rule is named `{name}`; {en}"))
}
