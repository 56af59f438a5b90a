//! What the words around digits make of them.

use crate::facts::lexer::affix::{Head, Tail};
use crate::facts::lexer::arabic::integer;
use crate::facts::lexer::calendar::is_year;
use crate::facts::lexer::core::{Core, Form};
use crate::facts::lexer::scan::{Lexer, is_one_of};
use crate::facts::{Hedge, NotQuantity, Unit};

/// English words that make the number after them a name.
const NAMES: &[&str] = &[
    "Table", "Figure", "Note", "Notes", "Item", "Items", "Form", "Exhibit", "Page", "Chapter", "Part", "Schedule", "Appendix", "Annex",
    "Volume", "Vol", "Level", "Tier", "Phase", "Step", "Type", "Topic", "Step", "Line", "Box", "Version", "Release", "Class", "Series",
    "Quarter", "Stage", "Group", "Category", "Grade", "Suite", "Room", "Zone", "Route",
];
const ARTICLES: &[&str] = &["Article", "Section", "Sections", "Rule", "Rules", "Clause", "Paragraph", "Regulation", "Title", "Act"];
const DOCUMENTS: &[&str] = &["No", "Nos", "Number", "File", "Ref", "ASC", "ASU", "SFAS", "IFRS", "IAS", "FASB", "CIK", "EIN"];
const CONTACTS: &[&str] = &[
    "电话",
    "传真",
    "邮编",
    "邮政编码",
    "热线",
    "手机",
    "微信号",
    "联系方式",
    "账号",
    "编号",
    "索引号",
    "备案号",
    "证号",
    "信用代码",
    "QQ",
    "群",
    "Tel",
    "tel",
    "TEL",
    "Fax",
    "Phone",
    "Telephone",
    "ISBN",
    "ISSN",
    "号码",
    "代码",
];
const YEAR_WORDS: &[&str] = &[
    "in", "since", "from", "to", "until", "by", "during", "of", "fiscal", "year", "years", "FY", "between", "through", "after", "before",
    "spring", "summer", "autumn", "fall", "winter", "and", "versus", "vs", "for", "early", "late", "mid", "end", "ended", "ending", "than",
];

/// What the text before the digits makes of them, whatever follows.
pub(super) fn before(lexer: &Lexer<'_>, core: &Core) -> Option<NotQuantity> {
    let before = lexer.before(core.start);
    let rest = lexer.after(core.end);
    let last = before.chars().next_back();
    if last == Some('第') {
        return Some(numbered(rest));
    }
    if rest.starts_with('号') {
        return Some(NotQuantity::DocumentNumber);
    }
    if rest.starts_with('版') {
        return Some(NotQuantity::Version);
    }
    if last == Some('#') || last == Some('№') {
        return Some(NotQuantity::Identifier);
    }
    bracketed(lexer, core).or_else(|| list_number(lexer, core)).or_else(|| named(lexer, core))
}

/// What 第N is by the word after it.
pub(super) fn numbered(rest: &str) -> NotQuantity {
    if rest.starts_with(['条', '款', '项', '章', '节', '编']) {
        NotQuantity::Article
    } else if rest.starts_with('号') {
        NotQuantity::DocumentNumber
    } else {
        NotQuantity::Ordinal
    }
}

/// 〔2019〕, [12], (3) and digits right after a year in brackets.
fn bracketed(lexer: &Lexer<'_>, core: &Core) -> Option<NotQuantity> {
    let before = lexer.before(core.start);
    let rest = lexer.after(core.end);
    if before.ends_with(['〔', '[', '﹝', '【']) && rest.starts_with(['〕', ']', '﹞', '】']) {
        return Some(NotQuantity::DocumentNumber);
    }
    let digits_only = matches!(core.form, Form::Number(d) if d.scale == 0);
    if before.ends_with('(') && rest.starts_with(')') && digits_only && !before.ends_with("$(") {
        let (value, _) = integer(lexer, core.start).unwrap_or((u32::MAX, 0));
        return Some(match value {
            0..=99 => NotQuantity::ListNumber,
            _ if is_year(value) => NotQuantity::Year,
            _ => NotQuantity::Ambiguous,
        });
    }
    None
}

