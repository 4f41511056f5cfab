import 'next-auth/jwt'

declare module 'next-auth/jwt' {
  interface JWT {
    /** The id of the session's row. */
    sid?: string
  }
}
