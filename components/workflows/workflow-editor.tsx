'use client'

import { Braces, CircleSlash, Play } from 'lucide-react'
import { useMemo, useState } from 'react'
import { FormProvider } from 'react-hook-form'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import { useAddress } from '#components/data/use-address.ts'
import { referenceProblems } from '#components/integrations/reference-problems.ts'
import editor from '#components/integrations/request-editor.module.css'
import { CredentialNotice } from '#components/references/credential-notice.tsx'
import { ReferenceHomeContext } from '#components/references/reference-home.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { LeaveGuard } from '#components/ui/leave-guard.tsx'
import { LiveFields } from '#components/ui/live-fields.tsx'
import { LostEditNote } from '#components/ui/lost-edit-note.tsx'
import { ProblemCount, SaveProblem } from '#components/ui/save-problem.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { VariablesDrawer } from '#components/variables/variables-drawer.tsx'
import type { PanelRights } from '#components/variables/variables-panel.tsx'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import type { WorkflowDetails } from '#lib/workflows/schema.ts'
import { HookSection } from './hook-section.tsx'
import { RunDialog } from './run-dialog.tsx'
import { RunsSection } from './runs-section.tsx'
import { StepList } from './step-list.tsx'
import { useWorkflowEditor } from './use-workflow-editor.ts'
import { WorkflowMenu } from './workflow-actions.tsx'
import styles from './workflow-editor.module.css'
import type { WorkflowTab } from './workflow-form.ts'
import { WorkflowName } from './workflow-name.tsx'
import { WorkflowSettings } from './workflow-settings.tsx'

type WorkflowEditorProps = {
  domainName: string
  approvers: HostApprovers
  rights: PanelRights
  /** Null: a new workflow. */
  saved: WorkflowDetails | null
}

const home = { form: 'workflow' as const, purpose: 'webhook' as const, host: null }
const noReferences: WorkflowDetails['references'] = []
const tabNames: readonly WorkflowTab[] = ['steps', 'hook', 'runs', 'settings']

