//! Finds the messages of a file by their lines, so that who needs one event
//! of ten thousand reads one.

use std::borrow::Cow;

use super::{
    LockError, LockFault, LockedEvent, LockedFeature,
    parse::message,
    read,
    syntax::{Cursor, Fault},
    write::{self, header, message_name},
};

/// The messages of one file by their names. What is between them has been
/// checked; what is in them is read when it is asked for.
#[derive(Debug, Clone)]
pub struct LockIndex<'a> {
    feature: Cow<'a, str>,
    text: Cow<'a, str>,
    blocks: Vec<Block>,
}

/// One message with its comment, as a range of bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// Where the line of its name begins.
    line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Block {
    /// The name of the message.
    fn name(self, text: &str) -> &str {
        let line = text[self.line..self.end].split('\n').next().unwrap_or_default();
        message_line(line.trim_ascii_end()).unwrap_or_default()
    }
}

impl<'a> LockIndex<'a> {
    /// Finds the messages in the text of this feature's file.
    ///
    /// # Errors
    /// The first place between the messages that is not as the command writes
    /// it.
    pub fn new(
        feature: impl Into<Cow<'a, str>>,
        text: impl Into<Cow<'a, str>>,
    ) -> Result<Self, LockError> {
        let (feature, text) = (feature.into(), text.into());
        let blocks =
            checked(&feature, &text).map_err(|(at, fault)| fault.at(&feature, &text, at))?;
        Ok(Self { feature, text, blocks })
    }

    /// The event of this action, removed or not; nothing if there is none.
    ///
    /// # Errors
    /// When its message is not exactly as the command writes it.
    pub fn find(&self, action: &str) -> Result<Option<LockedEvent>, LockError> {
        let name = message_name(action);
        let by_name = |block: &Block| block.name(&self.text).cmp(&name);
        let Ok(at) = self.blocks.binary_search_by(by_name) else { return Ok(None) };
        let event = self.read(self.blocks[at])?;
        // Another spelling of the action has the same message.
        Ok(Some(event).filter(|event| event.head.action == action))
    }

    /// The event whose action differs from this one by case, dashes and dots
    /// at most.
    ///
    /// # Errors
    /// When its message is not exactly as the command writes it.
    pub fn find_alike(&self, action: &str) -> Result<Option<LockedEvent>, LockError> {
        let name = crate::names::canonical(action);
        let is_alike = |block: &&Block| block.name(&self.text).eq_ignore_ascii_case(&name);
        let alike = self.blocks.iter().find(is_alike);
        alike.map(|block| self.read(*block)).transpose()
    }

    /// Every event of the file.
    ///
    /// # Errors
    /// The first place that is not exactly as the command writes it.
    pub fn read_all(&self) -> Result<LockedFeature, LockError> {
        let events = self.blocks.iter().map(|block| {
            let event = self.read(*block)?;
            Ok((event.head.action.clone(), event))
        });
        Ok(LockedFeature { events: events.collect::<Result<_, _>>()? })
    }

    fn read(&self, block: Block) -> Result<LockedEvent, LockError> {
        let fail = |(at, fault): Fault| fault.at(&self.feature, &self.text, at);
        let event = read_block(&self.feature, &self.text, block).map_err(fail)?;
        let written = write::event(&event);
        match first_difference(&self.text[block.start..block.end], &written) {
            Some(at) => Err(fail((block.start + at, LockFault::Edited))),
            None => Ok(event),
        }
    }
}

/// The messages of a text that begins and goes on as the command writes it.
fn checked(feature: &str, text: &str) -> Result<Vec<Block>, Fault> {
    let header = header(feature);
    if !text.starts_with(&header) {
        return Err(head_fault(text, &header));
    }
    let blocks = blocks(text, header.len())?;
    check_between(text, header.len(), &blocks)?;
    Ok(blocks)
}

/// Understands one message, however it is laid out.
pub(super) fn read_block(feature: &str, text: &str, block: Block) -> Result<LockedEvent, Fault> {
    let mut cursor = Cursor::new(&text[..block.end], block.start);
    let raw = message(&mut cursor)?;
    let event = read::event(raw)?;
    if event.head.feature != feature {
        let problem = format!("an event of the feature `{}`", event.head.feature.escape_debug());
        return Err((block.start, LockFault::Content(problem)));
    }
    Ok(event)
}

/// The messages from this byte on, in the order of the text. Their inside is
/// leapt over: that is where nearly all of a long file is.
pub(super) fn blocks(text: &str, from: usize) -> Result<Vec<Block>, Fault> {
    check_markers(text)?;
    let mut blocks = Vec::new();
    let (mut at, mut start) = (from, None);
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let bare = line.trim_ascii_end();
        if message_line(bare).is_some() {
            let end = end_of_message(text, at)
                .ok_or((text.len(), LockFault::Syntax("the rest of a message")))?;
            blocks.push(Block { line: at, start: start.take().unwrap_or(at), end });
            at = end;
            continue;
        }
        if line.starts_with("//") {
            start = start.or(Some(at));
        } else if !bare.is_empty() {
            return Err((at, LockFault::Outside));
        }
        at += line.len();
    }
    Ok(blocks)
}

/// The byte after the line that closes the message which is open at this byte.
fn end_of_message(text: &str, mut at: usize) -> Option<usize> {
    loop {
        at += text[at..].find('}')? + 1;
        let rest = &text[at..];
        if text[..at].ends_with("\n}") && (rest.is_empty() || rest.starts_with('\n')) {
            return Some((at + 1).min(text.len()));
        }
    }
}

/// No line may begin as a conflict does, within a message or outside.
fn check_markers(text: &str) -> Result<(), Fault> {
    let mut marks = text.match_indices('<').map(|(at, _)| at);
    let begins = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    match marks.find(|at| begins(at) && is_marker(&text[*at..])) {
        Some(at) => Err((at, LockFault::Conflict)),
        None => Ok(()),
    }
}

fn message_line(line: &str) -> Option<&str> {
    line.strip_prefix("message ")?.strip_suffix(" {")
}

/// Whether a line is one of those that a merge puts around a conflict.
pub(super) fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker))
}

fn head_fault(text: &str, header: &str) -> Fault {
    match check_markers(text) {
        Err(conflict) => conflict,
        Ok(()) => (first_difference(text, header).unwrap_or(0), LockFault::Header),
    }
}

/// One blank line before each message, in the order of the names; nothing
/// after the last.
fn check_between(text: &str, from: usize, blocks: &[Block]) -> Result<(), Fault> {
    let (mut end, mut before) = (from, "");
    for block in blocks {
        let name = block.name(text);
        if name <= before {
            return Err((block.start, LockFault::Order { message: name.to_owned() }));
        }
        if &text[end..block.start] != "\n" {
            return Err((end, LockFault::Edited));
        }
        (end, before) = (block.end, name);
    }
    if end == text.len() { Ok(()) } else { Err((end, LockFault::Edited)) }
}

/// The first byte at which two texts differ.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return None;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    Some(same)
}
