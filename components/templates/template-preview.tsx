'use client'

import { useState } from 'react'
import { ChipMenu } from '#components/ui/chip-menu.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { type Preview, textOf } from '#lib/references/preview-message.ts'
import type { TemplateBodyType, TemplateSample } from '#lib/templates/schema.ts'
import { HtmlPage } from './html-page.tsx'
import { PreviewText } from './preview-text.tsx'
import styles from './templates.module.css'

type TemplatePreviewProps = {
  preview: Preview
  bodyType: TemplateBodyType
  samples: TemplateSample[]
  /** The place of the example that is filled in; null: none. */
  chosen: number | null
  onChoose: (index: number) => void
}

const views = [
  { value: 'page' as const, label: 'Page' },
  { value: 'source' as const, label: 'Source' },
]

/** The message with an example filled in, as it would be sent: but for the secrets, which are dots here. */
export function TemplatePreview({ preview, bodyType, samples, chosen, onChoose }: TemplatePreviewProps) {
  const [view, setView] = useState<'page' | 'source'>('page')
  const isPage = bodyType === 'html' && view === 'page'
  const sample = chosen === null ? undefined : samples[chosen]
  return (
    <Section
      title="Preview"
      id="preview"
      aside={
        <>
          {sample && samples.length > 1 && (
            <ChipMenu
              label="Example"
              any={`Example: ${samples[0]?.name}`}
              value={chosen === 0 ? null : String(chosen)}
              options={samples.slice(1).map(({ name }, index) => ({
                value: String(index + 1),
                label: `Example: ${name}`,
              }))}
              onChange={(value) => onChoose(Number(value ?? 0))}
            />
          )}
          {sample && samples.length === 1 && <span className={styles.example}>Example: {sample.name}</span>}
        </>
      }
    >
      <Panel>
        {(preview.subject.length > 0 || bodyType === 'html') && (
          <div className={styles.previewHead}>
            <p className={styles.previewSubject}>
              <span className="sr-only">Subject: </span>
              <PreviewText parts={preview.subject} />
            </p>
            {bodyType === 'html' && (
              <SegmentedControl label="Show as" options={views} value={view} onChange={setView} />
            )}
          </div>
        )}
        {preview.body.length === 0 ? (
          <p className={styles.previewEmpty}>The body is empty.</p>
        ) : isPage ? (
          <HtmlPage html={textOf(preview.body)} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
          <section className={styles.source} tabIndex={0} aria-label="Body">
            <pre>
              <PreviewText parts={preview.body} />
            </pre>
          </section>
        )}
      </Panel>
      {!sample && <p className={styles.under}>Add an example to see event and recipient filled in.</p>}
    </Section>
  )
}
