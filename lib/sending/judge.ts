import { basicCredentials, isWholePairForm } from '#lib/references/basic-credentials.ts'
import type { Template } from '#lib/references/template.ts'
import type { Aim } from './aim.ts'
import { judgeHost } from './judge-host.ts'
import type { FoundPlace, FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import { refuseUse } from './refuse-use.ts'
import type { Use } from './use.ts'

/** Every use, with its secret. Throws the refusal `secret_not_found` for the first name that means none. */
export function findUses(templates: Template[], secrets: Map<string, FoundSecret>): Use[] {
  return templates.flatMap((template) =>
    template.pieces.flatMap((piece) => {
      if (piece.kind !== 'reference') return []
      const { name } = piece.reference
      const secret = secrets.get(name.toLowerCase())
      if (secret) return [{ template, piece, reference: piece.reference, place: piece.place, secret }]
      throw new Refusal(
        'secret_not_found',
        `There is no secret named ${name} here. ${template.label} names it. Create it, or correct the reference.`,
        { note: 'A secret does not exist', field: template.field, secret: { id: null, name } },
      )
    }),
  )
}

/**
 * Judges a request before any value is opened and anything leaves: stop, state, purpose, position, HTTPS and host, in
 * this order. Throws the first refusal, naming secret and field.
 */
export function judge(
  uses: Use[],
  url: URL,
  {
    place,
    aim,
    purpose,
  }: { place: Pick<FoundPlace, 'stopped' | 'hostApprovalRequired'>; aim: Aim; purpose: SendPurpose },
): void {
  judgeStop(place)
  for (const use of uses) judgeState(use)
  for (const use of uses) judgePurpose(use, purpose)
  for (const use of uses) judgePart(use)
  const [first] = uses
  if (first && url.protocol !== 'https:') {
    throw refuseUse(first, 'https_required', 'Not an https address', {
      says: `${first.secret.name} may only be sent over https.`,
      remedy: 'Change the base URL to begin with https://.',
    })
  }
  for (const use of uses) judgeHost(use, url, { aim, isApprovalRequired: place.hostApprovalRequired })
}

/** Also of a request that names no secret: who stops sends wants silence. */
function judgeStop({ stopped }: Pick<FoundPlace, 'stopped'>): void {
  if (stopped === null) return
  const where = stopped === 'organization' ? 'in this organization' : 'in this domain'
  const message =
    stopped === 'archived'
      ? 'This domain is archived, and nothing is sent from it.'
      : `An admin has stopped all sends ${where}. They go on when an admin lets them.`
  throw new Refusal('sends_stopped', message, { note: 'Sends are stopped' })
}

function judgeState(use: Use): void {
  const { name, status } = use.secret
  if (status === 'archived') {
    const remedy = 'An archived secret is not used. Choose another one.'
    throw refuseUse(use, 'secret_archived', '1 secret is archived', { says: `${name} is archived.`, remedy })
  }
  if (status === 'revoked') {
    const remedy = 'Give it a new value, or choose another secret.'
    throw refuseUse(use, 'secret_revoked', '1 secret is revoked', { says: `${name} is revoked.`, remedy })
  }
  if (status === 'expired') {
    const remedy = 'Give it a new value or a later date, or choose another secret.'
    throw refuseUse(use, 'secret_expired', '1 secret has expired', { says: `${name} has expired.`, remedy })
  }
}

/** What a secret is used for: integrations, templates and the allowlist, or the steps and hooks of workflows. */
export type SendPurpose = 'integration' | 'webhook'

function judgePurpose(use: Use, purpose: SendPurpose): void {
  if (use.secret.purpose === 'any' || use.secret.purpose === purpose) return
  const [only, choose] = purpose === 'integration' ? ['webhooks', 'integrations'] : ['integrations', 'webhooks']
  throw refuseUse(use, 'secret_wrong_purpose', '1 secret is for another purpose', {
    says: `${use.secret.name} is for ${only} only.`,
    remedy: `Choose a secret for ${choose}.`,
  })
}

/** What can be told of the part without opening the value; whether a JSON value has it shows when it is opened. */
function judgePart(use: Use): void {
  const { secret, reference, place, template } = use
  const { part } = reference
  const missing = (has: string) =>
    refuseUse(use, 'secret_part_missing', '1 secret has no such part', {
      says: `${secret.name} has no part #${part}.`,
      remedy: has,
    })
  if (secret.type === 'token' && part !== null)
    throw missing('It is a Token, which has no parts: take the # and what follows away.')
  if (secret.type === 'username_password') {
    if (part !== null && part !== 'username' && part !== 'password') throw missing('It has #username and #password.')
    const credentials = basicCredentials(template.pieces)
    if (part === null && !(place === 'basic' && credentials && isWholePairForm(credentials))) {
      throw refuseUse(use, 'secret_part_required', '1 secret cannot be used whole here', {
        says: `${secret.name} is a username and a password.`,
        remedy: `Add #username or #password to the reference. The whole pair stands only in a header, as Basic {secrets.${secret.name}}.`,
      })
    }
  }
  if (place === 'json-value' && secret.type !== 'json') {
    throw refuseUse(use, 'value_not_encodable', '1 value does not fit its place', {
      says: `${secret.name} stands outside of quotes, where only JSON can stand.`,
      remedy: 'Put double quotes around the reference.',
    })
  }
}
