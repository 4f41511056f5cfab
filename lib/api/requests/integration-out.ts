import { z } from '#lib/core/zod.ts'
import type { IntegrationListItem, IntegrationRequestItem } from '#lib/integrations/schema.ts'

const request = z
  .object({
    id: z.uuid(),
    name: z.string(),
    method: z.string(),
    path: z.string().describe('As it is saved: references are names.'),
    rowVersion: z.int().describe('For the If-Match of a run.'),
  })
  .meta({ id: 'IntegrationRequest' })

/** An integration as the API answers it. */
export const integrationOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    baseUrl: z.string(),
    isDisabled: z.boolean().describe('Nothing is sent through it.'),
    requestCount: z.int().describe('How many there are.'),
    requests: z
      .array(request)
      .describe('The first by name: in a list at most 20 of each integration, of one integration at most 500.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Integration' })

/** An integration in the form of integrationOut. */
export function integrationOf(
  { id, name, baseUrl, isDisabled, requestCount, updatedAt }: IntegrationListItem,
  requests: Pick<IntegrationRequestItem, 'id' | 'name' | 'method' | 'path' | 'rowVersion'>[],
): z.input<typeof integrationOut> {
  return { id, name, baseUrl, isDisabled, requestCount, requests, updatedAt }
}
