'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { Drawer, DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { Field } from '#components/ui/field.tsx'
import { ProblemCount } from '#components/ui/save-problem.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { type TemplateSample, templateSample } from '#lib/templates/schema.ts'

type SampleDrawerProps = {
  /** The example to change; an empty one to add. Null: closed. */
  sample: TemplateSample | null
  isNew: boolean
  /** Names that other examples have. */
  taken: string[]
  onClose: () => void
  onReopen: () => void
  onDone: (sample: TemplateSample) => void
}

/** The drawer in which an example is written: a name, and the JSON of an event and of a recipient. */
export function SampleDrawer({ sample, isNew, onClose, onReopen, ...form }: SampleDrawerProps) {
  const [last, setLast] = useState(sample)
  if (sample && sample !== last) setLast(sample)
  return (
    <Drawer
      title={isNew ? 'Add example' : 'Edit example'}
      isOpen={sample !== null}
      onClose={onClose}
      onReopen={onReopen}
    >
      {last && <SampleForm {...form} sample={last} />}
    </Drawer>
  )
}

type SampleFormProps = Pick<SampleDrawerProps, 'taken' | 'onDone'> & { sample: TemplateSample }

function SampleForm({ sample, taken, onDone }: SampleFormProps) {
  const drawer = useDrawer()
  const form = useForm<TemplateSample>({
    defaultValues: sample,
    resolver: zodResolver(
      templateSample.refine(({ name }) => !taken.includes(name.toLowerCase()), {
        path: ['name'],
        message: 'Another example has this name.',
      }),
    ),
  })
  const { errors, isDirty } = form.formState
  const submit = form.handleSubmit((typed) => {
    onDone(typed)
    drawer.finish()
  })
  const json = (name: 'event' | 'recipient', label: string, hint: ReactNode) => (
    <Field label={label} hint={hint} error={errors[name]?.message}>
      {(ids) => (
        <textarea
          {...ids}
          {...noAssistance}
          {...form.register(name)}
          rows={8}
          className={classNames(control.area, control.mono)}
        />
      )}
    </Field>
  )
  return (
    <DrawerForm
      {...judgeAsTyped(form)}
      onSubmit={() => void submit()}
      isDirty={isDirty}
      isBusy={false}
      problem={<ProblemCount count={Object.keys(errors).length} />}
    >
      <TextField
        label="Name"
        hint="What the example is of: Station Hamburg."
        error={errors.name?.message}
        data-autofocus=""
        autoComplete="off"
        {...form.register('name')}
      />
      {json('event', 'Event', 'Made-up data, as JSON. Everyone of this domain can read it.')}
      {json('recipient', 'Recipient', null)}
    </DrawerForm>
  )
}
