import { PageHeading } from '#components/frame/page-heading.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { ImportView } from './import-view.tsx'

type ImportPageProps = { place: SecretPlace; placeName: string }

/** The import of many secrets at once, into a domain or the organization. */
export function ImportPage({ place, placeName }: ImportPageProps) {
  return (
    <>
      <PageHeading
        title="Import secrets"
        isInBar
        below={`Into ${placeName}, from a .env, JSON or CSV file. Values are encrypted when they are stored, and not shown again.`}
      />
      <ImportView place={place} />
    </>
  )
}
