'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { changePoliciesAction } from '#app/(console)/[organization]/settings/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Button } from '#components/ui/button.tsx'
import { LeaveGuard } from '#components/ui/leave-guard.tsx'
import { LiveFields } from '#components/ui/live-fields.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { type Policies, type PolicyState, policies } from '#lib/settings/schema.ts'
import { type AskedPolicies, PolicyConsequence } from './policy-consequence.tsx'
import { consequencesOf } from './policy-consequences.ts'
import styles from './policy-form.module.css'
import { type JoinableDomain, SignInPolicies } from './sign-in-policies.tsx'

type PolicyFormProps = {
  state: PolicyState
  organizationName: string
  zones: string[]
  /** The organization's domains, for those who join by single sign-on. */
  domains: JoinableDomain[]
  /** Whether this installation has an identity provider. */
  hasProvider: boolean
}

function policiesOf(state: PolicyState): Policies {
  const { olderVersions: _, policyVersion: __, notAllowlisted: ___, signIns: ____, members: _____, ...fields } = state
  return fields
}

/** The organization's policies: each says what it does, and what would be destroyed is asked about first. */
export function PolicyForm({ state, organizationName, zones, domains, hasProvider }: PolicyFormProps) {
  const { organization } = usePlace()
  const router = useRouter()
  const say = useToast()
  const change = useAction(changePoliciesAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [asking, setAsking] = useState<AskedPolicies | null>(null)
  // What this form is based on: it stays while others save, and what is typed while one's own save is under way stays too.
  const [base, setBase] = useState(state)
  const [isLoading, setIsLoading] = useState(false)
  const form = useForm<Policies>({ defaultValues: policiesOf(state), resolver: zodResolver(policies) })
  const { errors, isDirty } = form.formState

  const showState = () => {
    setIsLoading(false)
    setProblem(null)
    setBase(state)
    form.reset(policiesOf(state))
  }
  const onArrived = useEffectEvent(() => {
    if (isLoading && state.policyVersion !== base.policyVersion) showState()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival is a new version, and nothing else
  useEffect(() => onArrived(), [state.policyVersion])
  const load = () => {
    // Something else on the page may have read it anew: then no arrival follows.
    if (state.policyVersion !== base.policyVersion) return showState()
    setIsLoading(true)
    router.refresh()
  }

  const save = async (typed: Policies) => {
    setAsking(null)
    setProblem(null)
    const result = await change.run({ ...typed, organization, policyVersion: base.policyVersion })
    if (!result.ok) {
      const named = Object.entries(result.error.fields)
      if (named.length === 0) setProblem(result.error)
      for (const [field, message] of named)
        form.setError(field as keyof Policies, { type: 'server', message }, { shouldFocus: true })
      return
    }
    setBase({ ...base, ...typed, policyVersion: result.data.policyVersion })
    form.reset(typed, { keepValues: true })
    say('The settings are saved.')
    // Other pages say what these settings are.
    router.refresh()
  }
  const submit = form.handleSubmit(async (typed) => {
    const texts = consequencesOf(state, base, typed)
    if (texts.length > 0) setAsking({ typed, texts })
    else await save(typed)
  })
  const number = { valueAsNumber: true }
  const switchOf = (
    name:
      | 'editorsMayReveal'
      | 'domainAdminsMayReveal'
      | 'allowedDomainsRequired'
      | 'hostApprovalRequired'
      | 'onlyAllowlisted',
    label: string,
    hint: string,
  ) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => <SwitchField label={label} hint={hint} isOn={field.value} onChange={field.onChange} />}
    />
  )

  return (
    <form
      {...judgeAsTyped(form)}
      className={styles.form}
      noValidate
      // Before this page's script runs, a submit must not write what is typed into the address.
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <LeaveGuard isDirty={isDirty} />
      {problem &&
        (problem.code === 'stale_version' ? (
          <LostEditNote message={problem.message} onLoad={load}>
            <p>What you changed here is still here until you load it.</p>
          </LostEditNote>
        ) : (
          <SaveProblem error={problem} />
        ))}
      <LiveFields>
        <Section title="Versions, restoring and time" id="keeping">
          <Panel className={styles.fields}>
            <TextField
              label="Versions kept"
              type="number"
              min={1}
              max={20}
              hint="The newest values of each secret, encrypted, so that an earlier one can be made current. Older ones are destroyed at once."
              error={errors.versionsKept?.message}
              defaultValue={state.versionsKept}
              {...form.register('versionsKept', number)}
            />
            <TextField
              label="Days to restore"
              type="number"
              min={1}
              max={365}
              hint="How long an archived secret can be restored before it is destroyed. A change also applies to those archived already."
              error={errors.retentionDays?.message}
              defaultValue={state.retentionDays}
              {...form.register('retentionDays', number)}
            />
            <SelectField
              label="Time zone"
              options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
              hint="Expiration dates end at midnight in this time zone, and times are shown in it. A change applies at once, also to dates already set."
              error={errors.timeZone?.message}
              defaultValue={state.timeZone}
              {...form.register('timeZone')}
            />
          </Panel>
        </Section>
        <Section title="Where values go, and who sees them" id="using">
          <Panel className={styles.fields}>
            {switchOf(
              'allowedDomainsRequired',
              'Require allowed domains',
              'Every new secret, and every new value, has to say where it may be sent. Secrets that may go anywhere today go on until their next value.',
            )}
            {switchOf(
              'hostApprovalRequired',
              'Approve hosts that others chose',
              'A secret without allowed domains goes at once to hosts that somebody chose who may change it. To a host that an Editor chose, or for a reference that an Editor put there, it goes only after approval. Without this, whoever edits a request can send such a secret to a host of their own.',
            )}
            {switchOf(
              'onlyAllowlisted',
              'Only allowlisted addresses',
              'Nothing is sent but to the endpoints on a domain’s allowlist, whoever asks and whatever it carries. This counts from the next send on.',
            )}
            {switchOf(
              'editorsMayReveal',
              'Editors may show Masked values',
              'Only those of the domains in which they are Editors. Each showing is logged. Restricted values are never shown to anyone.',
            )}
            {switchOf(
              'domainAdminsMayReveal',
              'Domain Admins may show Masked values of organization secrets',
              'They may always show those of their own domains.',
            )}
          </Panel>
        </Section>
        <SignInPolicies form={form} domains={domains} hasProvider={hasProvider} />
        <div className={styles.foot}>
          <ProblemCount count={Object.keys(errors).length} />
          <Button type="button" onClick={() => form.reset(policiesOf(base))} aria-disabled={!isDirty || undefined}>
            Discard changes
          </Button>
          <Button look="main" type="submit" isBusy={change.isBusy} busyLabel="Saving…">
            Save
          </Button>
        </div>
      </LiveFields>
      <PolicyConsequence
        asking={asking}
        organizationName={organizationName}
        onCancel={() => setAsking(null)}
        onConfirm={() => asking && void save(asking.typed)}
      />
    </form>
  )
}
