--
-- One view for each event over what a gateway stored, for PostgreSQL 12 and later.
-- Run it again after each change of it: psql -v ON_ERROR_STOP=1 -f postgresql.sql
--
-- A gateway stores DATA/sink/TENANT/YYYY-MM-DD.ndjson, one event a line. To load a
-- file, in psql; what was loaded before is skipped. The quote and the delimiter are
-- bytes that JSON never has.
--
--   CREATE TEMPORARY TABLE loaded (event jsonb);
--   \copy loaded FROM 'FILE' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
--   INSERT INTO telemetry.raw_events (tenant, event)
--     SELECT 'TENANT', event FROM loaded ON CONFLICT DO NOTHING;
--
-- If a view cannot be replaced because a text of its event did not leave before and
-- does now, drop the view and run this again.
SET client_encoding = 'UTF8';
SET client_min_messages = warning;
BEGIN;

CREATE SCHEMA IF NOT EXISTS telemetry;

CREATE TABLE IF NOT EXISTS telemetry.raw_events (
  tenant text NOT NULL,
  event jsonb NOT NULL,
  id text GENERATED ALWAYS AS (event ->> 'id') STORED,
  feature text GENERATED ALWAYS AS (event ->> 'feature') STORED,
  action text GENERATED ALWAYS AS (event ->> 'action') STORED,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX IF NOT EXISTS raw_events_by_name ON telemetry.raw_events (feature, action);
COMMENT ON TABLE telemetry.raw_events IS 'Events as a gateway stored them, in the JSON mapping of telemetrygateway.v1.Event.';

CREATE TABLE IF NOT EXISTS telemetry.codes (
  feature text NOT NULL,
  action text NOT NULL,
  key text NOT NULL,
  code bigint NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  removed_after integer,
  PRIMARY KEY (feature, action, key, code)
);
COMMENT ON TABLE telemetry.codes IS 'The names of codes; written anew by each run of this file.';

-- The values of an event by their keys; NULL if there is none.
CREATE OR REPLACE FUNCTION telemetry.number(event jsonb, key text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(event #> ARRAY['parameters', 'metadata', key]) = 'number'
    THEN (event #>> ARRAY['parameters', 'metadata', key])::double precision END
$$;

-- On the wire the largest integers of 64 bits are the double that follows them.
CREATE OR REPLACE FUNCTION telemetry.whole(event jsonb, key text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN telemetry.number(event, key) = 9223372036854775808::double precision THEN 9223372036854775807
    WHEN telemetry.number(event, key) >= -9223372036854775808::double precision
      AND telemetry.number(event, key) < 9223372036854775808::double precision
    THEN telemetry.number(event, key)::bigint END
$$;

-- In two halves: a cast of a double to numeric keeps no more than 15 digits.
CREATE OR REPLACE FUNCTION telemetry.large(event jsonb, key text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN abs(telemetry.number(event, key)) < 1e28::double precision THEN
    floor(telemetry.number(event, key) / 4294967296::double precision)::bigint::numeric * 4294967296
    + (telemetry.number(event, key) - floor(telemetry.number(event, key) / 4294967296::double precision) * 4294967296::double precision)::bigint
  END
$$;

CREATE OR REPLACE FUNCTION telemetry.truth(event jsonb, key text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE telemetry.number(event, key) WHEN 1 THEN true WHEN 0 THEN false END
$$;

CREATE OR REPLACE FUNCTION telemetry.words(event jsonb, key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT event #>> ARRAY['parameters', 'privateMetadata', key]
$$;

CREATE OR REPLACE VIEW telemetry.events AS
SELECT
  tenant,
  id,
  (event ->> 'timestamp')::timestamptz AS recorded_at,
  feature,
  action,
  coalesce((event #>> '{parameters,version}')::integer, 0) AS version,
  (event #>> '{user,userId}')::bigint AS user_id,
  event #>> '{interaction,traceId}' AS trace_id,
  event #>> '{interaction,interactionId}' AS interaction_id,
  event #>> '{interaction,geolocation,countryCode}' AS country_code,
  event #>> '{source,client,name}' AS client_name,
  event #>> '{source,client,version}' AS client_version,
  event #>> '{source,server,version}' AS server_version,
  event #> '{featureFlags,flags}' AS feature_flags,
  (event ->> 'sampleRate')::double precision AS sample_rate,
  event
FROM telemetry.raw_events;
COMMENT ON VIEW telemetry.events IS 'Every event with what is around its values.';
COMMENT ON COLUMN telemetry.events.event IS 'The event as it was stored.';
