//! The source of the generated programs, for cold builds and for sizes. Depends
//! on `source` for the declarations; writes no file.

use std::fmt::Write as _;

use crate::{
    names::{capitalised, letters},
    source::{Lock, Shape, Subject, declaration},
};

/// A program with one struct of five `f64` fields, and nothing else.
pub(crate) fn single(subject: Subject) -> String {
    let declaration = declaration(subject, Shape::Literal, 0);
    format!("//! Generated; see benches/README.md.\n{declaration}fn main() {{}}\n")
}

/// A program that declares and records so many events of five `f64` fields.
pub(crate) fn recording(events: usize) -> String {
    let mut out = String::from("//! Generated; see benches/README.md.\n");
    out += "use telemetry_core::{Recorder, journal::Journal};\n";
    let mut calls = String::new();
    for index in 0..events {
        let letters = letters(index);
        out += &declaration(Subject::Ours(Lock::Absent), Shape::Literal, index);
        out += &recording_function(index);
        let _ = writeln!(calls, "record_{letters}(&journal, value);");
    }
    // What the compiler cannot know, so that it computes nothing in advance.
    let value = "let value = std::env::args().count() as f64;";
    let end = "println!(\"{value} {:?}\", journal.losses());";
    let _ = writeln!(
        out,
        "fn main() {{\nlet journal = Journal::in_memory(1000);\n{value}\n\
         if value > 1e9 {{ Recorder::<Always>::new(&journal).record(Always {{ value }}); }}\n\
         {calls}{end}\n}}\n{ALWAYS}"
    );
    out
}

/// One event is in every program, so that the recorder's own code is not
/// counted as part of the events.
const ALWAYS: &str = "/// An event that is always there.\n\
    #[telemetry_core::telemetry_event(feature = \"search\", action = \"always\", \
    owner = \"search-team\", purpose = \"product-improvement\")]\n\
    struct Always {\n/// A number.\nvalue: f64,\n}\n";

/// A function of its own for each event, as the features of a real program.
fn recording_function(index: usize) -> String {
    let (letters, name) = (letters(index), capitalised(index));
    let fields: String = Shape::Literal.keys().map(|key| format!("{key}: value, ")).collect();
    format!(
        "#[inline(never)]\nfn record_{letters}(journal: &Journal, value: f64) {{\n\
         Recorder::<Step{name}>::new(journal).record(Step{name} {{ {fields} }});\n}}\n"
    )
}
