import { type Macro, macroText } from '#lib/references/macros.ts'
import type { Piece, Template } from '#lib/references/template.ts'
import { maxRequestBytes } from './limits.ts'
import { Refusal } from './refusal.ts'
import { requestTooLarge } from './request-too-large.ts'

/**
 * What a macro stands for in one send. It is data: nothing in it is read as a reference, whatever it says. `json` is its
 * JSON source, where it may stand outside of quotes. What `isSensitive` is shown as dots, and redacted in answers.
 */
export type Fill = { text: string; json: string | null; isSensitive: boolean }

/** What a macro stands for in this send; null: it has no value. */
export type Fills = (macro: Macro) => Fill | null

/** Of a send that nothing is filled into. */
export const noFills: Fills = () => null

/**
 * Each macro of these fields with what it stands for. Throws the refusals `macro_not_filled` for the first without a value,
 * and `request_too_large` as soon as it is. Threat: ten thousand macros that each stand for an answer of a megabyte.
 */
export function fillMacros(templates: Template[], fills: Fills): Map<Piece, Fill> {
  const filled = new Map<Piece, Fill>()
  let length = 0
  for (const { pieces, field, label } of templates) {
    for (const piece of pieces) {
      if (piece.kind !== 'macro') continue
      const fill = fills(piece.macro)
      if (!fill) {
        const message = `${macroText(piece.macro)} has no value here. ${label} names it. ${remedy(piece.macro)}`
        throw new Refusal('macro_not_filled', message, { note: '1 macro has no value', field })
      }
      length += fill.text.length
      if (length > maxRequestBytes) throw requestTooLarge()
      filled.set(piece, fill)
    }
  }
  return filled
}

function remedy({ kind }: Macro): string {
  if (kind === 'variables') return 'Create the variable, or correct its name.'
  if (kind === 'steps') return 'An earlier step has no such answer. Correct the name of the step, or what follows it.'
  if (kind === 'template') return 'Only a template fills it in.'
  return 'Put a \\ before its braces to send it as text.'
}
