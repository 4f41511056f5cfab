'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { previewImportAction } from '#app/(console)/[organization]/secrets/import/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { LeaveGuard } from '#components/ui/leave-guard.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { ImportPreview } from '#lib/imports/schema.ts'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { CommonFields, commonOf, commonResolver, noCommon, type TypedCommon } from './common-fields.tsx'
import { type Choices, planOf } from './decisions.ts'
import { ImportFoot } from './import-foot.tsx'
import { listPath } from './import-paths.ts'
import { ImportPreviewTable } from './import-preview-table.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ImportResult } from './import-result.tsx'
import { ImportSource, noSource } from './import-source.tsx'
import styles from './import-view.module.css'
import { type ImportRun, useImportRun } from './use-import-run.ts'

/** An import from the text to its result: what is given, what would become of it, and what became of it. */
export function ImportView({ place }: { place: SecretPlace }) {
  const queries = useQueryClient()
  const [source, setSource] = useState(noSource)
  const timeZone = useTimeZone()
  const form = useForm<TypedCommon>({ defaultValues: noCommon, resolver: commonResolver(timeZone) })
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [choices, setChoices] = useState<Choices>(new Map())
  const [isAllOrNothing, setIsAllOrNothing] = useState(false)
  const [error, setError] = useState<PublicError | null>(null)
  const look = useAction(previewImportAction)
  const { run, start, stop, clear } = useImportRun()
  const top = useRef<HTMLDivElement>(null)
  const step = run ? (run.isRunning ? 'running' : 'done') : preview ? 'preview' : 'source'

  // Each step begins at its top, and is said to who does not see it.
  const [shownStep, setShownStep] = useState(step)
  useEffect(() => {
    if (step === shownStep) return
    setShownStep(step)
    window.scrollTo({ top: 0 })
    top.current?.focus({ preventScroll: true })
  }, [step, shownStep])

  const showPreview = async () => {
    setError(null)
    const { text, format } = source
    const result = await look.run({ ...place, format, text, common: commonOf(form.getValues()) })
    if (!result.ok) {
      setError(result.error)
      for (const [field, message] of Object.entries(result.error.fields))
        if (field.startsWith('common.')) form.setError(commonField(field), { type: 'server', message })
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setChoices(new Map())
    setPreview(result.data)
  }
  const importRows = async (earlier: ImportRun['told'] = []) => {
    if (!preview) return
    const { text, format } = source
    const planned = planOf(preview.rows, choices)
    const job = { place, format, text, common: commonOf(form.getValues()), glue: preview.glue, isAllOrNothing }
    const after = await start(job, planned, earlier)
    await queries.invalidateQueries()
    // Nothing of the text is kept once all of it is stored.
    if (!after.problem && !after.isStopped) setSource(noSource)
  }
  const startOver = () => {
    clear()
    setPreview(null)
    setSource(noSource)
    setChoices(new Map())
    setError(null)
  }
  const isDirty = source.text !== '' && !(step === 'done' && !run?.problem && !run?.isStopped)
  const named = Object.keys(error?.fields ?? {}).length > 0

  return (
    <div ref={top} tabIndex={-1} className={styles.view}>
      <LeaveGuard isDirty={isDirty} />
      {step === 'source' && (
        <form
          method="post"
          autoComplete="off"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!look.isBusy) void form.handleSubmit(showPreview)()
          }}
        >
          <Section title="What to import" id="import-source">
            {error && !named && (
              <div className={styles.problem}>
                <SaveProblem error={error} />
              </div>
            )}
            <Panel>
              <ImportSource
                source={source}
                onChange={(next) => {
                  setSource(next)
                  setError(null)
                }}
                error={error?.fields.text}
              />
            </Panel>
          </Section>
          <Section title="For every new secret, where the file does not say otherwise" id="import-common">
            <Panel>
              <FormProvider {...form}>
                <CommonFields />
              </FormProvider>
            </Panel>
          </Section>
          <ImportFoot note="Nothing is stored yet: the preview shows what would become of each row.">
            <ButtonLink href={listPath(place)}>Cancel</ButtonLink>
            <Button type="submit" look="main" isBusy={look.isBusy} busyLabel="Reading…">
              Preview
            </Button>
          </ImportFoot>
        </form>
      )}
      {step === 'preview' && preview && (
        <ImportPreviewTable
          place={place}
          preview={preview}
          choices={choices}
          onChoose={setChoices}
          isAllOrNothing={isAllOrNothing}
          onAllOrNothing={setIsAllOrNothing}
          onBack={() => setPreview(null)}
          onImport={() => void importRows()}
        />
      )}
      {step === 'running' && run && <ImportProgress run={run} isAllOrNothing={isAllOrNothing} onStop={stop} />}
      {step === 'done' && run && preview && (
        <ImportResult
          place={place}
          preview={preview}
          run={run}
          isAllOrNothing={isAllOrNothing}
          onGoOn={() => void importRows(run.told)}
          onBack={clear}
          onStartOver={startOver}
        />
      )}
    </div>
  )
}

/** `common.allowedHosts.2` → allowedHosts: which entry is to blame stands beside it. */
const commonField = (field: string): 'allowedHosts' | 'expiresOn' =>
  field.includes('allowedHosts') ? 'allowedHosts' : 'expiresOn'
