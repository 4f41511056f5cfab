import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { disconnect } from '#lib/db/client.ts'
import { second, tenantWithSecret } from '#lib/testing/an-edit.ts'
import { dayFromNow } from '#lib/testing/secret-asks.ts'
import { refusesAndChangesNothing, secretRows } from '#lib/testing/secret-rows.ts'
import type { EditSecretInput } from './schema.ts'

after(disconnect)

test('who saves too late is told who changed what, and when', async () => {
  const { tenant, edit } = await tenantWithSecret()
  await edit(1, { value: second }, 'org_admin')
  const [entry] = (await secretRows(tenant)).log.slice(-1)
  const at = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })
  const late = (fields: Partial<EditSecretInput>) =>
    refusesAndChangesNothing(tenant, 'stale_version', () => edit(1, fields))
  assert.equal(
    (await late({ description: 'x' })).message,
    `Nothing was saved. Marek Dvořák replaced the value at ${at.format(entry?.at)}, while you had it open.`,
  )
  await edit(2, { description: 'Jira', expiresOn: dayFromNow(3) }, 'owner')
  assert.match(
    (await late({ value: 'another' })).message,
    /Ines Okafor changed the description and the expiration date at .*, while you had it open, and there was 1 change before it\.$/,
  )
  await edit(3, { value: second }, 'owner')
  assert.match((await late({})).message, /replaced the value at .* and there were 2 changes before it\.$/)
})

test('200 edits of one secret at once: each version has one winner, the others are told, the log has no gap', async () => {
  const { tenant, edit } = await tenantWithSecret()
  const roles = ['owner', 'org_admin', 'domain_admin'] as const
  const outcomes: Promise<{ rowVersion: number } | string>[] = []
  for (let index = 0; index < 200; index++) {
    // Ten rounds: some are based on a version that is not there yet, or not any more.
    const rowVersion = 1 + (index % 10)
    outcomes.push(
      edit(rowVersion, { value: `value ${index} of two hundred` }, roles[index % 3]).catch(
        (error: { code?: string }) => error.code ?? String(error),
      ),
    )
  }
  const settled = await Promise.all(outcomes)
  const won = settled.filter((outcome) => typeof outcome === 'object').map(({ rowVersion }) => rowVersion)
  const lost = settled.filter((outcome) => typeof outcome === 'string')
  assert.deepEqual(
    won.toSorted((a, b) => a - b),
    Array.from({ length: won.length }, (_, index) => index + 2),
  )
  assert.deepEqual([...new Set(lost)], ['stale_version'])
  const { secrets, versions, log } = await secretRows(tenant)
  assert.equal(secrets[0]?.rowVersion, won.length + 1)
  assert.equal(versions.length, won.length + 1)
  assert.deepEqual(
    log.map(({ sequence }) => sequence),
    Array.from({ length: won.length + 1 }, (_, index) => BigInt(index + 1)),
  )
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})
