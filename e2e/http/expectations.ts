// Who may do what, written by hand from what Postern promises ("People" in the documentation of its roles). It imports
// nothing from the code that it judges. An action, page or route of the build that has no row here fails the tests.

/** The people of a tenant, in the order of the columns. The last one administers another domain of the same organization. */
export const columns = ['owner', 'org_admin', 'domain_admin', 'editor', 'other_domain_admin'] as const
export type Column = (typeof columns)[number]

/**
 * One letter for each column. y: it is done. n: refused with a sentence, nothing changes. -: it does not exist for them.
 * Whoever is signed out, a stranger and the owner of another organization have no column: they never get anything.
 */
export type Row = `${Letter} ${Letter} ${Letter} ${Letter} ${Letter}`
type Letter = 'y' | 'n' | '-'

/** Where: in a domain, or on what is the organization's own. A level that is left out does not exist for anybody. */
export type Expectation = { domain?: Row; organization?: Row }

const changesSecrets: Expectation = { domain: 'y y y n -', organization: 'y y n n n' }

export const actions: Record<string, Expectation> = {
  createSecretAction: changesSecrets,
  editSecretAction: changesSecrets,
  makeCurrentAction: changesSecrets,
  revokeSecretAction: changesSecrets,
  archiveSecretAction: changesSecrets,
  restoreSecretAction: changesSecrets,
  deleteSecretAction: changesSecrets,
  archiveSelectedAction: changesSecrets,
  restoreSelectedAction: changesSecrets,
  setExpirationAction: changesSecrets,
  previewImportAction: changesSecrets,
  judgeImportNameAction: changesSecrets,
  importSecretsAction: changesSecrets,
  renameSecretAction: { organization: 'y y n n n' },
  changePoliciesAction: { organization: 'y y n n n' },
  createDomainAction: { organization: 'y y n n n' },
  renameDomainAction: { organization: 'y y n n n' },
  archiveDomainAction: { organization: 'y y n n n' },
  restoreDomainAction: { organization: 'y y n n n' },
  // Of somebody in Europe: for the Domain Admin of another domain they do not exist.
  inviteMemberAction: { organization: 'y y y n -' },
  renewInvitationAction: { organization: 'y y y n -' },
  withdrawInvitationAction: { organization: 'y y y n -' },
  changeRolesAction: { organization: 'y y y n -' },
  suspendMemberAction: { organization: 'y y n n n' },
  removeMemberAction: { organization: 'y y y n -' },
  verifyLogAction: { organization: 'y y y n y' },
  // An organization's Masked values are for Domain Admins only where a policy says so, and it says no to begin with.
  revealSecretAction: { domain: 'y y y y -', organization: 'y y n n n' },
  approveHostAction: changesSecrets,
  declineHostAction: changesSecrets,
  withdrawApprovalAction: changesSecrets,
  createIntegrationAction: { domain: 'y y y y -' },
  updateIntegrationAction: { domain: 'y y y y -' },
  disableIntegrationAction: { domain: 'y y y y -' },
  duplicateIntegrationAction: { domain: 'y y y y -' },
  deleteIntegrationAction: { domain: 'y y y y -' },
  createIntegrationRequestAction: { domain: 'y y y y -' },
  updateIntegrationRequestAction: { domain: 'y y y y -' },
  duplicateIntegrationRequestAction: { domain: 'y y y y -' },
  deleteIntegrationRequestAction: { domain: 'y y y y -' },
  testIntegrationRequestAction: { domain: 'y y y y -' },
  createVariableAction: { domain: 'y y y y -' },
  updateVariableAction: { domain: 'y y y y -' },
  deleteVariableAction: { domain: 'y y y y -' },
  createTemplateAction: { domain: 'y y y y -' },
  updateTemplateAction: { domain: 'y y y y -' },
  duplicateTemplateAction: { domain: 'y y y y -' },
  deleteTemplateAction: { domain: 'y y y y -' },
  sendTemplateAction: { domain: 'y y y y -' },
  createEndpointAction: { domain: 'y y y n -' },
  updateEndpointAction: { domain: 'y y y n -' },
  deleteEndpointAction: { domain: 'y y y n -' },
  testEndpointAction: { domain: 'y y y n -' },
  openAnswerAction: { domain: 'y y y n -' },
  createWorkflowAction: { domain: 'y y y y -' },
  updateWorkflowAction: { domain: 'y y y y -' },
  duplicateWorkflowAction: { domain: 'y y y y -' },
  disableWorkflowAction: { domain: 'y y y y -' },
  renewHookAction: { domain: 'y y y y -' },
  deleteWorkflowAction: { domain: 'y y y y -' },
  runWorkflowAction: { domain: 'y y y y -' },
  cancelRunAction: { domain: 'y y y y -' },
  createTokenAction: changesSecrets,
  revokeTokenAction: changesSecrets,
  // Last: what is stopped here stays so, and nothing that is tried after it would be sent.
  stopSendsAction: changesSecrets,
  resumeSendsAction: changesSecrets,
  // After everything else: who they were they are no more.
  transferOwnershipAction: { organization: 'y n n n n' },
  leaveOrganizationAction: { organization: 'y y y y y' },
}

/** For whoever is not signed in. */
export const publicActions = [
  'acceptAsNewAction',
  'acceptAsSelfAction',
  'openInvitationAction',
  'passkeyOptionsAction',
  'passkeySignInAction',
  'requestResetAction',
  'resetPasswordAction',
  'secondFactorAction',
  'setUpAction',
  'signInAction',
  'signOutAction',
]

