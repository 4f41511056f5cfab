import type { PermitPlace } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** The organizations of an account, by its e-mail address, in the order of their ids; none for an unknown one, for the same work. */
export async function organizationsOf(email: string): Promise<PermitPlace['organization'][]> {
  return db().$queryRaw`
    SELECT o."id", o."slug", o."name", o."timeZone" FROM "Person" p
    JOIN "Membership" m ON m."personId" = p."id" JOIN "Organization" o ON o."id" = m."organizationId"
    WHERE p."email" = ${email} ORDER BY o."id"`
}
