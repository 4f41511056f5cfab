import fc from 'fast-check'
import type { ApiRequest } from './api-client.ts'
import type { ApiContract, DescribedOperation, JsonSchema } from './api-contract.ts'
import { type ApiInput, requestOf } from './api-inputs.ts'

/** What nobody should send, in every type that JSON has and some that it has not. */
const oddities: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  '\0',
  'a\u0000b',
  '\u202e\ufeff',
  '💥'.repeat(40),
  '{secrets.weather_fx}',
  '{{secrets.crm.apiKey}}',
  '{secret:',
  '../../../etc/passwd',
  '\'; DROP TABLE "Secret"; --',
  '%00%0d%0aX-Injected: 1',
  'a\r\nX-Injected: 1',
  '$(id)',
  '\\'.repeat(2_000),
  'x'.repeat(70_000),
  '2027-02-30',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-0000-0000-000000000000',
  'https://127.0.0.1:1/',
  'http://[::1]:1/',
  'https://user:pass@127.0.0.1:1/',
  'https://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'https://',
  [],
  {},
  [[[[]]]],
  { __proto__: null, constructor: { prototype: { polluted: true } } },
  { toString: 1, valueOf: 2 },
  Array.from({ length: 3_000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index])),
  nested(40),
  nested(400),
]

/** Bodies as text, which no value could be written as. */
const odditiesOfText = [
  '',
  ' ',
  '{',
  'nul',
  '{"a":1,}',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  '{"name":"a","name":"b"}',
  '{"__proto__":{"scope":"organization"},"scope":"domain"}',
  '{"a":"\\ud800"}',
  '{"a":"\u0000"}',
  '{"a":1e999}',
  `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  `"${'x'.repeat(1_100_000)}"`,
]

function nested(levels: number): object {
  let value: object = {}
  for (let level = 0; level < levels; level++) value = { a: value }
  return value
}

const anything = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddities) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)
const anyText = anything
  .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  .map((text) => text.slice(0, 3_000))

type Change = (input: ApiInput) => ApiInput
type Changed = fc.Arbitrary<{ change?: Change; sent?: Partial<ApiRequest> }>

/**
 * Requests to an operation that are wrong in one to three ways, made from its description and an input that works. The
 * same seed makes the same ones. `canary` is put where no answer may say it again.
 */
export function hostileRequests(
  contract: ApiContract,
  operation: DescribedOperation,
  valid: ApiInput,
  { seed, count, canary }: { seed: number; count: number; canary: string },
): ApiRequest[] {
  const ways = fc.array(wayOf(contract, operation, valid, canary), { minLength: 1, maxLength: 3 })
  return fc.sample(ways, { seed, numRuns: count }).map((all) => {
    const input = all.reduce((made, { change }) => change?.(made) ?? made, structuredClone(valid))
    const sent = all.flatMap((way) => way.sent ?? [])
    const request = requestOf(operation.method, operation.path, input)
    const headers = Object.assign({}, request.headers, ...sent.map((each) => each.headers))
    return Object.assign(request, ...sent, { headers }) as ApiRequest
  })
}

function wayOf(contract: ApiContract, operation: DescribedOperation, valid: ApiInput, canary: string): Changed {
  const { parameters, requestBody } = operation
  const named = (where: string) => parameters.filter((each) => each.in === where).map(({ name }) => name)
  const ways: Changed[] = [queryWay(named('query'), canary), headerWay(canary)]
  if (named('path').length > 0) ways.push(pathWay(named('path')))
  if (requestBody) {
    const places = placesIn(contract, requestBody.content['application/json'].schema, valid.body)
    ways.push(bodyWay(places, canary), bodyWay(places, canary), textWay(canary))
  } else ways.push(textWay(canary))
  return fc.oneof(...ways)
}

const pathWay = (names: string[]): Changed =>
  fc.tuple(fc.constantFrom(...names), anyText).map(([name, text]) => ({
    change: (input) => ({ ...input, params: { ...input.params, [name]: text.toWellFormed() || 'x' } }),
  }))

const queryWay = (names: string[], canary: string): Changed =>
  fc.tuple(fc.constantFrom(...names, 'unknown', canary), anyText).map(([name, text]) => ({
    change: (input) => ({ ...input, query: { ...input.query, [name]: text.toWellFormed() } }),
  }))

const headerWay = (canary: string): Changed =>
  fc
    .constantFrom<Record<string, string>>(
      { 'If-Match': '"1"' },
      { 'If-Match': '*' },
      { 'If-Match': 'W/"1"' },
      { 'If-Match': `"${canary}"` },
      { 'If-Match': '"0"' },
      { 'If-Match': '"99999999999999999999"' },
      { 'Idempotency-Key': 'ü' },
      { 'Idempotency-Key': canary },
      { 'Idempotency-Key': 'x'.repeat(256) },
      { 'Content-Type': 'text/plain' },
      { 'Content-Type': `application/${canary}` },
      { 'Content-Type': 'application/json; charset=utf-16' },
      { 'Content-Encoding': 'gzip' },
      { Accept: 'text/html' },
      { Accept: 'application/x-ndjson' },
      { 'X-HTTP-Method-Override': 'DELETE' },
      { 'X-Forwarded-Host': 'evil.example' },
      { Origin: 'https://evil.example' },
      { Range: 'bytes=0-1' },
    )
    .map((headers) => ({ sent: { headers } }))

const textWay = (canary: string): Changed =>
  fc
    .constantFrom(
      ...odditiesOfText,
      canary,
      `{"${canary}":`,
      `{"value":"${canary}`,
      JSON.stringify({ [canary]: canary }),
    )
    .map((body) => ({ sent: { body } }))

/** Something else at one place of the body, nothing there, or something beside it. */
const bodyWay = (places: string[][], canary: string): Changed =>
  fc
    .tuple(fc.constantFrom(...places), anything, fc.constantFrom('put', 'put', 'put', 'leave out', 'add'))
    .map(([place, value, act]) => ({
      change: (input) => ({ ...input, body: changed(input.body, place, act, value, canary) }),
    }))

/** The places of a body: those that it has, and those that its schema names. */
function placesIn(contract: ApiContract, schema: JsonSchema, body: unknown, at: string[] = []): string[][] {
  const {
    properties = {},
    anyOf = [],
    oneOf = [],
  } = contract.resolved(schema) as JsonSchema & {
    anyOf?: JsonSchema[]
    oneOf?: JsonSchema[]
  }
  const own = typeof body === 'object' && body !== null ? Object.keys(body) : []
  const names = at.length > 4 ? [] : [...new Set([...Object.keys(properties), ...own])]
  const below = names.flatMap((name) =>
    placesIn(contract, properties[name] ?? {}, (body as Record<string, unknown> | undefined)?.[name], [...at, name]),
  )
  const others =
    at.length > 4 ? [] : [...anyOf, ...oneOf].flatMap((each) => placesIn(contract, each, body, at).slice(1))
  return [at, ...below, ...others]
}

function changed(body: unknown, [name, ...rest]: string[], act: string, value: unknown, canary: string): unknown {
  if (name === undefined) {
    if (act === 'add' && typeof body === 'object' && body !== null) return { ...body, [canary]: value }
    return act === 'leave out' ? {} : value
  }
  const object = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  if (rest.length === 0 && act === 'leave out')
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
  return { ...object, [name]: changed(object[name], rest, act, value, canary) }
}
