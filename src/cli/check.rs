//! `crossfoot check`.

use std::io;
use std::path::Path;

use crate::cli::args::{Check, Color};
use crate::cli::exit;
use crate::cli::inputs::{self, Inputs, SUFFIXES};
use crate::cli::outputs::{self, Kind, Output};
use crate::cli::pages;
use crate::cli::pipeline::{Audit, Pipeline, Source};
use crate::cli::progress::Progress;
use crate::cli::rule_files;
use crate::cli::runner;
use crate::cli::save::save;
use crate::cli::series::Series;
use crate::cli::terminal::Terminal;
use crate::findings::Outcome;
use crate::ingest::selector_fault;
use crate::phrase::{Lang, Phrase};
use crate::report::{Options, Section, argument_problem, headline, one_line, page, render};
use crate::rules::RuleProblem;

/// Audits the paths and writes the report; gives the exit code.
pub(crate) fn run(args: &Check, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let outputs = match outputs::plan(&args.output, args.format) {
        Ok(outputs) => outputs,
        Err(words) => return usage(terminal, lang, &words),
    };
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
    let mut inputs = inputs::find(&args.paths, &mut terminal.input, &args.stdin_name, &args.bounds.start());
    if inputs.sources.is_empty() {
        return usage(terminal, lang, &nothing_found(&inputs));
    }
    if let Err(words) = outputs::spare(&outputs, &inputs.sources) {
        return usage(terminal, lang, &words);
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
    let auditor = Audit { bounds: &args.bounds, select: args.select.as_deref(), rules: &rules, series: series.as_ref() };
    let audit = |source: &Source| auditor.run(source);
    let progress = Progress::new(inputs.sources.len(), terminal.attended && !args.quiet, lang);
    let threads = args.threads.map_or(0, usize::from);
    let outcome = match runner::run(&inputs.sources, &Pipeline { audit: &audit }, threads, &progress) {
        Ok(outcome) => outcome,
        Err(error) => {
            return usage(terminal, lang, &Phrase::new(format!("无法启动线程：{error}"), format!("cannot start threads: {error}")));
        }
    };
    let read = |source: &Source| auditor.read(source);
    let outcome = match &series {
        Some(series) => series.close(outcome, &rules, threads, &read),
        None => outcome,
    };
    let outcome = outcome.with_rules(&rules);
    let sections = if outputs.iter().any(|output| output.kind == Kind::Html) {
        pages::draw(&outcome, &inputs.sources, &auditor, lang)
    } else {
        Vec::new()
    };
    let run = Run { outcome: &outcome, sections };
    match write(&run, &outputs, args, lang, terminal) {
        Ok(()) => exit::of(&outcome, args.fail_on.severity()),
        Err(words) => usage(terminal, lang, &words),
    }
}

/// A finished run: what the outputs are made of.
struct Run<'a> {
    outcome: &'a Outcome,
    /// The reports drawn for the marked page.
    sections: Vec<Section>,
}

impl Run<'_> {
    fn render(&self, kind: Kind, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        match kind {
            Kind::Outcome(format) => render(format, self.outcome, options, out),
            Kind::Html => page(self.outcome, &self.sections, options, out),
        }
    }
}

/// Writes every output. One that cannot be written does not keep the others from it; the first failure is given back.
fn write(run: &Run<'_>, outputs: &[Output], args: &Check, lang: Lang, terminal: &mut Terminal) -> Result<(), Phrase> {
    let mut written = Vec::new();
    let mut failed = None;
    for output in outputs {
        let options = options(output, args, lang, terminal);
        let done = if let Some(path) = &output.path {
            save(path, |out| run.render(output.kind, &options, out))
        } else {
            let mut bytes = Vec::new();
            run.render(output.kind, &options, &mut bytes).and_then(|()| terminal.write(&bytes))
        };
        match (done, &output.path) {
            (Ok(()), Some(path)) => written.push(path.display().to_string()),
            (Ok(()), None) => {}
            (Err(error), path) => {
                failed.get_or_insert(unwritten(path.as_deref(), &error));
            }
        }
    }
    if !args.quiet && !written.is_empty() {
        terminal.tell(&one_line(&wrote(&written, run.outcome, outputs.iter().all(|output| output.path.is_some())), lang));
    }
    failed.map_or(Ok(()), Err)
}

/// Colour and width are those of the terminal; a file gets colour only when asked for.
fn options(output: &Output, args: &Check, lang: Lang, terminal: &Terminal) -> Options {
    let to_file = output.path.is_some();
    Options {
        lang,
        color: terminal.color(args.color) && (!to_file || args.color == Color::Always),
        width: if to_file { Options::default().width } else { terminal.width },
        verbose: args.verbose,
        quiet: args.quiet,
    }
}

fn unwritten(path: Option<&Path>, error: &io::Error) -> Phrase {
    match path {
        Some(path) => Phrase::new(format!("无法写出 {}：{error}", path.display()), format!("cannot write {}: {error}", path.display())),
        None => Phrase::new(format!("无法写出结果：{error}"), format!("cannot write the report: {error}")),
    }
}

/// The files written, after the counts where nothing of the audit is on standard output.
fn wrote(paths: &[String], outcome: &Outcome, alone: bool) -> Phrase {
    let counts = |lang| if alone { headline(outcome, lang) } else { String::new() };
    let (zh, en) = (counts(Lang::Zh), counts(Lang::En));
    Phrase::new(
        format!("{zh}{}已写出 {}", if zh.is_empty() { "" } else { "；" }, paths.join("、")),
        format!("{en}{}wrote {}", if en.is_empty() { "" } else { "; " }, paths.join(", ")),
    )
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
