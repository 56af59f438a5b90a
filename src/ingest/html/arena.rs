//! The element tree of a page in one flat vector. Nothing here recurses, so nesting costs no stack.

use html5ever::{LocalName, QualName, local_name, ns};

use crate::ingest::html::marks::Marks;
use crate::ingest::html::transcript::{Transcript, to_u32};

/// A node's index in its [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub u32);

/// No node.
const NONE: u32 = u32::MAX;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The document, or a template's contents.
    Root,
    /// An element: index of its name and marks.
    Element(u32),
    /// Text: first and last index of its chunks.
    Text(u32, u32),
    /// A comment, a processing instruction or a document type.
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    parent: u32,
    prev: u32,
    next: u32,
    first: u32,
    last: u32,
    /// Ancestors when it was attached: what the depth limit is held against.
    depth: u32,
}

/// A stretch of the transcript inside a text node. A node's chunks are linked, as foster-parented text may join an older node.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    start: u32,
    end: u32,
    next: u32,
}

/// An element's name and the attributes that matter.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Namespace and local name.
    pub name: QualName,
    /// What its attributes say.
    pub marks: Marks,
}

/// The tree.
#[derive(Debug)]
pub(super) struct Arena {
    nodes: Vec<Node>,
    elements: Vec<Element>,
    chunks: Vec<Chunk>,
    /// Answers for a node that is no element.
    nameless: QualName,
    /// The page's characters.
    pub transcript: Transcript,
}

impl Arena {
    /// The document node.
    pub(super) const DOCUMENT: NodeId = NodeId(0);

    /// A tree of the document node alone.
    pub(super) fn new() -> Self {
        let mut arena = Self {
            nodes: Vec::new(),
            elements: Vec::new(),
            chunks: Vec::new(),
            nameless: QualName::new(None, ns!(), local_name!("")),
            transcript: Transcript::default(),
        };
        arena.orphan(Kind::Root);
        arena
    }

    /// Nodes in the tree, detached ones included.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node that has no parent yet.
    pub(super) fn orphan(&mut self, kind: Kind) -> NodeId {
        let id = to_u32(self.nodes.len());
        self.nodes.push(Node { kind, parent: NONE, prev: NONE, next: NONE, first: NONE, last: NONE, depth: 0 });
        NodeId(id)
    }

    /// Adds an element that has no parent yet.
    pub(super) fn element(&mut self, name: QualName, marks: Marks) -> NodeId {
        let index = to_u32(self.elements.len());
        self.elements.push(Element { name, marks });
        self.orphan(Kind::Element(index))
    }

    fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn edit(&mut self, id: u32, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    /// What the node is.
    pub(super) fn kind(&self, id: NodeId) -> Kind {
        self.node(id.0).map_or(Kind::Other, |n| n.kind)
    }

    /// The element at `id`, if it is one.
    pub(super) fn get(&self, id: NodeId) -> Option<&Element> {
        match self.kind(id) {
            Kind::Element(index) => self.elements.get(index as usize),
            _ => None,
        }
    }

    /// Changes the marks of the element at `id`.
    pub(super) fn marks_mut(&mut self, id: NodeId) -> Option<&mut Marks> {
        match self.kind(id) {
            Kind::Element(index) => self.elements.get_mut(index as usize).map(|e| &mut e.marks),
            _ => None,
        }
    }

    /// The element's name; an empty one for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &QualName {
        self.get(id).map_or(&self.nameless, |e| &e.name)
    }

    /// The local name of an HTML element; `None` for other nodes and for drawings and formulas.
    pub(super) fn html_name(&self, id: NodeId) -> Option<&LocalName> {
        self.get(id).map(|e| &e.name).filter(|name| name.ns == ns!(html)).map(|name| &name.local)
    }

    /// Ancestors of the node when it was attached.
    pub(super) fn depth(&self, id: NodeId) -> usize {
        self.node(id.0).map_or(0, |n| n.depth as usize)
    }

    fn link(id: u32) -> Option<NodeId> {
        (id != NONE).then_some(NodeId(id))
    }

