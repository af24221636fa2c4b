//! The wire contract as a model for the pages: messages, fields and comments.
//!
//! The contract is part of the command, which can therefore write its reference
//! in any workspace. Only names and comments are read here; who fills a field
//! of it, and with what, is said in [`strings`](super::strings).

use std::collections::BTreeMap;

use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    field_descriptor_proto::{Label, Type},
};

/// The files, the one of the messages that leave first.
const FILES: [(&str, &str); 3] = [
    (
        "telemetrygateway/v1/telemetrygateway.proto",
        include_str!("../../../protocol/telemetrygateway/v1/telemetrygateway.proto"),
    ),
    ("telemetry/v1/schema.proto", include_str!("../../../protocol/telemetry/v1/schema.proto")),
    ("telemetry/v1/options.proto", include_str!("../../../protocol/telemetry/v1/options.proto")),
];

/// The files of the contract.
pub(super) struct Wire {
    pub(super) files: Vec<File>,
}

/// One file.
pub(super) struct File {
    pub(super) path: &'static str,
    pub(super) package: String,
    pub(super) comment: String,
    pub(super) blocks: Vec<Block>,
}

/// A service, message, enum or extension, with its members.
pub(super) struct Block {
    pub(super) kind: &'static str,
    /// Within its package, with the messages around it.
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) members: Vec<Member>,
}

/// A method, a field or a value.
pub(super) struct Member {
    pub(super) name: String,
    /// None of a method.
    pub(super) number: Option<i32>,
    /// As it is written; empty of a value.
    pub(super) form: String,
    pub(super) comment: String,
}

impl Wire {
    /// Reads what is part of the command.
    pub(super) fn read() -> Self {
        let file = |(path, text)| {
            let file = protox_parse::parse(path, text);
            File::of(path, &file.expect("the contract was compiled before it was embedded"))
        };
        Self { files: FILES.map(file).into() }
    }

    /// The blocks of the messages that an instance sends.
    pub(super) fn sent(&self) -> &[Block] {
        self.files.first().map_or(&[], |file| &file.blocks)
    }
}

/// Comments by the path of what they belong to.
type Comments<'a> = BTreeMap<&'a [i32], &'a str>;

/// Collects the blocks of one file in the order of the file.
struct Reader<'a> {
    comments: Comments<'a>,
    blocks: Vec<Block>,
}

impl File {
    fn of(path: &'static str, file: &FileDescriptorProto) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        let comments =
            locations.filter_map(|it| Some((&*it.path, it.leading_comments.as_deref()?)));
        let mut reader = Reader { comments: comments.collect(), blocks: Vec::new() };
        // Behind each number of the descriptor's fields, the position in it.
        (0..).zip(&file.service).for_each(|(at, it)| reader.service(&[6, at], it));
        (0..).zip(&file.message_type).for_each(|(at, it)| reader.message(&[4, at], "", it));
        (0..).zip(&file.enum_type).for_each(|(at, it)| reader.value_enum(&[5, at], "", it));
        reader.extensions(&file.extension);
        Self {
            path,
            package: file.package().to_owned(),
            comment: reader.comment(&[12]),
            blocks: reader.blocks,
        }
    }
}

