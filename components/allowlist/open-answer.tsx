'use client'

import { useState } from 'react'
import { openAnswerAction } from '#app/(console)/[organization]/[domain]/allowlist/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Button } from '#components/ui/button.tsx'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import type { EndpointItem, OpenedAnswer } from '#lib/allowlist/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './allowlist.module.css'
import { ShownText } from './shown-text.tsx'

/** The other direction: an envelope that the other end made, pasted and opened. It is shown once and kept nowhere. */
export function OpenAnswer({ endpoint }: { endpoint: EndpointItem }) {
  const place = useDomainPlace()
  const { run, isBusy } = useAction(openAnswerAction)
  const [envelope, setEnvelope] = useState('')
  const [shown, setShown] = useState<OpenedAnswer | null>(null)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const open = async () => {
    setProblem(null)
    const result = await run({ ...place, id: endpoint.id, envelope })
    setShown(result.ok ? result.data : null)
    if (!result.ok) setProblem(result.error)
  }
  return (
    <form
      className={styles.test}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void open()
      }}
    >
      <h3>Open an answer</h3>
      <Field
        label="Envelope"
        hint="Paste what the other end made. It is opened with the same key, shown once and kept nowhere."
        error={problem?.fields.envelope}
      >
        {(ids) => (
          <textarea
            {...ids}
            {...noAssistance}
            rows={4}
            className={`${control.area} ${control.mono}`}
            value={envelope}
            onChange={(event) => setEnvelope(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" isBusy={isBusy} busyLabel="Opening…">
        Open
      </Button>
      {problem && !problem.fields.envelope && <SaveProblem error={problem} />}
      {shown && (
        <div role="status">
          <ShownText
            label={`Opened with version ${shown.keyVersion} of the key${shown.contentType ? `, ${shown.contentType}` : ''}`}
            text={shown.text}
          />
        </div>
      )}
    </form>
  )
}
