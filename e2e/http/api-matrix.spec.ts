import { expect, test } from '../browser/test.ts'
import type { AskedToken } from '../stack/add-tokens.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { routes } from './action-manifest.ts'
import { ApiClient, type ApiRequest } from './api-client.ts'
import { ApiContract, type DescribedOperation } from './api-contract.ts'
import { apiExpectations, apiLetter, scopes, tokenColumns } from './api-expectations.ts'
import { apiInput, requestOf } from './api-inputs.ts'
import { ConsoleClient } from './console-client.ts'
import type { Level } from './fresh-inputs.ts'

// Generated: every operation that the served description names × every kind of token, at both levels, over HTTP.

const verdictOf = { y: 'done', n: '403 not_permitted', '-': '404 not_found' } as const
const levels: Level[] = ['domain', 'organization']

async function called(client: ApiClient, request: ApiRequest): Promise<string> {
  const { status, text } = await client.send(request)
  if (status < 300) return 'done'
  const { code } = JSON.parse(text) as { code: string }
  return `${status} ${code}`
}

/** Tokens with every scope or one, by who they are, and those that hold nothing. */
async function clientsOf(stack: Stack, tenant: SeededTenant, other: SeededTenant) {
  const of = (over: Partial<AskedToken> = {}): AskedToken => ({
    organization: tenant.slug,
    domain: null,
    scopes: [...scopes],
    ...over,
  })
  const asked: Record<string, AskedToken> = {
    organization: of(),
    europe: of({ domain: 'europe' }),
    america: of({ domain: 'america' }),
    foreign: of({ organization: other.slug }),
    expired: of({ state: 'expired' }),
    revoked: of({ state: 'revoked' }),
    ...Object.fromEntries(scopes.map((scope) => [scope, of({ scopes: [scope] })])),
  }
  const texts = await stack.run<string[]>('stack/add-tokens.ts', [JSON.stringify(Object.values(asked))])
  const { email, password } = tenant.people.owner
  const { headers } = await new ConsoleClient(stack).action('signInAction', [{ email, password }])
  const cookie = headers['set-cookie']?.find((line) => line.startsWith('postern-session='))?.split(';')[0]
  if (!cookie) throw new Error('Nobody was signed in.')
  return {
    ...Object.fromEntries(Object.keys(asked).map((name, index) => [name, new ApiClient(stack, texts[index] ?? '')])),
    none: new ApiClient(stack, null),
    wrong: new ApiClient(stack, `${texts[0]?.slice(0, -1)}!`),
    session: new ApiClient(stack, null, { Cookie: cookie }),
  } as Record<string, ApiClient>
}

test('every operation that is described, and every address of the build, has a row', async ({ stack }) => {
  const { operations } = await ApiContract.servedTo(new ApiClient(stack, null))
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(apiExpectations).sort())
  const described = new Set(operations.map(({ path }) => `/api/v1${path.replace(/\{(\w+)\}/g, '[$1]')}`))
  const built = routes().apis.filter((each) => each.startsWith('/api/v1/'))
  const others = ['/api/v1/[...path]', '/api/v1/openapi.json']
  expect(built).toEqual([...described, ...others].sort())
})

test('a token does what its row says, and every other one nothing', async ({ stack, tenants }) => {
  const [tenant, other] = tenants
  const clients = await clientsOf(stack, tenant, other)
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const otherOwner = await ConsoleClient.signedIn(stack, other.people.owner)
  const { operations } = await ApiContract.servedTo(new ApiClient(stack, null))
  const verdicts: Record<string, string> = {}
  const expected: Record<string, string> = {}
  const note = async (key: string, client: ApiClient | undefined, request: ApiRequest, want: string) => {
    verdicts[key] = client ? await called(client, request) : 'no such token'
    expected[key] = want
  }
  const made = async ({ operationId, method, path }: DescribedOperation, level: Level, of = tenant) => {
    const by = of === tenant ? owner : otherOwner
    return requestOf(method, path, await apiInput(operationId, { owner: by, tenant: of, stack, level }))
  }

  for (const operation of operations) {
    const expectation = apiExpectations[operation.operationId]
    if (!expectation) continue
    // Of an address, wrong tokens are counted: another test's must not be what is refused here.
    await runSql(stack.databaseUrl, `DELETE FROM "Throttle" WHERE "key" LIKE 'sign-in%'`, [])
    for (const level of levels) {
      const row = expectation[level]
      if (!row) continue
      const key = `${operation.operationId} ${level}`
      const exists = tokenColumns.some((column) => apiLetter(row, column) !== '-')
      const isMadeHere = tokenColumns.some((column) => apiLetter(row, column) === 'y')
      const hasId = operation.path.includes('{')
      const request = await made(operation, level)
      const stolen = isMadeHere && hasId ? await made(operation, level, other) : null
      await expectUnchanged(stack.databaseUrl, async () => {
        for (const column of tokenColumns) {
          const letter = apiLetter(row, column)
          if (letter !== 'y') await note(`${key} ${column}`, clients[column], request, verdictOf[letter])
        }
        for (const scope of scopes)
          if (scope !== expectation.scope)
            await note(`${key} ${scope}`, clients[scope], request, exists ? verdictOf.n : verdictOf['-'])
        for (const who of ['expired', 'revoked', 'wrong', 'none', 'session'])
          await note(`${key} ${who}`, clients[who], request, '401 unauthenticated')
        if (hasId) await note(`${key} foreign`, clients.foreign, request, verdictOf['-'])
        if (stolen) await note(`${key} ids of another organization`, clients.organization, stolen, verdictOf['-'])
      })
      for (const column of tokenColumns)
        if (apiLetter(row, column) === 'y')
          await note(`${key} ${column}`, clients[column], await made(operation, level), verdictOf.y)
      if (isMadeHere)
        await note(`${key} ${expectation.scope}`, clients[expectation.scope], await made(operation, level), 'done')
    }
  }
  expect(verdicts).toEqual(expected)
})

test('what a token lists is of its own organization, and of the domains that it reaches', async ({
  stack,
  tenants,
}) => {
  const [tenant, other] = tenants
  const clients = await clientsOf(stack, tenant, other)
  const list = async (who: string, path: string) => (await clients[who]?.send({ method: 'GET', path }))?.text ?? ''
  for (const path of [
    '/secrets?domain=europe',
    '/integrations?domain=europe',
    '/templates?domain=europe',
    '/workflows?domain=europe',
    '/allowlist?domain=europe',
    '/activity?limit=500',
  ]) {
    const [own, foreign] = [await list('organization', path), await list('foreign', path)]
    const ids = [tenant.secretId, tenant.integrationId, tenant.templateId, tenant.workflowId, tenant.endpointId]
    expect(
      ids.some((id) => own.includes(id)),
      path,
    ).toBe(true)
    expect(
      ids.some((id) => foreign.includes(id)),
      path,
    ).toBe(false)
  }
  const american = await list('america', '/activity?limit=500')
  expect(american).not.toContain(tenant.secretId)
  expect(await list('organization', '/activity?limit=500')).toContain(tenant.secretId)
})
