'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretList } from '#components/secrets/secret-queries.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { secretQuery } from '#lib/secrets/schema.ts'

type AuthSecretFieldProps = {
  ref: Ref<HTMLSelectElement>
  reference: string
  /** Of username and password together. */
  wantsPair: boolean
  error: string | undefined
  onChange: (reference: string) => void
  onBlur: () => void
}

/** The secret that authenticates, by choosing it. */
export function AuthSecretField({ ref, reference, wantsPair, error, onChange, onBlur }: AuthSecretFieldProps) {
  const place = useDomainPlace()
  const ofDomain = useInfiniteQuery(secretList(place, secretQuery.parse({})))
  const ofOrganization = useInfiniteQuery(secretList({ organization: place.organization }, secretQuery.parse({})))
  const names = [ofDomain, ofOrganization].flatMap(
    (list) =>
      list.data?.pages.flatMap((page) =>
        page.items.filter(({ type }) => (type === 'username_password') === wantsPair).map(({ name }) => name),
      ) ?? [],
  )
  const references = names.map((name) => `{secrets.${name}}`)
  const options = reference && !references.includes(reference) ? [reference, ...references] : references
  return (
    <SelectField
      ref={ref}
      label="Secret"
      error={error}
      value={reference}
      options={[{ value: '', label: 'Choose a secret' }, ...options.map((value) => ({ value, label: value }))]}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  )
}
