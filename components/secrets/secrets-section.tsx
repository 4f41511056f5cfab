'use client'

import { KeyRound, Plus } from 'lucide-react'
import { useDrawerAddress } from '#components/data/use-drawer-address.ts'
import { usePlace } from '#components/data/use-place.ts'
import { PageHeading } from '#components/frame/page-heading.tsx'
import { ImportLink } from '#components/imports/import-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/panel.tsx'
import { ReadOnlyNote } from '#components/ui/read-only-note.tsx'
import { CreateSecretDrawer } from './create-secret-drawer.tsx'
import { EditSecretDrawer } from './edit-secret-drawer.tsx'
import { ExportLink } from './export-link.tsx'
import { OrganizationSecretsLine } from './organization-secrets-line.tsx'
import { PurposeTabs } from './purpose-tabs.tsx'
import { SecretListView } from './secret-list-view.tsx'
import type { SecretRights } from './secret-rights.ts'
import styles from './secrets-section.module.css'
import { usePlaceName } from './use-place-name.ts'
import { useSecretList } from './use-secret-list.ts'
import { useSecretQuery } from './use-secret-query.ts'

type SecretsSectionProps = {
  rights: SecretRights
  /** For somebody who may only look: whom to ask. */
  admins: string[]
}

/** The secrets of a domain, as a section of its Security tab, or those of the organization, as a page of their own. */
export function SecretsSection({ rights, admins }: SecretsSectionProps) {
  const place = usePlace()
  const placeName = usePlaceName()
  const isOfDomain = place.domain !== undefined
  const shown = useSecretQuery()
  const list = useSecretList(shown.query)
  const drawer = useDrawerAddress()

  const create = rights.mayCreate && (
    <Button look="main" icon={Plus} onClick={drawer.openCreate}>
      {isOfDomain ? 'Add Secret' : 'Create secret'}
    </Button>
  )
  const tools = (
    <>
      {rights.mayExport && !list.isBare && <ExportLink place={place} />}
      {rights.mayImport && <ImportLink place={place} />}
    </>
  )
  const actions = (
    <>
      <div className={styles.tools}>{tools}</div>
      {!list.isBare && create}
    </>
  )
  const body = (
    <>
      {list.isBare ? (
        <EmptyState icon={KeyRound} level={isOfDomain ? 3 : 2} title={`No secrets in ${placeName} yet`} action={create}>
          {rights.mayCreate
            ? 'Store a credential once; requests then name it, and nobody has to see it again.'
            : 'Once an admin has stored a credential, requests name it, and nobody has to see it again.'}
        </EmptyState>
      ) : (
        <SecretListView shown={shown} list={list} rights={rights} onEdit={drawer.openEdit} />
      )}
      <div className={styles.smallTools}>{tools}</div>
      {isOfDomain && <OrganizationSecretsLine />}
      {rights.mayCreate && (
        <CreateSecretDrawer isOpen={drawer.isCreating} onClose={drawer.close} onReopen={drawer.openCreate} />
      )}
      {rights.mayEdit && <EditSecretDrawer id={drawer.editing} onClose={drawer.close} onReopen={drawer.openEdit} />}
    </>
  )
  const note = !rights.mayEdit && <ReadOnlyNote admins={admins} />
  if (isOfDomain) {
    return (
      <Section title="Secrets" id="secrets" aside={actions}>
        {note}
        {body}
      </Section>
    )
  }
  return (
    <>
      <PageHeading title="Secrets" id="secrets" isInBar actions={actions} />
      {note && <div className={styles.note}>{note}</div>}
      <PurposeTabs query={shown.query} onShow={shown.show} />
      {body}
    </>
  )
}
