import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { authorizeJob } from '#lib/access/authorize.ts'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { db } from '#lib/db/client.ts'
import { importSecrets } from './import-secrets.ts'
import { judgeImportName } from './judge-import-name.ts'
import { previewImport } from './preview-import.ts'
import {
  type CommonFields,
  type ImportDecision,
  type ImportFormat,
  importChunk,
  maxImportBytes,
  type PreviewRow,
} from './schema.ts'

export const conflictChoices = ['skip', 'rotate', 'rename'] as const
export type ConflictChoice = (typeof conflictChoices)[number]

export type OperatorImport = {
  organization: string
  domain: string | undefined
  file: string
  format: ImportFormat
  onConflict: ConflictChoice
  isAllOrNothing: boolean
}

/** A line for the operator: what became of a row, or why it was left. */
export type Told = { line: number; text: string; isProblem: boolean }

const common: CommonFields = { allowedHosts: [], expiresOn: null, visibility: 'restricted', purpose: 'any' }

/**
 * Imports a file as the operator. Nobody is asked: what is new is stored, what exists goes by `onConflict`, of two rows
 * with one name the first counts, and what cannot be stored is told. `tell` hears of every row, never of a value. Answers
 * how many rows were stored and how many were not. Throws OperatorError.
 */
export async function importAsOperator(
  { organization, domain, file, format, onConflict, isAllOrNothing }: OperatorImport,
  tell: (told: Told) => void,
): Promise<{ stored: number; notStored: number }> {
  const permit = await permitFor(organization, domain)
  const text = await textOf(file)
  const { rows } = await previewImport(permit, { format, text, common }).catch(asOperatorError)
  const decisions: ImportDecision[] = []
  const seen = new Set<string>()
  let notStored = 0
  for (const row of rows) {
    const isSecond = row.verdict === 'duplicate' && seen.has(row.name.toLowerCase())
    seen.add(row.name.toLowerCase())
    const decided = isSecond
      ? `${row.name}: another line of the file has this name already.`
      : await decide(permit, row, onConflict, seen)
    if (typeof decided !== 'string') {
      decisions.push(decided)
      continue
    }
    // Left because the operator said so, which is no failure.
    const isSkipped = !isSecond && row.existing !== null && onConflict === 'skip' && row.problem === null
    tell({ line: row.line, text: decided, isProblem: !isSkipped })
    if (!isSkipped) notStored += 1
  }
  if (isAllOrNothing && notStored > 0) throw new OperatorError('Nothing was stored, because not every row can be.')

  let stored = 0
  const size = isAllOrNothing ? Math.max(1, decisions.length) : importChunk
  for (let from = 0; from < decisions.length; from += size) {
    const part = decisions.slice(from, from + size)
    const outcome = await runChange(permit, (scope) =>
      importSecrets(scope, { format, text, common, decisions: part, isAllOrNothing }),
    ).catch(asOperatorError)
    for (const each of outcome.rows) {
      const line = rows[each.row]?.line ?? 0
      if (each.outcome === 'refused') {
        tell({ line, text: `${each.name}: ${each.message}`, isProblem: true })
        notStored += 1
      } else {
        const what = each.outcome === 'created' ? 'stored' : `has a new value (version ${each.version})`
        tell({ line, text: `${each.name} ${each.outcome === 'created' ? 'is ' : ''}${what}`, isProblem: false })
        stored += 1
      }
    }
  }
  return { stored, notStored }
}

async function permitFor(slug: string, domainSlug: string | undefined): Promise<Permit<'secret:import'>> {
  const organization = await db().organization.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, timeZone: true },
  })
  if (!organization) throw new OperatorError(`There is no organization ${slug}.`)
  if (domainSlug === undefined) return authorizeJob('operator', 'secret:import', { organization, domain: null })
  const domain = await db().domain.findFirst({
    where: { organizationId: organization.id, slug: domainSlug, archivedAt: null },
    select: { id: true, slug: true, name: true },
  })
  if (!domain) throw new OperatorError(`The organization ${slug} has no domain ${domainSlug}.`)
  return authorizeJob('operator', 'secret:import', { organization, domain })
}

async function textOf(file: string): Promise<string> {
  // No more than shows that it is too much: a path may lead to a file without an end.
  const bytes = await buffer(createReadStream(file, { end: maxImportBytes })).catch(() => {
    throw new OperatorError(`The file ${file} cannot be read. Give its path, and see that you may read it.`)
  })
  if (bytes.byteLength > maxImportBytes)
    throw new OperatorError(
      'An import has at most 1 MiB of text. Split the file, and import its parts one after another.',
    )
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new OperatorError('The file is not text in UTF-8. Save it as UTF-8 and import it again.')
  }
}

/** What to do with a row, or a sentence why it is left. */
async function decide(
  permit: Permit<'secret:import'>,
  { row, name, problem, existing }: PreviewRow,
  onConflict: ConflictChoice,
  seen: Set<string>,
): Promise<ImportDecision | string> {
  const said = name === '' ? '' : `${name}: `
  if (problem) return `${said}${problem.message}`
  if (!existing) return { row, act: 'create', name }
  if (onConflict === 'skip') return `${said}exists already, and is left as it is.`
  if (onConflict === 'rotate') {
    if (existing.problem) return `${said}exists already. ${existing.problem}`
    return { row, act: 'rotate', id: existing.id, rowVersion: existing.rowVersion }
  }
  for (let number = 2; number < 100; number++) {
    const other = `${name}_${number}`
    if (seen.has(other.toLowerCase()) || (await judgeImportName(permit, other)).problem !== null) continue
    seen.add(other.toLowerCase())
    return { row, act: 'create', name: other }
  }
  return `${said}exists already, and no name like it is free.`
}

function asOperatorError(error: unknown): never {
  if (!(error instanceof PosternError)) throw error
  const fields = Object.values(error.fields)
  throw new OperatorError(fields.length === 1 ? (fields[0] ?? error.message) : error.message)
}
