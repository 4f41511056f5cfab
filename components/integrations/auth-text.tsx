import { ReferenceChip } from '#components/ui/reference-chip.tsx'
import { readAuthValue } from '#lib/references/auth-value.ts'
import { parseReferences } from '#lib/references/parse-references.ts'
import type { Auth } from '#lib/references/stored-request.ts'
import type { ReferenceProblems } from './reference-text.tsx'

/** How a connection authenticates: "Bearer" and the reference as a chip, red where its secret cannot be used. */
export function AuthText({ auth, problems }: { auth: Auth; problems: ReferenceProblems }) {
  const [reference] = parseReferences(auth.value).references
  const value = readAuthValue(auth)
  return (
    <>
      {auth.kind === 'bearer' && 'Bearer '}
      {auth.kind === 'basic' && 'Basic '}
      {(auth.kind === 'header' || auth.kind === 'query') && (
        <>
          {auth.kind === 'header' ? 'header' : 'parameter'} <code>{auth.name}</code>{' '}
        </>
      )}
      {value?.as === 'password' && (
        <>
          <code>{value.username}</code> with the password{' '}
        </>
      )}
      {reference && <ReferenceChip text={reference.raw} isBad={Boolean(problems.get(reference.name.toLowerCase()))} />}
      {value?.as === 'username' && ' with an empty password'}
    </>
  )
}
