'use client'

import { useMemo } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { BodyEditor } from '#components/integrations/body-editor.tsx'
import { OptionsEditor } from '#components/integrations/options-editor.tsx'
import { PairsEditor } from '#components/integrations/pairs-editor.tsx'
import type { ReferenceProblems } from '#components/integrations/reference-text.tsx'
import { useInsertion } from '#components/macros/use-insertion.ts'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { bodyTypeLabels } from '#lib/integrations/schema.ts'
import { splitStepUrl } from '#lib/workflows/split-step-url.ts'
import { StepBar } from './step-bar.tsx'
import type { StepFields, StepTab } from './step-form.ts'
import { StepMacros } from './step-macros.tsx'
import styles from './steps.module.css'

const afterFailure = [
  { value: 'stop' as const, label: 'Stop the run' },
  { value: 'go' as const, label: 'Go on' },
]

type StepPartsProps = {
  problems: ReferenceProblems
  tab: StepTab
  onTab: (tab: StepTab) => void
  /** The names of the steps before this one. */
  earlier: () => string[]
}

/** What a step consists of: its name, method and URL, headers, query and body, how it is sent, and what a failure does. */
export function StepParts({ problems, tab, onTab, earlier }: StepPartsProps) {
  const { control, register, formState } = useFormContext<StepFields>()
  const { errors } = formState
  const [url, headers, query, bodyType] = useWatch({ control, name: ['url', 'headers', 'query', 'bodyType'] })
  const split = splitStepUrl(url)
  const host = split.ok ? new URL(split.baseUrl).host : null
  const insertion = useInsertion()
  const home = useMemo(() => ({ form: 'workflow' as const, purpose: 'webhook' as const, host }), [host])
  return (
    <div className={styles.parts}>
      <div className={styles.naming}>
        <TextField
          label="Step name"
          isMono
          hint="Later steps name its answer by it."
          error={errors.name?.message}
          {...noAssistance}
          {...register('name')}
        />
        <Controller
          control={control}
          name="goesOn"
          render={({ field }) => (
            <SegmentedControl
              label="If this step fails"
              options={afterFailure}
              value={field.value ? 'go' : 'stop'}
              onChange={(value) => field.onChange(value === 'go')}
            />
          )}
        />
        <div className={styles.macros}>
          <StepMacros earlier={earlier} host={host} onInsert={insertion.insert} />
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers which field had the focus last */}
      <div className={styles.request} onFocus={insertion.onFocus}>
        <ReferenceHomeContext value={home}>
          <StepBar />
          <Tabs<StepTab>
            label="Parts of the step"
            value={tab}
            onChange={onTab}
            tabs={[
              {
                value: 'headers',
                label: 'Headers',
                count: headers.length,
                hasError: errors.headers !== undefined,
                panel: <PairsEditor of="headers" noun="Header" problems={problems} />,
              },
              {
                value: 'query',
                label: 'Query',
                count: query.length,
                hasError: errors.query !== undefined,
                panel: <PairsEditor of="query" noun="Parameter" problems={problems} />,
              },
              {
                value: 'body',
                label: 'Body',
                count: bodyTypeLabels[bodyType],
                hasError: errors.body !== undefined,
                panel: <BodyEditor problems={problems} />,
              },
              { value: 'options', label: 'Options', hasError: errors.retries !== undefined, panel: <OptionsEditor /> },
            ]}
          />
        </ReferenceHomeContext>
      </div>
      {tab !== 'options' && (
        <p className={styles.hint}>
          Name a secret as <code>{'{secret:alias}'}</code>, and what is only known in the run as{' '}
          <code>{'{{event.id}}'}</code>, <code>{'{{variables.name}}'}</code> or{' '}
          <code>{'{{steps.login.body#/token}}'}</code>. What these stand for is data: it is never read as a reference.
        </p>
      )}
    </div>
  )
}
