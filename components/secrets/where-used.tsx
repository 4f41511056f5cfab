'use client'

import { SquareTerminal } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import table from '#components/ui/table.module.css'
import { useNow } from '#components/ui/use-now.ts'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { isCut, mostListed } from '#lib/usages/is-cut.ts'
import { sendStateOf } from '#lib/usages/schema.ts'
import { dayText } from './day-text.ts'
import { placeIcons } from './place-icons.ts'
import { fieldsText } from './place-text.ts'
import styles from './where-used.module.css'

const recordsKeptMs = 90 * 24 * 60 * 60 * 1000

/** The places that name a secret, the programs that do in requests of their own, and when and how often each sent it. */
export function WhereUsed({ secret, placeName }: { secret: SecretDetails; placeName: string }) {
  const { organization } = usePlace()
  const now = useNow()
  const { domain, lastUsed, sentEarlier, places, callers } = secret
  // Of what was sent before, there are no records any more.
  const isYoung = now.getTime() - Date.parse(secret.createdAt) < recordsKeptMs
  const unused = isYoung ? 'never used' : 'not used in 90 days'
  return (
    <section aria-labelledby="where-used" className={styles.section}>
      <div className={styles.heading}>
        <h2 id="where-used">Where used</h2>
        <p>
          {lastUsed ? (
            <>
              Last used <RelativeTime at={lastUsed.at} /> by {lastUsed.consumerName} at {lastUsed.host}
              {outcomeText(lastUsed, now)}
            </>
          ) : sentEarlier ? (
            `Not used in the last 90 days. Before that ${timesText(sentEarlier.sends)}, last on ${dayText(sentEarlier.lastDay)}`
          ) : (
            capitalized(unused)
          )}
        </p>
      </div>
      <Panel>
        {places.length + callers.length === 0 ? (
          <p className={styles.none}>
            Nothing in {placeName} names it. Put <code>{`{secrets.${secret.name}}`}</code> into a request, a template or
            a step of a workflow.
          </p>
        ) : (
          <table className={`${table.table} ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">Place</th>
                {!domain && (
                  <th scope="col" className={styles.domainColumn}>
                    Domain
                  </th>
                )}
                <th scope="col">Field</th>
                <th scope="col" className={styles.usedColumn}>
                  Last used
                </th>
                <th scope="col" className={styles.countColumn}>
                  30 days
                </th>
              </tr>
            </thead>
            <tbody>
              {places.map((each) => (
                <Row
                  key={each.id}
                  use={each}
                  hasDomain={!domain}
                  field={fieldsText(each.fields)}
                  lastUsed={each.lastUsedAt ? <RelativeTime at={each.lastUsedAt} /> : unused}
                >
                  <Icon of={placeIcons[each.kind]} />
                  <Link href={pagePath({ organization, domain: each.domain.slug }, ...each.path)}>
                    {each.name}
                    {each.part !== null && <span className={styles.request}> / {each.part}</span>}
                  </Link>
                </Row>
              ))}
              {callers.map((each) => (
                <Row
                  key={`${each.id} ${each.domain.slug}`}
                  use={each}
                  hasDomain={!domain}
                  field="In its own requests"
                  lastUsed={<RelativeTime at={each.lastUsedAt} />}
                >
                  <Icon of={SquareTerminal} />
                  <span>{each.name}</span>
                </Row>
              ))}
            </tbody>
          </table>
        )}
        {isCut(places) && (
          <p className={styles.none}>
            The first {mostListed.toLocaleString('en')} references to it are looked up. There may be more.
          </p>
        )}
      </Panel>
    </section>
  )
}

type RowProps = {
  use: { uses: number; domain: { name: string } }
  hasDomain: boolean
  field: string
  lastUsed: ReactNode
  children: ReactNode
}

function Row({ use, hasDomain, field, lastUsed, children }: RowProps) {
  return (
    <tr>
      <td>
        <span className={styles.place}>{children}</span>
      </td>
      {hasDomain && <td className={styles.field}>{use.domain.name}</td>}
      <td className={styles.field}>{field}</td>
      <td className={styles.used}>{lastUsed}</td>
      <td className={styles.count}>
        {use.uses.toLocaleString('en')}
        <span className={styles.unit}> {use.uses === 1 ? 'use' : 'uses'} in 30 days</span>
      </td>
    </tr>
  )
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const timesText = (count: number) => (count === 1 ? 'once' : `${count.toLocaleString('en')} times`)

function outcomeText(lastUsed: NonNullable<SecretDetails['lastUsed']>, now: Date): string {
  const state = sendStateOf(lastUsed, now)
  if (state === 'unknown') return ': the outcome is not known'
  if (state === 'under_way') return ': under way'
  const { status, durationMs } = lastUsed
  const result = status === null ? 'failed' : String(status)
  return `: ${result}${durationMs === null ? '' : ` in ${durationMs.toLocaleString('en')} ms`}`
}
