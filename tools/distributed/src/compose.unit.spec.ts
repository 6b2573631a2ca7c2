import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { bookingApiSettings } from '../../../apps/booking-api/src/process.module.js';
import { processManagerSettings } from '../../../apps/process-manager/src/process.module.js';
import { projectorSettings } from '../../../apps/projector/src/process.module.js';
import { queryApiSettings } from '../../../apps/query-api/src/process.module.js';
import { relaySettings } from '../../../apps/relay/src/process.module.js';
import { captureSettings } from '../../capture/src/settings.js';
import { type PartName, parts, usualCopies } from './parts.js';

const root = join(import.meta.dirname, '..', '..', '..');
const file = join(root, 'docker-compose.yml');

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  scale: z.int().optional(),
  restart: z.string(),
  healthcheck: z.object({ disable: z.boolean().optional() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  deploy: z.object({
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }),
  }),
});
const text = readFileSync(file, 'utf8');
const { services } = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(text, { merge: true }));

const settings: Record<PartName, z.ZodObject> = {
  relay: relaySettings,
  projector: projectorSettings,
  'process-manager': processManagerSettings,
  'query-api': queryApiSettings,
  'booking-api': bookingApiSettings,
};
/** Given by whoever starts a copy: the supervisor, or the image. */
const ownAddress = ['PORT', 'HOST'];

function serviceOf(name: string) {
  return services[name] ?? expect.unreachable(`there is no ${name}`);
}

describe.each(parts)('$name', ({ name, settings: given }) => {
  const { scale = 1, ...composed } = serviceOf(name);

  it('is given the settings that it reads, by both', () => {
    const read = Object.keys(settings[name].shape).filter((each) => !ownAddress.includes(each));
    expect([...given].sort()).toEqual(read.sort());
    expect(Object.keys(composed.environment).sort()).toEqual(read);
  });

  it('is the same program in both, as many times', () => {
    expect(composed.command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    const copies: Partial<Record<string, number>> = usualCopies;
    expect(scale).toBe(copies[name] ?? 1);
  });

  it('comes from the one image, once the database has its form and the services are well', () => {
    expect(composed.image).toBe('contrail');
    expect(composed.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
      kafka: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it('does not know the owner of the database', () => {
    const url = new URL(composed.environment['DATABASE_URL'] ?? '');
    expect([url.username, url.password]).toEqual(['', '']);
  });
});

describe('docker-compose.yml', () => {
  it('is what Compose allows', () => {
    const linter = join(root, 'node_modules', 'dclint', 'bin', 'dclint.cjs');
    const { status, stdout } = spawnSync(process.execPath, [linter, '--quiet', file], {
      encoding: 'utf8',
    });
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' });
  });

  it('has the parts, the edge, the services, and what makes the database, and no more', () => {
    const others = ['edge', 'migrate', 'capture', 'postgres', 'kafka', 'connect', 'redis'];
    expect(Object.keys(services).sort()).toEqual(
      [...parts.map(({ name }) => name), ...others].sort(),
    );
  });

  it('publishes the edge alone, on this machine', () => {
    const published = Object.entries(services).flatMap(([name, { ports }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([['edge', '127.0.0.1:3000:3000']]);
  });

  it('has no secret of its own', () => {
    const secrets = Object.values(services).flatMap(({ environment }) =>
      Object.entries(environment).filter(([name]) => /SECRET$|PASSWORD|KEY$/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?/);
  });

  it('tells how each service is, but of those that answer nobody', () => {
    const ownChecks = Object.entries(services).filter(
      ([, { image, healthcheck }]) => image !== 'contrail' && healthcheck === undefined,
    );
    expect(ownChecks).toEqual([]);
    for (const name of ['migrate', 'capture']) {
      expect(serviceOf(name).healthcheck).toEqual({ disable: true });
    }
  });

  it('has of Kafka Connect, and of its connector, what the start of a machine has', () => {
    const pom = readFileSync(join(root, 'tools', 'services', 'connect', 'pom.xml'), 'utf8');
    const debezium = /debezium-connector-postgres<\/artifactId>\s*<version>([^<]+)/.exec(pom)?.[1];
    expect(serviceOf('connect').image).toBe(`quay.io/debezium/connect:${debezium}`);
    const read = Object.keys(captureSettings.shape).sort();
    expect(Object.keys(serviceOf('capture').environment).sort()).toEqual(read);
  });

  it('fills in the template of the edge', () => {
    const { environment } = serviceOf('edge');
    const template = readFileSync(join(root, 'deploy', 'edge.conf.template'), 'utf8');
    const variables = new Set([...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const filter = new RegExp(environment['NGINX_ENVSUBST_FILTER'] ?? '');
    expect(variables).toEqual(
      new Set(Object.keys(environment).filter((name) => filter.test(name))),
    );
    for (const part of ['booking-api', 'query-api']) {
      const servers = environment[`${part.toUpperCase().replace('-', '_')}_SERVERS`];
      expect(servers).toContain(`server ${part}:3000 resolve`);
    }
  });
});
