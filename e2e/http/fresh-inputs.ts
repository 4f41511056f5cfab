import { randomBytes, randomUUID } from 'node:crypto'
import { runSql } from '../stack/run-sql.ts'
import type { Stack } from '../stack/start-stack.ts'
import type { ActionAnswer, ConsoleClient } from './console-client.ts'
import { domainInputs } from './fresh-domain-inputs.ts'
import { type MemberMaker, memberInputs } from './fresh-member-inputs.ts'

export type Level = 'domain' | 'organization'
export type Input = Record<string, unknown> & { organization: string; domain?: string }

const newValue = () => randomBytes(24).toString('base64url')
const newName = () => `s${randomBytes(6).toString('hex')}`
const newToken = () => ({ name: newName(), scopes: ['secrets:read'], lifetime: '30', expiresOn: '' })

/** Makes through actions what other actions are tried on: each has a thing of its own, so that each call can succeed. */
class Maker {
  readonly place: Input
  readonly upstreamOrigin: string
  readonly #owner: ConsoleClient
  readonly #databaseUrl: string

  constructor(owner: ConsoleClient, place: Input, { upstream, databaseUrl }: Pick<Stack, 'upstream' | 'databaseUrl'>) {
    this.#owner = owner
    this.place = place
    this.upstreamOrigin = upstream.origin
    this.#databaseUrl = databaseUrl
  }

  async done(action: string, input: object): Promise<{ id: string; rowVersion: number }> {
    const { result }: ActionAnswer = await this.#owner.action(action, [{ ...this.place, ...input }])
    if (!result?.ok) throw new Error(`${action} was refused: ${JSON.stringify(result?.error)}`)
    return result.data as { id: string; rowVersion: number }
  }

  /** The same for the organization itself, at whatever level the input is made for. */
  doneForAll = (action: string, input: object): Promise<{ id: string; rowVersion: number }> =>
    this.done(action, { ...input, organization: this.place.organization, domain: undefined })

