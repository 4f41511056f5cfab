// The parts of zod that schemas are made of, by name: its own `z` brings every language and converter into each page.
export type { core, infer, input, output, ZodError, ZodType } from 'zod'
export {
  array,
  boolean,
  coerce,
  discriminatedUnion,
  enum,
  int,
  intersection,
  iso,
  literal,
  null,
  object,
  record,
  strictObject,
  string,
  tuple,
  undefined,
  union,
  unknown,
  uuid,
} from 'zod'
