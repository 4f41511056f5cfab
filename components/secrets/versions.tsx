'use client'

import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { SecretDetails, VersionItem } from '#lib/secrets/schema.ts'
import { MakeCurrentDialog } from './make-current-dialog.tsx'
import styles from './versions.module.css'

/** The values that a secret had: who stored each, where it could go, and which can be made current again. */
export function Versions({ secret, mayEdit }: { secret: SecretDetails; mayEdit: boolean }) {
  const [chosen, setChosen] = useState<VersionItem | null>(null)
  const { versions, versionsKept, status } = secret
  const mayMakeCurrent = mayEdit && status !== 'archived' && status !== 'revoked'
  return (
    <section aria-labelledby="versions" className={styles.section}>
      <div className={styles.heading}>
        <h2 id="versions">Versions</h2>
        <span>{versionsKept === 1 ? 'the current one is kept' : `last ${versionsKept} kept`}</span>
      </div>
      <Panel>
        <ul className={styles.versions}>
          {versions.map((version) => (
            <li key={version.version}>
              <code className={styles.number}>v{version.version}</code>
              <div className={styles.text}>
                <p className={styles.who}>{version.createdByName}</p>
                <p className={styles.when}>
                  <RelativeTime at={version.createdAt} by={version.createdByName} />
                </p>
                {version.state !== 'destroyed' && <p className={styles.when}>{hostsText(version.allowedHosts)}</p>}
              </div>
              {version.state === 'current' ? (
                <Badge tone="ok" icon={CircleCheck}>
                  Current
                </Badge>
              ) : version.state === 'kept' && mayMakeCurrent ? (
                <Button
                  size="small"
                  aria-label={`Make current: version ${version.version}`}
                  onClick={() => setChosen(version)}
                >
                  Make current
                </Button>
              ) : (
                <span className={styles.state}>{version.state}</span>
              )}
            </li>
          ))}
        </ul>
      </Panel>
      {mayEdit && <MakeCurrentDialog secret={secret} version={chosen} onClose={() => setChosen(null)} />}
    </section>
  )
}

function hostsText(hosts: string[]): string {
  const [first] = hosts
  if (first === undefined) return 'any host'
  return hosts.length === 1 ? first : `${first} and ${hosts.length - 1} more`
}
