import type { SecretType } from '#lib/secrets/schema.ts'

/** A secret, or the part of one, that somebody chose; `part` as it follows the name: '#username'. */
export type ChosenSecret = { name: string; part: string | null; type: SecretType }
