'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { actorText } from '#components/activity/actor-text.ts'
import { recentSends } from '#components/activity/send-queries.ts'
import { SendResult } from '#components/activity/send-result.tsx'
import { SentRequest } from '#components/activity/sent-request.tsx'
import { pagePath } from '#components/data/paths.ts'
import { usePlace } from '#components/data/use-place.ts'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx'
import styles from './recent-sends.module.css'

/** The last sends of a secret, and the way to all of them. */
export function RecentSends({ id }: { id: string }) {
  const place = usePlace()
  const { data, error, refetch } = useQuery(recentSends(place, id))
  const all = `${pagePath({ organization: place.organization }, 'activity')}?tab=sends&secret=${id}`
  return (
    <div className={styles.part}>
      <Section
        id="recent-sends"
        title="Recent sends"
        aside={
          data &&
          data.items.length > 0 && (
            <Link className={styles.all} href={all} prefetch={false}>
              All sends of this secret
            </Link>
          )
        }
      >
        {error ? (
          <LoadProblem error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <SkeletonRows rows={3} label="Loading recent sends" />
        ) : (
          <Panel>
            {data.items.length === 0 ? (
              <p className={styles.none}>Not sent in the last 90 days.</p>
            ) : (
              <ul className={styles.sends}>
                {data.items.map((send) => (
                  <li key={send.id}>
                    <div className={styles.what}>
                      <SentRequest send={send} />
                      <span className={styles.where}>
                        <code>
                          {send.method} {send.host}
                        </code>
                        , <RelativeTime at={send.at} /> by {actorText(send)}
                      </span>
                    </div>
                    <SendResult send={send} />
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        )}
      </Section>
    </div>
  )
}
