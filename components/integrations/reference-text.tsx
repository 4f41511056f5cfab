import { ReferenceChip } from '#components/ui/reference-chip.tsx'
import { parseReferences } from '#lib/references/parse-references.ts'

/** How the secrets stand that a saved request names: lower-case name → why it cannot be used, or null if it can. */
export type ReferenceProblems = Map<string, string | null>

/** A text with its references as chips, red where the secret cannot be used. */
export function ReferenceText({ text, problems }: { text: string; problems: ReferenceProblems }) {
  return parseReferences(text).segments.map((segment) =>
    segment.kind === 'text' ? (
      <span key={segment.start}>{segment.text}</span>
    ) : (
      <ReferenceChip
        key={segment.reference.start}
        text={segment.reference.raw}
        isBad={Boolean(problems.get(segment.reference.name.toLowerCase()))}
      />
    ),
  )
}
