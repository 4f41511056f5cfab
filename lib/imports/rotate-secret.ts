import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { secretTypeLabels } from '#lib/secrets/schema.ts'
import { dayOf } from '#lib/secrets/secret-status.ts'
import type { RowFields } from './parsed-file.ts'
import type { ImportDecision, RowOutcome } from './schema.ts'

type Rotation = Extract<ImportDecision, { act: 'rotate' }>

/**
 * Gives a secret that is there already the row's value as its next version; what the row does not state of description,
 * allowed domains and date stays as it is. A refusal is the row's outcome, and leaves nothing of it.
 */
export async function rotateSecret(
  scope: Scope<'secret:import'>,
  { row, id, rowVersion }: Rotation,
  fields: RowFields,
  isAllOrNothing: boolean,
): Promise<RowOutcome> {
  const { tx, organization, scopeId } = scope
  const old = await tx.secret.findFirst({ where: { organizationId: organization.id, scopeId, id } })
  if (!old) return { row, outcome: 'refused', name: '', message: 'This secret does not exist any more.' }
  const refused = (message: string): RowOutcome => ({ row, outcome: 'refused', name: old.name, message })
  const otherType = typeProblem(old.type, fields.type)
  if (otherType) return refused(otherType)

  // Where one refusal undoes everything, there is nothing to come back to.
  if (!isAllOrNothing) await tx.$executeRaw`SAVEPOINT import_row`
  try {
    const { name, version } = await editSecret(
      scope,
      {
        organization: organization.slug,
        id,
        rowVersion,
        description: fields.description ?? old.description,
        expiresOn: fields.expiresOn === undefined ? old.expiresOn && dayOf(old.expiresOn) : fields.expiresOn,
        value: fields.value,
        ...(fields.allowedHosts && { allowedHosts: fields.allowedHosts }),
        acceptsDuplicate: true,
      },
      'import',
    )
    if (!isAllOrNothing) await tx.$executeRaw`RELEASE SAVEPOINT import_row`
    return { row, outcome: 'rotated', id, name, version }
  } catch (error) {
    if (!(error instanceof PosternError)) throw error
    if (!isAllOrNothing) await tx.$executeRaw`ROLLBACK TO SAVEPOINT import_row`
    return refused(Object.values(error.fields)[0] ?? error.message)
  }
}

/** Why a value of one type cannot become a version of a secret of another; null: it is the same. */
export function typeProblem(stored: RowFields['type'], given: RowFields['type']): string | null {
  if (stored === given) return null
  return `The stored secret has the type ${secretTypeLabels[stored]}, this row ${secretTypeLabels[given]}.`
}
