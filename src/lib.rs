//! `crossfoot` lints the numbers in a published report: it ties a total to its parts, a sentence to a table cell, a rate to the two counts it
//! was computed from, and reports each disagreement at the exact cells and words, with the arithmetic.
//!
//! Data flows one way through the stages; each uses only those before it.
//!
//! | stage | gives |
//! |---|---|
//! | [`ingest`] | bytes of any format to one [`document::Document`] |
//! | [`document`] | paragraphs and tables on a full grid, every piece with its place |
//! | [`facts`] | numbers with unit, precision and hedge; label paths; sentences |
//! | [`rules`] | rule packs; each check gives a verdict: pass, fail, not applicable, undecided |
//! | [`findings`] | verdicts to findings with labels, arithmetic and excerpts |
//! | [`report`] | findings to bytes: text, JSON |
//!
//! The whole way, from bytes to findings:
//!
//! ```
//! use std::sync::Arc;
//!
//! use crossfoot::facts::Facts;
//! use crossfoot::findings::outcome;
//! use crossfoot::ingest::{Limits, read};
//! use crossfoot::rules::{RuleSet, check};
//!
//! let page = "<h1>2023年政府信息公开工作年度报告</h1>
//!     <p>全年受理依申请公开12件，不同意公开答复3件。</p>
//!     <h2>三、收到和处理政府信息公开申请情况</h2>
//!     <table>
//!     <tr><th colspan=2>办理结果<th>自然人<th>总计
//!     <tr><td colspan=2>一、本年新收政府信息公开申请数量<td>12<td>12
//!     <tr><td colspan=2>(一)予以公开<td>7<td>7
//!     <tr><td>(三)不予公开<td>4.保护第三方合法权益<td>5<td>5
//!     <tr><td colspan=2>(七)总计<td>12<td>12
//!     </table>";
//!
//! // ingest: the format is found by content, and every character knows its bytes
//! let document = read("report.html", Arc::from(page.as_bytes()), &Limits::default())?;
//! // facts: numbers, sentences, label paths
//! let facts = Facts::of(&document);
//! // rules: the built-in packs, each check with its verdict
//! let rules = RuleSet::builtin().expect("the built-in rules are sound");
//! let checked = check(&facts, &rules);
//! // findings: what disagrees, where, and by what arithmetic
//! let outcome = outcome(&facts, &checked);
//!
//! let [finding] = &outcome.findings[..] else { panic!("one finding") };
//! assert_eq!(finding.rule, "refused-count");
//! assert_eq!(finding.message.en, "the text says 3 refusals; the table says 5");
//! let [claim, cell] = &finding.labels[..] else { panic!("the words and the cell") };
//! let span = claim.location.span.expect("a page has byte spans");
//! assert_eq!(&page[span.start..span.end], "3");
//! assert_eq!(cell.location.cell.as_deref(), Some("D4"));
//! assert_eq!(cell.location.row, ["(三)不予公开", "4.保护第三方合法权益"]);
//! # Ok::<(), crossfoot::problem::Problem>(())
//! ```
//!
//! Without the `cli` feature the library uses no threads, files or processes.

#[cfg(feature = "cli")]
pub mod cli;
pub mod document;
pub mod facts;
pub mod findings;
pub mod ingest;
pub mod phrase;
pub mod problem;
pub mod report;
pub mod rules;
mod style;
