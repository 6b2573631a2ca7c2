CREATE FUNCTION log.framed(field text) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN int4send(octet_length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8')
