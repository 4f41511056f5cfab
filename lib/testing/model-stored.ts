import assert from 'node:assert/strict'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { openVersion } from '#lib/secrets/seal-version.ts'
import type { Tenant } from './make-tenant.ts'
import type { Model, ModelSecret } from './secret-model.ts'

/** The body of the request that names a secret. */
export const bodyFor = (name: string) => `as {secret: ${name}#username} and \\{secrets.crm}`

/** What the model says is stored. */
export function expectedOf(model: Model) {
  const living = model.secrets.filter((secret) => !secret.isDeleted)
  return {
    secrets: inOrder(
      living.map((secret) => ({
        ...pick(secret),
        searchText: [
          secret.name,
          secret.description,
          secret.isPair ? 'Username and password' : 'Token',
          ...(secret.versions.at(-1)?.hosts ?? []),
        ]
          .filter(Boolean)
          .join('\n')
          .toLowerCase(),
      })),
    ),
    actions: Object.fromEntries(model.secrets.map(({ id, actions }) => [id, actions])),
    reserved: { ...model.reserved },
    requests: inOrder(
      model.requests.map(({ id, name, rowVersion }) => ({ id, rowVersion, name, body: bodyFor(name) })),
    ),
  }
}

const pick = ({
  id,
  level,
  name,
  isPair,
  isMasked,
  description,
  expiresOn,
  isRevoked,
  isArchived,
  ...rest
}: ModelSecret) => ({
  ...{ id, level, name, isPair, isMasked, description, expiresOn, isRevoked, isArchived },
  ...{ rowVersion: rest.rowVersion, versions: rest.versions },
})

const inOrder = <T extends { id: string }>(rows: T[]): T[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

type Opened = ReturnType<typeof openVersion>['value']

/** What is stored, in the words of the model; the test reads the values. Destroyed means that nothing is left of a value. */
export async function storedOf(
  { organization }: Tenant,
  read: (value: Opened) => string,
): Promise<ReturnType<typeof expectedOf>> {
  const where = { organizationId: organization.id }
  const keys = await organizationKeys(db(), organization.id)
  const secrets = await db().secret.findMany({ where })
  const versions = await db().secretVersion.findMany({ where, orderBy: { version: 'asc' } })
  assert.ok(versions.every((version) => secrets.some((secret) => secret.id === version.secretId)))
  const entries = await db().changeLogEntry.findMany({
    where: { ...where, subjectKind: 'secret', outcome: 'done' },
    orderBy: { sequence: 'asc' },
  })
  const actions: Record<string, string[]> = {}
  for (const { subjectId, action } of entries) actions[subjectId ?? ''] = [...(actions[subjectId ?? ''] ?? []), action]
  const requests = await db().integrationRequest.findMany({ where })
  return {
    secrets: inOrder(
      secrets.map((secret) => {
        const own = versions.filter((version) => version.secretId === secret.id)
        assert.deepEqual([own.length, own.at(-1)?.version], [secret.currentVersion, secret.currentVersion])
        assert.equal(secret.nameLower, secret.name.toLowerCase())
        return {
          ...{ id: secret.id, level: secret.domainId ? 'domain' : 'organization', name: secret.name },
          ...{ isPair: secret.type === 'username_password', isMasked: secret.visibility === 'masked' },
          description: secret.description,
          expiresOn: secret.expiresOn?.toISOString().slice(0, 10) ?? null,
          ...{ isRevoked: secret.revokedAt !== null, isArchived: secret.archivedAt !== null },
          rowVersion: secret.rowVersion,
          versions: own.map((version) => {
            const { allowedHosts: hosts, sealedValue, sealedUsername, valueHash, weakness } = version
            if (!version.destroyedAt) return { hosts, value: read(openVersion(keys, secret, version).value) }
            assert.deepEqual([sealedValue, sealedUsername, valueHash, weakness], [null, null, null, null])
            return { hosts, value: null }
          }),
          searchText: secret.searchText,
        }
      }),
    ),
    actions,
    reserved: Object.fromEntries(
      (await db().reservedName.findMany({ where })).map(({ nameLower, secretId }) => [nameLower, secretId]),
    ),
    requests: inOrder(
      requests.map(({ id, rowVersion, headers, body }) => {
        const [header] = headers as SavedFields['headers']
        return { id, rowVersion, name: /^Bearer \{secrets\.(.*)\}$/.exec(header?.value ?? '')?.[1] ?? '', body }
      }),
    ),
  }
}
