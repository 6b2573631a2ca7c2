CREATE PUBLICATION contrail_fares FOR TABLE fares.fare WITH (publish = 'insert, update')
