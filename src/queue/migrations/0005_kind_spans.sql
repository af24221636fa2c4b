-- How many events of a kind are in a state, by the span of 4096 microseconds in
-- which they were recorded: where to look for them in `events_by_state`. Events
-- come in bursts, so that one row stands for many, where the index that this
-- replaces had one for each. Kept by the writing process, which sums up what a
-- transaction changes. A row with no events is no row.
CREATE TABLE kind_spans (
    kind   INTEGER NOT NULL,
    state  INTEGER NOT NULL,
    -- `recorded_at >> 12`.
    span   INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (kind, state, span)
) STRICT, WITHOUT ROWID;
INSERT INTO kind_spans SELECT kind, state, recorded_at >> 12, count(*) FROM events GROUP BY 1, 2, 3;
DROP INDEX events_by_kind;
