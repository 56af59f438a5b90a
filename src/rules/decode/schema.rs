//! The lists of keys as JSON Schema (draft 2020-12), for editors: completion, what a key means, what is wrong with it.

use serde_json::{Map, Value, json};

use crate::phrase::Lang;
use crate::rules::decode::claim_keys::CLAIM_ACROSS;
use crate::rules::decode::keys::{LEXICON, PACK, RULE};
use crate::rules::decode::shape::{Form, Key, Shape};

/// The schema of rule files.
#[must_use]
pub fn rule_schema(lang: Lang) -> Value {
    let mut schema = document(&RULE, ("crossfoot 的规则", "a rule of crossfoot"), lang);
    // The claims of a rule on two reports know fewer keys.
    schema["if"] = json!({ "required": ["across"] });
    schema["then"] = json!({ "properties": { "claim": form(&Form::Tables(&CLAIM_ACROSS), lang) } });
    schema["else"] = json!({ "properties": { "claim": schema["properties"]["claim"] } });
    schema["properties"]["claim"] = json!({ "description": schema["properties"]["claim"]["description"] });
    schema
}

/// The schema of `pack.toml`.
#[must_use]
pub fn pack_schema(lang: Lang) -> Value {
    document(&PACK, ("crossfoot 的 pack.toml", "the pack.toml of crossfoot"), lang)
}

/// The schema of `lexicon.toml`.
#[must_use]
pub fn lexicon_schema(lang: Lang) -> Value {
    document(&LEXICON, ("crossfoot 的 lexicon.toml", "the lexicon.toml of crossfoot"), lang)
}

/// A whole file's schema.
pub(crate) fn document(shape: &Shape, title: (&str, &str), lang: Lang) -> Value {
    let mut schema = table(shape, lang);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(word(title, lang));
    schema
}

fn word<'a>(words: (&'a str, &'a str), lang: Lang) -> &'a str {
    if lang == Lang::Zh { words.0 } else { words.1 }
}

fn table(shape: &Shape, lang: Lang) -> Value {
    let property = |key: &Key| {
        let mut schema = form(&key.form, lang);
        schema["description"] = json!(word(key.words, lang));
        (key.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = shape.keys.iter().map(property).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    let one = |keys: &&[&str]| json!({ "oneOf": keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>() });
    if !shape.one_of.is_empty() {
        schema["allOf"] = json!(shape.one_of.iter().map(one).collect::<Vec<_>>());
    }
    schema
}

fn form(form: &Form, lang: Lang) -> Value {
    let text = json!({ "type": "string" });
    match form {
        Form::Text => text,
        Form::Like(pattern) => json!({ "type": "string", "pattern": pattern }),
        Form::Words => json!({ "anyOf": [text, { "type": "array", "items": text }] }),
        Form::Phrase => json!({
            "type": "object",
            "properties": { "zh": text, "en": text },
            "required": ["zh", "en"],
            "additionalProperties": false,
        }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Choice(words) => json!({ "type": "string", "enum": words }),
        Form::Choices(words) => {
            let one = json!({ "type": "string", "enum": words });
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Form::Number => json!({ "type": "integer", "minimum": 0 }),
        Form::Count(pattern) => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": pattern }] }),
        Form::Table(shape) => table(shape, lang),
        Form::WordsOr(shape) => json!({ "anyOf": [{ "type": "array", "items": text }, table(shape, lang)] }),
        Form::Tables(shape) => json!({ "type": "array", "items": table(shape, lang) }),
        Form::Named(inner) => json!({ "type": "object", "additionalProperties": self::form(inner, lang) }),
    }
}
