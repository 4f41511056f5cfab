'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Copy, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { renewHookAction } from '#app/(console)/[organization]/[domain]/workflows/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import type { ReferenceProblems } from '#components/integrations/reference-text.tsx'
import { Button } from '#components/ui/button.tsx'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { FixedField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { WorkflowDetails } from '#lib/workflows/schema.ts'
import { HookKey } from './hook-key.tsx'
import { HowToSign } from './how-to-sign.tsx'
import styles from './workflow-editor.module.css'
import type { WorkflowFields } from './workflow-form.ts'
import { workflowsKey } from './workflow-queries.ts'

type HookSectionProps = {
  /** Null: a new workflow, which has no address yet. */
  saved: WorkflowDetails | null
  problems: ReferenceProblems
  isDirty: boolean
}

/** Whether deliveries run the workflow, where they are posted to, and which secret signs them. */
export function HookSection({ saved, problems, isDirty }: HookSectionProps) {
  const toast = useToast()
  const { control } = useFormContext<WorkflowFields>()
  const hasHook = useWatch({ control, name: 'hasHook' })
  const [isAsking, setIsAsking] = useState(false)
  const url = saved?.hook?.url
  const copy = () => {
    if (!url) return
    navigator.clipboard.writeText(url).then(
      () => toast('The address is copied.', { icon: Copy }),
      () => toast('The browser does not allow copying here.', { icon: Copy }),
    )
  }
  return (
    <Panel className={styles.hook}>
      <Controller
        control={control}
        name="hasHook"
        render={({ field }) => (
          <SwitchField
            label="Run by an inbound webhook"
            hint="A signed delivery starts a run, and its JSON body is the event. One that is not signed, signed with another secret, too old or sent again starts nothing."
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {hasHook && (
        <>
          <HookKey problems={problems} />
          {url ? (
            <div className={styles.address}>
              <FixedField label="Address" value={url} isMono />
              <Button icon={Copy} onClick={copy}>
                Copy
              </Button>
              <Button icon={RefreshCw} onClick={() => setIsAsking(true)}>
                New address
              </Button>
            </div>
          ) : (
            <p>It gets its address when it is saved.</p>
          )}
          <HowToSign url={url ?? 'https://…/api/hooks/…'} />
        </>
      )}
      {saved && <RenewDialog workflow={saved} isDirty={isDirty} isOpen={isAsking} onClose={() => setIsAsking(false)} />}
    </Panel>
  )
}

type RenewDialogProps = { workflow: WorkflowDetails; isDirty: boolean; isOpen: boolean; onClose: () => void }

function RenewDialog({ workflow, isDirty, isOpen, onClose }: RenewDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(renewHookAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const renew = async () => {
    setProblem(null)
    const result = await run({ ...place, id: workflow.id, rowVersion: workflow.rowVersion })
    if (!result.ok) return setProblem(result.error)
    onClose()
    toast('The inbound webhook has a new address.')
    await queries.invalidateQueries({ queryKey: workflowsKey(place) })
  }
  return (
    <Consequence
      isOpen={isOpen}
      title="Give it a new address?"
      confirm="New address"
      busyLabel="Changing…"
      isBusy={isBusy}
      isOff={isDirty}
      problem={problem}
      onConfirm={() => void renew()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {isDirty
          ? 'Save or discard what you changed first.'
          : 'The address that senders have now stops at once: deliveries to it start nothing any more. Give them the new one.'}
      </ConsequenceSentence>
    </Consequence>
  )
}
