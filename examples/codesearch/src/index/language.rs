//! Which language a file is in, and how people name languages: the closed list.
//! A search says by [`Language::tag`] which it was limited to, and the tags are
//! listed in the review of that text; guessing from content must not come here.

use std::path::Path;

/// The languages that a search can be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust.
    Rust,
    /// C, headers included.
    C,
    /// C++, headers included.
    Cpp,
    /// CSS.
    Css,
    /// Go.
    Go,
    /// HTML.
    Html,
    /// Java.
    Java,
    /// JavaScript.
    JavaScript,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// Protocol buffers.
    Proto,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// Shell scripts.
    Shell,
    /// SQL.
    Sql,
    /// TOML.
    Toml,
    /// TypeScript.
    TypeScript,
    /// YAML.
    Yaml,
}

/// Language, its name in addresses, its name for people, its file extensions.
type Row = (Language, &'static str, &'static str, &'static [&'static str]);

const ROWS: [Row; 18] = [
    (Language::C, "c", "C", &["c", "h"]),
    (Language::Cpp, "cpp", "C++", &["cc", "cpp", "cxx", "hh", "hpp", "hxx"]),
    (Language::Css, "css", "CSS", &["css"]),
    (Language::Go, "go", "Go", &["go"]),
    (Language::Html, "html", "HTML", &["htm", "html"]),
    (Language::Java, "java", "Java", &["java"]),
    (Language::JavaScript, "javascript", "JavaScript", &["cjs", "js", "jsx", "mjs"]),
    (Language::Json, "json", "JSON", &["json"]),
    (Language::Markdown, "markdown", "Markdown", &["md"]),
    (Language::Proto, "proto", "Protocol buffers", &["proto"]),
    (Language::Python, "python", "Python", &["py", "pyi"]),
    (Language::Ruby, "ruby", "Ruby", &["rb"]),
    (Language::Rust, "rust", "Rust", &["rs"]),
    (Language::Shell, "shell", "Shell", &["bash", "sh", "zsh"]),
    (Language::Sql, "sql", "SQL", &["sql"]),
    (Language::Toml, "toml", "TOML", &["toml"]),
    (Language::TypeScript, "typescript", "TypeScript", &["cts", "mts", "ts", "tsx"]),
    (Language::Yaml, "yaml", "YAML", &["yaml", "yml"]),
];

impl Language {
    /// Every language, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.0)
    }

    /// The language of a file, by the extension of its name.
    pub fn of(path: &str) -> Option<Self> {
        let extension = Path::new(path).extension()?.to_str()?;
        ROWS.iter().find(|row| row.3.contains(&extension)).map(|row| row.0)
    }

    /// The language that [`Language::tag`] names.
    pub fn from_tag(tag: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.1 == tag).map(|row| row.0)
    }

    /// The name used in addresses: `cpp`.
    pub fn tag(self) -> &'static str {
        self.row().1
    }

    /// The name for people: `C++`.
    pub fn label(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static Row {
        ROWS.iter().find(|row| row.0 == self).expect("every language has a row")
    }
}

#[cfg(test)]
mod tests {
    use telemetry_schema::audit::Allowed;

    use super::*;

    /// Fails to compile when a language is added, as a reminder of its row.
    fn has_a_row(language: Language) -> bool {
        use Language::*;
        match language {
            C | Cpp | Css | Go | Html | Java | JavaScript | Json | Markdown | Proto | Python
            | Ruby | Rust | Shell | Sql | Toml | TypeScript | Yaml => {
                ROWS.iter().any(|row| row.0 == language)
            }
        }
    }

    #[test]
    fn every_language_has_a_row() {
        assert!(Language::all().all(has_a_row));
    }

    /// A text that is not in the review would be left out, and counted.
    #[test]
    fn the_review_lists_every_tag() {
        let catalog = telemetry_core::linked_catalog().expect("a catalog");
        let shown = catalog.find("search", "resultsShown").expect("declared");
        let review = shown.field("language").and_then(|field| field.review.as_ref());
        let limits = &review.expect("reviewed").limits;
        let tags = Language::all().map(|language| language.tag().to_owned()).collect();
        assert_eq!(limits.allowed(), &Allowed::Values(tags));
    }

    #[test]
    fn tags_lead_back_and_extensions_belong_to_one_language() {
        for language in Language::all() {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
            for extension in language.row().3 {
                assert_eq!(Language::of(&format!("src/a.{extension}")), Some(language));
            }
        }
        assert_eq!(Language::of("Makefile"), None);
        assert_eq!(Language::of(".rs"), None);
    }
}
