//! What a report's audit says beside its findings: what was not read, and what could not be decided.

use crate::document::{Document, RemarkKind, Site, Spot};
use crate::facts::{Facts, NotQuantity, Skipped};
use crate::findings::Location;
use crate::findings::locate::{location, named};
use crate::phrase::Phrase;
use crate::rules::Evidence;

/// A remark with its place. The place stands in the words as well, so that a list of them reads by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The words, the place among them.
    pub message: Phrase,
    /// What was not read; `None` for checks.
    pub kind: Option<RemarkKind>,
    /// Where, if it has a place in the file.
    pub location: Option<Location>,
}

impl Said {
    /// Words on the report as a whole.
    #[must_use]
    pub fn of(message: Phrase) -> Self {
        Self { message, kind: None, location: None }
    }
}

/// Damaged numbers that are told one by one.
const MOST_TOLD: usize = 20;
/// Characters of a damaged number that are shown.
const SHOWN: usize = 24;

/// What was not read: the document's own remarks, then the number-like words that are no number.
pub(super) fn unread(facts: &Facts<'_>) -> Vec<Said> {
    let document = facts.document;
    let own = document.remarks.iter().map(|remark| {
        let location = remark.site.and_then(|site| whole(document, site)).map(|evidence| location(&evidence, facts));
        // What is struck out of a text names its own place, which is finer than that of the text.
        let finer = remark.kind == RemarkKind::Struck && document.source.is_some();
        let message = if finer { remark.message.clone() } else { placed(&remark.message, location.as_ref()) };
        Said { message, kind: Some(remark.kind), location }
    });
    own.chain(cut(facts)).chain(unparsed(facts)).collect()
}

/// Where the text was not read any further.
fn cut(facts: &Facts<'_>) -> Option<Said> {
    let site = Site::Paragraph(facts.cut?);
    let location = whole(facts.document, site).map(|evidence| location(&evidence, facts));
    let message = Phrase::new(
        "文字中的数和句子过多，自此以下的段落未读取；请拆分报告，或用 --max-cells 放宽上限",
        "the text holds too many numbers and sentences, the paragraphs from here on were not read; split the report or allow more with --max-cells",
    );
    Some(Said { message: placed(&message, location.as_ref()), kind: Some(RemarkKind::Unread), location })
}

/// The number-like words that are no number: an error may hide in each.
fn unparsed(facts: &Facts<'_>) -> Vec<Said> {
    let unparsed = || facts.skipped.iter().filter(|skipped| matches!(skipped.why, NotQuantity::Malformed | NotQuantity::Ambiguous));
    let mut said: Vec<Said> = unparsed().take(MOST_TOLD).map(|skipped| told(skipped, facts)).collect();
    let more = unparsed().count().saturating_sub(said.len());
    if more > 0 {
        let message = Phrase::new(
            format!("另有 {more} 处像数而不成数的文字，未计入"),
            format!("{more} more words look like numbers and are none; they were left out"),
        );
        said.push(Said { kind: Some(RemarkKind::Unparsed), ..Said::of(message) });
    }
    said
}

fn told(skipped: &Skipped, facts: &Facts<'_>) -> Said {
    let prose = !matches!(skipped.spot.site, Site::Cell { .. });
    let location = location(&Evidence { spot: skipped.spot, part: String::new(), prose, number: None }, facts);
    let words: String = facts.document.printed(&skipped.spot).chars().take(SHOWN).collect();
    let message = if skipped.why == NotQuantity::Ambiguous {
        Phrase::new(format!("“{words}”有两种读法，未计入"), format!("`{words}` can be read in two ways and was left out"))
    } else {
        Phrase::new(format!("“{words}”像数而不成数，未计入"), format!("`{words}` looks like a number and is none; it was left out"))
    };
    Said { message: placed(&message, Some(&location)), kind: Some(RemarkKind::Unparsed), location: Some(location) }
}

/// A site as evidence of a whole text; `None` where there is no such text.
fn whole(document: &Document, site: Site) -> Option<Evidence> {
    let text = document.text(site)?;
    let prose = matches!(site, Site::Paragraph(_));
    Some(Evidence { spot: Spot::new(site, 0..text.len()), part: String::new(), prose, number: None })
}

/// The words behind their place.
fn placed(message: &Phrase, location: Option<&Location>) -> Phrase {
    match location.and_then(named) {
        Some(place) => Phrase::new(format!("{}：{}", place.zh, message.zh), format!("{}: {}", place.en, message.en)),
        None => message.clone(),
    }
}
