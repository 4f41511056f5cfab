'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { inviteMemberAction } from '#app/(console)/[organization]/members/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { type GivableRoles, type InvitationLink, type InviteFields, inviteFields } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'
import { RoleFieldSet } from './role-fields.tsx'

type InviteFormProps = { givable: GivableRoles; onInvited: (link: InvitationLink) => void }

/** Whom to invite, and with what. One who chooses in one domain alone begins as an Editor there. */
export function InviteForm({ givable, onInvited }: InviteFormProps) {
  const { organization } = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const { run, isBusy } = useAction(inviteMemberAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [only] = givable.domains.length === 1 ? givable.domains : []
  const form = useForm<InviteFields>({
    defaultValues: { email: '', role: 'member', domains: only ? [{ domainId: only.id, role: 'editor' }] : [] },
    resolver: zodResolver(inviteFields),
  })
  const firstRole = useRef<HTMLSelectElement>(null)
  const { errors, isDirty } = form.formState
  const [role, domains] = useWatch({ control: form.control, name: ['role', 'domains'] })

  const invite = async (typed: InviteFields) => {
    setProblem(null)
    const result = await run({ organization, ...typed })
    if (!result.ok) {
      const { email } = result.error.fields
      if (email) form.setError('email', { type: 'server', message: email }, { shouldFocus: true })
      else setProblem(result.error)
      return
    }
    drawer.finish()
    onInvited(result.data)
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }
  // An address that is wrong, too, takes the focus from there.
  const submit = form.handleSubmit(invite, () => firstRole.current?.focus())

  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit()}
      isDirty={isDirty}
      isBusy={isBusy}
      busyLabel="Inviting…"
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      {problem && <SaveProblem error={problem} />}
      <TextField
        label="Email"
        type="email"
        hint="The link is for this address alone. It works once, for seven days."
        error={errors.email?.message}
        data-autofocus=""
        {...noAssistance}
        {...form.register('email')}
      />
      <RoleFieldSet
        ref={firstRole}
        // An invitation makes no Owner: whoever owns hands that over to a member.
        givable={{ ...givable, roles: givable.roles.filter((each) => each !== 'owner') }}
        value={{ role, domains }}
        error={errors.domains?.message ?? errors.domains?.root?.message}
        onChange={(value) => {
          if (value.role === 'owner') return
          form.setValue('role', value.role, { shouldDirty: true })
          form.setValue('domains', value.domains, { shouldDirty: true })
          form.clearErrors('domains')
        }}
      />
    </DrawerForm>
  )
}
