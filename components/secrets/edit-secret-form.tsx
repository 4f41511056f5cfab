'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Archive, Info } from 'lucide-react'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { editSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useFrame } from '#components/frame/frame-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { DrawerBody, DrawerForm, useDrawer } from '#components/ui/drawer.tsx'
import { InView } from '#components/ui/in-view.tsx'
import { Note } from '#components/ui/note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { FixedField, TextField } from '#components/ui/text-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import { purposeLabels, type SecretDetails, secretTypeLabels, visibilityLabels } from '#lib/secrets/schema.ts'
import { AllowedDomainsField } from './allowed-domains-field.tsx'
import { DuplicateQuestion } from './duplicate-question.tsx'
import { type EditFields, editInput, fieldsOfSecret, mergedFields } from './edit-secret-fields.ts'
import styles from './edit-secret-form.module.css'
import { resolverFor } from './edit-secret-resolver.ts'
import { editedSentence } from './edited-sentence.tsx'
import { ExpirationField } from './expiration-field.tsx'
import { LostEdit } from './lost-edit.tsx'
import { RenameSecretDialog } from './rename-secret-dialog.tsx'
import { fieldsOf, formFieldOf, noValue } from './secret-form.ts'
import { secretsKey } from './secret-queries.ts'
import { secretTypeIcons } from './secret-type.tsx'
import { StateNote } from './state-note.tsx'
import { useDuplicate } from './use-duplicate.ts'
import { ValueFields } from './value-fields.tsx'

type EditSecretFormProps = {
  /** The secret as it is stored now. */
  current: SecretDetails
  reload: () => Promise<SecretDetails | undefined>
}

