/** The permissions that allow a send. */
export type SendPermission = 'integration:test' | 'workflow:run' | 'template:send'
