//! The schema of one event: its record in the linker section, the symbol that
//! keeps it unique.
//!
//! ```text
//! {
//!     #[used]
//!     #[unsafe(link_section = "telemetry_events")]
//!     static __TELEMETRY_RECORD: [__private::u8; 97 + __FIELDS0.0.table_len()] =
//!         __private::Schema::complete(b"…", &[__FIELDS0.0.at(92, 1)]);
//!     #[unsafe(export_name = "telemetry_event_declared_twice__search__resultsshown")]
//!     static __TELEMETRY_GUARD: __private::u8 = 0;
//!     __private::Schema::declare(&__TELEMETRY_RECORD)
//! }
//! ```

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use telemetry_schema::{EventSchema, names::guard_symbol};

use crate::{
    ast::{Container, Event, Proof},
    package::Package,
    record::{self, Record},
};

pub(crate) fn expand(
    container: &Container<'_>,
    event: &Event<'_>,
    at: usize,
    package: &Package,
) -> TokenStream {
    let schema = record::schema(container, event, package);
    let record = record_static(container, event, at, &schema);
    let guard = guard_symbol(container.feature(), container.action(event));
    quote! {{
        #record
        #[cfg(not(test))]
        #[unsafe(export_name = #guard)]
        static __TELEMETRY_GUARD: __private::u8 = 0;
        __private::Schema::declare(&__TELEMETRY_RECORD)
    }}
}

fn record_static(
    container: &Container<'_>,
    event: &Event<'_>,
    at: usize,
    schema: &EventSchema,
) -> TokenStream {
    // What was accepted is what the compiler finds, or the build fails.
    let mut proofs = container.proofs(event, at);
    proofs.retain(|proof| event.accepted.settled(&proof.field.key()).is_none());
    let record = Record::of(container, event, schema);
    let bytes = Literal::byte_string(&record.bytes);
    let length = Literal::usize_unsuffixed(record.bytes.len());
    let tables = proofs.iter().filter_map(table_len);
    let kinds = proofs.iter().zip(&record.holes).map(|(proof, hole)| kind(proof, *hole));
    let value = match proofs.as_slice() {
        [] => quote!(*#bytes),
        _ => quote!(__private::Schema::complete(#bytes, &[#(#kinds),*])),
    };
    // Miri has no linker, and other object formats name sections otherwise;
    // there an event becomes known when its recorder is made.
    quote! {
        #[used]
        #[cfg_attr(
            all(unix, not(target_vendor = "apple"), not(miri)),
            unsafe(link_section = "telemetry_events")
        )]
        static __TELEMETRY_RECORD: [__private::u8; #length #(#tables)*] = #value;
    }
}

/// What the code table of the field, if its type has one, adds to the record.
fn table_len(proof: &Proof<'_>) -> Option<TokenStream> {
    let place = proof.place(Span::call_site());
    proof.field.is_metadata().then(|| quote!(+ #place.table_len()))
}

/// The kind of a field and its place in the record.
fn kind(proof: &Proof<'_>, hole: usize) -> TokenStream {
    let place = proof.place(Span::call_site());
    let [hole, position] = [hole, proof.position].map(Literal::usize_unsuffixed);
    quote!(#place.at(#hole, #position))
}
