'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint, Play, Terminal } from 'lucide-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, useMemo, useState, useTransition } from 'react'
import { flushSync } from 'react-dom'
import { type FieldErrors, FormProvider, useForm } from 'react-hook-form'
import { CurlDrawer } from '#components/curl/curl-drawer.tsx'
import type { ImportedRequest } from '#components/curl/curl-form.tsx'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { CredentialNotice } from '#components/references/credential-notice.tsx'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { useCredentialNotice } from '#components/references/use-credential-notice.ts'
import { Button } from '#components/ui/button.tsx'
import { LeaveGuard } from '#components/ui/leave-guard.tsx'
import { LiveFields } from '#components/ui/live-fields.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import type { IntegrationDetails, IntegrationRequestDetails } from '#lib/integrations/schema.ts'
import { ConnectionLine } from './connection-line.tsx'
import { DisabledNote } from './disabled-note.tsx'
import { requestDetails } from './integration-queries.ts'
import { referenceProblems } from './reference-problems.ts'
import styles from './request-editor.module.css'
import {
  fieldsOf,
  type RequestFields,
  type RequestTab,
  requestResolver,
  tabOf,
  writtenAs,
  wrongFields,
} from './request-form.ts'
import { RequestMenu } from './request-menu.tsx'
import { RequestName } from './request-name.tsx'
import { RequestParts } from './request-parts.tsx'
import { TestResult } from './test-result.tsx'
import { useRequestActions } from './use-request-actions.ts'

type RequestEditorProps = {
  /** `references`: of its connection, and of what is saved. */
  integration: Pick<IntegrationDetails, 'id' | 'name' | 'baseUrl' | 'connection' | 'isDisabled' | 'references'>
  domainName: string
  approvers: HostApprovers
  /** Null: a new request. */
  saved: IntegrationRequestDetails | null
}

const hostOf = (baseUrl: string) => (URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl)

