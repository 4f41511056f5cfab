import type { Reference } from '#lib/references/parse-references.ts'
import type { Piece, Place, Template } from '#lib/references/template.ts'
import type { FoundSecret } from './read-place.ts'

/** One use of a secret by a field. */
export type Use = { template: Template; piece: Piece; reference: Reference; place: Place; secret: FoundSecret }
