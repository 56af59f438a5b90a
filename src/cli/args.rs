//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::bounds::BoundOptions;
use crate::cli::outputs::{Kind, Output};
use crate::findings::Severity;
use crate::phrase::Lang;
use crate::report::inspect::Form;
use crate::rules::suggestion;

/// lints the numbers in published reports: totals against parts, sentences against tables, rates against counts
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, after_help = EXIT_CODES)]
pub(crate) struct Crossfoot {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
exit codes:
  0   nothing at or above --fail-on
  1   findings
  2   wrong usage, configuration or rule files: nothing was audited
  3   some input could not be read, and there are no findings
  70  a bug of ours stopped the audit of a file";

/// How to name a cell.
const FROM: &str = "\
how to name a cell, or words of the text, for --from (in quotes, as # and !
mean something to shells):
  'report.xlsx#表三!D25'     cell D25 of a sheet
  'report.html#2!D25'        cell D25 of table 2, as findings number tables
  'report.docx#Loans!D25'    cell D25 of the table whose caption holds the word
  'report.md#D25'            where only one table has a number at D25
  'report.html#\"they lent 190 books\"'
                             a number of the text with the words around it:
                             what it says of the table
Columns and rows are counted on the table's grid, as in the findings and in
`crossfoot inspect FILE`.";

const LANGUAGE: &str = "language of messages [default: from LC_ALL, LC_MESSAGES or LANG]";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// audit reports and show every number that disagrees with another
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// show what was read from a report: why a check did or did not see a number
    Inspect(Inspect),
    /// explain a rule (what it checks, why it matters, how bad it is here) or a finding (why the rule applied, what stands for what)
    Explain(Explain),
    /// remember the findings there are, so that only new ones count
    #[command(subcommand)]
    Baseline(Remember),
    /// list the rules in force, write rules of your own, try their examples
    #[command(subcommand)]
    Rules(RulesCommand),
    /// write a shell's completions to standard output
    Completions {
        /// the shell
        shell: clap_complete::Shell,
    },
    /// write the manual page (roff) to standard output
    Man,
    /// print every setting and where it comes from: default, environment, crossfoot.toml, option
    Config(Config),
}

/// What most subcommands share: the configuration, the rules, the language.
#[derive(Debug, Default, Args)]
pub(crate) struct Setup {
    #[arg(long, value_enum, help = LANGUAGE)]
    pub(crate) lang: Option<Language>,
    /// configuration to use [default: crossfoot.toml in this folder or the nearest one above]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// use no configuration
    #[arg(long)]
    pub(crate) no_config: bool,
    /// folder of rule files to use besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
    /// use this rule and no other; may be given again
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Vec<String>,
    /// do without this rule; may be given again
    #[arg(long, value_name = "RULE")]
    pub(crate) skip: Vec<String>,
    /// change how bad a rule's findings are: error, warning, note or off; may be given again
    #[arg(long, value_name = "RULE=SEVERITY", value_parser = grade)]
    pub(crate) severity: Vec<(String, Option<Severity>)>,
}

/// The words for severities, `off` for none.
pub(crate) const GRADES: [(&str, Option<Severity>); 4] =
    [("error", Some(Severity::Error)), ("warning", Some(Severity::Warning)), ("note", Some(Severity::Note)), ("off", None)];

fn grade(given: &str) -> Result<(String, Option<Severity>), String> {
    let (rule, word) = given.split_once('=').ok_or("write RULE=SEVERITY, such as change-rate=warning")?;
    let known = GRADES.map(|(name, _)| name);
    let found = GRADES.iter().find(|(name, _)| *name == word).map(|(_, severity)| *severity);
    let severity = found.ok_or_else(|| format!("no such severity; {}", suggestion(word, &known).1))?;
    Ok((rule.to_owned(), severity))
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// every rule in force: severity, pack and name, what it finds
    List(Setup),
    /// try the examples of your own rules (of the built-in ones where you have none, or those of --only): exit code 1 if one is wrong
    Test(Setup),
    /// print the JSON Schema of a kind of file, for editors (completion and what each key means) and programs
    Schema {
        /// the kind of file
        #[arg(value_enum, value_name = "FILE", default_value_t)]
        file: SchemaOf,
        #[arg(long, value_enum, help = LANGUAGE)]
        lang: Option<Language>,
    },
    /// write a rule to start from, with its pack where there is none
    #[command(after_help = FROM)]
    New {
        /// the pack's folder and the rule's name, such as my-rules/branches-total
        #[arg(value_name = "FOLDER/NAME")]
        path: PathBuf,
        /// draft the rule from a cell of a report (the sum it takes part in) or from words of its text (what they say of a table), with the
        /// report's own table for an example
        #[arg(long, value_name = "FILE#TABLE!CELL")]
        from: Option<String>,
        #[arg(long, value_enum, help = LANGUAGE)]
        lang: Option<Language>,
    },
}

/// A kind of file that people write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// rule files
    #[default]
    Rule,
    /// pack.toml
    Pack,
    /// lexicon.toml
    Lexicon,
    /// crossfoot.toml
    Config,
    /// what check --format json writes, for programs that read it
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Remember {
    /// write every finding of these reports to the baseline (--baseline FILE, or crossfoot-baseline.json)
    Write(Check),
    /// remove from the baseline what is no longer found in these reports
    Prune(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(flatten)]
    pub(crate) setup: Setup,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
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
    /// short for -o statistics: count the findings of each rule and report in place of listing them
    #[arg(long, conflicts_with = "format")]
    pub(crate) statistics: bool,
    #[command(flatten)]
    pub(crate) setup: Setup,
    /// do not compare reports of the same body and consecutive years with each other
    #[arg(long)]
    pub(crate) no_series: bool,
    /// least severity that makes the exit code 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// leave out files that match a pattern as in .gitignore, such as 'drafts/'; may be given again
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// let the findings stand that this file remembers [default: none, or that of crossfoot.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// reports audited at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// when to colour
    #[arg(long, value_enum, default_value_t)]
    pub(crate) color: Color,
    /// audit again whenever a report, a rule or the configuration changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    /// list what was not read, every check that stayed undecided, and every finding that does not count with what lets it stand
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// findings and problems only: no notices, no summary, no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    // Last: what is flattened gives its heading to all that follows.
    #[command(flatten)]
    pub(crate) bounds: BoundOptions,
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
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[command(flatten)]
    pub(crate) bounds: BoundOptions,
}

#[derive(Debug, Args)]
#[command(after_help = "a finding is named by its place or its fingerprint:
  crossfoot explain report.html:84:35             line and column, as findings print them
  crossfoot explain 'report.xlsx:表三!D25'        a cell; 'report.html:2!D25' in table 2
  crossfoot explain 3f2a91c0 report.html          the first digits of a fingerprint, and the report
  crossfoot explain 3f2a91c0 audit.json           ... or the JSON of a run")]
pub(crate) struct Explain {
    /// the rule's name, as in error[NAME], or a finding: its place or fingerprint
    #[arg(value_name = "RULE|FINDING")]
    pub(crate) what: String,
    /// where a fingerprint is looked for, or the other reports that a finding compares: reports, or JSON written by check
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) setup: Setup,
    #[command(flatten)]
    pub(crate) bounds: BoundOptions,
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
    /// which numbers are guarded by which rules, and why others are not
    Coverage,
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
