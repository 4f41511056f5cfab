import { Fragment } from 'react'
import { RedactedText } from '#components/ui/redacted-text.tsx'
import type { PreviewPart } from '#lib/references/preview-message.ts'
import marks from './marked-text.module.css'

/** A preview: dots where secrets will stand, and macros without a value as they are. */
export function PreviewText({ parts }: { parts: PreviewPart[] }) {
  return parts.map(({ kind, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one preview have no other identity
    <Fragment key={index}>
      {kind === 'dots' ? (
        <RedactedText text={text} />
      ) : kind === 'missing' ? (
        <mark className={marks.unknown}>{text}</mark>
      ) : (
        text
      )}
    </Fragment>
  ))
}
