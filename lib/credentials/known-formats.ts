/** A form that credentials of one service have: `at` begins behind what cannot belong to it, so that a text is read once. */
export type KnownFormat = { label: string; form: RegExp }

// Lengths and letters as gitleaks (config/gitleaks.toml), GitHub's list of secret scanning patterns and detect-secrets
// publish them. Every quantifier that something must follow is bounded, and no form begins inside a word.
const behind = '(?<![A-Za-z0-9_-])'
const format = (label: string, form: string): KnownFormat => ({ label, form: new RegExp(`${behind}(?:${form})`, 'g') })

export const knownFormats: readonly KnownFormat[] = [
  format('an AWS access key', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])'),
  format('a GitHub token', 'gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}'),
  format('a GitLab token', '(?:glpat|gldt|glrt|glptt|glcbt)-[A-Za-z0-9_.-]{20,300}'),
  format('a Stripe key', '(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,255}'),
  format('a webhook’s signing secret', 'whsec_[A-Za-z0-9+/=]{24,255}'),
  format('a Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-[0-9]-[A-Za-z0-9-]{10,255}'),
  format('a Google API key', 'AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])'),
  format('a Google token', 'ya29\\.[A-Za-z0-9_-]{20,2048}|GOCSPX-[A-Za-z0-9_-]{28}'),
  format('an npm token', 'npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])'),
  format('a PyPI token', 'pypi-[A-Za-z0-9_-]{50,1000}'),
  format('a SendGrid key', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}'),
  format('a Twilio key', 'SK[0-9a-f]{32}(?![A-Za-z0-9])'),
  format('a Mailgun key', 'key-[0-9a-f]{32}(?![A-Za-z0-9])'),
  format('a DigitalOcean token', 'do[opr]_v1_[0-9a-f]{64}'),
  format('a Shopify token', 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}'),
  format('a Hugging Face token', 'hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])'),
  format('an API key', 'sk-(?:proj-|svcacct-|ant-)[A-Za-z0-9_-]{20,255}|sk-[A-Za-z0-9]{32,255}'),
  format('a Postern token', 'pst_[0-9A-Za-z]{38}(?![0-9A-Za-z])'),
  // RFC 7519, and RFC 7516 with its two parts more.
  format(
    'a signed token (JWT)',
    'eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{0,8192}\\.[A-Za-z0-9_-]{8,8192}(?:\\.[A-Za-z0-9_-]{4,8192}\\.[A-Za-z0-9_-]{4,512})?',
  ),
]
