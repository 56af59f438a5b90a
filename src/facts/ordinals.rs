//! The numbers of list items and headings: 一、 (一) 1. 一是 第一.

use crate::document::Spot;

/// How an ordinal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrdinalStyle {
    /// 一、
    ChineseComma,
    /// (一)
    ChineseParen,
    /// 1.
    ArabicDot,
    /// 1、
    ArabicComma,
    /// (1) or 1)
    ArabicParen,
    /// 第一章, 第一部分
    Chapter,
    /// ①
    Circled,
    /// 一是
    ShiIs,
    /// 第一,
    DiYi,
    /// I.
    Roman,
}

/// One ordinal that opens an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub style: OrdinalStyle,
    /// Its value, from 1.
    pub ordinal: u32,
    /// Where it stands, punctuation included.
    pub spot: Spot,
    /// The paragraph.
    pub paragraph: u32,
    /// Whether it opens the paragraph.
    pub at_paragraph_start: bool,
}
