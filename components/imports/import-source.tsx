'use client'

import { Eye, EyeOff, FileText, Upload, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { noAssistance } from '#components/ui/text-field.tsx'
import { type ImportFormat, importFormatLabels, importFormats } from '#lib/imports/schema.ts'
import { detectFormat } from './detect-format.ts'
import { FormatHelp } from './format-help.tsx'
import styles from './import-source.module.css'
import { readFile } from './read-file.ts'

/** What is to be imported. A file's text is held by the page alone, and not put into a field. */
export type Source = { text: string; fileName: string | null; format: ImportFormat; isFormatChosen: boolean }
export const noSource: Source = { text: '', fileName: null, format: 'env', isFormatChosen: false }

const formatOptions = importFormats.map((value) => ({ value, label: importFormatLabels[value] }))

type ImportSourceProps = {
  source: Source
  onChange: (source: Source) => void
  /** What the server says of the text. */
  error: string | undefined
}

/** Paste, drop or choose: the text, and the format that it is in. */
export function ImportSource({ source, onChange, error }: ImportSourceProps) {
  const [isShown, setIsShown] = useState(false)
  const [isOver, setIsOver] = useState(false)
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const picker = useRef<HTMLInputElement>(null)

  const give = (text: string, fileName: string | null) => {
    const format = source.isFormatChosen ? source.format : (detectFormat(text, fileName ?? '') ?? source.format)
    setFileProblem(null)
    onChange({ ...source, text, fileName, format })
  }
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = await readFile(file)
    if ('problem' in read) setFileProblem(read.problem)
    else give(read.text, file.name)
  }
  const drop = (event: DragEvent) => {
    setIsOver(false)
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  const problem = fileProblem ?? error

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it is for everybody.
    <div
      className={classNames(styles.source, isOver && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {source.fileName === null ? (
        <Field
          label="Secrets"
          hint="Paste them, drop a file here, or choose one. At most 1,000 secrets and 1 MiB."
          error={problem}
          tools={
            <>
              <Button look="quiet" size="small" icon={Upload} onClick={() => picker.current?.click()}>
                Choose a file
              </Button>
              <Button
                look="quiet"
                size="small"
                icon={isShown ? EyeOff : Eye}
                aria-pressed={isShown}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? 'Hide while typing' : 'Show while typing'}
              </Button>
            </>
          }
        >
          {(ids) => (
            <textarea
              {...noAssistance}
              {...ids}
              rows={9}
              className={classNames(control.area, control.mono, !isShown && styles.masked)}
              value={source.text}
              data-value-field=""
              onChange={(event) => give(event.target.value, null)}
            />
          )}
        </Field>
      ) : (
        <div>
          <div className={styles.file}>
            <Icon of={FileText} />
            <p>
              <b>{source.fileName}</b>
              <span>{sizeOf(source.text)}</span>
            </p>
            <IconButton label="Remove the file" icon={X} size="small" onClick={() => give('', null)} />
          </div>
          {problem && <FieldError>{problem}</FieldError>}
        </div>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept=".env,.json,.csv,.tsv,.txt,text/*,application/json"
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <div className={styles.format}>
        <SegmentedControl
          label="Format"
          options={formatOptions}
          value={source.format}
          onChange={(format) => onChange({ ...source, format, isFormatChosen: true })}
        />
        <FormatHelp format={source.format} />
      </div>
    </div>
  )
}

function sizeOf(text: string): string {
  const bytes = new Blob([text]).size
  const lines = text.split('\n').length
  return `${bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`}, ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`
}
