import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { callersOf } from '#lib/usages/callers-of.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { placesOfReferences } from '#lib/usages/places-of.ts'
import { referencesTo } from '#lib/usages/references-in-use.ts'
import { assertNotReserved } from './assert-not-reserved.ts'
import { capturedBy } from './captured-by.ts'
import { nameTaken } from './name-taken.ts'
import { nameProblem } from './names.ts'
import type { RenamePreview } from './schema.ts'

/** More references than these are not listed; all are rewritten. */
const mostListed = 1000

/** What a rename of a secret of the organization would do now; nothing is changed. Throws `not_found`. */
export async function previewRename(
  permit: Permit<'secret:rename'>,
  { id, name }: { id: string; name: string },
  consumers: readonly Consumer[],
): Promise<RenamePreview> {
  const organizationId = permit.organization.id
  const secret = isUuid(id)
    ? await db().secret.findFirst({ where: { organizationId, scopeId: permit.scopeId, id } })
    : null
  if (!secret) throw new PosternError('not_found')
  const nameLower = name.toLowerCase()
  // Letter case does not count where names are matched, so nothing is rewritten for it.
  if (nameLower === secret.nameLower) return { problem: null, places: [], callers: [], captured: [] }
  const references = await referencesTo(db(), { ...secret, domainIds: permit.domainIds }, mostListed)
  const problem = await problemOf(permit, secret, name)
  const places = await placesOfReferences(organizationId, references, secret.id, consumers)
  const callers = await callersOf(db(), { organizationId, id: secret.id, domainIds: permit.domainIds })
  const captured = problem === null ? await capturedBy(db(), organizationId, nameLower, references) : []
  return { problem, places, callers, captured }
}

async function problemOf(permit: Permit<'secret:rename'>, secret: Secret, name: string): Promise<string | null> {
  const problem = nameProblem(name)
  if (problem) return problem
  if (secret.archivedAt) return 'This secret is archived. Restore it first.'
  const { organization, domain, scopeId } = permit
  const place = { tx: db(), organization, domain, scopeId }
  const nameLower = name.toLowerCase()
  const taken = await db().secret.findFirst({
    where: { organizationId: organization.id, scopeId, nameLower },
    select: { id: true },
  })
  if (taken) return (await nameTaken(place, nameLower)).message
  try {
    await assertNotReserved(place, nameLower, secret.id)
    return null
  } catch (error) {
    if (error instanceof PosternError) return error.message
    throw error
  }
}
