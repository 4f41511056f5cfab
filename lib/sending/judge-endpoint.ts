import type { Aim } from './aim.ts'
import { judge } from './judge.ts'
import type { KeyInUse } from './key-in-use.ts'
import type { FoundEndpoint, FoundPlace } from './read-place.ts'
import { Refusal } from './refusal.ts'

/**
 * Throws the refusal `endpoint_not_allowlisted` if only endpoints may be called and this is none, and those of any
 * secret for the key of one: state, purpose, part, https and allowed domains. Threat: whoever may write requests sends
 * what they read here to wherever they like.
 */
export function judgeEndpoint(
  url: URL,
  { place, endpoint, key }: { place: FoundPlace; endpoint: FoundEndpoint | null; key: KeyInUse | null },
): void {
  if (place.onlyAllowlisted && !endpoint) throw notAllowlisted(url)
  if (!key) return
  // The key itself goes nowhere, and an admin named the host: there is nothing to approve.
  judge([key.use], url, { place: { ...place, hostApprovalRequired: false }, aim: nobodys, purpose: 'integration' })
}

/**
 * Throws the refusal `endpoint_not_allowlisted` if the values lead to another endpoint than the one that was judged.
 * Threat: a text that somebody else wrote, put into the path, leads to what is not allowed or not encrypted. To which, it
 * does not say: the path of an endpoint may be a guess at a value.
 */
export function judgeSameEndpoint(
  url: URL,
  { judged, final }: { judged: FoundEndpoint | null; final: FoundEndpoint | null },
): void {
  if (judged?.id === final?.id) return
  const from = judged ? `the allowlist endpoint ${judged.name}` : 'no endpoint of the allowlist'
  throw new Refusal(
    'endpoint_not_allowlisted',
    `With its values filled in, this request to ${url.host} goes no longer to ${from}. Nothing was sent. Write that part of the path as it is, or widen the endpoint.`,
    { note: 'The values lead to another endpoint', field: 'path' },
  )
}

const nobodys: Aim = { host: 'none', references: new Map() }

function notAllowlisted({ host }: URL): Refusal {
  return new Refusal(
    'endpoint_not_allowlisted',
    `Only allowlisted addresses may be called, and no endpoint of this domain’s allowlist names this address at ${host}. Ask an admin to add it, or call one that is there.`,
    { note: 'Not on the allowlist', field: 'baseUrl' },
  )
}
