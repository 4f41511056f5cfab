import { CalendarX2, CircleSlash2, ClockAlert, Copy, Gauge, Globe, type LucideIcon, Moon } from 'lucide-react'
import type { Finding } from '#lib/health/schema.ts'

type Words = { label: string; icon: LucideIcon; tone: 'bad' | 'warn' | 'plain' }

/** What a finding is called, and its sign. */
export const findingWords: Record<Finding, Words> = {
  expired: { label: 'Expired', icon: CalendarX2, tone: 'bad' },
  expiring: { label: 'Expiring in 7 days', icon: ClockAlert, tone: 'warn' },
  unrestricted: { label: 'No allowed domains', icon: Globe, tone: 'warn' },
  weak: { label: 'Weak', icon: Gauge, tone: 'warn' },
  duplicated: { label: 'Duplicated', icon: Copy, tone: 'plain' },
  unused: { label: 'Unused for 90 days', icon: Moon, tone: 'plain' },
  neverUsed: { label: 'Never used', icon: CircleSlash2, tone: 'plain' },
}
