'use client'

import { createContext, useContext } from 'react'
import type { Stops } from '#lib/stops/schema.ts'
import type { ThemeChoice } from './theme.ts'

/** What stands around every page of the console. */
export type FrameData = {
  person: { name: string; email: string }
  organization: { slug: string; name: string }
  organizations: { slug: string; name: string }[]
  domains: { slug: string; name: string }[]
  policies: {
    retentionDays: number
    versionsKept: number
    allowedDomainsRequired: boolean
    hostApprovalRequired: boolean
  }
  rights: {
    maySeeSecrets: boolean
    maySeeHealth: boolean
    maySeeActivity: boolean
    maySeeMembers: boolean
    maySeeDomains: boolean
    mayEditPolicies: boolean
  }
  urgent: number
  stops: Stops
  theme: ThemeChoice
  version: string
}

const Context = createContext<FrameData | null>(null)

export const FrameProvider = Context.Provider

/** The frame's data. Throws outside of the console. */
export function useFrame(): FrameData {
  const frame = useContext(Context)
  if (!frame) throw new Error('useFrame() is called outside of the frame.')
  return frame
}
