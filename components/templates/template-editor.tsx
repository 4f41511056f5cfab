'use client'

import { Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { FormProvider } from 'react-hook-form'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { pagePath } from '#components/data/paths.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import heading from '#components/integrations/request-editor.module.css'
import { TestResult } from '#components/integrations/test-result.tsx'
import { useInsertion } from '#components/macros/use-insertion.ts'
import { useIsWide } from '#components/macros/use-is-wide.ts'
import { CredentialNotice } from '#components/references/credential-notice.tsx'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { Button } from '#components/ui/button.tsx'
import { LeaveGuard } from '#components/ui/leave-guard.tsx'
import { LiveFields } from '#components/ui/live-fields.tsx'
import { ProblemCount } from '#components/ui/save-problem.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { TemplateDetails } from '#lib/templates/schema.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { EditorProblem } from './editor-problem.tsx'
import { MessageFields } from './message-fields.tsx'
import { SamplesSection } from './samples-section.tsx'
import { SavedLine } from './saved-line.tsx'
import { SecretsLine } from './secrets-line.tsx'
import { TemplateMacros } from './template-macros.tsx'
import { TemplateMenu } from './template-menu.tsx'
import { TemplateName } from './template-name.tsx'
import { TemplatePreview } from './template-preview.tsx'
import styles from './templates.module.css'
import { useJudgedMessage } from './use-judged-message.ts'
import { useTemplateEditor } from './use-template-editor.ts'

type TemplateEditorProps = {
  domainName: string
  approvers: HostApprovers
  /** Null: a new template. */
  saved: TemplateDetails | null
}

/** Where a template is written, saved and sent as a test. Only what is saved is sent. */
export function TemplateEditor({ domainName, approvers, saved }: TemplateEditorProps) {
  const place = useDomainPlace()
  const router = useRouter()
  const editor = useTemplateEditor(saved)
  const { form, base, problem, notice, actions, isSettling } = editor
  const { errors, isDirty } = form.formState
  const typed = form.watch()
  const [sample, setSample] = useState(0)
  const chosen = typed.samples.length > 0 ? Math.min(sample, typed.samples.length - 1) : null
  const message = useJudgedMessage(typed, { chosen, saved: saved?.references ?? [], domainName })
  const [macros, setMacros] = useState<boolean | 'if-wide'>('if-wide')
  // A window that gets narrower puts no sheet over the page by itself.
  const isWide = useIsWide()
  const searchId = useId()
  const insertion = useInsertion()
  const send = () => editor.send(chosen)
  const count = Object.keys(errors).length
  return (
    <FormProvider {...form}>
      <ReferenceHomeContext value={{ form: 'template', purpose: 'integration', host: message.host }}>
        <form
          {...judgeAsTyped(form)}
          method="post"
          autoComplete="off"
          noValidate
          onFocus={insertion.onFocus}
          onSubmit={(event) => {
            event.preventDefault()
            void editor.save()
          }}
        >
          <LiveFields>
            <div className={heading.heading}>
              <div inert={isSettling} className={heading.name}>
                <TemplateName isNew={!base} />
              </div>
              <span className={heading.state} role="status">
                {count > 0 ? <ProblemCount count={count} /> : base && <SavedLine base={base} isDirty={isDirty} />}
              </span>
              <div className={heading.actions}>
                {base && (
                  <TemplateMenu
                    look="other"
                    template={base}
                    onDeleted={() => router.replace(pagePath(place, 'templates'))}
                  />
                )}
                <Button icon={Send} isBusy={actions.isSending} busyLabel="Sending…" onClick={send}>
                  {editor.mustSave ? 'Save and send' : 'Send test'}
                </Button>
                <Button type="submit" look="main" isBusy={actions.isSaving || isSettling} busyLabel="Saving…">
                  Save
                </Button>
              </div>
            </div>
            <DeliveryLine
              delivery={typed.delivery}
              error={errors.delivery?.message}
              onChange={(delivery) => {
                form.setValue('delivery', delivery, { shouldDirty: true })
                form.clearErrors('delivery')
              }}
            />
            {problem && <EditorProblem problem={problem} isDirty={isDirty} onLoad={() => void editor.loadCurrent()} />}
            <CredentialNotice
              noticed={notice.noticed}
              onReplace={notice.replace}
              onKeep={() => void editor.save(true)}
              isBusy={actions.isSaving}
              writtenAs={(field) =>
                field.startsWith('samples') || (field === 'body' && typed.bodyType === 'json') ? 'json' : 'text'
              }
            />
            <div className={styles.columns} inert={isSettling}>
              <div className={styles.main}>
                <MessageFields
                  marks={message.marks}
                  onMacros={() => {
                    // At once: what is typed next is meant for the search.
                    flushSync(() => setMacros(isWide ? 'if-wide' : true))
                    document.getElementById(searchId)?.focus()
                  }}
                />
                <SecretsLine {...message.secrets} />
                <TemplatePreview
                  preview={message.preview}
                  bodyType={typed.bodyType}
                  samples={typed.samples}
                  chosen={chosen}
                  onChoose={setSample}
                />
                <SamplesSection
                  samples={typed.samples}
                  error={errors.samples?.message ?? errors.samples?.root?.message}
                  onChange={(samples, shown) => {
                    form.setValue('samples', samples, { shouldDirty: true })
                    setSample(shown)
                  }}
                />
              </div>
              <TemplateMacros
                isOpen={macros}
                searchId={searchId}
                onClose={() => {
                  setMacros(false)
                  insertion.focus()
                }}
                onInsert={(text) =>
                  insertion.insert(text, document.querySelector<HTMLTextAreaElement>('[name="body"]'))
                }
                samples={typed.samples}
                host={message.host}
                isSubject={insertion.field === 'subject'}
              />
            </div>
          </LiveFields>
        </form>
      </ReferenceHomeContext>
      <TestResult
        integrationId={typed.delivery?.integrationId ?? ''}
        id={base?.id ?? null}
        host={message.host ?? ''}
        isRunning={actions.isSending}
        approvers={approvers}
        onGoTo={editor.goTo}
        onTest={send}
      />
      <LeaveGuard isDirty={isDirty && !actions.isBusy} />
    </FormProvider>
  )
}
