-- Called by the statement that appends what the keys have sealed. A subject has one key for ever, erased or not.
CREATE OR REPLACE FUNCTION vault.keep(subjects text[], wrapped_keys bytea[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO vault.key (subject, wrapped) SELECT * FROM unnest(subjects, wrapped_keys);
END
$$
