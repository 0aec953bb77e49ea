// What deploy/ says in several files is the same in each: ports, names, versions, times.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readSettings } from '../../../deploy/settings.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const compose = read('deploy/compose.yaml');
const caddy = read('deploy/Caddyfile');
const docker = read('deploy/Dockerfile');
const settings = read('deploy/settings.js');
const recipe = read('docs/recipes/many-processes.md');
const image = JSON.parse(read('deploy/image/package.json'));
const own = JSON.parse(read('package.json'));

const variables = new Map(
  [...compose.matchAll(/^ {4}([A-Z_]+): (.+)$/gm)].map(([, name, value]) => [name, String(value).replaceAll('"', '')]),
);
const services = [...compose.matchAll(/^ {2}([\w-]+): \*proxy$/gm)].map(([, name]) => name);

test('each variable that is set is read, and is in the recipe', () => {
  assert.ok(variables.size > 8);
  for (const name of variables.keys()) {
    assert.match(settings, new RegExp(`\\b${name}\\b`));
    assert.match(recipe, new RegExp(`\`${name}\``));
  }
});

test('what is set can work, and its times fit into what a container gets', () => {
  const { listening, shares } = readSettings({ ...Object.fromEntries(variables), PUBLIC_URL: 'https://localhost' });
  assert.equal(shares, services.length);
  const [, grace] = /stop_grace_period: (\d+)s/.exec(compose) ?? [];
  assert.ok(listening.drainMs + listening.longestMs < Number(grace) * 1000);
});

test('the load balancer leads to each process, where it listens', () => {
  const { listening } = readSettings(Object.fromEntries([['PORT', variables.get('PORT')]]));
  const [, upstreams] = /reverse_proxy (.+) \{/.exec(caddy) ?? [];
  assert.deepEqual(
    upstreams?.split(' '),
    services.map((name) => `${name}:${listening.port}`),
  );
  assert.match(caddy, /health_uri \/readyz$/m);
  assert.doesNotMatch(caddy, /lb_retry_match|metrics/);
});

test('the image has all files of the program, and what they import', () => {
  const copied = [...(/^COPY (.+\.js) \.\/$/m.exec(docker)?.[1] ?? '').split(' ')].sort();
  const imported = [...read('deploy/server.js').matchAll(/from '\.\/(.+)'/g)].map(([, file]) => String(file));
  assert.deepEqual(copied, [...imported, 'server.js'].sort());
  const packages = [...read('deploy/server.js').matchAll(/from '([a-z][\w-]*)(?:\/\w+)?'/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(packages)].sort(), Object.keys(image.dependencies));
  assert.equal(image.dependencies.ioredis, own.devDependencies.ioredis);
  assert.equal(image.dependencies['kie-aleph'], `^${own.version}`);
});
