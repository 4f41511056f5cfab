import type { Guard } from './guard.ts'

const tokensTest = 'lib/tokens/tokens.test.ts'

/** API tokens, and what programs do with them. */
export const tokenGuards: Guard[] = [
  {
    name: 'a revoked token',
    file: 'lib/tokens/find-token.ts',
    text: 'where: { hash: tokenHash(text), revokedAt: null, OR:',
    without: 'where: { hash: tokenHash(text), OR:',
    tests: [tokensTest],
  },
  {
    name: 'an expired token',
    file: 'lib/tokens/find-token.ts',
    text: ', OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }',
    without: ' }',
    tests: [tokensTest],
  },
  {
    name: 'a token of an archived domain',
    file: 'lib/tokens/find-token.ts',
    text: '(!token.domain || token.domain.archivedAt)',
    without: '!token.domain',
    tests: [tokensTest],
  },
  {
    name: 'a token that is revoked before the commit',
    file: 'lib/access/hold-permit.ts',
    text: 'AND "id" = ${actor.id}::uuid AND "revokedAt" IS NULL',
    without: 'AND "id" = ${actor.id}::uuid',
    tests: [tokensTest],
  },
  {
    name: 'a token whose domain is archived while it reads',
    file: 'lib/access/hold-permit.ts',
    text: '(domainId !== undefined && !(await holdDomain(tx, organization.id, domainId)))',
    without: '(domainId === null && !(await holdDomain(tx, organization.id, domainId)))',
    tests: ['lib/api/requests/activity.test.ts'],
  },
  {
    name: 'one of several domains, taken away while they are read',
    file: 'lib/access/hold-permit.ts',
    text: 'domainIds?.every(isReached) ?',
    without: 'domainIds && isReached ?',
    tests: ['lib/api/requests/activity.test.ts'],
  },
  {
    name: 'no token holds more than whoever made it',
    file: 'lib/tokens/may-give.ts',
    text: '(role !== null && roleMay(role, permission, level))',
    without: 'role !== null',
    tests: [tokensTest],
  },
  {
    name: 'a change says what it has seen (If-Match)',
    file: 'lib/api/if-match.ts',
    text: "if (text === null) throw new PosternError('precondition_required')",
    without: 'if (text === null) return 1',
    tests: ['lib/api/secrets/access.test.ts'],
  },
  {
    name: 'a change of an older state',
    file: 'lib/changelog/assert-current.ts',
    text: 'if (row.rowVersion === rowVersion) return',
    without: 'if (rowVersion > 0) return',
    tests: ['lib/integrations/change-integration.test.ts', 'lib/integrations/integrations.test.ts'],
  },
  {
    name: 'an Idempotency-Key with another request',
    file: 'lib/api/claim-answer.ts',
    text: "if (found && !equalBytes(found.requestHash, binding.requestHash)) throw new PosternError('idempotency_conflict')",
    without: 'void equalBytes',
    tests: ['lib/api/idempotency.test.ts'],
  },
  {
    name: 'a token’s requests of a minute',
    file: 'lib/tokens/token-throttle.ts',
    text: 'isExceeded: counted.consumedPoints > requestsPerMinute,',
    without: 'isExceeded: false,',
    tests: ['lib/api/run-operation.test.ts'],
  },
]
