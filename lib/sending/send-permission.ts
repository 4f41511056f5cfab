/** The permissions that allow a send. */
export type SendPermission = 'integration:test' | 'request:send' | 'workflow:run' | 'template:send'

/** Those that use a secret here, also where nothing is sent: each use leaves its record. */
export type UsePermission = SendPermission | 'allowlist:test'