impl Reader<'_> {
    fn comment(&self, path: &[i32]) -> String {
        let text = self.comments.get(path).copied().unwrap_or_default();
        let lines = text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn put(&mut self, kind: &'static str, name: String, path: &[i32], members: Vec<Member>) {
        let comment = self.comment(path);
        self.blocks.push(Block { kind, name, comment, members });
    }

    fn service(&mut self, path: &[i32], service: &prost_types::ServiceDescriptorProto) {
        let members = (0..).zip(&service.method).map(|(at, method)| {
            let stream = |it: bool| if it { "stream " } else { "" };
            let (sent, answered) = (method.client_streaming(), method.server_streaming());
            let (input, output) = (method.input_type(), method.output_type());
            Member {
                name: method.name().to_owned(),
                number: None,
                form: format!("{}{input} → {}{output}", stream(sent), stream(answered)),
                comment: self.comment(&joined(path, [2, at])),
            }
        });
        let members = members.collect();
        self.put("service", service.name().to_owned(), path, members);
    }

    fn message(&mut self, path: &[i32], around: &str, message: &DescriptorProto) {
        let name = within(around, message.name());
        let members = (0..).zip(&message.field).map(|(at, field)| Member {
            name: field.name().to_owned(),
            number: field.number,
            form: form(field, message),
            comment: self.comment(&joined(path, [2, at])),
        });
        let members = members.collect();
        self.put("message", name.clone(), path, members);
        for (at, nested) in (0..).zip(&message.nested_type) {
            if !nested.options.as_ref().is_some_and(prost_types::MessageOptions::map_entry) {
                self.message(&joined(path, [3, at]), &name, nested);
            }
        }
        for (at, nested) in (0..).zip(&message.enum_type) {
            self.value_enum(&joined(path, [4, at]), &name, nested);
        }
    }

    fn value_enum(&mut self, path: &[i32], around: &str, value_enum: &EnumDescriptorProto) {
        let members = (0..).zip(&value_enum.value).map(|(at, value)| Member {
            name: value.name().to_owned(),
            number: value.number,
            form: String::new(),
            comment: self.comment(&joined(path, [2, at])),
        });
        let members = members.collect();
        self.put("enum", within(around, value_enum.name()), path, members);
    }

    /// Options, put together by what they are options of.
    fn extensions(&mut self, extensions: &[FieldDescriptorProto]) {
        for (at, field) in (0..).zip(extensions) {
            let member = Member {
                name: field.name().to_owned(),
                number: field.number,
                form: form(field, &DescriptorProto::default()),
                comment: self.comment(&[7, at]),
            };
            let extended = field.extendee();
            match self.blocks.last_mut() {
                Some(last) if last.kind == "options" && last.name == extended => {
                    last.members.push(member);
                }
                _ => self.blocks.push(Block {
                    kind: "options",
                    name: extended.to_owned(),
                    comment: String::new(),
                    members: vec![member],
                }),
            }
        }
    }
}

fn joined(path: &[i32], more: [i32; 2]) -> Vec<i32> {
    [path, &more].concat()
}

fn within(around: &str, name: &str) -> String {
    if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") }
}

/// The type as the file has it: `repeated string`, `map<string, double>`.
fn form(field: &FieldDescriptorProto, message: &DescriptorProto) -> String {
    let entry = message.nested_type.iter().find(|nested| {
        nested.name() == field.type_name()
            && nested.options.as_ref().is_some_and(prost_types::MessageOptions::map_entry)
    });
    if let Some([key, value]) = entry.map(|entry| entry.field.as_slice()) {
        return format!("map<{}, {}>", type_name(key), type_name(value));
    }
    let oneof = field.oneof_index.and_then(|at| message.oneof_decl.get(usize::try_from(at).ok()?));
    let label = match oneof {
        _ if field.label() == Label::Repeated => "repeated ".to_owned(),
        _ if field.proto3_optional() => "optional ".to_owned(),
        Some(oneof) => format!("one of {}: ", oneof.name()),
        None => String::new(),
    };
    format!("{label}{}", type_name(field))
}

fn type_name(field: &FieldDescriptorProto) -> String {
    if !field.type_name().is_empty() {
        return field.type_name().to_owned();
    }
    match field.r#type() {
        Type::String => "string",
        Type::Bytes => "bytes",
        Type::Bool => "bool",
        Type::Double => "double",
        Type::Int32 => "int32",
        Type::Int64 => "int64",
        Type::Uint32 => "uint32",
        _ => "number",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::Wire;

    #[test]
    fn every_part_of_the_contract_has_its_comment() {
        let wire = Wire::read();
        for file in &wire.files {
            assert!(!file.comment.is_empty() && !file.blocks.is_empty(), "{}", file.path);
            for block in file.blocks.iter().filter(|block| block.kind != "options") {
                assert!(!block.comment.is_empty(), "{}", block.name);
            }
            for (block, member) in
                file.blocks.iter().flat_map(|block| block.members.iter().map(move |it| (block, it)))
            {
                assert!(!member.comment.is_empty(), "{}.{}", block.name, member.name);
            }
        }
        let metadata = wire.sent().iter().find(|block| block.name == "EventParameters");
        let metadata =
            metadata.and_then(|block| block.members.iter().find(|it| it.number == Some(5)));
        assert_eq!(metadata.map(|it| it.form.as_str()), Some("map<string, double>"));
    }
}
