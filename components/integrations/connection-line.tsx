'use client'

import { useFormContext, useWatch } from 'react-hook-form'
import type { Auth, Connection } from '#lib/references/stored-request.ts'
import { AuthText } from './auth-text.tsx'
import type { ReferenceProblems } from './reference-text.tsx'
import type { RequestFields } from './request-form.ts'

type ConnectionLineProps = { connection: Connection; problems: ReferenceProblems }

/** What a request gets from its connection, and what of it the request sets itself instead. */
export function ConnectionLine({ connection: { auth, headers: defaults }, problems }: ConnectionLineProps) {
  const { control } = useFormContext<RequestFields>()
  const [headers, query] = useWatch({ control, name: ['headers', 'query'] })
  const sets = (name: string, own: { name: string }[]) =>
    own.some((each) => each.name.toLowerCase() === name.toLowerCase())
  const name = nameOf(auth)
  const isOwn = name !== null && sets(name, auth.kind === 'query' ? query : headers)
  const added = defaults.filter(
    (each) => !sets(each.name, headers) && !(auth.kind !== 'query' && each.name.toLowerCase() === name?.toLowerCase()),
  )
  return (
    <>
      {name !== null &&
        (isOwn ? (
          <>
            {' '}
            It sets <code>{name}</code> itself, so the connection’s authentication is not sent.
          </>
        ) : (
          <>
            {' '}
            Authentication comes from the connection: <AuthText auth={auth} problems={problems} />
          </>
        ))}
      {added.length > 0 && (
        <>
          {name !== null && !isOwn && '.'}{' '}
          {added.length === 1 ? 'A default header is' : `${added.length} default headers are`} added:{' '}
          {added.map((each, index) => (
            <span key={each.name}>
              {index > 0 && ', '}
              <code>{each.name}</code>
            </span>
          ))}
        </>
      )}
    </>
  )
}

/** The header or parameter in which a connection authenticates; null: it does not. */
function nameOf({ kind, name }: Auth): string | null {
  if (kind === 'none') return null
  return kind === 'bearer' || kind === 'basic' ? 'Authorization' : name
}
