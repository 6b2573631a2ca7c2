CREATE INDEX parked_message_by_retry ON streaming.parked_message (consumer, retry_at)
