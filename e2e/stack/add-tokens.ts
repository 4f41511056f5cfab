// Gives organizations API tokens, as their owners would. Prints their texts in the order in which they were asked for.
import { authorize } from '#lib/access/authorize.ts'
import type { TokenScope } from '#lib/access/permissions.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { createToken } from '#lib/tokens/create-token.ts'
import { createTokenInput } from '#lib/tokens/schema.ts'

export type AskedToken = {
  organization: string
  /** A slug; null: of the organization and all its domains. */
  domain: string | null
  scopes: TokenScope[]
  state?: 'active' | 'expired' | 'revoked'
}

await prepareInstallation()
const asked = JSON.parse(process.argv[2] ?? '[]') as AskedToken[]
const texts: string[] = []
for (const { organization, domain, scopes, state = 'active' } of asked) {
  const { person } = await db().membership.findFirstOrThrow({
    where: { role: 'owner', organization: { slug: organization } },
    select: { person: { select: { id: true, name: true } } },
  })
  const owner = { personId: person.id, name: person.name, proof: testProof }
  const place = { organization, ...(domain !== null && { domain }) }
  const permit = await authorize(owner, 'token:create', place, { address: '192.0.2.7', program: 'e2e' })
  const input = createTokenInput.parse({ ...place, name: 'CI', scopes, lifetime: '90', expiresOn: '' })
  const { id, text } = await runChange(permit, (scope) => createToken(scope, input))
  const past = new Date(Date.now() - 60_000)
  if (state !== 'active')
    await db().apiToken.update({
      where: { organizationId_id: { organizationId: permit.organization.id, id } },
      data: state === 'expired' ? { expiresAt: past } : { revokedAt: past, revokedByName: person.name },
    })
  texts.push(text)
}
process.stdout.write(JSON.stringify(texts))
await disconnect()
