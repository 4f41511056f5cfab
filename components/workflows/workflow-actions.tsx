'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleSlash, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import {
  deleteWorkflowAction,
  disableWorkflowAction,
  duplicateWorkflowAction,
} from '#app/(console)/[organization]/[domain]/workflows/actions.ts'
import { pagePath } from '#components/data/paths.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { workflowsKey } from './workflow-queries.ts'

type MenuWorkflow = {
  id: string
  name: string
  isDisabled: boolean
  rowVersion: number
  /** In a list and on its page it is known in different words. */
  hasHook?: boolean
  hook?: object | null
}

type WorkflowMenuProps = { workflow: MenuWorkflow; look: 'other' | 'quiet'; size?: 'small' }

/** What can be done with a whole workflow: in its row, and on its page. */
export function WorkflowMenu({ workflow, ...look }: WorkflowMenuProps) {
  const place = useDomainPlace()
  const router = useRouter()
  const path = usePathname()
  const queries = useQueryClient()
  const toast = useToast()
  const disable = useAction(disableWorkflowAction)
  const duplicate = useAction(duplicateWorkflowAction)
  const destroy = useAction(deleteWorkflowAction)
  const [asked, setAsked] = useState<'disable' | 'delete' | null>(null)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const { id, name, isDisabled, rowVersion } = workflow
  const hasHook = workflow.hasHook ?? Boolean(workflow.hook)
  const ask = (what: typeof asked) => {
    setProblem(null)
    setAsked(what)
  }
  const refresh = () => queries.invalidateQueries({ queryKey: workflowsKey(place) })

  const setDisabled = async (next: boolean) => {
    const result = await disable.run({ ...place, id, isDisabled: next })
    if (!result.ok) return next ? setProblem(result.error) : toast(result.error.message, { icon: CircleSlash })
    setAsked(null)
    toast(next ? `${name} is disabled.` : `${name} can be run again.`)
    await refresh()
  }
  const copy = async () => {
    const result = await duplicate.run({ ...place, id })
    if (!result.ok) return toast(result.error.message, { icon: CircleSlash })
    toast(`${name} is duplicated.`)
    void refresh()
    router.push(pagePath(place, 'workflows', result.data.id))
  }
  const remove = async () => {
    const result = await destroy.run({ ...place, id, rowVersion })
    if (!result.ok) return setProblem(result.error)
    setAsked(null)
    toast(`${name} is deleted.`, { icon: Trash2 })
    if (path !== pagePath(place, 'workflows')) router.replace(pagePath(place, 'workflows'))
    void queries.invalidateQueries({ queryKey: secretsKey(place) })
    await queries.invalidateQueries({
      queryKey: workflowsKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(id),
    })
  }

  return (
    <>
      <Menu trigger={<IconButton label={`More actions for ${name}`} icon={Ellipsis} {...look} />}>
        <MenuItem icon={Copy} onClick={() => void copy()}>
          Duplicate
        </MenuItem>
        {isDisabled ? (
          <MenuItem icon={CircleCheck} onClick={() => void setDisabled(false)}>
            Enable
          </MenuItem>
        ) : (
          <MenuItem icon={CircleSlash} onClick={() => ask('disable')}>
            Disable
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} look="danger" onClick={() => ask('delete')}>
          Delete
        </MenuItem>
      </Menu>
      <Consequence
        isOpen={asked === 'disable'}
        title={`Disable ${name}?`}
        confirm="Disable workflow"
        busyLabel="Disabling…"
        isBusy={disable.isBusy}
        problem={problem}
        onConfirm={() => void setDisabled(true)}
        onCancel={() => setAsked(null)}
      >
        <ConsequenceSentence>
          It is not run any more, by hand{hasHook ? ' or by its inbound webhook, which refuses deliveries,' : ''} until
          somebody enables it. A run that is under way goes on.
        </ConsequenceSentence>
        <ConsequenceWay icon={CircleCheck}>Enable brings it back as it is, with the same address.</ConsequenceWay>
      </Consequence>
      <Consequence
        isOpen={asked === 'delete'}
        title={`Delete ${name}?`}
        confirm="Delete workflow"
        busyLabel="Deleting…"
        isBusy={destroy.isBusy}
        problem={problem}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(null)}
      >
        <ConsequenceSentence>
          Its steps and its run history are gone for good
          {hasHook ? ', and so is the address of its inbound webhook' : ''}. What it changed elsewhere stays; so does
          the change log.
        </ConsequenceSentence>
        <ConsequenceWay icon={CircleSlash}>To keep the way back, disable it instead.</ConsequenceWay>
      </Consequence>
    </>
  )
}
