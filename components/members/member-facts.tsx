import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MemberDetails } from '#lib/members/schema.ts'
import { memberStatusLabels } from '#lib/members/schema.ts'
import styles from './members.module.css'
import { rolesText } from './role-labels.ts'

/** A member, for whoever may not change them: an Owner, or oneself. */
export function MemberFacts({ member }: { member: MemberDetails }) {
  const { name, email, role, domains, status, hasSecondFactor, lastSeenAt, isSelf } = member
  return (
    <>
      <p className={styles.why}>
        {isSelf
          ? 'This is you. Nobody changes their own roles: another admin does, or you leave the organization by the menu at the top right.'
          : 'Only an Owner changes an Owner.'}
      </p>
      <dl>
        <Fact label="Name">{name}</Fact>
        <Fact label="Email">{email}</Fact>
        <Fact label="Roles">{rolesText(role, domains) || 'No role in an active domain'}</Fact>
        <Fact label="Status">{memberStatusLabels[status]}</Fact>
        <Fact label="Second factor">{hasSecondFactor ? 'Set up' : 'Not set up'}</Fact>
        <Fact label="Last seen">{lastSeenAt ? <RelativeTime at={lastSeenAt} /> : 'Never'}</Fact>
      </dl>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
