//! `check --watch` with the real command: a change is audited again, in the format asked for.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const WRONG: &str = "## Loans\n\n| | Books |\n|---|---|\n| North | 120 |\n| South | 80 |\n| Total | 190 |\n";
const PATIENCE: Duration = Duration::from_secs(120);

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    fs::write(path.join("report.md"), WRONG).expect("written");
    path
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command.args(args).env_clear().env("LC_ALL", "C").current_dir(dir).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running watch; it ends with the test.
struct Watch {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(send.send(line))));
    lines
}

/// Waits for a line with these words.
fn wait(lines: &Receiver<String>, words: &str) {
    let until = Instant::now() + PATIENCE;
    let mut seen = Vec::new();
    while let Ok(line) = lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if line.contains(words) {
            return;
        }
        seen.push(line);
    }
    assert!(seen.is_empty() && words.is_empty(), "no line with `{words}` came, but {seen:#?}");
}

impl Watch {
    fn start(dir: &Path, args: &[&str]) -> Self {
        let mut child = command(dir, args).spawn().expect("it starts");
        let (out, err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        Self { child, out: lines(out), err: lines(err) }
    }

    /// Waits for words of a report.
    fn sees(&self, words: &str) {
        wait(&self.out, words);
    }

    /// Waits for words beside the report.
    fn is_told(&self, words: &str) {
        wait(&self.err, words);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn reports_rules_and_configuration_are_audited_again_when_they_change() {
    let dir = folder("all");
    let watch = Watch::start(&dir, &["check", ".", "--watch", "--format", "concise", "-o", "csv=out.csv"]);
    watch.sees("report.md:7:11: error[total-mismatch]");
    watch.is_told("waiting for changes");
    fs::write(dir.join("report.md"), WRONG.replace("190", "200")).expect("written");
    watch.is_told("changed: ");
    watch.sees("1 report: nothing found");
    watch.is_told("waiting for changes");
    assert!(!fs::read_to_string(dir.join("out.csv")).expect("the file").contains("total-mismatch"), "the file is written again");
    // A report more.
    fs::write(dir.join("other.md"), WRONG).expect("written");
    watch.sees("other.md:7:11: error[total-mismatch]");
    watch.is_told("waiting for changes");
    // A configuration that was not there, then one with a fault, then it is put right.
    fs::write(dir.join("crossfoot.toml"), "[severity]\ntotal-mismatch = \"warning\"\n").expect("written");
    watch.sees("other.md:7:11: warning[total-mismatch]");
    watch.is_told("waiting for changes");
    fs::write(dir.join("crossfoot.toml"), "[severty]\n").expect("written");
    watch.is_told("unknown key `severty`");
    watch.is_told("waiting for changes");
    fs::create_dir_all(dir.join("mine")).expect("a folder");
    fs::write(dir.join("mine/lexicon.toml"), "[total]\nis = [\"Summe\"]\n").expect("written");
    fs::write(dir.join("crossfoot.toml"), "rules = [\"mine\"]\n").expect("written");
    watch.sees("other.md:7:11: error[total-mismatch]");
    watch.is_told("waiting for changes");
    // A rule folder that only the configuration names.
    fs::write(dir.join("mine/lexicon.toml"), "[totel]\n").expect("written");
    watch.is_told("unknown key `totel`");
}

#[test]
fn it_ends_when_nobody_reads() {
    let dir = folder("closed");
    let mut child = command(&dir, &["check", "report.md", "--watch"]).spawn().expect("it starts");
    drop(child.stdout.take());
    let until = Instant::now() + PATIENCE;
    let code = loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            break status.code();
        }
        assert!(Instant::now() < until, "it goes on for nobody");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(code, Some(1), "the code of the last audit");
}

#[test]
fn what_cannot_be_watched_is_refused_before_the_audit() {
    let dir = folder("refused");
    fs::create_dir_all(dir.join("nothing")).expect("a folder");
    for (args, words) in [
        (&["check", "-", "--watch"][..], "error: --watch cannot watch standard input: name the files\n"),
        (&["check", "report.md", "--watch", "--format", "json"], "error: --watch writes again and again, and json is one whole document: "),
        (&["check", "report.md", "--watch", "-o", "html"], "error: --watch writes again and again, and html is one whole document: "),
        (&["baseline", "write", "report.md", "--watch"], "error: --watch is for check"),
        (&["check", "nothing/", "--watch"], "error: no report found"),
    ] {
        let said = command(&dir, args).output().expect("it starts");
        let words_said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{args:?}: {words_said}");
        assert!(words_said.starts_with(words), "{args:?}: {words_said}");
    }
}
