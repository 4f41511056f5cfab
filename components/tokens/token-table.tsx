'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import type { TokenItem } from '#lib/tokens/schema.ts'
import { TokenBadge } from './token-badge.tsx'
import styles from './tokens.module.css'

/** So many that have ended are shown unasked: the secrets stand below. */
const endedShown = 3

/** The tokens of a place, a line each: those that hold, then the latest of those that have ended. */
export function TokenTable({ tokens, onRevoke }: { tokens: TokenItem[]; onRevoke: (token: TokenItem) => void }) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = tokens.filter(({ status }) => status === 'active').length + endedShown
  const more = Math.max(tokens.length - shown, 0)
  return (
    <Panel>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameColumn}>
              Name
            </th>
            <th scope="col">Scopes</th>
            <th scope="col" className={`${styles.timeColumn} ${styles.created}`}>
              Created
            </th>
            <th scope="col" className={styles.timeColumn}>
              Last used
            </th>
            <th scope="col" className={styles.expiryColumn}>
              Expires
            </th>
            <th scope="col" className={styles.actionColumn}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody>
          {(showsAll ? tokens : tokens.slice(0, shown)).map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <div className={styles.more}>
          <Button look="quiet" size="small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Show fewer' : `Show ${more} more that ${more === 1 ? 'has' : 'have'} ended`}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function TokenRow({ token, onRevoke }: { token: TokenItem; onRevoke: () => void }) {
  const { name, ending, scopes, status, createdAt, createdByName, lastUsedAt, lastUsedAddress } = token
  return (
    <tr>
      <td>
        <div className={styles.nameCell}>
          <span className={styles.name}>
            <b>{name}</b>
            <code>
              <span className="sr-only">ends with </span>…{ending}
            </code>
          </span>
          <span className={styles.state}>
            <TokenBadge token={token} />
          </span>
        </div>
      </td>
      <td className={styles.scopesCell}>
        <span className={styles.scopeList}>
          {scopes.map((scope) => (
            <code key={scope}>{scope}</code>
          ))}
        </span>
      </td>
      <td className={`${styles.time} ${styles.created}`}>
        <span className={styles.cardLabel}>Created </span>
        <RelativeTime at={createdAt} by={createdByName} />
        <span className={styles.by}>{createdByName}</span>
      </td>
      <td className={styles.time}>
        <span className={styles.cardLabel}>Last used </span>
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'Never'}
        {lastUsedAddress && <span className={styles.by}>{lastUsedAddress}</span>}
      </td>
      <td className={styles.time}>
        <Expiry token={token} />
      </td>
      <td className={styles.actions}>
        {status === 'active' && (
          <Button look="quiet" size="small" onClick={onRevoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  )
}

/** When it ends, or when and by whom it was ended. */
function Expiry({ token: { status, expiresAt, revokedAt, revokedByName } }: { token: TokenItem }) {
  if (status === 'revoked' && revokedAt)
    return (
      <>
        Revoked <RelativeTime at={revokedAt} by={revokedByName ?? ''} />
        <span className={styles.by}>{revokedByName}</span>
      </>
    )
  return (
    <>
      <span className={styles.cardLabel}>{status === 'expired' ? 'Expired ' : 'Expires '}</span>
      {expiresAt ? <DateText at={expiresAt} /> : 'Never'}
    </>
  )
}
