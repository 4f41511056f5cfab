import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { isWithinReach } from '#lib/access/reach.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { judgeEndpoint } from '#lib/sending/judge-endpoint.ts'
import { keyInUse } from '#lib/sending/key-in-use.ts'
import { type OpenedKey, openKey } from '#lib/sending/open-key.ts'
import type { FoundEndpoint, FoundSecret } from '#lib/sending/read-place.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import { findKey } from './find-key.ts'
import { keyReachOf } from './key-reach.ts'

export type EndpointKey = { opened: OpenedKey; secret: FoundSecret }

/**
 * The key of an endpoint with encryption, judged and opened as for a send to it. Null without encryption. Throws the refusals
 * of a send: a key that is missing, revoked, expired, archived, for webhooks only, not for this host, or of another length;
 * and `not_permitted` if the secret is beyond the reach of who asks. Threat: whoever sees known text sealed with a key tries guesses
 * at it, and opens what others sealed with it.
 */
export async function openEndpointKey(
  client: Tx,
  permit: Permit<Permission>,
  endpoint: Omit<FoundEndpoint, 'id' | 'pathPattern'>,
): Promise<EndpointKey | null> {
  const keys = await organizationKeys(client, permit.organization.id)
  const found = await findKey(client, permit, { name: endpoint.keyName, keys })
  const key = keyInUse(endpoint, found)
  if (!key) return null
  // Nothing is sent: neither a stop nor the policy counts. A wildcard is judged by each host, when it is sent to.
  const place = { stopped: null, hostApprovalRequired: false, onlyAllowlisted: false }
  const isWildcard = endpoint.hostPattern.startsWith('*.')
  const { secret } = key.use
  if (!isWithinReach(keyReachOf(permit.actor), secret)) {
    throw new Refusal(
      'not_permitted',
      permit.actor.kind === 'token'
        ? `${secret.name} belongs to the organization, and this token to a domain: it cannot use it as a key.`
        : `${secret.name} belongs to the organization. Who may not change it cannot use it as a key: choose a secret of this domain, or ask an Owner or an Org Admin.`,
      { note: 'Not your key' },
    )
  }
  const use = isWildcard ? { ...key.use, secret: { ...secret, allowedHosts: [] } } : key.use
  const url = new URL(`https://${endpoint.hostPattern.replace('*.', 'any.')}`)
  const nothingElse = { endpoints: [], secrets: new Map(), keys: found }
  judgeEndpoint(url, { place: { ...place, ...nothingElse }, endpoint: null, key: { ...key, use } })
  return { opened: openKey(key, keys), secret }
}
