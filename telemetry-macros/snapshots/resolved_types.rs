#[telemetry_event(
    feature = "search",
    action = "made",
    owner = "search-team",
    purpose = "reliability"
)]
/// A search was made.
struct Made {
    /// Time until the first result.
    #[telemetry(unit = "ms")]
    latency: Duration,
    /// Which engine answered.
    engine: Option<Engine>,
    /// What was typed.
    #[telemetry(private)]
    query: String,
}

const _: () = {
    use ::telemetry_core::__private;
    const __FIELDS0: (
        __private::Field<Duration>,
        __private::Field<Option<Engine>>,
        __private::Text<String>,
    ) = (
        __private::Field::metadata(),
        __private::Field::metadata(),
        __private::Text::private(),
    );
    const _: () = __FIELDS0.0.in_time();
    const _: () = __FIELDS0.1.plain();
    #[automatically_derived]
    unsafe impl ::telemetry_core::Event for Made {
        const SCHEMAS: &'static [__private::Schema] = &[
            {
                #[used]
                #[cfg_attr(
                    all(unix, not(target_vendor = "apple"), not(miri)),
                    unsafe(link_section = "telemetry_events")
                )]
                static __TELEMETRY_RECORD: [__private::u8; 196 + __FIELDS0.0.table_len()
                    + __FIELDS0.1.table_len()] = __private::Schema::complete(
                    b"\n\0\0\0\0\n\x06search\x12\x04made\"\x12A search was made.*\x0Bsearch-team0\x02:\x11code_search::MadeB1\n\x07latency\x12\x1CTime until the first result.\x18\x012\x02ms \x0F(\0B&\n\x06engine\x12\x16Which engine answered.\x18\x01 \x0F(\0B\x1E\n\x05query\x12\x0FWhat was typed.\x18\x02 \x10(\0",
                    &[
                        __FIELDS0.0.at(121, 0),
                        __FIELDS0.1.at(161, 1),
                        __FIELDS0.2.at(193, 2),
                    ],
                );
                #[cfg(not(test))]
                #[unsafe(export_name = "telemetry_event_declared_twice__search__made")]
                static __TELEMETRY_GUARD: __private::u8 = 0;
                __private::Schema::declare(&__TELEMETRY_RECORD)
            },
        ];
        fn hand_over(&self, __values: &mut __private::Values<'_>) {
            match self {
                Self {
                    latency: __field_latency,
                    engine: __field_engine,
                    query: __field_query,
                } => {
                    __values.event(0);
                    __values.number(__field_latency, __FIELDS0.0, 1000000);
                    __values.number(__field_engine, __FIELDS0.1, 1);
                    __values.text(__field_query, __FIELDS0.2);
                }
            }
        }
    }
};
