'use client'

import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Tabs } from '#components/ui/tabs.tsx'
import { bodyTypeLabels } from '#lib/integrations/schema.ts'
import { BodyEditor } from './body-editor.tsx'
import { PairsEditor } from './pairs-editor.tsx'
import type { ReferenceProblems } from './reference-text.tsx'
import { RequestBar } from './request-bar.tsx'
import type { RequestFields, RequestTab } from './request-form.ts'
import styles from './request-parts.module.css'

type RequestPartsProps = {
  baseUrl: string
  problems: ReferenceProblems
  isReadOnly?: boolean
  /** Left out: the parts keep it themselves. */
  tab?: RequestTab
  onTab?: (tab: RequestTab) => void
}

/** What a request consists of: method and address, then headers, query and body. */
export function RequestParts({ baseUrl, problems, isReadOnly = false, tab, onTab }: RequestPartsProps) {
  const { control, formState } = useFormContext<RequestFields>()
  const { errors } = formState
  const [ownTab, setOwnTab] = useState<RequestTab>('headers')
  const [headers, query, bodyType] = useWatch({ control, name: ['headers', 'query', 'bodyType'] })
  return (
    <div className={styles.parts}>
      <RequestBar baseUrl={baseUrl} isReadOnly={isReadOnly} />
      <Tabs<RequestTab>
        label="Parts of the request"
        value={tab ?? ownTab}
        onChange={onTab ?? setOwnTab}
        tabs={[
          {
            value: 'headers',
            label: 'Headers',
            count: headers.length,
            hasError: errors.headers !== undefined,
            panel: <PairsEditor of="headers" noun="Header" problems={problems} isReadOnly={isReadOnly} />,
          },
          {
            value: 'query',
            label: 'Query',
            count: query.length,
            hasError: errors.query !== undefined,
            panel: <PairsEditor of="query" noun="Parameter" problems={problems} isReadOnly={isReadOnly} />,
          },
          {
            value: 'body',
            label: 'Body',
            count: bodyTypeLabels[bodyType],
            hasError: errors.body !== undefined,
            panel: <BodyEditor problems={problems} isReadOnly={isReadOnly} />,
          },
        ]}
      />
      {!isReadOnly && (
        <p className={styles.hint}>
          Name a secret as <code>{'{secrets.alias}'}</code>, a part of one as <code>{'{secrets.alias#password}'}</code>.
          Postern puts the value in when it sends.
        </p>
      )}
    </div>
  )
}
