import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { lockApproval } from './lock-approval.ts'
import type { HostApprovalInput, HostDecided } from './schema.ts'

/**
 * Says no to a host that waits for a secret: it is asked for again only by another send. Throws `not_found`, and
 * `wrong_state` for a host that is approved, which is withdrawn instead.
 */
export async function declineHost(scope: Scope<'host:approve'>, input: HostApprovalInput): Promise<HostDecided> {
  const { key, secret, approval } = await lockApproval(scope, input)
  if (approval.approvedAt !== null) {
    const by = approval.approvedByName ?? 'Somebody'
    throw new PosternError('wrong_state', `Nothing was changed. ${by} has approved this host meanwhile.`)
  }
  await scope.tx.hostApproval.delete({ where: { organizationId_secretId_host: key } })
  record(scope, {
    action: 'host.declined',
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { host: input.host },
  })
  return { secretId: secret.id, secretName: secret.name, host: input.host }
}
