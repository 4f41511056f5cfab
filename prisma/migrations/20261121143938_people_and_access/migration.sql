-- AlterTable
ALTER TABLE "Domain" ADD COLUMN     "rowVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "rowVersion" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "suspendedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "secondFactorRequired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sessionHours" INTEGER NOT NULL DEFAULT 12,
ADD COLUMN     "sessionIdleMinutes" INTEGER NOT NULL DEFAULT 120,
ADD COLUMN     "ssoJoinDomainId" UUID,
ADD COLUMN     "ssoJoinDomains" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "ssoRequired" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "passwordChangedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sealedTotp" BYTEA,
ADD COLUMN     "totpStep" BIGINT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "factors" TEXT[] DEFAULT ARRAY['password']::TEXT[],
ADD COLUMN     "freshAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "isBackedUp" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FederatedIdentity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FederatedIdentity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "Challenge" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" UUID,
    "sealed" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "tokenHash" BYTEA NOT NULL,
    "personId" UUID NOT NULL,
    "dropsSecondFactor" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "OrganizationRole" NOT NULL,
    "domains" JSONB NOT NULL DEFAULT '[]',
    "tokenHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "organizationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domainId" UUID,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "ending" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedByName" TEXT,
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedAddress" TEXT,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("organizationId","id")
);

-- CreateTable
CREATE TABLE "IdempotentAnswer" (
    "organizationId" UUID NOT NULL,
    "tokenId" UUID NOT NULL,
    "keyHash" BYTEA NOT NULL,
    "requestHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "status" INTEGER,
    "sealedAnswer" BYTEA,

    CONSTRAINT "IdempotentAnswer_pkey" PRIMARY KEY ("organizationId","tokenId","keyHash")
);

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_personId_hash_key" ON "RecoveryCode"("personId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_personId_idx" ON "Passkey"("personId");

-- CreateIndex
CREATE INDEX "FederatedIdentity_personId_idx" ON "FederatedIdentity"("personId");

-- CreateIndex
CREATE INDEX "Challenge_expiresAt_idx" ON "Challenge"("expiresAt");

-- CreateIndex
CREATE INDEX "PasswordReset_personId_idx" ON "PasswordReset"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_organizationId_email_idx" ON "Invitation"("organizationId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "ApiToken_organizationId_domainId_createdAt_idx" ON "ApiToken"("organizationId", "domainId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "IdempotentAnswer_createdAt_idx" ON "IdempotentAnswer"("createdAt");

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FederatedIdentity" ADD CONSTRAINT "FederatedIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_organizationId_domainId_fkey" FOREIGN KEY ("organizationId", "domainId") REFERENCES "Domain"("organizationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotentAnswer" ADD CONSTRAINT "IdempotentAnswer_organizationId_tokenId_fkey" FOREIGN KEY ("organizationId", "tokenId") REFERENCES "ApiToken"("organizationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_sessions" CHECK ("sessionHours" BETWEEN 1 AND 720 AND "sessionIdleMinutes" BETWEEN 5 AND 43200);
ALTER TABLE "Session" ADD CONSTRAINT "Session_factors" CHECK (cardinality("factors") > 0 AND "factors" <@ ARRAY['password', 'totp', 'recovery_code', 'passkey', 'sso']);
ALTER TABLE "Challenge" ADD CONSTRAINT "Challenge_kind" CHECK ("kind" IN ('second_factor', 'passkey_sign_in', 'passkey_new', 'confirm', 'oidc', 'totp_new'));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_no_owner" CHECK ("role" <> 'owner');
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_ended_once" CHECK ("acceptedAt" IS NULL OR "withdrawnAt" IS NULL);
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_scopes" CHECK (cardinality("scopes") > 0 AND "scopes" <@ ARRAY['secrets:read', 'secrets:write', 'requests:send', 'activity:read']);
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_hash_length" CHECK (length("hash") = 32);

-- Sessions of before were opened by password, and were proven when they were opened.
UPDATE "Session" SET "freshAt" = "createdAt";
