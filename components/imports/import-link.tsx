import { Upload } from 'lucide-react'
import { ButtonLink } from '#components/ui/button.tsx'
import type { SecretPlace } from '#lib/secrets/schema.ts'
import { importPath } from './import-paths.ts'

/** The way to the import, beside the button that makes one secret. For who may import: a reader gets no link. */
export function ImportLink({ place }: { place: SecretPlace }) {
  return (
    <ButtonLink look="quiet" icon={Upload} href={importPath(place)}>
      Import
    </ButtonLink>
  )
}
