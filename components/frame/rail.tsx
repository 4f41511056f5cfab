'use client'

import {
  Activity,
  ChevronsUpDown,
  HeartPulse,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Mail,
  Plug,
  Settings,
  SlidersHorizontal,
  Workflow,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuLink } from '#components/ui/menu.tsx'
import { useFrame } from './frame-context.tsx'
import { Mark } from './mark.tsx'
import styles from './rail.module.css'
import { useCurrentDomain } from './use-current-domain.ts'

/** The way around: the organization, then the domain that one is in. It shows the pages that this person may see. */
export function Rail() {
  const { organization, domains, rights, urgent, version } = useFrame()
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
        {rights.mayEditPolicies && (
          <RailLink href={`${home}/settings`} icon={Settings}>
            Settings
          </RailLink>
        )}
      </nav>
      {current && (
        <>
          <p className={styles.label}>Domain</p>
          {domains.length > 1 ? (
            <Menu
              align="start"
              width="trigger"
              trigger={
                <button type="button" className={styles.domain} aria-label={`Domain ${current.name}, switch`}>
                  <span className={styles.name}>{current.name}</span>
                  <Icon of={ChevronsUpDown} size={14} />
                </button>
              }
            >
              {domains.map((domain) => (
                <MenuLink
                  key={domain.slug}
                  href={`${home}/${domain.slug}/settings/security`}
                  isCurrent={domain.slug === current.slug}
                >
                  {domain.name}
                </MenuLink>
              ))}
            </Menu>
          ) : (
            <p className={styles.domain}>
              <span className={styles.name}>{current.name}</span>
            </p>
          )}
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

function OrganizationSwitcher() {
  const { organization, organizations } = useFrame()
  const name = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {[...organization.name][0]?.toUpperCase()}
      </span>
      <span className={styles.name}>{organization.name}</span>
    </>
  )
  if (organizations.length < 2) return <p className={styles.organization}>{name}</p>
  return (
    <Menu
      align="start"
      width="trigger"
      trigger={
        <button type="button" className={styles.organization}>
          <span className="sr-only">Organization </span>
          {name}
          <span className="sr-only">, switch</span>
          <Icon of={ChevronsUpDown} size={14} />
        </button>
      }
    >
      {organizations.map((each) => (
        <MenuLink key={each.slug} href={`/${each.slug}`} isCurrent={each.slug === organization.slug}>
          {each.name}
        </MenuLink>
      ))}
    </Menu>
  )
}

type RailLinkProps = {
  href: string
  icon: LucideIcon
  isExact?: boolean
  /** Pages elsewhere that belong under this entry. */
  also?: string
  /** What waits there, and what it is a number of; more than 99 is 99+, and none is not shown. */
  count?: number
  counted?: string
  children: string
}

function RailLink({ href, icon, isExact, also, count = 0, counted, children }: RailLinkProps) {
  const path = usePathname()
  const isHere = isExact ? path === href : path === href || path.startsWith(`${href}/`)
  const isCurrent = isHere || (also !== undefined && path.startsWith(also))
  return (
    <Link href={href} className={styles.item} aria-current={isCurrent ? 'page' : undefined}>
      <Icon of={icon} />
      {children}
      {count > 0 && (
        <span className={styles.count}>
          <span className="sr-only">, </span>
          {count > 99 ? '99+' : count}
          <span className="sr-only"> {counted}</span>
        </span>
      )}
    </Link>
  )
}
