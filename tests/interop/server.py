"""A gateway that knows only the field numbers, for trying an exporter on.

usage: server.py CERTIFICATE KEY [--port N] [--deny-every N] [--drop-every N]

Prints `server: listening on https://localhost:PORT` when it is ready, then one
line of JSON per event that it received: the protobuf JSON mapping of what it
decoded, as {"metadata": ...} first for each stream and {"event": ...} after.
With --deny-every N each N-th event of a stream is not acknowledged, with
--drop-every N each N-th batch ends the stream with UNAVAILABLE instead of an
answer. Stops when standard input is closed.
"""

import argparse
import json
import sys
import threading
from concurrent import futures

import grpc
from google.protobuf import json_format

import wire

_print_lock = threading.Lock()


def show(kind, message):
    value = json_format.MessageToDict(message)
    with _print_lock:
        print(json.dumps({kind: value}), flush=True)


class Service:
    def __init__(self, deny_every, drop_every):
        self.deny_every = deny_every
        self.drop_every = drop_every
        self.batches = 0

    def record_events(self, requests, context):
        seen = 0
        for position, request in enumerate(requests):
            kind = request.WhichOneof("payload")
            if (kind == "metadata") != (position == 0):
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, "metadata is sent first and once")
            if kind == "metadata":
                show("metadata", request.metadata)
                continue
            self.batches += 1
            if self.drop_every and self.batches % self.drop_every == 0:
                context.abort(grpc.StatusCode.UNAVAILABLE, "dropped on request")
            stored = []
            for event in request.events.events:
                seen += 1
                if self.deny_every and seen % self.deny_every == 0:
                    continue
                show("event", event)
                stored.append(event.id)
            yield wire.new("RecordEventsResponse", succeeded_events=stored)

    def record_event(self, request, context):
        show("metadata", request.metadata)
        show("event", request.event)
        return wire.new("RecordEventResponse")


def handler(service):
    return grpc.method_handlers_generic_handler(wire.SERVICE[1:], {
        "RecordEvents": grpc.stream_stream_rpc_method_handler(
            service.record_events, wire.parser("RecordEventsRequest"), wire.serialize),
        "RecordEvent": grpc.unary_unary_rpc_method_handler(
            service.record_event, wire.parser("RecordEventRequest"), wire.serialize),
    })


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("certificate")
    arguments.add_argument("key")
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--deny-every", type=int, default=0)
    arguments.add_argument("--drop-every", type=int, default=0)
    given = arguments.parse_args()
    with open(given.key, "rb") as key, open(given.certificate, "rb") as certificate:
        credentials = grpc.ssl_server_credentials([(key.read(), certificate.read())])
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    server.add_generic_rpc_handlers([handler(Service(given.deny_every, given.drop_every))])
    port = server.add_secure_port(f"127.0.0.1:{given.port}", credentials)
    server.start()
    print(f"server: listening on https://localhost:{port}", flush=True)
    sys.stdin.read()
    server.stop(grace=1)


if __name__ == "__main__":
    main()
