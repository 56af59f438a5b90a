//! Relations as a reviewer writes them: `本年新收 + 上年结转 = 总计 + 结转下年度继续办理`, `p = (a - b) / a`, `applications[不予公开, 总计]`.
//!
//! Operators stand between spaces, so names may hold `-` and `/`.

use std::fmt;
use std::ops::Range;

use crate::document::Decimal;

/// Plus or minus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken away.
    Minus,
}

/// A name with its groups, outermost first; a part `*` stands for any one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePath(pub Vec<String>);

/// `table[rows, columns]`; either may be absent for a table of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRef {
    /// The table's name.
    pub table: String,
    /// The rows; `None` for a table of one data row.
    pub row: Option<NamePath>,
    /// The columns.
    pub col: NamePath,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A captured number, a fact, a row or a column, by what the surroundings declare.
    Name(NamePath),
    /// Cells of a table.
    Cells(TableRef),
    /// A number written in the rule.
    Number(Decimal),
    /// Terms added and taken away; never empty.
    Sum(Vec<(Sign, Self)>),
    /// A product.
    Product(Box<Self>, Box<Self>),
    /// A quotient.
    Quotient(Box<Self>, Box<Self>),
}

impl Expr {
    /// The names, cells and numbers that it is made of, in reading order.
    pub(in crate::rules) fn leaves(&self) -> Vec<&Self> {
        let mut open = vec![self];
        let mut found = Vec::new();
        while let Some(expr) = open.pop() {
            match expr {
                Self::Name(_) | Self::Cells(_) | Self::Number(_) => found.push(expr),
                Self::Sum(terms) => open.extend(terms.iter().rev().map(|(_, term)| term)),
                Self::Product(a, b) | Self::Quotient(a, b) => open.extend([&**b, &**a]),
            }
        }
        found
    }

    /// Its bare names, in reading order.
    pub(in crate::rules) fn names(&self) -> impl Iterator<Item = &NamePath> {
        self.leaves().into_iter().filter_map(|leaf| if let Self::Name(name) = leaf { Some(name) } else { None })
    }
}

/// A fault in an expression: where in its text, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// Byte range in the expression's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: (&'static str, &'static str),
}

impl NamePath {
    /// Splits `行政诉讼/*/总计` at its slashes.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.split('/').map(|part| part.trim().to_owned()).collect())
    }

    /// Whether it names `path` itself or a group that `path` belongs to.
    #[must_use]
    pub fn covers(&self, path: &[String]) -> bool {
        self.0.len() <= path.len() && self.0.iter().zip(path).all(|(mine, theirs)| mine == "*" || mine == theirs)
    }

    /// The name as written.
    #[must_use]
    pub fn written(&self) -> String {
        self.0.join("/")
    }
}

/// Reads `left = right`.
pub(super) fn parse_equation(text: &str) -> Result<(Expr, Expr), ExprError> {
    let Some(at) = text.find(" = ") else {
        return Err(ExprError { span: 0..text.len(), message: ("关系式缺少“ = ”", "a relation needs ` = ` between its sides") });
    };
    let right = parse(&text[at + 3..]).map_err(|e| ExprError { span: e.span.start + at + 3..e.span.end + at + 3, ..e })?;
    Ok((parse(&text[..at])?, right))
}

/// How the two sides of a relation stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// ` = `: they are the same.
    Equal,
    /// ` <= `: the left is no more than the right.
    AtMost,
    /// ` needs `: where the left is not zero, the right is not zero either.
    Needs,
}

impl Order {
    /// As rule files write it.
    #[must_use]
    pub fn written(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "<=",
            Self::Needs => "needs",
        }
    }
}

/// Reads `left = right`, `left <= right` or `left needs right`.
pub(super) fn parse_relation(text: &str) -> Result<(Expr, Order, Expr), ExprError> {
    for order in [Order::AtMost, Order::Needs] {
        let sign = format!(" {} ", order.written());
        if let Some(at) = text.find(&sign) {
            let from = at + sign.len();
            let right = parse(&text[from..]).map_err(|e| ExprError { span: e.span.start + from..e.span.end + from, ..e })?;
            return Ok((parse(&text[..at])?, order, right));
        }
    }
    parse_equation(text).map(|(left, right)| (left, Order::Equal, right))
}

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Expr, ExprError> {
    let mut parser = Parser { text, tokens: tokens(text), at: 0, depth: 0, operands: 0 };
    let expr = parser.sum()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(ExprError { span: token.span.clone(), message: ("此处应为运算符", "an operator is expected here") }),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Operator(char),
    Open,
    Close,
    Word,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    kind: Kind,
    span: Range<usize>,
}

