import type { ComponentProps } from 'react'
import styles from './list-search.module.css'
import { SearchField } from './search-field.tsx'

/** The search above a list, and a landmark by the name of what the list is of. */
export function ListSearch({ of, ...field }: { of: string } & ComponentProps<typeof SearchField>) {
  return (
    <search className={styles.search} aria-label={of}>
      <SearchField {...field} />
    </search>
  )
}
