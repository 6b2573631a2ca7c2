INSERT INTO payment.refund (idempotency_key, charge)
  SELECT idempotency_key || ' refund', idempotency_key FROM payment.charge WHERE refunds = 1;
ALTER TABLE payment.charge DROP COLUMN refunds
