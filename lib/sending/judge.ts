import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import { basicCredentials, isWholePairForm } from '#lib/references/basic-credentials.ts'
import type { Reference } from '#lib/references/parse-references.ts'
import type { Piece, Place, Template } from '#lib/references/template.ts'
import type { FoundSecret } from './read-secrets.ts'
import { Refusal } from './refusal.ts'

/** One use of a secret by a field. */
export type Use = { template: Template; piece: Piece; reference: Reference; place: Place; secret: FoundSecret }

/** Every use, with its secret. Throws the refusal `secret_not_found` for the first name that means none. */
export function findUses(templates: Template[], secrets: Map<string, FoundSecret>): Use[] {
  return templates.flatMap((template) =>
    template.pieces.flatMap((piece) => {
      if (piece.kind === 'text') return []
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
 * Judges a request before any value is opened and anything leaves: state, purpose, position, HTTPS and host, in this
 * order. Throws the first refusal, naming secret and field.
 */
export function judge(uses: Use[], url: URL): void {
  for (const use of uses) judgeState(use)
  for (const use of uses) judgePurpose(use)
  for (const use of uses) judgePart(use)
  const [first] = uses
  if (first && url.protocol !== 'https:') {
    throw refuse(first, 'https_required', 'Not an https address', {
      says: `${first.secret.name} may only be sent over https.`,
      remedy: 'Change the base URL to begin with https://.',
    })
  }
  for (const use of uses) judgeHost(use, url)
}

function judgeState(use: Use): void {
  const { name, status } = use.secret
  if (status === 'archived') {
    const remedy = 'An archived secret is not used. Choose another one.'
    throw refuse(use, 'secret_archived', '1 secret is archived', { says: `${name} is archived.`, remedy })
  }
  if (status === 'revoked') {
    const remedy = 'Give it a new value, or choose another secret.'
    throw refuse(use, 'secret_revoked', '1 secret is revoked', { says: `${name} is revoked.`, remedy })
  }
  if (status === 'expired') {
    const remedy = 'Give it a new value or a later date, or choose another secret.'
    throw refuse(use, 'secret_expired', '1 secret has expired', { says: `${name} has expired.`, remedy })
  }
}

function judgePurpose(use: Use): void {
  if (use.secret.purpose !== 'webhook') return
  throw refuse(use, 'secret_wrong_purpose', '1 secret is for another purpose', {
    says: `${use.secret.name} is for webhooks only.`,
    remedy: 'Choose a secret for integrations.',
  })
}

/** What can be told of the part without opening the value; whether a JSON value has it shows when it is opened. */
function judgePart(use: Use): void {
  const { secret, reference, place, template } = use
  const { part } = reference
  const missing = (has: string) =>
    refuse(use, 'secret_part_missing', '1 secret has no such part', {
      says: `${secret.name} has no part #${part}.`,
      remedy: has,
    })
  if (secret.type === 'token' && part !== null)
    throw missing('It is a Token, which has no parts: take the # and what follows away.')
  if (secret.type === 'username_password') {
    if (part !== null && part !== 'username' && part !== 'password') throw missing('It has #username and #password.')
    const credentials = basicCredentials(template.pieces)
    if (part === null && !(place === 'basic' && credentials && isWholePairForm(credentials))) {
      throw refuse(use, 'secret_part_required', '1 secret cannot be used whole here', {
        says: `${secret.name} is a username and a password.`,
        remedy: `Add #username or #password to the reference. The whole pair stands only in a header, as Basic {secrets.${secret.name}}.`,
      })
    }
  }
  if (place === 'json-value' && secret.type !== 'json') {
    throw refuse(use, 'value_not_encodable', '1 value does not fit its place', {
      says: `${secret.name} stands outside of quotes, where only JSON can stand.`,
      remedy: 'Put double quotes around the reference.',
    })
  }
}

/** Threat: whoever may edit a request aims a secret at a host of their own. */
function judgeHost(use: Use, url: URL): void {
  const { name, allowedHosts } = use.secret
  if (hostAllowed(allowedHosts, url)) return
  throw refuse(use, 'host_not_allowed', '1 secret does not allow this host', {
    says: `Domain restriction: ${name} may not be sent to ${url.host}.`,
    remedy: `It is allowed for ${listed(allowedHosts)}. Choose another secret, or give it a new value with this host allowed.`,
  })
}

const listed = (hosts: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(hosts)

function refuse(
  { secret, template }: Use,
  code: Refusal['code'],
  note: string,
  { says, remedy }: { says: string; remedy: string },
): Refusal {
  return new Refusal(code, `${says} ${template.label} names it. ${remedy}`, { note, field: template.field, secret })
}
