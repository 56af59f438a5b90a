//! A number-format code, read into sections of tokens.

use crate::document::Decimal;

/// Bytes of the longest code that a spreadsheet program takes, 255 characters; what is longer shows as General.
const LONGEST: usize = 1024;

/// One piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Printed as it is.
    Literal(String),
    /// A digit placeholder: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// `E+` (true) or `E-`.
    Exponent(bool),
    /// The bar of a fraction.
    Slash,
    /// The cell's text.
    Text,
    /// The General format.
    General,
    /// A part of a date or time: the letter in lower case and how often it stands.
    Date(char, usize),
    /// `[h]`, `[m]`, `[s]`: elapsed time, with how many letters.
    Elapsed(char, usize),
    /// The half of the day: the words for morning and afternoon.
    Half(String, String),
}

/// A comparison that picks a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    /// `<`, `<=`, `=`, `<>`, `>=` or `>`.
    pub(super) operator: String,
    /// What the value is compared with.
    pub(super) bound: Decimal,
}

/// One section of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Its pieces in order.
    pub(super) tokens: Vec<Token>,
    /// Its condition.
    pub(super) condition: Option<Condition>,
    /// How many percent signs it has.
    pub(super) percent: i32,
    /// How many times it divides by a thousand.
    pub(super) thousands: i32,
    /// Whether thousands are separated.
    pub(super) grouped: bool,
    /// 1 for `[DBNum1]` (一), 2 for `[DBNum2]` (壹), 3 for `[DBNum3]` (full-width).
    pub(super) numerals: u8,
}

impl Section {
    /// Whether it shows dates or times.
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|t| matches!(t, Token::Date(..) | Token::Elapsed(..) | Token::Half(..)))
    }

    /// Whether it has a token like `wanted`.
    pub(super) fn has(&self, wanted: &Token) -> bool {
        self.tokens.iter().any(|t| std::mem::discriminant(t) == std::mem::discriminant(wanted))
    }

    fn literal(&mut self, piece: &str) {
        if let Some(Token::Literal(last)) = self.tokens.last_mut() {
            last.push_str(piece);
        } else {
            self.tokens.push(Token::Literal(piece.to_owned()));
        }
    }
}

/// Reads a code into its sections, at least one. A code nobody could read gives one General section.
pub(super) fn sections(code: &str) -> Vec<Section> {
    if code.is_empty() || code.len() > LONGEST {
        return vec![Section { tokens: vec![Token::General], ..Section::default() }];
    }
    let mut reader = Reader { chars: code.chars().collect(), at: 0, section: Section::default(), commas: Vec::new() };
    let mut out = Vec::new();
    while let Some(c) = reader.bump() {
        if c == ';' {
            out.push(reader.close());
        } else {
            reader.token(c);
        }
    }
    out.push(reader.close());
    out
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    section: Section,
    /// How many tokens stood before each comma.
    commas: Vec<usize>,
}

