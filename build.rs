//! Embeds every file under `rules/` in the binary: adding the file registers the rule.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("rules");
    let mut files = Vec::new();
    for pack in sorted(&root)? {
        if pack.is_dir() {
            files.extend(sorted(&pack)?.into_iter().filter(|f| f.extension().is_some_and(|e| e == "toml")));
        }
    }
    let mut out = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        writeln!(out, "    (\"rules/{name}\", include_str!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    out.push_str("]\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("builtin_rules.rs"), out)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    Ok(entries)
}
