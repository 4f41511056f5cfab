import { Boxes } from 'lucide-react'
import { pagePath } from '#components/data/paths.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

type NoDomainProps = {
  organization: { slug: string; name: string }
  /** Whether they can make or restore one themselves. */
  mayCreate: boolean
  /** Who can give a role in one. */
  admins: string[]
}

/** There is no domain here for this person, and what to do about it. */
export function NoDomain({ organization, mayCreate, admins }: NoDomainProps) {
  const path = pagePath({ organization: organization.slug }, 'domains')
  if (mayCreate) {
    return (
      <EmptyState
        icon={Boxes}
        level={3}
        title={`No domain in ${organization.name} is active`}
        action={
          <ButtonLink look="main" href={path}>
            Go to Domains
          </ButtonLink>
        }
      >
        A domain holds secrets and what uses them. Create one, or restore one that was archived.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Boxes} level={3} title="No domain is yours yet">
      You are a member of {organization.name}, without a role in a domain. A domain holds secrets and the integrations
      that use them. Ask {askedOf(admins)} to give you a role in one.
    </EmptyState>
  )
}

function askedOf(admins: string[]): string {
  if (admins.length === 0) return 'an Owner or an Org Admin'
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(admins.slice(0, 3))
}