impl Reader {
    fn bump(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied();
        self.at += usize::from(c.is_some());
        c
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn rest_starts_with(&self, word: &str) -> bool {
        let mut here = self.chars.iter().skip(self.at.saturating_sub(1));
        word.chars().all(|w| here.next().is_some_and(|c| c.eq_ignore_ascii_case(&w)))
    }

    fn skip_word(&mut self, word: &str) {
        self.at += word.chars().count() - 1;
    }

    fn token(&mut self, c: char) {
        match c {
            '"' => self.quoted(),
            '\\' | '!' => self.escaped(),
            '_' => {
                self.bump();
                self.section.literal(" ");
            }
            '*' => {
                self.bump();
            }
            '[' => self.bracket(),
            '0' | '#' | '?' => self.section.tokens.push(Token::Digit(c)),
            '.' => self.point(),
            ',' if self.section.is_date() => self.section.literal(","),
            ',' => self.commas.push(self.section.tokens.len()),
            '%' => {
                self.section.percent = self.section.percent.saturating_add(1).min(4);
                self.section.literal("%");
            }
            '/' if self.section.tokens.iter().any(|t| matches!(t, Token::Digit(_))) => self.section.tokens.push(Token::Slash),
            '@' => self.section.tokens.push(Token::Text),
            _ => self.word(c),
        }
    }

    fn quoted(&mut self) {
        while let Some(c) = self.bump() {
            if c == '"' {
                break;
            }
            self.section.literal(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn escaped(&mut self) {
        if let Some(c) = self.bump() {
            self.section.literal(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// A point is the decimal point once; in a date before zeros it opens fractions of a second; else it is printed.
    fn point(&mut self) {
        if self.section.has(&Token::Point) || (self.section.is_date() && self.peek() != Some('0')) {
            self.section.literal(".");
        } else {
            self.section.tokens.push(Token::Point);
        }
    }

    fn word(&mut self, c: char) {
        for (word, am, pm) in [("上午/下午", "上午", "下午"), ("AM/PM", "AM", "PM"), ("A/P", "A", "P")] {
            if self.rest_starts_with(word) {
                self.skip_word(word);
                self.section.tokens.push(Token::Half(am.to_owned(), pm.to_owned()));
                return;
            }
        }
        if self.rest_starts_with("General") || self.rest_starts_with("G/通用格式") {
            self.skip_word(if c.eq_ignore_ascii_case(&'g') && self.peek() == Some('/') { "G/通用格式" } else { "General" });
            self.section.tokens.push(Token::General);
            return;
        }
        let lower = c.to_ascii_lowercase();
        match lower {
            'e' if matches!(self.peek(), Some('+' | '-')) => {
                let plus = self.bump() == Some('+');
                self.section.tokens.push(Token::Exponent(plus));
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'b' | 'a' => {
                let mut count = 1;
                while self.peek().is_some_and(|n| n.eq_ignore_ascii_case(&lower)) {
                    self.bump();
                    count += 1;
                }
                self.section.tokens.push(Token::Date(lower, count));
            }
            // Era names are not kept; the year that follows is.
            'g' => {}
            _ => self.section.literal(c.encode_utf8(&mut [0; 4])),
        }
    }

    fn bracket(&mut self) {
        let mut inside = String::new();
        while let Some(c) = self.bump() {
            if c == ']' {
                break;
            }
            inside.push(c);
        }
        let lower = inside.to_ascii_lowercase();
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or("");
            self.section.literal(symbol);
        } else if let Some(level) = lower.strip_prefix("dbnum") {
            self.section.numerals = level.parse().unwrap_or(0);
        } else if inside.starts_with(['<', '>', '=']) {
            let at = inside.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(inside.len());
            let (operator, bound) = inside.split_at(at);
            self.section.condition = Decimal::parse(bound.trim()).map(|bound| Condition { operator: operator.to_owned(), bound });
        } else if let Some(unit) = lower.chars().next().filter(|u| "hms".contains(*u) && lower.chars().all(|c| c == *u)) {
            self.section.tokens.push(Token::Elapsed(unit, lower.len()));
        }
    }

    /// Ends the section: a comma between digit placeholders separates thousands, one after the last of them divides by a thousand.
    fn close(&mut self) -> Section {
        let mut section = std::mem::take(&mut self.section);
        let commas = std::mem::take(&mut self.commas);
        let point = section.tokens.iter().position(|t| *t == Token::Point).unwrap_or(section.tokens.len());
        let whole = section.tokens.get(..point).unwrap_or_default();
        for at in commas {
            let before = section.tokens.get(..at).is_some_and(|s| s.iter().any(|t| matches!(t, Token::Digit(_))));
            let after = whole.get(at..).is_some_and(|s| s.iter().any(|t| matches!(t, Token::Digit(_))));
            if before && after {
                section.grouped = true;
            } else if before {
                section.thousands = section.thousands.saturating_add(1).min(20);
            }
        }
        section
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, sections};

    #[test]
    fn commas_group_or_scale() {
        let one = |code: &str| sections(code).into_iter().next().map(|s| (s.grouped, s.thousands)).unwrap();
        assert_eq!(one("#,##0"), (true, 0));
        assert_eq!(one("#,##0,"), (true, 1));
        assert_eq!(one("0,,"), (false, 2));
        assert_eq!(one("0.0,"), (false, 1));
        assert_eq!(one("0!.0,\"万\""), (false, 1));
    }

    #[test]
    fn literals_conditions_and_brackets() {
        let all = sections("[Red][>=100]0\"万元\";[$¥-804]#;_(@_)");
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].tokens, [Token::Digit('0'), Token::Literal("万元".to_owned())]);
        assert_eq!(all[0].condition.as_ref().map(|c| c.operator.as_str()), Some(">="));
        assert_eq!(all[1].tokens, [Token::Literal("¥".to_owned()), Token::Digit('#')]);
        assert!(all[2].has(&Token::Text));
    }

    #[test]
    fn unfinished_codes_are_read_to_their_end() {
        for code in ["\"", "[", "\\", "_", "*", "[$", "[>", "0E", "", "AM/", "Gener"] {
            assert!(!sections(code).is_empty(), "{code}");
        }
    }
}
