/** "in 6 days", "in 4 months", "today is its last day", "2 days ago". */
export function daysLeftText(days: number): string {
  if (days === 0) return 'today is its last day'
  const count = Math.abs(days)
  const text =
    count < 60
      ? plural(count, 'day')
      : count < 730
        ? plural(Math.floor(count / 30), 'month')
        : plural(Math.floor(count / 365), 'year')
  return days > 0 ? `in ${text}` : `${text} ago`
}

const plural = (count: number, unit: string) => `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`
