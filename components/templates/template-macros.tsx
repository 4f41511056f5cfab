'use client'

import { useMemo } from 'react'
import type { MacroManagerProps } from '#components/macros/macro-choice.ts'
import { MacroManager } from '#components/macros/macro-manager.tsx'
import type { TemplateSample } from '#lib/templates/schema.ts'
import { fieldChoices } from './field-choices.ts'

const categories = ['event', 'recipient', 'variables', 'secrets'] as const
const addExample = 'Add an example below the preview: its fields stand here then.'
const empty = { event: addExample, recipient: addExample }

type TemplateMacrosProps = Pick<MacroManagerProps, 'isOpen' | 'onClose' | 'onInsert' | 'searchId' | 'host'> & {
  samples: TemplateSample[]
  /** The subject had the focus last: no secret may stand there. */
  isSubject: boolean
}

/** The Macro Manager of a template: the fields that its examples have, variables and secrets. */
export function TemplateMacros({ samples, isSubject, ...rest }: TemplateMacrosProps) {
  const choices = useMemo(
    () => ({ event: fieldChoices(samples, 'event'), recipient: fieldChoices(samples, 'recipient') }),
    [samples],
  )
  return (
    <MacroManager
      {...rest}
      isBeside
      categories={categories}
      first="secrets"
      choices={choices}
      empty={empty}
      form="template"
      secretsRefused={isSubject ? 'No secret may stand in the subject. Go to the body first.' : undefined}
    />
  )
}
