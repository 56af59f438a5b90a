//! What the elements of HTML are to a reader.

use html5ever::{LocalName, QualName, local_name, ns};

use crate::ingest::html::arena::{Arena, Element, NodeId};
use crate::ingest::html::properties::WhiteSpace;

/// Whether the element begins and ends a line of its own, by its style or its name.
pub(super) fn is_block(element: &Element) -> bool {
    element.marks.block || is_block_by_name(&element.name)
}

fn is_block_by_name(name: &QualName) -> bool {
    if name.ns != ns!(html) {
        // A chart's labels stand apart from each other.
        return name.ns == ns!(svg) && matches!(name.local, local_name!("svg") | local_name!("text"));
    }
    matches!(
        name.local,
        local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("listing")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("plaintext")
            | local_name!("pre")
            | local_name!("search")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("ul")
            | local_name!("xmp")
    )
}

/// Whether the element's content is no part of the page's text.
pub(super) fn is_silent(name: &QualName) -> bool {
    if name.ns != ns!(html) {
        return matches!(name.local, local_name!("title") | local_name!("desc") | local_name!("metadata"))
            || matches!(name.local, local_name!("style") | local_name!("script") | local_name!("annotation"));
    }
    is_silent_by_name(&name.local)
}

/// The same of an HTML element's name.
pub(super) fn is_silent_by_name(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("audio")
            | local_name!("canvas")
            | local_name!("datalist")
            | local_name!("head")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("option")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("script")
            | local_name!("select")
            | local_name!("style")
            | local_name!("template")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("video")
    )
}

/// What an element says of the white space in it. The style overrules the name.
pub(super) fn white_space(element: &Element) -> Option<WhiteSpace> {
    let name = &element.name;
    let keeps = matches!(name.local, local_name!("pre") | local_name!("listing") | local_name!("plaintext") | local_name!("xmp"));
    element.marks.white_space.or_else(|| (keeps && name.ns == ns!(html)).then_some(WhiteSpace::Kept))
}

/// Whether a line strikes the content out: deleted or no longer valid. The style overrules the name.
pub(super) fn is_struck(element: &Element) -> bool {
    let name = &element.name;
    let by_name = || name.ns == ns!(html) && matches!(name.local, local_name!("del") | local_name!("s") | local_name!("strike"));
    element.marks.struck.unwrap_or_else(by_name)
}

/// How an element's characters stand beside those around it, so that they do not continue a number: above the line (true), or below it or
/// apart from them.
pub(super) fn stands_out(element: &Element) -> Option<bool> {
    let name = &element.name;
    if name.ns == ns!(html) && matches!(name.local, local_name!("sup") | local_name!("sub")) {
        return Some(name.local == local_name!("sup"));
    }
    // The parts of a formula, such as those of a fraction, do not stand in a row.
    if name.ns == ns!(mathml) && name.local == local_name!("mn") {
        return Some(false);
    }
    element.marks.out
}

/// Whether an element holds a piece of a line, and nothing else. A block of no letter size is one that takes away the blanks between its parts, which
/// have sizes of their own.
pub(super) fn is_run(name: &QualName) -> bool {
    let runs = ["span", "font", "b", "strong", "i", "em", "u", "small", "big", "label"];
    name.ns == ns!(html) && runs.contains(&&*name.local)
}

/// 1 to 6 for the headings.
pub(super) fn heading_level(name: &QualName) -> Option<u8> {
    if name.ns != ns!(html) {
        return None;
    }
    match name.local {
        local_name!("h1") => Some(1),
        local_name!("h2") => Some(2),
        local_name!("h3") => Some(3),
        local_name!("h4") => Some(4),
        local_name!("h5") => Some(5),
        local_name!("h6") => Some(6),
        _ => None,
    }
}

/// Whether no element can nest in it: void elements, and those whose content is raw text.
pub(super) fn is_leaf(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("iframe")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("param")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("source")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("xmp")
    )
}

/// Whether the element is, or stands inside, a table.
pub(super) fn is_in_table(arena: &Arena, id: NodeId) -> bool {
    std::iter::successors(Some(id), |&id| arena.parent(id)).any(|id| arena.html_name(id) == Some(&local_name!("table")))
}
