'use client'

import { useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useInsertion } from '#components/macros/use-insertion.ts'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { bodyTypeLabels } from '#lib/integrations/schema.ts'
import { BodyEditor } from './body-editor.tsx'
import { OptionsEditor } from './options-editor.tsx'
import { PairsEditor } from './pairs-editor.tsx'
import type { ReferenceProblems } from './reference-text.tsx'
import { RequestBar } from './request-bar.tsx'
import type { RequestFields, RequestTab } from './request-form.ts'
import { RequestMacros } from './request-macros.tsx'
import styles from './request-parts.module.css'

type RequestPartsProps = {
  baseUrl: string
  problems: ReferenceProblems
  tab: RequestTab
  onTab: (tab: RequestTab) => void
}

/** What a request consists of: method and address, then headers, query and body, and how it is sent. */
export function RequestParts({ baseUrl, problems, tab, onTab }: RequestPartsProps) {
  const { control, formState } = useFormContext<RequestFields>()
  const { errors } = formState
  const host = hostOf(baseUrl)
  const home = useMemo(() => ({ form: 'integration' as const, purpose: 'integration' as const, host }), [host])
  const insertion = useInsertion()
  const [headers, query, bodyType] = useWatch({ control, name: ['headers', 'query', 'bodyType'] })
  return (
    <ReferenceHomeContext value={home}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers which field had the focus last */}
      <div className={styles.parts} onFocus={insertion.onFocus}>
        <RequestBar baseUrl={baseUrl} />
        <Tabs<RequestTab>
          label="Parts of the request"
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
        {tab !== 'options' && (
          <div className={styles.below}>
            <p className={styles.hint}>
              Name a secret as <code>{'{secrets.alias}'}</code>, a part of one as{' '}
              <code>{'{secrets.alias#password}'}</code>. Postern puts the value in when it sends.
            </p>
            <div>
              <RequestMacros host={host} onInsert={insertion.insert} />
            </div>
          </div>
        )}
      </div>
    </ReferenceHomeContext>
  )
}

const hostOf = (baseUrl: string) => (URL.canParse(baseUrl) ? new URL(baseUrl).host : null)
