import { env } from '#lib/core/env.ts'

/** So long a link holds. */
export const invitationLifetimeMs = 7 * 24 * 60 * 60 * 1000

/** The link, with the token in its fragment, which browsers send to no server and write to no log. */
export const invitationLink = (token: string): string => `${env().url.origin}/invite#${token}`