/** Page or GET route → who gets it. On a page, what somebody may see but not do does not exist either. */
export const addresses: Record<string, Row> = {
  '/[organization]': 'y y y y y',
  '/[organization]/activity': 'y y y - y',
  '/[organization]/domains': 'y y - - -',
  '/[organization]/health': 'y y y - y',
  '/[organization]/members': 'y y y - y',
  '/[organization]/secrets': 'y y y y y',
  '/[organization]/secrets/[id]': 'y y y y y',
  '/[organization]/secrets/import': 'y y - - -',
  '/[organization]/settings': 'y y - - -',
  '/[organization]/[domain]/integrations': 'y y y y -',
  '/[organization]/[domain]/integrations/[id]': 'y y y y -',
  '/[organization]/[domain]/integrations/[id]/requests/[requestId]': 'y y y y -',
  '/[organization]/[domain]/integrations/[id]/requests/new': 'y y y y -',
  '/[organization]/[domain]/secrets/[id]': 'y y y y -',
  '/[organization]/[domain]/settings/security': 'y y y y -',
  '/[organization]/[domain]/templates': 'y y y y -',
  '/[organization]/[domain]/templates/[id]': 'y y y y -',
  '/[organization]/[domain]/templates/new': 'y y y y -',
  '/[organization]/[domain]/allowlist': 'y y y y -',
  '/[organization]/[domain]/workflows': 'y y y y -',
  '/[organization]/[domain]/workflows/[id]': 'y y y y -',
  '/[organization]/[domain]/workflows/new': 'y y y y -',
  '/[organization]/[domain]/workflows/variables': 'y y y y -',
  '/[organization]/[domain]/settings/security/import': 'y y y - -',
  '/api/console/[organization]/activity': 'y y y n y',
  '/api/console/[organization]/activity/export': 'y y y n y',
  '/api/console/[organization]/activity/facets': 'y y y n y',
  '/api/console/[organization]/domains': 'y y n n n',
  '/api/console/[organization]/domains/[id]': 'y y n n n',
  '/api/console/[organization]/members': 'y y y n y',
  '/api/console/[organization]/members/[id]': 'y y y n -',
  '/api/console/[organization]/stops': 'y y y y y',
  '/api/console/[organization]/tokens': 'y y n n n',
  '/api/console/[organization]/secrets': 'y y y y y',
  '/api/console/[organization]/secrets/counts': 'y y y y y',
  '/api/console/[organization]/secrets/export': 'y y y y y',
  '/api/console/[organization]/secrets/[id]': 'y y y y y',
  '/api/console/[organization]/secrets/[id]/changes': 'y y n n n',
  '/api/console/[organization]/secrets/[id]/changes/export': 'y y n n n',
  '/api/console/[organization]/secrets/[id]/changes/facets': 'y y n n n',
  '/api/console/[organization]/secrets/[id]/rename': 'y y n n n',
  '/api/console/[organization]/sends': 'y y y n y',
  '/api/console/[organization]/[domain]/secrets': 'y y y y -',
  '/api/console/[organization]/[domain]/secrets/captures': 'y y y y -',
  '/api/console/[organization]/[domain]/secrets/counts': 'y y y y -',
  '/api/console/[organization]/[domain]/secrets/export': 'y y y y -',
  '/api/console/[organization]/[domain]/secrets/[id]': 'y y y y -',
  '/api/console/[organization]/[domain]/secrets/[id]/changes': 'y y y n -',
  '/api/console/[organization]/[domain]/secrets/[id]/changes/export': 'y y y n -',
  '/api/console/[organization]/[domain]/secrets/[id]/changes/facets': 'y y y n -',
  '/api/console/[organization]/[domain]/allowlist': 'y y y y -',
  '/api/console/[organization]/[domain]/allowlist/[id]': 'y y y y -',
  '/api/console/[organization]/[domain]/sends': 'y y y n -',
  '/api/console/[organization]/[domain]/tokens': 'y y y n -',
  '/api/console/[organization]/[domain]/integrations': 'y y y y -',
  '/api/console/[organization]/[domain]/integrations/choices': 'y y y y -',
  '/api/console/[organization]/[domain]/integrations/[id]': 'y y y y -',
  '/api/console/[organization]/[domain]/integrations/[id]/requests/[requestId]': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows/[id]': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows/[id]/runs': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows/[id]/runs/[runId]': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows/[id]/runs/[runId]/event': 'y y y y -',
  '/api/console/[organization]/[domain]/workflows/[id]/runs/[runId]/steps/[position]': 'y y y y -',
  '/api/console/[organization]/[domain]/templates': 'y y y y -',
  '/api/console/[organization]/[domain]/templates/[id]': 'y y y y -',
  '/api/console/[organization]/[domain]/secret-choices': 'y y y y -',
  '/api/console/[organization]/[domain]/variables': 'y y y y -',
  '/api/console/[organization]/[domain]/variables/[id]': 'y y y y -',
}

export const publicAddresses = {
  pages: [
    '/',
    '/_global-error',
    '/_not-found',
    '/api/v1',
    '/invite',
    '/reset',
    '/setup',
    '/setup/root-key',
    '/sign-in',
    '/sso/done',
  ],
  apis: ['/api/hooks/[hookId]', '/api/sign-in/[step]', '/healthz', '/icon.svg', '/readyz', '/sso/callback'],
}
/** Lead to another address of the domain. */
export const leadOn = ['/[organization]/[domain]', '/[organization]/[domain]/settings']

export const letterOf = (row: Row | undefined, column: Column): Letter =>
  row ? (row.split(' ')[columns.indexOf(column)] as Letter) : '-'