/// Operators are lone characters between spaces; parentheses bind to what they touch; brackets belong to their word.
fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut word: Option<usize> = None;
    let mut bracket = false;
    for (at, c) in text.char_indices() {
        bracket = if c == '[' { true } else { bracket && c != ']' };
        let breaks = !bracket && (c.is_whitespace() || c == '(' || c == ')');
        if breaks && let Some(start) = word.take() {
            found.push(word_token(text, start..at));
        }
        match c {
            '(' if breaks => found.push(Token { kind: Kind::Open, span: at..at + 1 }),
            ')' if breaks => found.push(Token { kind: Kind::Close, span: at..at + 1 }),
            _ if !breaks && word.is_none() => word = Some(at),
            _ => {}
        }
    }
    if let Some(start) = word {
        found.push(word_token(text, start..text.len()));
    }
    found
}

fn word_token(text: &str, span: Range<usize>) -> Token {
    let kind = match &text[span.clone()] {
        "+" => Kind::Operator('+'),
        "-" => Kind::Operator('-'),
        "*" | "×" => Kind::Operator('*'),
        "/" | "÷" => Kind::Operator('/'),
        _ => Kind::Word,
    };
    Token { kind, span }
}

/// How deep parentheses may nest: more is a mistake, and recursion stays bounded.
const MAX_DEPTH: usize = 16;

