'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { dayText } from './day-text.ts'
import styles from './uses-chart.module.css'
import { scaleOf, usesSummary } from './uses-scale.ts'

type Day = SecretDetails['usesPerDay'][number]

/** How often a secret was used on each of the last 30 days, sent and refused: a picture, and on demand the figures. */
export function UsesChart({ days }: { days: Day[] }) {
  const [isTable, setIsTable] = useState(false)
  const sum = (of: 'sent' | 'refused') => days.reduce((total, day) => total + day[of], 0)
  const [sent, refused] = [sum('sent'), sum('refused')]
  const isEmpty = sent + refused === 0
  return (
    <Panel className={styles.panel}>
      <div className={styles.head}>
        <h2>Uses per day</h2>
        {!isEmpty && (
          <>
            <span className={styles.key}>
              <i className={styles.sent} />
              sent {sent.toLocaleString('en')}
            </span>
            <span className={styles.key}>
              <i className={styles.refused} />
              refused {refused.toLocaleString('en')}
            </span>
            <Button look="quiet" size="small" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
              Figures
            </Button>
          </>
        )}
      </div>
      {isEmpty ? (
        <p className={styles.none}>
          Not used in the last 30 days. Each send that names it, and each refused one, is counted here.
        </p>
      ) : isTable ? (
        <Figures days={days} />
      ) : (
        <Bars days={days} />
      )}
    </Panel>
  )
}

function Bars({ days }: { days: Day[] }) {
  const top = scaleOf(Math.max(...days.map((day) => day.sent + day.refused)))
  const share = (count: number) => `${(count / top) * 100}%`
  return (
    <figure className={styles.chart} aria-label={usesSummary(days)} role="img">
      <div className={styles.scale} aria-hidden="true">
        <span>{top.toLocaleString('en')}</span>
        <span>{(top / 2).toLocaleString('en')}</span>
        <span>0</span>
      </div>
      <div className={styles.plot}>
        <div className={styles.bars}>
          {days.map((day) => (
            <Tooltip
              key={day.day}
              content={`${dayText(day.day)}: ${day.sent.toLocaleString('en')} sent${day.refused > 0 ? `, ${day.refused.toLocaleString('en')} refused` : ''}`}
            >
              <div className={styles.day}>
                {day.refused > 0 && <div className={styles.refused} style={{ height: share(day.refused) }} />}
                {day.sent > 0 && <div className={styles.sent} style={{ height: share(day.sent) }} />}
              </div>
            </Tooltip>
          ))}
        </div>
        <div className={styles.axis} aria-hidden="true">
          <span>{shortDay(days[0])}</span>
          <span>{shortDay(days[Math.floor(days.length / 2)])}</span>
          <span>Today</span>
        </div>
      </div>
    </figure>
  )
}

/** "22 Oct". */
const shortDay = (day: Day | undefined) => (day ? dayText(day.day).replace(/ \d{4}$/, '') : '')

/** Newest first; days without any use are left out. */
function Figures({ days }: { days: Day[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what it scrolls to
    <section className={styles.figures} tabIndex={0} aria-label="Uses per day in figures">
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Sent</th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {days
            .filter((day) => day.sent + day.refused > 0)
            .reverse()
            .map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayText(day.day)}</th>
                <td>{day.sent.toLocaleString('en')}</td>
                <td>{day.refused.toLocaleString('en')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
