/** A place that names a secret. */
export type Place = {
  kind: 'integration_request'
  id: string
  domain: { slug: string; name: string }
  integrationId: string
  integrationName: string
  requestName: string
  /** 'header:Authorization', 'query:key', 'body', 'path' */
  fields: string[]
  lastUsedAt: string | null
  /** Sends of the last 30 days. */
  uses: number
}
