-- By a trigger until another way is chosen. Volatile: a statement that has waited for a change of the way sees the new one.
CREATE OR REPLACE FUNCTION fares.captured_by() RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((SELECT way FROM fares.capture), 'trigger')
$$