/** Where a request is written, saved and tested. Only what is saved is sent. */
export function RequestEditor({ integration, domainName, approvers, saved }: RequestEditorProps) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const [base, setBase] = useState(saved)
  const [tab, setTab] = useState<RequestTab>('headers')
  const [problem, setProblem] = useState<PublicError | null>(null)
  const form = useForm<RequestFields>({
    defaultValues: fieldsOf(saved),
    resolver: requestResolver,
    shouldFocusError: false,
  })
  const { errors, isDirty } = form.formState
  const actions = useRequestActions(integration.id, base)
  const notice = useCredentialNotice({
    textOf: (field) => String(form.getValues(field as 'body') ?? ''),
    setText: (field, text) => form.setValue(field as 'body', text, { shouldDirty: true, shouldValidate: true }),
    nameOf: (field) => {
      const name: unknown = form.getValues(field.replace(/value$/, 'name') as 'body')
      return field.endsWith('.value') ? String(name) : undefined
    },
  })
  // What was pressed when a save was refused: keeping the text goes on with that.
  const [again, setAgain] = useState<'save' | 'test'>('save')
  const wantsImport = useSearchParams().get('import') === 'curl'
  const [isImporting, setIsImporting] = useState(wantsImport && saved === null)
  const isLost = problem?.code === 'stale_version'
  const [isLeaving, startLeaving] = useTransition()
  // A new request is shown on its own page as soon as it is saved and tested. Until then this page must not save a second.
  const isSettling = !base && (actions.isBusy || actions.isTesting || isLeaving)
  const showOwnPage = (id: string) =>
    startLeaving(() => router.replace(pagePath(place, 'integrations', integration.id, 'requests', id)))

  // Somebody else saved, and nothing is typed here: show what is saved now.
  if (saved && base && saved.rowVersion > base.rowVersion && !isDirty && !actions.isBusy) {
    setBase(saved)
    form.reset(fieldsOf(saved))
  }

  const problems = useMemo(
    () => referenceProblems(integration.references, domainName),
    [integration.references, domainName],
  )

  /** Brings a field into view, on its tab, with the focus in it. */
  const goTo = (field: string) => {
    const on = tabOf(field)
    if (on) flushSync(() => setTab(on))
    form.setFocus(field as keyof RequestFields)
  }
  const goToFirst = (wrong: FieldErrors<RequestFields>) => {
    const first = wrongFields(wrong)[0]
    if (first) goTo(first)
  }

  const saveTyped = async (typed: RequestFields, keepsPlainText: boolean) => {
    setProblem(null)
    notice.forget()
    const result = await actions.save(typed, keepsPlainText)
    if (result.ok) {
      form.reset(typed)
      setBase((before) => (before ? { ...before, ...typed, rowVersion: result.data.rowVersion } : before))
      if (base) {
        // How the secrets stand that it names now.
        void queries.invalidateQueries({ queryKey: requestDetails(place, integration.id, base.id).queryKey })
        // Its name stands above the page too.
        if (typed.name.trim() !== base.name) router.refresh()
      }
      return result.data
    }
    const named = Object.entries(result.error.fields)
    const isNotice = notice.isTold(result.error)
    if (named.length === 0 && !isNotice) setProblem(result.error)
    for (const [field, message] of named) form.setError(field as keyof RequestFields, { type: 'server', message })
    // What is offered stands above the fields.
    if (isNotice) return null
    if (named[0]) goTo(named[0][0])
    return null
  }

  const save = (keepsPlainText = false) =>
    form.handleSubmit(async (typed) => {
      setAgain('save')
      const done = await saveTyped(typed, keepsPlainText)
      if (!done) return
      toast(`${typed.name.trim()} is saved.`)
      if (!base) showOwnPage(done.id)
    }, goToFirst)()

  const sendSaved = async (target: { id: string; rowVersion: number }) => {
    setProblem(null)
    const failure = await actions.test(target)
    // This page of a new request is about to go: the sentence would go with it.
    if (failure) base ? setProblem(failure) : toast(failure.message, { icon: CircleExclamationPoint })
    if (!base) showOwnPage(target.id)
  }
  const saveAndTest = (keepsPlainText = false) =>
    form.handleSubmit(async (typed) => {
      setAgain('test')
      const done = await saveTyped(typed, keepsPlainText)
      if (done) await sendSaved(done)
    }, goToFirst)()

  const fill = ({ method, path, query, headers, bodyType, body, followRedirects, retries }: ImportedRequest) => {
    const name = form.getValues('name') || `${method} ${path.split('/').at(-1) || integration.name}`.slice(0, 100)
    const typed = { name, method, path, query, headers, bodyType, body, followRedirects, retries }
    form.reset(typed, { keepDefaultValues: true })
    setTab(headers.length > 0 || bodyType === 'none' ? 'headers' : 'body')
  }

  const loadCurrent = async () => {
    if (!base) return
    const current = await queries.fetchQuery({ ...requestDetails(place, integration.id, base.id), staleTime: 0 })
    setBase(current)
    form.reset(fieldsOf(current))
    setProblem(null)
  }

  const mustSave = isDirty || !base
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const test = () => !isSettling && void (mustSave ? saveAndTest() : base && sendSaved(base))
  return (
    <FormProvider {...form}>
      <form {...judgeAsTyped(form)} method="post" autoComplete="off" noValidate onSubmit={submit}>
        <LiveFields>
          <div className={styles.heading}>
            <div inert={isSettling} className={styles.name}>
              <RequestName isNew={!base} />
            </div>
            <span className={styles.state} role="status">
              {Object.keys(errors).length > 0 ? (
                <ProblemCount count={wrongFields(errors).length} />
              ) : (
                base && isDirty && 'Unsaved changes'
              )}
            </span>
            <div className={styles.actions}>
              {!base && (
                <Button icon={Terminal} onClick={() => setIsImporting(true)}>
                  Import from curl
                </Button>
              )}
              {base && <RequestMenu integrationId={integration.id} request={base} />}
              <Button icon={Play} isBusy={actions.isTesting} busyLabel="Testing…" onClick={test}>
                {mustSave ? 'Save and test' : 'Test'}
              </Button>
              <Button
                type="submit"
                look="main"
                isBusy={actions.isSaving || isSettling}
                busyLabel={actions.isTesting ? 'Save' : 'Saving…'}
              >
                Save
              </Button>
            </div>
          </div>
          <p className={styles.of}>
            Request of <Link href={pagePath(place, 'integrations', integration.id)}>{integration.name}</Link>.
            <ConnectionLine connection={integration.connection} problems={problems} />
          </p>
          {integration.isDisabled && <DisabledNote integration={integration} className={styles.problem} />}
          {problem && (
            <div className={styles.problem}>
              {isLost ? (
                <LostEditNote message={problem.message} onLoad={() => void loadCurrent()}>
                  {isDirty && <p>What you typed is still here until you load it.</p>}
                </LostEditNote>
              ) : (
                <SaveProblem error={problem} />
              )}
            </div>
          )}
          <ReferenceHomeContext
            value={{ form: 'integration', purpose: 'integration', host: hostOf(integration.baseUrl) }}
          >
            <CredentialNotice
              noticed={notice.noticed}
              onReplace={notice.replace}
              onKeep={() => void (again === 'test' ? saveAndTest(true) : save(true))}
              isBusy={actions.isBusy}
              writtenAs={(field) => writtenAs(field, form.getValues('bodyType'))}
            />
          </ReferenceHomeContext>
          <div inert={isSettling}>
            <RequestParts baseUrl={integration.baseUrl} problems={problems} tab={tab} onTab={setTab} />
          </div>
        </LiveFields>
      </form>
      <TestResult
        integrationId={integration.id}
        id={base?.id ?? null}
        host={hostOf(integration.baseUrl)}
        isRunning={actions.isSending}
        approvers={approvers}
        onGoTo={goTo}
        onTest={test}
      />
      {!base && (
        <CurlDrawer
          isOpen={isImporting}
          onClose={() => setIsImporting(false)}
          onReopen={() => setIsImporting(true)}
          integration={integration}
          onFill={fill}
        />
      )}
      <LeaveGuard isDirty={isDirty && !actions.isBusy} />
    </FormProvider>
  )
}
