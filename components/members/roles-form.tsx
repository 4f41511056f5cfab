'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { changeRolesAction } from '#app/(console)/[organization]/members/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { FixedField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { type GivableRoles, type MemberDetails, type RoleFields, roleFields } from '#lib/members/schema.ts'
import { membersKey } from './member-queries.ts'
import { RoleFieldSet } from './role-fields.tsx'

type RolesFormProps = {
  member: MemberDetails
  givable: GivableRoles
  /** Reads them again, after somebody else has changed them. */
  reload: () => Promise<MemberDetails | undefined>
}

/** What a member holds, to change. */
export function RolesForm({ member, givable, reload }: RolesFormProps) {
  const { organization } = usePlace()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(changeRolesAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // What this form is based on, which stays while others save.
  const [base, setBase] = useState(member)
  const form = useForm<RoleFields>({ defaultValues: fieldsOf(base), resolver: zodResolver(roleFields) })
  const firstRole = useRef<HTMLSelectElement>(null)
  const { errors, isDirty } = form.formState
  const [role, domains] = useWatch({ control: form.control, name: ['role', 'domains'] })

  const change = async (chosen: RoleFields) => {
    setProblem(null)
    const result = await run({ organization, id: base.id, rowVersion: base.rowVersion, ...chosen })
    if (!result.ok) {
      setProblem(result.error)
      return
    }
    drawer.finish()
    toast(`The roles of ${base.name} are changed, from their next click on.`)
    await queries.invalidateQueries({ queryKey: membersKey(organization) })
  }
  const submit = form.handleSubmit(change, () => firstRole.current?.focus())

  const loadCurrent = async () => {
    const current = await reload()
    if (!current) return
    setBase(current)
    form.reset(fieldsOf(current))
    setProblem(null)
  }

  return (
    <DrawerForm
      onSubmit={() => void submit()}
      isDirty={isDirty}
      isBusy={isBusy}
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      {problem &&
        (problem.code === 'stale_version' ? (
          <LostEditNote message={problem.message} onLoad={() => void loadCurrent()}>
            {isDirty && <p>What you chose is still here until you load it.</p>}
          </LostEditNote>
        ) : (
          <SaveProblem error={problem} />
        ))}
      <FixedField label="Member" value={base.name} hint={base.email} />
      <RoleFieldSet
        ref={firstRole}
        givable={givable}
        value={{ role, domains }}
        error={errors.domains?.message ?? errors.domains?.root?.message}
        onChange={(value) => {
          form.setValue('role', value.role, { shouldDirty: true })
          form.setValue('domains', value.domains, { shouldDirty: true })
          form.clearErrors('domains')
        }}
      />
    </DrawerForm>
  )
}

const fieldsOf = ({ role, domains }: MemberDetails): RoleFields => ({
  role,
  domains: domains.map((held) => ({ domainId: held.domainId, role: held.role })),
})