  /** For what is made of people. */
  get members(): MemberMaker {
    return { owner: this.#owner, organization: this.place.organization, databaseUrl: this.#databaseUrl }
  }

  newSecret(over: object = {}): object {
    const fields = { description: '', allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }
    return { name: newName(), type: 'token', value: newValue(), ...fields, ...over }
  }

  async secret(over: object = {}): Promise<{ id: string; rowVersion: number }> {
    const { id, rowVersion } = await this.done('createSecretAction', this.newSecret(over))
    return { id, rowVersion }
  }

  async archived(): Promise<{ id: string; rowVersion: number }> {
    const { id, rowVersion } = await this.done('archiveSecretAction', await this.secret())
    return { id, rowVersion }
  }

  async rotated(): Promise<{ id: string; rowVersion: number }> {
    const edit = { ...(await this.secret()), description: '', expiresOn: null, value: newValue() }
    const { id, rowVersion } = await this.done('editSecretAction', edit)
    return { id, rowVersion }
  }

  /** A secret with a host that waits for it, which a test by the owner would not leave behind. */
  async waitingHost(): Promise<object> {
    const { id: secretId } = await this.secret()
    const host = `${newName()}.example.com`
    await runSql(
      this.#databaseUrl,
      `INSERT INTO "HostApproval"
         ("organizationId", "secretId", "host", "domainId", "requestedAt", "requestedByName", "requestedFor")
       SELECT o."id", $2, $3, d."id", now(), 'Tom Abara', 'Weather · Forecast' FROM "Organization" o
         JOIN "Domain" d ON d."organizationId" = o."id" AND d."slug" = 'europe' WHERE o."slug" = $1`,
      [this.place.organization, secretId, host],
    )
    return { secretId, host }
  }

  async approvedHost(): Promise<object> {
    const waiting = await this.waitingHost()
    await this.done('approveHostAction', waiting)
    return waiting
  }

  newImport(): object {
    const common = { allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }
    const decisions = [{ row: 0, act: 'create', name: newName() }]
    return { format: 'env', text: `A=${newValue()}`, common, decisions, isAllOrNothing: false }
  }

  /** The policies as they are to begin with, and which state of them the form would have been opened on. */
  async policies(): Promise<object> {
    const { text } = await this.#owner.get(`/${this.place.organization}/settings`)
    const policyVersion = Number(/policyVersion\W+(\d+)/.exec(text)?.[1])
    const reveals = { editorsMayReveal: true, domainAdminsMayReveal: false }
    const hosts = { allowedDomainsRequired: false, hostApprovalRequired: true, onlyAllowlisted: false }
    const joining = { ssoJoinDomains: [], ssoJoinDomainId: null }
    const signIn = { secondFactorRequired: false, ssoRequired: false, sessionHours: 12, sessionIdleMinutes: 120 }
    return { policyVersion, versionsKept: 5, retentionDays: 30, ...reveals, ...hosts, ...signIn, ...joining }
  }

  /** The stop that holds, laid on if there was none. */
  async stopped(): Promise<object> {
    const { result } = await this.#owner.action('stopSendsAction', [{ ...this.place, isConfirmed: true }])
    if (!result?.ok) throw new Error(`stopSendsAction was refused: ${JSON.stringify(result?.error)}`)
    return { stoppedAt: (result.data as { stoppedAt: string }).stoppedAt }
  }

  integration(): Promise<{ id: string; rowVersion: number }> {
    return this.done('createIntegrationAction', { name: newName(), baseUrl: this.upstreamOrigin })
  }

  newVariable(): object {
    return { name: newName(), value: 'Any text', description: '', keepsPlainText: false }
  }

  newTemplate(requestId: string): object {
    const text = { subject: 'Storm near {{event.station}}', bodyType: 'text', body: '{{secrets.weather_fx}}' }
    const samples = [{ name: 'Hamburg', event: '{"station":"Hamburg"}', recipient: '{}' }]
    return { name: newName(), ...text, samples, requestId, keepsPlainText: false }
  }

  async template(): Promise<{ id: string; rowVersion: number }> {
    const { id: integrationId } = await this.integration()
    const request = { ...this.newRequest(integrationId), method: 'POST' }
    const { id } = await this.done('createIntegrationRequestAction', request)
    return this.done('createTemplateAction', this.newTemplate(id))
  }

  async savedRequest(): Promise<{ integrationId: string; id: string; rowVersion: number }> {
    const { id: integrationId } = await this.integration()
    const { id, rowVersion } = await this.done('createIntegrationRequestAction', this.newRequest(integrationId))
    return { integrationId, id, rowVersion }
  }

  /** With a key of 24 bytes, as they stand in a new value. */
  async newEndpoint(): Promise<object> {
    const keyName = newName()
    await this.done('createSecretAction', this.newSecret({ name: keyName }))
    const where = { hostPattern: `${newName()}.example.com`, pathPattern: '/*' }
    const key = { encryption: 'a192gcm', keyName, keyPart: null, keyEncoding: 'base64', graceHours: 24 }
    return { name: newName(), description: '', ...where, ...key }
  }

  newWorkflow(): object {
    const request = {
      method: 'GET',
      url: `${this.upstreamOrigin}/step`,
      headers: [],
      query: [],
      bodyType: 'none',
      body: '',
    }
    const steps = [{ id: null, name: 'first', ...request, followRedirects: false, retries: 0, goesOn: false }]
    const hook = { keyName: 'weather_fx', keyPart: null }
    return { name: newName(), description: '', steps, hook, keepRunsDays: 30, keepsPlainText: false }
  }

  workflow(): Promise<{ id: string; rowVersion: number }> {
    return this.done('createWorkflowAction', this.newWorkflow())
  }

  /** A run that nobody runs, so that it does not end before somebody cancels it. */
  async run(): Promise<object> {
    const { id: workflowId } = await this.workflow()
    const id = randomUUID()
    await runSql(
      this.#databaseUrl,
      `INSERT INTO "WorkflowRun" ("organizationId", "id", "domainId", "workflowId", "trigger", "actorName")
       SELECT w."organizationId", $2, w."domainId", w."id", 'hand', 'Tom Abara' FROM "Workflow" w WHERE w."id" = $1`,
      [workflowId, id],
    )
    return { workflowId, id }
  }

  async endpoint(): Promise<{ id: string; rowVersion: number }> {
    return this.done('createEndpointAction', await this.newEndpoint())
  }

  /** An envelope that the key of its endpoint opens. */
  async sealedAnswer(): Promise<object> {
    const { id } = await this.endpoint()
    const made: object = await this.done('testEndpointAction', { id, text: 'A sample' })
    return { id, envelope: (made as { envelope: string }).envelope }
  }

  newRequest(integrationId: string): object {
    const headers = [{ name: 'X-Api-Key', value: '{secrets.weather_fx}' }]
    const rest = { method: 'GET', path: '/another', headers, query: [], bodyType: 'none', body: '' }
    return { integrationId, name: newName(), ...rest, followRedirects: false, retries: 0 }
  }
}

type Make = (maker: Maker) => Promise<object>

/** Action → an input that works, on something made for this call alone. What is left out works at no level. */
const inputs: Record<string, Make> = {
  createSecretAction: async (maker) => maker.newSecret(),
  editSecretAction: async (maker) => ({
    ...(await maker.secret()),
    description: 'Changed',
    expiresOn: null,
    value: newValue(),
  }),
  makeCurrentAction: async (maker) => ({ ...(await maker.rotated()), version: 1 }),
  revokeSecretAction: (maker) => maker.secret(),
  archiveSecretAction: (maker) => maker.secret(),
  restoreSecretAction: (maker) => maker.archived(),
  deleteSecretAction: (maker) => maker.secret(),
  archiveSelectedAction: async (maker) => ({ secrets: [await maker.secret(), await maker.secret()] }),
  restoreSelectedAction: async (maker) => ({ secrets: [await maker.archived()] }),
  setExpirationAction: async (maker) => ({ secrets: [await maker.secret()], expiresOn: '2999-12-31' }),
  previewImportAction: async (maker) => maker.newImport(),
  judgeImportNameAction: async () => ({ name: newName() }),
  importSecretsAction: async (maker) => maker.newImport(),
  renameSecretAction: async (maker) => ({ ...(await maker.secret()), name: newName() }),
  changePoliciesAction: async (maker) => ({ ...(await maker.policies()), timeZone: 'Europe/Lisbon' }),
  ...Object.fromEntries(
    Object.entries(domainInputs).map(([action, make]) => [action, (maker: Maker) => make(maker.doneForAll)]),
  ),
  ...Object.fromEntries(
    Object.entries(memberInputs).map(([action, make]) => [action, (maker: Maker) => make(maker.members)]),
  ),
  verifyLogAction: async () => ({}),
  revealSecretAction: async (maker) => ({ id: (await maker.secret({ visibility: 'masked' })).id }),
  approveHostAction: (maker) => maker.waitingHost(),
  declineHostAction: (maker) => maker.waitingHost(),
  withdrawApprovalAction: (maker) => maker.approvedHost(),
  createIntegrationAction: async (maker) => ({ name: newName(), baseUrl: maker.upstreamOrigin }),
  updateIntegrationAction: async (maker) => ({
    ...(await maker.integration()),
    name: newName(),
    baseUrl: maker.upstreamOrigin,
  }),
  disableIntegrationAction: async (maker) => ({ id: (await maker.integration()).id, isDisabled: true }),
  duplicateIntegrationAction: async (maker) => ({ id: (await maker.integration()).id }),
  deleteIntegrationAction: (maker) => maker.integration(),
  createIntegrationRequestAction: async (maker) => maker.newRequest((await maker.integration()).id),
  updateIntegrationRequestAction: async (maker) => {
    const request = maker.newRequest((await maker.integration()).id)
    return { ...request, name: newName(), ...(await maker.done('createIntegrationRequestAction', request)) }
  },
  duplicateIntegrationRequestAction: async (maker) => {
    const { integrationId, id } = await maker.savedRequest()
    return { integrationId, id }
  },
  deleteIntegrationRequestAction: (maker) => maker.savedRequest(),
  testIntegrationRequestAction: (maker) => maker.savedRequest(),
  createVariableAction: async (maker) => maker.newVariable(),
  updateVariableAction: async (maker) => ({
    ...maker.newVariable(),
    ...(await maker.done('createVariableAction', maker.newVariable())),
  }),
  deleteVariableAction: (maker) => maker.done('createVariableAction', maker.newVariable()),
  createTemplateAction: async (maker) => ({ ...maker.newTemplate(''), requestId: null }),
  updateTemplateAction: async (maker) => ({
    ...maker.newTemplate(''),
    requestId: null,
    ...(await maker.template()),
  }),
  duplicateTemplateAction: async (maker) => ({ id: (await maker.template()).id }),
  deleteTemplateAction: (maker) => maker.template(),
  sendTemplateAction: async (maker) => ({ ...(await maker.template()), sample: 0 }),
  createEndpointAction: (maker) => maker.newEndpoint(),
  updateEndpointAction: async (maker) => {
    const input = await maker.newEndpoint()
    return { ...input, ...(await maker.done('createEndpointAction', input)), name: newName() }
  },
  deleteEndpointAction: (maker) => maker.endpoint(),
  testEndpointAction: async (maker) => ({ id: (await maker.endpoint()).id, text: 'A sample' }),
  openAnswerAction: (maker) => maker.sealedAnswer(),
  createWorkflowAction: async (maker) => maker.newWorkflow(),
  updateWorkflowAction: async (maker) => ({ ...maker.newWorkflow(), ...(await maker.workflow()) }),
  duplicateWorkflowAction: async (maker) => ({ id: (await maker.workflow()).id }),
  disableWorkflowAction: async (maker) => ({ id: (await maker.workflow()).id, isDisabled: true }),
  renewHookAction: (maker) => maker.workflow(),
  deleteWorkflowAction: (maker) => maker.workflow(),
  runWorkflowAction: async (maker) => ({ ...(await maker.workflow()), event: '' }),
  cancelRunAction: (maker) => maker.run(),
  createTokenAction: async () => newToken(),
  revokeTokenAction: async (maker) => ({ id: (await maker.done('createTokenAction', newToken())).id }),
  stopSendsAction: async () => ({ isConfirmed: true }),
  resumeSendsAction: (maker) => maker.stopped(),
}

export const actionsWithInput = Object.keys(inputs)

/** A new input that works for `action` at a place, made by its owner. */
export async function freshInput(
  action: string,
  owner: ConsoleClient,
  place: Input,
  stack: Pick<Stack, 'upstream' | 'databaseUrl'>,
): Promise<Input> {
  const make = inputs[action]
  if (!make) throw new Error(`${action} has no input.`)
  return { ...place, ...(await make(new Maker(owner, place, stack))) }
}
