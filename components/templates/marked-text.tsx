import { Fragment, memo } from 'react'
import type { JudgedMark } from './judge-marks.ts'
import styles from './marked-text.module.css'

/** A text with what it means in colours, letter for letter as wide as without. */
export const MarkedText = memo(function MarkedText({ text, marks }: { text: string; marks: JudgedMark[] }) {
  return (
    <>
      {marks.map((mark, index) => (
        <Fragment key={mark.start}>
          {text.slice(marks[index - 1]?.end ?? 0, mark.start)}
          <mark className={styles[mark.look]}>{mark.raw}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </>
  )
})

/** The lines of a text, each with its own marks: none reaches over the end of a line. */
export function linesOf(text: string, marks: JudgedMark[]): { text: string; marks: JudgedMark[] }[] {
  let at = 0
  let next = 0
  return text.split('\n').map((line) => {
    const end = at + line.length
    const own: JudgedMark[] = []
    for (let mark = marks[next]; mark && mark.start < end; mark = marks[next]) {
      own.push({ ...mark, start: mark.start - at, end: mark.end - at })
      next += 1
    }
    at = end + 1
    return { text: line, marks: own }
  })
}
