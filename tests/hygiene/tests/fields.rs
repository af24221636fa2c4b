//! Fields and types of unusual form, number and size.

#![forbid(unsafe_code)]
#![deny(warnings)]

use std::sync::atomic::{AtomicU32, Ordering};

use telemetry_core::{MetadataValue, linked_catalog, telemetry_event, testing::Capture};

/// Called like keywords.
#[telemetry_event(feature = "fields", action = "raw", owner = "t", purpose = "support")]
struct r#Raw {
    /// Which kind.
    r#type: u32,
    /// Which way.
    r#match: r#Move,
    /// A text.
    #[telemetry(private)]
    r#async: String,
}

/// Ways.
#[derive(MetadataValue)]
enum r#Move {
    /// Inwards.
    r#In = 1,
}

#[test]
fn a_raw_name_is_a_plain_key() {
    let capture = Capture::new();
    capture.recorder().record(Raw { r#type: 2, r#match: Move::In, r#async: "x".to_owned() });
    let event = &capture.events()[0];
    assert_eq!((event.number("type"), event.number("match")), (Some(2.0), Some(1.0)));
    assert_eq!(event.private("async"), Some("x"));
    let catalog = linked_catalog().expect("no duplicates");
    let schema = catalog.find("fields", "raw").expect("declared");
    assert_eq!(
        (schema.declared_by.as_str(), schema.enums[0].name.as_str()),
        ("fields::Raw", "Move")
    );
    assert_eq!(schema.enums[0].codes[0].name, "In");
}

/// Parts of it are not in this build.
#[telemetry_event(feature = "fields.conditional", owner = "t", purpose = "support")]
enum Conditional {
    /// Here.
    #[telemetry(action = "here")]
    Here {
        /// Not here, and of no type.
        #[cfg(all(unix, not(unix)))]
        absent: Nowhere,
        /// Here.
        #[cfg(any(unix, not(unix)))]
        present: u32,
        /// Renamed here.
        #[cfg_attr(any(unix, not(unix)), telemetry(key = "renamed"))]
        #[cfg_attr(all(unix, not(unix)), telemetry(private))]
        original: u32,
    },
    /// Not here.
    #[cfg(all(unix, not(unix)))]
    #[telemetry(action = "there")]
    There,
}

#[test]
fn what_is_not_in_the_build_is_not_in_the_event() {
    let capture = Capture::new();
    capture.recorder().record(Conditional::Here { present: 1, original: 2 });
    let keys: Vec<_> = capture.events()[0].metadata.keys().cloned().collect();
    assert_eq!(keys, ["present", "renamed"]);
    let catalog = linked_catalog().expect("no duplicates");
    assert!(catalog.find("fields.conditional", "there").is_none());
}

static DROPPED: AtomicU32 = AtomicU32::new(0);

/// Has a destructor and a layout.
#[telemetry_event(feature = "fields", action = "dropped", owner = "t", purpose = "support")]
#[repr(C)]
struct Dropped {
    /// A small number.
    small: u8,
    /// A large number.
    large: u64,
    /// A text.
    #[telemetry(private)]
    text: Option<String>,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_event_is_dropped_once() {
    let capture = Capture::new();
    let text = Some("x".to_owned());
    capture.recorder().record(Dropped { small: 1, large: 1 << 53, text });
    assert_eq!(DROPPED.load(Ordering::Relaxed), 1);
    let event = &capture.events()[0];
    assert_eq!(event.number("large"), Some(9_007_199_254_740_992.0));
    assert_eq!(event.private("text"), Some("x"));
}

mod old {
    use telemetry_core::{MetadataValue, telemetry_event};

    /// What is deprecated is declared all the same.
    #[telemetry_event(feature = "fields", action = "deprecated", owner = "t", purpose = "support")]
    pub struct Old {
        /// Nobody should use it.
        #[deprecated(note = "use `new`")]
        pub old: u32,
        /// Which.
        pub which: Which,
    }

    /// Which.
    #[derive(MetadataValue)]
    pub enum Which {
        /// The old one.
        #[deprecated]
        Old = 1,
    }
}

#[test]
#[allow(deprecated)]
fn deprecated_fields_are_recorded() {
    let capture = Capture::new();
    capture.recorder().record(old::Old { old: 4, which: old::Which::Old });
    assert_eq!(capture.events()[0].metadata.values().copied().collect::<Vec<_>>(), [4.0, 1.0]);
}

macro_rules! wide {
    ($($field:ident)*; $($code:ident = $number:literal)*) => {
        /// As many fields as there can be.
        #[telemetry_event(feature = "fields", action = "wide", owner = "t", purpose = "support")]
        #[derive(Default)]
        struct Wide {$(
            /// One of many.
            $field: Option<u16>,
        )*}

        /// Many codes.
        #[derive(MetadataValue, Clone, Copy)]
        #[allow(dead_code)]
        enum Many {$(
            /// One of many codes, with a description that makes the whole table longer than what
            /// fits into two bytes of a length: the table of a hundred codes has some 19,000 bytes.
            $code = $number,
        )*}
    };
}

wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 b0 b1 b2 b3 b4 b5 b6 b7 c0 c1 c2 c3 c4 c5 c6 c7 d0 d1 d2 d3 d4 d5 d6 d7
    e0 e1 e2 e3 e4 e5 e6 e7 f0 f1 f2 f3 f4 f5 f6 f7 g0 g1 g2 g3 g4 g5 g6 g7 h0 h1 h2 h3 h4 h5 h6 h7;
    A0 = 1 A1 = 2 A2 = 3 A3 = 4 A4 = 5 A5 = 6 A6 = 7 A7 = 8 A8 = 9 A9 = 10
    B0 = 11 B1 = 12 B2 = 13 B3 = 14 B4 = 15 B5 = 16 B6 = 17 B7 = 18 B8 = 19 B9 = 20
    C0 = 21 C1 = 22 C2 = 23 C3 = 24 C4 = 25 C5 = 26 C6 = 27 C7 = 28 C8 = 29 C9 = 30
    D0 = 31 D1 = 32 D2 = 33 D3 = 34 D4 = 35 D5 = 36 D6 = 37 D7 = 38 D8 = 39 D9 = 40
    E0 = 41 E1 = 42 E2 = 43 E3 = 44 E4 = 45 E5 = 46 E6 = 47 E7 = 48 E8 = 49 E9 = 50
    F0 = 51 F1 = 52 F2 = 53 F3 = 54 F4 = 55 F5 = 56 F6 = 57 F7 = 58 F8 = 59 F9 = 60
    G0 = 61 G1 = 62 G2 = 63 G3 = 64 G4 = 65 G5 = 66 G6 = 67 G7 = 68 G8 = 69 G9 = 70
    H0 = 71 H1 = 72 H2 = 73 H3 = 74 H4 = 75 H5 = 76 H6 = 77 H7 = 78 H8 = 79 H9 = 80
    I0 = 81 I1 = 82 I2 = 83 I3 = 84 I4 = 85 I5 = 86 I6 = 87 I7 = 88 I8 = 89 I9 = 90
    J0 = 91 J1 = 92 J2 = 93 J3 = 94 J4 = 95 J5 = 96 J6 = 97 J7 = 98 J8 = 99 J9 = 2147483647
}

#[test]
fn sixty_four_fields_keep_their_places() {
    let capture = Capture::new();
    let wide = Wide { a0: Some(1), d7: Some(2), h7: Some(3), ..Wide::default() };
    capture.recorder().record(wide);
    let event = &capture.events()[0];
    let present: Vec<_> =
        event.metadata.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    assert_eq!(present, [("a0", 1.0), ("d7", 2.0), ("h7", 3.0)]);
    let catalog = linked_catalog().expect("no duplicates");
    assert_eq!(catalog.find("fields", "wide").expect("declared").fields.len(), 64);
}

/// Three tables in one event, each in its place, one of them large.
#[telemetry_event(feature = "fields", action = "tables", owner = "t", purpose = "support")]
struct Tables {
    /// A number between.
    before: u8,
    /// Many codes.
    many: Many,
    /// A number between.
    between: f64,
    /// Few codes.
    few: Option<r#Move>,
    /// Many codes again.
    again: Option<Many>,
}

#[test]
fn code_tables_stand_with_their_fields() {
    let catalog = linked_catalog().expect("no duplicates");
    let schema = catalog.find("fields", "tables").expect("declared");
    let tables: Vec<_> = schema
        .enums
        .iter()
        .map(|table| (table.field, table.name.as_str(), table.codes.len()))
        .collect();
    assert_eq!(tables, [(1, "Many", 100), (3, "Move", 1), (4, "Many", 100)]);
    assert!(schema.enums[0].codes[99].description.contains("19,000"));
    assert!(schema.encode().len() > 1 << 14);
    let capture = Capture::new();
    let (few, again) = (Some(Move::In), None);
    capture.recorder().record(Tables { before: 1, many: Many::J9, between: 0.5, few, again });
    assert_eq!(capture.events()[0].number("many"), Some(2_147_483_647.0));
    assert_eq!(capture.events()[0].number("again"), None);
}

/// This description is longer than 127 bytes, so that its length takes two bytes, and it holds
/// more than ASCII: ünïcödé, 日本語, and "quotes" with a \ backslash, over
///
/// two paragraphs.
#[telemetry_event(feature = "fields", action = "long", owner = "t", purpose = "support")]
struct Long {
    /// This description of a field is longer than 127 bytes too, so that the length of the field
    /// takes two bytes; and the type of the field is open.
    #[telemetry(unit = "h")]
    long: std::time::Duration,
}

#[test]
fn long_descriptions_are_kept_to_the_letter() {
    let catalog = linked_catalog().expect("no duplicates");
    let schema = catalog.find("fields", "long").expect("declared");
    assert!(
        schema.description.ends_with("\"quotes\" with a \\ backslash, over\n\ntwo paragraphs.")
    );
    assert!(schema.fields[0].description.ends_with("and the type of the field is open."));
    let capture = Capture::new();
    capture.recorder().record(Long { long: std::time::Duration::from_secs(5400) });
    assert_eq!(capture.events()[0].number("long"), Some(1.5));
}
