//! The payload's bytes, for whoever would rather not trust a rendering.

use super::html::Html;
use super::words::count;

/// How many bytes a page shows at most.
const SHOWN: usize = 4096;

/// How many bytes stand in a line.
const LINE: usize = 16;

/// Writes the bytes into an element that opens on demand.
pub(super) fn write_details(html: &mut Html, bytes: &[u8]) {
    html.raw("<details>\n<summary>The bytes themselves</summary>\n<p class=\"hint\">A ");
    html.raw("<code>telemetrygateway.v1.Event</code> as it leaves; <code>protoc ");
    html.raw("--decode_raw</code> reads it without any schema.</p>\n");
    html.raw("<pre tabindex=\"0\" aria-label=\"Bytes in hexadecimal\"><code>");
    let shown = &bytes[..bytes.len().min(SHOWN)];
    for (line, bytes) in shown.chunks(LINE).enumerate() {
        html.text(&dump_line(line * LINE, bytes)).raw("\n");
    }
    html.raw("</code></pre>\n");
    if bytes.len() > shown.len() {
        html.raw("<p class=\"hint\">The first ").text(&count(SHOWN as u64)).raw(" of ");
        html.text(&count(bytes.len() as u64)).raw(" bytes.</p>\n");
    }
    html.raw("</details>\n");
}

/// A line as `xxd` writes it: offset, bytes, and their ASCII.
fn dump_line(offset: usize, bytes: &[u8]) -> String {
    let hex: Vec<String> = bytes
        .chunks(2)
        .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    let readable = |byte: &u8| if (0x20..0x7f).contains(byte) { *byte as char } else { '.' };
    let ascii: String = bytes.iter().map(readable).collect();
    format!("{offset:08x}: {:<39}  {ascii}", hex.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_that_of_xxd() {
        let line = dump_line(16, b"\x0a$0196f4b2-7b1c-");
        assert_eq!(line, "00000010: 0a24 3031 3936 6634 6232 2d37 6231 632d  .$0196f4b2-7b1c-");
        assert_eq!(dump_line(0, b"ab"), format!("00000000: 6162{}ab", " ".repeat(37)));
    }
}
