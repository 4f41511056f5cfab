import { Fragment } from 'react'

/** A sentence in which what stands in straight double quotes or backticks is set as code; the backticks are left out. */
export function CodeText({ text }: { text: string }) {
  return text.split(/("[^"]*"|`[^`]*`)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity and never move
      <code key={index}>{part.startsWith('`') ? part.slice(1, -1) : part}</code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}
