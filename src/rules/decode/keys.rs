//! The keys of rule files, `pack.toml` and `lexicon.toml`.

use crate::rules::decode::claim_keys::{CLAIM, TOPIC};
use crate::rules::decode::shape::{Form, Key, Shape, key, needed};

/// The words for a finding's severity.
pub(crate) const SEVERITIES: [&str; 3] = ["error", "warning", "note"];
/// The words for an example's verdict.
pub(super) const VERDICTS: [&str; 4] = ["fail", "pass", "not-applicable", "undecided"];
/// What a blank cell may mean.
pub(super) const BLANKS: [&str; 2] = ["zero", "unknown"];

/// A rule file.
pub(crate) const RULE: Shape = Shape {
    place: "a rule",
    keys: &[
        key("severity", Form::Choice(&SEVERITIES), ("不符有多严重；默认为 error", "how bad a finding is; error unless said")),
        key("confidence", Form::Choice(&["high", "medium", "low"]), ("有多大把握；默认为 high", "how sure a finding is; high unless said")),
        needed("title", Form::Phrase, ("什么不符，几个字", "what is wrong, in a few words")),
        needed("why", Form::Phrase, ("为什么应当相符", "why the figures should agree")),
        needed(
            "message",
            Form::Phrase,
            ("结果怎么说；{left} 等是由核对填入的数", "what a finding says; slots such as {left} are filled by the check"),
        ),
        needed("fix", Form::Phrase, ("怎么办", "what to do")),
        key(
            "each",
            Form::Like("^(column|row|group of columns|group of rows) of .+"),
            (
                "关系对哪张表的每一列（行、组）成立，如 column of applications",
                "what the relation is repeated over, such as column of applications",
            ),
        ),
        key(
            "check",
            Form::Text,
            (
                "关系，用行或列的名称写成，如 north + south = total；也可用 <= 或 needs",
                "the relation in the names of rows or columns: north + south = total; also <= and needs",
            ),
        ),
        key("claim", Form::Tables(&CLAIM), ("文中的说法与它的意思", "what sentences say, and what they mean")),
        key(
            "across",
            Form::Table(&ACROSS),
            (
                "与上一年的报告核对；上一年的名称写作 before.名称",
                "the rule is about two years; names of the year before are written before.name",
            ),
        ),
        key("reuse", Form::Table(&REUSE), ("照抄上一年的节", "sections taken over from last year's report")),
        key("rollup", Form::Table(&ROLLUP), ("逐级相加的表", "tables that add up over the reports below")),
        key("shifted", Form::Table(&SHIFTED), ("查整行错列的表", "tables whose rows may stand one column off")),
        key("sums", Form::Table(&SUMS), ("任何表中的合计", "sums in tables of any kind")),
        key("rates", Form::Table(&RATES), ("任何表中的占比、增减和平均数", "shares, changes and averages in tables of any kind")),
        key("sequence", Form::Table(&SEQUENCE), ("文中的序号", "ordinals in running text")),
        key("years", Form::Table(&YEARS), ("文中的年份", "years in running text")),
        key("tally", Form::Table(&TALLY), ("句中各数相加、相除得什么", "what the numbers of a sentence make of each other")),
        key("words", Form::Named(&Form::Words), ("词表，句式里写作 <名称>", "lists of words, written <name> in wordings")),
        key(
            "example",
            Form::Tables(&EXAMPLE),
            ("例子：结果应指出的数写在两个 ! 之间", "examples: what the finding must name stands between two !"),
        ),
    ],
    one_of: &[&["each", "claim", "sequence", "sums", "rates", "years", "tally", "rollup", "shifted", "reuse"]],
};

/// The years of a rule on two reports.
pub(super) const ACROSS: Shape = Shape {
    place: "[across]",
    keys: &[
        key("from", Form::Number, ("自哪一年的报告起", "the first year it speaks of")),
        key("to", Form::Number, ("到哪一年的报告止", "the last year it speaks of")),
    ],
    one_of: &[],
};

/// Sections taken over from last year's report.
pub(super) const REUSE: Shape = Shape {
    place: "[reuse]",
    keys: &[
        needed("share", Form::Like("^[0-9]+%$"), ("一节里有多少与上一年相同，如 80%", "how much of a section is last year's, such as 80%")),
        key("least", Form::Number, ("多少字以上的节才看；默认为 200", "characters from which a section is looked at; 200 unless said")),
        key("skip", Form::Words, ("有这些字的句子不计", "words of sentences that do not count")),
    ],
    one_of: &[],
};

/// Tables that add up over the reports below.
pub(super) const ROLLUP: Shape =
    Shape { place: "[rollup]", keys: &[needed("tables", Form::Words, ("哪些表逐级相加", "the tables that add up"))], one_of: &[] };

