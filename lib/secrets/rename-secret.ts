import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { ownReferences } from '#lib/usages/hold-references.ts'
import { type FoundReference, referencesTo } from '#lib/usages/references-in-use.ts'
import { assertNotReserved } from './assert-not-reserved.ts'
import { capturedBy, capturedSentence } from './captured-by.ts'
import { lockSecret } from './lock-secret.ts'
import { nameTaken } from './name-taken.ts'
import { nameProblem } from './names.ts'
import { reserveName } from './reserve-name.ts'
import type { RenameSecretInput, SecretChanged } from './schema.ts'
import { searchTextOf } from './search-text.ts'
import { updateRow } from './update-row.ts'

/**
 * Gives a secret of the organization another name, and lets every stored reference that means it say so, in this
 * transaction; the old name stays reserved. Throws `not_found`, `stale_version`, `invalid`, `wrong_state` for an archived
 * one, and `name_taken` if the name is in use, reserved, or the alias of a secret that would catch a reference.
 */
export async function renameSecret(
  scope: Scope<'secret:rename'>,
  input: RenameSecretInput,
  consumers: readonly Consumer[],
): Promise<SecretChanged> {
  const { tx, organization } = scope
  const { name } = input
  const problem = nameProblem(name)
  if (problem) throw new PosternError('invalid', undefined, { fields: { name: problem } })
  await ownReferences(scope)
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt)
    throw new PosternError('wrong_state', 'Nothing was changed. This secret is archived: restore it first.')
  if (name === old.name) {
    recordNothing(scope)
    return { id: old.id, name, version: old.currentVersion, rowVersion: old.rowVersion }
  }
  const nameLower = name.toLowerCase()
  // Letter case does not count where names are matched: what says the one means the other.
  const isOtherName = nameLower !== old.nameLower
  const references = isOtherName ? await referencesTo(tx, { ...old, domainIds: null }, noLimit) : []
  if (isOtherName) await assertFree(scope, nameLower, references)

  const { allowedHosts } = await tx.secretVersion.findUniqueOrThrow({
    where: {
      organizationId_secretId_version: {
        organizationId: organization.id,
        secretId: old.id,
        version: old.currentVersion,
      },
    },
    select: { allowedHosts: true },
  })
  const searchText = searchTextOf({ ...old, name, allowedHosts })
  const { rowVersion } = await renamed(scope, () => updateRow(scope, old, { name, nameLower, searchText }))
  if (isOtherName) {
    await assertNotReserved(scope, nameLower, old.id)
    await reserveName(scope, old, nameLower)
    for (const consumer of consumers) {
      const ofKind = references.filter((reference) => reference.consumerKind === consumer.kind)
      if (ofKind.length > 0) await consumer.rewrite(scope, ofKind, { from: old.name, to: name })
    }
  }
  record(scope, {
    action: 'secret.renamed',
    subject: { kind: 'secret', id: old.id, name },
    details: { rowVersion, fields: { Name: { from: old.name, to: name } } },
  })
  return { id: old.id, name, version: old.currentVersion, rowVersion }
}

const noLimit = 2 ** 31 - 1

async function assertFree(
  scope: Scope<'secret:rename'>,
  nameLower: string,
  references: FoundReference[],
): Promise<void> {
  const { tx, organization, scopeId } = scope
  const taken = await tx.secret.findFirst({
    where: { organizationId: organization.id, scopeId, nameLower },
    select: { id: true },
  })
  if (taken) throw await nameTaken(scope, nameLower)
  const captured = await capturedBy(tx, organization.id, nameLower, references)
  if (captured.length === 0) return
  const message = capturedSentence(captured)
  throw new PosternError('name_taken', `Nothing was renamed. ${message}`, { fields: { name: message } })
}

/** A name that somebody else takes in this moment is refused as any taken one; the transaction is over by then. */
async function renamed<T>({ organization }: Scope<'secret:rename'>, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'P2002')) throw error
    const message = `${organization.name} already has a secret with this name. Choose another.`
    throw new PosternError('name_taken', message, { fields: { name: message } })
  }
}
