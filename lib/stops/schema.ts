import { z } from '#lib/core/zod.ts'

const place = { organization: z.string().max(63), domain: z.string().max(63).optional() }

/** A place alone is no order: it says that what this means was read. */
export const stopSendsInput = z.object({ ...place, isConfirmed: z.literal(true) })

/** Lifts the stop that was looked at, and not one that was laid on since. */
export const resumeSendsInput = z.object({ ...place, stoppedAt: z.iso.datetime() })
export type ResumeSendsInput = z.infer<typeof resumeSendsInput>

/** Since when nothing is sent, and who stopped it. */
export type Stop = { stoppedAt: string; stoppedByName: string }

/** GET /api/console/{organization}/stops: what is stopped, of what the person may see. */
export type Stops = {
  organization: (Stop & { mayResume: boolean }) | null
  domains: (Stop & { slug: string; name: string; mayResume: boolean })[]
}

/** The stop that holds now, and whether somebody else had stopped sends already. */
export type SendsStopped = Stop & { wasStopped: boolean }

/** Whether there was a stop to lift, and the organization's own where that goes on holding for a domain. */
export type SendsResumed = { wasStopped: boolean; stillHolds: Stop | null }
