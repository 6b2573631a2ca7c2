CREATE TRIGGER change_is_noted AFTER INSERT OR UPDATE ON fares.fare
  FOR EACH ROW EXECUTE FUNCTION fares.note_change()
