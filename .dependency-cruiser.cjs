// The arrows of the house: which room may import which (docs/decisions/0001). Read by scripts/check-architecture.mjs,
// which also plants a violation, because a checker that reads no module finds none either.

/** Room of lib → the rooms that it stands on. What those stand on is allowed too. */
const standsOn = {
  core: [],
  db: ['core'],
  crypto: ['core'],
  references: ['core'],
  'host-rules': ['core'],
  envelope: ['crypto'],
  // What a person typed or pasted that looks like a credential, and what a curl command line says: pure.
  credentials: ['core'],
  curl: ['references', 'credentials'],
  access: ['db'],
  keys: ['crypto', 'db'],
  changelog: ['access', 'keys'],
  // Mails to people, through the operator's server.
  mail: ['core'],
  auth: ['changelog', 'mail'],
  // What an operator does to people and organizations, at the machine.
  operator: ['auth'],
  // Single sign-on.
  oidc: ['auth'],
  usages: ['access', 'references'],
  secrets: ['usages', 'changelog', 'host-rules', 'credentials'],
  // What a picker offers to put a reference to.
  choices: ['secrets'],
  // Which hosts wait for approval or have it.
  approvals: ['secrets'],
  sending: ['secrets', 'envelope', 'approvals'],
  // Plain texts that macros name.
  variables: ['secrets', 'credentials'],
  integrations: ['sending', 'variables', 'credentials'],
  templates: ['integrations'],
  workflows: ['integrations'],
  allowlist: ['sending'],
  // The switch that stops all sends of a domain or of the organization.
  stops: ['changelog'],
  // Who refers to secrets, in one list: what a rename rewrites and where something is used.
  consumers: ['templates', 'workflows', 'allowlist'],
  // Whom a stricter policy sends to sign in again.
  settings: ['secrets', 'auth'],
  // The parts of an organization: made, renamed, archived and restored.
  domains: ['secrets'],
  health: ['secrets', 'approvals'],
  imports: ['secrets'],
  reminders: ['secrets'],
  // What Postern does by itself, at intervals.
  jobs: ['reminders', 'auth', 'workflows'],
  // API tokens: made, found, listed, revoked.
  tokens: ['auth'],
  // Who belongs to an organization, and the links by which somebody comes to.
  members: ['auth'],
  server: ['oidc', 'jobs', 'health', 'stops', 'tokens', 'settings'],
  // The REST API: its operations over the same functions as the console's.
  api: ['server', 'consumers', 'tokens', 'settings', 'choices'],
}

function below(room, seen = new Set()) {
  for (const next of standsOn[room]) {
    if (seen.has(next)) continue
    seen.add(next)
    below(next, seen)
  }
  return [...seen]
}

// Tests, and what only they, the figures and the demo's samples use, may reach further.
const notATest = '\\.test\\.tsx?$|^lib/testing/'

const rooms = Object.keys(standsOn).map((room) => ({
  name: `room-${room}`,
  comment: `lib/${room} may import only ${[...below(room)].join(', ') || 'nothing of lib'}`,
  severity: 'error',
  from: { path: `^lib/${room}/`, pathNot: notATest },
  to: { path: '^lib/', pathNot: `^lib/(${[room, ...below(room)].join('|')})/` },
}))

/** What a browser gets: schemas, labels and pure judgement, no database, no keys. */
const pureForComponents = [
  '^lib/core/(errors|result|zod|zod-parts|field-errors|clock|day|slug-of)\\.ts$',
  '^lib/(references|host-rules|credentials|curl)/',
  '^lib/[a-z-]+/schema\\.ts$',
  '^lib/secrets/(names|json-value|concerns)\\.ts$',
  '^lib/workflows/(check-steps?|split-step-url|stored-step)\\.ts$',
  '^lib/usages/is-cut\\.ts$',
  '^lib/access/permissions\\.ts$',
  '^lib/sending/(exchange|limits)\\.ts$',
].join('|')

/** What can open a connection, ask a name server, or start a program that does. The global fetch is for biome.json. */
const openers = '^node_modules/undici/|^(node:)?(https?|http2|net|tls|dgram|dns|dns/promises|child_process)$'

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-unknown-room',
      comment: 'A new room of lib says here what it stands on.',
      severity: 'error',
      from: {},
      to: { path: '^lib/', pathNot: `^lib/(${[...Object.keys(standsOn), 'testing'].join('|')})/` },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^lib/db/generated/' },
      to: { circular: true },
    },
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { pathNot: '^(app|components|e2e)/|\\.test\\.tsx?$' },
      to: { path: '^app/' },
    },
    {
      name: 'components-call-actions-only',
      comment: 'Of app, a component may import what it calls: server actions.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/', pathNot: '/actions\\.ts$' },
    },
    {
      name: 'lib-knows-no-interface',
      severity: 'error',
      from: { path: '^(lib|cli)/' },
      to: { path: '^(app|components|e2e|bench)/' },
    },
    {
      name: 'app-has-no-logic',
      comment: 'Routes reach the database and cryptography only through a room that judges who asks.',
      severity: 'error',
      from: { path: '^(app|cli)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^lib/(db|crypto)/' },
    },
    {
      name: 'components-are-pure',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^lib/', pathNot: pureForComponents },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$|^(lib/testing|e2e|bench|scripts)/' },
      to: { path: '^lib/testing/' },
    },
    {
      name: 'who-reads-plaintext',
      comment: 'Every module that can read a SecretValue stands in this list.',
      severity: 'error',
      from: {
        pathNot:
          '^lib/core/secret-value\\.ts$|^lib/crypto/seal\\.ts$|^lib/sending/open-values\\.ts$|^lib/secrets/reveal-secret\\.ts$|^lib/workflows/history\\.ts$|^lib/api/sealed-answer\\.ts$|\\.test\\.ts$|^e2e/',
      },
      to: { path: '^lib/core/read-permit\\.ts$' },
    },
    {
      name: 'who-issues-permits',
      comment: 'A permit as a value, not as a type: only authorize() issues one and only runChange() opens a scope.',
      severity: 'error',
      from: {
        path: '^(lib|app|cli|components)/',
        pathNot: '^lib/access/|^lib/changelog/run-change\\.ts$|\\.test\\.ts$',
      },
      to: { path: '^lib/access/permit\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-transaction-in-flight',
      comment: 'No transaction is open while a request is under way or a password is hashed.',
      severity: 'error',
      from: { path: '^lib/sending/|^lib/auth/(hash|verify)-password\\.ts$', pathNot: notATest },
      to: { path: '^lib/db/transaction\\.ts$|^lib/changelog/run-change\\.ts$' },
    },
    {
      name: 'one-way-out',
      comment: 'These few files alone open connections, each in front of a judgement of where it goes.',
      severity: 'error',
      from: {
        path: '^(app|components|lib|cli)/',
        pathNot: [
          '^lib/sending/(address-guard|answer-reader|resolve-host|connection|explain-failure|open-connection|proxy)\\.ts$',
          // To the identity provider that the operator has chosen, and to nobody else.
          '^lib/oidc/provider-fetch\\.ts$',
          // Each only asks what an address or an incoming request is.
          '^lib/core/(env|is-loopback)\\.ts$|^lib/auth/peer-address\\.ts$',
          notATest,
        ].join('|'),
      },
      to: { path: openers },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: '^(\\.next|\\.postern)' },
    includeOnly: { path: `^(app|components|lib|cli|bench|e2e|scripts|proxy|instrumentation)|${openers}` },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs'],
    },
  },
}
