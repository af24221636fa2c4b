//! A codec that sends prepared bytes and reads protobuf messages.
//!
//! The bytes of a stored event leave as they are: decoding and encoding them
//! again could drop what this program does not know, and then the
//! administrator would read something else than what was sent.

use bytes::{BufMut as _, Bytes};
use tonic::{
    Status,
    codec::{Codec, EncodeBuf, Encoder},
};
use tonic_prost::ProstDecoder;

use crate::proto::telemetrygateway::v1::RecordEventsResponse;

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RawCodec;

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RawEncoder;

impl Codec for RawCodec {
    type Encode = Bytes;
    type Decode = RecordEventsResponse;
    type Encoder = RawEncoder;
    type Decoder = ProstDecoder<RecordEventsResponse>;

    fn encoder(&mut self) -> Self::Encoder {
        RawEncoder
    }

    fn decoder(&mut self) -> Self::Decoder {
        tonic_prost::ProstCodec::<RecordEventsResponse, RecordEventsResponse>::raw_decoder(
            tonic::codec::BufferSettings::default(),
        )
    }
}

impl Encoder for RawEncoder {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, out: &mut EncodeBuf<'_>) -> Result<(), Status> {
        out.put(item);
        Ok(())
    }
}
