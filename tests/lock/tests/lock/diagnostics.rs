//! What the compiler said, as cargo passes it on.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// What came of a build.
pub(crate) struct Output {
    pub(crate) success: bool,
    pub(crate) errors: Vec<Diagnostic>,
    /// The library that was built, by a build.
    pub(crate) library: Option<PathBuf>,
    /// What cargo itself said.
    pub(crate) said: String,
}

/// One error.
#[derive(Debug)]
pub(crate) struct Diagnostic {
    /// The module that it is about: the name of its file.
    pub(crate) module: String,
    pub(crate) line: usize,
    /// The tokens at which it is shown.
    pub(crate) tokens: String,
    pub(crate) message: String,
}

impl Output {
    /// All messages in one text, for a test that failed.
    pub(crate) fn text(&self) -> String {
        let errors: Vec<String> = self.errors.iter().map(|it| format!("{it:?}")).collect();
        format!("{}\n{}", errors.join("\n"), self.said)
    }

    pub(crate) fn expect_success(&self) {
        assert!(self.success, "{}", self.text());
    }

    /// Checks that the build failed with an error that says all of this.
    pub(crate) fn expect_failure(&self, said: &[&str]) {
        assert!(!self.success, "it compiles");
        let says = |it: &Diagnostic| said.iter().all(|said| it.message.contains(said));
        assert!(self.errors.iter().any(says), "{said:?} is not in {}", self.text());
    }
}

/// The messages of cargo, one document a line.
pub(crate) fn read(lines: &str, said: String) -> Output {
    let mut output = Output { success: false, errors: Vec::new(), library: None, said };
    let documents = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for document in documents {
        match document["reason"].as_str() {
            Some("build-finished") => output.success = document["success"] == true,
            Some("compiler-artifact") => output.library = library(&document).or(output.library),
            Some("compiler-message") => output.errors.extend(error(&document["message"])),
            _ => {}
        }
    }
    output
}

/// That of the package itself: one that it depends on may be ready later.
fn library(document: &Value) -> Option<PathBuf> {
    document["target"]["name"].as_str().filter(|name| name.starts_with("lock_"))?;
    let files = document["filenames"].as_array()?.iter().filter_map(Value::as_str);
    files.map(PathBuf::from).find(|file| file.extension().is_some_and(|it| it == "rlib"))
}

fn error(message: &Value) -> Option<Diagnostic> {
    if message["level"] != "error" {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let span = written(spans.iter().find(|span| span["is_primary"] == true)?);
    Some(Diagnostic {
        module: Path::new(span["file_name"].as_str()?).file_stem()?.to_string_lossy().into_owned(),
        line: usize::try_from(span["line_start"].as_u64()?).ok()?,
        tokens: tokens(span),
        message: message["message"].as_str()?.to_owned(),
    })
}

/// The place in the package's own code: what a macro wrote is shown where the
/// macro was called.
fn written(span: &Value) -> &Value {
    let own = span["file_name"].as_str().is_some_and(|file| file.starts_with("src/"));
    match &span["expansion"] {
        Value::Object(expansion) if !own => written(&expansion["span"]),
        _ => span,
    }
}

/// The marked part of the first line.
fn tokens(span: &Value) -> String {
    let Some(line) = span["text"].as_array().and_then(|lines| lines.first()) else {
        return String::new();
    };
    let at = |name: &str| line[name].as_u64().map_or(1, |column| column as usize) - 1;
    let (start, end) = (at("highlight_start"), at("highlight_end"));
    let text = line["text"].as_str().unwrap_or_default().chars();
    text.skip(start).take(end.saturating_sub(start)).collect()
}
