import type { Metadata } from 'next'
import { Entrance } from '#components/auth/entrance.tsx'
import { SsoDone } from '#components/auth/sso-done.tsx'
import { SsoProblem as ProblemNote } from '#components/auth/sso-problem.tsx'
import { type SsoProblem, ssoProblemOf } from '#lib/oidc/schema.ts'

export const metadata: Metadata = { title: 'Single sign-on' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where a window that went to the identity provider ends. It shows nothing of anybody, and so is anybody's to open. */
export default async function SsoDonePage({ searchParams }: Props) {
  const { sso } = await searchParams
  const problem = ssoProblemOf(sso)
  return (
    <Entrance
      title="Single sign-on"
      lead={problem ? 'Nothing was confirmed.' : 'Done. Go on in the window that you came from.'}
    >
      {problem && <ProblemNote>{problem}</ProblemNote>}
      <p>You can close this window.</p>
      <SsoDone problem={problem === null ? null : (sso as SsoProblem)} />
    </Entrance>
  )
}
