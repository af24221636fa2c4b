#[telemetry_event(
    feature = "search",
    action = "made",
    owner = "search-team",
    purpose = "reliability"
)]
/// A search was made.
struct Made {
    /// How many results were found.
    result_count: u32,
    /// How well the best one matched.
    #[telemetry(key = "bestScore")]
    score: f64,
}

const _: () = {
    use ::telemetry_core::__private;
    #[automatically_derived]
    unsafe impl ::telemetry_core::Event for Made {
        const SCHEMAS: &'static [__private::Schema] = &[
            {
                #[used]
                #[cfg_attr(
                    all(unix, not(target_vendor = "apple"), not(miri)),
                    unsafe(link_section = "telemetry_events")
                )]
                static __TELEMETRY_RECORD: [__private::u8; 181] = *b"\n\xB2\x01\n\x06search\x12\x04made\"\x12A search was made.*\x0Bsearch-team0\x02:\x11code_search::MadeB2\n\x0Cresult_count\x12\x1CHow many results were found.\x18\x01 \x04(\0B8\n\tbestScore\x12\x1EHow well the best one matched.\x18\x01Z\x05score \r(\0";
                #[cfg(not(test))]
                #[unsafe(export_name = "telemetry_event_declared_twice__search__made")]
                static __TELEMETRY_GUARD: __private::u8 = 0;
                __private::Schema::declare(&__TELEMETRY_RECORD)
            },
        ];
        fn hand_over(&self, __values: &mut __private::Values<'_>) {
            match self {
                Self { result_count: __field_result_count, score: __field_score } => {
                    __values.event(0);
                    __values.u32(*__field_result_count);
                    __values.f64(*__field_score);
                }
            }
        }
    }
};
