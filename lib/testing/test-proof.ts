import type { SessionProof } from '#lib/access/sign-in-policy.ts'

/** As after a sign-in by password just now; its time is far ahead, because tests move the clock. */
export const testProof: SessionProof = { factors: ['password'], freshAt: new Date('2200-01-01') }
