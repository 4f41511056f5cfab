import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createCertificateAuthority, type ServerCertificate } from '#lib/testing/certificate-authority.ts'
import { demoHosts } from './demo-hosts.ts'

const days = 365

/**
 * Makes a certificate for the demo's names and this machine, signed by a certificate authority of this start alone: its
 * key never leaves memory, so nobody can sign with it later. Answers where the authority's certificate stands, which
 * is what NODE_EXTRA_CA_CERTS of the app has to name.
 */
export async function makeCertificate(home: string): Promise<{ authority: string; certificate: ServerCertificate }> {
  const authority = await createCertificateAuthority('Postern demo authority', days)
  const notAfter = new Date(Date.now() + days * 24 * 60 * 60 * 1000)
  const certificate = await authority.issue(['localhost', '127.0.0.1', ...demoHosts], { notAfter })
  const file = path.join(home, 'demo-authority.pem')
  mkdirSync(home, { recursive: true })
  // Renamed into its place, so that an app that starts now reads a whole one.
  writeFileSync(`${file}.new`, authority.certificate)
  renameSync(`${file}.new`, file)
  return { authority: file, certificate }
}
