//! A line that names the report's kind, with the year and the body beside it.

use crate::rules::across::body::body;

/// What a title line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// 0 the page's title, 1 a heading, 2 another line.
    pub rank: u8,
    pub year: Option<u32>,
    pub body: Option<String>,
}

/// One character of a line, full-width ASCII and Chinese year digits made uniform, and whether white space stands before it.
struct Glyph {
    c: char,
    gap: bool,
}

/// Reads a line that holds one of the names of the report's kind.
pub(super) fn read(line: &str, rank: u8, family: &[String]) -> Option<Title> {
    let line = glyphs(line);
    let text: String = line.iter().map(|g| g.c).collect();
    let (at, name) = family.iter().filter_map(|name| Some((text.find(name.as_str())?, name))).min()?;
    let start = text[..at].chars().count();
    let (before, after) = (&line[..start], &line[start + name.chars().count()..]);
    let (year, words) = match last_year(before) {
        Some((year, from, to)) => (Some(year), name_between(&before[to..]).or_else(|| name_at_end(&before[..from]))),
        None => (first_year(after), name_at_end(before)),
    };
    Some(Title { rank, year, body: words.and_then(|words| body(&words)).or_else(|| in_brackets(after)) })
}

fn glyphs(line: &str) -> Vec<Glyph> {
    let mut found: Vec<Glyph> = Vec::new();
    let mut gap = false;
    for c in line.chars() {
        if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}') {
            gap = true;
            continue;
        }
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        };
        found.push(Glyph { c, gap });
        gap = false;
    }
    chinese_years(&mut found);
    found
}

/// 二〇一九年 as 2019年.
fn chinese_years(line: &mut [Glyph]) {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| DIGITS.chars().position(|d| d == if matches!(c, '○' | '零' | 'Ｏ' | 'O') { '〇' } else { c });
    for end in 4..line.len() {
        let Some([a, b, c, d, sign]) = line.get_mut(end - 4..=end) else { continue };
        if sign.c != '年' {
            continue;
        }
        let digits = [a, b, c, d].map(|g| (digit(g.c), g));
        if digits.iter().all(|(value, _)| value.is_some()) && digits[0].0 == Some(2) {
            for (value, glyph) in digits {
                glyph.c = value.and_then(|v| char::from_digit(u32::try_from(v).ok()?, 10)).unwrap_or(glyph.c);
            }
        }
    }
}

/// The year at the end of `text`: four digits, no fifth before them.
pub(in crate::rules) fn year_of(text: &str) -> Option<u32> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year = text.get(text.len() - digits..)?;
    if digits == 4 { year.parse().ok().filter(|year| (1990..2100).contains(year)) } else { None }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '〇' | '·')
}

/// The last year and where it stands, 度 included.
fn last_year(line: &[Glyph]) -> Option<(u32, usize, usize)> {
    let sign = line.iter().rposition(|g| g.c == '年')?;
    let year = year_before(line, sign)?;
    let to = if line.get(sign + 1).is_some_and(|g| g.c == '度') { sign + 2 } else { sign + 1 };
    Some((year, sign - 4, to))
}

/// The year of `(2019年度)` right behind the report's name.
fn first_year(line: &[Glyph]) -> Option<u32> {
    let sign = line.iter().take(8).position(|g| g.c == '年')?;
    year_before(line, sign)
}

fn year_before(line: &[Glyph], sign: usize) -> Option<u32> {
    let text: String = line[..sign].iter().map(|g| g.c).collect();
    year_of(&text)
}

/// The words between the year and the report's name.
fn name_between(line: &[Glyph]) -> Option<String> {
    let start = line.iter().rposition(|g| !is_han(g.c)).map_or(0, |at| at + 1);
    let name: String = line[start..].iter().map(|g| g.c).collect();
    let name = name.trim_start_matches(['的', '度']);
    (name.chars().count() > 1).then(|| name.to_owned())
}

/// The words at the end of a line, back to a sign or to a space, unless the line is letter-spaced.
fn name_at_end(line: &[Glyph]) -> Option<String> {
    let start = line.iter().rposition(|g| !is_han(g.c)).map_or(0, |at| at + 1);
    let run = &line[start..];
    let spaced = run.iter().skip(1).filter(|g| g.gap).count() * 2 > run.len();
    let cut = run.iter().rposition(|g| g.gap).filter(|at| !spaced && run.len() - at > 1).unwrap_or(0);
    (run.len() > 1).then(|| run[cut..].iter().map(|g| g.c).collect())
}

/// `(青溪县教育局)` behind the report's name.
fn in_brackets(line: &[Glyph]) -> Option<String> {
    let open = line.iter().take(8).position(|g| g.c == '(')?;
    let name: String = line[open + 1..].iter().map(|g| g.c).take_while(|c| is_han(*c)).collect();
    let closed = line.get(open + 1 + name.chars().count()).is_some_and(|g| g.c == ')');
    if closed { body(&name) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Title, read};

    fn title(line: &str) -> (Option<u32>, Option<String>) {
        let Title { year, body, .. } = read(line, 2, &["政府信息公开工作年度报告".to_owned()]).expect("it names the report");
        (year, body)
    }

    #[test]
    fn year_and_body_are_read_in_either_order() {
        for (line, year, body) in [
            ("青溪县人民政府2019年政府信息公开工作年度报告", Some(2019), Some("青溪县")),
            ("2019年度青溪县教育局政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("２０１９年 青溪县教育局 政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("二〇一九年青溪县教育局政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("关于青溪县教育局2019年政府信息公开工作年度报告的公告", Some(2019), Some("青溪县教育局")),
            ("青溪县教育局关于2019年度政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("首页 > 年报 > 青溪县教育局2019年政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("部门年报 青溪县教育局2019年政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("青 溪 县 教 育 局 2019 年政府信息公开工作年度报告", Some(2019), Some("青溪县教育局")),
            ("青溪县教育局政府信息公开工作年度报告(2019年度)", Some(2019), Some("青溪县教育局")),
            ("2019年政府信息公开工作年度报告（青溪县教育局）", Some(2019), Some("青溪县教育局")),
            ("2019年政府信息公开工作年度报告", Some(2019), None),
            ("我局202020年政府信息公开工作年度报告", None, None),
            ("政府信息公开工作年度报告", None, None),
        ] {
            assert_eq!(title(line), (year, body.map(str::to_owned)), "{line}");
        }
    }
}
