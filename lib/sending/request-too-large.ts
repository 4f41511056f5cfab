import { maxRequestBytes } from './limits.ts'
import { Refusal } from './refusal.ts'

/** The refusal of a request that is larger with what is filled in than may be sent. */
export function requestTooLarge(): Refusal {
  const message = `With its values the request is larger than ${maxRequestBytes / 1024 / 1024} MiB. Send less at once.`
  return new Refusal('request_too_large', message, { note: 'Too large', field: 'body' })
}
