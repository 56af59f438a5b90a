//! `crossfoot explain`: a rule, or a finding by its place or fingerprint.

use crate::cli::args::Explain;
use crate::cli::config::{self, Loaded, Settings};
use crate::cli::exit;
use crate::cli::find_finding::{Sought, find, sources};
use crate::cli::terminal::Terminal;
use crate::findings::{Finding, Severity, Suppression};
use crate::phrase::{Lang, Phrase};
use crate::report::{Explained, Options, explain, explain_finding, one_line};
use crate::rules::{Rule, RuleSet};

/// The words for a severity.
fn severity_word(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => Phrase::new("错误", "error"),
        Severity::Warning => Phrase::new("警告", "warning"),
        Severity::Note => Phrase::new("提示", "note"),
    }
}

/// Explains a rule or a finding; gives the exit code.
pub(crate) fn run(args: &Explain, terminal: &mut Terminal) -> u8 {
    let loaded = match config::load(&args.setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let lang = loaded.lang();
    // A rule's name is a rule, whatever files there are.
    let sought = if loaded.known.contains(&args.what) { None } else { Sought::of(&args.what, &args.paths) };
    let told = match sought {
        Some(sought) => finding(&sought, args, loaded, terminal),
        None => rule(&args.what, &loaded, &Options { lang, width: terminal.width, ..Options::default() }),
    };
    let error = match told {
        Ok(text) => match terminal.write(text.as_bytes()) {
            Ok(()) => return exit::CLEAN,
            Err(error) => Phrase::new(format!("无法写出结果：{error}"), format!("cannot write the result: {error}")),
        },
        Err(words) => words,
    };
    let lead = if lang == Lang::Zh { "错误：" } else { "error: " };
    let lines = error.get(lang).lines().map(|line| one_line(&Phrase::same(line), lang));
    terminal.tell(&format!("{lead}{}", lines.collect::<Vec<_>>().join("\n  ")));
    exit::USAGE
}

/// The rule's own page, with the severity it has here.
fn rule(name: &str, loaded: &Loaded, options: &Options) -> Result<String, Phrase> {
    let all = loaded.ungraded();
    let Some(own) = all.as_ref().and_then(|rules| rules.rule(name)) else { return Err(unknown(name, loaded)) };
    // One that is off here is explained as it is by itself.
    let rule = loaded.rules.rule(name).unwrap_or(own);
    Ok(explain(rule, Some(&grade(own, &loaded.settings)), options))
}

fn unknown(name: &str, loaded: &Loaded) -> Phrase {
    // A place of a finding begins with its file.
    if let Some((file, _)) = name.split_once([':', '#']).or_else(|| name.contains(['/', '.']).then_some((name, ""))) {
        return Phrase::new(format!("没有文件 {file}"), format!("there is no file {file}"));
    }
    let known: Vec<&str> = loaded.known.iter().map(String::as_str).collect();
    let (zh, en) = crate::rules::suggestion(name, &known);
    Phrase::new(
        format!("没有名为“{name}”的规则；{zh}\n要解释一处不符，写它的位置，如 crossfoot explain report.html:84:35"),
        format!("no rule is named `{name}`; {en}\nto explain a finding, give its place: crossfoot explain report.html:84:35"),
    )
}

/// By whose word a rule is as bad as it is here.
fn grade(rule: &Rule, settings: &Settings) -> Phrase {
    let own = severity_word(rule.severity);
    let shown = |grade: Option<Severity>| grade.map_or(Phrase::new("不用", "off"), severity_word);
    match settings.graded_by(&rule.id) {
        None => Phrase::new(format!("{}，按规则自己的设定", own.zh), format!("{}, as the rule itself says", own.en)),
        Some((grade, origin)) => {
            let (now, by) = (shown(grade), origin.words());
            Phrase::new(
                format!("{}，按 {}（规则自己为{}）", now.zh, by.zh, own.zh),
                format!("{}, by {} (the rule itself says {})", now.en, by.en, own.en),
            )
        }
    }
}

/// Every finding that is meant, whole.
fn finding(sought: &Sought, args: &Explain, mut loaded: Loaded, terminal: &Terminal) -> Result<String, Phrase> {
    let bounds = loaded.settings.bounds(&args.bounds);
    let sources = sources(sought, &bounds)?;
    loaded.rules = loaded.rules.with_rollups(loaded.settings.rollups_of(&sources));
    let found = find(sought, &sources, &bounds, &loaded)?;
    let all = loaded.ungraded();
    let options = Options { lang: loaded.lang(), width: terminal.width, ..Options::default() };
    let page = |(finding, suppression, grounds): &(Finding, Option<Suppression>, Vec<Phrase>)| {
        let rules: &RuleSet = &loaded.rules;
        let rule = rules.rule(&finding.rule)?;
        let explained = Explained {
            finding,
            rule,
            grounds,
            // The rule as graded is as bad as it is here; its own word is in the ungraded set.
            grade: all.as_ref().and_then(|all| all.rule(&rule.id)).map(|own| grade(own, &loaded.settings)).unwrap_or_default(),
            suppression: suppression.as_ref(),
        };
        Some(explain_finding(&explained, &options))
    };
    Ok(found.iter().filter_map(page).collect::<Vec<_>>().join("\n"))
}
