import { ButtonLink } from '#components/ui/button.tsx'
import type { RootKeyBackup } from '#lib/auth/schema.ts'
import styles from './root-key-card.module.css'

/** Where the root key stands and by what to recognize it, and what to do about it before anything is stored under it. */
export function RootKeyCard({ backup, next }: { backup: RootKeyBackup; next: string }) {
  const { location, fingerprint } = backup
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>{location.kind === 'file' ? 'File on this machine' : 'Environment variable'}</dt>
          <dd>{location.kind === 'file' ? location.path : location.name}</dd>
        </div>
        <div>
          <dt>Fingerprint</dt>
          <dd>{fingerprint}</dd>
        </div>
      </dl>
      <div className={styles.steps}>
        <p>
          Copy {location.kind === 'file' ? 'the file' : 'the variable’s value'} to a safe place outside this machine,
          such as your company’s password vault.
        </p>
        <p>Keep it apart from backups of the database: whoever has both can read every secret.</p>
      </div>
      <ButtonLink look="main" href={next} className={styles.button}>
        Continue
      </ButtonLink>
    </>
  )
}
