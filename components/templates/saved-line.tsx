import { RelativeTime } from '#components/ui/relative-time.tsx'

type SavedLineProps = { base: { updatedAt: string; updatedByName: string }; isDirty: boolean }

/** When it was saved last and by whom, or that something is not. */
export function SavedLine({ base, isDirty }: SavedLineProps) {
  if (isDirty) return 'Unsaved changes'
  return (
    <>
      Saved <RelativeTime at={base.updatedAt} /> by {base.updatedByName}
    </>
  )
}
