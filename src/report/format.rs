//! The closed list of output formats.

use std::io;
use std::sync::Arc;

use crate::findings::Outcome;
use crate::phrase::Lang;
#[cfg(feature = "cli")]
use crate::report::text;
use crate::report::{concise, csv, github, gitlab, json, jsonl, junit, markdown, sarif};

/// An output format. Adding one: its file, one variant and one line in [`render`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// for people: the table or sentence, the arithmetic, what to do
    #[cfg(feature = "cli")]
    #[cfg_attr(feature = "cli", default)]
    Text,
    /// how many findings each rule and each report has, in place of the findings
    #[cfg(feature = "cli")]
    Statistics,
    /// one line a finding, for editors and grep
    Concise,
    /// for programs: JSON, version 1
    #[cfg_attr(not(feature = "cli"), default)]
    Json,
    /// the same, one object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub's workflow commands, for annotations
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// XML as test runners write it, for CI servers
    Junit,
    /// Markdown tables, for a job's summary
    Markdown,
    /// comma-separated values, for a spreadsheet
    Csv,
}

/// What a person chose about the output. Programs' formats look at `lang` only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language of messages and fixed words.
    pub lang: Lang,
    /// Whether to colour.
    pub color: bool,
    /// Columns of the terminal; a CJK character takes two. Less than 40 is taken as 40.
    pub width: usize,
    /// List the remarks of every report.
    pub verbose: bool,
    /// Findings and problems only, no summary.
    pub quiet: bool,
    /// The folder that relative paths are of, where the terminal follows links (OSC 8): places are then links to their files.
    pub links: Option<Arc<str>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { lang: Lang::En, color: false, width: 80, verbose: false, quiet: false, links: None }
    }
}

/// Writes `outcome` in `format`. The same outcome and options give the same bytes.
///
/// # Errors
/// Those of the writer.
pub fn render(format: Format, outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        #[cfg(feature = "cli")]
        Format::Text => text::render(outcome, options, out),
        #[cfg(feature = "cli")]
        Format::Statistics => text::statistics::render(outcome, options, out),
        Format::Concise => concise::render(outcome, options, out),
        Format::Json => json::render(outcome, options, out),
        Format::Jsonl => jsonl::render(outcome, options, out),
        Format::Sarif => sarif::render(outcome, options, out),
        Format::Github => github::render(outcome, options, out),
        Format::Gitlab => gitlab::render(outcome, options, out),
        Format::Junit => junit::render(outcome, options, out),
        Format::Markdown => markdown::render(outcome, options, out),
        Format::Csv => csv::render(outcome, options, out),
    }
}
