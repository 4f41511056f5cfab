import { runChange } from '#lib/changelog/run-change.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import type { EditSecretInput } from '#lib/secrets/schema.ts'
import { editInput, secretInput } from './a-secret.ts'
import { makeTenant, type TestRole } from './make-tenant.ts'

export const [first, second] = ['canary-Zx81-the-first-value', 'canary-Qw27-the-second-value'] as const

/** A tenant with one secret in Europe, whose value is the first, and how somebody edits it. */
export async function tenantWithSecret(over: Record<string, unknown> = {}) {
  const tenant = await makeTenant()
  const { id } = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, secretInput(tenant.place, { name: 'jira_pat', type: 'token', value: first, ...over })),
  )
  const edit = async (rowVersion: number, fields: Partial<EditSecretInput>, role: TestRole = 'domain_admin') =>
    runChange(await tenant.permit('secret:edit', role), (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion, ...fields })),
    )
  return { tenant, id, edit }
}
