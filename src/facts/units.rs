//! The lexicon of units: counters, currencies and English nouns of counting.

use crate::facts::Unit;

/// Chinese counters and measures. The longest match wins.
const COUNTERS: &[&str] = &[
    "万平方米",
    "个",
    "个人",
    "个小时",
    "个工作日",
    "个月",
    "个自然日",
    "人",
    "人天",
    "人次",
    "件",
    "件次",
    "份",
    "份次",
    "位",
    "例",
    "倍",
    "元",
    "克",
    "公里",
    "公顷",
    "册",
    "册次",
    "分钟",
    "则",
    "千克",
    "千米",
    "千瓦时",
    "升",
    "卷",
    "口",
    "只",
    "台",
    "台次",
    "台套",
    "吨",
    "名",
    "周",
    "周年",
    "回",
    "团",
    "场",
    "场次",
    "块",
    "堂",
    "处",
    "套",
    "字",
    "宗",
    "家",
    "家次",
    "对",
    "小时",
    "尾",
    "届",
    "工作日",
    "帧",
    "平方公里",
    "平方米",
    "年",
    "幅",
    "平米",
    "座",
    "张",
    "张次",
    "户",
    "户次",
    "所",
    "批",
    "批次",
    "把",
    "支",
    "日",
    "期",
    "本",
    "条",
    "条次",
    "株",
    "枚",
    "架",
    "样",
    "栋",
    "桩",
    "棵",
    "次",
    "款",
    "步",
    "段",
    "法定工作日",
    "点",
    "班",
    "班次",
    "种",
    "秒",
    "立方米",
    "笔",
    "篇",
    "篇次",
    "类",
    "米",
    "组",
    "维",
    "自然日",
    "艘",
    "节",
    "课时",
    "起",
    "趟",
    "车次",
    "辆",
    "辆次",
    "道",
    "部",
    "部分",
    "里",
    "重",
    "门",
    "间",
    "间次",
    "面",
    "页",
    "项",
    "项次",
    "顿",
    "颗",
    "首",
    "亩",
    "个法定工作日",
    "元人民币",
    "个百分点",
    "百分点",
    "美元",
    "港元",
    "欧元",
    "英镑",
    "日元",
    "天",
    "眼",
    "轮",
    "宗次",
    "起次",
    "例次",
    "人份",
    "站次",
    "台班",
    "万次",
    "封",
    "单",
    "通",
    "方面",
];

/// What the characters after a counter make of it: `条例` and `部门` are words, not counters.
const NOT_COUNTERS: &[(&str, &[&str])] = &[
    ("人", &["民", "大", "员", "才", "均", "社", "力"]),
    ("份", &["额"]),
    ("位", &["于", "置", "一体", "数"]),
    ("名", &["称", "义", "录"]),
    ("回", &["应", "复"]),
    ("团", &["体", "队"]),
    ("场", &["所", "地"]),
    ("处", &["理", "罚", "长", "置", "分", "于", "室", "级"]),
    ("字", &["号"]),
    ("家", &["庭", "长", "园"]),
    ("对", &["应", "比", "于", "外", "象"]),
    ("周", &["边", "期", "岁"]),
    ("年", &["报", "级", "度", "代"]),
    ("户", &["籍"]),
    ("所", &["有", "在", "属", "列", "以", "需"]),
    ("批", &["复", "准", "示"]),
    ("支", &["出", "持", "付", "队", "部", "撑"]),
    ("日", &["常", "均", "报"]),
    ("期", &["间", "末", "初", "限", "中", "待"]),
    ("本", &["级", "年", "市", "县", "区", "机", "地", "单", "部", "届", "次", "期", "省", "局", "报", "行", "条"]),
    ("条", &["例", "款", "件", "约"]),
    ("次", &["日", "年", "要", "数"]),
    ("款", &["项"]),
    ("步", &["骤"]),
    ("封", &["存", "闭", "锁", "控", "面"]),
    ("单", &["位", "独", "项", "一", "个", "向", "日", "次", "价"]),
    ("通", &["过", "知", "报", "道", "告", "信", "用", "行", "车", "常"]),
    ("点", &["击"]),
    ("班", &["子"]),
    ("类", &["型", "别"]),
    ("组", &["织", "长", "成"]),
    ("维", &["护", "持", "权"]),
    ("节", &["约", "能"]),
    ("起", &["来", "诉", "草", "到"]),
    ("道", &["路"]),
    ("部", &["门", "分", "委", "队", "级", "署"]),
    ("部分", &["公", "予", "同", "给", "准"]),
    ("里", &["面", "程"]),
    ("重", &["点", "大", "要", "复"]),
    ("门", &["户"]),
    ("面", &["向", "积", "对"]),
    ("元", &["旦", "月"]),
    ("台", &["账", "湾"]),
    ("只", &["有", "能", "要", "是", "计"]),
    ("天", &["津", "然"]),
];

