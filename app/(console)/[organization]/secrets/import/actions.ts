'use server'

import { importSecrets } from '#lib/imports/import-secrets.ts'
import { judgeImportName } from '#lib/imports/judge-import-name.ts'
import { previewImport } from '#lib/imports/preview-import.ts'
import { importNameInput, importSecretsInput, previewImportInput } from '#lib/imports/schema.ts'
import { defineAction } from '#lib/server/define-action.ts'

// For a domain and, without one, for the organization's own secrets.

export const previewImportAction = defineAction(
  { kind: 'read', permission: 'secret:import', input: previewImportInput },
  async (permit, input) => previewImport(permit, input),
)

export const judgeImportNameAction = defineAction(
  { kind: 'read', permission: 'secret:import', input: importNameInput },
  async (permit, input) => judgeImportName(permit, input.name),
)

export const importSecretsAction = defineAction(
  { kind: 'change', permission: 'secret:import', input: importSecretsInput },
  async (scope, input) => importSecrets(scope, input),
)
