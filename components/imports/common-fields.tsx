'use client'

import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { FieldErrors } from '#lib/core/errors.ts'
import type { CommonFields as Common } from '#lib/imports/schema.ts'
import { purposeLabels, purposes, visibilities, visibilityLabels } from '#lib/secrets/schema.ts'
import styles from './common-fields.module.css'

/** As it is typed: allowed domains in one line, apart by spaces or commas. */
export type TypedCommon = Omit<Common, 'allowedHosts' | 'expiresOn'> & { allowedHosts: string; expiresOn: string }
export const noCommon: TypedCommon = { allowedHosts: '', expiresOn: '', visibility: 'restricted', purpose: 'any' }

export const commonOf = ({ allowedHosts, expiresOn, ...rest }: TypedCommon): Common => ({
  ...rest,
  allowedHosts: allowedHosts.split(/[\s,;]+/).filter((host) => host !== ''),
  expiresOn: expiresOn === '' ? null : expiresOn,
})

const purposeOptions = purposes.map((value) => ({ value, label: purposeLabels[value] }))
const visibilityOptions = visibilities.map((value) => ({ value, label: visibilityLabels[value] }))

type CommonFieldsProps = {
  common: TypedCommon
  onChange: (common: TypedCommon) => void
  errors: FieldErrors
  isListRequired: boolean
}

/** What every new secret gets where the file does not say otherwise. */
export function CommonFields({ common, onChange, errors, isListRequired }: CommonFieldsProps) {
  const hostError = Object.entries(errors).find(([field]) => field.startsWith('common.allowedHosts'))?.[1]
  return (
    <div className={styles.fields}>
      <TextField
        label="Allowed domains"
        isOptional={!isListRequired}
        isMono
        hint="Hosts apart by spaces, like api.example.com *.example.org. Empty: any host."
        error={hostError}
        autoComplete="off"
        spellCheck={false}
        value={common.allowedHosts}
        onChange={(event) => onChange({ ...common, allowedHosts: event.target.value })}
      />
      <TextField
        label="Expiration date"
        isOptional
        type="date"
        hint="The last day on which they can be used."
        error={errors['common.expiresOn']}
        autoComplete="off"
        value={common.expiresOn}
        onChange={(event) => onChange({ ...common, expiresOn: event.target.value })}
      />
      <SegmentedControl
        label="Purpose"
        options={purposeOptions}
        value={common.purpose}
        onChange={(purpose) => onChange({ ...common, purpose })}
      />
      <SegmentedControl
        label="Visibility"
        options={visibilityOptions}
        value={common.visibility}
        onChange={(visibility) => onChange({ ...common, visibility })}
      />
    </div>
  )
}
