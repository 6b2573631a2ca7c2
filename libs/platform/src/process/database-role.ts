import { createHmac } from 'node:crypto';

/** Someone in a database. */
export interface DatabaseRole {
  name: string;
  password: string;
}

/**
 * Who the application is in a database: it reads, and appends by the log's one function.
 *
 * @param secret CONTRAIL_SECRET: who has it can be the role, and needs no other password
 */
export function applicationRole(databaseUrl: string, secret: string): DatabaseRole {
  return {
    name: `${databaseOf(databaseUrl)}_application`,
    password: createHmac('sha256', secret).update('database role').digest('base64url'),
  };
}

/** Of the role that reads changes of fares from the write-ahead log. */
export function capturePassword(secret: string): string {
  return createHmac('sha256', secret).update('capture role').digest('base64url');
}

/** The same server and database as the application's role, whoever the given url names. */
export function applicationRoleUrl(databaseUrl: string, secret: string): string {
  const { name, password } = applicationRole(databaseUrl, secret);
  const url = new URL(databaseUrl);
  url.username = encodeURIComponent(name);
  url.password = password;
  return url.href;
}

function databaseOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}
