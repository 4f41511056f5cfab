import type { ApiOperation } from '#lib/api/schema.ts'
import styles from './api-page.module.css'

const sections = [
  ['authentication', 'Authentication'],
  ['conventions', 'Requests and answers'],
  ['quotas', 'Quotas'],
  ['errors', 'Errors'],
  ['secret-scanning', 'Secret scanning'],
] as const

/** What the page has, as links. On a small screen it opens where it is wanted. */
export function ApiContents({ operations }: { operations: ApiOperation[] }) {
  const list = (
    <ul className={styles.links}>
      {sections.map(([id, title]) => (
        <li key={id}>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
      {[...new Set(operations.map(({ tag }) => tag))].map((tag) => (
        <li key={tag}>
          <span className={styles.group}>{tag}</span>
          <ul>
            {operations
              .filter((operation) => operation.tag === tag)
              .map(({ id, summary }) => (
                <li key={id}>
                  <a href={`#${id}`}>{summary}</a>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <nav className={styles.contents} aria-label="Contents">
        {list}
      </nav>
      <details className={styles.smallContents}>
        <summary>Contents</summary>
        <nav aria-label="Contents">{list}</nav>
      </details>
    </>
  )
}
