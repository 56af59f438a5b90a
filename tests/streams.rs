//! Every subcommand with a reader that stops early, with nobody who listens, without colour, and with odd file names: no panic, the right exit code.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Every subcommand, and the exit code it has by itself.
const COMMANDS: [(&[&str], i32); 25] = [
    (&["check", "fixtures/county/clean.html", "-v"], 1),
    (&["check", "fixtures/county/clean.html", "--format", "json"], 1),
    (&["check", "fixtures/county/report.xlsx", "--format", "sarif"], 1),
    (&["check", "fixtures/county/clean.html", "-o", "html"], 1),
    (&["check", "fixtures/county/clean.html", "--statistics"], 1),
    (&["check", "fixtures/county-fixed/clean.html"], 0),
    (&["check", "no-such-file.html", "fixtures/county-fixed/clean.html"], 3),
    (&["inspect", "fixtures/county/clean.html"], 0),
    (&["inspect", "fixtures/county/clean.html", "--stage", "coverage"], 0),
    (&["explain", "change-rate"], 0),
    (&["explain", "fixtures/county/clean.html:84:35"], 0),
    (&["baseline", "write", "fixtures/county/clean.html", "--baseline", "/dev/null"], 0),
    (&["baseline", "prune", "fixtures/county/clean.html", "--baseline", "/dev/null"], 2),
    (&["rules", "list"], 0),
    (&["rules", "test", "--only", "share"], 0),
    (&["rules", "schema", "config"], 0),
    (&["rules", "schema", "json", "--lang", "zh"], 0),
    // Nothing is written beside what is there.
    (&["rules", "new", "rules/general/share", "--from", "fixtures/county/clean.html"], 2),
    (&["rules", "new", "rules/general/share"], 2),
    (&["check", "fixtures/county/clean.html", "--rules", "src"], 2),
    (&["completions", "bash"], 0),
    (&["man"], 0),
    (&["config"], 0),
    (&["--help"], 0),
    (&["no-such-command"], 2),
];

fn spawn(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().env("LC_ALL", "C");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

#[test]
fn a_reader_that_stops_early_changes_nothing() {
    for (args, code) in COMMANDS {
        let mut child = spawn(args);
        // As `| head -1`: one line, then the pipe is closed.
        let mut line = String::new();
        let _ = BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line);
        let said = child.wait_with_output().expect("it ends");
        assert_eq!(said.status.code(), Some(code), "{args:?}\n{}", String::from_utf8_lossy(&said.stderr));
        assert!(!String::from_utf8_lossy(&said.stderr).contains("panicked"), "{args:?}");
    }
}

#[test]
fn nobody_has_to_listen_to_standard_error() {
    for (args, code) in COMMANDS {
        let mut child = spawn(args);
        drop(child.stderr.take());
        let said = child.wait_with_output().expect("it ends");
        assert_eq!(said.status.code(), Some(code), "{args:?}");
    }
}

#[test]
fn no_colour_where_it_is_not_wanted() {
    for (args, _) in COMMANDS {
        let said = spawn(args).wait_with_output().expect("it ends");
        assert!(!said.stdout.contains(&0x1b), "{args:?}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(["check", "fixtures/county/clean.html", "--color", "always"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let said = command.env_clear().output().expect("it starts");
    assert!(said.stdout.contains(&0x1b), "who asks for colour gets it");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf_8_is_read_in_every_format() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("streams");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let name = std::ffi::OsStr::from_bytes(b"r\xff\xfe.html");
    let page = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county/clean.html")).expect("the fixture");
    fs::write(folder.join(name), page).expect("written");
    for format in ["text", "statistics", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
        let said = command.args(["check", ".", "-o", format]).current_dir(&folder).env_clear().output().expect("it starts");
        assert_eq!(said.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&said.stderr));
        assert!(String::from_utf8(said.stdout).is_ok_and(|text| !text.is_empty()), "{format}");
    }
    let path = |before: &str| {
        let mut joined = std::ffi::OsString::from(before);
        joined.push(name);
        joined
    };
    // Wherever a path stands on the command line.
    let commands = [
        (&["inspect"][..], name.to_owned(), 0),
        (&["explain"], name.to_owned(), 2),
        (&["baseline", "write"], name.to_owned(), 0),
        (&["baseline", "prune"], name.to_owned(), 0),
        (&["check", "nothing.html", "--baseline"], path("b"), 2),
        (&["check", "nothing.html", "--config"], path("c"), 2),
        (&["rules", "list", "--rules"], path("d"), 2),
        (&["rules", "new"], path("mine/"), 2),
        (&["rules", "new", "mine/x", "--from"], path(""), 2),
        (&["check", "nothing.html", "-o"], path("json="), 2),
    ];
    for (command, last, code) in commands {
        let mut started = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
        let said = started.args(command).arg(&last).current_dir(&folder).env_clear().output().expect("it starts");
        let told = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(code), "{command:?} {last:?}: {told}");
        assert!(!told.contains("panicked") && (code == 0 || !told.is_empty()), "{command:?}: {told}");
    }
}

/// In a window of 40 columns: wrapped by the terminal, as no line is made longer than 60.
#[test]
fn a_narrow_window_is_no_fault() {
    use crossfoot::findings::{Outcome, audit};
    use crossfoot::ingest::{Limits, read};
    use crossfoot::phrase::Lang;
    use crossfoot::report::{Format, Options, render};
    use crossfoot::rules::RuleSet;
    let rules = RuleSet::builtin().expect("the built-in rules are sound");
    for file in ["clean.html", "report.xlsx", "report.txt"] {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/county").join(file)).expect("the fixture");
        let document = read(file, bytes.into(), &Limits::default()).expect("a report");
        let outcome = Outcome::new(vec![audit(&document, &rules)]);
        for (lang, width) in [(Lang::Zh, 40), (Lang::En, 40), (Lang::Zh, 1), (Lang::En, 0)] {
            let mut shown = Vec::new();
            render(Format::Text, &outcome, &Options { lang, width, ..Options::default() }, &mut shown).expect("a Vec takes all bytes");
            assert!(String::from_utf8(shown).is_ok_and(|text| text.contains("38")), "{file} {width}");
        }
    }
}

/// In a real terminal of 40 columns, and of 1.
#[cfg(target_os = "linux")]
#[test]
fn a_narrow_terminal_is_no_fault() {
    let program = env!("CARGO_BIN_EXE_crossfoot");
    for columns in ["40", "1"] {
        for (args, code) in COMMANDS {
            let line = format!("stty cols {columns}; {program} {} --lang zh", args.join(" "));
            let line = if args.iter().any(|arg| ["bash", "man", "--help", "--lang"].contains(arg)) {
                line.replace(" --lang zh", "")
            } else {
                line
            };
            let mut script = Command::new("script");
            script.args(["-qec", &line, "/dev/null"]).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
            let Ok(said) = script.env("NO_COLOR", "1").output() else {
                // Past the test runner's capture, which hides what a passing test prints.
                let _ = std::io::Write::write_all(&mut std::io::stderr(), b"SKIPPED: there is no `script`, which lends a terminal\n");
                return;
            };
            let text = String::from_utf8_lossy(&said.stdout);
            assert_eq!(said.status.code(), Some(code), "{columns} {args:?}\n{text}");
            assert!(!text.contains("panicked") && !text.contains("\u{1b}[3"), "{columns} {args:?}\n{text}");
        }
    }
}
