CREATE TABLE payment.refund (
  idempotency_key text PRIMARY KEY,
  charge text NOT NULL REFERENCES payment.charge ON DELETE CASCADE
)
