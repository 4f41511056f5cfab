import { dateText } from '#components/ui/time-text.ts'

/** `YYYY-MM-DD`, a day that is the same everywhere, as "26 Nov 2026". */
export const dayText = (day: string): string => dateText(new Date(`${day}T00:00:00Z`), 'UTC')