/// `1.` `1、` `1)` where an item may open.
fn list_number(lexer: &Lexer<'_>, core: &Core) -> Option<NotQuantity> {
    if core.end - core.start > 2 || !matches!(core.form, Form::Number(d) if d.scale == 0) {
        return None;
    }
    if !lexer.opens_item(core.start) {
        return in_row(lexer, core).then_some(NotQuantity::ListNumber);
    }
    let rest = lexer.after(core.end);
    let at_start = lexer.before(core.start).trim_end().is_empty() || lexer.before(core.start).ends_with('\n');
    let opens = match rest.as_bytes().first() {
        Some(b'.') => rest.len() > 1,
        Some(b')') => true,
        _ => rest.starts_with('、') && at_start,
    };
    opens.then_some(NotQuantity::ListNumber)
}

/// How far off the next item of a row may open, in characters.
const ITEM: usize = 60;

/// Whether a figure with a point is one of a row of items in a sentence, `共8篇,1.文字解读2篇;2.图文解读1篇`: the next or the one before stands near.
fn in_row(lexer: &Lexer<'_>, core: &Core) -> bool {
    let opens = |text: &str| text.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()));
    let (before, rest) = (lexer.before(core.start), lexer.after(core.end));
    let Some((value, _)) = integer(lexer, core.start).filter(|_| opens(rest) && !before.ends_with(|c: char| c.is_ascii_digit())) else {
        return false;
    };
    // Where the item of this value opens in a text; in its place behind another one, a mark stands before it.
    let item = |text: &str, value: u32, marked: bool| {
        let word = format!("{value}.");
        let marks = [',', ';', '。', '、'];
        text.match_indices(&word).any(|(at, _)| (!marked || text[..at].ends_with(marks)) && opens(&text[at + word.len() - 1..]))
    };
    let ends = |text: &str| text.char_indices().nth(ITEM).map_or(text.len(), |(at, _)| at);
    let begins = |text: &str| text.char_indices().rev().nth(ITEM - 1).map_or(0, |(at, _)| at);
    let first = value == 1 && item(&rest[..ends(rest)], 2, true);
    let later = value > 1 && before.ends_with([',', '、']) && item(&before[begins(before)..], value - 1, false);
    first || later
}

fn named(lexer: &Lexer<'_>, core: &Core) -> Option<NotQuantity> {
    let before = lexer.before(core.start);
    let word = lexer.word_before(core.start);
    if !word.is_empty() {
        let lists = [(NAMES, NotQuantity::Name), (ARTICLES, NotQuantity::Article), (DOCUMENTS, NotQuantity::DocumentNumber)];
        return lists.into_iter().find(|(list, _)| is_one_of(word, list)).map(|(_, why)| why);
    }
    if let Some(b) = before.trim_end_matches(' ').strip_suffix('.')
        && ["No", "no", "Nos"].iter().any(|w| b.ends_with(w))
    {
        return Some(NotQuantity::DocumentNumber);
    }
    let labels = ["附件", "附表", "附图", "附录", "见表", "如表", "见图", "如图", "专栏", "序号"];
    if labels.iter().any(|l| before.ends_with(l)) || is_caption(before, lexer.after(core.end)) {
        return Some(NotQuantity::Name);
    }
    let marked = before.trim_end_matches([':', ' ', '“']);
    let contact = marked.len() < before.len()
        && before.get(marked.len()..).is_some_and(|gap| gap.contains(':'))
        && CONTACTS.iter().any(|c| marked.ends_with(c));
    contact.then_some(NotQuantity::Contact)
}

/// Whether digits are the number of a figure or a table: `图2 2024年…`, `(图3)`, but not 图3张.
fn is_caption(before: &str, rest: &str) -> bool {
    let head = ["图表", "图", "表"].iter().find_map(|word| before.trim_end_matches(' ').strip_suffix(word));
    let opens = head.is_some_and(|head| !head.ends_with(char::is_alphanumeric));
    let counted =
        rest.starts_with(['张', '幅', '份', '件', '篇', '条', '期', '组', '套']) || (rest.starts_with('个') && !rest.starts_with("个人"));
    opens && !counted
}

