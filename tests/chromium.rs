//! The marked page of a hostile report in a real browser, where one is found: nothing of the report runs, nothing is fetched. The report
//! itself is opened too, to see that its traps would have sprung.
#![cfg(feature = "cli")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, thread};

/// What would run, load or navigate; `URL` stands for a server of the test.
const HOSTILE: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>2019</title><base href="URL/base/">
<link rel="stylesheet" href="URL/a.css"><style>@import url(URL/b.css); body { background: url(URL/c.png) }</style>
<script src="URL/d.js"></script><script>document.documentElement.setAttribute('data-sprung', 'script')</script></head>
<body onload="document.documentElement.setAttribute('data-sprung', 'load')" style="background: url(URL/e.png)">
<img src="URL/f.png" onerror="document.documentElement.setAttribute('data-sprung', 'error')"><iframe src="URL/g"></iframe>
<svg onload="document.documentElement.setAttribute('data-sprung', 'svg')"><image href="URL/h.png"/></svg><object data="URL/i"></object>
<template><img src="URL/j.png"></template><embed src="URL/k"><video src="URL/l" poster="URL/m"></video>
<table><caption>&lt;/caption&gt;&lt;img src="URL/n" onerror="document.documentElement.setAttribute('data-sprung', 'caption')"&gt;</caption>
<tr><th>&lt;/script&gt;&lt;script&gt;document.documentElement.setAttribute('data-sprung', 'text')&lt;/script&gt;</th><th>甲</th><th>合计</th></tr>
<tr><th>"&gt;&lt;img src=URL/o&gt;</th><td>1</td><td>1</td></tr><tr><th>乙</th><td>2</td><td>3</td></tr><tr><th>合计</th><td>3</td><td>9</td></tr></table>
<p>要交的材料由1232项缩减到707项，缩减率为41.64%。</p></body></html>"#;

/// Says so past the test runner's capture, which hides what a passing test prints.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    folders.iter().flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}

/// The document after its scripts ran, as the browser has it.
fn opened(browser: &Path, page: &Path, profile: &Path) -> String {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--virtual-time-budget=3000",
            "--timeout=5000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--dump-dom".to_owned(), format!("file://{}", page.display())])
        .output()
        .expect("the browser starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A server that has nothing and counts who asks; it ends with the test.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (url, calls)
}

#[test]
fn a_hostile_report_runs_and_fetches_nothing_in_a_browser() {
    let Some(browser) = browser() else {
        skipped("there is no Chromium on the path");
        return;
    };
    let (url, calls) = server();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium");
    fs::create_dir_all(&folder).expect("a folder");
    let (report, page) = (folder.join("report.html"), folder.join("page.html"));
    fs::write(&report, HOSTILE.replace("URL", &url)).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(["check", "report.html", "--no-config", "-o", "html=page.html"])
        .current_dir(&folder)
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(1), "the traps do not hide the wrong total: {}", String::from_utf8_lossy(&output.stderr));

    let marked = opened(&browser, &page, &folder.join("profile"));
    if !marked.contains("class=\"findings\"") {
        skipped("the browser opens no pages here");
        return;
    }
    assert!(marked.contains("data-ready"), "our own script runs");
    assert!(!marked.contains("data-sprung="), "{marked}");
    assert_eq!(calls.load(Ordering::SeqCst), 0, "the marked page fetches nothing");

    let own = opened(&browser, &report, &folder.join("profile"));
    assert!(own.contains("data-sprung="), "the report itself does run: {own}");
    assert!(calls.load(Ordering::SeqCst) > 0, "the report itself does fetch");
}
