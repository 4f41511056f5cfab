'use client'

import {
  Activity,
  Boxes,
  HeartPulse,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  Mail,
  Plug,
  Settings,
  SlidersHorizontal,
  UsersRound,
  Workflow,
} from 'lucide-react'
import { DomainSwitcher } from './domain-switcher.tsx'
import { useFrame } from './frame-context.tsx'
import { Mark } from './mark.tsx'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import styles from './rail.module.css'
import { RailLink } from './rail-link.tsx'
import { useCurrentDomain } from './use-current-domain.ts'

/** The way around: the organization, then the domain that one is in. It shows the pages that this person may see. */
export function Rail() {
  const { organization, rights, urgent, version } = useFrame()
  const current = useCurrentDomain()
  const home = `/${organization.slug}`
  return (
    <>
      <OrganizationSwitcher />
      <nav aria-label="Organization" className={styles.nav}>
        <RailLink href={home} icon={LayoutDashboard} isExact>
          Overview
        </RailLink>
        {rights.maySeeSecrets && (
          <RailLink href={`${home}/secrets`} icon={KeyRound}>
            Secrets
          </RailLink>
        )}
        {rights.maySeeHealth && (
          <RailLink
            href={`${home}/health`}
            icon={HeartPulse}
            count={urgent}
            counted="expired, expiring or waiting for approval"
          >
            Health
          </RailLink>
        )}
        {rights.maySeeActivity && (
          <RailLink href={`${home}/activity`} icon={Activity}>
            Activity
          </RailLink>
        )}
        {rights.maySeeMembers && (
          <RailLink href={`${home}/members`} icon={UsersRound}>
            Members
          </RailLink>
        )}
        {rights.maySeeDomains && (
          <RailLink href={`${home}/domains`} icon={Boxes}>
            Domains
          </RailLink>
        )}
        {rights.mayEditPolicies && (
          <RailLink href={`${home}/settings`} icon={Settings}>
            Settings
          </RailLink>
        )}
      </nav>
      {current && (
        <>
          <p className={styles.label}>Domain</p>
          <DomainSwitcher current={current} />
          <nav aria-label="Domain">
            <RailLink href={`${home}/${current.slug}/integrations`} icon={Plug}>
              Integrations
            </RailLink>
            <RailLink href={`${home}/${current.slug}/workflows`} icon={Workflow}>
              Workflows
            </RailLink>
            <RailLink href={`${home}/${current.slug}/templates`} icon={Mail}>
              Templates
            </RailLink>
            <RailLink href={`${home}/${current.slug}/allowlist`} icon={ListChecks}>
              Allowlist
            </RailLink>
            <RailLink
              href={`${home}/${current.slug}/settings/security`}
              icon={SlidersHorizontal}
              also={`${home}/${current.slug}/secrets/`}
            >
              Domain Settings
            </RailLink>
          </nav>
        </>
      )}
      <p className={styles.brand}>
        <Mark />
        <span>
          <b>Postern</b> {version}
        </span>
      </p>
    </>
  )
}
