//! From the tokenizer that knows byte positions to the standard's tree builder, with bounds on what a hostile page may cost.

use std::collections::BTreeMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5gum::{Emitter, Error, State, Tokenizer};

use crate::document::Deadline;
use crate::ingest::html::arena::{Arena, NodeId};
use crate::ingest::html::elements;
use crate::ingest::html::sink::Sink;
use crate::ingest::html::styles::Styles;
use crate::ingest::html::tag::{TagInHand, local_name, text};
use crate::ingest::html::unseen::Unseen;

/// Bounds on one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Open elements; deeper start tags are left out, their content stays.
    pub depth: usize,
    /// Nodes of the tree; past it the rest of the page is left unread.
    pub nodes: usize,
    /// Stretches of text with a place of their own, such as each character reference is; past it too.
    pub pieces: usize,
    /// Past it too.
    pub deadline: Deadline,
}

/// Tokens between two looks at the clock.
const LOOK: usize = 256;
/// A page as a tree.
#[derive(Debug)]
pub(super) struct Page {
    /// The tree.
    pub arena: Arena,
    /// Whether all of the source is in it.
    pub state: Standing,
}

/// Parses a page. `keep` says which attributes of a tag are handed on.
pub(super) fn parse(source: &str, bounds: Bounds, keep: fn(&[u8], &[u8]) -> bool) -> Page {
    let bridge = Bridge {
        source: source.as_bytes(),
        bounds,
        keep,
        builder: TreeBuilder::new(Sink::new(), TreeBuilderOpts::default()),
        position: 0,
        tag: TagInHand::default(),
        last_start: Vec::new(),
        doctype: Doctype::default(),
        left_out: BTreeMap::new(),
        tokens: 0,
        styles: Styles::default(),
        opened: None,
        silent: Vec::new(),
        state: Standing::default(),
    };
    let mut tokenizer = Tokenizer::new_with_emitter(source, bridge);
    match tokenizer.next() {
        Some(Ok(page)) => page,
        Some(Err(never)) => match never {},
        None => Page { arena: Arena::new(), state: Standing { cut: true, ..Standing::default() } },
    }
}

struct Bridge<'a> {
    source: &'a [u8],
    bounds: Bounds,
    keep: fn(&[u8], &[u8]) -> bool,
    builder: TreeBuilder<NodeId, Sink>,
    /// The reader's offset in the source.
    position: usize,
    tag: TagInHand,
    /// Name of the last start tag: what ends a raw text element.
    last_start: Vec<u8>,
    doctype: Doctype,
    /// Start tags left out because they nest too deep, by name: as many end tags are left out.
    left_out: BTreeMap<LocalName, u32>,
    /// Tokens handed on so far.
    tokens: usize,
    /// What the page's style sheets say of classes, so far.
    styles: Styles,
    /// Where the tag or comment begins that the tokenizer is reading.
    opened: Option<usize>,
    /// Where elements began whose content is no text of the page: the last of each name.
    silent: Vec<(LocalName, usize)>,
    /// What is known of the page so far.
    state: Standing,
}

/// How the reading of a page stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Tags were left out because they nest too deep.
    pub flattened: bool,
    /// The rest was left unread because there are too many nodes.
    pub cut: bool,
    /// The source ended inside a table; `None` while it has not ended.
    pub ended_in_table: Option<bool>,
    /// What never ends and takes the rest of the source, and where it begins.
    pub broken: Option<(Inside, usize)>,
    /// What a browser shows beside the text.
    pub unseen: Unseen,
}

/// What takes everything behind it where it is never ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// A tag, often by a quotation mark that is never closed.
    Tag,
    /// A comment.
    Comment,
    /// An element whose content is no text of the page, such as `script`.
    Element(LocalName),
}