/// How many names, cells and numbers an expression may hold. No deeper than this is its tree, so whoever walks it may recurse.
const MAX_OPERANDS: usize = 64;

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    operands: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn operator(&mut self, wanted: [char; 2]) -> Option<char> {
        match self.peek()?.kind {
            Kind::Operator(c) if wanted.contains(&c) => {
                self.at += 1;
                Some(c)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Expr, ExprError> {
        let mut terms = vec![(Sign::Plus, self.product()?)];
        while let Some(operator) = self.operator(['+', '-']) {
            terms.push((if operator == '+' { Sign::Plus } else { Sign::Minus }, self.product()?));
        }
        if terms.len() == 1 { Ok(terms.remove(0).1) } else { Ok(Expr::Sum(terms)) }
    }

    fn product(&mut self) -> Result<Expr, ExprError> {
        let mut left = self.operand()?;
        while let Some(operator) = self.operator(['*', '/']) {
            let right = Box::new(self.operand()?);
            left = if operator == '*' { Expr::Product(Box::new(left), right) } else { Expr::Quotient(Box::new(left), right) };
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expr, ExprError> {
        let end = self.text.len();
        let Some(token) = self.peek().cloned() else {
            return Err(ExprError { span: end..end, message: ("此处缺少一项", "a term is missing here") });
        };
        self.at += 1;
        match token.kind {
            Kind::Word if self.operands < MAX_OPERANDS => {
                self.operands += 1;
                name_or_cells(&self.text[token.span.clone()], &token.span)
            }
            Kind::Word => {
                Err(ExprError { span: token.span, message: ("算式最多有 64 项", "an expression holds at most 64 names and numbers") })
            }
            Kind::Open if self.depth >= MAX_DEPTH => {
                Err(ExprError { span: token.span, message: ("括号最多嵌套 16 层", "parentheses nest at most 16 deep") })
            }
            Kind::Open => {
                self.depth += 1;
                let inner = self.sum()?;
                self.depth -= 1;
                if self.peek().is_some_and(|t| t.kind == Kind::Close) {
                    self.at += 1;
                    return Ok(inner);
                }
                Err(ExprError { span: token.span, message: ("这个括号没有闭合", "this parenthesis is not closed") })
            }
            _ => Err(ExprError {
                span: token.span, message: ("此处应为名称、单元格或数", "a name, cells or a number is expected here")
            }),
        }
    }
}

fn name_or_cells(word: &str, span: &Range<usize>) -> Result<Expr, ExprError> {
    if let Some(number) = Decimal::parse(word) {
        return Ok(Expr::Number(number));
    }
    let Some((table, rest)) = word.split_once('[') else {
        return Ok(Expr::Name(NamePath::parse(word)));
    };
    let Some(inside) = rest.strip_suffix(']') else {
        return Err(ExprError { span: span.clone(), message: ("缺少“]”", "`]` is missing") });
    };
    let (row, col) = match inside.split_once(',') {
        Some((row, col)) => (Some(NamePath::parse(row.trim())), NamePath::parse(col.trim())),
        None => (None, NamePath::parse(inside.trim())),
    };
    Ok(Expr::Cells(TableRef { table: table.to_owned(), row, col }))
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(&name.written()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Cells(cells) => match &cells.row {
                Some(row) => write!(f, "{}[{}, {}]", cells.table, row.written(), cells.col.written()),
                None => write!(f, "{}[{}]", cells.table, cells.col.written()),
            },
            Self::Sum(terms) => terms.iter().enumerate().try_for_each(|(n, (sign, term))| {
                let lead = match (n, sign) {
                    (0, Sign::Plus) => "",
                    (_, Sign::Plus) => " + ",
                    (_, Sign::Minus) => " - ",
                };
                write!(f, "{lead}{term}")
            }),
            Self::Product(a, b) => write!(f, "{} * {}", Factor(a), Factor(b)),
            Self::Quotient(a, b) => write!(f, "{} / {}", Factor(a), Factor(b)),
        }
    }
}

/// An operand of a product: a sum goes between parentheses.
struct Factor<'e>(&'e Expr);

impl fmt::Display for Factor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self.0, Expr::Sum(_)) { write!(f, "({})", self.0) } else { write!(f, "{}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Expr, NamePath, Order, Sign, parse, parse_equation, parse_relation};

    #[test]
    fn relations_of_order() {
        let name = |text: &str| Expr::Name(NamePath::parse(text));
        assert_eq!(parse_relation("新公开 <= 对外公开"), Ok((name("新公开"), Order::AtMost, name("对外公开"))));
        assert_eq!(parse_relation("处理决定 needs 上一年"), Ok((name("处理决定"), Order::Needs, name("上一年"))));
        assert_eq!(parse_relation("a = b"), Ok((name("a"), Order::Equal, name("b"))));
        assert_eq!(parse_relation("a <= b +").map_err(|e| e.span), Err(8..8));
    }

    #[test]
    fn reads_as_written() {
        let (left, right) = parse_equation("本年新收 + 上年结转 = 总计").expect("it is well formed");
        assert_eq!(right, Expr::Name(NamePath::parse("总计")));
        let Expr::Sum(terms) = left else { panic!("a sum") };
        assert_eq!(terms.iter().map(|t| t.0).collect::<Vec<_>>(), [Sign::Plus, Sign::Plus]);
        assert!(matches!(parse("(a - b) / a"), Ok(Expr::Quotient(..))));
        assert!(matches!(parse("carried-in"), Ok(Expr::Name(_))));
        assert!(matches!(parse("applications[不予公开/*, 总计]"), Ok(Expr::Cells(_))));
    }

    #[test]
    fn faults_are_placed() {
        assert_eq!(parse("a + ").map_err(|e| e.span), Err(4..4));
        assert_eq!(parse("(a + b").map_err(|e| e.span), Err(0..1));
        assert_eq!(parse("a b").map_err(|e| e.span), Err(2..3));
    }

    #[test]
    fn long_and_deep_expressions_are_refused_where_they_pass_the_limit() {
        for sign in [" * ", " / ", " + ", " - "] {
            assert!(parse(&vec!["a"; 64].join(sign)).is_ok());
            assert_eq!(parse(&vec!["a"; 100_000].join(sign)).map_err(|e| e.span), Err(256..257), "{sign}");
        }
        assert!(parse(&format!("{}a{}", "(".repeat(16), ")".repeat(16))).is_ok());
        assert_eq!(parse(&"(".repeat(100_000)).map_err(|e| e.span), Err(16..17));
        assert_eq!(
            parse(&format!("{}a{}", "(".repeat(17), ")".repeat(17))).map_err(|e| e.message.1),
            Err("parentheses nest at most 16 deep")
        );
        assert_eq!(parse_equation(&format!("c = {}", vec!["a"; 65].join(" * "))).map_err(|e| e.span), Err(260..261));
    }

    #[test]
    fn groups_cover_their_members() {
        let path: Vec<String> = ["行政诉讼", "复议后起诉", "总计"].map(str::to_owned).to_vec();
        assert!(NamePath::parse("行政诉讼").covers(&path));
        assert!(NamePath::parse("行政诉讼/*/总计").covers(&path));
        assert!(!NamePath::parse("行政诉讼/*/其他结果").covers(&path));
    }
}
