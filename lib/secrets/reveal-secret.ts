import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { type ErrorCode, PosternError } from '#lib/core/errors.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { countReveal } from './count-reveal.ts'
import { lockRow } from './lock-row.ts'
import { policiesOf } from './policies.ts'
import { mayRevealHere } from './reveal-policy.ts'
import type { RevealedSecret, RevealSecretInput } from './schema.ts'
import { openVersion } from './seal-version.ts'

/**
 * The value of a Masked secret, for a moment on one person's screen: logged in the same transaction, or not shown. Throws
 * `not_found`; `not_permitted` for a Restricted secret, whoever asks, and where a policy forbids it, both logged;
 * `wrong_state` for an archived or revoked one, and `rate_limited`.
 */
export async function revealSecret(scope: Scope<'secret:reveal'>, input: RevealSecretInput): Promise<RevealedSecret> {
  const { tx, organization } = scope
  const secret = await lockRow(scope, input.id)
  if (secret.visibility !== 'masked') {
    throw refusal(
      scope,
      secret,
      'not_permitted',
      'This secret is Restricted: its value is never shown again, to anyone. Nothing was shown.',
    )
  }
  if (!mayRevealHere(scope, await policiesOf(scope))) {
    throw refusal(
      scope,
      secret,
      'not_permitted',
      'Nothing was shown. A policy of this organization does not let your role show values here. Ask an Owner or an Org Admin.',
    )
  }
  if (secret.archivedAt || secret.revokedAt) {
    const message = secret.archivedAt
      ? 'Nothing was shown. This secret is archived: restore it first.'
      : 'Nothing was shown. This secret was revoked, and its value was destroyed.'
    throw refusal(scope, secret, 'wrong_state', message)
  }
  await countReveal(scope)
  const version = await tx.secretVersion.findUniqueOrThrow({
    where: {
      organizationId_secretId_version: {
        organizationId: organization.id,
        secretId: secret.id,
        version: secret.currentVersion,
      },
    },
  })
  const { value, username } = openVersion(await organizationKeys(tx, organization.id), secret, version)
  record(scope, {
    action: 'secret.revealed',
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { note: `version ${secret.currentVersion}` },
  })
  return {
    type: secret.type,
    value: value.readText(ReadPermit.granted),
    username: username?.readText(ReadPermit.granted) ?? null,
  }
}

function refusal(scope: Scope<'secret:reveal'>, secret: Secret, code: ErrorCode, message: string): PosternError {
  recordRefusal(scope, {
    action: 'access.refused',
    subject: { kind: 'secret', id: secret.id, name: secret.name },
    details: { code, note: scope.permission },
  })
  return new PosternError(code, message)
}
