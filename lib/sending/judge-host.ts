import { isWithinReach } from '#lib/access/reach.ts'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import type { Aim } from './aim.ts'
import { refuseUse } from './refuse-use.ts'
import type { Use } from './use.ts'

/**
 * Throws the refusal `host_not_allowed` if the secret does not allow the host, and `host_not_approved` if it names no
 * hosts at all, somebody who may not change it aimed the request, and nobody who may has approved the host for it.
 * Threat: whoever may edit a request aims a secret at a host of their own, and so reads it.
 */
export function judgeHost(use: Use, url: URL, { aim, isApprovalRequired }: { aim: Aim; isApprovalRequired: boolean }) {
  const { name, nameLower, allowedHosts, isHostApproved } = use.secret
  if (!hostAllowed(allowedHosts, url)) {
    throw refuseUse(use, 'host_not_allowed', '1 secret does not allow this host', {
      says: `Domain restriction: ${name} may not be sent to ${url.host}.`,
      remedy: `It is allowed for ${listed(allowedHosts)}. Choose another secret, or give it a new value with this host allowed.`,
    })
  }
  if (allowedHosts.length > 0 || !isApprovalRequired || isHostApproved) return
  // Of a reference that nobody is known to have put there, nobody's reach counts.
  const putBy = aim.references.get(nameLower) ?? 'none'
  if (isWithinReach(aim.host, use.secret) && isWithinReach(putBy, use.secret)) return
  throw refuseUse(use, 'host_not_approved', '1 host is not approved', {
    says: `${name} has no allowed domains, and ${url.host} is not approved for it.`,
    remedy: `Somebody who may not change ${name} chose this host for it, so it waits for the approval of somebody who may.`,
  })
}

const listed = (hosts: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(hosts)
