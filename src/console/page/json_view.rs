//! The payload as indented JSON, with keys, texts and numbers told apart. It
//! writes exactly the characters that a plain pretty-printer would, so that
//! what is copied from the page is the payload.

use serde_json::Value;

use super::html::Html;

const INDENT: &str = "  ";

/// Writes the JSON of `value`.
pub(super) fn write_json(html: &mut Html, value: &Value) {
    write_value(html, value, 0);
}

fn write_value(html: &mut Html, value: &Value, depth: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let entries = map.iter().map(|(key, value)| (Some(key.as_str()), value));
            write_entries(html, ("{", "}"), entries, depth);
        }
        Value::Array(list) if !list.is_empty() => {
            write_entries(html, ("[", "]"), list.iter().map(|value| (None, value)), depth);
        }
        leaf => write_leaf(html, leaf),
    }
}

fn write_entries<'a>(
    html: &mut Html,
    (open, close): (&'static str, &'static str),
    entries: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    depth: usize,
) {
    html.raw(open);
    for (position, (key, value)) in entries.enumerate() {
        html.raw_if(position > 0, ",").raw("\n").text(&INDENT.repeat(depth + 1));
        if let Some(key) = key {
            html.raw("<span class=\"key\">").text(&quoted(key)).raw("</span>: ");
        }
        write_value(html, value, depth + 1);
    }
    html.raw("\n").text(&INDENT.repeat(depth)).raw(close);
}

fn write_leaf(html: &mut Html, leaf: &Value) {
    html.raw(match leaf {
        Value::String(_) => "<span class=\"string\">",
        _ => "<span class=\"number\">",
    });
    html.text(&leaf.to_string()).raw("</span>");
}

fn quoted(key: &str) -> String {
    Value::String(key.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader sees, with the markup gone.
    fn seen(value: &Value) -> String {
        let mut html = Html::new();
        write_json(&mut html, value);
        let mut text = String::new();
        let mut inside = false;
        for character in html.into_string().chars() {
            match character {
                '<' => inside = true,
                '>' => inside = false,
                other if !inside => text.push(other),
                _ => {}
            }
        }
        text.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
    }

    #[test]
    fn what_is_seen_is_plain_pretty_json() {
        let value = serde_json::json!({
            "a": {"b": [1, 2.5, "x<y\n&"], "empty": {}, "none": []}, "c": null, "d": true
        });
        assert_eq!(seen(&value), serde_json::to_string_pretty(&value).expect("JSON"));
    }
}
