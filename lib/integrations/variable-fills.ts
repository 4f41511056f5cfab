import type { Fills } from '#lib/sending/fills.ts'

/** What the macros stand for that name variables, read by lower-case name: plain texts, and a string in JSON. */
export const variableFills =
  (variables: ReadonlyMap<string, string>): Fills =>
  (macro) => {
    const text = macro.kind === 'variables' ? variables.get(macro.name.toLowerCase()) : undefined
    return text === undefined ? null : { text, json: JSON.stringify(text), isSensitive: false }
  }
