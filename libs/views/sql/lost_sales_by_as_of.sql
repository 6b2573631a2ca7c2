CREATE INDEX lost_sales_by_as_of ON views.lost_sales (generation, as_of)
