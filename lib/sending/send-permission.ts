/** The permissions that allow a send. */
export type SendPermission = 'integration:test'
