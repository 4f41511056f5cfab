import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { timeCursorShape } from '#lib/core/time-cursor.ts'
import { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import { describeSecrets } from '#lib/secrets/describe-secrets.ts'
import { isCut } from '#lib/usages/is-cut.ts'
import { listSends } from '#lib/usages/list-sends.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { sendStates } from '#lib/usages/schema.ts'
import { defineOperation } from '../operation.ts'
import { placeOfSecret } from './place-of-secret.ts'
import { paged, secretId } from './schema.ts'

const place = z
  .object({
    kind: z.enum(['integration', 'integration_request', 'workflow', 'workflow_step', 'template', 'allowlist_endpoint']),
    id: z.uuid(),
    domain: z.string().describe('The domain’s slug.'),
    name: z.string().describe('Of the integration, workflow, template or endpoint.'),
    part: z.string().nullable().describe('Of the request or step in it; null: the thing itself.'),
    fields: z.array(z.string()).describe('Where in it: header:Authorization, query:key, body …'),
    lastUsedAt: z.iso.datetime().nullable(),
    uses: z.int().describe('Sends of the last 30 days.'),
  })
  .meta({ id: 'SecretPlace' })

const send = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    state: z.enum(sendStates).describe('unknown: it was cut off, and may have been received or not.'),
    status: z.int().nullable(),
    code: z.string().nullable().describe('Why it failed.'),
    durationMs: z.int().nullable(),
    method: z.string(),
    host: z.string(),
    actor: z.string().describe('Who sent it, by name.'),
    domain: z.string().describe('The domain’s slug.'),
    name: z.string().describe('What sent it, as it was called then.'),
    version: z.int().nullable().describe('Which version of the secret it carried.'),
  })
  .meta({ id: 'SecretSend' })

export const listSecretUsagesOperation = defineOperation({
  id: 'listSecretUsages',
  method: 'get',
  path: '/secrets/{id}/usages',
  tag: 'Secrets',
  summary: 'List where a secret is used',
  description:
    'The places that refer to it (at most a thousand references are looked up), and its sends, newest first: of the domains that this token reaches.',
  scope: 'secrets:read',
  kind: 'read',
  permission: 'sends:list',
  errors: ['invalid', 'not_found'],
  place: placeOfSecret,
  params: secretId,
  query: z.strictObject(paged(timeCursorShape)),
  body: null,
  answer: {
    status: 200,
    schema: z.object({
      places: z.array(place).describe('All of them with each page.'),
      isCut: z.boolean().describe('There may be more places than these.'),
      items: z.array(send).describe('A page of its sends.'),
      nextCursor: z.string().nullable(),
    }),
    description: 'Where it is used, and a page of its sends.',
  },
  run: async (permit, { params: { id }, query: { limit, cursor } }) => {
    const [secret] = await describeSecrets(db(), permit, [id])
    if (!secret) throw new PosternError('not_found')
    const [places, sends] = await Promise.all([
      placesOf(permit, { id, name: secret.name, domainId: permit.domain?.id ?? null }, consumers),
      listSends(permit, { result: null, secret: id, domain: null }, { cursor, take: limit }),
    ])
    const items = sends.items.map(({ actorName, domain, secrets, ...item }) => ({
      ...item,
      actor: actorName,
      domain: domain.slug,
      version: secrets.find((each) => each.id === id)?.version ?? null,
    }))
    return {
      data: {
        places: places.map(({ domain, ...each }) => ({ ...each, domain: domain.slug })),
        isCut: isCut(places),
        items,
        nextCursor: sends.nextCursor,
      },
    }
  },
})
