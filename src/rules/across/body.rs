//! The name of a reporting body, as compared between reports.

/// Words that may stand around a body's name in a title.
const LEADS: [&str; 5] = ["关于", "公布", "发布", "印发", "公开"];
const TAILS: [&str; 7] = ["关于", "公布", "发布", "印发", "的", "本级", "部门"];
/// How words begin that name no body by its own name.
const OWN: [&str; 17] =
    ["我", "该", "各", "其他", "年度", "本机", "本市", "本县", "本区", "本省", "本局", "本单", "全市", "全县", "全区", "全省", "全镇"];

/// The body that `words` name: without the words around it and without 人民政府, so that 青溪县 and 青溪县人民政府 are one.
/// `None` where they name none that could be told from another.
pub(super) fn body(words: &str) -> Option<String> {
    let mut name = words;
    // 青溪县人民政府办公室关于青溪县: the latter is spoken of.
    if let Some((_, rest)) = name.rsplit_once("关于").filter(|(_, rest)| rest.chars().count() > 1) {
        name = rest;
    }
    while let Some(rest) = LEADS.iter().find_map(|lead| name.strip_prefix(lead)) {
        name = rest;
    }
    while let Some(rest) = TAILS.iter().find_map(|tail| name.strip_suffix(tail)) {
        name = rest;
    }
    let government = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府"));
    // Its office is another body, whose name is written in several ways: 青溪县政府办, 青溪县人民政府办公室.
    let mut whole = government.unwrap_or(name).replace("人民政府", "政府");
    if whole.ends_with("政府办") {
        whole.push_str("公室");
    }
    name = &whole;
    // 市中区 is a place, 市教育局 could be any city's.
    let placeless = name.starts_with(['市', '县', '区', '省']) && name.chars().nth(2) != Some('区');
    let own = placeless || OWN.iter().any(|word| name.starts_with(word));
    let page = ["年报", "报告", "信息公开", "首页", "专栏", "目录"].iter().any(|word| name.contains(word));
    (name.chars().count() > 1 && !own && !page).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn the_words_around_a_name_go() {
        for (words, name) in [
            ("青溪县人民政府", "青溪县"),
            ("青溪县", "青溪县"),
            ("青溪县政府", "青溪县"),
            ("青溪县人民政府办公室", "青溪县政府办公室"),
            ("青溪县政府办", "青溪县政府办公室"),
            ("关于青溪县教育局", "青溪县教育局"),
            ("青溪县教育局关于", "青溪县教育局"),
            ("青溪县人民政府办公室关于青溪县", "青溪县"),
            ("本溪市人民政府", "本溪市"),
            ("市中区人民政府", "市中区"),
        ] {
            assert_eq!(body(words).as_deref(), Some(name), "{words}");
        }
        for none in ["", "我市", "全县", "县教育局", "人民政府", "部门年报", "政府信息公开"] {
            assert_eq!(body(none), None, "{none}");
        }
    }
}
