import { cookies } from 'next/headers.js'
import { env } from '#lib/core/env.ts'
import { deviceDays, deviceIn, deviceToken } from './device-token.ts'

/** Name and attributes of the cookie of a browser that somebody has signed in with. RFC 6265bis, OWASP ASVS 3.3. */
export function deviceCookie(url: URL = env().url) {
  const isSecure = url.protocol === 'https:'
  return {
    name: isSecure ? '__Host-postern-device' : 'postern-device',
    options: { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure, maxAge: deviceDays * 24 * 60 * 60 },
  } as const
}

/** This browser's id for an account that has signed in here before, or null. */
export async function knownDevice(email: string): Promise<string | null> {
  return deviceIn((await cookies()).get(deviceCookie().name)?.value, email)
}

/** Notes in this browser that an account has just signed in with it. */
export async function rememberDevice(email: string): Promise<void> {
  const { name, options } = deviceCookie()
  const jar = await cookies()
  jar.set(name, await deviceToken(jar.get(name)?.value, email), options)
}