/** What a person changes of a secret: a new value, its description, its date. Without a new value the stored one stays. */
export function EditSecretForm({ current, reload }: EditSecretFormProps) {
  const place = usePlace()
  const { organization, policies } = useFrame()
  const timeZone = useTimeZone()
  const drawer = useDrawer()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(editSecretAction)
  // The version that this form is based on, which stays while others save.
  const [opened, setOpened] = useState(current)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [lost, setLost] = useState<{ opened: SecretDetails; message: string } | null>(null)
  const [isUnchanged, setIsUnchanged] = useState(false)
  const [isRenaming, setIsRenaming] = useState(false)
  const isOfDomain = opened.domain !== null

  const form = useForm<EditFields>({
    defaultValues: fieldsOfSecret(opened),
    resolver: resolverFor(opened, policies, timeZone),
  })
  const { errors } = form.formState
  const fields = useWatch({ control: form.control }) as EditFields
  const input = editInput(opened, fields)
  const isNewValue = input.value !== undefined
  const isDirty =
    isNewValue ||
    fields.replaces ||
    fields.description !== opened.description ||
    fields.expiresOn !== (opened.expiresOn ?? '')
  const duplicate = useDuplicate(opened.type, fields)

  const submit = (acceptsDuplicate = false) =>
    form.handleSubmit(async (typed) => {
      setProblem(null)
      duplicate.forget()
      setIsUnchanged(!isDirty)
      if (!isDirty) return
      const result = await run({
        ...place,
        ...editInput(opened, typed),
        ...(acceptsDuplicate && { acceptsDuplicate }),
      })
      if (!result.ok) {
        if (duplicate.isTold(result.error, opened.type, typed)) return
        if (result.error.code === 'stale_version') {
          // A lost edit loses the value too: it was meant for what is no longer there.
          form.reset({ ...typed, ...noValue, replaces: false, isLeaked: false }, { keepDefaultValues: true })
          setLost({ opened, message: result.error.message })
          await reload()
          return
        }
        const named = Object.entries(result.error.fields)
        if (named.length === 0) setProblem(result.error)
        for (const [field, message] of named) {
          form.setError(
            formFieldOf(field, opened.type) as keyof EditFields,
            { type: 'server', message },
            { shouldFocus: true },
          )
        }
        return
      }
      form.reset({ ...fieldsOfSecret(opened), description: '' })
      drawer.finish()
      toast(editedSentence(opened, editInput(opened, typed), result.data))
      await queries.invalidateQueries({ queryKey: secretsKey(place) })
    })()

  // What somebody typed stays theirs; what they left alone is as it is stored now.
  const loadCurrent = () => {
    const merged = mergedFields(opened, current, form.getValues())
    form.reset(fieldsOfSecret(current))
    for (const [name, value] of Object.entries(merged)) form.setValue(name as keyof EditFields, value)
    setOpened(current)
    setLost(null)
    setProblem(null)
    if (current.status === 'archived') drawer.release()
  }

  const goToValue = () => {
    form.setValue('replaces', true)
    requestAnimationFrame(() => form.setFocus(fieldsOf[opened.type][0] ?? 'token'))
  }
  const isValueShown = isOfDomain || fields.replaces
  const keptText =
    opened.status === 'revoked' ? 'Off: it has no value, and stays revoked.' : 'Off: the current value stays.'
  const keeps =
    opened.status === 'revoked'
      ? 'Revoked: it needs a new value to be used again.'
      : opened.type === 'username_password'
        ? 'Leave both empty to keep the current pair.'
        : 'Leave empty to keep the current value.'

  if (opened.status === 'archived') return <ArchivedNote />
  return (
    <FormProvider {...form}>
      <DrawerForm
        {...judgeAsTyped(form)}
        onSubmit={() => void submit()}
        isDirty={isDirty}
        isBusy={isBusy}
        problem={
          isUnchanged && !isDirty ? (
            'Nothing has been changed yet.'
          ) : (
            <ProblemCount count={Object.keys(errors).length} />
          )
        }
      >
        {lost && (
          <InView>
            <LostEdit opened={lost.opened} current={current} message={lost.message} onLoad={loadCurrent} />
          </InView>
        )}
        {problem && (
          <InView>
            <SaveProblem error={problem} />
          </InView>
        )}
        {!lost && (
          <StateNote
            secret={opened}
            onNewValue={goToValue}
            onExtend={() => form.setFocus('expiresOn', { shouldSelect: true })}
          />
        )}
        <div className={styles.two}>
          <FixedField
            label={isOfDomain ? 'Alias' : 'Secret name'}
            value={opened.name}
            isMono
            tools={
              !isOfDomain && (
                <Button look="quiet" size="small" onClick={() => setIsRenaming(true)}>
                  Rename
                </Button>
              )
            }
          />
          <FixedField label="Secret Type" value={secretTypeLabels[opened.type]} icon={secretTypeIcons[opened.type]} />
        </div>
        {!isOfDomain && (
          <SwitchField
            label="Replace value"
            hint={fields.replaces ? undefined : keptText}
            isOn={fields.replaces}
            onChange={(isOn) => {
              if (isOn) return goToValue()
              for (const field of fieldsOf[opened.type]) form.setValue(field, '')
              form.setValue('replaces', false)
              form.setValue('allowedHosts', opened.allowedHosts)
              form.clearErrors([...fieldsOf[opened.type], 'allowedHosts'])
            }}
          />
        )}
        {isValueShown && (
          <ValueFields
            type={opened.type}
            aside={`replaces version ${opened.version}`}
            hint={isOfDomain ? keeps : undefined}
          />
        )}
        {duplicate.message && (
          <InView>
            <DuplicateQuestion message={duplicate.message} isBusy={isBusy} onGoOn={() => void submit(true)} />
          </InView>
        )}
        {isNewValue && opened.status !== 'revoked' && (
          <CheckboxField
            label="This value has leaked"
            hint={
              opened.version === 1
                ? 'Destroys version 1, which is replaced, at once. It cannot be made current again.'
                : `Destroys version ${opened.version}, which is replaced, and all before it, at once. None of them can be made current again.`
            }
            {...form.register('isLeaked')}
          />
        )}
        <TextField
          label="Description"
          isOptional
          error={errors.description?.message}
          autoComplete="off"
          {...form.register('description')}
        />
        {isNewValue || fields.replaces ? (
          <AllowedDomainsField
            hint={
              opened.status === 'revoked' && opened.allowedHosts.length > 0
                ? 'As they were stored before it was revoked. Check them: they count with the new value.'
                : undefined
            }
          />
        ) : (
          <FixedField
            label="Allowed domains"
            value={opened.allowedHosts.join(', ') || 'Any host'}
            isMono={opened.allowedHosts.length > 0}
            hint="They change only together with a new value."
          />
        )}
        <ExpirationField
          hint={
            opened.status === 'expired' && isNewValue && fields.expiresOn === opened.expiresOn
              ? 'This date has passed. With the new value it is cleared, unless you choose a later one.'
              : undefined
          }
        />
        <div className={styles.two}>
          <FixedField label="Purpose" value={purposeLabels[opened.purpose]} />
          <FixedField label="Visibility" value={visibilityLabels[opened.visibility]} />
        </div>
        <Note tone="info" icon={Info}>
          <p>
            {isOfDomain
              ? 'Alias, type, purpose and visibility are fixed when a secret is created.'
              : 'Type, purpose and visibility are fixed when a secret is created.'}
            {isNewValue && usesSentence(opened.places.length)}
          </p>
        </Note>
      </DrawerForm>
      {!isOfDomain && (
        <RenameSecretDialog
          secret={isRenaming ? opened : null}
          organizationName={organization.name}
          onClose={() => setIsRenaming(false)}
          onRenamed={({ name, rowVersion }) => setOpened({ ...opened, name, rowVersion })}
        />
      )}
    </FormProvider>
  )
}

function ArchivedNote() {
  return (
    <DrawerBody>
      <Note tone="info" icon={Archive}>
        <p>
          <strong>This secret is archived.</strong> Restore it first; then it can be changed.
        </p>
      </Note>
    </DrawerBody>
  )
}

function usesSentence(count: number): string {
  if (count === 0) return ''
  return ` After Submit, ${count === 1 ? '1 place uses' : `${count} places use`} the new value at once.`
}
