//! The lock of an earlier revision, from git.
//!
//! Git is asked for the names and the content of the files; the working tree is
//! not touched.

use std::{
    ffi::OsStr,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
};

use telemetry_schema::lock::{LOCK_FOLDER, LockedFeature};

use crate::{
    error::CommandError,
    lockfiles::{LockFiles, feature_of},
};

/// The lock as it was in this revision; empty if it had none.
pub(super) fn read(root: &Path, revision: &str) -> Result<LockFiles, CommandError> {
    let unreadable = |problem: String| CommandError::Revision {
        revision: revision.to_owned(),
        problem: problem.trim().to_owned(),
    };
    let files = files(root, revision).map_err(unreadable)?;
    let ids: String = files.iter().map(|(id, _)| format!("{id}\n")).collect();
    let texts = git(root, ["cat-file", "--batch"], ids).map_err(unreadable)?;
    let mut rest = texts.as_slice();
    let mut lock = LockFiles::default();
    for (_, feature) in &files {
        let damaged = || unreadable(format!("git does not give the lock of `{feature}`"));
        let text = next_text(&mut rest).ok_or_else(damaged)?;
        lock.add(feature, text, LockedFeature::read)?;
    }
    Ok(lock)
}

/// The object and the feature of each file of the lock.
fn files(root: &Path, revision: &str) -> Result<Vec<(String, String)>, String> {
    let folder = format!("{LOCK_FOLDER}/");
    let arguments = ["ls-tree", "-z", "--end-of-options", revision, &folder];
    let listed = git(root, arguments, String::new())?;
    let listed = String::from_utf8_lossy(&listed);
    // `100644 blob <id><tab><path>`
    let file = |entry: &str| {
        let (facts, path) = entry.split_once('\t')?;
        let id = facts.strip_prefix("100644 blob ")?;
        let feature = feature_of(path.strip_prefix(&folder)?)?;
        Some((id.to_owned(), feature.to_owned()))
    };
    Ok(listed.split('\0').filter_map(file).collect())
}

/// The text of the next object: `<id> blob <size>`, a line break, that many
/// bytes, a line break.
fn next_text(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&rest[..end]).ok()?;
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let text = rest.get(end + 1..)?.get(..size)?;
    *rest = rest.get(end + 1 + size + 1..)?;
    String::from_utf8(text.to_vec()).ok()
}

/// What git says to this input, or why it says nothing.
fn git<'a>(
    root: &Path,
    arguments: impl IntoIterator<Item = &'a str>,
    input: String,
) -> Result<Vec<u8>, String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(arguments.into_iter().map(OsStr::new));
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().map_err(|error| format!("git cannot be run: {error}"))?;
    let mut stdin = child.stdin.take().expect("it is piped");
    let output: Output = thread::scope(|scope| {
        // Git answers while it is asked. That it takes nothing more shows in
        // its status.
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        child.wait_with_output()
    })
    .map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
