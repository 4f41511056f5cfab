'use client'

import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Apart } from '#components/references/apart.tsx'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { mostSamples, type TemplateSample } from '#lib/templates/schema.ts'
import { SampleDrawer } from './sample-drawer.tsx'
import styles from './templates.module.css'

const noSample: TemplateSample = { name: '', event: '{\n  \n}', recipient: '{\n  \n}' }

type SamplesSectionProps = {
  samples: TemplateSample[]
  error: string | undefined
  onChange: (samples: TemplateSample[], shown: number) => void
}

/** The examples of a template: what preview and test fill in, and what the Macro Manager offers. */
export function SamplesSection({ samples, error, onChange }: SamplesSectionProps) {
  const [editing, setEditing] = useState<number | null>(null)
  // While it closes, the drawer still shows what it was about.
  const [last, setLast] = useState(0)
  const edit = (index: number) => {
    setLast(index)
    setEditing(index)
  }
  const taken = samples.filter((_, index) => index !== last).map(({ name }) => name.toLowerCase())
  return (
    <Section
      title="Examples"
      id="examples"
      aside={
        samples.length < mostSamples && (
          <Button size="small" icon={Plus} onClick={() => edit(samples.length)}>
            Add example
          </Button>
        )
      }
    >
      {samples.length === 0 ? (
        <p className={styles.under}>
          An example is made-up data of an event and a recipient. It shows what a message looks like, and which macros
          there are.
        </p>
      ) : (
        <Panel>
          <ul className={styles.samples}>
            {samples.map((sample, index) => (
              <li key={sample.name}>
                <span className={styles.sampleName}>{sample.name}</span>
                <Button look="quiet" size="small" onClick={() => edit(index)} aria-label={`Edit ${sample.name}`}>
                  Edit
                </Button>
                <IconButton
                  label={`Remove ${sample.name}`}
                  icon={X}
                  iconSize={14}
                  size="small"
                  onClick={() =>
                    onChange(
                      samples.filter((_, each) => each !== index),
                      0,
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {error && <FieldError>{error}</FieldError>}
      <Apart>
        <SampleDrawer
          key={last}
          sample={editing === null ? null : (samples[editing] ?? noSample)}
          isNew={last >= samples.length}
          taken={taken}
          onClose={() => setEditing(null)}
          onReopen={() => setEditing(last)}
          onDone={(sample) => onChange([...samples.slice(0, last), sample, ...samples.slice(last + 1)], last)}
        />
      </Apart>
    </Section>
  )
}
