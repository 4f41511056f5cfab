import { ValueDots } from '#components/secrets/value-dots.tsx'
import type { CurlRequest } from '#lib/curl/curl-request.ts'
import { bodyTypeLabels } from '#lib/integrations/schema.ts'
import styles from './curl.module.css'
import { shownText } from './shown-text.ts'

/** What a command asks for, with dots for its credentials. */
export function CurlPreview({ request }: { request: CurlRequest }) {
  const textOf = (field: string, text: string) => (
    <>
      {shownText(request, field, text).map((part) =>
        part.text === null ? (
          <span key={part.start}>
            <span className="sr-only">hidden</span>
            <ValueDots />
          </span>
        ) : (
          <span key={part.start}>{part.text}</span>
        ),
      )}
    </>
  )
  const lines = [
    ...request.query.map(({ name, value }, index) => ({
      kind: 'Parameter',
      name,
      field: `query.${index}.value`,
      value,
    })),
    ...request.headers.map(({ name, value }, index) => ({
      kind: 'Header',
      name,
      field: `headers.${index}.value`,
      value,
    })),
  ]
  return (
    <dl className={styles.preview}>
      <div>
        <dt>{request.method}</dt>
        <dd>
          {request.origin}
          {textOf('path', request.path)}
        </dd>
      </div>
      {lines.map(({ kind, name, field, value }) => (
        <div key={field}>
          <dt>
            <span className="sr-only">{kind}: </span>
            {name}
          </dt>
          <dd>{textOf(field, value)}</dd>
        </div>
      ))}
      {request.bodyType !== 'none' && (
        <div>
          <dt>{bodyTypeLabels[request.bodyType]} body</dt>
          <dd className={styles.body}>{textOf('body', request.body)}</dd>
        </div>
      )}
    </dl>
  )
}