/// What digits are that read as a quantity so far, by what follows them and by the lack of a unit.
pub(super) fn after(lexer: &Lexer<'_>, core: &Core, head: &Head, tail: &Tail) -> Option<(usize, NotQuantity)> {
    let rest = lexer.after(core.end);
    let bare = tail.extent == core.end && head.currency.is_none();
    if let Some(found) = glued(lexer, core, tail) {
        return Some(found);
    }
    if rest.starts_with("小时") && lexer.text.get(core.start..core.end) == Some("24") {
        return Some((core.end, NotQuantity::Name));
    }
    if !bare {
        return year_before_noun(lexer, core, head, tail);
    }
    let why = unitless(lexer, core, head)?;
    Some((core.end, why))
}

/// 5A, 3D, 20th, 4c: letters right after the digits that are no unit.
fn glued(lexer: &Lexer<'_>, core: &Core, tail: &Tail) -> Option<(usize, NotQuantity)> {
    if tail.extent > core.end || !lexer.byte(core.end).is_ascii_alphabetic() {
        return None;
    }
    let len = lexer.after(core.end).bytes().take_while(u8::is_ascii_alphanumeric).count();
    let word = lexer.text.get(core.end..core.end + len).unwrap_or("");
    let why = if is_one_of(word, &["st", "nd", "rd", "th"]) { NotQuantity::Ordinal } else { NotQuantity::Identifier };
    Some((core.end + len, why))
}

/// "in 2019 cases rose": a year, though a noun of counting follows.
fn year_before_noun(lexer: &Lexer<'_>, core: &Core, head: &Head, tail: &Tail) -> Option<(usize, NotQuantity)> {
    let (value, end) = integer(lexer, core.start)?;
    let spaced = end == core.end && lexer.byte(core.end) == b' ' && head.currency.is_none() && tail.power == 0;
    let year = spaced && end - core.start == 4 && is_year(value) && matches!(tail.unit, Unit::Count(_)) && head.hedge == Hedge::Exact;
    (year && is_one_of(lexer.word_before(core.start), YEAR_WORDS)).then_some((core.end, NotQuantity::Year))
}

/// Bare digits: a year, a hotline, an account number, a slogan, or a count after all (`None`).
fn unitless(lexer: &Lexer<'_>, core: &Core, head: &Head) -> Option<NotQuantity> {
    let run = lexer.text.get(core.start..core.end)?;
    let before = lexer.before(core.start);
    let rest = lexer.after(core.end);
    if run.bytes().all(|b| b.is_ascii_digit()) {
        let len = run.len();
        if len >= 12 || (len > 1 && run.starts_with('0')) {
            return Some(NotQuantity::Identifier);
        }
        if len == 11 && run.starts_with('1') {
            return Some(NotQuantity::Contact);
        }
        if is_hotline(run, rest) || CONTACTS.iter().any(|c| before.ends_with(c)) {
            return Some(NotQuantity::Contact);
        }
        let value: u32 = run.parse().unwrap_or(0);
        if len == 4 && is_year(value) && !head.negative && head.hedge == Hedge::Exact {
            return Some(NotQuantity::Year);
        }
    }
    // “12345民声在线”: digits that open a quotation without a unit are part of a name.
    let quoted = before.ends_with(['“', '「', '《', '‘']) && !rest.starts_with([',', '。', ';']);
    (quoted || rest.starts_with(['级', '楼', '层', '栋', '室', '#'])).then_some(NotQuantity::Name)
}

/// 12345 and the like before the words of a hotline, or in quotes.
fn is_hotline(run: &str, rest: &str) -> bool {
    if !(matches!(run, "110" | "119" | "120" | "122" | "114")
        || (run.len() == 5 && run.starts_with("12"))
        || (run.len() == 5 && run.starts_with("96")))
    {
        return false;
    }
    let rest = rest.strip_prefix(['”', '’']).unwrap_or(rest);
    let window: String = rest.chars().take(10).collect();
    ["热线", "平台", "服务", "投诉", "举报", "便民", "政务", "电话", "咨询"].iter().any(|w| window.contains(w))
}
