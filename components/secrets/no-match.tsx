'use client'

import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type SecretCounts, type SecretQuery, secretTypeLabels } from '#lib/secrets/schema.ts'
import { countText } from './count-text.ts'
import styles from './no-match.module.css'

type NoMatchProps = {
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
export function NoMatch({ query, counts, placeName, onShow }: NoMatchProps) {
  const { q, status, type, purpose } = query
  const isFiltered = status !== 'all' || type !== null
  // Those that a filter leaves out without saying so.
  const archived = q === '' && !isFiltered ? (counts?.archived ?? 0) : 0
  const what = `${stateWords[status]}${purpose ? `${purpose} ` : ''}secret`
  return (
    <Panel className={styles.none}>
      <p>
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
      </p>
      {archived > 0 && (
        <Button size="small" onClick={() => onShow({ status: 'archived' })}>
          Show {countText(archived)} archived
        </Button>
      )}
      {q && (
        <Button size="small" onClick={() => onShow({ q: '' })}>
          Clear search
        </Button>
      )}
      {isFiltered && (
        <Button size="small" onClick={() => onShow({ status: 'all', type: null })}>
          Clear filters
        </Button>
      )}
    </Panel>
  )
}
