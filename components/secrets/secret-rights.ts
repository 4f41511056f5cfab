const asked = {
  mayCreate: 'secret:create',
  mayImport: 'secret:import',
  mayExport: 'secret:export',
  mayEdit: 'secret:edit',
  mayRename: 'secret:rename',
  mayRevoke: 'secret:revoke',
  mayArchive: 'secret:archive',
  mayRestore: 'secret:restore',
  mayDelete: 'secret:delete',
  maySeeHistory: 'secret:history',
  maySeeSends: 'sends:list',
} as const

type Asked = (typeof asked)[keyof typeof asked]

/** What a person may do with a place's secrets: what the interface shows, and what it leaves out. */
export type SecretRights = Record<keyof typeof asked, boolean>

export const secretRights = (permit: { may: (permission: Asked) => boolean }): SecretRights =>
  Object.fromEntries(
    Object.entries(asked).map(([right, permission]) => [right, permit.may(permission)]),
  ) as SecretRights
