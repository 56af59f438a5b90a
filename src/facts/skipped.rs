//! Digits that are not quantities, each with the reason.

use serde::Serialize;

use crate::document::Spot;

/// Why a number-like token is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotQuantity {
    /// The number of a document or an order: 〔2019〕60号, 第711号, No. 12.
    DocumentNumber,
    /// A telephone, fax, postal or hotline number.
    Contact,
    /// A calendar date or a part of one, or a period of years.
    Date,
    /// A year.
    Year,
    /// A time of day.
    Time,
    /// An article, clause or section of a law: 第二十条第(一)项, section 12.
    Article,
    /// A place in an order: 第3次, 第一, 3rd.
    Ordinal,
    /// The number of an item in a list: 1. (一) ① 一是.
    ListNumber,
    /// A version: v1.2.
    Version,
    /// Part of a name or a slogan: 1+3+N, 7×24, 5A级, 一站式.
    Name,
    /// Glued to letters: PM2.5, H7N9, an account or index number.
    Identifier,
    /// Part of a link or an address on the net.
    Link,
    /// A range of two values: 3-5个工作日.
    Range,
    /// A ratio or a fraction in words: 3:1, 三分之一.
    Ratio,
    /// An indefinite use: 一个, 一次, 一批.
    Indefinite,
    /// Stands in a label of a table.
    Label,
    /// Two readings are possible and nothing decides between them.
    Ambiguous,
    /// Looks like a number but does not parse: 202020年, 1,23,4, 12..5.
    Malformed,
}

/// A number-like token that is not in [`crate::facts::Facts::numbers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The token as printed.
    pub spot: Spot,
    /// Why it is not a quantity.
    pub why: NotQuantity,
}
