-- The name of the role that reads the write-ahead log: names are of the whole cluster.
CREATE OR REPLACE FUNCTION fares.reader() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT current_database() || '_capture'
$$
