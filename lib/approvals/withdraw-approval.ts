import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { lockApproval } from './lock-approval.ts'
import type { HostDecided, WithdrawApprovalInput } from './schema.ts'

/**
 * Takes the approval of a host for a secret back: the next send is judged without it. Throws `not_found`; one that only
 * waits stays as it is.
 */
export async function withdrawApproval(
  scope: Scope<'host:approve'>,
  input: WithdrawApprovalInput,
): Promise<HostDecided> {
  const { key, secret, approval } = await lockApproval(scope, input)
  const decided = { secretId: secret.id, secretName: secret.name, host: input.host }
  if (approval.approvedAt === null) {
    recordNothing(scope)
    return decided
  }
  const where = { organizationId_secretId_host: key }
  if (input.waitsAgain) {
    const nobody = { approvedAt: null, approvedById: null, approvedByName: null }
    await scope.tx.hostApproval.update({ where, data: nobody })
  } else await scope.tx.hostApproval.delete({ where })
  record(scope, {
    action: 'host.approval_withdrawn',
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { host: input.host },
  })
  return decided
}
