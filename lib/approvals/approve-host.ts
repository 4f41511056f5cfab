import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { lockApproval } from './lock-approval.ts'
import type { HostApprovalInput, HostDecided } from './schema.ts'

/**
 * Lets a secret without allowed domains go to a host that waits for it, from the next send on, whoever aims it there.
 * One that is approved already stays so. Throws `not_found`, also for a host that nobody asked for: nothing is approved
 * ahead. Threat: whoever may edit a request sends a secret to a host of their own, and so reads it.
 */
export async function approveHost(scope: Scope<'host:approve'>, input: HostApprovalInput): Promise<HostDecided> {
  const { key, secret, approval } = await lockApproval(scope, input)
  const decided = { secretId: secret.id, secretName: secret.name, host: input.host }
  if (approval.approvedAt !== null) {
    recordNothing(scope)
    return decided
  }
  await scope.tx.hostApproval.update({
    where: { organizationId_secretId_host: key },
    data: { approvedAt: clock.now(), approvedById: scope.actor.id, approvedByName: scope.actor.name },
  })
  record(scope, {
    action: 'host.approved',
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { host: input.host },
  })
  return decided
}
