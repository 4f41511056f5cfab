'use client'

import { UserRoundMinus } from 'lucide-react'
import { useState } from 'react'
import { removeMemberAction } from '#app/(console)/[organization]/members/actions.ts'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { MemberDetails, MemberItem } from '#lib/members/schema.ts'
import styles from './members.module.css'
import { useMemberQuestion } from './use-member-question.ts'

type RemoveDialogProps = {
  member: MemberItem | null
  /** Whether whoever asks removes from own domains alone. */
  isOfDomains: boolean
  onClose: () => void
}

/** Asks before a member goes, and says what they made that stays. */
export function RemoveDialog({ member, isOfDomains, onClose }: RemoveDialogProps) {
  const toast = useToast()
  const [revokesTokens, setRevokesTokens] = useState(false)
  const [isRemoved, setIsRemoved] = useState(false)
  const { details, isReading, problem, isBusy, confirm } = useMemberQuestion<
    { revokesTokens: boolean },
    { tokens: number }
  >({
    member,
    action: removeMemberAction,
    begin: () => {
      setRevokesTokens(false)
      setIsRemoved(false)
    },
    onClose,
    onChanged: ({ name }, { tokens }) => {
      setIsRemoved(true)
      toast(
        `${name} is removed and signed out.${tokens > 0 ? ` ${tokens === 1 ? 'A token' : `${tokens} tokens`} of theirs ${tokens === 1 ? 'is' : 'are'} revoked.` : ''}`,
        { icon: UserRoundMinus },
      )
    },
  })
  const tokens = details.data?.tokens ?? []
  const domains = member?.domains.map(({ domainName }) => domainName).join(', ')
  return (
    <Consequence
      isOpen={member !== null}
      title={`Remove ${member?.name}?`}
      confirm="Remove member"
      busyLabel="Removing…"
      isBusy={isBusy}
      // What stays must have been said first.
      isOff={isReading}
      problem={problem}
      // Their row is gone.
      focusAfter={() => (isRemoved ? document.getElementById('main') : null)}
      onConfirm={() => void confirm({ revokesTokens: revokesTokens && tokens.length > 0 })}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {isOfDomains
          ? `They lose their roles in ${domains || 'your domains'} and are signed out at their next click. With no role left elsewhere, they are no member any more.`
          : 'They lose every role here and are signed out at their next click. Links by which they invited others no longer work.'}
      </ConsequenceSentence>
      <div className={styles.stays}>
        <h3>What stays</h3>
        <p>Secrets, integrations, workflows and templates that they made, and their entries in the log.</p>
        {tokens.length > 0 && <Tokens tokens={tokens} isRevoked={revokesTokens} onRevoke={setRevokesTokens} />}
        {details.isError && <p>Which API tokens they made could not be read. They stay.</p>}
      </div>
    </Consequence>
  )
}

type TokensProps = { tokens: MemberDetails['tokens']; isRevoked: boolean; onRevoke: (is: boolean) => void }

/** A token is the organization's, not its maker's: it goes on working unless somebody revokes it. */
function Tokens({ tokens, isRevoked, onRevoke }: TokensProps) {
  const count = tokens.length === 1 ? 'the API token' : `the ${tokens.length} API tokens`
  return (
    <>
      <ul aria-label="API tokens that they made">
        {tokens.map((token) => (
          <li key={token.id}>
            {token.name} <code>…{token.ending}</code> <span>{token.domainName ?? 'Organization'}</span>
          </li>
        ))}
      </ul>
      <CheckboxField
        label={`Revoke ${count} that they made, too`}
        hint="Programs that use them are refused from their next request on. Whoever made a token may have kept it."
        checked={isRevoked}
        onChange={({ target }) => onRevoke(target.checked)}
      />
    </>
  )
}
