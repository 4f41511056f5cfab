import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { importSecrets } from '#lib/imports/import-secrets.ts'
import { previewImport } from '#lib/imports/preview-import.ts'
import { type CommonFields, importChunk } from '#lib/imports/schema.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import type { Figure } from '../figure.ts'

const rows = 1000
const common: CommonFields = { allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }

let tenant: Tenant
let permit: Permit<'secret:import'>

async function setup(): Promise<void> {
  tenant = await makeTenant()
  permit = await tenant.permit('secret:import')
}

/** A file of tokens as they come: random, with names that no run had before. */
function file(): string[] {
  const run = randomBytes(4).toString('hex')
  return Array.from({ length: rows }, (_, index) => `KEY_${run}_${index}=${randomBytes(24).toString('base64url')}`)
}

/** As the page does it: the preview of all, then batch by batch, each in a transaction with its log entries. */
async function importFile(): Promise<number> {
  const lines = file()
  const start = performance.now()
  const preview = await previewImport(permit, { format: 'env', text: lines.join('\n'), common })
  for (let from = 0; from < rows; from += importChunk) {
    const text = lines.slice(from, from + importChunk).join('\n')
    const decisions = preview.rows
      .slice(from, from + importChunk)
      .map(({ name }, row) => ({ row, act: 'create' as const, name }))
    const outcome = await runChange(permit, (scope) =>
      importSecrets(scope, { format: 'env', text, common, decisions, isAllOrNothing: false }),
    )
    assert.equal(outcome.rows.filter(({ outcome }) => outcome === 'created').length, decisions.length)
  }
  return (performance.now() - start) / 1000
}

/** As many rows of the same width, by nothing but createMany: no encryption, no log, no judgement. */
async function insertRows(): Promise<number> {
  const { id: organizationId, europe } = tenant.organization
  const by = { createdById: randomUUID(), createdByName: 'Lena Fischer' }
  const made = file().map((line) => ({ id: randomUUID(), name: line.slice(0, line.indexOf('=')).toLowerCase() }))
  const start = performance.now()
  await db().secret.createMany({
    data: made.map(({ id, name }) => ({
      ...by,
      organizationId,
      id,
      domainId: europe.id,
      scopeId: europe.id,
      name,
      nameLower: name,
      type: 'token' as const,
      searchText: `${name}\ntoken`,
      currentVersion: 1,
      mac: new Uint8Array(32),
      updatedById: by.createdById,
      updatedByName: by.createdByName,
    })),
  })
  await db().secretVersion.createMany({
    data: made.map(({ id }) => ({ ...by, organizationId, secretId: id, version: 1, sealedValue: new Uint8Array(65) })),
  })
  return (performance.now() - start) / 1000
}

const figures: Figure[] = [
  {
    name: 'import.1000',
    unit: 's',
    better: 'smaller',
    yardstick: 'the same rows by createMany alone, without encryption, judgement and log',
    setup,
    measure: importFile,
    measureYardstick: insertRows,
  },
]

export default figures
