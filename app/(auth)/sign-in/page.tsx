import { Info } from 'lucide-react'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Entrance } from '#components/auth/entrance.tsx'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { SsoProblem } from '#components/auth/sso-problem.tsx'
import { SsoSignIn } from '#components/auth/sso-sign-in.tsx'
import { Note } from '#components/ui/note.tsx'
import { currentPerson } from '#lib/auth/current-person.ts'
import { homePath } from '#lib/auth/home-path.ts'
import { ownerExists } from '#lib/auth/owner-exists.ts'
import { passkeysWork } from '#lib/auth/passkey-party.ts'
import { safeNext } from '#lib/auth/safe-next.ts'
import { env } from '#lib/core/env.ts'
import { ssoProblemOf } from '#lib/oidc/schema.ts'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked, sso } = await searchParams
  const next = safeNext(asked)
  const ssoProblem = ssoProblemOf(sso)
  const person = await currentPerson()
  // An action's answer renders this page again; where to go then is the form's to say, and it loads that page anew.
  const isAction = (await headers()).has('next-action')
  if (person && !isAction) redirect(next ?? (await homePath(person.personId)) ?? '/')
  const isSetUp = await ownerExists()
  return (
    <Entrance title="Sign in" lead={env().url.host}>
      {isSetUp ? (
        <>
          {ssoProblem && <SsoProblem>{ssoProblem}</SsoProblem>}
          <SignInForm
            next={next}
            passkeysWork={passkeysWork()}
            others={env().sso ? <SsoSignIn next={next} /> : undefined}
          />
        </>
      ) : (
        <Note tone="info" icon={Info}>
          Nobody can sign in yet. Open the setup link that <code>npm run up</code> printed; a restart prints a new one.
        </Note>
      )}
    </Entrance>
  )
}
