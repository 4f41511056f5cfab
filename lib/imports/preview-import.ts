import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { judgeAllowedHosts } from '#lib/secrets/allowed-hosts.ts'
import { expiryProblem } from '#lib/secrets/expiry.ts'
import type { SecretType } from '#lib/secrets/schema.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import { importPlace } from './import-place.ts'
import { type ImportPlace, type JudgedRow, judgeRow } from './judge-row.ts'
import { parseFile } from './parse-file.ts'
import type { ParsedRow, RowFields } from './parsed-file.ts'
import { typeProblem } from './rotate-secret.ts'
import type { CommonFields, ExistingSecret, ImportPreview, PreviewImportInput, PreviewRow } from './schema.ts'
import { storedName } from './stored-name.ts'
import { warningsOf } from './warnings.ts'

type Seen = { parsed: ParsedRow; name: string; judged: JudgedRow }

/** What would become of each row of a file, without any of its values. Nothing is stored. Throws `invalid`. */
export async function previewImport(
  permit: Permit<'secret:import'>,
  { format, text, common }: Omit<PreviewImportInput, 'organization' | 'domain'>,
): Promise<ImportPreview> {
  const file = parseFile(format, text)
  const place = await importPlace(db(), permit)
  assertCommon(common, place)
  const rows = file.rows.map((parsed): Seen => {
    const name = storedName(parsed.name, place.isDomain)
    return { parsed, name, judged: judgeRow(parsed, name, place, common) }
  })
  const names = new Set(rows.map(({ name }) => name.toLowerCase()))
  const [stored, reserved, warnings] = await Promise.all([
    storedAs(permit, names),
    reservedAs(permit, names),
    warningsOf(
      permit,
      rows.map(({ parsed, judged }) => ({ line: parsed.line, input: judged.input })),
    ),
  ])
  const together = byName(rows)
  return {
    glue: file.glue,
    compared: warnings.compared,
    rows: rows.map((seen, row) => {
      const nameLower = seen.name.toLowerCase()
      const isReserved = reserved.has(nameLower)
      const sameAs = (together.get(nameLower) ?? [])
        .filter((other) => other !== seen)
        .slice(0, 3)
        .map((other) => other.parsed.line)
      const found = stored.get(nameLower)
      const existing = found && seen.parsed.fields ? existingFor(found, seen.parsed.fields, permit) : null
      return previewOf(row, seen, { existing, sameAs, isReserved, warnings: warnings.ofRows[row] ?? [] })
    }),
  }
}

/** Throws `invalid` for the fields that are common to all rows, so that not every row says the same. */
function assertCommon(common: CommonFields, place: ImportPlace): void {
  const expiry = expiryProblem(common.expiresOn, place.timeZone)
  // That a list is required is said of the rows that have none.
  const { fields: hosts } = judgeAllowedHosts(common.allowedHosts, { ...place.policies, allowedDomainsRequired: false })
  const fields = {
    ...(expiry !== null && { 'common.expiresOn': expiry }),
    ...Object.fromEntries(Object.entries(hosts).map(([field, message]) => [`common.${field}`, message])),
  }
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

type Found = {
  id: string
  name: string
  type: SecretType
  rowVersion: number
  currentVersion: number
  expiresOn: Date | null
  revokedAt: Date | null
  archivedAt: Date | null
}

async function storedAs(permit: Permit<'secret:import'>, names: ReadonlySet<string>): Promise<Map<string, Found>> {
  const found = await db().secret.findMany({
    where: { organizationId: permit.organization.id, scopeId: permit.scopeId, nameLower: { in: wellFormed(names) } },
    select: {
      id: true,
      name: true,
      nameLower: true,
      type: true,
      rowVersion: true,
      currentVersion: true,
      expiresOn: true,
      revokedAt: true,
      archivedAt: true,
    },
  })
  return new Map(found.map((secret) => [secret.nameLower, secret]))
}

async function reservedAs(permit: Permit<'secret:import'>, names: ReadonlySet<string>): Promise<Set<string>> {
  const { organization, scopeId } = permit
  const found = await db().reservedName.findMany({
    where: {
      organizationId: organization.id,
      scopeId,
      nameLower: { in: wellFormed(names) },
      until: { gt: clock.now() },
    },
    select: { nameLower: true },
  })
  return new Set(found.map(({ nameLower }) => nameLower))
}

/** PostgreSQL refuses a text with NUL, and no name has one. */
const wellFormed = (names: ReadonlySet<string>): string[] => [...names].filter((name) => !name.includes('\0'))

function existingFor(found: Found, fields: RowFields, { organization }: Permit<'secret:import'>): ExistingSecret {
  const status = secretStatus(found, organization.timeZone)
  const { id, rowVersion, currentVersion: version } = found
  return { id, rowVersion, version, status, problem: rotationProblem(found, fields) }
}

/** Why a row's value cannot become the next version of the secret that has its name. */
function rotationProblem(found: Found, fields: RowFields): string | null {
  if (found.archivedAt) return 'It is archived, so its value cannot be replaced. Restore it first.'
  if (found.revokedAt && !fields.allowedHosts)
    return 'It is revoked. Its new value must say where it may go: give the row allowed domains.'
  return typeProblem(found.type, fields.type)
}

function byName(rows: readonly Seen[]): Map<string, Seen[]> {
  const together = new Map<string, Seen[]>()
  for (const seen of rows) {
    if (!seen.parsed.fields) continue
    const key = seen.name.toLowerCase()
    together.set(key, [...(together.get(key) ?? []), seen])
  }
  return together
}

type Facts = { existing: ExistingSecret | null; sameAs: number[]; isReserved: boolean; warnings: string[] }

function previewOf(row: number, { parsed, name, judged }: Seen, facts: Facts): PreviewRow {
  const { existing, sameAs, isReserved, warnings } = facts
  const reserved = isReserved && !judged.problem && !existing
  const problem = reserved
    ? { isAboutName: true, message: 'This name is reserved: a secret had it until it was renamed.' }
    : judged.problem
  return {
    row,
    line: parsed.line,
    typed: cut(parsed.name),
    name: cut(name),
    type: parsed.fields?.type ?? null,
    ...sizeOf(parsed.fields),
    verdict: problem ? 'invalid' : sameAs.length > 0 ? 'duplicate' : existing ? 'conflict' : 'new',
    problem,
    existing,
    sameAs: problem ? [] : sameAs,
    warnings,
    range: parsed.range,
  }
}

function sizeOf(fields: RowFields | null): { bytes: number; lines: number } {
  if (!fields) return { bytes: 0, lines: 0 }
  const text = typeof fields.value === 'string' ? fields.value : fields.value.password
  return { bytes: Buffer.byteLength(text), lines: text.split(/\r\n|\n|\r/).length }
}

/** Longer than any name may be; what is longer still is no name, and perhaps a value. */
const cut = (name: string): string => (name.length > 160 ? `${name.slice(0, 160)}…` : name)
