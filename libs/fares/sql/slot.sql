-- The name of the place in the write-ahead log up to which changes of fares have been read: names are of the whole cluster.
CREATE OR REPLACE FUNCTION fares.slot() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'contrail_fares_' || replace(log.id(), '/', '_')
$$
