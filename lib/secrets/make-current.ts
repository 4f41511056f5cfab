import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { addVersion } from './add-version.ts'
import { allowedHostsText, missingHostsProblem } from './allowed-hosts.ts'
import { destroyVersions } from './destroy-versions.ts'
import { lockSecret } from './lock-secret.ts'
import { policiesOf } from './policies.ts'
import type { MakeCurrentInput, SecretChanged } from './schema.ts'
import { openVersion } from './seal-version.ts'
import { searchTextOf } from './search-text.ts'
import { updateRow } from './update-row.ts'

/**
 * Makes an earlier value current again: sealed anew, with the allowed domains that it had, as a version more. Nobody
 * reads it on the way. Throws `not_found`, `stale_version`, and `wrong_state` for a secret that is archived or revoked, and
 * for a version that is current, was destroyed or goes where a policy forbids it.
 */
export async function makeCurrent(scope: Scope<'secret:edit'>, input: MakeCurrentInput): Promise<SecretChanged> {
  const { tx, organization } = scope
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt) throw refused('This secret is archived: restore it first.')
  if (old.revokedAt) throw refused('This secret was revoked, and its versions were destroyed. Give it a new value.')
  if (input.version === old.currentVersion) throw refused('This version is the current one already.')
  const key = { organizationId: organization.id, secretId: old.id }
  const read = (version: number) =>
    tx.secretVersion.findUnique({ where: { organizationId_secretId_version: { ...key, version } } })
  const [earlier, current] = [await read(input.version), await read(old.currentVersion)]
  if (!earlier || !current) throw new PosternError('not_found')
  if (earlier.destroyedAt) throw refused('The value of this version was destroyed. Store it again as a new value.')

  const policies = await policiesOf(scope)
  if (missingHostsProblem(earlier.allowedHosts, policies) !== null)
    throw refused(
      'A policy requires allowed domains, and this version has none. Store it again as a new value with some.',
    )

  const credential = openVersion(await organizationKeys(tx, organization.id), old, earlier)
  const version = old.currentVersion + 1
  const { allowedHosts, valueHash, weakness, partNames } = earlier
  await addVersion(scope, old, version, credential, { allowedHosts, valueHash, weakness, partNames })
  await destroyVersions(tx, old, version - policies.versionsKept)
  const changed = await updateRow(scope, old, {
    currentVersion: version,
    searchText: searchTextOf({ ...old, allowedHosts }),
  })
  const [from, to] = [allowedHostsText(current.allowedHosts), allowedHostsText(allowedHosts)]
  record(scope, {
    action: 'secret.version_made_current',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: {
      rowVersion: changed.rowVersion,
      version: { from: old.currentVersion, to: version },
      ...(from !== to && { fields: { 'Allowed domains': { from, to } } }),
      note: `the value of version ${input.version}`,
    },
  })
  return { id: old.id, name: old.name, version, rowVersion: changed.rowVersion }
}

const refused = (why: string) => new PosternError('wrong_state', `Nothing was changed. ${why}`)
