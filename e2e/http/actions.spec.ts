import path from 'node:path'
import { expect, test } from '../browser/test.ts'
import { newCanary } from '../leak-search/canary.ts'
import { LeakSearch } from '../leak-search/leak-search.ts'
import { searchFolder } from '../leak-search/search-folder.ts'
import { searchTables } from '../leak-search/search-tables.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { type ActionAnswer, type Answer, ConsoleClient } from './console-client.ts'
import { actions } from './expectations.ts'
import { freshInput, type Input } from './fresh-inputs.ts'

// Server actions are addresses like any other: whoever knows their ids can call them, past every form.

const codeOf = ({ result }: ActionAnswer) => (result ? (result.ok ? 'done' : result.error?.code) : 'not reached')

/** For every action an input that works, made by the tenant's owner: in Europe, or where the action is at home. */
async function allInputs(stack: Stack, tenant: SeededTenant): Promise<Record<string, Input>> {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const inputs: Record<string, Input> = {}
  for (const [name, { domain }] of Object.entries(actions)) {
    const place = { organization: tenant.slug, ...(domain && { domain: 'europe' }) }
    inputs[name] = await freshInput(name, owner, place, stack)
  }
  return inputs
}

test('an action does nothing for a session that is none, or for a page that is not ours', async ({
  stack,
  tenants,
}) => {
  const [tenant] = tenants
  const inputs = Object.entries(await allInputs(stack, tenant))
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const nobody = new ConsoleClient(stack)
  const forger = new ConsoleClient(stack, 'postern-session=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.BBBB.CCCC')
  const hasLeft = await ConsoleClient.signedIn(stack, tenant.people.owner)
  expect(codeOf(await hasLeft.action('signOutAction', []))).toBe('done')
  const host = new URL(stack.origin).host

  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [name, input] of inputs) {
      const codes: Record<string, unknown> = {}
      const call = async (what: string, client: ConsoleClient, headers = {}) => {
        codes[what] = codeOf(await client.action(name, [input], headers))
      }
      await call('nobody', nobody)
      await call('a forged cookie', forger)
      await call('an ended session', hasLeft)
      await call('no Origin', owner, { Origin: undefined })
      await call('another Origin', owner, { Origin: 'https://evil.example' })
      await call('Origin null', owner, { Origin: 'null' })
      await call('the same host by http of another port', owner, { Origin: 'http://localhost:1' })
      await call('another Host', owner, { Host: 'evil.example' })
      const forwarded = { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' }
      await call('a forged X-Forwarded-Host', owner, forwarded)
      const fromAnywhere = { 'X-Forwarded-Host': 'evil.example', Origin: `http://${host}` }
      await call('X-Forwarded-Host from anywhere', owner, fromAnywhere)
      expect(codes, name).toEqual({
        nobody: 'unauthenticated',
        'a forged cookie': 'unauthenticated',
        'an ended session': 'unauthenticated',
        'no Origin': 'not_permitted',
        'another Origin': expect.stringMatching(/not reached|not_permitted/),
        'Origin null': expect.stringMatching(/not reached|not_permitted/),
        'the same host by http of another port': expect.stringMatching(/not reached|not_permitted/),
        'another Host': expect.stringMatching(/not reached|not_permitted/),
        'a forged X-Forwarded-Host': expect.stringMatching(/not reached|not_permitted/),
        'X-Forwarded-Host from anywhere': expect.stringMatching(/not reached|not_permitted/),
      })
    }
  })
  expect(await stack.upstream.requests(), 'what reached the upstream').toEqual([])
})

test('ids of another domain, or of the other level, mean nothing', async ({ stack, tenants }) => {
  const [tenant, other] = tenants
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const inputs = Object.entries(await allInputs(stack, tenant)).filter(
    ([, input]) => 'id' in input || 'integrationId' in input,
  )
  const ofOther = await allInputs(stack, other)
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [name, input] of inputs) {
      const code = async (over: object) => codeOf(await owner.action(name, [{ ...input, ...over }]))
      expect(await code({ domain: 'america' }), `${name}, ids of another domain`).toBe('not_found')
      if (input.domain) expect(await code({ domain: undefined }), `${name}, no domain`).toBe('not_found')
      for (const field of ['integrationId', 'id', 'secretId']) {
        const foreign = ofOther[name]?.[field]
        if (foreign)
          expect(await code({ [field]: foreign }), `${name}, ${field} of another organization`).toBe('not_found')
      }
    }
  })
})

