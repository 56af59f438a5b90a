//! `crossfoot explain`.

use crate::cli::args::Explain;
use crate::cli::exit;
use crate::cli::rule_files;
use crate::cli::terminal::Terminal;
use crate::phrase::{Lang, Phrase};
use crate::report::{explain, one_line};
use crate::rules::{RuleSet, suggestion};

/// Explains a rule; gives the exit code.
pub(crate) fn run(args: &Explain, terminal: &mut Terminal) -> u8 {
    let lang = args.lang.map_or(terminal.lang, Lang::from);
    let rules = match rule_files::load(&args.rules, lang) {
        Ok(rules) => rules,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let Some(rule) = rules.rule(&args.rule) else {
        terminal.tell(&one_line(&unknown(&args.rule, &rules), lang));
        return exit::USAGE;
    };
    match terminal.write(explain(rule, lang).as_bytes()) {
        Ok(()) => exit::CLEAN,
        Err(error) => {
            terminal.tell(&one_line(
                &Phrase::new(format!("错误：无法写出结果：{error}"), format!("error: cannot write the result: {error}")),
                lang,
            ));
            exit::USAGE
        }
    }
}

fn unknown(name: &str, rules: &RuleSet) -> Phrase {
    let known: Vec<&str> = rules.rules().map(|rule| rule.id.as_str()).collect();
    let (zh, en) = suggestion(name, &known);
    Phrase::new(format!("错误：没有名为“{name}”的规则；{zh}"), format!("error: no rule is named `{name}`; {en}"))
}
