import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { mayGive } from './may-give.ts'
import { type CreateTokenInput, mostTokens, type TokenCreated } from './schema.ts'
import { newTokenText, tokenHash } from './token-text.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Makes an API token of the permit's domain, or, without one, of the organization and every domain of it. Its text is in
 * this answer alone: stored is its hash. Throws `invalid` for a date that is past and where there are too many, and
 * `not_permitted` for a scope that holds more than whoever makes it may do here.
 */
export async function createToken(scope: Scope<'token:create'>, input: CreateTokenInput): Promise<TokenCreated> {
  const { tx, actor, organization } = scope
  const organizationId = organization.id
  const domainId = scope.domain?.id ?? null
  const excess = input.scopes.find((each) => !mayGive(actor.role, each, domainId))
  if (excess !== undefined || actor.id === null)
    throw new PosternError('not_permitted', `No token was made. Your role here does not hold all that ${excess} does.`)
  const now = clock.now()
  const held = { organizationId, domainId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  if ((await tx.apiToken.count({ where: held })) >= mostTokens)
    throw new PosternError(
      'invalid',
      `No token was made: there are ${mostTokens} already. Revoke one that is not used.`,
    )
  const expiresAt = await expiryOf(scope, input, now)
  const text = newTokenText()
  const id = randomUUID()
  await tx.apiToken.create({
    data: {
      organizationId,
      domainId,
      id,
      name: input.name,
      hash: tokenHash(text),
      ending: text.slice(-4),
      scopes: input.scopes,
      createdAt: now,
      createdById: actor.id,
      createdByName: actor.name,
      expiresAt,
    },
  })
  record(scope, {
    action: 'token.created',
    subject: { kind: 'token', id, name: input.name },
    details: {
      fields: {
        Scopes: { from: null, to: input.scopes.join(', ') },
        Expires: { from: null, to: expiresAt ? expiresAt.toISOString() : 'never' },
      },
    },
  })
  return { id, name: input.name, text }
}

/** A date's end is where the organization is, not where the browser or this machine is. */
async function expiryOf(
  { tx, organization }: Scope<'token:create'>,
  { lifetime, expiresOn }: CreateTokenInput,
  now: Date,
): Promise<Date | null> {
  if (lifetime === 'never') return null
  if (lifetime !== 'date') return new Date(now.getTime() + Number(lifetime) * dayMs)
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    SELECT ((${expiresOn}::date + 1)::timestamp AT TIME ZONE ${organization.timeZone}) AS "at"`
  if (!row || row.at <= now)
    throw new PosternError('invalid', undefined, {
      fields: { expiresOn: 'This day is past. Enter one on which the token can still be used.' },
    })
  return row.at
}
