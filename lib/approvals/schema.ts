import { z } from '#lib/core/zod.ts'
import { secretPlace } from '#lib/secrets/schema.ts'

/** As URL.host has it, which is ASCII without spaces; a base URL has at most 2,048 characters. */
const host = z
  .string()
  .max(2048)
  .regex(/^[\x21-\x7e]+$/)

/** A host for a secret: the place is the secret's own. */
export const hostApprovalInput = secretPlace.extend({ secretId: z.uuid(), host })
export type HostApprovalInput = z.infer<typeof hostApprovalInput>

export const withdrawApprovalInput = hostApprovalInput.extend({
  /** Taken back at once: it waits again, as before. Else it waits from the next refused send on. */
  waitsAgain: z.boolean().optional(),
})
export type WithdrawApprovalInput = z.infer<typeof withdrawApprovalInput>

/** A host that waits for somebody who may change the secret. */
export type WaitingHost = {
  secretId: string
  secretName: string
  /** Where the secret is; null: it is the organization's. */
  domain: { slug: string; name: string } | null
  host: string
  requestedAt: string
  requestedByName: string
  /** The request that was refused last, and the domain it is in. */
  requestedFor: string
  requestedIn: string
}

/** Whether a person may approve a host for the secrets of a level, and up to three who may. */
export type HostApprovers = Record<'organization' | 'domain', { may: boolean; names: string[] }>

/** What an approval, its withdrawal and a refusal of it answer. */
export type HostDecided = { secretId: string; secretName: string; host: string }
