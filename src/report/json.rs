//! JSON, version 1: a contract. Fields may be added, never renamed or reordered.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::document::{Format, RemarkKind};
use crate::findings::{Confidence, Finding, Label, Location, Outcome, ReportOutcome, Severity, Suppressed, Suppression, VerdictCounts};
use crate::phrase::Lang;
use crate::problem::ProblemKind;
use crate::report::Options;
use crate::report::clean::is_unsafe;

/// The version of the contract.
pub(crate) const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct View<'a> {
    schema: u32,
    tool: Tool,
    reports: Vec<ReportView<'a>>,
    findings: Vec<FindingView<'a>>,
    suppressed: Vec<SuppressedView<'a>>,
}

/// A finding that does not count, and why.
#[derive(Serialize)]
pub(crate) struct SuppressedView<'a> {
    #[serde(flatten)]
    finding: FindingView<'a>,
    suppression: &'a Suppression,
}

/// The program that wrote it.
#[derive(Serialize)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

/// This program.
pub(crate) const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

/// One file's audit.
#[derive(Serialize)]
pub(crate) struct ReportView<'a> {
    path: &'a str,
    format: Option<Format>,
    encoding: Option<&'a str>,
    title: Option<&'a str>,
    tables: u32,
    numbers: u32,
    guarded: u32,
    verdicts: VerdictCounts,
    problem: Option<ProblemView<'a>>,
    remarks: Vec<&'a str>,
    year_before: Option<&'a str>,
    remark_places: Vec<RemarkPlace<'a>>,
}

/// What the remark of the same index is about, and where.
#[derive(Serialize)]
struct RemarkPlace<'a> {
    kind: Option<RemarkKind>,
    location: Option<&'a Location>,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    kind: ProblemKind,
    message: &'a str,
}

/// One disagreement.
#[derive(Serialize)]
pub(crate) struct FindingView<'a> {
    rule: &'a str,
    severity: Severity,
    confidence: Confidence,
    path: &'a str,
    message: &'a str,
    help: &'a str,
    derivation: &'a str,
    labels: &'a [Label],
    repairs: Vec<RepairView<'a>>,
    fingerprint: &'a str,
    also: Vec<AlsoView<'a>>,
}

/// A finding of the same root cause, told with another.
#[derive(Serialize)]
struct AlsoView<'a> {
    rule: &'a str,
    message: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct RepairView<'a> {
    label: usize,
    value: &'a str,
    why: &'a str,
}

/// Writes the outcome as one document, indented by two blanks, with a final line feed.
pub(crate) fn render(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let view = View {
        schema: SCHEMA,
        tool: TOOL,
        reports: outcome.reports.iter().map(|r| report(r, options.lang)).collect(),
        findings: outcome.findings().map(|f| finding(f, options.lang)).collect(),
        suppressed: outcome.reports.iter().flat_map(|r| &r.suppressed).map(|s| suppressed(s, options.lang)).collect(),
    };
    write(&view, out)
}

/// Writes any value the way all our JSON is written: indented, unsafe characters escaped, a final line feed.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaping(PrettyFormatter::new()))).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Writes any value on one line, unsafe characters escaped, with a final line feed.
pub(crate) fn write_line(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Escaping(CompactFormatter))).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// A file's audit in `lang`.
pub(crate) fn report(report: &ReportOutcome, lang: Lang) -> ReportView<'_> {
    ReportView {
        path: &report.path,
        format: report.format,
        encoding: report.encoding.as_deref(),
        title: report.title.as_deref(),
        tables: report.tables,
        numbers: report.numbers,
        guarded: report.guarded,
        verdicts: report.verdicts,
        problem: report.problem.as_ref().map(|p| ProblemView { kind: p.kind, message: p.message.get(lang) }),
        remarks: report.remarks.iter().map(|said| said.message.get(lang)).collect(),
        year_before: report.year_before.as_deref(),
        remark_places: report.remarks.iter().map(|said| RemarkPlace { kind: said.kind, location: said.location.as_ref() }).collect(),
    }
}

/// A finding that does not count, in `lang`.
pub(crate) fn suppressed(suppressed: &Suppressed, lang: Lang) -> SuppressedView<'_> {
    SuppressedView { finding: finding(&suppressed.finding, lang), suppression: &suppressed.suppression }
}

/// A finding in `lang`.
pub(crate) fn finding(finding: &Finding, lang: Lang) -> FindingView<'_> {
    FindingView {
        rule: &finding.rule,
        severity: finding.severity,
        confidence: finding.confidence,
        path: &finding.path,
        message: finding.message.get(lang),
        help: finding.help.get(lang),
        derivation: finding.derivation.get(lang),
        labels: &finding.labels,
        repairs: finding.repairs.iter().map(|r| RepairView { label: r.label, value: &r.value, why: r.why.get(lang) }).collect(),
        fingerprint: &finding.fingerprint,
        also: finding
            .also
            .iter()
            .map(|also| AlsoView { rule: &also.rule, message: also.message.get(lang), fingerprint: &also.fingerprint })
            .collect(),
    }
}

/// Printing that also escapes what JSON allows raw but a terminal acts on: C1 controls, DEL, direction marks. The text
/// a program reads back is unchanged.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_unsafe(c)) {
            let (before, after) = rest.split_at(at);
            out.write_all(before.as_bytes())?;
            let mut units = [0_u16; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = after.get(c.len_utf8()..).unwrap_or("");
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