test('an action refuses what is no input at all', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const place = { organization: tenant.slug, domain: 'europe' }
  const bodies = [
    '[]',
    '[null]',
    '["text"]',
    '[{}]',
    '[[]]',
    '[{"organization":{"toString":"x"},"domain":["europe"]}]',
    JSON.stringify([{ ...place }]),
    JSON.stringify([{ ...place, id: { not: '' }, rowVersion: { gt: 0 }, integrationId: { contains: '' } }]),
    JSON.stringify([{ ...place, name: 'x', description: 'x', type: 'token', value: { $gt: '' } }]),
    `[{"organization":"${tenant.slug}","domain":"europe","__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}]`,
    JSON.stringify([{ ...place, organization: `${tenant.slug}\0` }]),
    '["$F1"]',
    '["$@0"]',
    '["$1:constructor:constructor"]',
    '{',
    '',
    `["${'x'.repeat(3 * 1024 * 1024)}"]`,
  ]
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const name of Object.keys(actions)) {
      for (const [index, body] of bodies.entries()) {
        // A name alone is all that one is asked about.
        if (name === 'judgeImportNameAction' && body.includes('"name":"x"')) continue
        const answer = await admin.rawAction(name, body)
        expect(codeOf(answer), `${name}, body ${index}`).toMatch(/^(invalid|not_found|not_permitted|not reached)$/)
        expect(answer.text.includes('node_modules'), 'a stack trace').toBe(false)
      }
    }
  })
})

test('bad input has its sentence, and nothing is changed', async ({ stack, tenants }) => {
  const tenant = tenants[1]
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const create = await freshInput('createSecretAction', owner, place, stack)
  const edit = await freshInput('editSecretAction', owner, place, stack)
  const refused = async (action: string, input: object) => {
    const { result } = await admin.action(action, [input])
    expect(result?.ok).toBe(false)
    return { code: result?.error?.code, ...result?.error?.fields }
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    const creating = async (over: object) => refused('createSecretAction', { ...create, ...over })
    const legal = 'Only lowercase letters, numbers, hyphens and underscores.'
    expect(await creating({ name: 'größe' })).toEqual({ code: 'invalid', name: legal })
    expect(await creating({ name: 'with space' })).toEqual({ code: 'invalid', name: legal })
    expect(await creating({ name: '' })).toEqual({ code: 'invalid', name: expect.stringContaining('Enter an alias') })
    expect(await creating({ name: 'a'.repeat(129) })).toEqual({ code: 'invalid', name: expect.stringContaining('128') })
    const taken = expect.stringContaining('already has a secret with this alias')
    expect(await creating({ name: 'weather_fx' })).toEqual({ code: 'name_taken', name: taken })
    expect(await creating({ name: 'Weather_FX' })).toEqual({ code: 'name_taken', name: taken })
    expect(await creating({ value: '' })).toEqual({ code: 'invalid', value: 'Enter the value.' })
    const large = { value: 'x'.repeat(64 * 1024 + 1) }
    expect(await creating(large)).toEqual({ code: 'invalid', value: expect.stringContaining('at most 64 KiB') })
    const pair = { type: 'username_password', value: { username: 'u', password: 'é'.repeat(32 * 1024 + 1) } }
    expect(await creating(pair)).toEqual({ code: 'invalid', 'value.password': expect.stringContaining('64 KiB') })
    const json = async (value: string) => creating({ type: 'json', value })
    expect(await json('{"a": }')).toEqual({ code: 'invalid', value: expect.stringMatching(/^Line 1, column 7: /) })
    expect(await json('[1]')).toEqual({ code: 'invalid', value: expect.stringContaining('not a list') })
    expect(await json('{"a":1,\n"a":2}')).toEqual({
      code: 'invalid',
      value: expect.stringMatching(/^Line 2.*"a".*line 1/),
    })
    expect(await creating({ type: 'pem' })).toEqual({ code: 'invalid', type: expect.any(String) })
    expect(await creating({ description: 'x'.repeat(501) })).toEqual({
      code: 'invalid',
      description: expect.stringContaining('at most 500'),
    })

    const editing = async (over: object) => refused('editSecretAction', { ...edit, ...over })
    expect(await editing({ visibility: 'masked' })).toMatchObject({ code: 'invalid', visibility: expect.any(String) })
    expect(await editing({ purpose: 'webhook' })).toMatchObject({ code: 'invalid', purpose: expect.any(String) })
    const fixed = (what: string) => `The ${what} is fixed when a secret is created. Nothing was changed.`
    expect(await editing({ name: 'stolen' })).toEqual({ code: 'invalid', name: fixed('alias') })
    expect(await editing({ type: 'json' })).toEqual({ code: 'invalid', type: fixed('type') })
    expect(await editing({ value: { username: 'u', password: 'p' } })).toMatchObject({ code: 'invalid' })
    expect(await editing({ rowVersion: 9 })).toEqual({ code: 'stale_version' })
  })
})

