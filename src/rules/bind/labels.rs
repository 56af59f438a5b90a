//! How alike two labels are: white space, list numbers, quotes and punctuation do not count.

/// Likeness from which two labels may be the same.
pub(super) const LIKELY: u32 = 600;

/// A label reduced to what matters for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Essence {
    text: String,
    chars: usize,
    /// A bit for each character, several sharing one: a bit that only one of two labels has is a character that they do not share.
    bits: u64,
}

impl Essence {
    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
        self.bits |= 1 << (u32::from(c) % 64);
    }

    /// Whether it holds the other.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.text.contains(&other.text)
    }
}

/// Reduces a label: lower case, letters and digits alone, without a list number.
pub(super) fn essence(label: &str) -> Essence {
    let body = without_ordinal(label.trim());
    let mut found = Essence { text: String::with_capacity(body.len()), chars: 0, bits: 0 };
    for c in body.chars() {
        if is_unified_ideograph(c) {
            found.push(c);
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| found.push(c));
        }
    }
    found
}

/// Most characters of a Chinese label: letters that have no case, known without a table.
fn is_unified_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Drops a list number at the start: `1.`, `(三)`, `三、`.
fn without_ordinal(label: &str) -> &str {
    let is_ordinal = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let open = label.strip_prefix(['(', '\u{FF08}']);
    let rest = open.unwrap_or(label);
    let after = rest.trim_start_matches(is_ordinal);
    if after.len() == rest.len() {
        return label;
    }
    match (open, after.strip_prefix([')', '\u{FF09}']), after.strip_prefix(['.', '、', '\u{FF0E}'])) {
        (Some(_), Some(body), _) | (None, None, Some(body)) => body,
        _ => label,
    }
}

/// Likeness of a label to one printed behind those it stands under, as where all were on one line: 本年度办理结果(三)不予公开1.属于国家秘密.
pub(super) fn behind_its_groups(wanted: &Essence, printed: &Essence) -> u32 {
    const LONG: usize = 4;
    let ends = wanted.chars >= LONG && printed.chars > wanted.chars && printed.text.ends_with(&wanted.text);
    if ends { 900 } else { 0 }
}

/// Likeness of two essences in thousandths: 1000 when equal, high when one begins with the other, else by edit distance; 0 under [`LIKELY`].
pub(super) fn likeness(a: &Essence, b: &Essence) -> u32 {
    if a.text == b.text {
        return if a.chars == 0 { 0 } else { 1000 };
    }
    let (short, long) = if a.chars < b.chars { (a, b) } else { (b, a) };
    if short.chars == 0 {
        return 0;
    }
    if short.chars >= 2 && long.text.starts_with(&short.text) {
        return thousandths(short.chars, long.chars).max(850);
    }
    // The edit distance is at least the characters not shared: most pairs are settled by counting those, first those that differ in a bit.
    let own = (long.bits & !short.bits).count_ones() as usize;
    let most = short.chars.min(long.chars.saturating_sub(own));
    if long.chars > 120 || thousandths(most, long.chars) < LIKELY || thousandths(shared(&a.text, &b.text), long.chars) < LIKELY {
        return 0;
    }
    thousandths(long.chars - strsim::levenshtein(&a.text, &b.text).min(long.chars), long.chars)
}

/// How many characters the two have in common, each as often as both hold it.
fn shared(a: &str, b: &str) -> usize {
    let mut rest: Vec<char> = b.chars().collect();
    a.chars().filter(|c| rest.iter().position(|r| r == c).map(|at| rest.swap_remove(at)).is_some()).count()
}

fn thousandths(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 1000 / whole.max(1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{LIKELY, essence, likeness};

    #[test]
    fn list_numbers_and_typos_do_not_matter() {
        assert_eq!(essence("1.属于国家秘密"), essence("1、属于 国家秘密"));
        assert_eq!(essence("(三)不予公开").text, "不予公开");
        assert_eq!(essence("三安全一稳定").text, "三安全一稳定");
        assert!(likeness(&essence("4.保护第三方合法权"), &essence("保护第三方合法权益")) >= LIKELY);
        assert!(likeness(&essence("结果维持"), &essence("结果纠正")) < LIKELY);
    }
}