/// English units: printed form in lower case, and the form all of them share.
const ENGLISH: &[(&str, &str)] = &[
    ("applicants", "applicants"),
    ("applications", "applications"),
    ("appeals", "appeals"),
    ("bookings", "bookings"),
    ("branches", "branches"),
    ("cases", "cases"),
    ("children", "children"),
    ("claims", "claims"),
    ("clients", "clients"),
    ("companies", "companies"),
    ("complaints", "complaints"),
    ("countries", "countries"),
    ("customers", "customers"),
    ("day", "days"),
    ("days", "days"),
    ("documents", "documents"),
    ("employees", "employees"),
    ("entries", "entries"),
    ("establishments", "establishments"),
    ("facilities", "facilities"),
    ("families", "families"),
    ("hectares", "hectares"),
    ("homes", "homes"),
    ("hour", "hours"),
    ("hours", "hours"),
    ("households", "households"),
    ("incidents", "incidents"),
    ("individuals", "individuals"),
    ("inquiries", "inquiries"),
    ("issues", "issues"),
    ("items", "items"),
    ("jobs", "jobs"),
    ("kg", "kg"),
    ("km", "km"),
    ("lawsuits", "lawsuits"),
    ("locations", "locations"),
    ("meetings", "meetings"),
    ("members", "members"),
    ("minute", "minutes"),
    ("minutes", "minutes"),
    ("month", "months"),
    ("months", "months"),
    ("offices", "offices"),
    ("options", "options"),
    ("patents", "patents"),
    ("patients", "patients"),
    ("people", "people"),
    ("person", "persons"),
    ("persons", "persons"),
    ("projects", "projects"),
    ("properties", "properties"),
    ("pupils", "pupils"),
    ("quarters", "quarters"),
    ("records", "records"),
    ("releases", "releases"),
    ("reports", "reports"),
    ("requests", "requests"),
    ("responses", "responses"),
    ("schools", "schools"),
    ("seconds", "seconds"),
    ("shares", "shares"),
    ("staff", "staff"),
    ("stores", "stores"),
    ("students", "students"),
    ("suits", "suits"),
    ("tonnes", "tonnes"),
    ("tons", "tons"),
    ("transactions", "transactions"),
    ("units", "units"),
    ("vehicles", "vehicles"),
    ("visits", "visits"),
    ("votes", "votes"),
    ("week", "weeks"),
    ("weeks", "weeks"),
    ("women", "women"),
    ("workers", "workers"),
    ("year", "years"),
    ("years", "years"),
];

