//! One finding: what is wrong, the place as a small table or sentence, the arithmetic, what to do.

use crate::findings::{Excerpt, Finding, LabelRole};
use crate::report::Options;
use crate::report::beneath::others;
use crate::report::clean::visible;
use crate::report::repair::change;
use crate::report::text::frame::{Pen, Picture, Tone, frame, paragraph};
use crate::report::text::grid::Set;
use crate::report::text::virtual_source::{Gutter, Line};
use crate::report::text::words::{self, one_line};
use crate::report::text::{grid, links, passage};
use crate::report::width::{columns, fit};

/// Columns that the words under a cell may take from the table.
const CAPTION: usize = 8;
/// A rule's identifier longer than this is shortened.
const NAME: usize = 28;

/// Renders a finding, with a blank line after it.
pub(crate) fn render(finding: &Finding, options: &Options) -> String {
    let pen = Pen { color: options.color, width: options.width };
    let lead = words::lead(
        &format!("{}[{}]", words::severity(finding.severity).get(options.lang), fit(visible(&finding.rule).trim(), NAME)),
        options.lang,
    );
    let mut out = paragraph(&lead, &one_line(&finding.message, options.lang), 0, Tone::Finding(finding.severity), pen);
    out.push_str(&excerpts(finding, options, pen));
    out.push_str(&notes(finding, options, pen));
    out.push('\n');
    out
}

/// All excerpts in one frame; without any, the place alone.
fn excerpts(finding: &Finding, options: &Options, pen: Pen) -> String {
    let set = |label: usize| set(finding, label);
    let room = pen.width.saturating_sub(gutter(finding));
    // `╰── total D25` begins in the cell's middle.
    let wanted = (0..finding.labels.len()).filter_map(|label| caption(finding, label, CAPTION, options)).map(|c| columns(&c)).max();
    let reserve = wanted.map_or(1, |columns| columns + 3);
    let mut lines: Vec<Line> = Vec::new();
    let targets: Vec<Option<String>> = finding.excerpts.iter().map(|e| links::target(finding, e, options.links.as_deref())).collect();
    let mut first = None;
    for excerpt in &finding.excerpts {
        let (origin, more) = match excerpt {
            Excerpt::Slice(slice) => (&slice.origin, grid::lines(slice, room.saturating_sub(reserve), &set)),
            Excerpt::Passage(words) => (&words.origin, passage::lines(words, room.saturating_sub(1))),
        };
        let origin = visible(origin.get(options.lang)).trim().to_owned();
        if first.is_none() {
            first = Some(origin);
        } else {
            lines.push(Line::new(Gutter::Title(origin), ""));
        }
        lines.extend(more);
    }
    let Some(origin) = first else {
        return format!("   ╭─[{}]\n   ╰────\n", visible(&finding.path));
    };
    let caption = |label: usize, room: usize| caption(finding, label, room, options);
    let legend = legend(finding).map(|word| word.get(options.lang));
    frame(&Picture { origin: &origin, targets: &targets, lines: &lines, caption: &caption, legend, severity: finding.severity }, pen)
}

/// Columns of the gutter: the digits of the largest row number, at least two, and the bar with its blanks.
fn gutter(finding: &Finding) -> usize {
    let rows = finding.excerpts.iter().filter_map(|e| if let Excerpt::Slice(s) = e { Some(&s.rows) } else { None });
    let largest = rows.flatten().map(|r| r.number).max().unwrap_or(0);
    largest.to_string().len().max(3) + 4
}

/// How a label's cell is set off: underlined with words where it is the primary, or its part's name says more than that it was
/// added up. The others are put in brackets, one kind for each side of an equation: a table with a line of carets under each row
/// is hard to read.
fn set(finding: &Finding, label: usize) -> Set {
    let Some(found) = finding.labels.get(label) else {
        return Set { underlined: false, between: None };
    };
    let primary = found.role == LabelRole::Primary;
    if let Some(between) = side(finding, label) {
        return Set { underlined: primary, between: Some(between) };
    }
    let alone = || finding.labels.iter().filter(|l| l.part == found.part).count() == 1;
    let underlined = primary || (found.part != "part" && alone());
    Set { underlined, between: (!underlined).then_some(('[', ']')) }
}

/// The brackets of a label that is a term of an equation's side.
fn side(finding: &Finding, label: usize) -> Option<(char, char)> {
    match finding.labels.get(label)?.part.as_str() {
        "left" => Some(('[', ']')),
        "right" => Some(('{', '}')),
        _ => None,
    }
}

fn legend(finding: &Finding) -> Option<words::Word> {
    let slices = finding.excerpts.iter().filter_map(|e| if let Excerpt::Slice(s) = e { Some(s) } else { None });
    let mut labels = slices.flat_map(|s| &s.rows).flat_map(|r| &r.cells).filter_map(|c| c.label).peekable();
    if labels.clone().any(|l| side(finding, l).is_some()) {
        return Some(words::SIDES);
    }
    labels.any(|l| set(finding, l).between.is_some()).then_some(words::LEGEND)
}

/// Whether a label is words of a sentence; the excerpt's heading says where that stands.
fn in_prose(finding: &Finding, label: usize) -> bool {
    finding.excerpts.iter().any(|e| matches!(e, Excerpt::Passage(p) if p.marks.iter().any(|m| m.label == label)))
}

/// The name of a label's cell in its table.
fn cell(finding: &Finding, label: usize) -> Option<String> {
    let cell = finding.labels.get(label)?.location.cell.as_deref()?;
    (!in_prose(finding, label)).then(|| visible(cell).into_owned())
}

/// `total D25`, or the word alone, or nothing, as `room` allows. The brackets say which side of an equation a cell is on.
fn caption(finding: &Finding, label: usize, room: usize, options: &Options) -> Option<String> {
    let found = finding.labels.get(label).filter(|_| set(finding, label).underlined)?;
    let cell = cell(finding, label);
    let word = visible(words::part(&found.part, options.lang)).into_owned();
    let choices = match side(finding, label) {
        Some(_) => vec![cell],
        None => vec![cell.map(|cell| format!("{word} {cell}")), Some(word)],
    };
    choices.into_iter().flatten().find(|text| columns(text) <= room)
}

fn notes(finding: &Finding, options: &Options, pen: Pen) -> String {
    let mut out = String::new();
    let lang = options.lang;
    let mut note = |lead: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&paragraph(&words::lead(lead, lang), text, 2, Tone::Help, pen));
        }
    };
    note(words::WHY.get(lang), &one_line(&finding.derivation, lang));
    for repair in &finding.repairs {
        let (open, close) = words::brackets(lang);
        let place = cell(finding, repair.label).map(|cell| format!("{cell} ")).unwrap_or_default();
        let text = format!("{place}{}{open}{}{close}", visible(&change(finding, repair)), one_line(&repair.why, lang));
        note(words::REPAIR.get(lang), &text);
    }
    for other in others(finding, lang) {
        note(words::ALSO.get(lang), &other);
    }
    if let Some(word) = words::confidence(finding.confidence) {
        note(words::SURE.get(lang), word.get(lang));
    }
    note(words::HELP.get(lang), &one_line(&finding.help, lang));
    out
}
