import type { ErrorCode } from '#lib/core/errors.ts'
import type { Macro } from './macros.ts'
import type { Reference } from './parse-references.ts'

/** Where in a request a reference stands: it decides how the value is put in. */
export type Place =
  | 'path'
  | 'query'
  | 'header'
  | 'basic'
  | 'json-string'
  | 'json-value'
  | 'form'
  | 'xml-text'
  | 'xml-attribute'
  | 'text'

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'reference'; reference: Reference; place: Place }
  | { kind: 'macro'; macro: Macro; place: Place }

/** One field of a request, split. `field` is its key in FieldErrors, `label` its name in a sentence. */
export type Template = { field: string; label: string; pieces: Piece[] }

export type NamedTemplate = Template & { name: string }

/** A reason why a request cannot be saved or sent. */
export type Fault = { field: string; code: ErrorCode; message: string }
