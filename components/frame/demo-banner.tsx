import styles from './demo-banner.module.css'

/** Says on every page of a demo that nothing here is real, and that names of the outside world do not lead there. */
export function DemoBanner() {
  return (
    <section aria-label="Demo" className={styles.banner}>
      <p>
        <strong>Demo.</strong> Sample data in a database of its own. Names such as <code>api.crm.example.com</code> lead
        to a service on this machine.
      </p>
    </section>
  )
}
