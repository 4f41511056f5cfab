import type { ApiField, ApiOperation } from '#lib/api/schema.ts'
import styles from './api-page.module.css'
import { CodeBlock } from './code-block.tsx'

/** One operation: what it takes, what it answers, how it refuses, and how to call it. */
export function OperationPart({ operation }: { operation: ApiOperation }) {
  const { id, method, path, scope, summary, description, parameters, body, answer, refusals, curl } = operation
  return (
    <section aria-labelledby={id} className={styles.operation}>
      <h3 id={id}>{summary}</h3>
      <p className={styles.address}>
        <code>
          <b>{method}</b> /api/v1{path}
        </code>
        <span className={styles.scope}>
          Scope <code>{scope}</code>
        </span>
      </p>
      {description && <p>{description}</p>}
      <CodeBlock label="curl" text={curl} />
      {parameters.length > 0 && (
        <>
          <h4>Parameters</h4>
          <Fields fields={parameters.map(({ where, ...field }) => ({ ...field, type: `${where}, ${field.type}` }))} />
        </>
      )}
      {body && (
        <>
          <h4>Body</h4>
          <Fields fields={body} />
        </>
      )}
      <h4>Answer</h4>
      <p>
        <code>{answer.status}</code> {answer.text}
      </p>
      {answer.fields.length > 0 && (
        <details className={styles.more}>
          <summary>Fields of the answer</summary>
          <Fields fields={answer.fields.map((field) => ({ ...field, isRequired: false }))} />
        </details>
      )}
      {answer.example && <CodeBlock label="Example with made-up values" text={answer.example} />}
      <h4>Refusals</h4>
      <ul className={styles.refusals}>
        {refusals.map(({ status, codes }) => (
          <li key={status}>
            <code>{status}</code>{' '}
            {codes.map((code, index) => (
              <span key={code}>
                {index > 0 && ', '}
                <a href={`#${code}`}>{code}</a>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Fields({ fields }: { fields: ApiField[] }) {
  if (fields.length === 0) return <p>An object without fields of its own.</p>
  return (
    <dl className={styles.fields}>
      {fields.map(({ path, type, isRequired, text }) => (
        <div key={`${path} ${type}`}>
          <dt>
            <code>{path}</code>
            {isRequired && <span className={styles.required}>required</span>}
            <span className={styles.type}>{type}</span>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
