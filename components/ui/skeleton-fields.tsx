import styles from './skeleton-fields.module.css'

/** Fields that are still being read. */
export function SkeletonFields({ count, label }: { count: number; label: string }) {
  return (
    <div className={styles.fields}>
      <p className="sr-only" role="status">
        {label}
      </p>
      {Array.from({ length: count }, (_, index) => `field-${index}`).map((key) => (
        <div key={key} aria-hidden="true">
          <i className={styles.label} />
          <i className={styles.control} />
        </div>
      ))}
    </div>
  )
}
