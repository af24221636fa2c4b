"""The messages of telemetrygateway.v1, built from field numbers alone.

Nothing here is generated from, or reads, the project's .proto files: the
numbers are written out again, as a team with another language would have
them, so that a renumbered or retyped field shows up as a failed test.
"""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf import struct_pb2, timestamp_pb2  # noqa: F401 (register types)

PACKAGE = "telemetrygateway.v1"
SERVICE = f"/{PACKAGE}.TelemeteryGatewayService"

_F = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    "string": _F.TYPE_STRING,
    "bytes": _F.TYPE_BYTES,
    "int32": _F.TYPE_INT32,
    "int64": _F.TYPE_INT64,
    "double": _F.TYPE_DOUBLE,
}

# name: [(number, name, type)]; a leading "?" is optional, "*" repeated, "|" in
# the message's oneof, and "map:T" a map from string to T.
MESSAGES = {
    "LicensedInstanceIdentifier": [(1, "license_key", "string"), (2, "instance_id", "string"), (3, "external_url", "string")],
    "UnlicensedInstanceIdentifier": [(1, "instance_id", "string"), (2, "external_url", "string")],
    "ManagedServiceIdentifier": [(1, "service_id", "string"), (2, "service_environment", "?string")],
    "Identifier": [(1, "licensed_instance", "|LicensedInstanceIdentifier"), (2, "unlicensed_instance", "|UnlicensedInstanceIdentifier"), (3, "managed_service", "|ManagedServiceIdentifier")],
    "RecordEventsRequestMetadata": [(1, "request_id", "string"), (2, "identifier", "Identifier")],
    "EventsPayload": [(1, "events", "*Event")],
    "RecordEventsRequest": [(1, "metadata", "|RecordEventsRequestMetadata"), (2, "events", "|EventsPayload")],
    "RefusedEvent": [(1, "id", "string"), (2, "code", "int32"), (3, "message", "string")],
    "RecordEventsResponse": [(1, "succeeded_events", "*string"), (1000, "refused_events", "*RefusedEvent")],
    "RecordEventRequest": [(1, "metadata", "RecordEventsRequestMetadata"), (2, "event", "Event")],
    "RecordEventResponse": [],
    "Event": [
        (1, "id", "string"), (2, "timestamp", ".google.protobuf.Timestamp"),
        (3, "feature", "string"), (4, "action", "string"), (5, "source", "EventSource"),
        (6, "parameters", "EventParameters"), (7, "user", "EventUser"),
        (8, "feature_flags", "EventFeatureFlags"), (9, "marketing_tracking", "EventMarketingTracking"),
        (10, "interaction", "EventInteraction"),
    ],
    "Server": [(1, "version", "string")],
    "Client": [(1, "name", "string"), (2, "version", "?string")],
    "EventSource": [(1, "server", "Server"), (2, "client", "Client")],
    "EventParameters": [
        (1, "version", "int32"), (2, "legacy_metadata", "map:int64"),
        (3, "private_metadata", ".google.protobuf.Struct"),
        (4, "billing_metadata", "EventBillingMetadata"), (5, "metadata", "map:double"),
    ],
    "EventBillingMetadata": [(1, "product", "string"), (2, "category", "string")],
    "EventUser": [(1, "user_id", "?int64"), (2, "anonymous_user_id", "?string"), (3, "sams_external_id", "?string")],
    "EventFeatureFlags": [(1, "flags", "map:string")],
    "EventMarketingTracking": [(1, "url", "?string"), (4, "referrer", "?string")],
    "Geolocation": [(1, "country_code", "string")],
    "EventInteraction": [(1, "trace_id", "?string"), (2, "interaction_id", "?string"), (3, "geolocation", "Geolocation")],
}


def _set_type(field, kind):
    if kind in _SCALARS:
        field.type = _SCALARS[kind]
    else:
        field.type = _F.TYPE_MESSAGE
        field.type_name = kind if kind.startswith(".") else f".{PACKAGE}.{kind}"


def _add_map(message, field, kind):
    entry = message.nested_type.add()
    entry.name = "".join(part.title() for part in field.name.split("_")) + "Entry"
    entry.options.map_entry = True
    for number, name, entry_kind in [(1, "key", "string"), (2, "value", kind)]:
        part = entry.field.add(name=name, number=number, label=_F.LABEL_OPTIONAL)
        _set_type(part, entry_kind)
    field.label = _F.LABEL_REPEATED
    _set_type(field, f"{message.name}.{entry.name}")


def _add_field(message, number, name, kind):
    field = message.field.add(name=name, number=number, label=_F.LABEL_OPTIONAL)
    if kind.startswith("map:"):
        _add_map(message, field, kind[4:])
    elif kind.startswith("*"):
        field.label = _F.LABEL_REPEATED
        _set_type(field, kind[1:])
    elif kind.startswith("|"):
        if not message.oneof_decl:
            message.oneof_decl.add(name="payload")
        field.oneof_index = 0
        _set_type(field, kind[1:])
    elif kind.startswith("?"):
        _set_type(field, kind[1:])
        field.proto3_optional = True
        field.oneof_index = len(message.oneof_decl)
        message.oneof_decl.add(name=f"_{name}")
    else:
        _set_type(field, kind)


def _build():
    file = descriptor_pb2.FileDescriptorProto(
        name="interop.proto", package=PACKAGE, syntax="proto3",
        dependency=["google/protobuf/struct.proto", "google/protobuf/timestamp.proto"],
    )
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for number, field, kind in fields:
            _add_field(message, number, field, kind)
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())
    # The name of this function changed between the versions that distributions ship.
    make = getattr(message_factory, "GetMessageClass", None)
    make = make or message_factory.MessageFactory(pool).GetPrototype
    return {name: make(pool.FindMessageTypeByName(f"{PACKAGE}.{name}")) for name in MESSAGES}


_CLASSES = _build()


def new(name, **fields):
    """A message of this name."""
    return _CLASSES[name](**fields)


def parser(name):
    """The function that decodes a message of this name."""
    return _CLASSES[name].FromString


def serialize(message):
    """Encodes a message."""
    return message.SerializeToString()
