//! One finding: what is wrong, the place as a small table or sentence, the arithmetic, what to do.

use crate::findings::{Excerpt, Finding, LabelRole};
use crate::report::Options;
use crate::report::clean::visible;
use crate::report::text::frame::{Pen, Picture, Tone, frame, paragraph};
use crate::report::text::virtual_source::{Gutter, Line};
use crate::report::text::width::{columns, fit};
use crate::report::text::words::{self, one_line};
use crate::report::text::{grid, passage};

/// Columns kept free at the right for the words under the last cell: `╰── total` begins in the cell's middle.
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
    let underlined = |label: usize| is_captioned(finding, label);
    let room = pen.width.saturating_sub(gutter(finding));
    let mut lines: Vec<Line> = Vec::new();
    let mut first = None;
    for excerpt in &finding.excerpts {
        let (origin, more) = match excerpt {
            Excerpt::Slice(slice) => {
                let at_the_edge = slice.rows.iter().filter_map(|r| r.cells.last()?.label).any(underlined);
                let reserve = if at_the_edge { CAPTION } else { 1 };
                (&slice.origin, grid::lines(slice, room.saturating_sub(reserve), &underlined))
            }
            Excerpt::Passage(words) => (&words.origin, vec![passage::line(words, room.saturating_sub(CAPTION))]),
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
    let legend = has_brackets(finding).then(|| words::LEGEND.get(options.lang));
    frame(&Picture { origin: &origin, lines: &lines, caption: &caption, legend, severity: finding.severity }, pen)
}

/// Columns of the gutter: the digits of the largest row number, at least two, and the bar with its blanks.
fn gutter(finding: &Finding) -> usize {
    let rows = finding.excerpts.iter().filter_map(|e| if let Excerpt::Slice(s) = e { Some(&s.rows) } else { None });
    let largest = rows.flatten().map(|r| r.number).max().unwrap_or(0);
    largest.to_string().len().max(3) + 4
}

/// Whether words stand under a marked cell: always for the primary, else where the part's name says more than that it was added up.
/// The others are put in brackets: a table with a line of carets under each row is hard to read.
fn is_captioned(finding: &Finding, label: usize) -> bool {
    finding.labels.get(label).is_some_and(|found| {
        let alone = finding.labels.iter().filter(|l| l.part == found.part).count() == 1;
        found.role == LabelRole::Primary || (alone && found.part != "part")
    })
}

fn has_brackets(finding: &Finding) -> bool {
    let slices = finding.excerpts.iter().filter_map(|e| if let Excerpt::Slice(s) = e { Some(s) } else { None });
    slices.flat_map(|s| &s.rows).flat_map(|r| &r.cells).filter_map(|c| c.label).any(|l| !is_captioned(finding, l))
}

/// `total D25`, or the word alone, or nothing, as `room` allows.
fn caption(finding: &Finding, label: usize, room: usize, options: &Options) -> Option<String> {
    let found = finding.labels.get(label).filter(|_| is_captioned(finding, label))?;
    let word = visible(words::part(&found.part, options.lang)).into_owned();
    let named = found.location.cell.as_ref().map(|cell| format!("{word} {}", visible(cell)));
    named.into_iter().chain([word]).find(|text| columns(text) <= room)
}

fn notes(finding: &Finding, options: &Options, pen: Pen) -> String {
    let mut out = String::new();
    let lang = options.lang;
    let mut note = |lead: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&paragraph(&words::lead(lead, lang), text, 2, Tone::Help, pen));
        }
    };
    note(words::SUM.get(lang), &one_line(&finding.derivation, lang));
    for repair in &finding.repairs {
        let label = finding.labels.get(repair.label);
        let place = label.map_or("", |l| l.location.cell.as_deref().unwrap_or(""));
        let old = label.map_or("", |l| l.text.as_str());
        let (open, close) = words::brackets(lang);
        let text = format!("{place} {} → {}{open}{}{close}", visible(old), visible(&repair.value), one_line(&repair.why, lang));
        note(words::REPAIR.get(lang), text.trim_start());
    }
    if let Some(word) = words::confidence(finding.confidence) {
        note(words::SURE.get(lang), word.get(lang));
    }
    note(words::HELP.get(lang), &one_line(&finding.help, lang));
    out
}
