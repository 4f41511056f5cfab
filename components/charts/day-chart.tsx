'use client'

import { type ReactNode, useState } from 'react'
import { dayText } from '#components/secrets/day-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import styles from './day-chart.module.css'
import { scaleOf } from './scale-of.ts'

/** What is counted, in a word or two ("outcome unknown"). `main` is what is usual: the one accent fill. */
export type Series<Key extends string> = { key: Key; word: string; look: 'main' | 'bad' | 'open' }
export type ChartDay<Key extends string> = { day: string } & Record<Key, number>

type DayChartProps<Key extends string> = {
  title: string
  /** The chart in a sentence, for whoever does not see it. */
  summary: string
  /** Today last. */
  days: ChartDay<Key>[]
  /** From the floor upwards. */
  series: Series<Key>[]
  /** Said in place of a chart without any counts. */
  none: string
  aside?: ReactNode
}

/** Counts for each of several days: a picture, and on demand the figures. */
export function DayChart<Key extends string>({ title, summary, days, series, none, aside }: DayChartProps<Key>) {
  const [isTable, setIsTable] = useState(false)
  const isEmpty = days.every((day) => totalOf(day, series) === 0)
  return (
    <Panel className={styles.panel}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {!isEmpty && (
          <>
            {series.map(({ key, word, look }) => (
              <span key={key} className={styles.key}>
                <i className={styles[look]} />
                {word} {countText(days.reduce((total, day) => total + day[key], 0))}
              </span>
            ))}
            <Button look="quiet" size="small" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
              Figures
            </Button>
          </>
        )}
        {aside}
      </div>
      {isEmpty ? (
        <p className={styles.none}>{none}</p>
      ) : isTable ? (
        <Figures title={title} days={days} series={series} />
      ) : (
        <Bars summary={summary} days={days} series={series} />
      )}
    </Panel>
  )
}

type PartProps<Key extends string> = Pick<DayChartProps<Key>, 'days' | 'series'>

function Bars<Key extends string>({ summary, days, series }: PartProps<Key> & { summary: string }) {
  const top = scaleOf(Math.max(...days.map((day) => totalOf(day, series))))
  return (
    <figure className={styles.chart} aria-label={summary} role="img">
      <div className={styles.scale} aria-hidden="true">
        <span>{countText(top)}</span>
        <span>{countText(top / 2)}</span>
        <span>0</span>
      </div>
      <div className={styles.plot}>
        <div className={styles.bars}>
          {days.map((day) => (
            <Tooltip key={day.day} content={`${dayText(day.day)}: ${countsText(day, series)}`}>
              <div className={styles.day}>
                {series
                  .toReversed()
                  .map(
                    ({ key, look }) =>
                      day[key] > 0 && (
                        <div key={key} className={styles[look]} style={{ height: `${(day[key] / top) * 100}%` }} />
                      ),
                  )}
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

const countText = (count: number) => count.toLocaleString('en')

const totalOf = <Key extends string>(day: ChartDay<Key>, series: Series<Key>[]) =>
  series.reduce((total, { key }) => total + day[key], 0)

/** "36 sent, 2 refused": what is usual also where it is none. */
const countsText = <Key extends string>(day: ChartDay<Key>, series: Series<Key>[]) =>
  series
    .filter(({ key, look }) => look === 'main' || day[key] > 0)
    .map(({ key, word }) => `${countText(day[key])} ${word}`)
    .join(', ')

/** "22 Oct". */
const shortDay = (day: { day: string } | undefined) => (day ? dayText(day.day).replace(/ \d{4}$/, '') : '')

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Newest first; days without any counts are left out. */
function Figures<Key extends string>({ title, days, series }: PartProps<Key> & { title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what it scrolls to
    <section className={styles.figures} tabIndex={0} aria-label={`${title} in figures`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ key, word }) => (
              <th key={key} scope="col">
                {capital(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .filter((day) => totalOf(day, series) > 0)
            .reverse()
            .map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayText(day.day)}</th>
                {series.map(({ key }) => (
                  <td key={key}>{countText(day[key])}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
