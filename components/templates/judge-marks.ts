import type { Mark } from '#lib/references/find-marks.ts'
import { type JsonTree, jsonPartOf, readJson } from '#lib/references/json-part.ts'
import type { Macro } from '#lib/references/macros.ts'
import type { TemplateSample } from '#lib/templates/schema.ts'

/** How a mark looks: accent for a secret that can be used, grey for a macro, red or wavy for what cannot. */
export type Look = 'secret' | 'macro' | 'bad' | 'unknown' | 'bare'

export type JudgedMark = Mark & {
  look: Look
  /** What is wrong, and what to do. */
  note: string | null
}

/** The data of examples, read once for any number of marks. */
export type SampleTrees = { event: JsonTree; recipient: JsonTree }[]

export const treesOf = (samples: TemplateSample[]): SampleTrees =>
  samples.map(({ event, recipient }) => ({ event: readJson(event), recipient: readJson(recipient) }))

type Known = {
  trees: SampleTrees
  /** By lower-case name; null: not read yet. */
  variables: ReadonlyMap<string, string> | null
  /** Why a reference cannot be used, as it stands; null if it can, or nothing is known. */
  problemOf: (name: string, part: string | null) => string | null
}

/** What is known of every mark of a text. */
export function judgeMarks(marks: Mark[], { trees, variables, problemOf }: Known): JudgedMark[] {
  const unknown = (macro: Macro): string | null => {
    switch (macro.kind) {
      case 'event':
      case 'recipient': {
        if (trees.length === 0 || trees.some((tree) => jsonPartOf(tree[macro.kind], macro.path) !== null)) return null
        return `No example has \`${macro.path.join('.')}\` in its ${macro.kind}. A message without it is not sent.`
      }
      case 'variables':
        if (!variables || variables.has(macro.name.toLowerCase())) return null
        return `There is no variable \`${macro.name}\`. Create it, or correct its name.`
      case 'steps':
        return 'Only a workflow has earlier steps.'
      case 'template':
        return null
    }
  }
  const judge = (mark: Mark): JudgedMark => {
    switch (mark.kind) {
      case 'reference': {
        const note = problemOf(mark.reference.name, mark.reference.part)
        return { ...mark, look: note === null ? 'secret' : 'bad', note }
      }
      case 'macro': {
        const note = unknown(mark.macro)
        return { ...mark, look: note === null ? 'macro' : 'unknown', note }
      }
      case 'malformed':
        return { ...mark, look: 'bad', note: null }
      case 'stray':
        return { ...mark, look: 'unknown', note: `\`${mark.raw}\` is no macro: it is sent as it stands.` }
      case 'bare':
        return { ...mark, look: 'bare', note: `\`${mark.raw}\` is sent as these words: it is no reference yet.` }
    }
  }
  return marks.map(judge)
}

/** Each thing that is wrong, once, with the first mark that it is said of. */
export function notesOf(marks: JudgedMark[]): { note: string; mark: JudgedMark }[] {
  const first = new Map<string, JudgedMark>()
  for (const mark of marks) if (mark.note !== null && !first.has(mark.note)) first.set(mark.note, mark)
  return [...first].map(([note, mark]) => ({ note, mark }))
}