impl Bridge<'_> {
    /// Hands the run of characters read so far to the tree builder.
    fn flush(&mut self) {
        let run = self.builder.sink.arena.borrow_mut().transcript.finish_run().map(StrTendril::from_slice);
        if let Some(run) = run {
            self.process(Token::CharacterTokens(run));
        }
    }

    fn take(&mut self, characters: &[u8], position: usize) {
        let transcript = &mut self.builder.sink.arena.borrow_mut().transcript;
        self.state.cut |= transcript.pieces() >= self.bounds.pieces;
        if !self.state.cut {
            transcript.take(characters, self.source, position);
        }
    }

    /// A NUL is a token of its own. The builder drops it or makes U+FFFD of it, so that is what stands in the transcript.
    fn take_nul(&mut self, position: usize) {
        self.flush();
        self.take("\u{FFFD}".as_bytes(), position);
        self.builder.sink.arena.borrow_mut().transcript.finish_run();
        self.process(Token::NullCharacterToken);
    }

    fn process(&mut self, token: Token) -> Option<State> {
        let state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Some(State::ScriptData),
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
        };
        let nodes = self.builder.sink.arena.borrow().len();
        self.tokens = self.tokens.wrapping_add(1);
        self.state.cut |= nodes > self.bounds.nodes || (self.tokens.is_multiple_of(LOOK) && self.bounds.deadline.is_over());
        state
    }

    /// Says that markup was read up to here.
    fn resume(&mut self) {
        self.builder.sink.arena.borrow_mut().transcript.resume_at(self.position);
    }

    /// Where the markup begins whose first characters were just read.
    fn markup_start(&self) -> usize {
        let upto = self.position.min(self.source.len());
        self.source.get(..upto).and_then(|read| memchr::memrchr(b'<', read)).unwrap_or(upto)
    }

    /// The open element that hides the rest of the source.
    fn open_silent(&self) -> Option<(Inside, usize)> {
        let current = self.current_node();
        let arena = self.builder.sink.arena.borrow();
        let open = std::iter::successors(Some(current), |&id| arena.parent(id));
        let names = open.filter_map(|id| arena.html_name(id));
        let began = |name: &LocalName| self.silent.iter().find(|(began, _)| began == name).map(|(_, at)| *at);
        names.filter_map(|name| Some((Inside::Element(name.clone()), began(name)?))).last()
    }

    /// The innermost open element.
    fn current_node(&self) -> NodeId {
        self.builder.sink.asked.set(Arena::DOCUMENT);
        let _ = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        self.builder.sink.asked.get()
    }

    /// Reads the style sheet that ends here.
    fn read_styles(&mut self) {
        let id = self.current_node();
        let arena = self.builder.sink.arena.borrow();
        if arena.html_name(id) != Some(&html5ever::local_name!("style")) {
            return;
        }
        let ranges = arena.children(id).flat_map(|child| arena.text_ranges(child));
        let sheet: String = ranges.filter_map(|range| arena.transcript.text().get(range.start as usize..range.end as usize)).collect();
        self.styles.add(&sheet);
        self.state.unseen.draws(std::mem::take(&mut self.styles.drawn));
    }

    /// Looks for what a browser shows beside the text.
    fn look_for_unseen(&mut self, began: usize) {
        let mut unseen = std::mem::take(&mut self.state.unseen);
        unseen.look(&self.tag, began, || {
            let current = self.current_node();
            let arena = self.builder.sink.arena.borrow();
            arena.html_name(current) == Some(&html5ever::local_name!("p")) || elements::is_in_table(&arena, current)
        });
        self.state.unseen = unseen;
    }

    /// Notes where an element begins whose content is no text of the page.
    fn note_silent(&mut self, name: &LocalName, began: usize) {
        if !elements::is_silent_by_name(name) || *name == html5ever::local_name!("head") {
            return;
        }
        match self.silent.iter_mut().find(|(known, _)| known == name) {
            Some((_, at)) => *at = began,
            None => self.silent.push((name.clone(), began)),
        }
    }

    /// Whether the tag in hand is to be left out because of the depth limit.
    fn nests_too_deep(&mut self, name: &LocalName) -> bool {
        let depth = self.builder.sink.arena.borrow().depth(self.current_node());
        if depth < self.bounds.depth {
            self.left_out.clear();
            return false;
        }
        if self.tag.end {
            return self.left_out.get_mut(name).is_some_and(|count| {
                let any = *count > 0;
                *count = count.saturating_sub(1);
                any
            });
        }
        let leave_out = !elements::is_leaf(name);
        if leave_out {
            self.state.flattened = true;
            *self.left_out.entry(name.clone()).or_default() += 1;
        }
        leave_out
    }
}

