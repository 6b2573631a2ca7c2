-- Tells a log from all others: its cluster's identifier, and its database's in that.
CREATE OR REPLACE FUNCTION log.id() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT system_identifier || '/' || oid
  FROM pg_control_system(), pg_database WHERE datname = current_database()
$$
