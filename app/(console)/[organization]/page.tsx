import type { Metadata } from 'next'
import Link from 'next/link'
import { secretsPath } from '#components/data/paths.ts'
import { Page } from '#components/frame/page.tsx'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { DomainTable } from '#components/overview/domain-table.tsx'
import { NoDomain } from '#components/overview/no-domain.tsx'
import { ReminderList } from '#components/overview/reminder-list.tsx'
import { SendsChart } from '#components/overview/sends-chart.tsx'
import { SetUp } from '#components/overview/set-up.tsx'
import { StopSwitch } from '#components/stops/stop-switch.tsx'
import { Section } from '#components/ui/panel.tsx'
import { definePage } from '#lib/server/define-page.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'
import { loadOverview } from '#lib/server/load-overview.ts'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Overview' }

export default definePage<'organization:view', { organization: string }>(
  { permission: 'organization:view' },
  async (permit) => {
    const { organization } = permit
    const { domains, organizationSecrets, reminders, senders, sends, setUp } = await loadOverview(permit)
    const [first] = domains
    const admins = first ? [] : await listSecretAdmins(permit, 'organization')
    const isSettingUp = setUp !== null && first !== undefined && !(setUp.hasSecret && setUp.hasSent)
    return (
      <Page
        crumbs={[{ label: organization.name, href: `/${organization.slug}` }, { label: 'Overview' }]}
        barTitle="Overview"
      >
        {isSettingUp && <SetUp state={setUp} organization={organization} domain={first} />}
        {(!isSettingUp || domains.length > 1) && (
          <div className={isSettingUp ? styles.below : undefined}>
            {!isSettingUp && (
              <PageHeading
                title="Overview"
                isInBar
                actions={
                  senders && (
                    <StopSwitch
                      place={{ organization: organization.slug }}
                      name={organization.name}
                      senders={senders}
                    />
                  )
                }
              />
            )}
            <div className={styles.parts}>
              {reminders.length > 0 && <ReminderList organization={organization.slug} reminders={reminders} />}
              <Section title="Domains" id="domains">
                {domains.length === 0 ? (
                  <NoDomain organization={organization} mayCreate={permit.may('domain:create')} admins={admins} />
                ) : (
                  <DomainTable organization={organization.slug} domains={domains} />
                )}
                {organizationSecrets !== null && organizationSecrets > 0 && (
                  <p className={styles.also}>
                    {organizationSecrets === 1 ? '1 secret' : `${organizationSecrets.toLocaleString('en')} secrets`} of
                    the organization can be used in every domain.{' '}
                    <Link href={secretsPath({ organization: organization.slug })}>View in Secrets</Link>
                  </p>
                )}
              </Section>
              {sends && !isSettingUp && (
                <div className={styles.sends}>
                  <SendsChart organization={organization.slug} days={sends} />
                </div>
              )}
            </div>
          </div>
        )}
      </Page>
    )
  },
)
