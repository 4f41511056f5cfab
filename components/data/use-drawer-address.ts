'use client'

import { useCallback, useRef } from 'react'
import { useAddress } from '#components/data/use-address.ts'

/** The open drawer, in the address: a link opens it, Back closes it. `create`: how the one for a new thing is called there. */
export function useDrawerAddress(create = 'create') {
  const { params, change } = useAddress()
  // Whether this page made the step that Back would undo.
  const hasPushed = useRef(false)
  const open = params.get('drawer')

  const push = useCallback(
    (drawer: string, id: string | null) => {
      hasPushed.current = true
      change({ drawer, id }, 'push')
    },
    [change],
  )
  const openCreate = useCallback(() => push(create, null), [push, create])
  const openEdit = useCallback((id: string) => push('edit', id), [push])
  const close = useCallback(() => {
    if (new URL(window.location.href).searchParams.get('drawer') === null) return
    if (hasPushed.current) window.history.back()
    else change({ drawer: null, id: null }, 'replace')
    hasPushed.current = false
  }, [change])

  return {
    isCreating: open === create,
    editing: open === 'edit' ? params.get('id') : null,
    openCreate,
    openEdit,
    close,
  }
}
