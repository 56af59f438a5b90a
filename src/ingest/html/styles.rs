//! What a page's own style sheets say of a class or an element's id: `.h{display:none}`, `.note{vertical-align:super}`, `#x{visibility:hidden}`. Only
//! rules of one class or id, by itself or of one element, and of what changes numbers; a class that other rules show in some place is believed nowhere.

use std::collections::{HashMap, HashSet};

use crate::ingest::html::marks::is_read_of_class;

/// Rules read of one page.
const MOST_RULES: usize = 10_000;

/// Characters of a selector that are told.
const MOST_TOLD: usize = 60;

/// Elements that hold whole parts of a page.
const BLOCKS: [&str; 16] =
    ["html", "body", "div", "section", "article", "main", "aside", "nav", "header", "footer", "form", "table", "tbody", "ul", "ol", "li"];

/// The rules, by `.class`, `element.class`, `#id` and `element#id`.
#[derive(Debug, Default)]
pub(super) struct Styles {
    rules: HashMap<String, String>,
    /// Selectors of more than one class that show what a class of theirs may hide.
    contested: HashSet<String>,
    count: usize,
    /// Selectors of what is drawn before or behind an element and holds digits: no element does.
    pub(super) drawn: Vec<String>,
}

impl Styles {
    /// Adds what a `style` element holds. Rules for some media only, and for what is behind a condition, are passed over.
    pub(super) fn add(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some((prelude, after)) = rest.split_once('{') {
            let prelude = prelude.rsplit(['}', ';']).next().unwrap_or("").trim();
            if prelude.starts_with('@') {
                rest = behind_block(after);
                continue;
            }
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            self.count += 1;
            if self.count > MOST_RULES {
                return;
            }
            self.rule(prelude, body);
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        if let Some(selector) = selectors.split(',').map(str::trim).find(|selector| is_drawn(selector)).filter(|_| draws_digits(body)) {
            self.drawn.push(selector.chars().filter(|c| !c.is_control()).take(MOST_TOLD).collect());
        }
        let told: Vec<&str> = body.split(';').map(str::trim).filter(|declaration| is_read_of_class(declaration)).collect();
        if told.is_empty() {
            return;
        }
        let told = format!("{};", told.join(";"));
        for selector in selectors.split(',').map(str::trim) {
            if is_simple(selector, '.') {
                self.rules.entry(selector.to_ascii_lowercase()).or_default().push_str(&told);
            } else if let Some((element, id)) = selector.split_once('#').filter(|_| is_simple(selector, '#')) {
                self.rules.entry(format!("{}#{id}", element.to_ascii_lowercase())).or_default().push_str(&told);
            } else if !told.contains("none") {
                let classes = selector.split('.').skip(1);
                let name = |rest: &str| rest.split(|c: char| !is_name(c)).next().unwrap_or("").to_ascii_lowercase();
                self.contested.extend(classes.map(name));
            }
        }
    }

    /// The declarations for an element with these classes; `None` where there are none.
    pub(super) fn of(&self, element: &str, classes: &str) -> Option<String> {
        let classes = classes.split_ascii_whitespace().map(str::to_ascii_lowercase).filter(|class| !self.contested.contains(class));
        self.declared(element, classes.map(|class| format!(".{class}")))
    }

    /// The declarations for the element with this id; `None` where there are none.
    pub(super) fn of_id(&self, element: &str, id: &str) -> Option<String> {
        self.declared(element, std::iter::once_with(|| format!("#{id}")))
    }

    /// The declarations for `.class` and `#id`, of any element and of this one.
    fn declared(&self, element: &str, names: impl Iterator<Item = String>) -> Option<String> {
        // A block that a sheet hides is one that a script shows: a tab, a menu.
        if self.rules.is_empty() || BLOCKS.contains(&element) {
            return None;
        }
        let mut out = String::new();
        for name in names {
            for key in [&name, &format!("{element}{name}")] {
                out.push_str(self.rules.get(key).map_or("", String::as_str));
            }
        }
        (!out.is_empty()).then_some(out)
    }
}

/// Whether a selector is of what is drawn before or behind an element.
fn is_drawn(selector: &str) -> bool {
    [":before", ":after"].iter().any(|part| selector.to_ascii_lowercase().ends_with(part))
}

/// Whether declarations write a digit, or the number that counts elements, before or behind one.
fn draws_digits(body: &str) -> bool {
    let is_content = |declaration: &&str| declaration.split(':').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("content"));
    body.split(';').filter(is_content).any(|declaration| {
        let value = declaration.split_once(':').map_or("", |(_, value)| value).trim();
        let mut parts = value.split(['"', '\'']);
        // Outside of quotes, where functions stand, and within them, where words do.
        let counts = |part: &str| part.to_ascii_lowercase().contains("counter(") || part.to_ascii_lowercase().contains("counters(");
        let mut quoted = false;
        parts.any(|part| {
            let found = if quoted { without_escapes(part).contains(char::is_numeric) } else { counts(part) };
            quoted = !quoted;
            found
        })
    })
}

