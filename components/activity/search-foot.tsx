import { Button } from '#components/ui/button.tsx'
import { exactTime } from '#components/ui/time-text.ts'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import styles from './log-view.module.css'

type SearchFootProps = {
  shown: number
  /** In the plural: 'entries'. */
  what: string
  /** Where a search stopped because it had read enough; null: it did not. */
  searchedTo: string | null
  isBusy: boolean
  onMore: () => void
}

/** How much is shown of a list that a search reads stretch by stretch, and the way on. */
export function SearchFoot({ shown, what, searchedTo, isBusy, onMore }: SearchFootProps) {
  const timeZone = useTimeZone()
  return (
    <div className={styles.foot}>
      <span>
        {searchedTo
          ? `Searched back to ${exactTime(new Date(searchedTo), timeZone)}.`
          : `${shown.toLocaleString('en')} shown`}
      </span>
      <Button size="small" look="quiet" isBusy={isBusy} busyLabel="Loading…" onClick={onMore}>
        {searchedTo ? `Search older ${what}` : 'Load more'}
      </Button>
    </div>
  )
}
