import pg from 'pg';
import type { TestDatabase } from './database.js';

interface Column {
  place: string;
  /** Its rows' values as text. */
  query: string;
}

const columns = `
  SELECT format('%s.%s.%s', table_schema, table_name, column_name) AS place,
    format(
      'SELECT %s AS text FROM %I.%I WHERE %I IS NOT NULL',
      CASE data_type WHEN 'bytea' THEN format('encode(%I, ''escape'')', column_name)
        ELSE format('%I::text', column_name) END,
      table_schema, table_name, column_name) AS query
  FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;

/** All that a database stores, as its owner sees it: the texts of each column of each table. */
export async function storedTexts({ ownerUrl }: TestDatabase): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const stored = new Map<string, string[]>();
    for (const { place, query } of (await client.query<Column>(columns)).rows) {
      const { rows } = await client.query<{ text: string }>(query);
      stored.set(
        place,
        rows.map(({ text }) => text),
      );
    }
    return stored;
  } finally {
    await client.end();
  }
}
