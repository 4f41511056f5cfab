'use client'

import { type ReactNode, useState } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { useFrame } from '#components/frame/frame-context.tsx'
import { ChipsField } from '#components/ui/chips-field.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { emptyDomainsText } from './empty-domains-text.ts'
import type { FieldsOfAll } from './secret-form.ts'
import { useHostJudge } from './use-host-judge.ts'

/** Where a value may be sent, host by host, each judged as it is typed. */
export function AllowedDomainsField({ hint }: { hint?: ReactNode }) {
  const { control, trigger } = useFormContext<Pick<FieldsOfAll, 'allowedHosts'>>()
  const { policies } = useFrame()
  const judge = useHostJudge()
  const [draft, setDraft] = useState('')
  return (
    <Controller
      control={control}
      name="allowedHosts"
      render={({ field, fieldState: { error } }) => (
        <ChipsField
          label="Allowed domains"
          noun="domain"
          isOptional={!policies.allowedDomainsRequired}
          placeholder="Add a domain"
          hint={
            hint ?? (
              <>
                {emptyDomainsText(policies)} <code>example.com</code> is that host alone, <code>*.example.com</code>{' '}
                every host under it.
              </>
            )
          }
          error={error?.message}
          values={field.value}
          onChange={(values) => {
            field.onChange(values)
            void trigger('allowedHosts')
          }}
          draft={draft}
          onDraft={setDraft}
          onBlur={field.onBlur}
          ref={field.ref}
          problemOf={judge}
          problemText={(entry, problem) => <CodeText text={problemText(entry, problem)} />}
        />
      )}
    />
  )
}

/** The sentence with what a machine reads set as code, and with the entry before it where it does not name it. */
function problemText(entry: string, problem: string): string {
  const text = problem.replace(/\*\.[^\s,]*[^\s,.]/g, '`$&`')
  return problem.startsWith('*.') || entry.includes('`') ? text : `\`${entry}\`: ${text}`
}
