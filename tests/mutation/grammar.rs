//! Templates of sentences: `(a|b)` one of them, `[x]` perhaps, `{name}` a number or other words, `{name:篇}` a number with another measure word,
//! `{name:}` one without, `{#20-90:篇}` any number of no consequence, `{=3-9}` one in bare digits.

/// A part of a template.
#[derive(Debug)]
pub(crate) enum Node {
    Words(String),
    Slot { name: String, unit: Option<String> },
    Either(Vec<Vec<Self>>),
    Maybe(Vec<Self>),
}

/// Reads a template, which is one of ours.
pub(crate) fn parse(template: &str) -> Vec<Node> {
    let mut chars = template.chars().peekable();
    let nodes = sequence(&mut chars, 0);
    assert!(chars.next().is_none(), "unbalanced: {template}");
    nodes
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn sequence(chars: &mut Chars<'_>, depth: usize) -> Vec<Node> {
    assert!(depth < 12, "a template nests too deeply");
    let mut nodes = Vec::new();
    let mut words = String::new();
    while let Some(c) = chars.peek().copied() {
        if matches!(c, '|' | ')' | ']') {
            break;
        }
        chars.next();
        if matches!(c, '(' | '[' | '{') && !words.is_empty() {
            nodes.push(Node::Words(std::mem::take(&mut words)));
        }
        match c {
            '(' => nodes.push(Node::Either(choices(chars, ')', depth))),
            '[' => nodes.push(Node::Maybe(vec![Node::Either(choices(chars, ']', depth))])),
            '{' => nodes.push(slot(chars)),
            _ => words.push(c),
        }
    }
    if !words.is_empty() {
        nodes.push(Node::Words(words));
    }
    nodes
}

fn choices(chars: &mut Chars<'_>, close: char, depth: usize) -> Vec<Vec<Node>> {
    let mut choices = vec![sequence(chars, depth + 1)];
    while let Some(c) = chars.next() {
        if c == close {
            return choices;
        }
        assert_eq!(c, '|', "a group closes with another bracket");
        choices.push(sequence(chars, depth + 1));
    }
    panic!("a group is not closed");
}

fn slot(chars: &mut Chars<'_>) -> Node {
    let inner: String = chars.by_ref().take_while(|c| *c != '}').collect();
    match inner.split_once(':') {
        Some((name, unit)) => Node::Slot { name: name.to_owned(), unit: Some(unit.to_owned()) },
        None => Node::Slot { name: inner, unit: None },
    }
}
