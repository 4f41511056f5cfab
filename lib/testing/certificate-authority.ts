import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

export type ServerCertificate = { certificate: string; key: string }

export type CertificateAuthority = {
  /** PEM: what a client has to trust. */
  certificate: string
  /** A certificate for these names (IP addresses as such), signed by this authority. */
  issue(names: string[], validity?: { notBefore?: Date; notAfter?: Date }): Promise<ServerCertificate>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60 * 1000

/** A certificate authority of its own, whose key never leaves memory. RFC 5280. */
export async function createCertificateAuthority(
  name = 'Postern test authority',
  days = 7,
): Promise<CertificateAuthority> {
  const keys = await newKeys()
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validFor(days),
    serialNumber: serialNumber(),
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    certificate: authority.toString('pem'),
    issue: async (names, validity = {}) => {
      const own = await newKeys()
      const leaf = await X509CertificateGenerator.create({
        ...validFor(2),
        ...validity,
        serialNumber: serialNumber(),
        subject: 'CN=Postern test server',
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          ...serverExtensions(names),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
          await SubjectKeyIdentifierExtension.create(own.publicKey),
        ],
      })
      return withKey(leaf, own)
    },
  }
}

/** A certificate that vouches for itself: nobody has to believe it. */
export async function createSelfSigned(names: string[]): Promise<ServerCertificate> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validFor(2),
    serialNumber: serialNumber(),
    name: 'CN=Postern self-signed test server',
    keys,
    signingAlgorithm: algorithm,
    extensions: serverExtensions(names),
  })
  return withKey(certificate, keys)
}

function serverExtensions(names: string[]) {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(
      names.map((name) => ({ type: /^[\d.]+$|:/.test(name) ? ('ip' as const) : ('dns' as const), value: name })),
    ),
  ]
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

function validFor(days: number) {
  // An hour back: clocks of machines differ.
  return { notBefore: new Date(Date.now() - dayMs / 24), notAfter: new Date(Date.now() + days * dayMs) }
}

/** Positive, 128 bits: RFC 5280 section 4.1.2.2. */
const serialNumber = () => `01${randomBytes(15).toString('hex')}`

async function withKey(certificate: X509Certificate, keys: CryptoKeyPair): Promise<ServerCertificate> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = key.match(/.{1,64}/g)?.join('\n')
  return {
    certificate: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  }
}
