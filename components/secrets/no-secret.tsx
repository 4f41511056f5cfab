'use client'

import { Button } from '#components/ui/button.tsx'
import { NoMatch } from '#components/ui/no-match.tsx'
import { type SecretCounts, type SecretQuery, secretTypeLabels } from '#lib/secrets/schema.ts'
import { countText } from './count-text.ts'

type NoSecretProps = {
  query: SecretQuery
  counts: SecretCounts | undefined
  placeName: string
  onShow: (changes: Partial<SecretQuery>) => void
}

const stateWords: Record<SecretQuery['status'], string> = {
  all: '',
  active: 'active ',
  expiring: 'expiring ',
  expired: 'expired ',
  revoked: 'revoked ',
  archived: 'archived ',
}

/** There are secrets, but none that this search and these filters find: which, and the way back. */
export function NoSecret({ query, counts, placeName, onShow }: NoSecretProps) {
  const { q, status, type, purpose } = query
  const isFiltered = status !== 'all' || type !== null
  // Those that a filter leaves out without saying so.
  const archived = q === '' && !isFiltered ? (counts?.archived ?? 0) : 0
  const what = `${stateWords[status]}${purpose ? `${purpose} ` : ''}secret`
  return (
    <NoMatch
      onClear={q ? () => onShow({ q: '' }) : undefined}
      more={
        <>
          {archived > 0 && (
            <Button size="small" onClick={() => onShow({ status: 'archived' })}>
              Show {countText(archived)} archived
            </Button>
          )}
          {isFiltered && (
            <Button size="small" onClick={() => onShow({ status: 'all', type: null })}>
              Clear filters
            </Button>
          )}
        </>
      }
    >
      No {what}
      {type && ` of the type ${secretTypeLabels[type]}`} in {placeName}
      {q ? (
        <>
          {' '}
          matches <code>{q}</code>.
        </>
      ) : archived > 0 ? (
        ' that is not archived.'
      ) : (
        '.'
      )}
    </NoMatch>
  )
}
