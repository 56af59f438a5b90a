//! The tree builder's way into the arena.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};

use crate::ingest::html::arena::{Arena, Kind, NodeId};
use crate::ingest::html::elements::is_run;
use crate::ingest::html::marks::Marks;

/// Receives the tree builder's changes.
#[derive(Debug)]
pub(super) struct Sink {
    /// The tree so far.
    pub arena: RefCell<Arena>,
    /// The node whose name was asked for last. Asking the builder about its current node leaves that node here; it has no other way to tell.
    pub asked: Cell<NodeId>,
}

impl Sink {
    /// A sink with an empty tree.
    pub(super) fn new() -> Self {
        Self { arena: RefCell::new(Arena::new()), asked: Cell::new(Arena::DOCUMENT) }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Arena;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Arena {
        self.arena.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Arena::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.asked.set(*target);
        Ref::map(self.arena.borrow(), |arena| arena.name(*target))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let mut arena = self.arena.borrow_mut();
        let is_template = name.expanded() == expanded_name!(html "template");
        let marks = Marks::of(&attrs, is_run(&name));
        let element = arena.element(name, marks);
        if is_template {
            let contents = arena.orphan(Kind::Root);
            arena.append(element, contents);
        }
        element
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.arena.borrow_mut().orphan(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.arena.borrow_mut().orphan(Kind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut arena = self.arena.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => arena.append(*parent, node),
            NodeOrText::AppendText(text) => arena.append_text(*parent, &text),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev_element: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.arena.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.arena.borrow().first_child(*target).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let mut arena = self.arena.borrow_mut();
        match new_node {
            NodeOrText::AppendNode(node) => arena.insert_before(*sibling, node),
            NodeOrText::AppendText(text) => arena.insert_text_before(*sibling, &text),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        if let Some(marks) = self.arena.borrow_mut().marks_mut(*target) {
            marks.add(Marks::of(&attrs, false));
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.arena.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.arena.borrow_mut().move_children(*node, *new_parent);
    }
}
