import { Mail } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import styles from './stopped-templates.module.css'

const mostShown = 5

/** The templates that are sent through what is about to be deleted. */
export function StoppedTemplates({ templates }: { templates: { id: string; name: string }[] }) {
  const rest = templates.length - mostShown
  if (templates.length === 0) return <p className={styles.none}>No template is sent through it.</p>
  return (
    <div className={styles.templates}>
      <h3>
        {templates.length === 1 ? '1 template stops' : `${templates.length} templates stop`} until another request is
        chosen
      </h3>
      <ul>
        {templates.slice(0, mostShown).map(({ id, name }) => (
          <li key={id}>
            <Icon of={Mail} />
            <b>{name}</b>
          </li>
        ))}
        {rest > 0 && <li>and {rest.toLocaleString('en')} more</li>}
      </ul>
    </div>
  )
}
