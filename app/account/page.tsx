import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountFrame } from '#components/account/account-frame.tsx'
import { PasskeysSection } from '#components/account/passkeys-section.tsx'
import { PasswordSection } from '#components/account/password-section.tsx'
import { RequiredNote } from '#components/account/required-note.tsx'
import { SecondFactorSection } from '#components/account/second-factor-section.tsx'
import { SessionsSection } from '#components/account/sessions-section.tsx'
import { SsoSection } from '#components/account/sso-section.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { listSessions } from '#lib/auth/list-sessions.ts'
import { readAccount } from '#lib/auth/read-account.ts'
import { safeNext } from '#lib/auth/safe-next.ts'
import { env } from '#lib/core/env.ts'
import { readConnection } from '#lib/oidc/disconnect-identity.ts'
import { ssoProblemOf } from '#lib/oidc/schema.ts'
import { currentPath } from '#lib/server/current-path.ts'

export const metadata: Metadata = { title: 'Account' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A person's own account, in no organization: how they sign in, and what their organizations ask of it. */
export default async function AccountPage({ searchParams }: Props) {
  const { required, next: asked, sso } = await searchParams
  const next = safeNext(asked)
  const person = await currentPerson()
  if (!person) redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`)
  const [account, home, sessions, connection] = await Promise.all([
    readAccount(person),
    homePath(person.personId),
    listSessions(person),
    readConnection(person.personId),
  ])
  const hasSecondFactor = account.hasTotp || account.passkeys.length > 0
  const hasSso = env().sso !== null
  const isMet = person.proof.factors.some((factor) => factor !== 'password')
  return (
    <AccountFrame person={{ name: account.name, email: account.email, hasSso }} back={home ?? '/'}>
      {(required === 'second-factor' || (account.requiredBy.length > 0 && !isMet)) && (
        <RequiredNote by={account.requiredBy} isSetUp={hasSecondFactor} isMet={isMet} next={next} />
      )}
      <PasswordSection {...account} />
      <SecondFactorSection {...account} />
      <PasskeysSection {...account} />
      {(hasSso || required === 'sso') && (
        <SsoSection
          connection={connection}
          hasOtherWay={account.hasPassword || account.passkeys.length > 0}
          isRequired={required === 'sso'}
          next={next}
          problem={ssoProblemOf(sso)}
        />
      )}
      <SessionsSection sessions={sessions} />
    </AccountFrame>
  )
}
