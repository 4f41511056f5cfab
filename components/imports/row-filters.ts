import type { RowVerdict } from '#lib/imports/schema.ts'

export type RowFilter = 'all' | 'open' | RowVerdict

export const rowFilters: { value: RowFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Needs a decision' },
  { value: 'new', label: 'New' },
  { value: 'conflict', label: 'Exists already' },
  { value: 'duplicate', label: 'Twice in the file' },
  { value: 'invalid', label: 'Cannot be stored' },
]