/// Currency signs and codes that stand before the digits, and the currency's name. Longer ones first.
const CURRENCIES: &[(&str, &str)] = &[
    ("RMB¥", "元"),
    ("人民币", "元"),
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("USD", "USD"),
    ("RMB", "元"),
    ("CNY", "元"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("HKD", "HKD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "元"),
];

/// The unit at the start of `rest` and its length; `None` where no unit of the lexicon stands there.
pub(super) fn counter(rest: &str) -> Option<(Unit, usize)> {
    let first = rest.chars().next()?;
    let table = by_first();
    let words = &table.get(table.binary_search_by_key(&first, |(c, _)| *c).ok()?)?.1;
    let word = words.iter().find(|word| rest.strip_prefix(**word).is_some_and(|after| !continues(word, after)))?;
    // 部分 is left in the sentence, where wordings name it.
    Some((unit_of(word), if *word == "部分" { 0 } else { word.len() }))
}

/// How many bytes right behind a number are its unit; with the blank before an English one.
#[must_use]
pub fn unit_length(behind: &str) -> usize {
    if let Some((_, length)) = counter(behind) {
        return length;
    }
    let Some(words) = behind.strip_prefix(' ') else { return 0 };
    let length = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
    words.get(..length).and_then(english).map_or(0, |_| 1 + length)
}

/// The counters by their first character, longer ones first.
fn by_first() -> &'static [(char, Vec<&'static str>)] {
    static TABLE: std::sync::OnceLock<Vec<(char, Vec<&'static str>)>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = COUNTERS.to_vec();
        words.sort_unstable_by_key(|word| (word.chars().next(), std::cmp::Reverse(word.len())));
        let mut table: Vec<(char, Vec<&'static str>)> = Vec::new();
        for word in words {
            let Some(first) = word.chars().next() else { continue };
            match table.last_mut() {
                Some((c, list)) if *c == first => list.push(word),
                _ => table.push((first, vec![word])),
            }
        }
        table
    })
}

fn continues(word: &str, rest: &str) -> bool {
    NOT_COUNTERS.iter().find(|(counter, _)| *counter == word).is_some_and(|(_, after)| after.iter().any(|a| rest.starts_with(a)))
}

fn unit_of(word: &str) -> Unit {
    match word {
        "倍" => Unit::Times,
        "个百分点" | "百分点" => Unit::PercentagePoint,
        "元" | "元人民币" => Unit::Money("元".into()),
        "美元" => Unit::Money("USD".into()),
        "港元" => Unit::Money("HKD".into()),
        "欧元" => Unit::Money("EUR".into()),
        "英镑" => Unit::Money("GBP".into()),
        "日元" => Unit::Money("JPY".into()),
        _ => Unit::Count(word.into()),
    }
}

/// The English unit that `word` names.
pub(super) fn english(word: &str) -> Option<Unit> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "times" => return Some(Unit::Times),
        "dollars" => return Some(Unit::Money("USD".into())),
        "euros" => return Some(Unit::Money("EUR".into())),
        "yuan" | "rmb" | "cny" => return Some(Unit::Money("元".into())),
        "usd" | "eur" | "gbp" | "hkd" => return Some(Unit::Money(lower.to_ascii_uppercase().into())),
        _ => {}
    }
    ENGLISH.iter().find(|(printed, _)| *printed == lower).map(|&(_, unit)| Unit::Count(unit.into()))
}

/// The currency sign or code that `before` ends with: its length and the currency.
pub(super) fn currency_before(before: &str) -> Option<(usize, &'static str)> {
    CURRENCIES.iter().find(|(sign, _)| before.ends_with(sign)).map(|&(sign, name)| (sign.len(), name))
}

/// The currency sign or code that `rest` starts with: its length and the currency.
pub(super) fn currency_at(rest: &str) -> Option<(usize, &'static str)> {
    CURRENCIES.iter().find(|(sign, _)| rest.starts_with(sign)).map(|&(sign, name)| (sign.len(), name))
}

#[cfg(test)]
mod tests {
    use super::counter;
    use crate::facts::Unit;

    #[test]
    fn longest_match_and_no_words_that_only_look_like_counters() {
        for (rest, unit, len) in [("件,占", "件", 3), ("人次以上", "人次", 6), ("个工作日内", "个工作日", 12), ("个部门", "个", 3)]
        {
            assert_eq!(counter(rest), Some((Unit::Count(unit.into()), len)));
        }
        for rest in ["条例规定", "部门", "年报", "本级", "x", ""] {
            assert_eq!(counter(rest), None, "{rest}");
        }
        assert_eq!(counter("个百分点"), Some((Unit::PercentagePoint, 12)));
    }
}
