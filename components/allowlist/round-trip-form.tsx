'use client'

import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { testEndpointAction } from '#app/(console)/[organization]/[domain]/allowlist/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Button } from '#components/ui/button.tsx'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { Note } from '#components/ui/note.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { type EndpointItem, encryptionLabels, type RoundTrip } from '#lib/allowlist/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import styles from './allowlist.module.css'
import { ShownText } from './shown-text.tsx'

/** A sample, sealed as a request would be and opened again as an answer would be. */
export function RoundTripForm({ endpoint }: { endpoint: EndpointItem }) {
  const place = useDomainPlace()
  const { run, isBusy } = useAction(testEndpointAction)
  const [text, setText] = useState('{"amount": 12}')
  const [shown, setShown] = useState<RoundTrip | null>(null)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const test = async () => {
    setProblem(null)
    const result = await run({ ...place, id: endpoint.id, text })
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
        if (!isBusy) void test()
      }}
    >
      <h3>Round trip</h3>
      <Field
        label="Sample text"
        hint={`It is encrypted with ${endpoint.keyName} and opened again. Nothing is sent.`}
        error={problem?.fields.text}
      >
        {(ids) => (
          <textarea
            {...ids}
            {...noAssistance}
            rows={2}
            className={`${control.area} ${control.mono}`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="main" isBusy={isBusy} busyLabel="Testing…">
        Test encryption
      </Button>
      {problem && !problem.fields.text && <SaveProblem error={problem} />}
      {shown && (
        <>
          <Note tone="ok" icon={CircleCheck} role="status">
            <p>
              <strong>The round trip works.</strong> {encryptionLabels[endpoint.encryption]} with version{' '}
              {shown.keyVersion} of {endpoint.keyName}.
            </p>
          </Note>
          <ShownText label="Envelope" text={shown.envelope} />
          <ShownText label="Header of the envelope" text={shown.header} />
          <ShownText label="Opened" text={shown.opened} />
        </>
      )}
    </form>
  )
}