/// Tables whose rows may stand one column off.
pub(super) const SHIFTED: Shape =
    Shape { place: "[shifted]", keys: &[needed("tables", Form::Words, ("查哪些表", "the tables looked at"))], one_of: &[] };

/// Sums that nobody declared.
pub(super) const SUMS: Shape = Shape {
    place: "[sums]",
    keys: &[needed(
        "totals",
        Form::Choice(&["named", "unnamed", "throughout", "unlike"]),
        (
            "有合计字样的，没有的，有合计字样而各行列都不符的，或与各项不符、未必是合计的",
            "those called totals, those not called so, those called totals that are off on every line, or that may be no sums",
        ),
    )],
    one_of: &[],
};

/// Rates that nobody declared.
pub(super) const RATES: Shape = Shape { place: "[rates]", keys: &[], one_of: &[] };

/// The specimens of ordinal styles.
pub(super) const STYLES: [&str; 11] = ["一是", "第一", "1.", "1、", "(1)", "(一)", "一、", "①", "第一部分", "第一章", "第一节"];

/// Ordinals.
pub(super) const SEQUENCE: Shape = Shape {
    place: "[sequence]",
    keys: &[key("styles", Form::Choices(&STYLES), ("序号的样式，各举一例", "the styles, a specimen each"))],
    one_of: &[],
};

/// Years in running text.
pub(super) const YEARS: Shape = Shape {
    place: "[years]",
    keys: &[
        needed("that-are", Form::Choice(&["garbled", "the-reports", "stale"]), ("哪些年份", "which years")),
        key("own", Form::Words, ("stale：只说报告本年的话，写成上一年即是漏改", "of stale ones: what a report says of its own year only")),
    ],
    one_of: &[],
};

/// What a sentence's own numbers make.
pub(super) const TALLY: Shape = Shape {
    place: "[tally]",
    keys: &[
        needed(
            "of",
            Form::Choice(&["totals", "rests", "shares", "changes", "portions", "classes", "lists"]),
            (
                "清单与合计、数与其分项、所余之数、占比、增减，或表中的数的占比、各类之和",
                "totals of lists, numbers and their parts, what is left of a whole, shares, changes, or shares or classes of the tables' amounts",
            ),
        ),
        key(
            "total",
            Form::Words,
            (
                "合计、其余一类的词；占比则是率名的结尾，增减则是表示增的词",
                "words such as altogether, or the rest; of shares, the end of a rate's name; of changes, words of a rise",
            ),
        ),
        key("beside", Form::Words, ("这些词旁边可有的词", "what may stand beside these words")),
        key("open", Form::Words, ("表示只列出一部分的词", "words by which a list names only some")),
        key("apart", Form::Words, ("不是分项的数旁边的词", "words of numbers that are no parts")),
        key(
            "overlap",
            Form::Words,
            ("可能重叠的分项名；增减则是现数之前的词", "labels of parts that may overlap; of changes, words before what came of it"),
        ),
        key("down", Form::Words, ("表示减的词", "words of a fall")),
        key("earlier", Form::Words, ("指上一年的词", "words for the year before")),
        key("means", Form::Named(&Form::Words), ("表中的数与指它的词", "amounts of the tables and the words that name them")),
        TOPIC,
        key("whole", Form::Words, ("占比的分母可以是什么", "what shares may be of")),
        key("wholes", Form::Named(&Form::Words), ("写明的分母与指它的词", "wholes that are named, and the words that name them")),
        key(
            "parts",
            Form::Words,
            (
                "句中件数旁边可以认定是表中一类的词；合计则是同一分句可有的词",
                "words by which a count is of a kind that the tables know; of totals, what else its clause may say",
            ),
        ),
        key("exhaustive", Form::Words, ("合起来无遗漏的分项名，用 + 连接", "labels that together leave nothing out, joined by +")),
        key("classes", Form::Named(&Form::Words), ("须全部出现的各类与指它的词", "the classes that must all be there, and their words")),
    ],
    one_of: &[],
};

/// An example.
pub(super) const EXAMPLE: Shape = Shape {
    place: "[[example]]",
    keys: &[
        key("shows", Form::Text, ("这个例子说明什么", "what it shows")),
        key("children", Form::Words, ("下级的报告", "the reports of the children")),
        key("own", Form::Flag, ("上级另有自己的数", "the parent has figures of its own")),
        key("before", Form::Text, ("上一年的报告", "the report of the year before")),
        needed("report", Form::Text, ("报告：结果应指出的数写在两个 ! 之间", "the report, with what the finding must name between two !")),
        key(
            "verdict",
            Form::Choice(&VERDICTS),
            ("应得的结论；有 ! 时默认为 fail，否则为 pass", "what must come out: fail where there are marks, else pass, unless said"),
        ),
    ],
    one_of: &[],
};

