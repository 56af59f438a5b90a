//! miette's part: it draws the frame with the labels under the cells, and the paragraphs with their lead word.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Level, SourceCode, ThemeCharacters, ThemeStyles,
};

use crate::findings::Severity;
use crate::report::text::connectors::Connectors;
use crate::report::text::links::linked;
use crate::report::text::virtual_source::{Gutter, Line, VirtualSource};
use crate::report::width::{columns, fit, fit_end, pad_start};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    pub(crate) color: bool,
    pub(crate) width: usize,
}

/// Which of miette's styles a lead word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Finding(Severity),
    Help,
}

/// `lead message`, wrapped to the width with continuation lines indented.
pub(crate) fn paragraph(lead: &str, message: &str, indent: usize, tone: Tone, pen: Pen) -> String {
    let mut theme = theme(pen.color);
    theme.characters.vbar = ' ';
    lead.clone_into(&mut theme.characters.error);
    theme.characters.warning.clone_from(&theme.characters.error);
    theme.characters.advice.clone_from(&theme.characters.error);
    let message = Message { text: message.to_owned(), level: level(tone), labels: Vec::new(), source: None };
    // miette keeps two columns free at the right and indents by two, taken away below.
    let drawn = draw(&message, theme, pen.width.saturating_add(4).saturating_sub(indent));
    // A full-width colon brings its own blank.
    let drawn = drawn.replacen("： ", "：", 1).replacen("：\u{1b}[0m ", "：\u{1b}[0m", 1);
    let mut out = String::new();
    for line in drawn.lines() {
        let line = line.strip_prefix("  ").unwrap_or(line).trim_end();
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// What goes into a frame.
pub(crate) struct Picture<'a> {
    /// Where the first excerpt stands.
    pub(crate) origin: &'a str,
    /// What the origin of each excerpt is linked to.
    pub(crate) targets: &'a [Option<String>],
    /// The excerpts, one after the other.
    pub(crate) lines: &'a [Line],
    /// Words under a mark in at most so many columns, best first choice that fits.
    pub(crate) caption: &'a dyn Fn(usize, usize) -> Option<String>,
    /// Words at the foot.
    pub(crate) legend: Option<&'a str>,
    /// Colours the primary mark.
    pub(crate) severity: Severity,
}

/// The lines in a frame named by their origin, underlined at their marks.
pub(crate) fn frame(picture: &Picture<'_>, pen: Pen) -> String {
    let &Picture { origin, lines, severity, .. } = picture;
    let digits = gutter_width(lines);
    let room = pen.width.saturating_sub(digits + 6);
    let base = first_number(digits);
    let (text, mut labels) = source(picture, pen);
    if labels.is_empty() {
        labels.push(LabeledSpan::new(None, 0, 0));
    }
    let mut theme = theme(pen.color);
    let styles = &theme.styles;
    let own = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    };
    let other = styles.help;
    theme.styles.highlights = labels.iter().map(|l| if l.primary() { own } else { other }).collect();
    theme.characters.vbar_break = theme.characters.vbar;
    let source = VirtualSource { text, name: fit_end(origin, room), first_line: base.saturating_sub(1) };
    let message = Message { text: String::new(), level: level(Tone::Finding(severity)), labels, source: Some(source) };
    let drawn = draw(&message, theme, pen.width);
    let paint = |text: &str, label: usize| match (pen.color, label) {
        (false, _) => text.to_owned(),
        (true, 0) => own.style(text).to_string(),
        (true, _) => other.style(text).to_string(),
    };
    let mut out = renumber(&drawn, picture, &Numbers { base, digits, room, paint: &paint });
    if let Some(legend) = picture.legend {
        out.truncate(out.trim_end().len());
        // Behind the margin, `╰────` and a blank.
        out.extend([" ", &fit(legend, pen.width.saturating_sub(digits + 8)), "\n"]);
    }
    out
}

/// The lines as one text, and their marks as miette's labels.
fn source(picture: &Picture<'_>, pen: Pen) -> (String, Vec<LabeledSpan>) {
    let mut text = String::new();
    let mut labels = Vec::new();
    let gutter = gutter_width(picture.lines) + 4;
    for line in picture.lines {
        let at = text.len();
        for mark in &line.marks {
            let before = columns(line.text.get(..mark.start).unwrap_or(""));
            let middle = before + columns(line.text.get(mark.start..mark.end).unwrap_or("")) / 2;
            // `╰── ` takes four columns.
            let caption = (picture.caption)(mark.label, pen.width.saturating_sub(gutter + middle + 4));
            let span = (at + mark.start)..(at + mark.end);
            labels.push(match mark.label {
                0 => LabeledSpan::new_primary_with_span(caption, span),
                _ => LabeledSpan::new_with_span(caption, span),
            });
        }
        text.push_str(&line.text);
        text.push('\n');
    }
    (text, labels)
}

/// Digits of the largest row number, and of the numbers miette needs for as many lines.
fn gutter_width(lines: &[Line]) -> usize {
    let largest = lines.iter().map(|l| if let Gutter::Row(n) = l.gutter { n } else { 0 }).max().unwrap_or(0);
    largest.to_string().len().max(lines.len().to_string().len()).max(2)
}

/// The first number of `digits` digits, so that all of miette's numbers are equally wide.
fn first_number(digits: usize) -> usize {
    10_usize.saturating_pow(u32::try_from(digits).unwrap_or(1)) / 10
}

