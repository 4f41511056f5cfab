const steps: [unit: string, seconds: number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 days ago", in the largest unit that fits. Days go up to 29, as people count them; the exact time stands elsewhere. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1000)
  for (const [unit, length] of steps) {
    const count = Math.floor(seconds / length)
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}

/** "17 Nov 2026, 09:12:44 CET": a time that cannot be misread. */
export function exactTime(at: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at)
  return text.replace('Sept', 'Sep')
}

/** "2 Feb 2026". */
export function dateText(at: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    at,
  )
  return text.replace('Sept', 'Sep')
}

/** "6 November 2026", with "Today, " or "Yesterday, " before it where that is so. */
export function dayHeading(at: Date, now: Date, timeZone: string): string {
  const day = (date: Date) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(date)
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(at)
  if (day(at) === day(now)) return `Today, ${text}`
  return day(at) === day(new Date(now.getTime() - 86_400_000)) ? `Yesterday, ${text}` : text
}

/** "09:12". */
export function clockText(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
}
