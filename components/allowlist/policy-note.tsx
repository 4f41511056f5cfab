import { Info, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Note } from '#components/ui/note.tsx'

type PolicyNoteProps = { isOn: boolean; isEmpty: boolean; mayEditPolicies: boolean }

/** What the allowlist is for at the moment: the only way out, or what encrypts. */
export function PolicyNote({ isOn, isEmpty, mayEditPolicies }: PolicyNoteProps) {
  const { organization } = usePlace()
  const settings = mayEditPolicies && (
    <>
      {' '}
      <Link href={pagePath({ organization }, 'settings')}>Change it in Settings</Link>
    </>
  )
  if (isOn) {
    return (
      <Note tone={isEmpty ? 'warn' : 'ok'} icon={ShieldCheck}>
        <p>
          <strong>Only allowlisted addresses may be called.</strong>{' '}
          {isEmpty ? 'Without an endpoint, nothing is sent from this domain.' : 'Everything else is refused.'}
          {settings}
        </p>
      </Note>
    )
  }
  return (
    <Note tone="info" icon={Info}>
      <p>
        Other addresses may be called, too: the organization does not restrict requests to its allowlists.{settings}
      </p>
    </Note>
  )
}
