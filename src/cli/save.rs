//! Writing a file so that a reader finds the old one or the whole new one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Writes to a file beside `path` and puts it in place when it is complete. What is no ordinary file (a pipe, a device) is written
/// directly.
///
/// # Errors
/// Those of the system; what stood at `path` is then unchanged.
pub(crate) fn save(path: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        return fill(OpenOptions::new().write(true).open(path)?, write);
    }
    // A link stays a link: what it leads to is replaced.
    let target = if known.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let (temporary, file) = beside(&target)?;
    let done = fill(file, write)
        .and_then(|()| known.map_or(Ok(()), |known| fs::set_permissions(&temporary, known.permissions())))
        .and_then(|()| fs::rename(&temporary, &target));
    if done.is_err() {
        // The error that stopped it says more than one about the rest.
        let _ = fs::remove_file(&temporary);
    }
    done
}

fn fill(file: File, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// A new file in the same folder, so that it can be renamed into place.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))?;
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..100 {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let temporary = path.with_file_name(hidden);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::save;
    use std::fs;
    use std::io;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("crossfoot-save-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("a.txt");
        save(&path, |out| out.write_all(b"old")).expect("written");
        save(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more room"))
        })
        .expect_err("the writer fails");
        assert_eq!(fs::read(&path).expect("there"), b"old");
        save(&path, |out| out.write_all(b"new")).expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"new");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "no temporary file stays");
        assert!(save(&folder.join("no/such"), |_| Ok(())).is_err());
        fs::remove_dir_all(folder).expect("the folder goes");
    }
}
