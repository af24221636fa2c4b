//! A context as a record of a segment, and back.

use super::format::{put_bytes, take_bytes};
use crate::context::{Context, Encoded};

/// The body of the record.
pub(super) fn put(context: &Context) -> Vec<u64> {
    let Encoded { client, fields, flags, flags_left_out } = context.encoded_parts();
    let sizes = [client.len(), fields.len(), flags.start, flags.end, *flags_left_out];
    let mut body: Vec<u64> = sizes.map(|size| size as u64).to_vec();
    put_bytes(&mut body, client);
    put_bytes(&mut body, fields);
    body
}

/// The context of this body; none if it is not one.
pub(super) fn read(body: &[u64]) -> Option<Context> {
    let (sizes, mut rest) = body.split_first_chunk::<5>()?;
    let [client, fields, start, end, flags_left_out] = sizes.map(|size| size as usize);
    if start > end || end > fields || client.max(fields) > body.len() * 8 {
        return None;
    }
    let client = take_bytes(&mut rest, client)?;
    let fields = take_bytes(&mut rest, fields)?;
    Some(Context::of_parts(Encoded { client, fields, flags: start..end, flags_left_out }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::FeatureFlag;
    use proptest::prelude::*;

    #[derive(FeatureFlag)]
    #[telemetry(name = "fast-index")]
    struct FastIndex;

    #[test]
    fn a_context_is_read_as_it_was_put() {
        let context = Context::builder()
            .flag::<FastIndex>(true)
            .interaction("00f067aa0ba902b7".parse().ok())
            .country("DE".parse().ok())
            .build();
        let read = read(&put(&context)).expect("a context");
        assert_eq!(read, context);
        assert_eq!(read.without_identity(), context.without_identity());
    }

    proptest! {
        #[test]
        fn nothing_that_is_read_panics(body in proptest::collection::vec(prop_oneof![0..40_u64, any::<u64>()], 0..12)) {
            if let Some(context) = read(&body) {
                let _ = context.without_identity();
            }
        }
    }
}
