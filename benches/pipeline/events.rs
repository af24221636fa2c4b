//! Events of as many numbers as a program may declare, and how many of them are
//! recorded.

use telemetry_sdk::{Event, Telemetry, telemetry_event};

/// An event that differs from the others of its type by a number.
pub(crate) trait Numbered: Event {
    /// How many fields it has.
    const FIELDS: usize;

    /// The event with this number.
    fn numbered(n: usize) -> Self;
}

/// The numbers of the event with this number.
pub(crate) fn value(n: usize, field: usize) -> f64 {
    n as f64 + field as f64 / 64.0
}

macro_rules! of_width {
    ($name:ident $action:literal: $($field:ident)*) => {
        /// Something was measured.
        #[telemetry_event(
            feature = "bench",
            action = $action,
            owner = "bench-team",
            purpose = "reliability"
        )]
        pub(crate) struct $name {
            $(
                /// A number.
                $field: f64,
            )*
        }

        impl Numbered for $name {
            const FIELDS: usize = [$(stringify!($field)),*].len();

            fn numbered(n: usize) -> Self {
                let mut fields = 0..;
                let mut next = || value(n, fields.next().unwrap_or_default());
                Self { $($field: next()),* }
            }
        }
    };
}

of_width!(One "one": sbb);
of_width!(Five "five": sbb sbc sbd sbf sbg);
of_width!(Ten "ten": sbb sbc sbd sbf sbg sbh sbj sbk sbm sbn);
of_width!(Twenty "twenty":
    sbb sbc sbd sbf sbg sbh sbj sbk sbm sbn scb scc scd scf scg sch scj sck scm scn
);
of_width!(Forty "forty":
    sbb sbc sbd sbf sbg sbh sbj sbk sbm sbn scb scc scd scf scg sch scj sck scm scn
    sdb sdc sdd sdf sdg sdh sdj sdk sdm sdn sfb sfc sfd sff sfg sfh sfj sfk sfm sfn
);
of_width!(Sixty "sixty":
    sbb sbc sbd sbf sbg sbh sbj sbk sbm sbn scb scc scd scf scg sch scj sck scm scn
    sdb sdc sdd sdf sdg sdh sdj sdk sdm sdn sfb sfc sfd sff sfg sfh sfj sfk sfm sfn
    sgb sgc sgd sgf sgg sgh sgj sgk sgm sgn shb shc shd shf shg shh shj shk shm shn
);

/// Calls the function for each width; its type parameter is the event.
macro_rules! for_each_width {
    ($function:ident($($argument:expr),*)) => {
        [
            $function::<$crate::pipeline::events::One>($($argument),*),
            $function::<$crate::pipeline::events::Five>($($argument),*),
            $function::<$crate::pipeline::events::Ten>($($argument),*),
            $function::<$crate::pipeline::events::Twenty>($($argument),*),
            $function::<$crate::pipeline::events::Forty>($($argument),*),
            $function::<$crate::pipeline::events::Sixty>($($argument),*),
        ]
    };
}
pub(crate) use for_each_width;

/// Records so many.
pub(crate) fn record<E: Numbered>(telemetry: &Telemetry, count: usize) {
    let recorder = telemetry.recorder::<E>();
    (0..count).for_each(|n| recorder.record(E::numbered(n)));
}

/// A capacity of the journal for so many of these at once. It counts events of
/// twenty words.
pub(crate) fn capacity<E: Numbered>(count: usize) -> usize {
    count * (E::FIELDS + 3) / 20 * 5 / 4 + 100_000
}
