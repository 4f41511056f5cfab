'use client'

import { Braces } from 'lucide-react'
import { useState } from 'react'
import type { MacroChoice } from '#components/macros/macro-choice.ts'
import { MacroManager } from '#components/macros/macro-manager.tsx'
import { Button } from '#components/ui/button.tsx'

type StepMacrosProps = {
  /** The names of the steps before this one, as they are typed now. */
  earlier: () => string[]
  host: string | null
  onInsert: (text: string) => void
}

/** The Macro Manager of a step: what came in, what earlier steps were answered, variables and secrets. */
export function StepMacros({ earlier, host, onInsert }: StepMacrosProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [steps, setSteps] = useState<MacroChoice[]>([])
  const open = () => {
    setSteps(earlier().flatMap(choicesOf))
    setIsOpen(true)
  }
  return (
    <>
      <Button size="small" icon={Braces} onClick={open}>
        Macro Manager
      </Button>
      <MacroManager
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onInsert={onInsert}
        categories={['event', 'steps', 'variables', 'secrets']}
        first={steps.length > 0 ? 'steps' : 'variables'}
        choices={{ steps }}
        empty={{
          event: (
            <>
              Write <code>{'{{event.station}}'}</code> for the member <code>station</code> of what comes in.
            </>
          ),
          steps: 'No step stands before this one.',
        }}
        form="workflow"
        host={host}
      />
    </>
  )
}

const choicesOf = (name: string): MacroChoice[] => [
  { name: `steps.${name}.body`, text: `{{steps.${name}.body}}`, hint: 'Its answer. #/token takes a part of JSON' },
  { name: `steps.${name}.status`, text: `{{steps.${name}.status}}`, hint: 'The status of its answer' },
]
