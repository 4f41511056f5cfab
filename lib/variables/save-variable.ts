import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Variable } from '#lib/db/generated/client.ts'
import { assertNoCredentials, type PlainText } from '#lib/secrets/notice-credentials.ts'
import {
  type CreateVariableInput,
  type DeleteVariableInput,
  mostVariables,
  type UpdateVariableInput,
  type VariableChanged,
} from './schema.ts'

// The log names a variable and which of its fields changed, never their text: somebody may have typed a credential
// there, and the log cannot forget.

/** Stores a new variable. Throws `name_taken`, `credential_noticed`, and `invalid` where the domain has as many as it may. */
export async function createVariable(
  scope: Scope<'variable:edit'>,
  input: CreateVariableInput,
): Promise<VariableChanged> {
  const { organization, domainId, actor } = scope
  const at = { organizationId: organization.id, domainId }
  if ((await scope.tx.variable.count({ where: at })) >= mostVariables) {
    throw new PosternError('invalid', `Nothing was saved. A domain has at most ${mostVariables} variables.`)
  }
  const nameLower = input.name.toLowerCase()
  if (await scope.tx.variable.findFirst({ where: { ...at, nameLower }, select: { id: true } })) throw nameTaken(scope)
  await assertNoCredentials(scope, textsOf(input, input.name), input.keepsPlainText)
  const by = { id: actor.id ?? organization.id, name: actor.name }
  const now = clock.now()
  const row = {
    ...at,
    id: randomUUID(),
    name: input.name,
    nameLower,
    value: input.value,
    description: input.description,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  const { count } = await scope.tx.variable.createMany({ data: [row], skipDuplicates: true })
  if (count === 0) throw nameTaken(scope)
  record(scope, {
    action: 'variable.created',
    subject: { kind: 'variable', id: row.id, name: row.name },
    details: { fields: { Name: { from: null, to: row.name } } },
  })
  return { id: row.id, rowVersion: 1 }
}

/** Changes a variable's value and description, from the next send on. Throws `not_found`, `stale_version` and `credential_noticed`. */
export async function updateVariable(
  scope: Scope<'variable:edit'>,
  input: UpdateVariableInput,
): Promise<VariableChanged> {
  const old = await currentVariable(scope, input)
  const changed = (['value', 'description'] as const).filter((field) => old[field] !== input[field])
  if (changed.length === 0) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  await assertNoCredentials(scope, textsOf(input, old.name, old), input.keepsPlainText)
  const rowVersion = old.rowVersion + 1
  await scope.tx.variable.update({
    where: { organizationId_id: { organizationId: old.organizationId, id: old.id } },
    data: {
      value: input.value,
      description: input.description,
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  record(scope, {
    action: 'variable.edited',
    subject: { kind: 'variable', id: old.id, name: old.name },
    details: { fields: { Changed: { from: null, to: changed.join(', ') } } },
  })
  return { id: old.id, rowVersion }
}

/** Deletes a variable: what names it is refused with `macro_not_filled` from then on. Throws `not_found`, `stale_version`. */
export async function deleteVariable(
  scope: Scope<'variable:edit'>,
  input: DeleteVariableInput,
): Promise<{ name: string }> {
  const old = await currentVariable(scope, input)
  await scope.tx.variable.delete({
    where: { organizationId_id: { organizationId: old.organizationId, id: old.id } },
  })
  record(scope, {
    action: 'variable.deleted',
    subject: { kind: 'variable', id: old.id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}

type Texts = { value: string; description: string }

const textsOf = (input: Texts, name: string, before?: Texts): PlainText[] => [
  { field: 'value', text: input.value, name, ...(before && { before: before.value }) },
  { field: 'description', text: input.description, ...(before && { before: before.description }) },
]

function nameTaken({ domain, organization }: Scope<'variable:edit'>): PosternError {
  const message = `${domain?.name ?? organization.name} already has a variable with this name; letter case does not count. Choose another, or edit that one.`
  return new PosternError('name_taken', message, { fields: { name: message } })
}

async function currentVariable(
  scope: Scope<'variable:edit'>,
  { id, rowVersion }: { id: string; rowVersion: number },
): Promise<Variable> {
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Variable" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  const row = await scope.tx.variable.findFirst({ where })
  assertCurrent(scope, row, rowVersion, 'variable')
  return row
}
