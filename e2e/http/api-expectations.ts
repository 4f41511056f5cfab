// Which token may do what through the REST API, written by hand from what its documentation promises. It imports nothing
// from the code that it judges. An operation that has no row here fails the tests.

export const scopes = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read'] as const
export type Scope = (typeof scopes)[number]

/** Tokens with the scope that an operation takes: of the organization, of the domain that it is about, of another domain. */
export const tokenColumns = ['organization', 'europe', 'america'] as const
export type TokenColumn = (typeof tokenColumns)[number]

/**
 * One letter for each column. y: it is done. n: refused, nothing changes. -: it does not exist for this token. Whoever
 * has another scope gets n, or - where it exists for no token; one of another organization finds nothing by an id.
 */
type Letter = 'y' | 'n' | '-'
type Row = `${Letter} ${Letter} ${Letter}`

export type ApiExpectation = { scope: Scope; domain: Row; organization?: Row }

/** What everybody in the organization may see of its own secrets. */
const seesSecrets: ApiExpectation = { scope: 'secrets:read', domain: 'y y -', organization: 'y y y' }
/** A domain's secrets are changed by its tokens, the organization's by the organization's alone. */
const changesSecrets: ApiExpectation = { scope: 'secrets:write', domain: 'y y -', organization: 'y n n' }
const sends: ApiExpectation = { scope: 'requests:send', domain: 'y y -' }

export const apiExpectations: Record<string, ApiExpectation> = {
  listSecrets: seesSecrets,
  createSecret: changesSecrets,
  getSecret: seesSecrets,
  editSecret: changesSecrets,
  deleteSecret: changesSecrets,
  revokeSecret: changesSecrets,
  archiveSecret: changesSecrets,
  restoreSecret: changesSecrets,
  makeSecretVersionCurrent: changesSecrets,
  // The alias of a domain's secret is fixed.
  renameSecret: { scope: 'secrets:write', domain: '- - -', organization: 'y n n' },
  listSecretChanges: { scope: 'secrets:read', domain: 'y y -', organization: 'y n n' },
  listSecretUsages: seesSecrets,
  send: sends,
  listIntegrations: sends,
  getIntegration: sends,
  runIntegrationRequest: sends,
  listWorkflows: sends,
  runWorkflow: sends,
  getWorkflowRun: sends,
  listTemplates: sends,
  sendTemplate: sends,
  listEndpoints: sends,
  encrypt: sends,
  decrypt: sends,
  // Each reads what happened in the domains that it reaches.
  listActivity: { scope: 'activity:read', domain: 'y y -', organization: 'y y y' },
}

export const apiLetter = (row: Row, column: TokenColumn): Letter =>
  row.split(' ')[tokenColumns.indexOf(column)] as Letter
