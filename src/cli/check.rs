//! `crossfoot check`.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::args::{Check, Color};
use crate::cli::baseline::{self, Mode};
use crate::cli::bounds::Bounds;
use crate::cli::config::{self, Loaded, Settings};
use crate::cli::exit;
use crate::cli::inputs::{self, Inputs};
use crate::cli::notes;
use crate::cli::outputs::{self, Kind, Output};
use crate::cli::pages;
use crate::cli::pipeline::{Audit, Pipeline, Source};
use crate::cli::progress::Progress;
use crate::cli::runner;
use crate::cli::save::save;
use crate::cli::series::Series;
use crate::cli::stand;
use crate::cli::terminal::Terminal;
use crate::cli::watch;
use crate::cli::workbooks;
use crate::findings::{Outcome, join_causes};
use crate::ingest::selector_fault;
use crate::phrase::{Lang, Phrase};
use crate::report::{Format, Options, Section, argument_problem, headline, one_line, page, render};
use crate::rules::RuleProblem;

/// What an audit used beside its reports.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// The folders of rules.
    pub(crate) folders: Vec<PathBuf>,
    /// The baseline of the configuration.
    pub(crate) baseline: Option<PathBuf>,
    /// The language that was spoken.
    pub(crate) lang: Option<Lang>,
    /// Reports were looked for and found.
    pub(crate) began: bool,
}

/// Audits the paths, once or whenever they change, and writes the report, or the baseline; gives the exit code.
pub(crate) fn run(args: &Check, mode: Mode, terminal: &mut Terminal) -> u8 {
    match (args.watch, mode) {
        (false, _) => once(args, mode, terminal, &mut Used::default()),
        (true, Mode::Check) => watch::run(args, terminal),
        (true, _) => {
            let lang = args.setup.lang.map_or(terminal.lang, Lang::from);
            usage(terminal, lang, &Phrase::new("--watch 只用于 check", "--watch is for check"))
        }
    }
}

