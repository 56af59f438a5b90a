//! The contract of JSON version 1 as a JSON Schema (draft 2020-12), for programs that read it. Fields may be added to the contract, so a
//! reader is to allow those it does not know, and the schema does.

use serde_json::{Map, Value, json};

use crate::phrase::Lang;

/// A field, what it holds, and what it means in Chinese and English.
type Field = (&'static str, Value, (&'static str, &'static str));

/// The schema of `--format json`.
#[must_use]
pub fn json_schema(lang: Lang) -> Value {
    let fields: [Field; 5] = [
        ("schema", json!({ "const": 1 }), ("本约定的版本", "the version of this contract")),
        ("tool", object(&[("name", text(), ("程序", "the program")), ("version", text(), ("程序的版本", "its version"))], lang), TOOL),
        ("reports", list(&reference("report")), ("每个文件一项", "one entry a file")),
        ("findings", list(&reference("finding")), ("每处不符一项", "one entry a disagreement")),
        ("suppressed", list(&reference("suppressed")), ("不计入的不符", "findings that do not count")),
    ];
    let mut schema = object(&fields, lang);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(word(("crossfoot 的 JSON 输出，第 1 版", "the JSON output of crossfoot, version 1"), lang));
    let mut suppressed = finding();
    suppressed.push(("suppression", suppression(lang), ("为何不计入", "why it does not count")));
    schema["$defs"] = json!({
        "report": object(&report(lang), lang),
        "finding": object(&finding(), lang),
        "suppressed": object(&suppressed, lang),
        "also": also(lang),
        "label": label(lang),
        "repair": repair(lang),
        "location": location(lang),
    });
    schema
}

const TOOL: (&str, &str) = ("写出它的程序", "what wrote it");

fn report(lang: Lang) -> Vec<Field> {
    let formats = ["html", "mhtml", "xlsx", "xls", "xlsb", "ods", "spreadsheetml", "docx", "text", "csv", "tsv"];
    let problems = ["unreadable", "empty", "unsupported", "too-large", "too-slow", "encrypted", "internal"];
    let remarks = ["unread", "image", "encoding", "no-value", "truncated", "struck", "unparsed"];
    let counts = |name| (name, count(), ("有几项检查", "how many checks"));
    let problem = [("kind", words(&problems), ("哪一类", "which kind")), ("message", text(), ("原因和办法", "the reason, and what to do"))];
    let place = [
        ("kind", or_null(&words(&remarks)), ("没有读到什么；null 表示检查", "what was not read; null for a check")),
        ("location", or_null(&reference("location")), ("在哪里", "where")),
    ];
    vec![
        ("path", text(), PATH),
        ("format", or_null(&words(&formats)), ("按内容认出的格式", "the format, told by content")),
        ("encoding", or_null(&text()), ("文字编码", "how the text was encoded")),
        ("title", or_null(&text()), ("标题", "the title")),
        ("tables", count(), ("读到几个表", "tables read")),
        ("numbers", count(), ("读到几个数", "numbers read")),
        ("guarded", count(), ("至少经过一项检查的数", "numbers that at least one check used")),
        ("verdicts", object(&["pass", "fail", "not_applicable", "undecided"].map(counts), lang), ("检查的结论", "what the checks said")),
        ("problem", or_null(&object(&problem, lang)), ("为何未能审核", "why it could not be audited")),
        ("remarks", list(&text()), ("没有读到或没有判定的", "what was not read or not decided")),
        ("year_before", or_null(&text()), ("与之核对的上一年报告", "the report of the year before that it was compared with")),
        ("remark_places", list(&object(&place, lang)), ("同一序号的说明在哪里", "the place of the remark of the same index")),
    ]
}

fn finding() -> Vec<Field> {
    let labels = json!({ "type": "array", "items": reference("label"), "minItems": 1 });
    vec![
        ("rule", text(), ("规则", "the rule")),
        ("severity", words(&["error", "warning", "note"]), ("严重程度", "how bad")),
        ("confidence", words(&["high", "medium", "low"]), ("把握", "how sure")),
        ("path", text(), PATH),
        ("message", text(), ("哪里不符，一句话", "what is wrong, in one line")),
        ("help", text(), ("怎么办", "what to do")),
        ("derivation", text(), ("算式", "the arithmetic")),
        ("labels", labels, ("用到的每个数，第一个是不符之处", "every number used, the finding's own place first")),
        ("repairs", list(&reference("repair")), ("改哪一处即可相符", "changes that would settle it")),
        ("fingerprint", fingerprint(), ("不随位置和数值变的标识", "what stays the same where rows move and values change")),
        (
            "also",
            list(&reference("also")),
            ("同一原因的其他不符，改同一处即可相符", "findings of the same cause, which the same change settles"),
        ),
    ]
}

fn also(lang: Lang) -> Value {
    let fields = [
        ("rule", text(), ("规则", "the rule")),
        ("message", text(), ("哪里不符，一句话", "what is wrong, in one line")),
        ("fingerprint", fingerprint(), ("它自己的标识", "its own identity")),
    ];
    object(&fields, lang)
}

fn suppression(lang: Lang) -> Value {
    let fields = [
        ("by", words(&["comment", "configuration", "baseline"]), ("由什么说明", "what says so")),
        ("place", text(), ("说明在哪里", "where that stands")),
        ("reason", text(), ("理由；基线没有", "why; empty for the baseline")),
        ("until", or_null(&text()), ("最后一天", "the last day it holds")),
    ];
    object(&fields, lang)
}

fn label(lang: Lang) -> Value {
    let fields = [
        ("role", words(&["primary", "related"]), ("不符之处或依据", "the finding's own place, or evidence for it")),
        ("part", text(), ("在检查中是什么", "what it is in the check")),
        ("text", text(), ("原文", "exactly as printed")),
        ("location", reference("location"), ("在哪里", "where")),
    ];
    object(&fields, lang)
}

fn repair(lang: Lang) -> Value {
    let fields = [
        ("label", count(), ("改 labels 中的第几个，从 0 数起", "which of the labels to change, counted from 0")),
        ("value", text(), ("改成什么", "the value that would agree")),
        ("why", text(), ("为什么", "why this one")),
    ];
    object(&fields, lang)
}

fn location(lang: Lang) -> Value {
    let place = || or_null(&json!({ "type": "integer", "minimum": 1 }));
    let span = [("start", count(), ("第一个字节", "the first byte")), ("end", count(), ("末字节之后", "one past the last byte"))];
    let fields = [
        ("path", text(), PATH),
        (
            "span",
            or_null(&object(&span, lang)),
            ("原文件中的字节；工作簿和 Word 没有", "bytes of the original file; null for workbooks and Word"),
        ),
        ("line", place(), ("第几行", "the line")),
        ("column", place(), ("第几个字符", "the column in characters")),
        ("sheet", or_null(&text()), ("工作表", "the sheet")),
        ("table", place(), ("第几个表", "the table's number")),
        ("cell", or_null(&json!({ "type": "string", "pattern": "^[A-Z]+[1-9][0-9]*$" })), ("单元格", "the cell's A1 name")),
        ("row", list(&text()), ("行标签，由外到内", "row labels, outermost first")),
        ("col", list(&text()), ("列标签，由外到内", "column labels, outermost first")),
        ("paragraph", place(), ("Word 中的第几段", "the paragraph's number in a Word document")),
    ];
    object(&fields, lang)
}

const PATH: (&str, &str) = ("文件，照所给的写法", "the file, as given");

fn word<'a>(words: (&'a str, &'a str), lang: Lang) -> &'a str {
    if lang == Lang::Zh { words.0 } else { words.1 }
}

/// Every field is always there.
fn object(fields: &[Field], lang: Lang) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, ..)| *name).collect();
    let property = |(name, value, words): &Field| {
        // Beside a reference a description stands as well as beside a type.
        let mut value = value.clone();
        value["description"] = json!(word(*words, lang));
        ((*name).to_owned(), value)
    };
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn fingerprint() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" })
}

fn words(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn or_null(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}
