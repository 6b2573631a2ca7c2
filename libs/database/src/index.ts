export { applicationDatabase } from './application-database.js';
export { assertAnswers, hasEnded } from './database-answers.js';
export { formOfDatabase, formOfThisVersion, remadeSql } from './form.js';
export { migrations } from './migrations.js';
export { sqlMigration } from './sql-migration.js';
