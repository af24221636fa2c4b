#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
/// Search in code.
pub enum Search {
    /// The results were shown.
    #[telemetry(action = "resultsShown", version = 2)]
    Shown {
        /// How many.
        count: u32,
    },
    /// The search failed.
    #[telemetry(action = "failed", owner = "index-team")]
    Failed,
}

const _: () = {
    use ::telemetry_core::__private;
    #[automatically_derived]
    unsafe impl ::telemetry_core::Event for Search {
        const SCHEMAS: &'static [__private::Schema] = &[
            {
                #[used]
                #[cfg_attr(
                    all(unix, not(target_vendor = "apple"), not(miri)),
                    unsafe(link_section = "telemetry_events")
                )]
                static __TELEMETRY_RECORD: [__private::u8; 113] = *b"\no\n\x06search\x12\x0CresultsShown\x18\x02\"\x17The results were shown.*\x0Bsearch-team0\x02:\x13code_search::SearchB\x18\n\x05count\x12\tHow many.\x18\x01 \x04(\0";
                #[cfg(not(test))]
                #[unsafe(
                    export_name = "telemetry_event_declared_twice__search__resultsshown"
                )]
                static __TELEMETRY_GUARD: __private::u8 = 0;
                __private::Schema::declare(&__TELEMETRY_RECORD)
            },
            {
                #[used]
                #[cfg_attr(
                    all(unix, not(target_vendor = "apple"), not(miri)),
                    unsafe(link_section = "telemetry_events")
                )]
                static __TELEMETRY_RECORD: [__private::u8; 73] = *b"\nG\n\x06search\x12\x06failed\"\x12The search failed.*\nindex-team0\x02:\x13code_search::Search";
                #[cfg(not(test))]
                #[unsafe(export_name = "telemetry_event_declared_twice__search__failed")]
                static __TELEMETRY_GUARD: __private::u8 = 0;
                __private::Schema::declare(&__TELEMETRY_RECORD)
            },
        ];
        fn hand_over(&self, __values: &mut __private::Values<'_>) {
            match self {
                Self::Shown { count: __field_count } => {
                    __values.event(0);
                    __values.u32(*__field_count);
                }
                Self::Failed {} => {
                    __values.event(1);
                }
            }
        }
    }
};
