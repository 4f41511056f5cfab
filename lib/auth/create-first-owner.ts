import type { RequestOrigin } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import type { Account } from './create-session.ts'
import { hashPassword } from './hash-password.ts'
import { makeOrganization } from './make-organization.ts'
import { ownerExists } from './owner-exists.ts'
import { passwordProblem } from './password-policy.ts'
import type { FirstOwnerInput } from './schema.ts'
import { isSetupToken } from './setup-token.ts'

/** Who may make the first owner: whoever holds the setup link's token, or the operator at the machine. */
export type SetupProof = { kind: 'setup_token'; token: string } | { kind: 'operator' }

/**
 * Makes the first owner with organization, keys, domain and the log's first entry: all of it or nothing, and once, also
 * when two try at the same moment. It uses the setup token up. Throws `not_found` once an owner exists, `not_permitted`
 * for a wrong or expired token, `invalid` for a password that is too easy to guess.
 */
export async function createFirstOwner(
  input: FirstOwnerInput,
  proof: SetupProof,
  origin: RequestOrigin,
): Promise<Account & { organizationSlug: string }> {
  // Judged before the hash, so that nobody without the token can make this machine work for them; decided below.
  await refuseUnless(proof, db())
  const problem = await passwordProblem(input.password, input)
  if (problem) throw new PosternError('invalid', problem, { fields: { password: problem } })
  const passwordHash = await hashPassword(input.password)

  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Installation" WHERE "id" = 1 FOR UPDATE`
    await refuseUnless(proof, tx)
    await tx.installation.update({ where: { id: 1 }, data: { setupTokenHash: null, setupTokenExpires: null } })
    const { email, name } = input
    const person = await tx.person.create({
      data: { email, name, passwordHash },
      select: { id: true, email: true, name: true },
    })
    const organizationSlug = await makeOrganization(tx, input, person, origin)
    return { ...person, organizationSlug }
  })
}

async function refuseUnless(proof: SetupProof, tx: Pick<Tx, 'membership' | 'installation'>): Promise<void> {
  if (await ownerExists(tx)) throw new PosternError('not_found')
  if (proof.kind === 'operator') return
  const stored = await tx.installation.findUnique({
    where: { id: 1 },
    select: { setupTokenHash: true, setupTokenExpires: true },
  })
  if (stored && isSetupToken(proof.token, stored)) return
  throw new PosternError(
    'not_permitted',
    'This setup link is wrong or has expired. A link works once, for 60 minutes, until Postern starts again. Stop Postern, start it again (npm run up) and open the link that it prints.',
  )
}
