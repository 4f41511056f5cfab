import { readFileSync } from 'node:fs'

/** Strings that broke other programs (vectors/README.md), and those that PostgreSQL, JSON or a limit of ours could trip over. */
export const naughtyStrings: readonly string[] = [
  ...(JSON.parse(
    readFileSync(new URL('../../vectors/big-list-of-naughty-strings.json', import.meta.url), 'utf8'),
  ) as string[]),
  '\0',
  'before\0after',
  '\\u0000',
  '\ud800',
  'half \udc00 a pair',
  '\ufeffbyte order mark',
  '\r\n',
  'line\nbreak',
  'tab\there',
  '{secrets.weather}',
  '{secrets.',
  '{{secrets.x}',
  '\\{secrets.x}',
  `$\{jndi:ldap://127.0.0.1/a}`,
  '{"__proto__": {"isAdmin": true}}',
  '{"a": 1, "a": 2}',
  `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  '[]',
  'ſecret',
  'İstanbul',
  'x'.repeat(501),
  '😀'.repeat(501),
  'a'.repeat(64 * 1024 + 1),
]
