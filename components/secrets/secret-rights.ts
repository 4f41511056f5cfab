/** What a person may do with a domain's secrets: what the interface shows, and what it leaves out. */
export type SecretRights = { mayCreate: boolean; mayEdit: boolean; mayArchive: boolean; maySeeHistory: boolean }

type Asked = 'secret:create' | 'secret:edit' | 'secret:archive' | 'secret:history'

export const secretRights = (permit: { may: (permission: Asked) => boolean }): SecretRights => ({
  mayCreate: permit.may('secret:create'),
  mayEdit: permit.may('secret:edit'),
  mayArchive: permit.may('secret:archive'),
  maySeeHistory: permit.may('secret:history'),
})
