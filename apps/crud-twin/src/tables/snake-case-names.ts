import { DefaultNamingStrategy } from 'typeorm';

/** Tables and columns are named as PostgreSQL's are: `departsAt` is `departs_at`. */
export class SnakeCaseNames extends DefaultNamingStrategy {
  override tableName(className: string, given: string | undefined): string {
    return given ?? snakeCase(className);
  }

  override columnName(property: string, given: string | undefined): string {
    return given ?? snakeCase(property);
  }
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
