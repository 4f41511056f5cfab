'use client'

/** Whose password the form takes, for password managers: seen by nobody, and not to be changed. */
export function UsernameField({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden tabIndex={-1} />
}
