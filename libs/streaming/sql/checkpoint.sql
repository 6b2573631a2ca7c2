CREATE TABLE streaming.checkpoint (
  consumer text PRIMARY KEY,
  transaction_id xid8 NOT NULL,
  position bigint NOT NULL
)
