import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './no-match.module.css'
import { Panel } from './panel.tsx'

type NoMatchProps = {
  /** The sentence that says what was searched, and where. */
  children: ReactNode
  clear?: string
  /** Left out: nothing was searched. */
  onClear?: (() => void) | undefined
  /** Other ways back. */
  more?: ReactNode
}

/** There is something here, but nothing that this search and these filters find: the way back. */
export function NoMatch({ children, clear = 'Clear search', onClear, more }: NoMatchProps) {
  return (
    <Panel className={styles.none}>
      <p>{children}</p>
      {onClear && (
        <Button size="small" onClick={onClear}>
          {clear}
        </Button>
      )}
      {more}
    </Panel>
  )
}
