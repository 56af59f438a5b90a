//! The language of the environment.

use crate::phrase::Lang;

/// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides, as POSIX has it; Chinese for `zh…`, else English.
pub(crate) fn from_environment(get: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| get(name)).find(|value| !value.is_empty());
    if locale.is_some_and(|locale| locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"))) { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::from_environment;
    use crate::phrase::Lang;

    #[test]
    fn the_first_that_is_set_decides() {
        let lang = |pairs: &'static [(&str, &str)]| from_environment(|name| pairs.iter().find(|p| p.0 == name).map(|p| p.1.to_owned()));
        assert_eq!(lang(&[]), Lang::En);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(lang(&[("LANG", "C"), ("LC_MESSAGES", "zh_TW"), ("LC_ALL", "")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "中")]), Lang::En);
    }
}