/// The words of a string, an escape such as `\31` written as the character that it is.
fn without_escapes(words: &str) -> String {
    let mut out = String::new();
    let mut parts = words.split('\\');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let digits = part.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let (code, rest) = part.split_at(digits);
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(if digits > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest });
    }
    out
}

/// Whether a selector is one class (`.`) or id (`#`), of any or one element.
fn is_simple(selector: &str, mark: char) -> bool {
    selector.split_once(mark).is_some_and(|(element, class)| {
        element.chars().all(|c| c.is_ascii_alphanumeric()) && !class.is_empty() && class.chars().all(is_name)
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// What follows a block whose `{` is behind us, with the blocks in it.
fn behind_block(text: &str) -> &str {
    let mut open = 1_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return text.get(at + 1..).unwrap_or("");
        }
    }
    ""
}

/// The sheet without its comments, and those of HTML around it.
fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::Styles;

    #[test]
    fn rules_of_one_class() {
        let mut styles = Styles::default();
        styles.add(
            "<!-- /* .a{display:none} */ .h , td.Sup { color:red; vertical-align : super } @media print{.h{display:none} .m{display:none}}\n\
            @import url(x.css); .t{display:none} .t.on{display:block} #i .k{display:none} p{display:none} .k{font-size:1pt} .u{display:none",
        );
        assert_eq!(styles.of("span", "x h"), Some("vertical-align : super;".to_owned()));
        assert_eq!((styles.of("td", "sup"), styles.of("th", "sup")), (Some("vertical-align : super;".to_owned()), None));
        assert_eq!(["a", "m", "t", "k", "p"].map(|class| styles.of("p", class)), [const { None }; 5]);
        assert_eq!(styles.of("tr", "u"), Some("display:none;".to_owned()));
        styles.add("#Row1{display:none} td#c{display:none} #r .x{color:red} #menu{display:none}");
        assert_eq!([styles.of_id("tr", "Row1"), styles.of_id("td", "c")], [(); 2].map(|()| Some("display:none;".to_owned())));
        assert_eq!(
            [("tr", "row1"), ("th", "c"), ("td", "r"), ("div", "menu")].map(|(element, id)| styles.of_id(element, id)),
            [const { None }; 4]
        );
    }

    #[test]
    fn digits_that_a_sheet_draws_are_told() {
        let drawn = |sheet: &str| {
            let mut styles = Styles::default();
            styles.add(sheet);
            styles.drawn
        };
        assert_eq!(drawn(".x::before{content:\"9\"} h2:AFTER , p{ color:red; Content: '\\33 5' }"), [".x::before", "h2:AFTER"]);
        assert_eq!(drawn("li::before{counter-increment:n;content:counter(n) '. '}"), ["li::before"]);
        for none in [
            ".x::before{content:'\\f101'}",
            ".x:before{content:\"\"}",
            ".x{content:\"9\"}",
            ".x::after{content:'件';width:9px}",
            ".x::after{content:attr(data-1) '“\\2014  '}",
        ] {
            assert_eq!(drawn(none), Vec::<String>::new(), "{none}");
        }
    }
}
