import type { Permit } from '#lib/access/permit.ts'
import type { Reach } from '#lib/access/reach.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Aim } from '#lib/sending/aim.ts'
import { RefusedAfterSending } from '#lib/sending/refused-after-sending.ts'

/**
 * By whose reach a template is aimed that was read as `saved`: who chose its request, and who put each reference into its
 * body. Throws `stale_version` if it was changed or deleted meanwhile. Threat: between two reads an Editor chooses a
 * request to a host of their own, and the text of the one is sent with the reach of the other.
 */
export async function assertTemplateAim(
  permit: Permit<'template:send'>,
  saved: { id: string; rowVersion: number },
  { isAgain }: { isAgain: boolean },
): Promise<Aim> {
  const rows = await db().$queryRaw<{ targetSetBy: Reach; nameLower: string | null; setBy: Reach | null }[]>`
    SELECT t."targetSetBy"::text AS "targetSetBy", r."nameLower", r."setBy"::text AS "setBy"
      FROM "Template" t
      LEFT JOIN "ReferenceInUse" r
        ON r."organizationId" = t."organizationId" AND r."domainId" = t."domainId"
       AND r."consumerKind" = 'template' AND r."consumerId" = t."id"
     WHERE t."organizationId" = ${permit.organization.id}::uuid AND t."domainId" = ${permit.domainId}::uuid
       AND t."id" = ${saved.id}::uuid AND t."rowVersion" = ${saved.rowVersion}`
  const [first] = rows
  if (first) {
    const references = rows.flatMap(({ nameLower, setBy }) =>
      nameLower === null || setBy === null ? [] : [[nameLower, setBy] as const],
    )
    return { host: first.targetSetBy, references: new Map(references) }
  }
  const Refused = isAgain ? RefusedAfterSending : PosternError
  throw new Refused(
    'stale_version',
    isAgain
      ? 'It was sent, and then somebody changed the template: it is not sent again.'
      : 'Nothing was sent. Somebody saved a change of the template at this moment. Send it again.',
  )
}
