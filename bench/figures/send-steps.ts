import assert from 'node:assert/strict'
import { createDecipheriv, randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { env } from '#lib/core/env.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { referencesIn } from '#lib/references/read-request.ts'
import { guardAddress } from '#lib/sending/address-guard.ts'
import { composeRequest, urlToJudge } from '#lib/sending/compose-request.ts'
import { dispatch } from '#lib/sending/dispatch.ts'
import { fieldsOf, type Hop } from '#lib/sending/hop.ts'
import { findUses, judge } from '#lib/sending/judge.ts'
import { openValues } from '#lib/sending/open-values.ts'
import type { RawAnswer } from '#lib/sending/raw-answer.ts'
import { readPlace } from '#lib/sending/read-place.ts'
import { makeRedactor } from '#lib/sending/redact.ts'
import { resolverOf } from '#lib/sending/resolve-host.ts'
import { showAnswer } from '#lib/sending/show-answer.ts'
import { showRequest } from '#lib/sending/show-request.ts'
import { completeUsage, startUsage } from '#lib/sending/usage.ts'
import type { Figure } from '../figure.ts'
import { aim, makeSendingPlace, timed } from '../sending-place.ts'

/** All that the steps of one send hand on to each other, as attempt.ts makes it. */
async function prepare() {
  const place = await makeSendingPlace()
  const { permit, stored, consumer } = place
  const keys = await organizationKeys(db(), permit.organization.id)
  const { templates } = judgeRequest(stored)
  const judged = urlToJudge(stored, templates)
  const hop: Hop = { request: stored, templates, fills: new Map(), url: null }
  const names = fieldsOf(hop)
    .flatMap((field) => referencesIn(field.pieces))
    .map(({ name }) => name)
  const found = await readPlace(permit, keys, { names, url: judged })
  const uses = findUses(fieldsOf(hop), found.secrets)
  const values = openValues(uses, keys)
  const open = () => {
    const opened = openValues(uses, keys)
    return composeRequest(hop, (piece) => {
      const use = uses.find((each) => each.piece === piece)
      const value = use && opened.get(use)
      return use && value ? { use, value } : null
    })
  }
  const used = uses.flatMap((use) => {
    const value = values.get(use)
    return value ? [{ secret: use.secret, value }] : []
  })
  const destination = await guardAddress(judged, env(), resolverOf('bench'))
  const record = { method: stored.method, host: judged.host, secrets: [...found.secrets.values()] }
  return {
    ...place,
    consumer,
    keys,
    judged,
    hop,
    names,
    found,
    uses,
    open,
    used,
    composed: open(),
    destination,
    record,
  }
}

let at: Awaited<ReturnType<typeof prepare>>

const send = async (): Promise<RawAnswer> => {
  const progress = { isConnected: false, status: null }
  return dispatch(at.composed, at.destination, progress, at.permit.domainId)
}

async function sendAndRead(): Promise<void> {
  let length = 0
  for await (const chunk of (await send()).body) length += chunk.byteLength
  assert.equal(length, at.body.length)
}

async function recordUsage(): Promise<void> {
  const id = await startUsage(at.permit, at.consumer, at.record)
  const result = { code: null, status: 200, durationMs: 1, nothingLeft: false }
  await completeUsage(at.permit, id, result)
}

/** An answer that came already, so that only what is done with it is measured. */
const answered = (): RawAnswer => ({
  status: 200,
  statusText: 'OK',
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  body: (async function* () {
    yield Buffer.from(at.body)
  })(),
  trailers: () => [],
  discard: async () => {},
})

const key = randomBytes(32)
function decryptOnce(): void {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12))
  decipher.update(Buffer.alloc(at.value.length))
}

/** As many bytes as a record has, in a commit of its own that is as durable. */
const commitOnce = () => db().$queryRaw`SELECT pg_logical_emit_message(true, 'bench', repeat('x', 300))::text`

type Step = { name: string; calls: number; yardstick: string; measure: () => unknown; beside: () => unknown }

const steps: Step[] = [
  {
    name: 'parse',
    calls: 5000,
    yardstick: 'the saved request through JSON.stringify and JSON.parse',
    measure: () => {
      const { templates } = judgeRequest(at.stored)
      return showRequest(at.stored, { templates, fills: new Map() }, urlToJudge(at.stored, templates))
    },
    beside: () => JSON.parse(JSON.stringify(at.stored)),
  },
  {
    name: 'read',
    calls: 200,
    yardstick: 'SELECT 1 over the same client',
    measure: () => readPlace(at.permit, at.keys, { names: at.names, url: at.judged }),
    beside: () => db().$queryRaw`SELECT 1`,
  },
  {
    name: 'judge',
    calls: 5000,
    yardstick: 'the address through the URL parser',
    measure: () =>
      judge(findUses(fieldsOf(at.hop), at.found.secrets), at.judged, { place: at.found, aim, purpose: 'integration' }),
    beside: () => new URL(at.judged.href),
  },
  {
    name: 'address',
    calls: 200,
    yardstick: 'the name through the system’s resolver',
    measure: () => guardAddress(at.judged, env(), resolverOf('bench')),
    beside: () => lookup(at.judged.hostname, { all: true }),
  },
  {
    name: 'usage',
    calls: 100,
    yardstick: 'one durable commit of 300 bytes',
    measure: recordUsage,
    beside: commitOnce,
  },
  {
    name: 'open-encode',
    calls: 5000,
    yardstick: 'Node’s own AES-256-GCM over as many bytes',
    measure: () => at.open(),
    beside: decryptOnce,
  },
  {
    name: 'dispatch',
    calls: 200,
    yardstick: 'the same request sent bare with undici, which keeps its connections',
    measure: sendAndRead,
    beside: () => at.sendBare(),
  },
  {
    name: 'redact',
    calls: 500,
    yardstick: 'one replaceAll of the value in the same body',
    measure: () => showAnswer(answered(), at.used, makeRedactor(at.used.map(({ value }) => value))),
    beside: () => at.body.replaceAll(at.value, ''),
  },
]

const figures: Figure[] = steps.map(({ name, calls, yardstick, measure, beside }) => ({
  name: `send.step.${name}`,
  unit: 'ms',
  better: 'smaller',
  yardstick,
  setup: async () => {
    at = await prepare()
  },
  measure: () => timed(calls, 1, measure),
  measureYardstick: () => timed(calls, 1, beside),
  teardown: () => at.upstream.stop(),
}))

export default figures
