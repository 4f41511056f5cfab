import assert from 'node:assert/strict'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import type { Tenant } from '#lib/testing/make-tenant.ts'
import { naughtyStrings } from './naughty-strings.ts'

// Every text that somebody can send, in every action and address: it is stored as it was given or refused with a
// sentence, and nothing in between. A test is named by the string's number, never by the string.

type Outcome = { done: true; data: unknown } | { done: false; code: string }

/** Every string in turn, some at a time. */
export async function forEachString(run: (text: string, index: number) => Promise<unknown>): Promise<void> {
  const waiting = naughtyStrings.map((text, index) => ({ text, index }))
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { text, index } = next
      await run(text, index).catch((error: unknown) => {
        throw new Error(`String ${index} (${JSON.stringify(text.slice(0, 40))}): ${error}`, { cause: error })
      })
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

/** Refusals have a code and sentences of ours; whatever else is thrown fails the test. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { done: true, data: await work() }
  } catch (error) {
    if (!(error instanceof PosternError)) throw error
    for (const sentence of [error.message, ...Object.values(error.fields)]) {
      assert.ok(/^[A-Z0-9“"`*]/.test(sentence) && sentence.length < 400, `a sentence: ${sentence.slice(0, 400)}`)
    }
    return { done: false, code: error.code }
  }
}

/** As lib/server/define-action.ts runs a change. */
export async function change<P extends Permission, Schema extends z.ZodType>(
  tenant: Tenant,
  permission: P,
  schema: Schema,
  input: unknown,
  run: (scope: Scope<P>, input: z.output<Schema>) => Promise<unknown>,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const parsed = schema.safeParse(input)
    if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
    const permit = await tenant.permit(permission)
    return runChange(permit, (scope) => run(scope, parsed.data))
  })
}

export async function rowsOf({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  const [secrets, versions, integrations, requests, entries] = await Promise.all([
    db().secret.count({ where }),
    db().secretVersion.count({ where }),
    db().integration.count({ where }),
    db().integrationRequest.count({ where }),
    db().changeLogEntry.count({ where: { ...where, outcome: 'done' } }),
  ])
  return { secrets, versions, integrations, requests, entries }
}

export const isWhole = async (tenant: Tenant) => assert.equal((await verifyLog(tenant.organization.id)).whole, true)
