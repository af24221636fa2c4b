#[derive(FeatureFlag)]
#[telemetry(name = "fast-index")]
struct FastIndex;

const _: () = {
    use ::telemetry_core::__private;
    #[automatically_derived]
    unsafe impl __private::FeatureFlag for FastIndex {
        const NAME: __private::Name = __private::Name::declare("fast-index");
    }
};
