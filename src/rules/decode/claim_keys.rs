//! The keys of a claim: what sentences say, and what they mean.

use crate::rules::decode::shape::{Form, Key, Shape, key, needed};

const NOT: Key = key("not", Form::Words, ("同一分句中有这些词就不是这个意思", "words in the same clause that make it another statement"));
const SAYS: Key = needed(
    "says",
    Form::Words,
    (
        "句式：{n} 是数，[ ] 可有可无，(a|b) 任选其一，… 是几个字",
        "the wordings: {n} is the number, [ ] may be missing, (a|b) is one of these, … a few words",
    ),
);
pub(super) const TOPIC: Key = key("topic", Form::Text, ("数之前最近的主题应是它", "the topic that must be the nearest before the number"));
const WITH: Key =
    key("with", Form::Words, ("前文或标题里应有其中一种说法", "wordings of which one must stand before it or in the heading"));
const UNLESS: Key =
    key("unless", Form::Words, ("句中有这种说法就不是这个意思", "wordings that, anywhere in the sentence, make it another statement"));

const DOUBT: Key = key(
    "doubt",
    Form::Words,
    ("句中有这种说法时，须由旁边的数印证", "wordings that, anywhere in the sentence, leave it to the numbers beside to bear it out"),
);

/// A claim of a rule on one report.
pub(super) const CLAIM: Shape = Shape {
    place: "[[claim]]",
    keys: &[
        SAYS,
        key("means", Form::Words, ("这个数可以是的事实或单元格；都不符才算错", "facts or cells that it may be; wrong only when none fits")),
        key(
            "check",
            Form::Text,
            ("句中各数的关系，如 p = (b - a) / a", "how the numbers of the sentence hang together, such as p = (b - a) / a"),
        ),
        key("at-most", Form::Words, ("这个数不超过什么", "what the number cannot exceed")),
        key("parts-of", Form::Words, ("所列各项相加是什么", "what the listed parts make together")),
        key("holds", Form::Text, ("这句话（没有数）说明什么，如 reviews = 0", "what the words say without a number, such as reviews = 0")),
        TOPIC,
        WITH,
        NOT,
        key(
            "only",
            Form::Words,
            (
                "这个数所在的分句除年份和本单位的名称外，只由这些词组成",
                "the clause of the number is made of these words, years and the body's own name, and of nothing else",
            ),
        ),
        UNLESS,
        DOUBT,
        key("earlier", Form::Text, ("句中较早一期的数的名称", "the name of the number that is of an earlier time")),
        key("complete", Form::Words, ("表示分项已列全的词", "words by which a list is complete")),
        key("disjoint", Form::Words, ("互不重叠的分项名", "labels of parts that do not overlap")),
        key("overlap", Form::Words, ("可能重叠的分项名", "labels of parts that may overlap")),
        key("plain", Form::Words, ("分项名里不缩小范围的词", "words of labels that narrow nothing")),
        key("exhaustive", Form::Words, ("合起来无遗漏的分项名，用 + 连接", "labels that together leave nothing out, joined by +")),
        key("to-rest", Form::Flag, ("以“其他”收尾的清单也无遗漏", "a list that ends with everything else leaves nothing out either")),
        key("kinds", Form::Words, ("每项各含其中一个词的清单无遗漏", "labels that each have one of these words leave nothing out")),
        key("until", Form::Words, ("列表到这些词为止", "words that end the list")),
        key("closed", Form::Flag, ("只核对确实列全的清单", "only a list that is certain to be whole is checked")),
        key("weak", Form::Flag, ("不符时只作未判定", "a misfit stays undecided")),
        key("alone", Form::Flag, ("别处没有说到这个数时，weak 的说法不符也算", "where nothing else tells the number, a misfit counts")),
        key("anywhere", Form::Flag, ("不受 pack.toml 中 scope 的限制", "the words of [scope] do not move it out of reach")),
        key(
            "all-year",
            Form::Flag,
            ("说法本身说到一年的各段，或一年的平均", "the wording itself names all parts of the year, or an average of it"),
        ),
        key(
            "onward",
            Form::Flag,
            ("说的是转到下一年的，句中的年份应是下一年", "of what goes on next year: the year it names is the one after the report's"),
        ),
        key("money", Form::Flag, ("这个数是金额，不是件数", "the number is an amount of money, not a count")),
    ],
    one_of: &[&["means", "check", "at-most", "holds", "parts-of"]],
};

/// A claim of a rule on two reports.
pub(super) const CLAIM_ACROSS: Shape = Shape {
    place: "[[claim]]",
    keys: &[
        SAYS,
        needed("means", Form::Words, ("这个数是什么：上一年的写作 before.名称", "what the number is: before.name for the year before")),
        key(
            "check",
            Form::Text,
            (
                "增减，用 now 与 before 写成，如 rate = (now - before) / before",
                "a change, written with now and before: rate = (now - before) / before",
            ),
        ),
        TOPIC,
        WITH,
        NOT,
        UNLESS,
    ],
    one_of: &[],
};
