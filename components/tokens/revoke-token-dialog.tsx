'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Ban, Clock } from 'lucide-react'
import { useState } from 'react'
import { revokeTokenAction } from '#app/(console)/[organization]/tokens/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { TokenItem } from '#lib/tokens/schema.ts'
import { tokenList } from './token-queries.ts'

/** Asks before a token is revoked, and says whether a program still uses it. */
export function RevokeTokenDialog({ token, onClose }: { token: TokenItem | null; onClose: () => void }) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(revokeTokenAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(token)
  const [isRevoked, setIsRevoked] = useState(false)
  if (token && token !== last) {
    setLast(token)
    setIsRevoked(false)
    setProblem(null)
  }
  const revoke = async () => {
    if (!last) return
    const result = await run({ ...place, id: last.id })
    if (!result.ok) {
      setProblem(result.error)
      // Somebody else was faster: the list says who.
      if (result.error.code === 'wrong_state') await queries.invalidateQueries({ queryKey: tokenList(place).queryKey })
      return
    }
    setIsRevoked(true)
    onClose()
    toast(`The token ${last.name} is revoked.`, { icon: Ban })
    await queries.invalidateQueries({ queryKey: tokenList(place).queryKey })
  }
  return (
    <Consequence
      isOpen={token !== null}
      title={`Revoke the token ${last?.name}?`}
      confirm="Revoke token"
      busyLabel="Revoking…"
      isBusy={isBusy}
      problem={problem}
      // Its own row has no button any more.
      focusAfter={() => (isRevoked ? document.getElementById('api-tokens') : null)}
      onConfirm={() => void revoke()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        From its next request on, the program that uses it is refused. This cannot be taken back: it would need a new
        token.
      </ConsequenceSentence>
      {last && (
        <ConsequenceWay icon={Clock}>
          {last.lastUsedAt ? (
            <>
              Last used <RelativeTime at={last.lastUsedAt} /> from {last.lastUsedAddress}.
            </>
          ) : (
            'It was never used.'
          )}
        </ConsequenceWay>
      )}
    </Consequence>
  )
}
