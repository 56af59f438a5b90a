//! `crossfoot rules`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::cli::args::{RulesCommand, SchemaOf, Setup};
use crate::cli::bounds::Bounds;
use crate::cli::config::{self, Loaded};
use crate::cli::draft;
use crate::cli::exit;
use crate::cli::terminal::{Terminal, USUAL};
use crate::findings::{Severity, Tried, marked_up, try_example, why_undecided};
use crate::phrase::{Lang, Phrase};
use crate::report::{example_lines, hanging, json_schema, one_line, tagged, verdict_word};
use crate::rules::{Example, Rule, RuleSet, lexicon_schema, pack_schema, rule_schema};

/// Lists or tests the rules in force, or writes one to start from; gives the exit code.
pub(crate) fn run(command: &RulesCommand, terminal: &mut Terminal) -> u8 {
    let setup = match command {
        RulesCommand::List(setup) | RulesCommand::Test(setup) => setup,
        RulesCommand::Schema { file, lang } => return schema(*file, lang.map_or(terminal.lang, Lang::from), terminal),
        RulesCommand::New { path, from, lang } => return new(path, from.as_deref(), lang.map_or(terminal.lang, Lang::from), terminal),
    };
    let loaded = match config::load(setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let (text, code) = match command {
        RulesCommand::Test(setup) => test(&loaded, setup, terminal.line),
        RulesCommand::List(_) | RulesCommand::New { .. } | RulesCommand::Schema { .. } => (list(&loaded, terminal.line), exit::CLEAN),
    };
    write(&text, code, loaded.lang(), terminal)
}

fn write(text: &str, code: u8, lang: Lang, terminal: &mut Terminal) -> u8 {
    match terminal.write(text.as_bytes()) {
        Ok(()) => code,
        Err(error) => {
            let words = Phrase::new(format!("错误：无法写出结果：{error}"), format!("error: cannot write the result: {error}"));
            terminal.tell(&one_line(&words, lang));
            exit::USAGE
        }
    }
}

fn schema(file: SchemaOf, lang: Lang, terminal: &mut Terminal) -> u8 {
    let schema = match file {
        SchemaOf::Rule => rule_schema(lang),
        SchemaOf::Pack => pack_schema(lang),
        SchemaOf::Lexicon => lexicon_schema(lang),
        SchemaOf::Config => config::schema(lang),
        SchemaOf::Json => json_schema(lang),
    };
    write(&format!("{schema:#}\n"), exit::CLEAN, lang, terminal)
}

fn new(path: &Path, from: Option<&str>, lang: Lang, terminal: &mut Terminal) -> u8 {
    let written = match from {
        Some(from) => draft::draft(path, from, &Bounds::default(), lang),
        None => draft::write(path),
    };
    match written {
        Ok(told) => {
            let lines: Vec<(String, String)> = told.iter().map(|(tag, words)| (one_line(tag, lang), one_line(words, lang))).collect();
            // The file is written; whoever closes standard output early needs no words.
            let _ = terminal.write(tagged(&lines, terminal.width).as_bytes());
            exit::CLEAN
        }
        Err(words) => {
            let lead = if lang == Lang::Zh { "错误：" } else { "error: " };
            let lines = words.get(lang).lines().map(|line| one_line(&Phrase::same(line), lang));
            terminal.tell(&format!("{lead}{}", lines.collect::<Vec<_>>().join("\n  ")));
            exit::USAGE
        }
    }
}

/// A line a rule: severity, pack and name, what it finds.
fn list(loaded: &Loaded, max: usize) -> String {
    let lang = loaded.lang();
    let rows: Vec<(String, &Rule)> = loaded.rules.rules().map(|rule| (format!("{}/{}", rule.pack, rule.id), rule)).collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let row = |(name, rule): &(String, &Rule)| {
        hanging(&format!("{:8}{name:width$}  ", word(rule.severity)), &one_line(&rule.title, lang), 8 + width + 2, max)
    };
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
fn test(loaded: &Loaded, setup: &Setup, max: usize) -> (String, u8) {
    let lang = loaded.lang();
    let own = |rule: &&Rule| !Loaded::is_builtin(rule);
    let any = loaded.rules.rules().any(|rule| own(&rule)) && setup.only.is_empty();
    // An example may need its rule's neighbours, which may be off here or not be among those asked for.
    let all = loaded.ungraded();
    let all = all.as_ref().unwrap_or(&loaded.rules);
    let (mut out, mut counts) = (String::new(), Counts::default());
    for rule in loaded.rules.rules().filter(|rule| !any || own(rule)) {
        if rule.examples.is_empty() {
            out.push_str(&hanging("", &line(rule, None, "-", &Phrase::new("没有例子", "has no example"), lang), 8, max));
        }
        for example in &rule.examples {
            // What would stop here would stop at the reports too.
            let result = catch_unwind(AssertUnwindSafe(|| try_example(rule, example, all)));
            let result = result.unwrap_or_else(|_| Tried::Unreadable("a bug of ours".to_owned()));
            counts.add(&result);
            let mark = if result == Tried::Reported { "ok" } else { "WRONG" };
            out.push_str(&hanging("", &line(rule, Some(example), mark, &outcome(example, &result), lang), 8, max));
            if result != Tried::Reported {
                out.push_str(&shown(rule, example, &result, all, (lang, max)));
            }
        }
    }
    let sum = counts.words();
    if counts.wrong() > 0 {
        let legend = Phrase::new(
            "图例：[12] 标出且指出；-12- 标出而未指出；+12+ 指出而未标出",
            "legend: [12] marked and named; -12- marked, not named; +12+ named, not marked",
        );
        out.push_str(&hanging("", &one_line(&legend, lang), 2, max));
    }
    out.extend([one_line(&sum, lang).as_str(), "\n"]);
    (out, if counts.wrong() == 0 { exit::CLEAN } else { exit::FINDINGS })
}

/// Why nothing was decided where something should be, and what is wrong on the example's report.
fn shown(rule: &Rule, example: &Example, result: &Tried, all: &RuleSet, (lang, max): (Lang, usize)) -> String {
    let mut out = String::new();
    if let Tried::OtherVerdict(_, got) = result
        && ["undecided", "not-applicable"].contains(&got.as_str())
        && let Some(why) = catch_unwind(AssertUnwindSafe(|| why_undecided(rule, example, all))).ok().flatten()
    {
        let why = if lang == Lang::Zh { format!("因为{}", one_line(&why, lang)) } else { format!("because {}", one_line(&why, lang)) };
        out.push_str(&hanging("        ", &why, 8, max.min(USUAL)));
    }
    let marked = catch_unwind(AssertUnwindSafe(|| marked_up(rule, example, all))).unwrap_or_default();
    for line in example_lines(&marked, max.min(USUAL) - 4).lines() {
        // A row whose first cell is blank begins with blanks.
        let line = line.strip_prefix("    ").unwrap_or(line).trim_end();
        let lead = line.len() - line.trim_start().len();
        out.extend([&" ".repeat(8 + lead), one_line(&Phrase::same(line), lang).trim_start(), "\n"]);
    }
    out
}

/// How many examples came out how.
#[derive(Debug, Default)]
struct Counts {
    reported: usize,
    verdicts: usize,
    noisy: usize,
    missing: usize,
    misplaced: usize,
    unread: usize,
}

impl Counts {
    fn add(&mut self, tried: &Tried) {
        let count = match tried {
            Tried::Reported => &mut self.reported,
            Tried::OtherVerdict(..) => &mut self.verdicts,
            Tried::WrongPlace { missing, .. } if missing.is_empty() => &mut self.noisy,
            Tried::WrongPlace { noisy, .. } if noisy.is_empty() => &mut self.missing,
            Tried::WrongPlace { .. } => &mut self.misplaced,
            Tried::Unreadable(_) => &mut self.unread,
        };
        *count += 1;
    }

    fn wrong(&self) -> usize {
        self.verdicts + self.noisy + self.missing + self.misplaced + self.unread
    }

    /// The counts that are not zero.
    fn words(&self) -> Phrase {
        let (wrong, tried) = (self.wrong(), self.wrong() + self.reported);
        let kinds = [
            (self.noisy, "多指", "noisy"),
            (self.missing, "漏指", "missing"),
            (self.misplaced, "位置不对", "in the wrong place"),
            (self.verdicts, "结论不对", "with another verdict"),
            (self.unread, "无法读取", "unreadable"),
        ];
        let met = || kinds.iter().filter(|(count, ..)| *count > 0);
        let zh = met().map(|(count, zh, _)| format!("{count} 个{zh}")).collect::<Vec<_>>().join("、");
        let en = met().map(|(count, _, en)| format!("{count} {en}")).collect::<Vec<_>>().join(", ");
        let (zh, en) = if wrong == 0 { (String::new(), String::new()) } else { (format!("（{zh}）"), format!(" ({en})")) };
        Phrase::new(
            format!("{tried} 个例子，{wrong} 个不成立{zh}"),
            format!("{tried} example{}, {wrong} wrong{en}", if tried == 1 { "" } else { "s" }),
        )
    }
}

fn line(rule: &Rule, example: Option<&Example>, mark: &str, words: &Phrase, lang: Lang) -> String {
    let at = example.map_or(String::new(), |example| format!(":{}", example.line));
    let shows = example.map(|example| example.shows.as_str()).filter(|shows| !shows.is_empty());
    let shows = shows.map_or(String::new(), |shows| format!("  ({})", one_line(&Phrase::same(shows), lang)));
    format!("{mark:6}{}{at}  {}{shows}", rule.file, one_line(words, lang))
}

/// How an example came out, in words.
fn outcome(example: &Example, tried: &Tried) -> Phrase {
    match tried {
        Tried::Reported if example.verdict == "fail" => Phrase::new("指出了全部标记，别无其他", "reported: every mark and nothing else"),
        Tried::Reported => Phrase::new(verdict_word(&example.verdict, Lang::Zh), example.verdict.clone()),
        Tried::OtherVerdict(wanted, got) => {
            let [wanted_zh, got_zh] = [wanted, got].map(|verdict| verdict_word(verdict, Lang::Zh));
            Phrase::new(format!("应为{wanted_zh}，实为{got_zh}"), format!("says {wanted}, comes out as {got}"))
        }
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
