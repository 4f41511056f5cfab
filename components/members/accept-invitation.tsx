'use client'

import { CircleExclamationPoint, LogOut, UserRound } from 'lucide-react'
import { useState } from 'react'
import { signOutAction } from '#app/(auth)/actions.ts'
import { acceptAsSelfAction } from '#app/(auth)/invite/actions.ts'
import entrance from '#components/auth/entrance-form.module.css'
import { noAnswer } from '#components/auth/show-refusal.ts'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { InvitationShown } from '#lib/members/schema.ts'
import styles from './accept-invitation.module.css'
import { NewAccountForm } from './new-account-form.tsx'
import { labelOf } from './role-labels.ts'

/** By what somebody who has an account can sign in here. */
export type WaysIn = { passkeysWork: boolean; hasSso: boolean }

type AcceptInvitationProps = { token: string; invitation: InvitationShown; ways: WaysIn; onAgain: () => void }

/** What the invitation gives, and the way in: a new account, one's own, or first another sign-in. */
export function AcceptInvitation({ token, invitation, ways, onAgain }: AcceptInvitationProps) {
  const { organizationName, invitedByName, email, role, domains, situation } = invitation
  return (
    <div className={styles.card}>
      <p>
        {invitedByName} invites <b>{email}</b> to <b>{organizationName}</b>
        {role === 'org_admin' ? ` as ${labelOf(role)}.` : ', with these roles:'}
      </p>
      {role === 'member' && (
        <ul>
          {domains.map((domain) => (
            <li key={domain.name}>
              {labelOf(domain.role)} in {domain.name}
            </li>
          ))}
        </ul>
      )}
      {situation === 'new' && <NewAccountForm token={token} email={email} />}
      {situation === 'ready' && <AcceptAsSelf token={token} organizationName={organizationName} />}
      {situation === 'other_account' && <OtherAccount invitation={invitation} onAgain={onAgain} />}
      {situation === 'sign_in' && (
        <>
          <Note tone="info" icon={UserRound}>
            This address has an account already. Sign in with it, then accept.
            {ways.hasSso && ' By single sign-on: sign in at /sign-in first, then open this link again.'}
          </Note>
          {/* Back to this page with the token, which no server sees: only the fragment changes. */}
          <SignInForm next={`/invite#${token}`} passkeysWork={ways.passkeysWork} />
        </>
      )}
    </div>
  )
}

function AcceptAsSelf({ token, organizationName }: { token: string; organizationName: string }) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const accept = async () => {
    if (isBusy) return
    setIsBusy(true)
    const result = await acceptAsSelfAction({ token }).catch(() => ({ ok: false as const, error: noAnswer }))
    // The whole page is loaded anew, with what this person now sees.
    if (result.ok) return window.location.assign(result.data.home)
    setIsBusy(false)
    setProblem(result.error)
  }
  return (
    <>
      {problem && <Problem error={problem} />}
      <Button
        look="main"
        className={entrance.submit}
        isBusy={isBusy}
        busyLabel="Joining…"
        onClick={() => void accept()}
      >
        Join {organizationName}
      </Button>
    </>
  )
}

function OtherAccount({ invitation, onAgain }: { invitation: InvitationShown; onAgain: () => void }) {
  const [isBusy, setIsBusy] = useState(false)
  const signOut = async () => {
    setIsBusy(true)
    await signOutAction().catch(() => null)
    onAgain()
  }
  return (
    <>
      <Note tone="warn" icon={CircleExclamationPoint} role="alert">
        You are signed in as {invitation.signedInAs}, and this invitation is for {invitation.email}. Sign out, and go on
        with that address.
      </Note>
      <Button look="main" icon={LogOut} className={entrance.submit} isBusy={isBusy} onClick={() => void signOut()}>
        Sign out and go on
      </Button>
    </>
  )
}

function Problem({ error }: { error: PublicError }) {
  return (
    <Note tone="bad" icon={CircleExclamationPoint} role="alert">
      {error.message}
    </Note>
  )
}
