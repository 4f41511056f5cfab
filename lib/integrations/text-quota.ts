import type { Actor } from '#lib/access/permit.ts'

/** How much text an actor may send in a minute, in points: each send costs one, and one more for so many bytes. */
export type TextQuota = { keyPrefix: string; points: number; bytesAPoint: number }

const ofPerson: TextQuota = { keyPrefix: 'test', points: 30, bytesAPoint: 8 * 1024 }

/** As much text as a person's tests, in smaller pieces: programs send often. */
const ofToken: TextQuota = { keyPrefix: 'token-send', points: 240, bytesAPoint: 1024 }

/**
 * What bounds the sends of an actor. Threat: guesses that stand beside a reference, and are dotted in the answer, are
 * confirmed. With what is shown of an answer this bounds them to some tens of thousands a minute, of eight bytes and
 * more: enough against random values, not against words.
 */
export const textQuotaOf = ({ kind }: Pick<Actor, 'kind'>): TextQuota => (kind === 'token' ? ofToken : ofPerson)

/** What a send of so many bytes of text costs. */
export const pointsOf = ({ bytesAPoint }: TextQuota, bytes: number): number => 1 + Math.floor(bytes / bytesAPoint)
