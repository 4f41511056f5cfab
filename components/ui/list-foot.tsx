import { Button } from './button.tsx'
import styles from './table.module.css'

type ListFootProps = {
  shown: number
  /** Left out where the server does not count. */
  total?: number
  totalIsMore?: boolean
  hasMore: boolean
  isBusy: boolean
  onMore: () => void
}

/** How much of a list is shown, and the way to the rest. Nothing where all of it is. */
export function ListFoot({ shown, total, totalIsMore, hasMore, isBusy, onMore }: ListFootProps) {
  if (!hasMore) return null
  const all = total === undefined ? '' : ` of ${totalIsMore ? 'more than ' : ''}${total.toLocaleString('en')}`
  return (
    <div className={styles.foot}>
      <span>
        {shown.toLocaleString('en')}
        {all} shown
      </span>
      <Button look="quiet" size="small" isBusy={isBusy} busyLabel="Loading…" onClick={onMore}>
        Show more
      </Button>
    </div>
  )
}
