#[telemetry_event(feature = "Search", action = "made", owner = "search-team")]
/// A search was made.
struct Made {
    count: u32,
    /// What was typed.
    query: String,
}

::core::compile_error! {
    "a feature starts with a lowercase letter and contains only letters, dashes and dots; write it like `codeSearch.filters` [telemetry::T0003]"
}
::core::compile_error! {
    "the purpose is missing: why this event is collected; write `purpose = \"…\"` with one of `product-improvement`, `reliability`, `security`, `billing`, `support`, `experiment` [telemetry::T0006]"
}
::core::compile_error! {
    "a field needs a description for those who review it; write a doc comment, `/// …`, that says what it means [telemetry::T0005]"
}
const _: () = {
    use ::telemetry_core::__private;
    const __FIELDS0: (__private::Field<String>,) = (__private::Field::metadata(),);
    const _: () = __FIELDS0.0.plain();
    #[automatically_derived]
    unsafe impl ::telemetry_core::Event for Made {
        const SCHEMAS: &'static [__private::Schema] = &[];
        #[allow(unused_variables, unreachable_patterns)]
        fn hand_over(&self, __values: &mut __private::Values<'_>) {
            match self {
                Self { count: __field_count, query: __field_query } => {
                    __values.event(0);
                    __values.u32(*__field_count);
                    __values.number(__field_query, __FIELDS0.0, 1);
                }
            }
        }
    }
};
