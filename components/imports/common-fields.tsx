'use client'

import { Controller, type Resolver, useFormContext } from 'react-hook-form'
import { useFrame } from '#components/frame/frame-context.tsx'
import { AllowedDomainsField } from '#components/secrets/allowed-domains-field.tsx'
import { emptyDomainsText } from '#components/secrets/empty-domains-text.ts'
import { ExpirationField } from '#components/secrets/expiration-field.tsx'
import { dateProblem, hostsProblem } from '#components/secrets/secret-form.ts'
import { loadHostJudge } from '#components/secrets/use-host-judge.ts'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { CommonFields as Common } from '#lib/imports/schema.ts'
import { purposeLabels, purposes, visibilities, visibilityLabels } from '#lib/secrets/schema.ts'
import styles from './common-fields.module.css'

/** As it is typed: '' is no date. */
export type TypedCommon = Omit<Common, 'expiresOn'> & { expiresOn: string }
export const noCommon: TypedCommon = { allowedHosts: [], expiresOn: '', visibility: 'restricted', purpose: 'any' }

export const commonOf = ({ expiresOn, ...rest }: TypedCommon): Common => ({ ...rest, expiresOn: expiresOn || null })

/** Judged as in the form for one secret; a list that a policy requires may stand in the file too. */
export const commonResolver =
  (timeZone: string): Resolver<TypedCommon> =>
  async (typed, _context, { fields }) => {
    const hostsAre = hostsProblem(typed.allowedHosts, await loadHostJudge(), false)
    const dateIs = dateProblem({ expiresOn: typed.expiresOn, timeZone, fields })
    if (hostsAre === null && dateIs === null) return { values: typed, errors: {} }
    return {
      values: {},
      errors: {
        ...(hostsAre !== null && { allowedHosts: { type: 'invalid', message: hostsAre } }),
        ...(dateIs !== null && { expiresOn: { type: 'invalid', message: dateIs } }),
      },
    }
  }

const purposeOptions = purposes.map((value) => ({ value, label: purposeLabels[value] }))
const visibilityOptions = visibilities.map((value) => ({ value, label: visibilityLabels[value] }))

/** What every new secret gets where the file does not say otherwise. */
export function CommonFields() {
  const { control } = useFormContext<TypedCommon>()
  const { policies } = useFrame()
  return (
    <div className={styles.fields}>
      <AllowedDomainsField
        hint={
          policies.allowedDomainsRequired
            ? 'A policy of this organization requires at least one, here or in the file.'
            : emptyDomainsText(policies)
        }
      />
      <ExpirationField />
      <Controller
        control={control}
        name="purpose"
        render={({ field }) => (
          <SegmentedControl label="Purpose" options={purposeOptions} value={field.value} onChange={field.onChange} />
        )}
      />
      <Controller
        control={control}
        name="visibility"
        render={({ field }) => (
          <SegmentedControl
            label="Visibility"
            options={visibilityOptions}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </div>
  )
}
