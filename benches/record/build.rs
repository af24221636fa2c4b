//! Writes the events of the growth: as many types of five numbers as a large
//! program has, and one type for each number of fields.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// As many as the largest program of the plot declares.
const TYPES: usize = 2000;
/// How many are recorded by one call through a pointer.
const GROUP: usize = 10;
/// How many fields the types have that differ in this.
const FIELDS: [usize; 8] = [1, 5, 10, 20, 30, 40, 50, 60];
/// No vowels, so that no word comes out that a rule about names could know.
const LETTERS: [char; 10] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n'];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let mut source = String::new();
    types(&mut source)?;
    for fields in FIELDS {
        widths(&mut source, fields)?;
    }
    widths_table(&mut source)?;
    fs::write(Path::new(&out).join("generated.rs"), source)?;
    Ok(())
}

fn letters(index: usize) -> String {
    [1000, 100, 10, 1].map(|power| LETTERS[index / power % 10]).iter().collect()
}

fn declaration(out: &mut String, name: &str, action: &str, fields: usize) -> std::fmt::Result {
    writeln!(
        out,
        "/// A step of a search was taken: {action}.\n\
         #[telemetry_event(feature = \"bench.growth\", action = \"{action}\", \
         owner = \"search-team\", purpose = \"product-improvement\")]\n\
         struct {name} {{"
    )?;
    for field in 0..fields {
        let key = key(field);
        writeln!(out, "/// The score {key}.\n{key}: f64,")?;
    }
    out.push_str("}\n");
    Ok(())
}

/// Short, because sixty fields with long keys are too much for one event.
fn key(field: usize) -> String {
    format!("s{}", &letters(field)[2..])
}

/// `Name { bb: numbers[0], … }`
fn value(name: &str, fields: usize) -> String {
    let field = |field| format!("{}: numbers[{field}]", key(field));
    let fields: Vec<_> = (0..fields).map(field).collect();
    format!("{name} {{ {} }}", fields.join(", "))
}

/// Each type is recorded in a function of its own, as in the features of a
/// program; beside it stands the same with the floor.
fn types(out: &mut String) -> std::fmt::Result {
    let mut recorders = String::new();
    for index in 0..TYPES {
        let (name, letters) = (format!("Step{index}"), letters(index));
        declaration(out, &name, &format!("step-{letters}"), 5)?;
        writeln!(recorders, "step_{index}: Recorder<{name}>,")?;
        writeln!(
            out,
            "#[inline(never)]\nfn record_{index}(recorders: &Recorders, numbers: [f64; 5]) {{\n\
             recorders.step_{index}.record({});\n}}\n\
             #[inline(never)]\nfn floor_{index}(numbers: [f64; 5]) {{\n\
             floor::write({index}, numbers);\n}}",
            value(&name, 5)
        )?;
    }
    writeln!(out, "/// One of each.\npub(crate) struct Recorders {{\n{recorders}}}")?;
    out.push_str("impl Recorders {\npub(crate) fn new(journal: &Journal) -> Self {\nSelf {\n");
    (0..TYPES).try_for_each(|it| writeln!(out, "step_{it}: Recorder::new(journal),"))?;
    out.push_str("}\n}\n}\n");
    groups(out)
}

fn groups(out: &mut String) -> std::fmt::Result {
    let mut tables = [String::new(), String::new()];
    for group in 0..TYPES / GROUP {
        let members = group * GROUP..(group + 1) * GROUP;
        writeln!(out, "fn records_{group}(recorders: &Recorders, index: usize) {{")?;
        members
            .clone()
            .try_for_each(|it| writeln!(out, "record_{it}(recorders, numbers(index));"))?;
        writeln!(out, "}}\nfn floors_{group}(_: &Recorders, index: usize) {{")?;
        members.clone().try_for_each(|it| writeln!(out, "floor_{it}(numbers(index));"))?;
        out.push_str("}\n");
        write!(tables[0], "records_{group}, ")?;
        write!(tables[1], "floors_{group}, ")?;
    }
    for (name, table) in ["RECORDS", "FLOORS"].iter().zip(tables) {
        writeln!(out, "pub(crate) static {name}: [Group; {}] = [{table}];", TYPES / GROUP)?;
    }
    writeln!(
        out,
        "fn record_one(recorders: &Recorders, index: usize) {{\n\
         record_0(recorders, numbers(index));\n}}\n\
         fn floor_one(_: &Recorders, index: usize) {{\nfloor_0(numbers(index));\n}}\n\
         pub(crate) static RECORD_ONE: [Group; 1] = [record_one];\n\
         pub(crate) static FLOOR_ONE: [Group; 1] = [floor_one];\n\
         pub(crate) const GROUP: usize = {GROUP};"
    )
}

fn widths(out: &mut String, fields: usize) -> std::fmt::Result {
    let name = format!("Wide{fields}");
    declaration(out, &name, &format!("wide-{}", letters(fields)), fields)?;
    writeln!(
        out,
        "#[inline(never)]\nfn floor_wide_{fields}(count: usize) {{\n\
         (0..count).for_each(|index| floor::write({fields}, wide::<{fields}>(index)));\n}}\n\
         fn wide_{fields}(journal: &Journal) -> Loop {{\n\
         let recorder = Recorder::<{name}>::new(journal);\n\
         Box::new(move |count| (0..count).for_each(|index| {{\n\
         let numbers = wide::<{fields}>(index);\n\
         recorder.record({});\n}}))\n}}",
        value(&name, fields)
    )
}

fn widths_table(out: &mut String) -> std::fmt::Result {
    writeln!(out, "pub(crate) static WIDTHS: [Width; {}] = [", FIELDS.len())?;
    for fields in FIELDS {
        writeln!(
            out,
            "Width {{ fields: {fields}, ours: wide_{fields}, floor: floor_wide_{fields} }},"
        )?;
    }
    out.push_str("];\n");
    Ok(())
}
