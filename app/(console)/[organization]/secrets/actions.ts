'use server'

import { consumers } from '#lib/consumers/consumers.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { archiveSelected, restoreSelected, setExpirationOfSelected } from '#lib/secrets/change-selected.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { makeCurrent } from '#lib/secrets/make-current.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { restoreSecret } from '#lib/secrets/restore-secret.ts'
import { revealSecret } from '#lib/secrets/reveal-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import {
  createSecretInput,
  deleteSecretInput,
  editSecretInput,
  makeCurrentInput,
  renameSecretInput,
  revealSecretInput,
  secretAsSeenInput,
  selectedSecretsInput,
  setExpirationInput,
} from '#lib/secrets/schema.ts'
import { defineAction } from '#lib/server/define-action.ts'

// Each works in a domain and, without one, on the organization's own secrets; who may is said for both places.

export const createSecretAction = defineAction(
  { kind: 'change', permission: 'secret:create', input: createSecretInput },
  async (scope, input) => createSecret(scope, input),
)

export const editSecretAction = defineAction(
  { kind: 'change', permission: 'secret:edit', input: editSecretInput },
  async (scope, input) => editSecret(scope, input),
)

export const makeCurrentAction = defineAction(
  { kind: 'change', permission: 'secret:edit', input: makeCurrentInput },
  async (scope, input) => makeCurrent(scope, input),
)

export const renameSecretAction = defineAction(
  { kind: 'change', permission: 'secret:rename', input: renameSecretInput },
  async (scope, input) => renameSecret(scope, input, consumers),
)

export const revealSecretAction = defineAction(
  { kind: 'change', permission: 'secret:reveal', input: revealSecretInput },
  async (scope, input) => revealSecret(scope, input),
)

export const revokeSecretAction = defineAction(
  { kind: 'change', permission: 'secret:revoke', input: secretAsSeenInput },
  async (scope, input) => revokeSecret(scope, input),
)

export const archiveSecretAction = defineAction(
  { kind: 'change', permission: 'secret:archive', input: secretAsSeenInput },
  async (scope, input) => archiveSecret(scope, input),
)

export const restoreSecretAction = defineAction(
  { kind: 'change', permission: 'secret:restore', input: secretAsSeenInput },
  async (scope, input) => restoreSecret(scope, input),
)

export const deleteSecretAction = defineAction(
  { kind: 'change', permission: 'secret:delete', input: deleteSecretInput },
  async (scope, input) => deleteSecret(scope, input),
)

export const archiveSelectedAction = defineAction(
  { kind: 'change', permission: 'secret:archive', input: selectedSecretsInput },
  async (scope, input) => archiveSelected(scope, input),
)

export const restoreSelectedAction = defineAction(
  { kind: 'change', permission: 'secret:restore', input: selectedSecretsInput },
  async (scope, input) => restoreSelected(scope, input),
)

export const setExpirationAction = defineAction(
  { kind: 'change', permission: 'secret:edit', input: setExpirationInput },
  async (scope, input) => setExpirationOfSelected(scope, input),
)