/// A `pack.toml`.
pub(crate) const PACK: Shape = Shape {
    place: "pack.toml",
    keys: &[
        needed("title", Form::Phrase, ("这一类报告叫什么", "what the family of reports is called")),
        key(
            "applies",
            Form::Words,
            (
                "标题里有这些字的报告才核对；不写则核对所有报告",
                "words that mark a report of the family; without them every report is looked at",
            ),
        ),
        key("table", Form::Named(&Form::Table(&TABLE)), ("报告里的表", "the tables of the family")),
        key(
            "fact",
            Form::Named(&Form::Text),
            ("给单元格起的名称，如 lent = \"loans[total, books]\"", "names for cells, such as lent = \"loans[total, books]\""),
        ),
        key("topic", Form::Named(&Form::Words), ("数所说的主题，各以哪些词表示", "what numbers may be about, and the words for it")),
        key(
            "name",
            Form::Named(&Form::Words),
            (
                "事实在文中的名称；几个并列名称后的一个数是它们之和",
                "the words that name a fact; several joined before one number stand for their sum",
            ),
        ),
        key(
            "scope",
            Form::Table(&SCOPE),
            ("使句中的数不指表中之数的词", "words by which a sentence speaks of something else than the tables"),
        ),
        key("words", Form::Named(&Form::Words), ("词表，句式里写作 <名称>", "lists of words, written <name> in wordings")),
    ],
    one_of: &[],
};

/// A declared table.
pub(super) const TABLE: Shape = Shape {
    place: "[table]",
    keys: &[
        key("caption", Form::Words, ("表的标题，几种写法", "what stands above it, in one wording or several")),
        key("rows", Form::Words, ("各行：名称 = 表中的字 | 另一种写法", "its rows: name = as printed | or so")),
        key("columns", Form::Words, ("各列：名称 = 表中的字 | 另一种写法", "its columns: name = as printed | or so")),
        key("blank", Form::Choice(&BLANKS), ("空格是零还是未知", "whether a blank cell is zero or unknown")),
        key("totals", Form::Words, ("合计的行或列：空着时仍是未知", "names of totals, which stay unknown where they are blank")),
    ],
    one_of: &[],
};

/// Words that move a claim out of reach.
pub(super) const SCOPE: Shape = Shape {
    place: "[scope]",
    keys: &[
        key("sentence", Form::Words, ("在句中、数之前", "anywhere in the sentence before the number")),
        key("clause", Form::Words, ("在同一分句中", "in the same clause")),
        key("behind", Form::Words, ("紧接其后", "right behind the claim")),
        key("beside", Form::Words, ("含 behind 中的词而不改变所指", "words that hold one of `behind` and yet move nothing")),
        key("now", Form::Words, ("指本期的词，如 今年", "words of the report's own time, such as this year")),
        key("bodies", Form::Words, ("机关名称的结尾", "how names of bodies end")),
        key("own", Form::Words, ("使机关为本机关的词", "words that make a body the reporting one")),
        key("partial", Form::Words, ("可能只指一部分的词", "words that may name a part")),
        key("whole-topic", Form::Words, ("说法指整体之一部分的主题", "topics whose claims name parts of a whole")),
        key("wholes", Form::Words, ("整体的事实名", "names of facts that are wholes")),
        key("lead", Form::Words, ("数仍为整体之数时，句首可有的词", "all that may open the clause while the number is the whole's")),
        key("units", Form::Words, ("表中各数的单位", "what the tables count")),
        key("intake", Form::Words, ("机关名称之后的动词", "verbs behind the body that a clause is about")),
        key("stages", Form::Words, ("表明数属于另一环节的词", "words by which a number is of another stage than the one before it")),
        key(
            "goes-on",
            Form::Words,
            (
                "接着前一句往下分的首个分句，如 从…看",
                "how the first clause reads where a sentence goes on dividing the one before: from … on",
            ),
        ),
        key("aftermath", Form::Words, ("由 whole-topic 引起的主题", "topics of what comes of `whole-topic`")),
        key("matters", Form::Words, ("结果所属的事项", "what a result may be of")),
        key("joins", Form::Words, ("并列或合计的词", "words that join names, or a name with another's number")),
        key("less", Form::Words, ("句中之数含它而表中不含的词", "words beside a number that the one before holds and the table does not")),
        key("within", Form::Words, ("数后引出其构成的词", "words behind a number that open what it is made of")),
        key("wide", Form::Words, ("表示整个地区各单位的词", "words of all bodies of an area")),
        key("field", Form::Words, ("表示本系统各单位的词", "words of all bodies of a field")),
        key("narrow", Form::Words, ("表示只是一部分的词", "words of a clause that speaks of a part")),
        key("narrowing", Form::Words, ("lead 不认识的词中表示一部分的", "words that name a part, among those `lead` does not know")),
        key("part-year", Form::Words, ("sentence 中表示一年之一部分的词", "words of `sentence` that speak of a part of the year")),
        key("all-year", Form::Words, ("分句中表示仍是全年的词", "words of a clause that speaks of the whole year all the same")),
        key("compared", Form::Words, ("作比较之用的分句的结尾", "how a clause ends that another number is set against")),
    ],
    one_of: &[],
};