    /// The parent.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id.0).and_then(|n| Self::link(n.parent))
    }

    /// The first child.
    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id.0).and_then(|n| Self::link(n.first))
    }

    /// The next sibling.
    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id.0).and_then(|n| Self::link(n.next))
    }

    /// The children, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// Makes `child` the last child of `parent`, detaching it first.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let (last, depth) = self.node(parent.0).map_or((NONE, 0), |p| (p.last, p.depth + 1));
        self.edit(child.0, |n| (n.parent, n.prev, n.depth) = (parent.0, last, depth));
        self.edit(last, |n| n.next = child.0);
        self.edit(parent.0, |n| {
            n.last = child.0;
            if n.first == NONE {
                n.first = child.0;
            }
        });
    }

    /// Puts `child` right before `sibling`, detaching it first. Nothing happens where `sibling` has no parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let Some(&Node { parent, prev, depth, .. }) = self.node(sibling.0).filter(|n| n.parent != NONE) else {
            return;
        };
        self.edit(child.0, |n| (n.parent, n.prev, n.next, n.depth) = (parent, prev, sibling.0, depth));
        self.edit(sibling.0, |n| n.prev = child.0);
        if prev == NONE {
            self.edit(parent, |n| n.first = child.0);
        } else {
            self.edit(prev, |n| n.next = child.0);
        }
    }

    /// Takes a node out of its parent's children.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(&Node { parent, prev, next, .. }) = self.node(id.0).filter(|n| n.parent != NONE) else {
            return;
        };
        if prev == NONE {
            self.edit(parent, |n| n.first = next);
        } else {
            self.edit(prev, |n| n.next = next);
        }
        if next == NONE {
            self.edit(parent, |n| n.last = prev);
        } else {
            self.edit(next, |n| n.prev = prev);
        }
        self.edit(id.0, |n| (n.parent, n.prev, n.next) = (NONE, NONE, NONE));
    }

    /// Moves all children of `from` to the end of `to`.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.append(to, child);
        }
    }

    /// Appends text found in the transcript to the last child of `parent`, joining a text node there.
    pub(super) fn append_text(&mut self, parent: NodeId, text: &str) {
        let last = self.node(parent.0).map_or(NONE, |n| n.last);
        if let Some(chunk) = self.chunk(text)
            && !self.extend(last, chunk)
        {
            let node = self.orphan(Kind::Text(chunk, chunk));
            self.append(parent, node);
        }
    }

    /// Puts text found in the transcript right before `sibling`, joining a text node there.
    pub(super) fn insert_text_before(&mut self, sibling: NodeId, text: &str) {
        let prev = self.node(sibling.0).map_or(NONE, |n| n.prev);
        if let Some(chunk) = self.chunk(text)
            && !self.extend(prev, chunk)
        {
            let node = self.orphan(Kind::Text(chunk, chunk));
            self.insert_before(sibling, node);
        }
    }

    fn chunk(&mut self, text: &str) -> Option<u32> {
        let range = self.transcript.find(text)?;
        let index = to_u32(self.chunks.len());
        self.chunks.push(Chunk { start: range.start, end: range.end, next: NONE });
        Some(index)
    }

    fn extend(&mut self, id: u32, chunk: u32) -> bool {
        let Some(Kind::Text(first, last)) = self.node(id).map(|n| n.kind) else {
            return false;
        };
        if let Some(tail) = self.chunks.get_mut(last as usize) {
            tail.next = chunk;
        }
        self.edit(id, |n| n.kind = Kind::Text(first, chunk));
        true
    }

    /// The transcript ranges of a text node.
    pub(super) fn text_ranges(&self, id: NodeId) -> impl Iterator<Item = std::ops::Range<u32>> + '_ {
        let first = match self.kind(id) {
            Kind::Text(first, _) => self.chunks.get(first as usize),
            _ => None,
        };
        std::iter::successors(first, |chunk| self.chunks.get(chunk.next as usize)).map(|chunk| chunk.start..chunk.end)
    }

    /// Walks the subtree of `root` in document order.
    pub(super) fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk { arena: self, root, step: Some(Step::Enter(root)) }
    }
}

/// A moment of a [`Walk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A node is reached.
    Enter(NodeId),
    /// All its children are done.
    Leave(NodeId),
}

/// A walk that visits each node twice: before and after its children.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    arena: &'a Arena,
    root: NodeId,
    step: Option<Step>,
}

impl Walk<'_> {
    /// Leaves out the rest of `id`, the node just entered: its children and its `Leave`.
    pub(super) fn leave_out(&mut self, id: NodeId) {
        self.step = self.after(id);
    }

    fn after(&self, id: NodeId) -> Option<Step> {
        if id == self.root {
            return None;
        }
        match self.arena.next_sibling(id) {
            Some(next) => Some(Step::Enter(next)),
            None => self.arena.parent(id).map(Step::Leave),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.step?;
        self.step = match step {
            Step::Enter(id) => Some(self.arena.first_child(id).map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) => self.after(id),
        };
        Some(step)
    }
}
