import type { MigrationInterface, QueryRunner } from 'typeorm';
import { viewsSql } from './sql-file.js';

const objects = ['views', 'generation', 'availability', 'seat_map', 'booking', 'parked_event'];

export class CreateViews1764000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const object of objects) await queryRunner.query(await viewsSql(object));
    await queryRunner.query(
      `INSERT INTO views.generation (view) VALUES ('availability'), ('seat_map'), ('booking')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA views CASCADE');
  }
}
