//! The events of several files as those of one program.

use std::{collections::BTreeMap, path::PathBuf};

use telemetry_schema::EventSchema;

use super::unite::{Disagreement, unite};

/// Which declaration it is: feature, action, and who declares it.
type Name = (String, String, String);

/// A declaration as one file has it, as often as that file has it.
type Copies = (usize, Vec<EventSchema>);

/// Every declaration once: the library that is linked into a program is the same
/// declaration once more, and with other features it has more or fewer fields.
/// Two in one file are two.
pub(super) fn of(
    paths: &[PathBuf],
    files: Vec<Vec<EventSchema>>,
) -> (Vec<EventSchema>, Vec<Disagreement>) {
    let mut declarations: BTreeMap<Name, Vec<Copies>> = BTreeMap::new();
    for (file, events) in files.into_iter().enumerate() {
        for event in events {
            let name = (event.feature.clone(), event.action.clone(), event.declared_by.clone());
            let known = declarations.entry(name).or_default();
            match known.last_mut().filter(|(last, _)| *last == file) {
                Some((_, copies)) => copies.push(event),
                None => known.push((file, vec![event])),
            }
        }
    }
    let (mut union, mut disagreements) = (Vec::new(), Vec::new());
    for copies in declarations.into_values() {
        let most = copies.iter().max_by_key(|(_, events)| events.len());
        match most {
            Some((_, twice)) if twice.len() > 1 => union.extend_from_slice(twice),
            _ => union.extend(once(paths, copies, &mut disagreements)),
        }
    }
    (union, disagreements)
}

/// What all files together say of one declaration.
fn once(
    paths: &[PathBuf],
    copies: Vec<Copies>,
    disagreements: &mut Vec<Disagreement>,
) -> Option<EventSchema> {
    let each = |(file, events): Copies| events.into_iter().map(move |event| (file, event));
    let mut builds = copies.into_iter().flat_map(each);
    let (first, mut union) = builds.next()?;
    for (file, event) in builds {
        match unite(&union, &event) {
            Ok(united) => union = united,
            Err(difference) => {
                disagreements.push(difference.between(&event, &paths[first], &paths[file]));
            }
        }
    }
    Some(union)
}

#[cfg(test)]
mod tests {
    use super::*;
    use telemetry_schema::{FieldSchema, Kind, Privacy, Purpose};

    fn event(action: &str) -> EventSchema {
        EventSchema::new("search", action, Purpose::Reliability)
    }

    fn with(keys: &[&str], absent: &[&str]) -> EventSchema {
        let field = |key: &&str| FieldSchema::new(*key, Privacy::Metadata, Kind::U32);
        EventSchema {
            fields: keys.iter().map(field).collect(),
            absent_keys: absent.iter().map(|key| (*key).to_owned()).collect(),
            ..event("shown")
        }
    }

    fn union(files: Vec<Vec<EventSchema>>) -> (Vec<EventSchema>, Vec<Disagreement>) {
        let paths: Vec<PathBuf> = (0..files.len()).map(|at| format!("file{at}").into()).collect();
        of(&paths, files)
    }

    #[test]
    fn a_declaration_counts_as_often_as_in_one_file() {
        let library = || vec![event("shown")];
        let program = || vec![event("failed"), event("shown")];
        assert_eq!(union(vec![library(), program(), library()]).0.len(), 2);
        assert_eq!(union(vec![library(), vec![event("shown"), event("shown")]]).0.len(), 2);
        let other = EventSchema { declared_by: "other::Shown".to_owned(), ..event("shown") };
        assert_eq!(union(vec![library(), vec![other]]).0.len(), 2);
    }

    #[test]
    fn what_one_build_has_is_not_absent() {
        let first = with(&["a_count", "c_count"], &["b_count", "x_count"]);
        let second = with(&["a_count", "b_count"], &["c_count", "x_count"]);
        let both = with(&["a_count", "b_count", "c_count"], &["x_count"]);
        let (events, disagreements) = union(vec![vec![first], vec![second]]);
        assert_eq!((events, disagreements.len()), (vec![both], 0));
    }

    #[test]
    fn two_builds_that_disagree_are_both_named() {
        let first = with(&["a_count"], &[]);
        let mut second = first.clone();
        second.fields[0].kind = Kind::U64;
        let (_, disagreements) = union(vec![vec![first], vec![second]]);
        let text = disagreements[0].to_string();
        for said in ["(search, shown)", "`a_count`", "\"u32\"", "\"u64\"", "file0", "file1"] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    }
}