fn push_lossy(target: &mut Option<StrTendril>, bytes: &[u8]) {
    target.get_or_insert_default().push_slice(&text(bytes));
}

impl Emitter for Bridge<'_> {
    type Token = Page;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.flush();
        let tag = self.opened.take().map(|at| (Inside::Tag, at));
        self.state.broken = self.state.broken.take().or(tag).or_else(|| self.open_silent());
        let open = self.current_node();
        self.state.ended_in_table = Some(elements::is_in_table(&self.builder.sink.arena.borrow(), open));
        self.process(Token::EOFToken);
        self.builder.end();
    }

    /// The bridge stops the tokenizer by giving a token: the page, at its end or where it grows past the bound.
    #[inline]
    fn pop_token(&mut self) -> Option<Page> {
        if self.state.ended_in_table.is_none() && !self.state.cut {
            return None;
        }
        // What was read before the bound stands.
        self.flush();
        let arena = self.builder.sink.arena.replace(Arena::new());
        Some(Page { arena, state: self.state.clone() })
    }

    fn emit_string(&mut self, characters: &[u8]) {
        // What looked like a tag was text, as in a script.
        self.opened = None;
        let mut rest = characters;
        while let Some(nul) = rest.iter().position(|&b| b == 0) {
            let (before, after) = rest.split_at(nul);
            let after = after.get(1..).unwrap_or_default();
            let end = self.position.saturating_sub(after.len());
            self.take(before, end.saturating_sub(1));
            self.take_nul(end);
            rest = after;
        }
        self.take(rest, self.position);
    }

    fn init_start_tag(&mut self) {
        self.opened = Some(self.markup_start());
        self.tag.start(false);
    }

    fn init_end_tag(&mut self) {
        self.opened = Some(self.markup_start());
        self.tag.start(true);
    }

    fn init_comment(&mut self) {
        self.opened = Some(self.markup_start());
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.tag.finish_attribute(self.keep, &self.styles);
        self.flush();
        self.resume();
        let name = local_name(&self.tag.name);
        let began = self.opened.take().unwrap_or(self.position);
        if !self.tag.end {
            self.last_start.clone_from(&self.tag.name);
            self.note_silent(&name, began);
            self.look_for_unseen(began);
        } else if name == html5ever::local_name!("style") {
            self.read_styles();
        }
        if self.nests_too_deep(&name) {
            return None;
        }
        let tag = Tag {
            kind: if self.tag.end { TagKind::EndTag } else { TagKind::StartTag },
            name,
            self_closing: self.tag.self_closing,
            attrs: std::mem::take(&mut self.tag.attributes),
            had_duplicate_attributes: false,
        };
        self.process(Token::TagToken(tag))
    }

    fn emit_current_comment(&mut self) {
        if let Some(at) = self.opened.take() {
            let comment = self.source.get(at..self.position.min(self.source.len())).unwrap_or_default();
            let ends = comment.ends_with(b"-->") || comment.ends_with(b"--!>") || !comment.starts_with(b"<!--");
            self.state.broken = if ends { None } else { Some((Inside::Comment, at)) };
        }
        self.flush();
        self.resume();
        self.process(Token::CommentToken(StrTendril::new()));
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.resume();
        let doctype = std::mem::take(&mut self.doctype);
        self.process(Token::DoctypeToken(doctype));
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = !self.tag.end;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.doctype = Doctype::default();
    }

    fn push_doctype_name(&mut self, name: &[u8]) {
        push_lossy(&mut self.doctype.name, name);
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public_id = None;
        push_lossy(&mut self.doctype.public_id, value);
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system_id = None;
        push_lossy(&mut self.doctype.system_id, value);
    }

    fn push_doctype_public_identifier(&mut self, value: &[u8]) {
        push_lossy(&mut self.doctype.public_id, value);
    }

    fn push_doctype_system_identifier(&mut self, value: &[u8]) {
        push_lossy(&mut self.doctype.system_id, value);
    }

    fn init_attribute(&mut self) {
        self.tag.finish_attribute(self.keep, &self.styles);
        self.tag.attribute.clear();
        self.tag.value.clear();
        self.tag.reading = true;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.tag.value.extend_from_slice(value);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.end && !self.last_start.is_empty() && self.tag.name == self.last_start
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // Characters in hand may decide which element is open.
        self.flush();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