/// One audit.
pub(crate) fn once(args: &Check, mode: Mode, terminal: &mut Terminal, used: &mut Used) -> u8 {
    let mut loaded = match config::load(&args.setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let lang = loaded.lang();
    let outputs = match outputs::plan(&args.output, args.statistics.then_some(Kind::Outcome(Format::Statistics)).or(args.format)) {
        Ok(outputs) => outputs,
        Err(words) => return usage(terminal, lang, &words),
    };
    if let Err(words) = loaded.settings.exclude(&args.exclude) {
        return usage(terminal, lang, &words);
    }
    let amiss = if args.quiet { Vec::new() } else { loaded.amiss() };
    let Loaded { settings, rules, known } = loaded;
    used.folders = settings.rules.iter().map(|folder| folder.value.clone()).collect();
    (used.lang, used.baseline) = (Some(lang), settings.baseline.value.clone());
    let select = args.select.as_deref().or(settings.select.value.as_deref());
    if let Some(fault) = select.and_then(bad_selector) {
        terminal.tell(&argument_problem(&fault, lang));
        return exit::USAGE;
    }
    let bounds = settings.bounds(&args.bounds);
    let inputs = match gather(args, &settings, mode, &outputs, terminal) {
        Ok(inputs) => inputs,
        Err(words) => return usage(terminal, lang, &words),
    };
    used.began = true;
    if !args.quiet {
        notes::tell(&inputs, lang, terminal);
        for words in &amiss {
            terminal.tell(words);
        }
    }
    let rules = rules.with_rollups(settings.rollups_of(&inputs.sources));
    let years = !args.no_series && settings.series.value;
    let several = inputs.sources.len() > 1 && (years || !rules.rollups().is_empty());
    let series = several.then(|| Series::new(years));
    let auditor = Audit { bounds: &bounds, select, rules: &rules, series: series.as_ref() };
    let beside = |source: &Source| auditor.run_ordinary(source);
    let alone = |source: &Source| auditor.run(source);
    let progress = Progress::new(inputs.sources.len(), terminal.attended && !args.quiet, lang);
    let threads = args.threads.map_or(0, usize::from);
    let outcome = match runner::run(&inputs.sources, &Pipeline { beside: &beside, alone: &alone }, threads, &progress) {
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
    let mut outcome = outcome.with_rules(&rules);
    stand::suppress(&mut outcome, &settings.ignore, &known, (!args.quiet).then_some(lang), terminal);
    let baseline = baseline(args, &settings);
    if mode != Mode::Check {
        let path = baseline.map_or(Path::new(baseline::NAME), PathBuf::as_path);
        return stand::remember(path, mode, &mut outcome, lang, terminal);
    }
    match baseline.map(|path| baseline::apply(path, &mut outcome)) {
        Some(Err(words)) => return usage(terminal, lang, &words),
        Some(Ok(Some(words))) if !args.quiet => terminal.tell(&one_line(&words, lang)),
        Some(Ok(_)) | None => {}
    }
    // What lets a finding stand speaks of that one alone.
    join_causes(&mut outcome);
    let sections = if outputs.iter().any(|output| output.kind == Kind::Html) {
        pages::draw(&outcome, &inputs.sources, &auditor, lang)
    } else {
        Vec::new()
    };
    let run = Run { outcome: &outcome, sources: &inputs.sources, bounds, sections };
    match write(&run, &outputs, args, lang, terminal) {
        Ok(()) => exit::of(&outcome, args.fail_on.unwrap_or(settings.fail_on.value).severity()),
        Err(words) => usage(terminal, lang, &words),
    }
}

/// The baseline that is asked for.
fn baseline<'s>(args: &'s Check, settings: &'s Settings) -> Option<&'s PathBuf> {
    args.baseline.as_ref().or(settings.baseline.value.as_ref())
}

/// Finds the reports to audit.
///
/// # Errors
/// Words for the user: there is none, or an output would overwrite one.
fn gather(args: &Check, settings: &Settings, mode: Mode, outputs: &[Output], terminal: &mut Terminal) -> Result<Inputs, Phrase> {
    let bounds = settings.bounds(&args.bounds);
    let mut inputs = inputs::find(&args.paths, &mut terminal.input, &args.stdin_name, &bounds.start());
    inputs.leave_out(&settings.excluded);
    inputs.leave_out_own();
    if inputs.sources.is_empty() && inputs.excluded == 0 {
        return Err(notes::nothing_found(&inputs));
    }
    let baseline = baseline(args, settings);
    if mode != Mode::Check {
        let path = baseline.map_or(Path::new(baseline::NAME), PathBuf::as_path);
        outputs::spare(&[Output { kind: Kind::Outcome(Format::Json), path: Some(path.to_owned()) }], &inputs.sources, &[])?;
    }
    let kept: Vec<PathBuf> = settings.rules.iter().map(|folder| &folder.value).chain(&settings.file).chain(baseline).cloned().collect();
    outputs::spare(outputs, &inputs.sources, &kept)?;
    inputs.blame_unmatched();
    Ok(inputs)
}

/// A finished run: what the outputs are made of.
struct Run<'a> {
    outcome: &'a Outcome,
    sources: &'a [Source],
    bounds: Bounds,
    /// The reports drawn for the marked page.
    sections: Vec<Section>,
}

impl Run<'_> {
    fn render(&self, kind: Kind, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
        match kind {
            Kind::Outcome(format) => render(format, self.outcome, options, out),
            Kind::Html => page(self.outcome, &self.sections, options, out),
            // Written file by file: there is no one stream.
            Kind::Xlsx => Ok(()),
        }
    }
}

/// Writes every output. One that cannot be written does not keep the others from it; the first failure is given back.
fn write(run: &Run<'_>, outputs: &[Output], args: &Check, lang: Lang, terminal: &mut Terminal) -> Result<(), Phrase> {
    let mut written = Vec::new();
    let mut failed = None;
    for output in outputs {
        let options = options(output, args, lang, terminal);
        let done = if let (Kind::Xlsx, Some(path)) = (output.kind, &output.path) {
            match workbooks::write(path, run.outcome, run.sources, &run.bounds.start(), lang) {
                Ok(copies) => written.extend(copies),
                Err(words) => {
                    failed.get_or_insert(words);
                }
            }
            continue;
        } else if let Some(path) = &output.path {
            save(path, |out| run.render(output.kind, &options, out))
        } else {
            if matches!(output.kind, Kind::Outcome(Format::Text | Format::Statistics)) {
                terminal.part();
            }
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
        // What came through a pipe lies in no file.
        links: terminal.links(args.color).filter(|_| !to_file && !args.paths.iter().any(|path| path.as_os_str() == "-")),
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
