"""Sends events to a gateway and prints what it answered, as JSON.

usage: client.py ADDRESS CA_FILE [TOKEN]

Events come from standard input: one JSON value per line, the protobuf JSON
mapping of an event; an empty line ends a batch. Prints one line per answer:
{"succeeded": [ids], "refused": [{"id", "code", "message"}]}, and at the end
{"status": name, "details": text}.
"""

import json
import sys

import grpc
from google.protobuf import json_format

import wire


def batches(lines):
    events = []
    for line in lines:
        if line.strip():
            events.append(json_format.Parse(line, wire.new("Event")))
        elif events:
            yield events
            events = []
    if events:
        yield events


def requests(lines):
    instance = wire.new("UnlicensedInstanceIdentifier", instance_id="python-client")
    identifier = wire.new("Identifier", unlicensed_instance=instance)
    metadata = wire.new("RecordEventsRequestMetadata", request_id="interop", identifier=identifier)
    yield wire.new("RecordEventsRequest", metadata=metadata)
    for events in batches(lines):
        payload = wire.new("EventsPayload", events=events)
        yield wire.new("RecordEventsRequest", events=payload)


def show(answer):
    refused = [{"id": r.id, "code": r.code, "message": r.message} for r in answer.refused_events]
    print(json.dumps({"succeeded": list(answer.succeeded_events), "refused": refused}), flush=True)


def main(address, ca_file, token=None):
    with open(ca_file, "rb") as file:
        credentials = grpc.ssl_channel_credentials(file.read())
    headers = [("authorization", f"Bearer {token}")] if token else []
    with grpc.secure_channel(address, credentials) as channel:
        record = channel.stream_stream(
            f"{wire.SERVICE}/RecordEvents", wire.serialize, wire.parser("RecordEventsResponse"))
        try:
            for answer in record(requests(sys.stdin), metadata=headers, timeout=60):
                show(answer)
            print(json.dumps({"status": "OK", "details": ""}))
        except grpc.RpcError as error:
            print(json.dumps({"status": error.code().name, "details": error.details()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
