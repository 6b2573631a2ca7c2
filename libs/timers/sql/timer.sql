CREATE TABLE timers.timer (
  id text PRIMARY KEY,
  task json NOT NULL,
  due_at timestamptz NOT NULL,
  claims integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0
)
