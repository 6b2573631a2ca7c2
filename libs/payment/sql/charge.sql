CREATE TABLE payment.charge (
  idempotency_key text PRIMARY KEY,
  amount bigint NOT NULL,
  currency text NOT NULL,
  reason text,
  captures_at timestamptz,
  charges integer NOT NULL DEFAULT 0,
  refunds integer NOT NULL DEFAULT 0,
  CHECK ((reason IS NULL) <> (captures_at IS NULL)),
  CHECK (refunds <= charges)
)
