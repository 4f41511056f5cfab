import type { HeldInDomain, OrganizationRole } from '#lib/members/schema.ts'
import styles from './role-chips.module.css'
import { labelOf, rolesText } from './role-labels.ts'

/** So many domains are named in a line; the rest is counted, and named to whoever hears or hovers it. */
const named = 2

/** What somebody holds: a role of the organization, or those of domains. */
export function RoleChips({ role, domains }: { role: OrganizationRole; domains: HeldInDomain[] }) {
  if (role !== 'member')
    return (
      <span className={styles.chips}>
        <span className={styles.chip} data-whole="">
          {labelOf(role)}
        </span>
      </span>
    )
  if (domains.length === 0) return <span className={styles.none}>No role in an active domain</span>
  const rest = domains.slice(named)
  return (
    <ul className={styles.chips} aria-label="Roles">
      {domains.slice(0, named).map((held) => (
        <li key={held.domainId} className={styles.chip} title={`${labelOf(held.role)} in ${held.domainName}`}>
          <span className={styles.domain}>{held.domainName}</span>
          <span className={styles.role}>{labelOf(held.role)}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.chip} title={rolesText(role, rest)}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{rolesText(role, rest)}</span>
        </li>
      )}
    </ul>
  )
}
