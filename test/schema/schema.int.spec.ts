import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const ours = `nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')`;

/** One definition a row, as PostgreSQL writes it. */
const definitions = `
  SELECT format('COLUMN %s.%s.%s %s%s%s', nspname, relname, attname,
    format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END,
    coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '')) AS definition
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r'
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped AND ${ours}
  UNION ALL
  SELECT format('CONSTRAINT %s ON %s %s', conname, conrelid::regclass, pg_get_constraintdef(c.oid))
  FROM pg_constraint AS c JOIN pg_namespace ON pg_namespace.oid = connamespace
  WHERE contype <> 'n' AND ${ours}
  UNION ALL
  SELECT indexdef FROM pg_indexes JOIN pg_namespace ON nspname = schemaname WHERE ${ours}
  UNION ALL
  SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t WHERE NOT tgisinternal
  UNION ALL
  SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN pg_namespace ON pg_namespace.oid = pronamespace
  WHERE ${ours}
  UNION ALL
  SELECT format('PUBLICATION %s OF %s.%s', pubname, schemaname, tablename) FROM pg_publication_tables
  UNION ALL
  SELECT format('GRANT %s ON %s.%s', string_agg(privilege_type, ', ' ORDER BY privilege_type),
    table_schema, table_name)
  FROM information_schema.role_table_grants
  WHERE grantee = current_database() || '_application'
  GROUP BY table_schema, table_name
  UNION ALL
  SELECT format('GRANT EXECUTE ON %s.%s', routine_schema, routine_name)
  FROM information_schema.role_routine_grants
  WHERE grantee = current_database() || '_application'`;

it('the migrations make the schema that is committed', async () => {
  const { rows } = await owner.query<{ definition: string }>(definitions);
  const schema = rows.map(({ definition }) => definition.trim()).sort();
  await expect(`${schema.join('\n\n')}\n`).toMatchFileSnapshot('schema.txt');
});
