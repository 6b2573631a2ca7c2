import type { MigrationInterface, QueryRunner } from 'typeorm';
import { logSql } from './sql-file.js';

const objects = [
  'log',
  'event',
  'event_in_order',
  'event_of_command',
  'refuse_change',
  'event_is_append_only',
  'framed',
  'event_hash',
  'lock_streams_and_commands',
  'obstacle',
  'append',
];

export class CreateLog1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const object of objects) await queryRunner.query(await logSql(object));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA log CASCADE');
  }
}
