//! `crossfoot check`.

use std::fs;
use std::io;

use crate::cli::args::Check;
use crate::cli::exit;
use crate::cli::inputs::{self, Inputs, SUFFIXES};
use crate::cli::pipeline::{self, Pipeline, Source};
use crate::cli::progress::Progress;
use crate::cli::rule_files;
use crate::cli::runner;
use crate::cli::series::Series;
use crate::cli::terminal::Terminal;
use crate::findings::Outcome;
use crate::ingest::{Limits, selector_fault};
use crate::phrase::{Lang, Phrase};
use crate::report::{Options, argument_problem, one_line, render};
use crate::rules::RuleProblem;

/// Audits the paths and writes the report; gives the exit code.
pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let limits = Limits::default();
    let rules = match rule_files::load(&args.rules, lang) {
        Ok(rules) => rules,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    if let Some(fault) = args.select.as_deref().and_then(bad_selector) {
        terminal.tell(&argument_problem(&fault, lang));
        return exit::USAGE;
    }
    let mut inputs = inputs::find(&args.paths, &mut terminal.input, &args.stdin_name, &limits);
    if inputs.sources.is_empty() {
        return usage(terminal, lang, &nothing_found(&inputs));
    }
    inputs.blame_unmatched();
    if !args.quiet {
        for path in &inputs.empty {
            terminal.tell(&one_line(&nothing_in(path), lang));
        }
        if !inputs.passed_over.is_empty() {
            terminal.tell(&one_line(&passed_over(&inputs), lang));
        }
        if !inputs.no_files.is_empty() {
            terminal.tell(&one_line(&no_files(&inputs), lang));
        }
    }
    if !args.quiet && !args.rules.is_empty() {
        for words in rule_files::amiss(&rules, lang) {
            terminal.tell(&words);
        }
    }
    let series = (!args.no_series && inputs.sources.len() > 1).then(Series::new);
    let audit = |source: &Source| pipeline::audit(source, &limits, args.select.as_deref(), &rules, series.as_ref());
    let progress = Progress::new(inputs.sources.len(), terminal.attended && !args.quiet, lang);
    let threads = args.threads.map_or(0, usize::from);
    let outcome = match runner::run(&inputs.sources, &Pipeline { audit: &audit }, threads, &progress) {
        Ok(outcome) => outcome,
        Err(error) => {
            return usage(terminal, lang, &Phrase::new(format!("无法启动线程：{error}"), format!("cannot start threads: {error}")));
        }
    };
    let read = |source: &Source| pipeline::document(source, &limits, args.select.as_deref());
    let outcome = match series {
        Some(series) => series.close(outcome, &rules, threads, &read),
        None => outcome,
    };
    match write(&outcome, args, lang, terminal) {
        Ok(()) => exit::of(&outcome, args.fail_on.severity()),
        Err(error) => usage(terminal, lang, &Phrase::new(format!("无法写出结果：{error}"), format!("cannot write the report: {error}"))),
    }
}

fn write(outcome: &Outcome, args: &Check, lang: Lang, terminal: &mut Terminal) -> io::Result<()> {
    let color = terminal.color(args.color) && (args.output.is_none() || args.color == crate::cli::args::Color::Always);
    let width = if args.output.is_none() { terminal.width } else { Options::default().width };
    let options = Options { lang, color, width, verbose: args.verbose, quiet: args.quiet };
    let mut bytes = Vec::new();
    render(args.format, outcome, &options, &mut bytes)?;
    match &args.output {
        Some(path) => fs::write(path, bytes),
        None => terminal.write(&bytes),
    }
}

fn usage(terminal: &mut Terminal, lang: Lang, message: &Phrase) -> u8 {
    let lead = if lang == Lang::Zh { "错误：" } else { "error: " };
    terminal.tell(&format!("{lead}{}", one_line(message, lang)));
    exit::USAGE
}

/// The fault of a selector that is none; the same for every page, so nothing need be read to say so.
fn bad_selector(selector: &str) -> Option<RuleProblem> {
    let at = selector_fault(selector)?;
    let end = selector.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    let message = Phrase::new("--select 的值不是 CSS 选择器", "the value of --select is no CSS selector");
    let help = Phrase::new("写法例如 #content", "write one such as #content");
    Some(RuleProblem::at("--select", selector, &(at..end), message, Some(help)))
}

fn nothing_found(inputs: &Inputs) -> Phrase {
    let paths = inputs.empty.iter().map(String::as_str).chain(inputs.unmatched.iter().map(|p| &**p)).collect::<Vec<_>>().join(" ");
    let suffixes = SUFFIXES.join(" ");
    Phrase::new(
        format!("没有找到报告：{paths}（在文件夹中查找的后缀：{suffixes}）"),
        format!("no report found in {paths} (in folders looked for: {suffixes})"),
    )
}

fn passed_over(inputs: &Inputs) -> Phrase {
    let kind = |(suffix, count): (&String, &usize)| format!("{} {count}", if suffix.is_empty() { "-" } else { suffix });
    let kinds = inputs.passed_over.iter().map(kind).collect::<Vec<_>>().join(", ");
    let files: usize = inputs.passed_over.values().sum();
    Phrase::new(
        format!("提示：文件夹中另有 {files} 个文件未读取（按后缀：{kinds}）；要读取请直接写出文件名"),
        format!("note: {files} other files in folders were not looked at (by suffix: {kinds}); name them to have them read"),
    )
}

/// Entries named before the others are only counted.
const MOST_NAMED: usize = 8;

fn no_files(inputs: &Inputs) -> Phrase {
    let count = inputs.no_files.len();
    let named = || inputs.no_files.iter().take(MOST_NAMED);
    let zh: Vec<String> = named().map(|(path, what)| format!("{path}（{}）", what.zh)).collect();
    let en: Vec<String> = named().map(|(path, what)| format!("{path} ({})", what.en)).collect();
    let (more_zh, more_en) = if count > MOST_NAMED { (" 等", " and others") } else { ("", "") };
    Phrase::new(
        format!("提示：文件夹中有 {count} 项不是文件，已略过：{}{more_zh}", zh.join("、")),
        format!("note: {count} entries of folders are no files and were passed over: {}{more_en}", en.join(", ")),
    )
}

fn nothing_in(path: &str) -> Phrase {
    Phrase::new(format!("提示：{path} 中没有报告"), format!("note: no report in {path}"))
}
