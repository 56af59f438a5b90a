//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::bounds::Bounds;
use crate::cli::outputs::{Kind, Output};
use crate::findings::Severity;
use crate::phrase::Lang;
use crate::report::inspect::Form;

/// lints the numbers in published reports: totals against parts, sentences against tables, rates against counts
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, after_help = EXIT_CODES)]
pub(crate) struct Crossfoot {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "exit codes: 0 clean, 1 findings, 2 usage or rule files, 3 some input could not be read, 70 a bug of ours";

const LANGUAGE: &str = "language of messages [default: from LC_ALL, LC_MESSAGES or LANG]";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// audit reports and show every number that disagrees with another
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// show what was read from a report: why a check did or did not see a number
    Inspect(Inspect),
    /// explain a rule: what it checks, why it matters, what to do
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// files, folders (searched for html htm xhtml mht mhtml docx docm xls xlsx xlsm xlsb ods txt md csv tsv), patterns such as
    /// 'reports/**/*.html', or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// name for standard input in the report
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    pub(crate) stdin_name: String,
    /// of web pages, audit only the parts that a CSS selector picks, such as '#content'; other files are audited whole
    #[arg(long, value_name = "CSS")]
    pub(crate) select: Option<String>,
    /// what to write: a format for standard output, or FORMAT=PATH for a file; may be given again, all from the same audit
    #[arg(short, long, value_name = "FORMAT[=PATH]", value_parser = OsStringValueParser::new().try_map(Output::parse))]
    pub(crate) output: Vec<Output>,
    /// short for -o FORMAT [default: text, where no -o is given]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Kind>,
    #[arg(long, value_enum, help = LANGUAGE)]
    pub(crate) lang: Option<Language>,
    /// folder of rule files to use besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
    /// do not compare reports of the same body and consecutive years with each other
    #[arg(long)]
    pub(crate) no_series: bool,
    /// least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// reports audited at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// when to colour
    #[arg(long, value_enum, default_value_t)]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
    /// list what was not read and every check that stayed undecided
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// findings and problems only: no summary, no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// the report, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// what to show
    #[arg(long, value_enum, default_value_t)]
    pub(crate) stage: Stage,
    /// output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Form,
    #[arg(long, value_enum, help = LANGUAGE)]
    pub(crate) lang: Option<Language>,
    /// folder of rule files to use besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// the rule's name, as in error[NAME]
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    #[arg(long, value_enum, help = LANGUAGE)]
    pub(crate) lang: Option<Language>,
    /// folder of rule files to use besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// paragraphs and tables as read
    #[default]
    Document,
    /// numbers with unit and precision, label paths
    Facts,
    /// what sentences say of numbers
    Claims,
    /// sums found in tables
    Sums,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// errors
    #[default]
    Error,
    /// warnings and errors
    Warning,
    /// any finding
    Note,
    /// no finding
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` for never.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// on a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// in any case
    Always,
    /// not at all
    Never,
}
