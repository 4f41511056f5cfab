import type { Scope } from '#lib/access/permit.ts'
import { z } from '#lib/core/zod.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { restoreSecret } from '#lib/secrets/restore-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import type { SecretAsSeenInput, SecretChanged } from '#lib/secrets/schema.ts'
import { defineOperation, type Operation } from '../operation.ts'
import { answerOfSecret } from './answer-of-secret.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { secretId, secretOut } from './schema.ts'

type StatePermission = 'secret:revoke' | 'secret:archive' | 'secret:restore'
type Texts = { id: string; verb: string; summary: string; description: string }

/** What takes nothing but the secret as it was seen. */
const stateOperation = <P extends StatePermission>(
  { id, verb, summary, description }: Texts,
  permission: P,
  change: (scope: Scope<P>, input: SecretAsSeenInput) => Promise<SecretChanged>,
): Operation =>
  defineOperation({
    id,
    method: 'post',
    path: `/secrets/{id}/${verb}`,
    tag: 'Secrets',
    summary,
    description,
    scope: 'secrets:write',
    kind: 'change',
    permission,
    needsIfMatch: true,
    errors: ['not_found', 'stale_version', 'wrong_state'],
    place: placeOfSecret,
    params: secretId,
    query: z.strictObject({}),
    body: null,
    answer: { status: 200, schema: secretOut, description: 'The secret as it is now.' },
    run: async (scope: Scope<P>, { params, ifMatch }) => {
      const place = { organization: scope.organization.slug, domain: scope.domain?.slug }
      await change(scope, { ...place, id: params.id, rowVersion: ifMatch })
      return answerOfSecret(scope, params.id)
    },
  })

export const revokeSecretOperation = stateOperation(
  {
    id: 'revokeSecret',
    verb: 'revoke',
    summary: 'Revoke a secret',
    description: 'Disables it at once and destroys its value in every version. A new value brings it back.',
  },
  'secret:revoke',
  revokeSecret,
)

export const archiveSecretOperation = stateOperation(
  {
    id: 'archiveSecret',
    verb: 'archive',
    summary: 'Archive a secret',
    description: 'Takes it out of use and out of the list. It is destroyed when the organization’s retention ends.',
  },
  'secret:archive',
  archiveSecret,
)

export const restoreSecretOperation = stateOperation(
  {
    id: 'restoreSecret',
    verb: 'restore',
    summary: 'Restore an archived secret',
    description: 'As it was: one that was revoked or has expired still is.',
  },
  'secret:restore',
  restoreSecret,
)
