-- How much of a log has been signed: the file of signed heads, which is kept elsewhere, has to have it.
CREATE TABLE log.signed_head (
  log text PRIMARY KEY,
  events bigint NOT NULL
)
