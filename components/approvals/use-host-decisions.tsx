'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import {
  approveHostAction,
  declineHostAction,
  withdrawApprovalAction,
} from '#app/(console)/[organization]/health/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import { useToast } from '#components/ui/toast.tsx'
import type { Result } from '#lib/core/result.ts'

/** A host for a secret; `domain` is the slug of the secret's own place, undefined for the organization's. */
export type HostForSecret = { secretId: string; secretName: string; domain: string | undefined; host: string }

/** What somebody who may change a secret says to a host for it. Each brings what is shown up to date. */
export function useHostDecisions() {
  const { organization } = usePlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const approving = useAction(approveHostAction)
  const declining = useAction(declineHostAction)
  const withdrawing = useAction(withdrawApprovalAction)

  const inputOf = ({ secretId, domain, host }: HostForSecret) => ({ organization, domain, secretId, host })
  /** Says a refusal, and brings what is shown up to date either way: a host may have been decided by somebody else. */
  const settle = async (result: Result<unknown>, { domain }: HostForSecret) => {
    if (!result.ok) toast(result.error.message, { icon: CircleExclamationPoint })
    await queries.invalidateQueries({ queryKey: secretsKey({ organization, domain }) })
    router.refresh()
    return result.ok
  }

  const approve = async (chosen: HostForSecret): Promise<boolean> =>
    settle(await approving.run(inputOf(chosen)), chosen)

  /** Takes an approval back that was just given: the host waits again. */
  const undo = async (chosen: HostForSecret): Promise<boolean> => {
    const isDone = await settle(await withdrawing.run({ ...inputOf(chosen), waitsAgain: true }), chosen)
    if (isDone)
      toast(
        <>
          {chosen.host} waits for approval again for <code>{chosen.secretName}</code>.
        </>,
        { icon: Undo2 },
      )
    return isDone
  }

  /** Says it too, with the way back. */
  const approveAndSay = async (chosen: HostForSecret): Promise<boolean> => {
    const isDone = await approve(chosen)
    if (isDone)
      toast(
        <>
          {chosen.host} is approved for <code>{chosen.secretName}</code>.
        </>,
        { undo: () => void undo(chosen) },
      )
    return isDone
  }

  const decline = async (chosen: HostForSecret): Promise<boolean> => {
    const isDone = await settle(await declining.run(inputOf(chosen)), chosen)
    if (isDone)
      toast(
        <>
          {chosen.host} is declined for <code>{chosen.secretName}</code>. Another send that is refused asks again.
        </>,
      )
    return isDone
  }

  const withdraw = async (chosen: HostForSecret): Promise<boolean> => {
    const isDone = await settle(await withdrawing.run(inputOf(chosen)), chosen)
    if (isDone)
      toast(
        <>
          {chosen.host} is not approved for <code>{chosen.secretName}</code> any more.
        </>,
      )
    return isDone
  }

  return {
    approve,
    approveAndSay,
    undo,
    decline,
    withdraw,
    isBusy: approving.isBusy || declining.isBusy || withdrawing.isBusy,
  }
}
