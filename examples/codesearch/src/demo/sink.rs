//! Reads what the gateway stored, as any tool can: one JSON event a line.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The files of the gateway's sink, read as they grow.
#[derive(Debug)]
pub(crate) struct Sink {
    directory: PathBuf,
    /// How far each file was read.
    read: HashMap<PathBuf, u64>,
    /// How often each id stands in the files.
    ids: HashMap<String, u32>,
}

impl Sink {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory, read: HashMap::new(), ids: HashMap::new() }
    }

    /// Reads what was added.
    pub(crate) fn refresh(&mut self) -> std::io::Result<()> {
        for file in files_below(&self.directory)? {
            self.read_on(&file)?;
        }
        Ok(())
    }

    /// How many events are stored.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// How often this event is stored.
    pub(crate) fn times(&self, id: &str) -> u32 {
        self.ids.get(id).copied().unwrap_or(0)
    }

    fn read_on(&mut self, path: &Path) -> std::io::Result<()> {
        let offset = self.read.entry(path.to_owned()).or_default();
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(*offset))?;
        let mut lines = BufReader::new(file);
        let mut line = String::new();
        while lines.read_line(&mut line)? > 0 {
            // The gateway may be in the middle of a line.
            if !line.ends_with('\n') {
                break;
            }
            *offset += line.len() as u64;
            let event: serde_json::Value = serde_json::from_str(&line)?;
            if let Some(id) = event.get("id").and_then(|id| id.as_str()) {
                *self.ids.entry(id.to_owned()).or_default() += 1;
            }
            line.clear();
        }
        Ok(())
    }
}

fn files_below(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        let entries = match fs::read_dir(&next) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ndjson") {
                files.push(path);
            }
        }
    }
    Ok(files)
}
