'use client'

import { Fragment, useRef } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { AddSecret } from '#components/references/add-secret.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { type BodyType, bodyTypeLabels, bodyTypes } from '#lib/integrations/schema.ts'
import styles from './body-editor.module.css'
import { problemsIn } from './reference-problems.ts'
import type { ReferenceProblems } from './reference-text.tsx'
import type { RequestFields } from './request-form.ts'
import { textPieces } from './text-pieces.ts'

const options = bodyTypes.map((value) => ({ value, label: bodyTypeLabels[value] }))

const placeholders: Record<BodyType, string> = {
  none: '',
  json: '{ "key": "{secrets.alias}" }',
  form: 'name=value&key={secrets.alias}',
  xml: '<key>{secrets.alias}</key>',
  text: 'Anything, as it is',
  html: '<p>{secrets.alias}</p>',
}

/** What a request sends as its body; references in it are coloured as it is typed. */
export function BodyEditor({ problems }: { problems: ReferenceProblems }) {
  const { control, setValue } = useFormContext<RequestFields>()
  const [bodyType, body] = useWatch({ control, name: ['bodyType', 'body'] })
  const field = useRef<HTMLTextAreaElement | null>(null)
  return (
    <div className={styles.body}>
      <div className={styles.types}>
        <SegmentedControl
          label="Body type"
          options={options}
          value={bodyType}
          onChange={(type) => setValue('bodyType', type, { shouldDirty: true, shouldValidate: true })}
        />
        {bodyType !== 'none' && (
          <AddSecret
            into="Body"
            value={body}
            onChange={(text) => setValue('body', text, { shouldDirty: true, shouldValidate: true })}
            field={field}
            takes="many"
          />
        )}
      </div>
      {bodyType !== 'none' && (
        <Controller
          control={control}
          name="body"
          render={({ field: input, fieldState: { error } }) => {
            const said = error?.message ? [error.message] : problemsIn(input.value, problems)
            return (
              <>
                <div className={styles.area} data-invalid={error ? '' : undefined}>
                  <pre aria-hidden="true">
                    <ColouredBody text={input.value} problems={problems} />
                    {'\n'}
                  </pre>
                  <textarea
                    {...noAssistance}
                    ref={(element) => {
                      field.current = element
                      input.ref(element)
                    }}
                    name={input.name}
                    value={input.value}
                    onChange={input.onChange}
                    onBlur={input.onBlur}
                    aria-label="Body"
                    aria-invalid={error ? true : undefined}
                    aria-describedby={said.length > 0 ? 'body-error' : undefined}
                    placeholder={placeholders[bodyType]}
                  />
                </div>
                {said.length > 0 && (
                  <div id="body-error">
                    {said.map((text) => (
                      <FieldError key={text}>
                        <CodeText text={text} />
                      </FieldError>
                    ))}
                  </div>
                )}
              </>
            )
          }}
        />
      )}
    </div>
  )
}

function ColouredBody({ text, problems }: { text: string; problems: ReferenceProblems }) {
  return textPieces(text).map((piece) => {
    if (piece.look === 'text') return <Fragment key={piece.start}>{piece.text}</Fragment>
    const look = piece.look === 'secret' ? (problems.get(piece.name) ? 'bad' : undefined) : piece.look
    return (
      <mark key={piece.start} className={look && styles[look]}>
        {piece.text}
      </mark>
    )
  })
}
