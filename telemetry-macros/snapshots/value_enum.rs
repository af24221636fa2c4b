#[derive(MetadataValue)]
/// Which engine answered.
enum Engine {
    /// Trigram index.
    Indexed = 1,
    /// Scan of the working tree.
    Unindexed = 2,
}

const _: () = {
    use ::telemetry_core::__private;
    #[automatically_derived]
    unsafe impl __private::Coded for Engine {
        const TABLE: __private::CodeTable = __private::CodeTable::declare(
            b"\x12\x06Engine\x1A\x16Which engine answered.\"\x1B\x08\x01\x12\x07Indexed\x1A\x0ETrigram index.\"(\x08\x02\x12\tUnindexed\x1A\x19Scan of the working tree.",
            &[1, 2],
            2022186588225495029,
        );
        fn code(&self) -> __private::i32 {
            match self {
                Self::Indexed => 1,
                Self::Unindexed => 2,
            }
        }
    }
};
