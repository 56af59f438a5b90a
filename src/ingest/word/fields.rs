//! Fields: a code that is not shown, and the result it gave when the document was last updated (ECMA-376 part 1, 17.16).

/// Bytes of a field's code that are kept.
const MOST_CODE: usize = 300;

/// The fields that are open, one inside the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their code.
    codes: usize,
}

/// An open field.
#[derive(Clone, Debug, Default)]
struct Field {
    /// Its result has begun.
    shows: bool,
    /// The beginning of its code.
    code: String,
}

impl Fields {
    /// A `fldChar` of the given type. Gives the code of a field of the text that ends without a result.
    pub(super) fn mark(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => {
                self.open.push(Field::default());
                self.codes += 1;
            }
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    self.codes -= usize::from(!std::mem::replace(&mut field.shows, true));
                }
            }
            "end" => {
                let ended = self.open.pop().filter(|field| !field.shows)?;
                self.codes -= 1;
                return Some(ended.code).filter(|_| !self.in_code());
            }
            _ => {}
        }
        None
    }

    /// Characters of a code.
    pub(super) fn add_code(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.shows && field.code.len() < MOST_CODE) {
            field.code.extend(words.chars().take(MOST_CODE));
        }
    }

    /// Whether text is part of a code.
    pub(super) fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// Codes that no result follows end with their paragraph: else a damaged field would hide the rest of the document. Whether there were any.
    pub(super) fn close_codes(&mut self) -> bool {
        let were = self.codes > 0;
        if were {
            self.open.retain(|field| field.shows);
            self.codes = 0;
        }
        were
    }
}

/// What a field without a result shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: a mark for an index, a bookmark, a variable.
    Nothing,
    /// These words.
    Words(String),
    /// Something that only a word processor can tell.
    Unknown,
}

/// What the code of a field shows by itself. Word draws `EQ` without ever storing a result: characters over each other, as in ⑤, and fractions.
pub(super) fn code_alone(code: &str) -> Shown {
    let code = code.trim();
    if code.starts_with('=') {
        return Shown::Unknown;
    }
    let (name, rest) = code.split_once(|c: char| c.is_whitespace() || c == '\\').unwrap_or((code, ""));
    let rest = rest.trim_start().trim_start_matches('\\');
    match name.to_ascii_uppercase().as_str() {
        "EQ" => equation(rest).map_or(Shown::Unknown, Shown::Words),
        "REF" | "SEQ" | "QUOTE" | "FORMULA" | "DOCPROPERTY" | "DOCVARIABLE" | "MERGEFIELD" | "FORMTEXT" | "IF" => Shown::Unknown,
        _ => Shown::Nothing,
    }
}

/// The words of one `\o(…)` or `\f(…)`.
fn equation(code: &str) -> Option<String> {
    let (switches, arguments) = code.split_once('(')?;
    let arguments = arguments.trim_end().strip_suffix(')').filter(|inner| !inner.contains(['(', '\\']))?;
    let (first, second) = arguments.split_once([',', ';', '，'])?;
    let (first, second) = (first.trim(), second.trim());
    let mut switches = switches.split('\\').map(|switch| switch.trim().to_ascii_lowercase());
    match switches.next()?.as_str() {
        "f" => Some(format!("{first}/{second}")),
        "o" if switches.all(|switch| matches!(switch.as_str(), "ac" | "al" | "ar")) => encircled(first, second),
        _ => None,
    }
}

/// A number in a circle, or in another figure around it.
fn encircled(figure: &str, inner: &str) -> Option<String> {
    let number: u32 = inner.parse().ok()?;
    match figure {
        "○" | "◯" | "〇" => match number {
            0 => Some("⓪".to_owned()),
            1..=20 => char::from_u32(0x2460 + number - 1).map(String::from),
            _ => Some(format!("({number})")),
        },
        "□" | "△" | "◇" | "▢" | "▲" => Some(format!("({number})")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Shown, code_alone};

    #[test]
    fn codes_within_results_and_codes() {
        let mut fields = Fields::default();
        let mut mark = |kind: &str| {
            fields.mark(kind);
            fields.in_code()
        };
        let kinds = ["separate", "begin", "begin", "separate", "end", "separate", "begin", "end", "end", "end"];
        assert_eq!(kinds.map(&mut mark), [false, true, true, true, true, false, true, false, false, false]);
        fields.mark("begin");
        assert!(fields.close_codes() && !fields.close_codes());
        assert!(!fields.in_code());
    }

    #[test]
    fn a_code_without_a_result_is_given_at_its_end() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.add_code("EQ ");
        fields.mark("begin");
        fields.add_code("PAGE");
        assert_eq!(fields.mark("end"), None, "a code within a code");
        fields.add_code("\\o(○,5)");
        assert_eq!(fields.mark("end").as_deref(), Some("EQ \\o(○,5)"));
        fields.mark("begin");
        fields.mark("separate");
        assert_eq!(fields.mark("end"), None);
    }

    #[test]
    fn what_codes_show_by_themselves() {
        let words = |words: &str| Shown::Words(words.to_owned());
        for (code, shown) in [
            (" EQ \\o\\ac(○,5)", words("⑤")),
            ("eq \\o\\ac(○;21)", words("(21)")),
            (" EQ \\f(1,2) ", words("1/2")),
            ("EQ \\r(3,x)", Shown::Unknown),
            ("EQ \\o(□,√)", Shown::Unknown),
            (" =SUM(ABOVE) ", Shown::Unknown),
            (" XE \"词\" ", Shown::Nothing),
            ("", Shown::Nothing),
        ] {
            assert_eq!(code_alone(code), shown, "{code}");
        }
    }
}
