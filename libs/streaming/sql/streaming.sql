CREATE SCHEMA streaming
