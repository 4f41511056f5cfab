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
    requestCount: z.int(),
    requests: z.array(request).describe('By name: of a list the first hundred, of one integration the first 500.'),
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
