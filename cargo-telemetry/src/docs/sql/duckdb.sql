--
-- One view for each event over what a gateway stored, for DuckDB 1.2 and later.
-- Run it again after each change of it: duckdb FILE.duckdb < duckdb.sql
--
-- A gateway stores DATA/sink/TENANT/YYYY-MM-DD.ndjson, one event a line. To load all
-- of them; what was loaded before is skipped:
--
--   INSERT OR IGNORE INTO telemetry.raw_events
--     SELECT parse_path(filename)[-2], json ->> '$.id', json
--     FROM read_ndjson_objects('DATA/sink/*/*.ndjson', filename = true);
BEGIN;

CREATE SCHEMA IF NOT EXISTS telemetry;

CREATE TABLE IF NOT EXISTS telemetry.raw_events (
  tenant VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  event JSON NOT NULL,
  PRIMARY KEY (tenant, id)
);
COMMENT ON TABLE telemetry.raw_events IS 'Events as a gateway stored them, in the JSON mapping of telemetrygateway.v1.Event.';

CREATE TABLE IF NOT EXISTS telemetry.codes (
  feature VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  code BIGINT NOT NULL,
  name VARCHAR NOT NULL,
  description VARCHAR NOT NULL,
  removed_after INTEGER
);
COMMENT ON TABLE telemetry.codes IS 'The names of codes; written anew by each run of this file.';

-- The values of an event by their keys; NULL if there is none.
CREATE OR REPLACE MACRO telemetry.number(event, key) AS
  CASE WHEN json_type(event, '$.parameters.metadata.' || key) IN ('DOUBLE', 'BIGINT', 'UBIGINT', 'HUGEINT')
    THEN TRY_CAST(json_extract_string(event, '$.parameters.metadata.' || key) AS DOUBLE) END;

-- On the wire the largest integers of 64 bits are the double that follows them.
CREATE OR REPLACE MACRO telemetry.whole(event, key) AS
  CASE WHEN telemetry.number(event, key) = 9223372036854775808::DOUBLE THEN 9223372036854775807::BIGINT
    ELSE TRY_CAST(telemetry.number(event, key) AS BIGINT) END;

CREATE OR REPLACE MACRO telemetry.large(event, key) AS
  TRY_CAST(telemetry.number(event, key) AS HUGEINT);

CREATE OR REPLACE MACRO telemetry.truth(event, key) AS
  CASE telemetry.number(event, key) WHEN 1 THEN true WHEN 0 THEN false END;

CREATE OR REPLACE MACRO telemetry.words(event, key) AS
  json_extract_string(event, '$.parameters.privateMetadata.' || key);

CREATE OR REPLACE VIEW telemetry.events AS
SELECT
  tenant,
  id,
  TRY_CAST(event ->> '$.timestamp' AS TIMESTAMPTZ) AS recorded_at,
  event ->> '$.feature' AS feature,
  event ->> '$.action' AS action,
  coalesce(TRY_CAST(event ->> '$.parameters.version' AS INTEGER), 0) AS version,
  TRY_CAST(event ->> '$.user.userId' AS BIGINT) AS user_id,
  event ->> '$.interaction.traceId' AS trace_id,
  event ->> '$.interaction.interactionId' AS interaction_id,
  event ->> '$.interaction.geolocation.countryCode' AS country_code,
  event ->> '$.source.client.name' AS client_name,
  event ->> '$.source.client.version' AS client_version,
  event ->> '$.source.server.version' AS server_version,
  event -> '$.featureFlags.flags' AS feature_flags,
  TRY_CAST(event ->> '$.sampleRate' AS DOUBLE) AS sample_rate,
  event
FROM telemetry.raw_events;
COMMENT ON VIEW telemetry.events IS 'Every event with what is around its values.';
COMMENT ON COLUMN telemetry.events.event IS 'The event as it was stored.';
