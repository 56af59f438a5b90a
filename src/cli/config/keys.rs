//! The keys of `crossfoot.toml`.

use serde_json::{Map, Value};

use crate::phrase::Lang;
use crate::rules::{Form, Key, LEXICON, RuleSet, Shape, key, needed, schema_of};

/// The words for a rule's severity, `off` for none.
const GRADES: [&str; 4] = ["error", "warning", "note", "off"];
const GRADE: Form = Form::Choice(&GRADES);
const SIZE: &str = "^[0-9]+[kKmMgG]?$";

/// The whole file.
pub(super) const CONFIG: Shape = Shape {
    place: "crossfoot.toml",
    keys: &[
        key("lang", Form::Choice(&["zh", "en"]), ("结果用哪种语言", "the language of messages")),
        key(
            "fail-on",
            Form::Choice(&["error", "warning", "note", "never"]),
            ("达到何种程度退出码为 1", "the least severity that makes the exit code 1"),
        ),
        key("exclude", Form::Words, ("不审核的文件，写法同 .gitignore", "files to leave out, as in .gitignore")),
        key("rules", Form::Words, ("自己的规则所在的文件夹", "folders of rules of your own")),
        key("series", Form::Flag, ("是否与上一年的报告核对", "whether reports of consecutive years are compared")),
        key("select", Form::Text, ("网页中只审核这个 CSS 选择器选出的部分", "of web pages, only the parts that this CSS selector picks")),
        key("baseline", Form::Text, ("记下已知不符的文件", "the file that remembers known findings")),
        key("severity", Form::Named(&GRADE), ("规则的严重程度，off 为不用", "how bad a rule's findings are; off: it is not used")),
        key("limits", Form::Table(&LIMITS), ("一个文件最多可花费多少", "what one file may cost")),
        key(
            "lexicon",
            Form::Table(&LEXICON),
            (
                "行列标签中表示合计、减项等的词，加在自带的词之外",
                "words by which labels say that a line is a total, taken away and so on, beside the built-in ones",
            ),
        ),
        key(
            "rollup",
            Form::Named(&CHILDREN),
            ("哪些报告相加为哪一份：\"上级\" = [\"下级\", …]", "which reports add up to which: \"parent\" = [\"child\", …]"),
        ),
        key("ignore", Form::Tables(&IGNORE), ("保留不改的不符，须写理由", "findings that may stand, each with a reason")),
    ],
    one_of: &[],
};

const fn bound(name: &'static str, words: (&'static str, &'static str)) -> Key {
    key(name, Form::Count(SIZE), words)
}

const CHILDREN: Form = Form::WordsOr(&ROLLUP);

/// The children of a parent that has figures of its own.
pub(super) const ROLLUP: Shape = Shape {
    place: "[rollup]",
    keys: &[
        needed("children", Form::Words, ("下级：单位全称或文件", "the children: names of bodies in full, or files")),
        key("own", Form::Flag, ("上级另有自己的数", "the parent has figures of its own")),
    ],
    one_of: &[],
};

/// In the order of [`crate::cli::bounds::BOUNDS`].
pub(super) const LIMITS: Shape = Shape {
    place: "[limits]",
    keys: &[
        bound("max-bytes", ("文件的字节数", "bytes of the file")),
        bound("max-unpacked", ("解压后的字节数", "bytes that it unpacks to")),
        bound("max-cells", ("表格的单元格数", "cells of its tables")),
        bound("max-depth", ("元素的嵌套层数", "elements inside each other")),
        bound("max-text", ("一段文字的字节数", "bytes of one paragraph or cell")),
        bound("max-time", ("读取和核对的秒数", "seconds to read and check it")),
    ],
    one_of: &[],
};

/// An entry that lets findings stand.
pub(super) const IGNORE: Shape = Shape {
    place: "[[ignore]]",
    keys: &[
        key("rule", Form::Text, ("规则名，即不符之处方括号里的名字", "the rule's name, as in error[NAME]")),
        key("fingerprint", Form::Text, ("不符之处的指纹，见 JSON", "the finding's fingerprint, as in the JSON")),
        key("path", Form::Words, ("哪些报告，写法同 .gitignore；不写则为所有报告", "which reports, as in .gitignore; all unless said")),
        key("row", Form::Words, ("不符之处单元格的行标签", "row labels of the finding's own cell")),
        key("column", Form::Words, ("不符之处单元格的列标签", "column labels of the finding's own cell")),
        needed("reason", Form::Text, ("理由", "why it may stand")),
        key("until", Form::Like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), ("最后一天，如 2026-12-31", "the last day it holds, such as 2026-12-31")),
    ],
    one_of: &[],
};

/// The JSON Schema, with the built-in rules by name.
pub(crate) fn schema(lang: Lang) -> Value {
    let mut schema = schema_of(&CONFIG, ("crossfoot.toml", "crossfoot.toml"), lang);
    let grade = schema["properties"]["severity"]["additionalProperties"].clone();
    let rules = RuleSet::builtin_sources().into_iter().filter(|source| !["pack", "lexicon"].contains(&source.stem()));
    let named: Map<String, Value> = rules.map(|source| (source.stem().to_owned(), grade.clone())).collect();
    schema["properties"]["severity"]["properties"] = Value::Object(named);
    schema
}

#[cfg(test)]
mod tests {
    use super::{GRADES, LIMITS};
    use crate::cli::bounds::BOUNDS;

    #[test]
    fn the_lists_are_those_of_the_options() {
        assert_eq!(LIMITS.names(), BOUNDS.each_ref().map(|bound| bound.key));
        assert_eq!(GRADES, crate::cli::args::GRADES.map(|(word, _)| word));
    }
}