const fn list(name: &'static str, words: (&'static str, &'static str)) -> Key {
    key(name, Form::Table(&PLACES), words)
}

/// A `lexicon.toml`.
pub(crate) const LEXICON: Shape = Shape {
    place: "lexicon.toml",
    keys: &[
        list("total", ("合计", "the sum of other lines")),
        list("net", ("加减之后的余额", "what is left after additions and deductions")),
        list("less", ("减项", "shown without a sign and taken away")),
        list("added", ("减去之后又加上的项", "added again after lines that are taken away")),
        list("of_which", ("其中项", "names some of the parts only")),
        list("rest", ("其余各项", "all of a whole that is not listed by itself")),
        list("rate", ("比率等不相加的数", "never added up")),
        list("rate_by_name", ("名为率而数以千计的，是金额", "a rate, but for rows in the thousands")),
        list("extreme", ("其余各项中最大或最小的", "the greatest or the least of the others")),
        list("spread", ("离散程度", "how far numbers lie apart")),
        list("degree", ("等级", "degrees of a scale")),
        list("change", ("相对的增减", "a relative change")),
        list("difference", ("差额", "what one figure is more than another")),
        list("average", ("平均", "the mean of the numbers beside it")),
        list("distinct", ("去重的数", "counts each thing once, so that parts overlap")),
        list("code", ("代码、序号", "names a line and counts nothing")),
        list("counted", ("逐个计数的东西", "things counted one by one")),
        list("selected", ("表题：只列出一部分", "a title of a table that lists some lines of many")),
        list("rounded", ("表中的数经过四舍五入", "the table prints rounded figures")),
        list("shared", ("说明：同一对象可归入几项", "a note that one thing may be counted on several lines")),
        list("several", ("可归入几项、合计只算一次的东西", "what may be counted on several lines and once in their total")),
        list("includes", ("说明：所指的数还含表中未列的", "a note that the number it names is of more than what is listed")),
        list("open", ("表旁说明：合计不只是所列各项之和", "a note: the total is of more than what is listed")),
        list("approximate", ("自身标明为约数", "a number that is rounded by its own label")),
        list("wider", ("更大的整体：表中可能只列出一部分", "a whole of which the table may list some")),
        list("sources", ("来源总计", "the total of where money comes from")),
        list("uses", ("使用总计", "the total of where it goes")),
        list("income", ("收入总计", "the total of a budget's income")),
        list("spending", ("支出总计", "the total of its spending")),
        list("carried", ("结转的数：有它的预算两边相等", "carried over, so that a budget balances")),
        list("owed", ("负债和权益总计", "the total of what is owed, the owners' part with it")),
        list("owned", ("资产总计", "the total of what is owned")),
    ],
    one_of: &[],
};

/// Where in a label the words stand.
pub(super) const PLACES: Shape = Shape {
    place: "a list",
    keys: &[
        key("is", Form::Words, ("整个标签", "the whole label")),
        key("but", Form::Words, ("有这些词的标签不算", "a label that has one of these is not meant")),
        key("has", Form::Words, ("标签里任何地方，单独成词", "anywhere in the label, as a word of its own")),
        key("starts", Form::Words, ("标签开头，单独成词", "at its start, as a word of its own")),
        key("ends", Form::Words, ("标签结尾，单独成词", "at its end, as a word of its own")),
        key("zh", Form::Words, ("标签里任何地方", "anywhere, also within a longer word")),
        key("zh_starts", Form::Words, ("标签开头", "at its start, also within a longer word")),
        key("zh_ends", Form::Words, ("标签结尾", "at its end, also within a longer word")),
    ],
    one_of: &[],
};

/// The lists of a `lexicon.toml`, and the places in a label that each has words for.
#[cfg(test)]
pub(in crate::rules) fn lexicon_keys() -> (Vec<&'static str>, Vec<&'static str>) {
    (LEXICON.names(), PLACES.names())
}
