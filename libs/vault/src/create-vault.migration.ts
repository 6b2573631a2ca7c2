import type { MigrationInterface, QueryRunner } from 'typeorm';
import { vaultSql } from './sql-file.js';

export class CreateVault1764000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const object of ['vault', 'key']) await queryRunner.query(await vaultSql(object));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA vault CASCADE');
  }
}
