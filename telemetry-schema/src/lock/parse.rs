//! The statements of a message, as they stand there: what an option means is
//! not known here.

use super::{
    LockFault,
    options::Options,
    syntax::{Cursor, Fault, Setting, Token},
};

pub(super) struct RawMessage<'a> {
    pub(super) comment: Vec<&'a str>,
    pub(super) options: Options<'a>,
    pub(super) fields: Vec<RawField<'a>>,
}

pub(super) struct RawField<'a> {
    pub(super) at: usize,
    pub(super) comment: Vec<&'a str>,
    pub(super) name: &'a str,
    pub(super) number: u32,
    pub(super) options: Options<'a>,
    pub(super) table: Option<RawEnum<'a>>,
}

pub(super) struct RawEnum<'a> {
    pub(super) comment: Vec<&'a str>,
    pub(super) options: Options<'a>,
    pub(super) codes: Vec<RawCode<'a>>,
}

pub(super) struct RawCode<'a> {
    pub(super) comment: Vec<&'a str>,
    pub(super) number: i32,
    pub(super) options: Options<'a>,
}

/// One message with its comment, up to the end of the text.
pub(super) fn message<'a>(cursor: &mut Cursor<'a>) -> Result<RawMessage<'a>, Fault> {
    let at = cursor.place();
    let comment = comment(cursor)?;
    cursor.keyword("`message`")?;
    cursor.word("the name of a message")?;
    cursor.sign(b'{', "`{`")?;
    let options = statements(cursor, at)?;
    reserved(cursor)?;
    let mut fields = Vec::new();
    while !cursor.takes(b'}')? {
        fields.push(field(cursor)?);
    }
    match cursor.place() {
        at if cursor.next()? != Token::End => Err((at, LockFault::Syntax("the next event"))),
        _ => Ok(RawMessage { comment, options, fields }),
    }
}

fn comment<'a>(cursor: &mut Cursor<'a>) -> Result<Vec<&'a str>, Fault> {
    let mut lines = Vec::new();
    while let Token::Comment(line) = cursor.peek()? {
        cursor.next()?;
        lines.push(line);
    }
    Ok(lines)
}

/// Options that are statements of their own.
fn statements<'a>(cursor: &mut Cursor<'a>, at: usize) -> Result<Options<'a>, Fault> {
    let mut settings = Vec::new();
    while cursor.peek()? == Token::Word("option") {
        cursor.next()?;
        settings.push(setting(cursor)?);
        cursor.sign(b';', "`;`")?;
    }
    Ok(Options::new(at, settings))
}

/// Options of an element, in brackets.
fn bracketed<'a>(cursor: &mut Cursor<'a>, at: usize) -> Result<Options<'a>, Fault> {
    let mut settings = Vec::new();
    if cursor.takes(b'[')? {
        while !cursor.takes(b']')? {
            settings.push(setting(cursor)?);
            cursor.takes(b',')?;
        }
    }
    cursor.sign(b';', "`;`")?;
    Ok(Options::new(at, settings))
}

/// `(.telemetry.v1.name) = value`; ours are known by their parentheses.
fn setting<'a>(cursor: &mut Cursor<'a>) -> Result<Setting<'a>, Fault> {
    let at = cursor.place();
    let name = if cursor.takes(b'(')? {
        let name = cursor.word("the name of an option")?;
        cursor.sign(b')', "`)`")?;
        name.strip_prefix(".telemetry.v1.")
            .ok_or((at, LockFault::Syntax("an option of `telemetry.v1`")))?
    } else {
        cursor.keyword("`deprecated`")?;
        "deprecated"
    };
    cursor.sign(b'=', "`=`")?;
    Ok(Setting { at, name, value: cursor.value()? })
}

/// The gaps are what the fields leave; they are not read.
fn reserved(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if cursor.peek()? == Token::Word("reserved") {
        cursor.next()?;
        cursor.integer::<u32>()?;
        while cursor.takes(b',')? {
            cursor.integer::<u32>()?;
        }
        cursor.sign(b';', "`;`")?;
    }
    Ok(())
}

fn field<'a>(cursor: &mut Cursor<'a>) -> Result<RawField<'a>, Fault> {
    let mut lines = comment(cursor)?;
    let mut table = None;
    if cursor.peek()? == Token::Word("enum") {
        table = Some(enumeration(cursor, lines)?);
        lines = comment(cursor)?;
    }
    let at = cursor.place();
    cursor.keyword("`optional`")?;
    cursor.word("`double` or `string`")?;
    let name = cursor.word("the name of a field")?;
    cursor.sign(b'=', "`=`")?;
    let number = cursor.integer()?;
    let options = bracketed(cursor, at)?;
    Ok(RawField { at, comment: lines, name, number, options, table })
}

fn enumeration<'a>(cursor: &mut Cursor<'a>, lines: Vec<&'a str>) -> Result<RawEnum<'a>, Fault> {
    let at = cursor.place();
    cursor.keyword("`enum`")?;
    cursor.word("the name of an enum")?;
    cursor.sign(b'{', "`{`")?;
    let options = statements(cursor, at)?;
    let mut codes = Vec::new();
    while !cursor.takes(b'}')? {
        let code = code(cursor)?;
        // The value for `not stated` is the same in every enum.
        if code.number != 0 {
            codes.push(code);
        }
    }
    Ok(RawEnum { comment: lines, options, codes })
}

fn code<'a>(cursor: &mut Cursor<'a>) -> Result<RawCode<'a>, Fault> {
    let comment = comment(cursor)?;
    let at = cursor.place();
    cursor.word("the name of a code")?;
    cursor.sign(b'=', "`=`")?;
    let number = cursor.integer()?;
    let options = bracketed(cursor, at)?;
    Ok(RawCode { comment, number, options })
}
