'use client'

import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { type TemplateBodyType, templateBodyTypeLabels, templateBodyTypes } from '#lib/templates/schema.ts'
import type { JudgedMark } from './judge-marks.ts'
import { MarkNotes } from './mark-notes.tsx'
import { MarkedArea } from './marked-area.tsx'
import { MarkedLine } from './marked-line.tsx'
import type { TemplateFields } from './template-form.ts'
import styles from './templates.module.css'

const types = templateBodyTypes.map((value) => ({ value, label: templateBodyTypeLabels[value] }))

const placeholders: Record<TemplateBodyType, string> = {
  text: 'Storm near {{event.station}}',
  html: '<p>Storm near {{event.station}}</p>',
  json: '{ "text": "Storm near {{event.station}}" }',
}

type MessageFieldsProps = { marks: { subject: JudgedMark[]; body: JudgedMark[] }; onMacros: () => void }

/** Subject and body of a template, with their macros and references in colours. */
export function MessageFields({ marks, onMacros }: MessageFieldsProps) {
  const { control, setValue } = useFormContext<TemplateFields>()
  const subject = useController({ control, name: 'subject' })
  const body = useController({ control, name: 'body' })
  const bodyType = useController({ control, name: 'bodyType' })
  const line = useRef<HTMLInputElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const fields = { subject: { ...subject, element: line }, body: { ...body, element: area } }
  const notes = (name: 'subject' | 'body') => {
    const { field, element, fieldState } = fields[name]
    const error = fieldState.error?.message
    return {
      describedBy:
        [error && `${name}-error`, marks[name].some(({ note }) => note) && `${name}-notes`].filter(Boolean).join(' ') ||
        undefined,
      below: (
        <>
          {error && (
            <FieldError id={`${name}-error`}>
              <CodeText text={error} />
            </FieldError>
          )}
          <MarkNotes
            id={`${name}-notes`}
            marks={marks[name]}
            onShow={({ start, end }) => {
              element.current?.focus()
              element.current?.setSelectionRange(start, end)
            }}
            onReplace={({ start, end }, text) => {
              const changed = field.value.slice(0, start) + text + field.value.slice(end)
              setValue(name, changed, { shouldDirty: true, shouldValidate: true })
              element.current?.focus()
            }}
          />
        </>
      ),
    }
  }
  const ofSubject = notes('subject')
  const ofBody = notes('body')
  return (
    <>
      <div className={styles.field}>
        <label htmlFor="template-subject">Subject</label>
        <MarkedLine
          ref={(element) => {
            line.current = element
            subject.field.ref(element)
          }}
          id="template-subject"
          name="subject"
          value={subject.field.value}
          onChange={subject.field.onChange}
          onBlur={subject.field.onBlur}
          marks={marks.subject}
          isInvalid={subject.fieldState.invalid}
          describedBy={ofSubject.describedBy}
        />
        {ofSubject.below}
      </div>
      <div className={styles.field}>
        <div className={styles.bodyHead}>
          <span className={styles.label} aria-hidden="true">
            Body
          </span>
          <SegmentedControl
            label="Body type"
            options={types}
            value={bodyType.field.value}
            onChange={(type) =>
              setValue('bodyType', type, { shouldDirty: true, shouldValidate: body.field.value !== '' })
            }
          />
          <Button size="small" icon={Braces} onClick={onMacros} className={styles.macros}>
            Macro Manager
          </Button>
        </div>
        <MarkedArea
          ref={(element) => {
            area.current = element
            body.field.ref(element)
          }}
          name="body"
          value={body.field.value}
          onChange={body.field.onChange}
          onBlur={body.field.onBlur}
          label="Body"
          marks={marks.body}
          isInvalid={body.fieldState.invalid}
          describedBy={ofBody.describedBy}
          placeholder={placeholders[bodyType.field.value]}
        />
        {ofBody.below}
      </div>
    </>
  )
}
