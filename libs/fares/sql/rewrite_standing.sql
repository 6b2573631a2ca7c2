-- As they are, for whoever reads the write-ahead log: behind all that was written, and a revision that is known changes nothing.
CREATE OR REPLACE FUNCTION fares.rewrite_standing() RETURNS void
LANGUAGE sql AS $$
  LOCK TABLE fares.fare IN SHARE ROW EXCLUSIVE MODE;
  UPDATE fares.fare SET amount = amount;
$$
