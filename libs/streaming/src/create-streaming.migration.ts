import type { MigrationInterface, QueryRunner } from 'typeorm';
import { streamingSql } from './sql-file.js';

export class CreateStreaming1764000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const object of ['streaming', 'checkpoint']) {
      await queryRunner.query(await streamingSql(object));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA streaming CASCADE');
  }
}
