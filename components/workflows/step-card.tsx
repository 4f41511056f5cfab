'use client'

import { ArrowDown, ArrowUp, ChevronRight, CircleAlert, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { judgeAsTyped } from '#components/data/judge-as-typed.ts'
import type { ReferenceProblems } from '#components/integrations/reference-text.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { type StepFields, type StepTab, stepResolver, wrongFieldsOf } from './step-form.ts'
import { StepParts } from './step-parts.tsx'
import styles from './steps.module.css'
import type { StepDraft, Steps } from './use-steps.ts'

type StepCardProps = {
  draft: StepDraft
  /** From 0 on, of so many. */
  index: number
  count: number
  steps: Steps
  problems: ReferenceProblems
  isOpen: boolean
  tab: StepTab
  onTab: (tab: StepTab) => void
  onToggle: () => void
  onMove: (by: 1 | -1) => void
  onDuplicate: () => void
  onRemove: () => void
}

/** One HTTP Request step: a line that says what it does, and its editor below while it is open. */
export function StepCard(props: StepCardProps) {
  const { draft, index, count, steps, problems, isOpen, tab, onTab, onToggle, onMove, onDuplicate, onRemove } = props
  const { key, saved, typed } = draft
  const form = useForm<StepFields>({
    defaultValues: saved,
    resolver: stepResolver((fields) => {
      const at = steps.drafts.findIndex((each) => each.key === key)
      return { steps: steps.values().map((step, position) => (position === at ? fields : step)), index: at }
    }),
    shouldFocusError: false,
  })
  const { isDirty, errors } = form.formState
  const wrong = wrongFieldsOf(errors)
  const { register, report } = steps
  useEffect(() => register(key, form), [register, key, form])
  // Put back after it was taken out: what was typed comes with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes onto the page
  useEffect(() => {
    if (typed !== saved) form.reset(typed, { keepDefaultValues: true })
  }, [])
  const wrongText = wrong.join(' ')
  useEffect(
    () => report(key, { isDirty, wrong: wrongText === '' ? [] : wrongText.split(' ') }),
    [report, key, isDirty, wrongText],
  )

  const [name, method, url, goesOn] = useWatch({ control: form.control, name: ['name', 'method', 'url', 'goesOn'] })
  const called = `step ${index + 1}, ${name || 'without a name'}`
  return (
    <li className={styles.card} data-open={isOpen || undefined} {...judgeAsTyped(form)}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={`${key}-parts`}
          id={`${key}-toggle`}
          onClick={onToggle}
        >
          <Icon of={ChevronRight} size={16} />
          <span className={styles.number}>{index + 1}</span>
          <span className={styles.title}>{name || 'Without a name'}</span>
          <span className={styles.summary}>
            <b>{method}</b> {url || 'no URL yet'}
          </span>
          {goesOn && <span className={styles.goesOn}>goes on if it fails</span>}
        </button>
        {wrong.length > 0 && (
          <Badge tone="bad" icon={CircleAlert}>
            {wrong.length === 1 ? '1 problem' : `${wrong.length} problems`}
          </Badge>
        )}
        <div className={styles.tools}>
          <IconButton
            label={`Move ${called}, up`}
            icon={ArrowUp}
            iconSize={14}
            size="small"
            aria-disabled={index === 0 || undefined}
            onClick={() => index > 0 && onMove(-1)}
          />
          <IconButton
            label={`Move ${called}, down`}
            icon={ArrowDown}
            iconSize={14}
            size="small"
            aria-disabled={index === count - 1 || undefined}
            onClick={() => index < count - 1 && onMove(1)}
          />
          <Menu trigger={<IconButton label={`More actions for ${called}`} icon={Ellipsis} size="small" />}>
            <MenuItem icon={Copy} onClick={onDuplicate}>
              Duplicate
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Trash2} look="danger" onClick={onRemove}>
              Delete
            </MenuItem>
          </Menu>
        </div>
      </div>
      <div id={`${key}-parts`} className={styles.body}>
        {isOpen && (
          <FormProvider {...form}>
            <StepParts
              problems={problems}
              tab={tab}
              onTab={onTab}
              earlier={() =>
                steps
                  .values()
                  .slice(0, index)
                  .map((step) => step.name)
              }
            />
          </FormProvider>
        )}
      </div>
    </li>
  )
}
