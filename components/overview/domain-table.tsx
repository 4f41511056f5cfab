import Link from 'next/link'
import { securityPath } from '#components/data/paths.ts'
import { Panel } from '#components/ui/panel.tsx'
import table from '#components/ui/table.module.css'
import styles from './domain-table.module.css'

type DomainTableProps = {
  organization: string
  domains: { slug: string; name: string; secrets: number; integrations: number }[]
}

/** The domains that a person may see, with the way into each. */
export function DomainTable({ organization, domains }: DomainTableProps) {
  return (
    <Panel>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col" className={styles.countColumn}>
              Secrets
            </th>
            <th scope="col" className={styles.countColumn}>
              Integrations
            </th>
          </tr>
        </thead>
        <tbody>
          {domains.map((domain) => {
            const place = { organization, domain: domain.slug }
            return (
              <tr key={domain.slug}>
                <td>
                  <Link href={securityPath(place)} className={styles.name}>
                    {domain.name}
                  </Link>
                </td>
                <td className={styles.count}>
                  {domain.secrets.toLocaleString('en')}
                  <span className={styles.unit}>{domain.secrets === 1 ? ' secret' : ' secrets'}</span>
                </td>
                <td className={styles.count}>
                  {domain.integrations.toLocaleString('en')}
                  <span className={styles.unit}>{domain.integrations === 1 ? ' integration' : ' integrations'}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
