'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Ban, Clock } from 'lucide-react'
import { useState } from 'react'
import { revokeTokenAction } from '#app/(console)/[organization]/tokens/actions.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { TokenItem } from '#lib/tokens/schema.ts'
import { tokenList } from './token-queries.ts'

/** Asks before a token is revoked, and says whether a program still uses it. */
export function RevokeTokenDialog({ token, onClose }: { token: TokenItem | null; onClose: () => void }) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const [isRevoked, setIsRevoked] = useState(false)
  const { answer, isBusy, problem } = useQuestion(token, revokeTokenAction, () => setIsRevoked(false))
  const revoke = async () => {
    if (!token) return
    const result = await answer({ ...place, id: token.id })
    if (!result.ok) {
      // Somebody else was faster: the list says who.
      if (result.error.code === 'wrong_state') await queries.invalidateQueries({ queryKey: tokenList(place).queryKey })
      return
    }
    setIsRevoked(true)
    onClose()
    toast(`The token ${token.name} is revoked.`, { icon: Ban })
    await queries.invalidateQueries({ queryKey: tokenList(place).queryKey })
  }
  return (
    <Consequence
      isOpen={token !== null}
      title={`Revoke the token ${token?.name}?`}
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
      {token && (
        <ConsequenceWay icon={Clock}>
          {token.lastUsedAt ? (
            <>
              Last used <RelativeTime at={token.lastUsedAt} /> from {token.lastUsedAddress}.
            </>
          ) : (
            'It was never used.'
          )}
        </ConsequenceWay>
      )}
    </Consequence>
  )
}
