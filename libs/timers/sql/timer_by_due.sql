CREATE INDEX timer_by_due ON timers.timer (due_at)
