//! `crossfoot rules`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::cli::args::{RulesCommand, Setup};
use crate::cli::config::{self, Loaded};
use crate::cli::exit;
use crate::cli::rule_draft;
use crate::cli::terminal::Terminal;
use crate::findings::{Severity, Tried, marked_up, try_example};
use crate::phrase::{Lang, Phrase};
use crate::report::one_line;
use crate::rules::{Example, Rule};

/// Lists or tests the rules in force, or writes one to start from; gives the exit code.
pub(crate) fn run(command: &RulesCommand, terminal: &mut Terminal) -> u8 {
    let setup = match command {
        RulesCommand::List(setup) | RulesCommand::Test(setup) => setup,
        RulesCommand::New { path, lang } => return new(path, lang.map_or(terminal.lang, Lang::from), terminal),
    };
    let loaded = match config::load(setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let (text, code) = match command {
        RulesCommand::Test(setup) => test(&loaded, setup),
        RulesCommand::List(_) | RulesCommand::New { .. } => (list(&loaded), exit::CLEAN),
    };
    match terminal.write(text.as_bytes()) {
        Ok(()) => code,
        Err(error) => {
            let words = Phrase::new(format!("错误：无法写出结果：{error}"), format!("error: cannot write the result: {error}"));
            terminal.tell(&one_line(&words, loaded.lang()));
            exit::USAGE
        }
    }
}

fn new(path: &Path, lang: Lang, terminal: &mut Terminal) -> u8 {
    match rule_draft::write(path) {
        Ok(words) => {
            // The file is written; whoever closes standard output early needs no words.
            let _ = terminal.write(format!("{}\n", one_line(&words, lang)).as_bytes());
            exit::CLEAN
        }
        Err(words) => {
            let lead = if lang == Lang::Zh { "错误：" } else { "error: " };
            terminal.tell(&format!("{lead}{}", one_line(&words, lang)));
            exit::USAGE
        }
    }
}

/// A line a rule: severity, pack and name, what it finds.
fn list(loaded: &Loaded) -> String {
    let lang = loaded.lang();
    let rows: Vec<(String, &Rule)> = loaded.rules.rules().map(|rule| (format!("{}/{}", rule.pack, rule.id), rule)).collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let row = |(name, rule): &(String, &Rule)| format!("{:8}{name:width$}  {}\n", word(rule.severity), one_line(&rule.title, lang));
    rows.iter().map(row).collect::<Vec<_>>().concat()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Every example of the user's own rules, or, where there are none, of all: how it came out, and what is wrong shown on its report.
fn test(loaded: &Loaded, setup: &Setup) -> (String, u8) {
    let lang = loaded.lang();
    let own = |rule: &&Rule| !Loaded::is_builtin(rule);
    let any = loaded.rules.rules().any(|rule| own(&rule)) && setup.only.is_empty();
    let (mut out, mut tried, mut wrong) = (String::new(), 0_usize, 0_usize);
    for rule in loaded.rules.rules().filter(|rule| !any || own(rule)) {
        if rule.examples.is_empty() {
            out.push_str(&line(rule, None, "-", &Phrase::new("没有例子", "has no example"), lang));
        }
        for example in &rule.examples {
            tried += 1;
            // What would stop here would stop at the reports too.
            let result = catch_unwind(AssertUnwindSafe(|| try_example(rule, example, &loaded.rules)));
            let result = result.unwrap_or_else(|_| Tried::Unreadable("a bug of ours".to_owned()));
            let words = outcome(example, &result);
            let mark = if result == Tried::Reported { "ok" } else { "WRONG" };
            out.push_str(&line(rule, Some(example), mark, &words, lang));
            if result != Tried::Reported {
                wrong += 1;
                let shown = catch_unwind(AssertUnwindSafe(|| marked_up(rule, example, &loaded.rules))).unwrap_or_default();
                for line in shown.lines().filter(|line| !line.trim().is_empty()) {
                    out.extend(["        ", line, "\n"]);
                }
            }
        }
    }
    let sum = Phrase::new(
        format!("{tried} 个例子，{wrong} 个不成立"),
        format!("{tried} example{}, {wrong} wrong", if tried == 1 { "" } else { "s" }),
    );
    out.extend([one_line(&sum, lang).as_str(), "\n"]);
    (out, if wrong == 0 { exit::CLEAN } else { exit::FINDINGS })
}

fn line(rule: &Rule, example: Option<&Example>, mark: &str, words: &Phrase, lang: Lang) -> String {
    let at = example.map_or(String::new(), |example| format!(":{}", example.line));
    let shows = example.map(|example| example.shows.as_str()).filter(|shows| !shows.is_empty());
    let shows = shows.map_or(String::new(), |shows| format!("  ({})", one_line(&Phrase::same(shows), lang)));
    format!("{mark:6}{}/{}.toml{at}  {}{shows}\n", rule.pack, rule.id, one_line(words, lang))
}

/// How an example came out, in words.
fn outcome(example: &Example, tried: &Tried) -> Phrase {
    match tried {
        Tried::Reported if example.verdict == "fail" => Phrase::new("指出了全部标记，别无其他", "reported: every mark and nothing else"),
        Tried::Reported => Phrase::same(example.verdict.clone()),
        Tried::OtherVerdict(wanted, got) => Phrase::new(format!("应为 {wanted}，实为 {got}"), format!("says {wanted}, comes out as {got}")),
        Tried::WrongPlace { noisy, missing } => {
            let list = |words: &[String]| words.join(", ");
            match (missing.is_empty(), noisy.is_empty()) {
                (false, true) => Phrase::new(format!("标出而未指出：{}", list(missing)), format!("missing: {}", list(missing))),
                (true, _) => Phrase::new(format!("指出而未标出：{}", list(noisy)), format!("noisy: {}", list(noisy))),
                (false, false) => Phrase::new(
                    format!("位置不对：标出 {}，指出 {}", list(missing), list(noisy)),
                    format!("wrong place: marked {}, named {}", list(missing), list(noisy)),
                ),
            }
        }
        Tried::Unreadable(why) => Phrase::new(format!("无法读取：{why}"), format!("cannot be read: {why}")),
    }
}
