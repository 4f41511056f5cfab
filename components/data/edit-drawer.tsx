'use client'

import { type DefaultError, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SkeletonFields } from '#components/ui/skeleton-fields.tsx'

type Options<Data, Key extends QueryKey> = UseQueryOptions<Data, DefaultError, Data, Key>
type LoadedProps<Data, Key extends QueryKey> = {
  id: string
  /** How the thing is read. */
  read: (id: string) => Options<Data, Key>
  /** What is shown until then: so many fields, and what a screen reader hears. */
  loading: { count: number; label: string }
  /** The form: `reload` reads the thing anew, and gives undefined if it cannot be read. */
  children: (data: Data, reload: () => Promise<Data | undefined>) => ReactNode
}
type EditDrawerProps<Data, Key extends QueryKey> = Omit<LoadedProps<Data, Key>, 'id'> & {
  title: string
  /** What is edited; null: closed. */
  id: string | null
  onClose: () => void
  onReopen: (id: string) => void
}

/** A drawer around the form of a thing that is stored. */
export function EditDrawer<Data, Key extends QueryKey>({
  title,
  id,
  onClose,
  onReopen,
  ...loaded
}: EditDrawerProps<Data, Key>) {
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <Drawer title={title} isOpen={id !== null} onClose={onClose} onReopen={() => last && onReopen(last)}>
      {last && <Loaded id={last} {...loaded} />}
    </Drawer>
  )
}

/** Read anew whenever the drawer opens: an edit is based on what is stored now, not on what a list once showed. */
function Loaded<Data, Key extends QueryKey>({ id, read, loading, children }: LoadedProps<Data, Key>) {
  const [openedAt] = useState(() => Date.now())
  const query = useQuery({ ...read(id), refetchOnMount: 'always', refetchOnWindowFocus: false })
  // A form that has come stays, with what is typed, also where reading the thing once more fails.
  if (query.data !== undefined && query.dataUpdatedAt >= openedAt)
    return children(query.data, async () => {
      const { data, isError } = await query.refetch()
      return isError ? undefined : data
    })
  return (
    <DrawerBody>
      {query.isError ? (
        <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonFields {...loading} />
      )}
    </DrawerBody>
  )
}
