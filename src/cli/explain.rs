//! `crossfoot explain`.

use crate::cli::args::Explain;
use crate::cli::config;
use crate::cli::exit;
use crate::cli::terminal::Terminal;
use crate::phrase::Phrase;
use crate::report::{explain, one_line};
use crate::rules::RuleSet;

/// Explains a rule; gives the exit code.
pub(crate) fn run(args: &Explain, terminal: &mut Terminal) -> u8 {
    let loaded = match config::load(&args.setup, terminal.lang) {
        Ok(loaded) => loaded,
        Err(words) => {
            terminal.tell(&words);
            return exit::USAGE;
        }
    };
    let (lang, rules) = (loaded.lang(), loaded.rules);
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
    config::unknown_rule(name, &rules.rules().map(|rule| rule.id.as_str()).collect::<Vec<_>>())
}
