CREATE TABLE views.generation (
  view text PRIMARY KEY,
  generation bigint NOT NULL DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint
)
