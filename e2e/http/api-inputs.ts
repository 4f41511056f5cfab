import { randomBytes } from 'node:crypto'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import type { ApiRequest } from './api-client.ts'
import type { ConsoleClient } from './console-client.ts'
import { freshInput, type Input, type Level } from './fresh-inputs.ts'

/** What a request to the API is made of, so that each part can be made another. */
export type ApiInput = {
  params: Record<string, string>
  query: Record<string, string>
  headers: Record<string, string>
  /** Undefined: none is sent. */
  body: unknown
}
export type InputPlace = { owner: ConsoleClient; tenant: SeededTenant; stack: Stack; level: Level }

type Made = { id: string; rowVersion: number; name: string } & Record<string, string>
type Make = (made: (action: string) => Promise<Made>, place: InputPlace) => Promise<Partial<ApiInput>>

const ifMatch = ({ rowVersion }: Made) => ({ 'If-Match': `"${rowVersion}"` })

/** A secret that an action made, and what a change of it takes. */
const onSecret =
  (action: string, body?: (made: Made) => unknown): Make =>
  async (made) => {
    const secret = await made(action)
    return { params: { id: secret.id }, headers: ifMatch(secret), ...(body && { body: body(secret) }) }
  }

const readsSecret: Make = async (_, { tenant, level }) => ({
  params: { id: level === 'domain' ? tenant.secretId : tenant.organizationSecretId },
})
const listsDomain: Make = async () => ({ query: { domain: 'europe' } })
const atLevel: Make = async (_, { level }) => ({ ...(level === 'domain' && { query: { domain: 'europe' } }) })
const newValue = () => randomBytes(24).toString('base64url')

/** operationId → an input that works, on something made for this call alone where it is changed. */
const inputs: Record<string, Make> = {
  listSecrets: atLevel,
  createSecret: async (_, { level }) => ({
    body: {
      scope: level,
      ...(level === 'domain' && { domain: 'europe' }),
      name: `s${randomBytes(6).toString('hex')}`,
      type: 'token',
      value: newValue(),
    },
  }),
  getSecret: readsSecret,
  editSecret: onSecret('revokeSecretAction', () => ({ value: newValue(), description: 'Changed' })),
  deleteSecret: onSecret('deleteSecretAction'),
  revokeSecret: onSecret('revokeSecretAction'),
  archiveSecret: onSecret('archiveSecretAction'),
  restoreSecret: onSecret('restoreSecretAction'),
  makeSecretVersionCurrent: onSecret('makeCurrentAction', () => ({ version: 1 })),
  renameSecret: onSecret('renameSecretAction', ({ name }) => ({ name })),
  listSecretChanges: readsSecret,
  listSecretUsages: readsSecret,
  send: async (_, { stack }) => ({
    body: { domain: 'europe', request: { method: 'GET', url: `${stack.upstream.origin}/station` } },
  }),
  listIntegrations: listsDomain,
  getIntegration: async (_, { tenant }) => ({ params: { id: tenant.integrationId } }),
  runIntegrationRequest: async (made) => {
    const { integrationId = '', id } = await made('testIntegrationRequestAction')
    return { params: { id: integrationId, requestId: id } }
  },
  listWorkflows: listsDomain,
  runWorkflow: async (made) => ({ params: { id: (await made('runWorkflowAction')).id }, body: { event: {} } }),
  getWorkflowRun: async (_, { tenant }) => ({ params: { id: tenant.workflowId, runId: tenant.runId } }),
  listTemplates: listsDomain,
  sendTemplate: async (made) => ({
    params: { id: (await made('sendTemplateAction')).id },
    body: { event: { station: 'Hamburg' }, recipient: { name: 'Ines' } },
  }),
  listEndpoints: listsDomain,
  encrypt: async (made) => ({
    params: { id: (await made('testEndpointAction')).id },
    body: { text: 'A sample' },
  }),
  decrypt: async (made) => {
    const { id, envelope } = await made('openAnswerAction')
    return { params: { id }, body: { envelope } }
  },
  listActivity: atLevel,
}

export const operationsWithInput = Object.keys(inputs)

/** A new input that works for an operation, made by the owner of the tenant. */
export async function apiInput(operationId: string, place: InputPlace): Promise<ApiInput> {
  const make = inputs[operationId]
  if (!make) throw new Error(`${operationId} has no input.`)
  const { owner, tenant, stack, level } = place
  const at: Input = { organization: tenant.slug, ...(level === 'domain' && { domain: 'europe' }) }
  const made = async (action: string) => (await freshInput(action, owner, at, stack)) as unknown as Made
  return { params: {}, query: {}, headers: {}, body: undefined, ...(await make(made, place)) }
}

/** An input as it is sent. */
export function requestOf(method: string, path: string, { params, query, headers, body }: ApiInput): ApiRequest {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return {
    method: method.toUpperCase(),
    path: search === '' ? filled : `${filled}?${search}`,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}