test('what a broken or refused call carries stands in no log, no table and no answer', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const admin = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const nobody = new ConsoleClient(stack)
  const place = { organization: tenant.slug, domain: 'europe' }
  const canary = newCanary('value in a broken call', '"\\{}')
  const { text } = canary
  const answers: Answer[] = []
  for (const client of [admin, nobody]) {
    const say = async (name: string, body: string, headers = {}) => {
      answers.push(await client.rawAction(name, body, headers))
    }
    for (const name of Object.keys(actions)) {
      await say(name, `[${JSON.stringify({ ...place, value: text })}`)
      await say(name, `["$F${text}"]`)
      await say(name, `["$1:${text}:x"]`)
      await say(name, `["$Q${text}", "$n${text}", "$D${text}"]`)
      await say(name, JSON.stringify([{ ...place, [text]: text, value: [text], id: text, type: text, baseUrl: text }]))
      await say(name, JSON.stringify([{ ...place, organization: text, value: text }]))
      await say(name, JSON.stringify([{ ...place, value: text.repeat(30_000) }]))
      await say(name, `--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n"$K${text}"`, {
        'Content-Type': 'multipart/form-data; boundary=x',
      })
    }
    // A password in the wrong field, and a cookie that is none.
    await say('signInAction', JSON.stringify([{ email: `${text}@acme.example`, password: text }]))
    await say('signInAction', JSON.stringify([{ email: tenant.people.owner.email, password: text }]))
    await say('signInAction', JSON.stringify([{ email: { text }, password: { text } }]))
    await say('setUpAction', JSON.stringify([{ token: text, name: text, email: text, password: text }]))
    await say('createSecretAction', JSON.stringify([{ ...place, name: text, type: 'token', value: text }]), {
      Cookie: `postern-session=${encodeURIComponent(text)}`,
      'Next-Action': encodeURIComponent(text),
    })
  }
  const search = new LeakSearch([canary])
  for (const { text: body, headers } of answers) {
    search.text(JSON.stringify(headers), 'head of an answer')
    search.text(body, 'answer')
  }
  searchFolder(search, path.join(stack.home, 'up.log'))
  searchFolder(search, path.join(stack.home, 'postgres.log'))
  await searchTables(search, stack.databaseUrl)
  expect(search.leaks).toEqual([])
  expect(search.bytesRead).toBeGreaterThan(100_000)
})

test('sign-in, sign-out and setup are for our own pages, and setup is over', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const { email, password } = tenant.people.owner
  const nobody = new ConsoleClient(stack)
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const setup = { token: 'x'.repeat(43), name: 'Eve', email: 'eve@evil.example', organization: 'Evil', domain: 'main' }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const headers of [{ Origin: undefined }, { Origin: 'https://evil.example' }]) {
      expect(codeOf(await nobody.action('signInAction', [{ email, password }], headers))).not.toBe('done')
      expect(codeOf(await owner.action('signOutAction', [], headers))).not.toBe('done')
      const stolen = { ...setup, password: 'correct horse battery staple 7' }
      expect(codeOf(await nobody.action('setUpAction', [stolen], headers))).not.toBe('done')
    }
    const late = { ...setup, password: 'correct horse battery staple 7' }
    expect(codeOf(await nobody.action('setUpAction', [late]))).toBe('not_found')
  })
  const page = await nobody.get('/setup')
  expect(page.status).toBe(404)
  expect((await owner.get(`/api/console/${tenant.slug}/europe/secrets`)).status).toBe(200)
})