/** Where a workflow is written, run and watched. Only what is saved is run. */
export function WorkflowEditor({ domainName, approvers, rights, saved }: WorkflowEditorProps) {
  const { params, change } = useAddress()
  const tab = tabNames.find((name) => name === params.get('tab')) ?? 'steps'
  const showTab = (next: WorkflowTab) => change({ tab: next === 'steps' ? null : next, run: null }, 'replace')
  const page = useWorkflowEditor(saved, showTab)
  const { base, form, steps, problem, isDirty, isSettling, actions } = page
  const [isAsking, setIsAsking] = useState(false)
  const [areVariablesOpen, setAreVariablesOpen] = useState(false)
  const [target, setTarget] = useState<WorkflowDetails | null>(null)
  const problems = useMemo(
    () => referenceProblems(base?.references ?? noReferences, domainName),
    [base?.references, domainName],
  )
  const mustSave = isDirty || !base
  // What was pressed when a save was refused: keeping the text goes on with that.
  const [again, setAgain] = useState<'save' | 'run'>('save')

  const submit = async (keepsPlainText = false) => {
    setAgain('save')
    const done = await page.save(keepsPlainText)
    if (done && !base) page.showOwnPage(done.id)
  }
  const askToRun = async (keepsPlainText = false) => {
    setAgain('run')
    const toRun = mustSave ? await page.save(keepsPlainText) : base
    if (!toRun) return
    setTarget(toRun)
    setIsAsking(true)
  }
  const showRun = (runId: string) => {
    setIsAsking(false)
    if (!base && target) page.showOwnPage(target.id, `?tab=runs&run=${runId}`)
    else change({ tab: 'runs', run: runId }, 'push')
  }

  return (
    <FormProvider {...form}>
      <form
        {...judgeAsTyped(form)}
        method="post"
        autoComplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <LiveFields>
          <div className={editor.heading}>
            <div inert={isSettling} className={editor.name}>
              <WorkflowName isNew={!base} />
            </div>
            <span className={editor.state} role="status">
              {page.wrongCount > 0 ? (
                <ProblemCount count={page.wrongCount} />
              ) : base && isDirty ? (
                'Unsaved changes'
              ) : (
                base?.isDisabled && (
                  <Badge tone="mute" icon={CircleSlash}>
                    Disabled
                  </Badge>
                )
              )}
            </span>
            <div className={editor.actions}>
              {base && <WorkflowMenu workflow={base} look="other" />}
              <Button icon={Braces} onClick={() => setAreVariablesOpen(true)}>
                Variables
              </Button>
              {!base?.isDisabled && (
                <Button icon={Play} isBusy={actions.isStarting} busyLabel="Starting…" onClick={() => void askToRun()}>
                  {mustSave ? 'Save and run' : 'Run'}
                </Button>
              )}
              <Button type="submit" look="main" isBusy={actions.isSaving || isSettling} busyLabel="Saving…">
                Save
              </Button>
            </div>
          </div>
          {problem && (
            <div className={styles.problem}>
              {problem.code === 'stale_version' ? (
                <LostEditNote message={problem.message} onLoad={() => void page.loadCurrent()}>
                  {isDirty && <p>What you typed is still here until you load it.</p>}
                </LostEditNote>
              ) : (
                <SaveProblem error={problem} />
              )}
            </div>
          )}
          <ReferenceHomeContext value={home}>
            <CredentialNotice
              noticed={page.notice.noticed}
              onReplace={page.notice.replace}
              onKeep={() => void (again === 'run' ? askToRun(true) : submit(true))}
              isBusy={actions.isSaving}
              writtenAs={page.writtenAs}
            />
          </ReferenceHomeContext>
          <div inert={isSettling} className={styles.tabs}>
            <Tabs<WorkflowTab>
              label="Parts of the workflow"
              value={base || tab !== 'runs' ? tab : 'steps'}
              onChange={showTab}
              tabs={[
                {
                  value: 'steps',
                  label: 'Steps',
                  count: steps.drafts.length,
                  hasError: steps.wrongCount > 0,
                  panel: (
                    <StepList
                      steps={steps}
                      problems={problems}
                      error={page.stepsError}
                      open={page.open}
                      onOpen={page.setOpen}
                    />
                  ),
                },
                {
                  value: 'hook',
                  label: 'Inbound webhook',
                  hasError: form.formState.errors.keyName !== undefined,
                  panel: <HookSection saved={base} problems={problems} isDirty={isDirty} />,
                },
                ...(base
                  ? [
                      {
                        value: 'runs' as const,
                        label: 'Runs',
                        panel: tab === 'runs' && (
                          <RunsSection
                            workflow={base}
                            approvers={approvers}
                            onGoTo={(stepId, field) => {
                              const draft = steps.drafts.find(({ id }) => id === stepId)
                              if (draft) page.goToStep(draft.key, field)
                            }}
                            onRun={() => void askToRun()}
                          />
                        ),
                      },
                    ]
                  : []),
                {
                  value: 'settings',
                  label: 'Settings',
                  hasError: ['description', 'keepRunsDays'].some((field) => field in form.formState.errors),
                  panel: <WorkflowSettings />,
                },
              ]}
            />
          </div>
        </LiveFields>
      </form>
      <RunDialog
        workflow={isAsking ? target : null}
        isBusy={actions.isStarting}
        onStart={(event) => (target ? actions.start(target, event) : Promise.resolve(null))}
        onStarted={showRun}
        onCancel={() => {
          setIsAsking(false)
          if (!base && target) page.showOwnPage(target.id)
        }}
      />
      <VariablesDrawer
        isOpen={areVariablesOpen}
        onClose={() => setAreVariablesOpen(false)}
        rights={rights}
        domainName={domainName}
      />
      <LeaveGuard isDirty={isDirty && !actions.isSaving && !isSettling} />
    </FormProvider>
  )
}
