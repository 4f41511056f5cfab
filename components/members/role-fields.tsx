'use client'

import { ChevronDown } from 'lucide-react'
import { type Ref, useRef } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import select from '#components/ui/select-field.module.css'
import {
  type DomainRole,
  domainRoles,
  type GivableRoles,
  type OrganizationRole,
  type RoleFields,
} from '#lib/members/schema.ts'
import styles from './role-fields.module.css'
import { labelOf } from './role-labels.ts'

const cards: Record<OrganizationRole, { label: string; text: string }> = {
  owner: {
    label: 'Owner',
    text: 'Everything an Org Admin may, and the ownership itself.',
  },
  org_admin: {
    label: 'Org Admin',
    text: 'Every domain, the organization’s own secrets, members, domains and policies.',
  },
  member: {
    label: 'Roles by domain',
    text: 'Only what the roles below allow, in those domains.',
  },
}

type RoleFieldsProps = {
  /** The first role that can be chosen in a domain: where the focus goes if none is. */
  ref: Ref<HTMLSelectElement>
  givable: GivableRoles
  value: RoleFields
  onChange: (value: RoleFields) => void
  error?: string | undefined
}

/** A role of the organization, or one in each of some domains: as much as whoever chooses can give. */
export function RoleFieldSet({ ref, givable, value, onChange, error }: RoleFieldsProps) {
  // Back at the roles by domain, those that were chosen before are there again.
  const chosen = useRef(value.domains)
  const choose = (role: OrganizationRole) => {
    if (value.role === 'member') chosen.current = value.domains
    onChange({ role, domains: role === 'member' ? chosen.current : [] } as RoleFields)
  }
  const give = (domainId: string, role: DomainRole | null) => {
    const others = value.domains.filter((each) => each.domainId !== domainId)
    onChange({ role: 'member', domains: role ? [...others, { domainId, role }] : others })
  }
  return (
    <>
      {givable.roles.length > 1 && (
        <RadioCards
          label="Role"
          options={givable.roles.map((role) => ({ value: role, ...cards[role] }))}
          value={value.role}
          onChange={choose}
        />
      )}
      {value.role === 'member' && (
        <fieldset className={styles.domains} aria-describedby={error ? 'domains-error' : undefined}>
          <legend>In each domain</legend>
          <ul>
            {givable.domains.map((domain, place) => (
              <li key={domain.id}>
                <label htmlFor={`role-${domain.id}`}>{domain.name}</label>
                <div className={select.box}>
                  <select
                    ref={place === 0 ? ref : undefined}
                    id={`role-${domain.id}`}
                    className={classNames(control.input, select.select)}
                    value={value.domains.find(({ domainId }) => domainId === domain.id)?.role ?? ''}
                    onChange={({ target }) =>
                      give(domain.id, domainRoles.find((role) => role === target.value) ?? null)
                    }
                    autoComplete="off"
                  >
                    <option value="">No role</option>
                    {domainRoles.map((role) => (
                      <option key={role} value={role}>
                        {labelOf(role)}
                      </option>
                    ))}
                  </select>
                  <Icon of={ChevronDown} />
                </div>
              </li>
            ))}
          </ul>
          {error && <FieldError id="domains-error">{error}</FieldError>}
        </fieldset>
      )}
    </>
  )
}