/// How lines are numbered.
struct Numbers<'a> {
    /// miette's first number.
    base: usize,
    digits: usize,
    /// Columns for a name.
    room: usize,
    /// Colours the text of a label.
    paint: &'a dyn Fn(&str, usize) -> String,
}

/// miette numbers the lines of its source; the reader needs the rows of the table. Every line of the source appears once and in
/// order, so its number is replaced where it stands.
fn renumber(drawn: &str, picture: &Picture<'_>, numbers: &Numbers<'_>) -> String {
    let &Numbers { base, digits, room, paint } = numbers;
    let mut out = String::new();
    let mut next = (base..).zip(picture.lines).peekable();
    let mut targets = picture.targets.iter().map(Option::as_deref);
    let mut connectors = Connectors::default();
    // The line before the frame is miette's headline, empty here.
    for line in drawn.lines().skip_while(|l| !l.contains('╭')).filter(|l| !l.trim().is_empty()) {
        let entry = next.next_if(|(number, _)| at_start(line, &number.to_string()).is_some());
        let Some((number, source)) = entry else {
            let line = connectors.tidy(line);
            match line.find("╭─[").filter(|_| out.is_empty()).zip(line.rfind(']')) {
                Some((open, close)) => {
                    let name = line.get(open + "╭─[".len()..close).unwrap_or("");
                    let target = targets.next().flatten();
                    out.extend([
                        line.get(..open).unwrap_or(""),
                        "╭─[",
                        &linked(name, target),
                        line.get(close..).unwrap_or("").trim_end(),
                        "\n",
                    ]);
                }
                None => out.extend([line.trim_end(), "\n"]),
            }
            continue;
        };
        let number = number.to_string();
        let shown = match &source.gutter {
            Gutter::Blank => " ".repeat(digits),
            Gutter::Row(n) => pad_start(&n.to_string(), digits),
            Gutter::Gap => pad_start("⋮", digits),
            Gutter::Title(origin) => {
                let name = linked(&fit_end(origin, room), targets.next().flatten());
                let margin = " ".repeat(digits + 2);
                out.extend([&margin, "│\n", &margin, "├─[", &name, "]\n"]);
                continue;
            }
        };
        let line = line.replacen(&number, &shown, 1);
        out.push_str(tinted(&line, source, paint).trim_end());
        out.push('\n');
    }
    out
}

/// The drawn line with the cells and words of its labels coloured; miette colours what it draws below them only.
fn tinted(drawn: &str, line: &Line, paint: &dyn Fn(&str, usize) -> String) -> String {
    let Some(bar) = drawn.find('│') else { return drawn.to_owned() };
    let mut at = bar;
    let mut out = drawn.get(..bar).unwrap_or("").to_owned();
    for tint in if line.tints.is_empty() { &line.marks } else { &line.tints } {
        let Some(cell) = line.text.get(tint.start..tint.end).filter(|cell| !cell.is_empty()) else { continue };
        // What comes before it may hold the same text.
        let earlier = line.text.get(..tint.start).map_or(0, |before| before.matches(cell).count());
        let rest = drawn.get(bar..).unwrap_or("");
        let Some(found) = rest.match_indices(cell).nth(earlier).map(|(n, _)| bar + n).filter(|&n| n >= at) else { continue };
        out.push_str(drawn.get(at..found).unwrap_or(""));
        out.push_str(&paint(cell, tint.label));
        at = found + cell.len();
    }
    out.push_str(drawn.get(at..).unwrap_or(""));
    out
}

/// Where `number` begins in the gutter of `line`, past blanks and colour.
fn at_start(line: &str, number: &str) -> Option<usize> {
    let at = line.find(number)?;
    let before = line.get(..at)?;
    let plain = before.strip_prefix(' ')?;
    (plain.is_empty() || (plain.starts_with('\u{1b}') && plain.ends_with('m') && columns(plain) < 8)).then_some(at)
}

fn level(tone: Tone) -> Level {
    match tone {
        Tone::Finding(Severity::Error) => Level::Error,
        Tone::Finding(Severity::Warning) => Level::Warning,
        Tone::Finding(Severity::Note) | Tone::Help => Level::Advice,
    }
}

fn theme(color: bool) -> GraphicalTheme {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let characters = ThemeCharacters { error: String::new(), warning: String::new(), advice: String::new(), ..theme.characters };
    // The place is no link to follow, and colour is for the severity and the marks.
    let styles = ThemeStyles { link: ThemeStyles::none().link, ..theme.styles };
    GraphicalTheme { characters, styles }
}

fn draw(message: &Message, theme: GraphicalTheme, width: usize) -> String {
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).without_primary_span_start().without_syntax_highlighting();
    // Writing to a String cannot fail, and the source above never refuses a span.
    let _ = handler.render_report(&mut out, message);
    out
}

/// What miette is handed.
#[derive(Debug)]
struct Message {
    text: String,
    level: Level,
    labels: Vec<LabeledSpan>,
    source: Option<VirtualSource>,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Message {}

impl Diagnostic for Message {
    fn severity(&self) -> Option<Level> {
        Some(self.level)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|s| s as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.as_ref()?;
        Some(Box::new(self.labels.iter().cloned()))
    }
}
