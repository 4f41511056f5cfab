'use client'

import { Info } from 'lucide-react'
import { useState } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { ChipsField } from '#components/ui/chips-field.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { joinDomainProblem, type Policies } from '#lib/settings/schema.ts'
import styles from './policy-form.module.css'

export type JoinableDomain = { id: string; name: string; isArchived: boolean }
type SignInPoliciesProps = { form: UseFormReturn<Policies>; domains: JoinableDomain[]; hasProvider: boolean }

/** How members sign in, how long a session lasts, and who becomes a member by signing in. */
export function SignInPolicies({ form, domains, hasProvider }: SignInPoliciesProps) {
  const { errors, defaultValues } = form.formState
  const number = { valueAsNumber: true }
  // What was laid down stays to be seen and taken back, also when the provider is gone.
  const hasSso = hasProvider || defaultValues?.ssoRequired || (defaultValues?.ssoJoinDomains ?? []).length > 0
  return (
    <>
      <Section title="Signing in" id="signing-in">
        <Panel className={styles.fields}>
          <Controller
            control={form.control}
            name="secondFactorRequired"
            render={({ field, fieldState: { error } }) => (
              <SwitchField
                ref={field.ref}
                label="Require a second factor"
                hint="Members sign in with a code from an app or a passkey, or by single sign-on. Whoever has not is stopped at their next click and led to set one up."
                error={error?.message}
                isOn={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <TextField
            label="Session lifetime in hours"
            type="number"
            min={1}
            max={720}
            hint="Members sign in again this long after they last did, whatever they do. For members of several organizations the shortest time counts."
            error={errors.sessionHours?.message}
            {...form.register('sessionHours', number)}
          />
          <TextField
            label="Idle time in minutes"
            type="number"
            min={5}
            max={43200}
            hint="A session ends by itself this long after the last click."
            error={errors.sessionIdleMinutes?.message}
            {...form.register('sessionIdleMinutes', number)}
          />
        </Panel>
      </Section>
      <Section title="Single sign-on" id="single-sign-on">
        {hasSso ? (
          <Panel className={styles.fields}>
            <Controller
              control={form.control}
              name="ssoRequired"
              render={({ field, fieldState: { error } }) => (
                <SwitchField
                  ref={field.ref}
                  label="Sign-in by single sign-on only"
                  hint="Passwords and passkeys still open members’ other organizations, but not this one."
                  error={error?.message}
                  isOn={field.value}
                  onChange={field.onChange}
                />
              )}
            />
            <JoiningFields form={form} domains={domains} />
          </Panel>
        ) : (
          <Note tone="info" icon={Info} className={styles.note}>
            <p>
              No identity provider is connected with this installation. Its operator sets one up (
              <code>OIDC_ISSUER</code>
              ); then sign-in can be limited to it here, and people can join by it.
            </p>
          </Note>
        )}
      </Section>
    </>
  )
}

/** Whose address makes them a member with their first sign-in, and where. */
function JoiningFields({ form, domains }: Pick<SignInPoliciesProps, 'form' | 'domains'>) {
  const [draft, setDraft] = useState('')
  const chosen = form.formState.defaultValues?.ssoJoinDomainId
  const options = domains
    .filter(({ id, isArchived }) => !isArchived || id === chosen)
    .map(({ id, name, isArchived }) => ({ value: id, label: isArchived ? `${name} (archived: nobody joins)` : name }))
  return (
    <>
      <Controller
        control={form.control}
        name="ssoJoinDomains"
        render={({ field, fieldState: { error } }) => (
          <ChipsField
            label="Addresses whose people join by themselves"
            noun="domain"
            isOptional
            placeholder="Add what stands after the @"
            hint={
              <>
                Who is new here and signs in by single sign-on with a verified address at one of these, like{' '}
                <code>acme.example</code>, becomes an Editor. Everybody else is invited.
              </>
            }
            // What is wrong with one entry is said at the entry.
            error={Array.isArray(error) ? undefined : error?.message}
            values={field.value}
            onChange={(values) => {
              field.onChange(values)
              form.clearErrors('ssoJoinDomains')
            }}
            draft={draft}
            onDraft={setDraft}
            onBlur={field.onBlur}
            ref={field.ref}
            problemOf={joinDomainProblem}
            problemText={(entry, problem) => (
              <>
                <code>{entry}</code>: {problem}
              </>
            )}
          />
        )}
      />
      <Controller
        control={form.control}
        name="ssoJoinDomainId"
        render={({ field, fieldState: { error } }) => (
          <SelectField
            label="Domain that they join"
            options={[{ value: '', label: 'None' }, ...options]}
            hint="Other roles are given on Members."
            error={error?.message}
            ref={field.ref}
            name={field.name}
            value={field.value ?? ''}
            onBlur={field.onBlur}
            onChange={({ target }) => field.onChange(target.value === '' ? null : target.value)}
          />
        )}
      />
    </>
  )
}
