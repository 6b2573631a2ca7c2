-- In PL/pgSQL, which keeps what it has prepared: a SQL function is read again by each statement that calls it.
CREATE OR REPLACE FUNCTION log.framed(field text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  bytes bytea := convert_to(field, 'UTF8');
BEGIN
  RETURN int4send(octet_length(bytes)) || bytes;
END
$$
