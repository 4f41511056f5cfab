import { randomUUID } from 'node:crypto'
import type { Aim } from '#lib/sending/aim.ts'
import type { Consumer } from '#lib/sending/usage.ts'

/** Somebody who may change every secret has aimed these requests. */
export const fullAim = { host: 'organization', references: { get: () => 'organization' } } as unknown as Aim

/** Something that sends, aimed by somebody who may change every secret. */
export const aConsumer = (changes: Partial<Consumer> = {}): Consumer => ({
  kind: 'integration_request',
  id: randomUUID(),
  name: 'CRM sync · Create contact',
  purpose: 'integration',
  aim: async () => fullAim,
  ...changes,
})
