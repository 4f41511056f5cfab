import { MacroChip, ReferenceChip } from '#components/ui/reference-chip.tsx'
import { textPieces } from './text-pieces.ts'

/** How the secrets stand that a saved request names: lower-case name → why it cannot be used, or null if it can. */
export type ReferenceProblems = Map<string, string | null>

/** A text with its references as chips, red where the secret cannot be used, grey for macros. */
export function ReferenceText({ text, problems }: { text: string; problems: ReferenceProblems }) {
  return textPieces(text).map((piece) => {
    if (piece.look === 'text') return <span key={piece.start}>{piece.text}</span>
    if (piece.look === 'secret')
      return <ReferenceChip key={piece.start} text={piece.text} isBad={Boolean(problems.get(piece.name))} />
    return <MacroChip key={piece.start} text={piece.text} isUnknown={piece.look === 'unknown'} />
  })
}
