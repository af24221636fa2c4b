//! The wire contract in its own words: what each field around an event's
//! numbers is, whether it leaves, and why that is safe, read from the comments
//! of `protocol/`. It depends on the compiled descriptors alone; an
//! explanation is never written a second time here.

use std::{collections::HashMap, sync::LazyLock};

use prost_reflect::{DescriptorPool, EnumDescriptor, MessageDescriptor};

use crate::proto;

/// The contract's package and file.
const PACKAGE: &str = "telemetrygateway.v1";

struct Contract {
    event: MessageDescriptor,
    refusals: EnumDescriptor,
    /// The comment of each element of the file, by its path in the descriptor.
    comments: HashMap<Vec<i32>, String>,
}

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    let pool = DescriptorPool::decode(proto::DESCRIPTORS).expect("the build wrote the descriptors");
    let event = pool
        .get_message_by_name(&format!("{PACKAGE}.Event"))
        .expect("the wire contract has an event");
    let refusals = pool
        .get_enum_by_name(&format!("{PACKAGE}.RefusalCode"))
        .expect("the wire contract has codes of refusals");
    let comments = comments(&event);
    Contract { event, refusals, comments }
});

fn comments(event: &MessageDescriptor) -> HashMap<Vec<i32>, String> {
    let file = event.parent_file();
    let locations = file.file_descriptor_proto().source_code_info.iter().flat_map(|i| &i.location);
    locations
        .filter_map(|at| Some((at.path.clone(), joined(at.leading_comments.as_deref()?))))
        .collect()
}

/// A comment of several lines as one.
fn joined(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the contract says about the field of an event at this path, written
/// as in JSON: `source.server.version`. Below a map it is what holds for all
/// of its entries.
pub(super) fn explain(path: &[&str]) -> Option<&'static str> {
    let mut message = CONTRACT.event.clone();
    let mut comment = None;
    for name in path {
        let field = message.get_field_by_json_name(name)?;
        comment = CONTRACT.comments.get(field.path());
        if field.is_map() {
            break;
        }
        if let Some(inner) = field.kind().as_message() {
            message = inner.clone();
        }
    }
    comment.map(String::as_str)
}

/// What this code of a refusal means.
pub(super) fn explain_refusal(code: i32) -> Option<&'static str> {
    let value = CONTRACT.refusals.get_value(code)?;
    CONTRACT.comments.get(value.path()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_an_event_is_explained() {
        fn visit(message: &MessageDescriptor, path: &mut Vec<String>) {
            for field in message.fields() {
                path.push(field.json_name().to_owned());
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                let text = explain(&names);
                assert!(text.is_some_and(|text| !text.is_empty()), "{names:?}");
                if let Some(inner) = field.kind().as_message()
                    && !field.is_map()
                    && inner.package_name() == PACKAGE
                {
                    visit(inner, path);
                }
                path.pop();
            }
        }
        visit(&CONTRACT.event, &mut Vec::new());
    }

    #[test]
    fn every_refusal_is_explained() {
        for value in CONTRACT.refusals.values() {
            assert!(explain_refusal(value.number()).is_some(), "{}", value.name());
        }
        assert_eq!(explain_refusal(-1), None);
    }

    #[test]
    fn an_unknown_field_is_not_explained() {
        assert_eq!(explain(&["shoeSize"]), None);
        assert_eq!(explain(&["user", "name"]), None);
    }
}
